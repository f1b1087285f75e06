"""Phase 12: funders read reports, which may flatter, and revise their trust; the funded revise theirs."""

from __future__ import annotations

import numpy as np

from ecology.mechanisms.money.services import deliver_services
from ecology.rules import Rules
from ecology.sector.sector import Sector
from ecology.streams import Streams


def evaluate(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let funders check a few of the funded and answer what they find; let the funded answer how they are treated.

    A check that finds misreporting, or a contracted service found to fail, lowers trust, T ← T (1 − f); one that finds
    nothing moves it a step towards full trust, and a month without a check a twelfth of that. What a funder does with
    its trust, its response k, shows in renewals and in how far it relaxes control. Organisations' trust in a funder
    moves towards what the funder shows them: its own trust in them, less the control they feel.

    Reads
        grants.alive, grants.funder, grants.organisation, organisations.entry, organisations.misreport,
        organisations.control, organisations.alive, organisations.capability
    Writes
        organisations.failing, organisations.legitimacy, organisations.funder_trust,
        organisations.trust_in_funder, events
    Sources
        Clore report §4.3.2, recommendation 8; Perfect fit (Alianza Hispana)
    """
    grants, o, terms, p, month = (
        sector.grants,
        sector.organisations,
        rules.asked,
        rules.parameters.funding,
        sector.month,
    )
    live = np.flatnonzero(grants.alive)
    firm, funder = grants.organisation[live], grants.funder[live]
    entry = o.entry[firm]
    lots = streams.together(("check", "accuracy of a check"), month).uniform(entry, funder)
    checked = lots[0] < terms.audit_rate[funder, firm] / 12
    accurate = lots[1] < terms.audit_accuracy[funder, firm]
    caught = checked & accurate & (o.misreport[firm] > p.forgivable)
    failed = np.isin(firm, deliver_services(sector, rules, streams, firm[checked & accurate]))
    caught |= failed
    trust = o.funder_trust[firm, funder]
    step = np.where(checked, p.report_value, p.report_value / 12)
    o.funder_trust[firm, funder] = np.where(caught, trust * (1 - p.finding), trust + step * (1 - trust) * ~caught)
    shown = o.funder_trust[firm, funder] * (1 - o.control[firm])
    own = o.trust_in_funder[firm, funder]
    o.trust_in_funder[firm, funder] = own + p.intent * (shown - own)
    in_order = checked & ~caught
    sector.events.add(month, "checked", organisation=entry[in_order], other=funder[in_order], reason="in order")
    caught &= ~failed
    sector.events.add(month, "checked", organisation=entry[caught], other=funder[caught], reason="misreporting found")
