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
    total = np.zeros((many, 2**n))
    for bit in range(n):
        # the other bits in an order of chance, the first k of which matter
        order = streams.at("which bits matter", bit).uniform(np.arange(many)[:, None], np.arange(n))
        order[:, bit] = -1.0
        matter = np.sort(order.argsort(1)[:, : k + 1], axis=1)
        worth = streams.at("worth of a bit", bit)
        for one, places in enumerate(matter):
            total[one] += worth.uniform(one, spread(places))[gathered(places, n)]
    total /= n
    return Landscapes(total, n)


def spread(matter: Whole) -> Whole:
    """Return every pattern of the bits that matter, as a solution whose other bits are 0, shape (2ᵏ⁺¹,)."""
    pattern = np.arange(2 ** len(matter))
    out: Whole = sum((pattern >> place & 1) << bit for place, bit in enumerate(matter))
    return out


def gathered(matter: Whole, n: int) -> Whole:
    """Return which of these patterns each solution has, shape (2ⁿ,).

    Worked out for the upper and the lower half of the bits alone, since one adds to the other.
    """
    half = n // 2
    upper, lower = (
        sum((solution >> bit & 1) << place for place, bit in enumerate(matter))
        for solution in (np.arange(2 ** (n - half)) << half, np.arange(2**half))
    )
    out: Whole = np.add.outer(upper, lower).ravel()
    return out
