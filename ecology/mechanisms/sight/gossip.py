"""Gossip: what is said of people behind their backs, who is covered up for, and who is tarred with the same brush."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.meeting import pick_alter
from ecology.mechanisms.sight.judging import judged
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, UNSEEN, find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]


def gossip(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Let people hear from somebody they know about somebody that person knows.

    A story is the teller's trust in its subject, with noise; good news is passed on less readily than bad; it is heard
    with some weight against what had been heard before, and lands in hearsay, never in trust. The norm by which it is
    judged is told in `judging`.
    """
    people, ties, p, month = sector.people, sector.ties, rules.parameters.observation, sector.month
    staff = sector.staff()
    staff = staff[streams.at("hear gossip", month).uniform(people.entry[staff]) < p.gossip_reach]
    teller = pick_alter(sector, streams, staff, "from whom")
    staff, teller = staff[teller >= 0], teller[teller >= 0]
    alters, last = ties.alter.take(teller, axis=0), ties.other_last.take(teller, axis=0)
    known = (alters >= 0) & (last != UNSEEN) & (alters != staff[:, None])
    lot = streams.at("about whom", month).uniform(people.entry[staff][:, None], people.entry.take(alters))
    column = np.where(known, lot, -1.0).argmax(1)
    has_story = known[np.arange(len(staff)), column]
    staff, teller, column = staff[has_story], teller[has_story], column[has_story]
    about, opinion = ties.alter[teller, column], ties.trust[teller, column]
    entry = people.entry[staff]
    good = ties.other_last[teller, column] == CONTRIBUTED
    told = ~good | (streams.at("pass on good news", month).uniform(entry) < p.good_news)
    told &= good | ~covered_up(sector, rules, streams, teller, opinion, entry)
    noise = p.gossip_noise * streams.at("error in gossip", month).normal(entry)
    story = np.clip(opinion + noise, 0.0, 1.0)
    counts, story = judged(sector, rules, streams, staff, teller, good, story)
    told &= counts
    hear(sector, rules, staff[told], about[told].astype(np.int64), story[told])
    bad = told & ~good
    tar(sector, rules, staff[bad], about[bad].astype(np.int64), story[bad])


def covered_up(
    sector: Sector, rules: Rules, streams: Streams, teller: Slots, trust: Floats, entry: Slots
) -> npt.NDArray[np.bool_]:
    """Return which bad news is kept back for a friend: the chance is κ τ, with the teller's trust in its subject.

    Parameters
    ----------
    teller : shape (n,)
        People who could tell.
    trust : shape (n,), 0–1
        Their trust in the one it is about.
    entry : shape (n,)
        Entry numbers of those who would hear it.

    Sources
        Clore report §4.2.1 (closeness risks covering up for people)
    """
    cover = rules.parameters.observation.cover
    if not cover:
        return np.zeros(len(teller), dtype=bool)
    lot = streams.at("cover up", sector.month).uniform(entry, sector.people.entry[teller])
    out: npt.NDArray[np.bool_] = lot < cover * trust
    return out


def tar(sector: Sector, rules: Rules, person: Slots, about: Slots, story: Floats) -> None:
    """Lower, with a bad story about somebody, the repute of their colleagues of whom the hearer has heard.

    R ← R + a w (story − R) where the story is worse than what had been heard, with a the weight of association and w
    that of any story. Who hears two stories in a month is moved by the later.

    Parameters
    ----------
    person, about : shape (n,)
        Who heard it, and of whom.
    story : shape (n,), 0–1

    Sources
        Perfect fit (guilt by association)
    """
    p, hearsay, employer = rules.parameters.observation, sector.hearsay, sector.people.employer
    if not p.association or not len(person):
        return
    others = hearsay.about.take(person, axis=0)
    firm = employer.take(about)[:, None]
    colleague = (others >= 0) & (others != about[:, None]) & (firm >= 0) & (employer.take(others) == firm)
    repute = hearsay.repute.take(person, axis=0)
    fall = np.minimum(story[:, None] - repute, 0.0) * colleague
    hearsay.repute[person] = repute + p.association * p.gossip_weight * fall


def hear(sector: Sector, rules: Rules, person: Slots, about: Slots, story: Floats) -> None:
    """Keep a story, in the place of what was heard longest ago where memory is full."""
    hearsay, weight = sector.hearsay, rules.parameters.observation.gossip_weight
    column = find(hearsay.about, person, about)
    old = column >= 0
    at = person[old], column[old]
    hearsay.repute[at] += weight * (story[old] - hearsay.repute[at])
    hearsay.heard[at] = sector.month
    person, about, story = person[~old], about[~old], story[~old]
    column = hearsay.heard.take(person, axis=0).argmin(1)
    hearsay.about[person, column] = about
    hearsay.repute[person, column] = story
    hearsay.heard[person, column] = sector.month
