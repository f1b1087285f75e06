"""Phase 2: the levers in force give this month's rules."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import numpy as np

from ecology.mechanisms.adoption import adopt
from ecology.policies.terms import Labels, Terms
from ecology.rules import Rules
from ecology.sector.lock import locked
from ecology.sector.sector import Sector
from ecology.streams import Streams


def apply_policies(sector: Sector, rules: Rules, streams: Streams) -> Rules:
    """Return the rules of this month: each funder's policy amends that funder's row of the terms.

    Terms are worked out anew only when a lever's strength or the set of organisations has changed. While levers
    act the sector is locked, so policy code cannot write an outcome.

    At the end of a year funders may take over each other's policies.

    Reads
        organisation_names, organisations.entry, organisations.alive, organisations.domain, organisations.region,
        organisations.size, organisations.generation, organisations.reported, organisations.posts, grants.alive,
        grants.funder, grants.organisation
    Writes
        events
    Sources
        'Inputs, never outcomes': model, box at the top
    """
    rules = adopt(sector, rules, streams)
    o = sector.organisations
    strengths = tuple(policy.strengths(sector.month) for policy in rules.policies)
    in_force = (tuple(map(id, rules.policies)), strengths, o.capacity, o.alive.tobytes(), int(o.generation.sum()))
    if in_force == rules.in_force:
        return rules
    labels = labels_of(sector)
    baseline = Terms.baseline(len(rules.policies), labels, rules.parameters)
    changed = set(rules.changed)
    rows = []
    # without a lever there is no code to keep out
    with locked(sector) if any(policy.levers for policy in rules.policies) else nullcontext() as lock:
        for funder, policy in enumerate(rules.policies):
            terms = baseline.row(funder)
            for name, amended in policy.amendments(terms, sector.month, lock):
                if amended.differs(terms):
                    changed.add((policy.name, name))
                terms = amended
            rows.append(terms)
    return replace(rules, terms=Terms.stack(rows), in_force=in_force, changed=frozenset(changed))


def labels_of(sector: Sector) -> Labels:
    """Return what levers may know of organisations: who they are and what kind, shape (organisations,) each."""
    o = sector.organisations
    names = np.array([sector.organisation_names.get(entry, "") for entry in o.entry.tolist()], dtype=object)
    return Labels(o.alive.copy(), o.domain.copy(), o.region.copy(), o.size.copy(), o.entry.copy(), names)
