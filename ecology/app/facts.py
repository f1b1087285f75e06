"""Facts: what is known of one organisation, person or partnership this month, each number with its unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecology.errors import EcologyError, UnknownName
from ecology.model import Ecology
from ecology.sector.categories import DEPTHS, DOMAINS, LEVELS, REGIONS, SIZE_BANDS, STAGES
from ecology.sector.columns import Slotted
from ecology.story import name_of

MOST_FRIENDS = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """A title, facts as label and value, and sentences."""

    title: str
    rows: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...] = ()


def facts_of(eco: Ecology, kind: str, entry: int) -> Facts:
    """Return the facts of 'organisation', 'person' or 'partnership' by entry number; one that is gone says so.

    Raises
    ------
    UnknownName
        For any other kind.
    """
    if kind not in TOLD:
        raise UnknownName("kind", kind, TOLD)
    return TOLD[kind](eco, entry)


def slot_of(table: Slotted, entry: int) -> int | None:
    """Return where somebody is, None for those who are gone."""
    slots = table.slots()
    found = slots[table.entry[slots] == entry]
    return int(found[0]) if len(found) else None


def of_organisation(eco: Ecology, entry: int) -> Facts:
    """Return what is known of an organisation."""
    s, o = eco.sector, eco.sector.organisations
    slot = slot_of(o, entry)
    name = name_of(s, entry)
    if slot is None:
        return Facts(name, (("now", f"closed by month {eco.month}"),))
    live = s.partnerships.slots()
    theirs = int((s.partnerships.member[live] == slot).any(1).sum())
    return Facts(name, (
        ("art form", DOMAINS[o.domain[slot]]), ("region", REGIONS[o.region[slot]]), ("size", SIZE_BANDS[o.size[slot]]),
        ("posts", f"{int(o.posts[slot].sum())}, of which filled {len(s.staff_of(np.array([slot])))}"),
        ("money in hand", pounds(o.reserves[slot] / 100)),
        ("grants this month", pounds(o.grants_paid[slot] / 100)),
        ("live partnerships", str(theirs)),
        ("public value", f"{pounds(o.public_value[slot])} a month"),
        ("of it from joint work, less its hours", f"{pounds(o.joint_surplus[slot])} a month"),
        ("time taken by funders", f"{o.admin[slot]:.1f} hours this month"),
        ("control felt from funders", f"{o.control[slot]:.2f} (0–1)"),
        ("trust in its funders", f"{float(np.mean(o.trust_in_funder[slot])):.2f} (0–1)"),
    ))  # fmt: skip


def of_person(eco: Ecology, entry: int) -> Facts:
    """Return what is known of a person, who has a number and no name."""
    s, p = eco.sector, eco.sector.people
    slot = slot_of(p, entry)
    title = f"Person {entry}"
    if slot is None:
        return Facts(title, (("now", f"left the sector by month {eco.month}"),))
    firm = int(p.employer[slot])
    works = name_of(s, int(s.organisations.entry[firm])) if firm >= 0 else "between posts"
    known = s.ties.alter[slot] >= 0
    trusts = s.ties.trust[slot][known]
    best = np.argsort(-trusts, kind="stable")[:MOST_FRIENDS]
    alters = s.people.entry[s.ties.alter[slot][known][best]]
    seats = int((s.partnerships.person[s.partnerships.slots()] == slot).sum())
    return Facts(title, (
        ("works at", works), ("level", LEVELS[p.level[slot]]), ("in this post for", f"{int(p.tenure[slot])} months"),
        ("trained in", DOMAINS[p.domain[slot]]), ("strategy", s.strategy_names[p.strategy[slot]]),
        ("seats in partnerships", str(seats)),
        ("motivation", f"{p.motivation[slot]:.2f} (1 = unworn)"),
        ("knowledge, best topic", f"{p.knowledge[slot].max():.2f} (0–1)"),
        ("hours in partnerships", f"{p.hours_joint[slot]:.1f} this month"),
        ("hours on bids, reports and audits", f"{p.hours_admin[slot]:.1f} this month"),
        ("remembers", f"{int(known.sum())} colleagues, mean trust {mean(trusts)} (0–1)"),
        ("trusts most", ", ".join(f"person {a} ({t:.2f})" for a, t in zip(alters, trusts[best], strict=True)) or "–"),
    ))  # fmt: skip


def of_partnership(eco: Ecology, entry: int) -> Facts:
    """Return what is known of a partnership, and its life in sentences."""
    s, table = eco.sector, eco.sector.partnerships
    try:
        sentences = tuple(eco.story(entry).lines)
    except EcologyError as error:
        sentences = (str(error),)
    slot = slot_of(table, entry)
    title = f"Partnership {entry}"
    if slot is None:
        return Facts(title, (("now", f"ended by month {eco.month}"),), sentences)
    seats = table.person[slot] >= 0
    actions = table.action[slot][seats]
    rows = [
        ("stage", STAGES[table.stage[slot]]), ("how closely bound", DEPTHS[table.depth[slot]]),
        ("began, planned end", f"month {int(table.began[slot])}, month {int(table.ends[slot])}"),
        ("seats whose holder contributed", f"{int((actions == 1).sum())} of {int(seats.sum())}"),
        ("energy", f"{mean(table.energy[slot][seats])} (0–1)"),
        ("common ground", f"{table.common_ground[slot]:.2f} (0–1)"),
        ("hours given this month", f"{table.hours[slot][seats].sum():.1f}"),
    ]  # fmt: skip
    for m, firm in enumerate(table.member[slot].tolist()):
        if firm >= 0:
            rows.append(
                (name_of(s, int(s.organisations.entry[firm])),
                 f"takes {table.share[slot, m]:.0%} of what is made; benefit less cost so far "
                 f"{table.ledger[slot, m]:+.2f} (1 = what a pledge is worth)")
            )  # fmt: skip
    return Facts(title, tuple(rows), sentences)


def pounds(value: float) -> str:
    """Return money in whole pounds."""
    sign = "−" if round(value) < 0 else ""
    return f"{sign}£{abs(value):,.0f}"


def mean(values: Any) -> str:
    """Return a mean to two digits, a dash of nothing."""
    return f"{float(np.mean(values)):.2f}" if len(values) else "–"


TOLD: dict[str, Callable[[Ecology, int], Facts]] = {
    "organisation": of_organisation,
    "person": of_person,
    "partnership": of_partnership,
}
