"""The search for better rates, by Optuna's tree-structured Parzen estimator, one proposal after the other.

The optimiser is seeded and told the results in the order of its proposals, so a search that is begun again proposes the
same rates; those that had been evaluated are looked up and cost nothing. So it resumes exactly where it was stopped,
without keeping the optimiser's own state.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ecology.calibration.free import FREE, starting_values
from ecology.errors import EcologyError, to_add

MISSING = f"calibration needs the package optuna, which is not installed. To add it: {to_add('calibration')}"


class Trial(NamedTuple):
    """One set of rates and what came of it."""

    number: int
    rates: dict[str, float]
    objective: float


def search(judge: Callable[[Mapping[str, float]], float], trials: int, seed: int) -> list[Trial]:
    """Return all trials in order; the first are the starting values.

    Parameters
    ----------
    judge : callable
        Given rates, returns what is to be small.
    trials : int
    seed : int
        Of the optimiser.

    Raises
    ------
    EcologyError
        When Optuna is not installed.
    """
    try:
        import optuna
    except ImportError:
        raise EcologyError(MISSING) from None
    space: dict[str, optuna.distributions.BaseDistribution] = {
        rate.name: optuna.distributions.IntDistribution(int(rate.low), int(rate.high))
        if rate.is_whole
        else optuna.distributions.FloatDistribution(rate.low, rate.high, log=rate.is_log)
        for rate in FREE
    }
    loud = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            sampler = optuna.samplers.TPESampler(seed=seed, multivariate=True)
        study = optuna.create_study(sampler=sampler)
        study.enqueue_trial(starting_values())
        out = []
        for number in range(trials):
            asked = study.ask(space)
            rates = {rate.name: asked.params[rate.name] for rate in FREE}
            found = judge(rates)
            study.tell(asked, found)
            out.append(Trial(number, rates, found))
        return out
    finally:
        optuna.logging.set_verbosity(loud)
