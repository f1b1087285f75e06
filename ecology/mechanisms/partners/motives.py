"""Motives: ten reasons to work together, each as strong as circumstances make it; the strongest moves people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import complementarity, rivalry
from ecology.mechanisms.partners.asking import Leaning
from ecology.rules import Rules
from ecology.sector.categories import MOTIVES
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]

NAMES = np.array(MOTIVES, dtype=object)


def motives_of(sector: Sector, rules: Rules, person: Slots, other: Slots, compelled: Floats) -> Floats:
    """Return how strong each motive is for people to work with others, each 0–1 times its weight.

    In the order of `MOTIVES`: money, as far as reserves are below `buy_months` of costs; sharing cost and risk, by the
    others' share of posts; getting there faster, by complementarity; learning, by what the others' organisation knows
    that one does not, over all it knows; compulsion, as far as one is not free to refuse; professional development, by
    the skill one lacks; connections, by the share of one's memory that holds nobody; changing the market, by rivalry;
    morals, by relationships over rules times long over short term; hidden benefits, a half for those whose strategy is
    not prosocial.

    Parameters
    ----------
    person, other : shape (n,)
    compelled : shape (n,), 0–1

    Returns
    -------
    shape (n, 10)

    Sources
        Clore report §4.1 (five, and five after Huxham and Vangen); what each is read from is assumed
    """
    people, o, ties, p = sector.people, sector.organisations, sector.ties, rules.parameters
    own, theirs = people.employer[person].astype(np.int64), people.employer[other].astype(np.int64)
    posts, others = o.posts[own].sum(1), o.posts[theirs].sum(1)
    has, knows = o.capability.take(theirs, axis=0), people.knowledge.take(person, axis=0)
    selfish = np.array([not strategy.prosocial for strategy in rules.strategies])
    strength = np.stack([
        1.0 - np.clip(o.reserves[own] / np.maximum(p.choice.buy_months * o.cost(own), 1.0), 0.0, 1.0),
        others / np.maximum(posts + others, 1),
        complementarity(o.capability.take(own, axis=0), has),
        np.maximum(has - knows, 0.0).sum(1) / np.maximum(has.sum(1), 1e-12),
        compelled,
        1.0 - people.skill[person],
        (ties.alter.take(person, axis=0) < 0).mean(1),
        rivalry(sector, rules, own, theirs),
        people.values[person].prod(1),
        0.5 * selfish[people.strategy[person]],
    ], axis=1)  # fmt: skip
    m = p.motive
    weight = (
        m.money, m.sharing, m.goal, m.learning, m.compulsion, m.development, m.connections, m.market, m.morals,
        m.hidden,
    )  # fmt: skip
    out: Floats = strength * np.array(weight)
    return out


def moved(sector: Sector, rules: Rules, leaning: Leaning, initiator: Slots, asked: Slots, compelled: Floats) -> Leaning:
    """Return how those asked lean when their strongest motive moves them: its strength times w is added to log odds.

    Parameters
    ----------
    initiator : shape (n,)
    asked : shape (n, candidates)
    compelled : shape (organisations,), 0–1
    """
    pull = rules.parameters.motive.pull
    if not pull:
        return leaning
    them, us = asked.ravel(), np.repeat(initiator, asked.shape[1])
    strongest = motives_of(sector, rules, them, us, compelled[sector.people.employer[them]]).max(1)
    return replace(leaning, odds=leaning.odds * np.exp(-pull * strongest.reshape(asked.shape)))


def note_motives(sector: Sector, rules: Rules, slot: Slots, party: Slots, compelled: Floats) -> None:
    """Keep with new partnerships, and log, the strongest motive of each contact; nothing where none has any strength.

    That of who proposed is read with the first who agreed, that of the others with who proposed.

    Parameters
    ----------
    slot : shape (n,)
    party, compelled : shape (n, members)
    """
    if not rules.parameters.motive.pull:
        return
    row, member = np.nonzero(party >= 0)
    person = party[row, member]
    other = np.where(member == 0, party[row, 1], party[row, 0])
    strength = motives_of(sector, rules, person, other, compelled[row, member])
    motive = np.where(strength.max(1) > 0, 1 + strength.argmax(1), 0)
    sector.partnerships.motive[slot[row], member] = motive
    sector.events.add(
        sector.month, "joined for a motive", person=sector.people.entry[person], amount=strength.max(1),
        organisation=sector.organisations.entry[sector.people.employer[person]],
        partnership=sector.partnerships.entry[slot[row]], reason=NAMES[motive],
    )  # fmt: skip
