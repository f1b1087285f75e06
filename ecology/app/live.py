"""A live run: one policy on the chosen sector, stepped through month by month, and what moved in the last month."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ecology.app.choices import Choices
from ecology.app.placement import Placement
from ecology.experiments.task import Task
from ecology.metrics.declarations import METRICS
from ecology.model import Ecology
from ecology.policies.policy import Policy
from ecology.strategies.own import with_own

Slots = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moves:
    """People who changed employer last month: entry numbers of who, from where and to where."""

    person: Slots
    origin: Slots
    destination: Slots


NOBODY_MOVED = Moves(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


def task_of(choices: Choices, policy: Policy, replication: int) -> Task:
    """Return a run of these choices; number 0 is the one on the screen."""
    return Task(
        policy, replication, choices.seed, choices.sector, choices.months, choices.parameters,
        strategies=with_own((), choices.strategies),
    )  # fmt: skip


@dataclass
class Live:
    """One run on the screen; its numbers are those of the first pair that `ecology compare` makes of it."""

    eco: Ecology
    placement: Placement
    moves: Moves = NOBODY_MOVED
    employers: dict[int, int] = field(default_factory=dict)
    """Person → employer, before the last month; entry numbers."""

    @classmethod
    def of(cls, choices: Choices, policy: Policy) -> Live:
        """Found the sector."""
        task = task_of(choices, policy, 0)
        eco = Ecology(
            task.sector, policy, months=task.months, parameters=task.parameters, rng=task.rng,
            sector_rng=task.sector_rng, strategies=task.strategies,
        )  # fmt: skip
        return cls(eco, Placement.of(eco.sector), employers=employers_of(eco))

    @property
    def is_over(self) -> bool:
        """Whether the horizon is reached."""
        return self.eco.month >= self.eco.months

    def step(self) -> None:
        """Live one month, unless the horizon is reached."""
        if self.is_over:
            return
        self.eco.step()
        before, self.employers = self.employers, employers_of(self.eco)
        moved = [
            (person, before[person], employer)
            for person, employer in self.employers.items()
            if person in before and before[person] != employer
        ]
        self.moves = Moves(*np.array(moved, dtype=np.int64).reshape(-1, 3).T)

    def series(self, metric: str) -> list[float]:
        """Return a metric month by month so far; NaN where there was nothing to measure."""
        column = list(METRICS).index(metric)
        return [values[column] for values in self.eco.recorder.values]

    def free(self) -> None:
        """Let go of the model; a Mesa model holds itself, and would wait for the garbage collector."""
        self.eco.__dict__.clear()


def employers_of(eco: Ecology) -> dict[int, int]:
    """Return who works where, by entry numbers."""
    people, staff = eco.sector.people, eco.sector.staff()
    firms = eco.sector.organisations.entry[people.employer[staff]]
    return dict(zip(people.entry[staff].tolist(), firms.tolist(), strict=True))
