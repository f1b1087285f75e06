"""Lives: what becomes of partnerships, of the trust in them and of organisations, followed month by month.

The observer looks at a sector after each month and never changes it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ecology.calibration.counts import Counts, Row
from ecology.calibration.targets import BETRAYED, ROUND_MONTHS, TRUSTED
from ecology.metrics.record import FRUITLESS, YEAR
from ecology.parameters import Parameters
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import HELD_BACK, find

ROUNDING = 1e-5
"""Trust is kept in single precision."""

Pair = tuple[int, int, int]
"""Entry numbers of a partnership, of who trusts, and of who is trusted."""


class Waits:
    """How long it takes until something happens, among those who wait for it."""

    def __init__(self) -> None:
        self.hits: Row = []
        self.of: Row = []

    def note(self, month: int, *, happened: bool) -> None:
        """Count one who has waited so many months, the first being 1, and whether it has happened in this one."""
        for row in (self.hits, self.of):
            row.extend([0] * (month - len(row)))
        self.of[month - 1] += 1
        self.hits[month - 1] += happened


@dataclass
class Betrayal:
    """Trust that one act has cost."""

    before: float
    """Trust there had been, 0–1."""
    month: int
    """When it was lost."""


@dataclass
class Lives:
    """What is followed through one run.

    Parameters
    ----------
    parameters : Parameters
        Those of the run.
    months : int
        Length of the run; shares are taken from its second half, as comparisons do.
    """

    parameters: Parameters
    months: int
    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """Name → how many it happened to, how many it could have happened to."""
    trust: Waits = field(default_factory=Waits)
    pair_trust: Waits = field(default_factory=Waits)
    betrayal: Waits = field(default_factory=Waits)
    _members: dict[int, npt.NDArray[np.bool_]] = field(default_factory=dict)
    """Live partnership → which of its places have held a member."""
    _waiting: dict[int, bool] = field(default_factory=dict)
    """Partnership → whether its partners do not trust each other yet."""
    _pairs: dict[Pair, tuple[int, bool]] = field(default_factory=dict)
    """Pair → months together, and whether the one does not trust the other yet."""
    _trusts: dict[Pair, float] = field(default_factory=dict)
    """Pair → trust at the end of the month before."""
    _betrayals: dict[Pair, Betrayal] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    """Organisations that were open at the end of the month before."""
    _holders: set[int] = field(default_factory=set)
    """Organisations that held a grant when the round began."""

    def begin(self, sector: Sector) -> None:
        """Look at a sector before its first month."""
        self._open = set(sector.organisations.entry[sector.organisations.slots()].tolist())
        self._holders = holders(sector)
        self._follow(sector)

    def look(self, sector: Sector) -> None:
        """Look at a sector at the end of a month."""
        self._follow(sector)
        self._ended(sector)
        self._trust(sector)
        self._organisations(sector)
        self._grants(sector)

    def counts(self) -> Counts:
        """Return what was counted."""
        out: dict[str, tuple[Row, Row]] = {name: ([0], [0]) for name in SHARES}
        out.update({name: ([hits], [of]) for name, (hits, of) in self.shares.items()})
        for name in ("trust", "pair_trust", "betrayal"):
            waits: Waits = getattr(self, name)
            out[name] = waits.hits, waits.of
        return out

    def _late(self, month: int) -> bool:
        """Return whether a month is in the second half of the run."""
        return month > self.months // 2

    def _count(self, name: str, hits: int, of: int) -> None:
        self.shares[name][0] += hits
        self.shares[name][1] += of

    def _follow(self, sector: Sector) -> None:
        """Take up partnerships that have begun, those that ended in the same month among them."""
        p, month = sector.partnerships, sector.month
        for slot in np.flatnonzero((p.alive | (p.began == month)) & (p.entry >= 0)).tolist():
            entry = int(p.entry[slot])
            if entry in self._members:
                continue
            # a member that left in its first month has a ledger all the same
            self._members[entry] = (p.member[slot] >= 0) | (p.ledger[slot] != 0)
            if p.began[slot] == month and self._late(month):
                self._count("prior_tie", int(p.prior_tie[slot]), 1)

    def _ended(self, sector: Sector) -> None:
        """Judge partnerships that ended this month; what they held stays readable until the next begins."""
        p, month = sector.partnerships, sector.month
        for slot in np.flatnonzero(~p.alive & (p.entry >= 0)).tolist():
            entry = int(p.entry[slot])
            if entry not in self._members:
                continue
            member = self._members.pop(entry)
            self._waiting.pop(entry, None)
            if self._late(month):
                self._count("out_of_pocket", int((p.ledger[slot][member] < 0).any()), 1)
                self._count("fruitless", int(p.output[slot] < FRUITLESS), 1)
        if self._late(month):
            old = p.slots()
            old = old[month - p.began[old] >= YEAR]
            there = p.member[old] >= 0
            self._count("partners_out_of_pocket", int((p.ledger[old][there] < 0).sum()), int(there.sum()))

    def _trust(self, sector: Sector) -> None:
        """Follow trust, pair by pair and in the mean of each partnership."""
        p, ties, people, month = sector.partnerships, sector.ties, sector.people, sector.month
        dyads = dyads_of(p, seats_of(p))
        column = find(ties.alter, dyads.person, dyads.alter)
        known = column >= 0
        trust = np.where(known, ties.trust[dyads.person, column], self.parameters.trust.initial).astype(float)
        held_back = known & (ties.seen[dyads.person, column] == HELD_BACK)
        names = p.entry[dyads.partnership], people.entry[dyads.person], people.entry[dyads.alter]
        pairs: list[Pair] = list(zip(*(name.tolist() for name in names), strict=True))
        values = trust.tolist()
        self._of_partnerships(sector, dyads.partnership, trust)
        self._of_pairs(pairs, values, p.began[dyads.partnership].tolist())
        self._of_betrayals(dict(zip(pairs, zip(values, held_back.tolist(), strict=True), strict=True)), month)
        self._trusts = dict(zip(pairs, values, strict=True))

    def _of_partnerships(
        self, sector: Sector, partnership: npt.NDArray[np.int64], trust: npt.NDArray[np.float64]
    ) -> None:
        p, month = sector.partnerships, sector.month
        n = np.bincount(partnership, minlength=p.capacity)
        mean = np.bincount(partnership, weights=trust, minlength=p.capacity) / np.maximum(n, 1)
        lowest = np.ones(p.capacity)
        np.minimum.at(lowest, partnership, trust)
        for slot in np.flatnonzero(p.alive & (n > 0)).tolist():
            entry, age, trusted = int(p.entry[slot]), month - int(p.began[slot]) + 1, bool(mean[slot] >= TRUSTED)
            if self._late(month):
                self._count("open", int(lowest[slot] >= TRUSTED), 1)
            if age == 1:
                # trust that was there from the start was not built here
                self._waiting[entry] = not trusted
            if self._waiting.get(entry, False):
                self.trust.note(age, happened=trusted)
                self._waiting[entry] = not trusted

    def _of_pairs(self, pairs: list[Pair], trusts: list[float], began: list[int]) -> None:
        before, self._pairs = self._pairs, {}
        for pair, value, month in zip(pairs, trusts, began, strict=True):
            # how long those of founding partnerships have sat together is not known
            months, waits = before.get(pair, (0, value < TRUSTED and month > 0))
            months += 1
            if waits:
                self.pair_trust.note(months, happened=value >= TRUSTED)
            self._pairs[pair] = months, waits and value < TRUSTED

    def _of_betrayals(self, now: dict[Pair, tuple[float, bool]], month: int) -> None:
        for pair, betrayal in list(self._betrayals.items()):
            value, again = now.get(pair, (0.0, True))
            # who no longer works with them, or is betrayed again, is not followed further
            if again:
                del self._betrayals[pair]
                continue
            recovered = value >= betrayal.before - ROUNDING
            self.betrayal.note(month - betrayal.month, happened=recovered)
            if recovered:
                del self._betrayals[pair]
        for pair, (value, held_back) in now.items():
            before = self._trusts.get(pair, 0.0)
            if held_back and before > BETRAYED and value < before:
                self._betrayals[pair] = Betrayal(before, month)

    def _organisations(self, sector: Sector) -> None:
        o = sector.organisations
        now = set(o.entry[o.slots()].tolist())
        self._count("closures", len(self._open - now), len(self._open))
        self._open = now

    def _grants(self, sector: Sector) -> None:
        if sector.month % ROUND_MONTHS == 0:
            now = holders(sector)
            self._count("new_grantees", len(now - self._holders), len(now))
            self._holders = now


SHARES = ("out_of_pocket", "fruitless", "prior_tie", "partners_out_of_pocket", "open", "closures", "new_grantees")
"""Names of all that is counted once and not by month."""


def holders(sector: Sector) -> set[int]:
    """Return the entry numbers of organisations that hold a grant."""
    grants = sector.grants
    return set(sector.organisations.entry[grants.organisation[grants.alive]].tolist())
