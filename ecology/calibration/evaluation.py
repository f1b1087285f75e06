"""Evaluations: the runs of one set of rates, and what was counted in each."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import numpy as np

from ecology.calibration.counts import Counts
from ecology.calibration.lives import Lives
from ecology.errors import EcologyError
from ecology.experiments.pool import IDLE_SECONDS, interrupts_held, watch_parent
from ecology.founding.spec import SectorSpec
from ecology.model import Ecology
from ecology.parameters import Parameters

STREAM = 2
"""Sets the seeds of calibration apart from those of comparisons with the same number."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its rates, and which of the replications, that are the same sectors and chances under all rates."""

    sector: SectorSpec
    rates: Mapping[str, float]
    months: int
    seed: int
    replication: int

    @property
    def rng(self) -> np.random.SeedSequence:
        """Return the seed of this replication."""
        return np.random.SeedSequence(self.seed, spawn_key=(self.replication, STREAM))


def lived(run: Run) -> Counts:
    """Return what is counted in one run; under the model's own default policy, which asks for nothing."""
    parameters = Parameters().replace(run.rates)
    eco = Ecology(run.sector, parameters=parameters, months=run.months, rng=run.rng, events=False)
    lives = Lives(parameters, run.months)
    lives.begin(eco.sector)
    for _ in range(run.months):
        eco.step()
        lives.look(eco.sector)
    return lives.counts()


class Crew:
    """Those who make runs: this process, or several; to be used in a `with` statement. Counts do not depend on it."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Any = None

    def __enter__(self) -> Self:
        if self.workers > 1:
            from loky import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(
                max_workers=self.workers, timeout=IDLE_SECONDS, initializer=watch_parent, initargs=(os.getpid(),)
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, kill_workers=True)

    def make(self, runs: Sequence[Run]) -> list[Counts]:
        """Return the counts of runs, in their order.

        Raises
        ------
        EcologyError
            When a worker is killed from outside.
        """
        if self._pool is None:
            return [lived(run) for run in runs]
        try:
            with interrupts_held():
                futures = [self._pool.submit(lived, run) for run in runs]
            return [future.result() for future in futures]
        except BrokenProcessPool:
            raise EcologyError(
                "a worker process was ended from outside, perhaps for want of memory. What was finished is kept: give "
                "the same command again, with fewer --workers."
            ) from None
