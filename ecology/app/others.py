"""Others: the same policies in other sectors of the same kind, run in the background.

They are the runs that `ecology compare` would make, one after the other at low priority; the app draws their spread
as bands and says of each difference whether it is clear.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from loky import ProcessPoolExecutor

from ecology.analysis.effects import ALL, effects
from ecology.app.choices import Choices
from ecology.app.live import task_of
from ecology.experiments.comparison import together
from ecology.experiments.outcome import Outcome, Packed, unpacked
from ecology.experiments.pool import watch_parent, work
from ecology.experiments.task import Task
from ecology.report.sentences import Row, rows

PAIRS = 8
"""Sectors: enough for a band, few enough to wait for."""
LAST_MONTHS = 60
"""Over which outcomes are averaged for the verdicts, as in every comparison."""
PATIENCE = 15
"""Lower priority, so that a step on the screen goes first."""


@dataclass
class Others:
    """What came of other sectors so far."""

    choices: Choices
    policies: tuple[str, ...]
    outcomes: list[Outcome] = field(default_factory=list)
    curves: dict[tuple[str, str], list[npt.NDArray[np.float64]]] = field(default_factory=dict)
    """(policy, metric) → a row for each finished sector."""

    @classmethod
    def of(cls, choices: Choices) -> Others:
        """Return others of which none has been run yet."""
        return cls(choices, tuple(policy.name for policy in choices.policies))

    def tasks(self) -> Iterator[Task]:
        """Yield the runs, sector by sector; the one on the screen is the first of them."""
        for i in range(PAIRS):
            for policy in self.choices.policies:
                yield task_of(self.choices, policy, i)

    def take(self, packed: Packed) -> None:
        """Take in what came of a run; a failed one adds nothing to the bands, and its error is kept."""
        outcome = unpacked(packed)
        self.outcomes.append(outcome)
        if outcome.frame is None:
            return
        whole = outcome.frame[outcome.frame["group"] == ALL]
        for metric, of_metric in whole.groupby("metric", observed=True, sort=False):
            values = of_metric.sort_values("month")["value"].to_numpy(float)
            self.curves.setdefault((outcome.policy, str(metric)), []).append(values)

    def spread(self, policy: str, metric: str) -> npt.NDArray[np.float64]:
        """Return a metric in every finished sector, shape (sectors, months)."""
        found = self.curves.get((policy, metric), [])
        return np.array(found) if found else np.zeros((0, self.choices.months))

    @property
    def n_done(self) -> int:
        """Runs finished."""
        return len(self.outcomes)

    @property
    def n_all(self) -> int:
        """Runs in all."""
        return PAIRS * len(self.policies)

    @property
    def errors(self) -> list[str]:
        """What went wrong in runs that failed."""
        return [outcome.error for outcome in self.outcomes if outcome.error]

    def verdicts(self, metrics: Sequence[str]) -> list[Row]:
        """Return the paired differences of some outcomes; none before two pairs are finished."""
        if len(self.policies) < 2 or sum(outcome.frame is not None for outcome in self.outcomes) < 2 * 2:
            return []
        last = min(LAST_MONTHS, max(self.choices.months // 2, 1))
        found = effects(together(tuple(self.outcomes)), list(self.policies), last_months=last)
        return [row for row in rows(found[found["group"] == ALL]) if row.outcome in metrics]


class Background:
    """One process for all tabs, started when first needed and gone with the app."""

    def __init__(self) -> None:
        self._executor: ProcessPoolExecutor | None = None

    def submit(self, task: Task) -> Future[Packed]:
        """Have a task run in turn."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(max_workers=1, initializer=patient, initargs=(os.getpid(),))
        return self._executor.submit(work, task)

    def forget(self) -> None:
        """Let go of a process that died, so that the next task starts another."""
        self._executor = None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, kill_workers=True)
            self._executor = None


def patient(parent: int) -> None:
    """Let others go first, and end with whoever started this process."""
    if hasattr(os, "nice"):
        os.nice(PATIENCE)
    watch_parent(parent)
