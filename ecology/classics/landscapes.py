"""NK landscapes: the value of a solution of n bits, each of which hangs on k others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ecology.errors import OutOfRange
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LARGEST = 20
"""Bits beyond which enumerating all solutions takes too much memory."""


class Landscapes(NamedTuple):
    """The value of every solution of a number of landscapes."""

    values: Floats
    """Mean contribution of the bits, shape (landscapes, 2ⁿ)."""
    n: int

    @property
    def optima(self) -> Whole:
        """Solutions that no single turned bit improves, in each landscape, shape (landscapes,)."""
        size = self.values.shape[1]
        best = np.ones(self.values.shape, dtype=bool)
        for bit in range(self.n):
            best &= self.values >= self.values[:, np.arange(size) ^ (1 << bit)]
        return best.sum(1)


def landscapes(n: int, k: int, many: int, streams: Streams) -> Landscapes:
    """Return landscapes whose bits hang on k others drawn evenly (Kauffman and Levin 1987).

    Raises
    ------
    OutOfRange
        When n or k is.
    """
    if not 1 <= n <= LARGEST or not 0 <= k < n:
        raise OutOfRange(f"n = {n}, k = {k}: n must be from 1 to {LARGEST}, k from 0 to n − 1")
    solution = np.arange(2**n)
    total = np.zeros((many, 2**n))
    for bit in range(n):
        # the other bits in an order of chance, the first k of which matter
        lot = streams.at("which bits matter", bit).uniform(np.arange(many)[:, None], np.arange(n))
        lot[:, bit] = -1.0
        mask = (1 << lot.argsort(1)[:, : k + 1]).sum(1)
        patterns = solution & mask[:, None]
        total += streams.at("worth of a bit", bit).uniform(np.arange(many)[:, None], patterns)
    return Landscapes(total / n, n)
