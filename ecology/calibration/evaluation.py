"""Evaluations: the runs of one set of rates, and what was counted in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ecology.calibration.counts import Counts
from ecology.calibration.lives import Lives
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
