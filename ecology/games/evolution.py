"""Evolution in a small population: how likely one mutant is to take over (Moran's and the Fermi process).

Sources: Moran 1958; Nowak et al. 2004; Traulsen, Nowak and Pacheco 2006.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.errors import OutOfRange
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

PROCESSES = ("moran", "fermi")


def mean_payoffs(payoffs: Floats, n: int) -> tuple[Floats, Floats]:
    """Return what a mutant and a resident get on average beside 1 … n − 1 mutants, shape (n − 1,) each.

    Parameters
    ----------
    payoffs : shape (2, 2)
        Of the row's strategy against the column's, the mutant first; nobody plays against themselves.
    n : int
        People.
    """
    mutants = np.arange(1, n)
    mutant = (payoffs[0, 0] * (mutants - 1) + payoffs[0, 1] * (n - mutants)) / (n - 1)
    resident = (payoffs[1, 0] * mutants + payoffs[1, 1] * (n - mutants - 1)) / (n - 1)
    return mutant, resident


def log_backward_over_forward(payoffs: Floats, n: int, process: str, selection: float) -> Floats:
    """Return log T⁻/T⁺, how much likelier it is to lose a mutant than to gain one, at 1 … n − 1 mutants.

    Parameters
    ----------
    process : str
        moran: fitness is 1 − s + s × payoff; fermi: the ratio is e^(−s (payoff of the mutant − the other's)).
    selection : number
        s: intensity of selection.

    Raises
    ------
    OutOfRange
        For another process, fewer than two people or a part of one, or fitness that is not positive.
    """
    if n < 2 or n != int(n):
        raise OutOfRange(f"n = {n}: must be a whole number of people, two or more")
    mutant, resident = mean_payoffs(payoffs, int(n))
    if process == "fermi":
        out: Floats = -selection * (mutant - resident)
        return out
    if process != "moran":
        raise OutOfRange(f"process = {process!r}: must be one of {', '.join(PROCESSES)}")
    if not 0 <= selection <= 1:
        raise OutOfRange(f"selection = {selection}: must be from 0 to 1 in Moran's process")
    fitness = [1 - selection + selection * pay for pay in (mutant, resident)]
    if min(f.min() for f in fitness) <= 0:
        raise OutOfRange("payoffs: fitness must be above 0 in Moran's process; add to the payoffs, or lower selection")
    ratio: Floats = np.log(fitness[1]) - np.log(fitness[0])
    return ratio


def fixation_probability(payoffs: Floats, n: int, process: str = "moran", selection: float = 1.0) -> float:
    """Return how likely one mutant among n is to take over: 1 / (1 + Σ_k Π_{i≤k} T⁻_i / T⁺_i), exact.

    Raises
    ------
    OutOfRange
        As `log_backward_over_forward` does.
    """
    # in logarithms, because products over a large population are too large for numbers
    products = np.cumsum(log_backward_over_forward(payoffs, n, process, selection))
    return float(np.exp(-np.logaddexp.reduce(np.append(0.0, products))))


def share_that_fixed(payoffs: Floats, n: int, process: str, selection: float, repetitions: int, rng: int) -> float:
    """Return in which share of repetitions one mutant took over.

    In each step one is chosen to be copied and one to be replaced (Moran: by fitness, and evenly); steps that change
    nothing are left out.
    """
    up = np.exp(-np.logaddexp(0.0, log_backward_over_forward(payoffs, n, process, selection)))
    mutants = np.ones(repetitions, dtype=np.int64)
    ids, streams, step = np.arange(repetitions), Streams.of(rng), 0
    going = ids
    while len(going):
        rises = streams.at("who is copied", step).uniform(going) < up[mutants[going] - 1]
        mutants[going] += np.where(rises, 1, -1)
        going = going[(mutants[going] > 0) & (mutants[going] < n)]
        step += 1
    return float((mutants == n).mean())
