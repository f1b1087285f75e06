"""Phase 8: who saw what, who speaks up, and what is said behind people's backs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.sight.evidence import ask_for_evidence
from ecology.mechanisms.sight.gossip import gossip
from ecology.mechanisms.sight.norms import readiness_to_ask
from ecology.mechanisms.sight.reading import news_from_colleagues, read_acts
from ecology.mechanisms.sight.requital import requite
from ecology.mechanisms.sight.sight import sight_of
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads, Seats, dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, HELD_BACK, UNSEEN, find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Reasons = npt.NDArray[np.object_]

SILENCE = np.array((
    "let pass", "trusted too well to be asked", "not done to ask in that house",
    "trusted in a house where one seldom asks", "too little at stake",
), dtype=object)  # fmt: skip
"""Why nobody asks; see `why_silent`."""


def observe(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people see some of what their partners did, question it or not, and pass on what they think.

    Holding back that is questioned becomes known to everybody in the partnership. People question the more readily the
    less they trust, the more is at stake, and the more explicitly they have said what they expect. What is not seen is
    believed from trust and changes nothing.

    Reads
        people.alive, people.entry, people.employer, organisations.challenge, organisations.entry,
        partnerships.alive, partnerships.entry, partnerships.member, partnerships.person, partnerships.action,
        partnerships.structure, partnerships.lead, partnerships.stage, partnerships.common_ground,
        partnerships.agreed, partnerships.pledge, ties.alter, ties.trust, grants.alive, grants.funder,
        grants.organisation
    Writes
        people.payoff, ties.seen, ties.stakes, ties.slighted, ties.other_last, partnerships.recognised, hearsay.about,
        hearsay.repute, hearsay.heard, events
    Sources
        Contingent cooperation 2006; Clore report §4.1.3 (challenge), §4.2.2 (gossip)
    """
    ties, partnerships = sector.ties, sector.partnerships
    ties.seen[:] = UNSEEN
    ties.stakes[:] = 0.0
    ties.slighted[:] = False
    partnerships.recognised[:] = 0.0
    seats = seats_of(partnerships)
    if len(seats.person):
        dyads = dyads_of(partnerships, seats)
        look(sector, rules, streams, seats, dyads)
    gossip(sector, rules, streams)


def look(sector: Sector, rules: Rules, streams: Streams, seats: Seats, dyads: Dyads) -> None:
    """See, question, and note what was seen in one's memory."""
    ties, people, partnerships, month = sector.ties, sector.people, sector.partnerships, sector.month
    who = people.entry[dyads.person], people.entry[dyads.alter], partnerships.entry[dyads.partnership]
    sight = sight_of(sector, rules, streams, dyads, seats)
    done = partnerships.action.take(seats.cell)[dyads.other]
    action = read_acts(sector, rules, streams, dyads, done, who)
    acted = action != UNSEEN
    eye, tongue = streams.together(("see", "question a partner"), month).uniform(*who)
    saw = acted & (eye < sight)
    column = find(ties.alter, dyads.person, dyads.alter)
    trust = np.where(column >= 0, ties.trust[dyads.person, column], rules.parameters.trust.initial)
    saw |= ask_for_evidence(sector, rules, streams, seats, dyads, acted & ~saw, trust, column)
    saw |= acted & news_from_colleagues(sector, rules, streams, seats, dyads, saw, who)
    held_back = saw & (action == HELD_BACK)
    firm = people.employer[dyads.person]
    weight = rules.parameters.observation.stakes
    stake = 1.0 - weight + weight * at_stake(sector, rules, dyads)
    ready = readiness_to_ask(sector, rules, firm, dyads.partnership)
    daring = ready * (1.0 - trust) * stake
    questions = held_back & (tongue < daring)
    exposed = np.zeros(len(seats.person), dtype=bool)
    exposed[dyads.other[questions]] = True
    saw |= acted & exposed[dyads.other]
    # asking clears up what was misread
    action = np.where(exposed[dyads.other], done, action).astype(np.int8)
    if sector.events.keep:
        silent = held_back & ~questions
        why = why_silent(tongue[silent], ready[silent], trust[silent], stake[silent])
        for what, mask, reason in (("questioned", questions, "was seen to hold back"), ("not questioned", silent, why)):
            sector.events.add(
                month, what, person=who[0][mask], other=who[1][mask], partnership=who[2][mask],
                organisation=sector.organisations.entry[firm[mask]], reason=reason,
            )  # fmt: skip
    note(sector, rules, seats, dyads, saw, action, column)
    requite(sector, rules, streams, seats, dyads, saw, action)


def why_silent(lot: Floats, challenge: Floats, trust: Floats, stake: Floats) -> Reasons:
    """Return why people did not ask: what, had it been otherwise and all else the same, would have made them.

    Without any trust, they would have been trusted too well; in a house where everybody asks, it was not done; where
    either would have done, both are named; else with all at stake, too little was; else it was let pass.

    Parameters
    ----------
    lot : shape (n,), 0–1
        Those ask for whom it is below challenge × (1 − trust) × stake.
    challenge, trust, stake : shape (n,), 0–1
    """
    code = (lot < challenge * stake) + 2 * (lot < (1.0 - trust) * stake)
    out: Reasons = SILENCE[np.where((code == 0) & (lot < challenge * (1.0 - trust)), 4, code)]
    return out


def at_stake(sector: Sector, rules: Rules, dyads: Dyads) -> npt.NDArray[np.float64]:
    """Return what is at stake in the partnership of each dyad, by its stage; 1 when implementing."""
    p = rules.parameters.game
    by_stage = np.array([0.0, p.early_cost, p.middle_cost, 1.0])
    out: npt.NDArray[np.float64] = by_stage[sector.partnerships.stage[dyads.partnership]]
    return out


def note(
    sector: Sector,
    rules: Rules,
    seats: Seats,
    dyads: Dyads,
    saw: npt.NDArray[np.bool_],
    action: npt.NDArray[np.int8],
    column: Slots,
) -> None:
    """Write what was seen into memory; where somebody was seen in two places, holding back is what stays."""
    ties, partnerships = sector.ties, sector.partnerships
    stakes = at_stake(sector, rules, dyads)
    for seen in (CONTRIBUTED, HELD_BACK):
        mask = saw & (action == seen) & (column >= 0)
        at = dyads.person[mask], column[mask]
        ties.seen[at] = seen
        ties.other_last[at] = seen
        ties.stakes[at] = stakes[mask]
    n = len(seats.person)
    across = np.maximum(np.bincount(dyads.other, minlength=n), 1)
    thanked = np.bincount(dyads.other, weights=(saw & (action == CONTRIBUTED)).astype(float), minlength=n)
    recognised = thanked / across
    thanks = rules.asked.thanks
    if thanks.any():
        gave = partnerships.action.take(seats.cell) == CONTRIBUTED
        by_funder = thanks.max(0)[partnerships.member[seats.partnership, seats.member]]
        recognised = np.where(gave, 1.0 - (1.0 - recognised) * (1.0 - by_funder), recognised)
    partnerships.recognised[seats.at] = recognised
