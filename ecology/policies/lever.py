"""A lever: one thing a funder can do, with dates, a ramp, an intensity and those it is meant for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ecology.declared import ASSUMED, Declared, parameter
from ecology.errors import OutOfRange, UnknownName
from ecology.policies.terms import Labels, Terms
from ecology.sector.categories import GROUPINGS
from ecology.streams import mix

Floats = npt.NDArray[np.float64]
FIRST_MONTH = 13
"""Policies start after a common first year unless they say otherwise."""
NEVER = 1200
LOT = 0x9E3779B97F4A7C15
"""Spreads entry numbers over the lot."""


@dataclass(frozen=True, slots=True)
class Who:
    """Those a lever is meant for: everybody, or some domains, regions, size bands and organisations; a share by lot."""

    domain: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    """Names; a name that nobody has in a sector is meant for nobody there."""
    share: float = 1.0
    """Of those, by a lot that is the same for every lever and every month."""

    def __post_init__(self) -> None:
        if isinstance(self.share, bool) or not isinstance(self.share, (int, float)) or not 0 <= self.share <= 1:
            raise OutOfRange(f"share = {self.share!r}: must be 0–1, of those the lever is meant for")
        for grouping, names in GROUPINGS.items():
            for name in getattr(self, grouping):
                if name not in names:
                    raise UnknownName(grouping, name, names)

    def mask(self, labels: Labels) -> npt.NDArray[np.bool_]:
        """Return which organisations are meant, shape (organisations,)."""
        meant = labels.alive.copy()
        for grouping, names in GROUPINGS.items():
            chosen = getattr(self, grouping)
            if chosen:
                meant &= np.isin(getattr(labels, grouping), [names.index(name) for name in chosen])
        if self.organisation:
            wanted = set(self.organisation)
            meant &= np.array([name in wanted for name in labels.name.tolist()], dtype=bool)
        if self.share < 1:
            meant &= drawn_first(labels.entry) < self.share
        return meant


def lot(*numbers: int) -> float:
    """Return a number in [0, 1) that depends on nothing but the numbers: levers see no seed."""
    z = 0
    for number in numbers:
        z = mix((z + (number + 1) * LOT) % 2**64)
    return z / 2**64


def drawn_first(entry: npt.NDArray[np.int64], which: int = 0) -> Floats:
    """Return each organisation's place in a lot that never changes, 0–1; shape (organisations,).

    So a roll-out that goes on reaches those it reached before.
    """
    return np.array([lot(number, which) for number in entry.tolist()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever(Declared):
    """What every lever has. A lever says what the terms are at full strength; dates and targets are applied here."""

    code: ClassVar[str]
    """Number in the policy vocabulary."""
    summary: ClassVar[str]
    """One sentence in plain English."""
    source: ClassVar[str]

    start: int = parameter(FIRST_MONTH, "month", (1, NEVER), "first month in force", ASSUMED)
    end: int = parameter(NEVER, "month", (1, NEVER), "last month in force", ASSUMED)
    ramp_months: int = parameter(0, "months", (0, 120), "over which it reaches full strength", ASSUMED)
    intensity: float = parameter(1.0, "share", (0, 1), "strength; 0 leaves everything as it was", ASSUMED)
    visibility: float = parameter(1.0, "share", (0, 1), "of those it is meant for that know of it, by lot", ASSUMED)
    credibility: float = parameter(
        1.0, "probability", (0, 1), "that the funder does what it says; drawn for each year in force", ASSUMED
    )
    who: Who = Who()

    def __post_init__(self) -> None:
        Declared.__post_init__(self)
        if self.end < self.start:
            raise OutOfRange(f"end = {self.end} is before start = {self.start} (months): the lever would never act")

    def strength(self, month: int) -> float:
        """Return how strongly the lever acts in a month, 0–1."""
        if not self.start <= month <= self.end:
            return 0.0
        year = (month - self.start) // 12
        if self.credibility < 1 and lot(int(self.code[1:]), year) >= self.credibility:
            return 0.0
        return self.intensity * min(1.0, (month - self.start + 1) / (self.ramp_months + 1))

    def meant(self, labels: Labels) -> npt.NDArray[np.bool_]:
        """Return which organisations it reaches: those it is meant for that know of it, shape (organisations,)."""
        mask = self.who.mask(labels)
        return mask if self.visibility == 1 else mask & (drawn_first(labels.entry, 1) < self.visibility)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the terms it changes, at full strength and for everybody; its cost to the funder among them."""
        raise AssertionError(f"{type(self).__name__} must say what it changes")

    def amend(self, terms: Terms, month: int) -> Terms:
        """Return the terms with this lever in force: old + strength × (new − old) for those it is meant for."""
        strength = self.strength(month)
        if strength == 0.0:
            return terms
        weight = strength * self.meant(terms.labels)
        changes = {}
        for name, value in self.at_full(terms).items():
            old = getattr(terms, name) if hasattr(terms, name) else np.zeros_like(terms.grant_months)
            changes[name] = old + weight * (np.asarray(value, float) - old)
        return terms.replace(**changes)


def share_in_sector(labels: Labels) -> float:
    """Return 1/N: the share of a sector-wide total that is one organisation's own."""
    return 1.0 / max(int(labels.alive.sum()), 1)


def share_in_domain(labels: Labels) -> Floats:
    """Return one over the number of organisations in the same domain, shape (organisations,)."""
    counts = np.bincount(labels.domain[labels.alive], minlength=len(GROUPINGS["domain"]))
    return np.asarray(1.0 / np.maximum(counts[labels.domain], 1))


def per_organisation(total: float, labels: Labels, who: Who) -> float:
    """Return a funder's total divided among the organisations a lever is meant for."""
    return total / max(int(who.mask(labels).sum()), 1)
