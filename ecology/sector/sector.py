"""The sector: everything that is true of this month."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ecology.sector.categories import DOMAINS, REGIONS
from ecology.sector.columns import N_LEVELS, Slots, Table
from ecology.sector.events import Events
from ecology.sector.funders import Funders, Grants
from ecology.sector.organisations import Organisations
from ecology.sector.partnerships import Partnerships
from ecology.sector.people import People
from ecology.sector.ties import Hearsay, Ties


@dataclass
class Environment:
    """What nobody in the sector chooses."""

    demand_region: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(REGIONS)))
    """Log departure of audience demand from normal, by region."""
    demand_domain: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(DOMAINS)))
    """Log departure of audience demand from normal, by art form."""
    demand_sector: float = 0.0
    """Log departure of audience demand from normal, everywhere; shocks land here."""
    funding: float = 0.0
    """Log departure of public funding from its level at founding."""


@dataclass
class Tally:
    """Counts and flows of one month that no column can tell afterwards; set to nothing when a month begins."""

    money_in: int = 0
    """Pence that entered the accounts of organisations and funders from outside."""
    money_out: int = 0
    """Pence that left them."""
    left_job: int = 0
    n_employed: int = 0
    shadow_holds: float = float("nan")
    """Share of dyads in whom reciprocity can hold."""
    game_mix: npt.NDArray[np.float64] = field(default_factory=lambda: np.full(5, np.nan))
    """Shares of seats that face each of the games in `GAMES`."""


class Spell(NamedTuple):
    """The life of a partnership that has ended."""

    began: int
    """First month."""
    ended: int
    """Last month."""
    output: float
    """Joint value made in all, in pledges."""
    reason: str
    """Why it ended."""


@dataclass
class Sector:
    """All state of a run but its rules and its randomness."""

    people: People
    organisations: Organisations
    funders: Funders
    grants: Grants
    ties: Ties
    hearsay: Hearsay
    partnerships: Partnerships
    environment: Environment = field(default_factory=Environment)
    events: Events = field(default_factory=Events)
    tally: Tally = field(default_factory=Tally)
    spells: list[Spell] = field(default_factory=list)
    """Every partnership that has ended, in the order they ended."""
    measured: dict[str, float] = field(default_factory=dict)
    """Metric → value this month."""
    measured_groups: dict[tuple[str, str], npt.NDArray[np.float64]] = field(default_factory=dict)
    """(metric, grouping) → value by level this month."""
    month: int = 0
    name: str = ""
    scale: float = 1.0
    """People in the simulation for each member of staff it stands for."""
    organisation_names: dict[int, str] = field(default_factory=dict)
    """Entry number → name."""
    funder_names: tuple[str, ...] = ()
    strategy_names: tuple[str, ...] = ()
    """Of the strategies in force, by code."""
    labels: dict[str, str] = field(default_factory=dict)
    """Part of the sector → observed, inferred or synthetic."""
    sources: tuple[str, ...] = ()

    def add_people(self, n: int) -> Slots:
        """Take slots for new people, with empty memories."""
        slots = self.people.occupy(n)
        if self.ties.capacity < self.people.capacity:
            self.ties.grow(self.people.capacity)
            self.hearsay.grow(self.people.capacity)
        self.ties.clear(slots)
        self.hearsay.clear(slots)
        return slots

    def remove_people(self, slots: Slots) -> None:
        """Free the slots of people who leave the sector; nobody remembers them any more."""
        if not len(slots):
            return
        gone = np.zeros(self.people.capacity, dtype=bool)
        gone[slots] = True
        self.ties.forget_people(gone)
        self.hearsay.forget_people(gone)
        self.people.vacate(slots)

    def staff(self) -> Slots:
        """Return the slots of people who have an employer."""
        return self.people.staff()

    def staff_of(self, firms: Slots) -> Slots:
        """Return the slots of people who work for any of these organisations."""
        theirs = np.zeros(self.organisations.capacity, dtype=bool)
        theirs[firms] = True
        staff = self.staff()
        return staff[theirs[self.people.employer[staff]]]

    def filled_posts(self) -> Slots:
        """Return the number of people in post, shape (organisations, levels)."""
        staff, n = self.staff(), self.organisations.capacity
        post = self.people.employer[staff] * N_LEVELS + self.people.level[staff]
        return np.bincount(post, minlength=n * N_LEVELS).reshape(n, N_LEVELS)

    def n_bytes(self) -> int:
        """Return the memory that all columns take, bytes."""
        tables = [part for part in vars(self).values() if isinstance(part, Table)]
        return sum(int(getattr(table, spec.name).nbytes) for table in tables for spec in fields(table))
