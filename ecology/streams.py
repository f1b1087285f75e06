"""Random numbers: one stream for each decision and month, indexed by who decides.

Draws are counter-based: a number is a hash of (seed, decision, month, who), so it does not depend on the order
of calls, on capacity, on how many others draw, or on how many workers run. The hash is the finaliser of
SplitMix64 (Steele, Lea and Flood 2014), applied once for the stream and once for each index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB
# the same as arrays without axes, which NumPy combines with arrays faster than numbers
_STEP, _M1, _M2, _S30, _S27, _S31, _S11 = (
    np.array(n, dtype=np.uint64) for n in (_GOLDEN, _FIRST, _SECOND, 30, 27, 31, 11)
)
_UNIT = np.array(2.0**-53)

Integers = npt.ArrayLike
Bits = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]


def mix(z: int) -> int:
    """Return the SplitMix64 finaliser of a 64-bit integer, in plain Python."""
    z = ((z ^ (z >> 30)) * _FIRST) & _MASK
    z = ((z ^ (z >> 27)) * _SECOND) & _MASK
    return z ^ (z >> 31)


def _mix_array(z: Bits) -> Bits:
    """Return the same for an array; `z` is overwritten."""
    shifted = z >> _S30
    z ^= shifted
    z *= _M1
    np.right_shift(z, _S27, out=shifted)
    z ^= shifted
    z *= _M2
    np.right_shift(z, _S31, out=shifted)
    z ^= shifted
    return z


def _uniform(z: Bits) -> Floats:
    """Return bits as numbers in [0, 1); `z` is overwritten."""
    z >>= _S11
    out: Floats = np.multiply(z, _UNIT)
    return out


@lru_cache(maxsize=1024)
def _name_key(decision: str) -> int:
    return int.from_bytes(hashlib.blake2b(decision.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=4096)
def _decision_key(seed: int, decision: str) -> int:
    return mix((seed + _name_key(decision)) & _MASK)


class Stream(NamedTuple):
    """The draws of one decision in one month; or of several, one row for each."""

    key: int | Bits

    def bits(self, *ids: Integers) -> Bits:
        """Return 64 random bits for each combination of entry numbers; the arguments are broadcast."""
        z = np.array(self.key, dtype=np.uint64)
        for index in ids:
            step = np.array(index, dtype=np.uint64, ndmin=1)
            step *= _STEP
            z = _mix_array(step + z)
        return z

    def uniform(self, *ids: Integers) -> Floats:
        """Return numbers in [0, 1) with 53 bits, one for each combination of entry numbers.

        Parameters
        ----------
        *ids : integers, broadcast together
            Entry numbers of those who draw (never slots, which are reused).

        Examples
        --------
        >>> Streams(1).at("leave", 3).uniform([0, 1, 2]).shape
        (3,)
        """
        return _uniform(self.bits(*ids))

    def normal(self, *ids: Integers) -> Floats:
        """Return standard normal numbers by Box and Muller (1958)."""
        # the bits of (ids, 0) and of (ids, 1), from what they have in common
        z = self.bits(*ids)
        first, second = _uniform(_mix_array(z.copy())), _uniform(_mix_array(z + _STEP))
        radius = np.sqrt(-2.0 * np.log1p(-first))
        angle: Floats = radius * np.cos(2.0 * np.pi * second)
        return angle

    def choice(self, probabilities: Floats, *ids: Integers) -> npt.NDArray[np.int64]:
        """Return one index for each draw, with the given probabilities (last axis; they need not sum to 1)."""
        cumulative = np.cumsum(probabilities, axis=-1)
        threshold = self.uniform(*ids)[..., None] * cumulative[..., -1:]
        out: npt.NDArray[np.int64] = np.minimum((cumulative <= threshold).sum(-1), probabilities.shape[-1] - 1)
        return out


@dataclass(frozen=True, slots=True)
class Streams:
    """All randomness of one run; `at` and `together` are the only places a stream is made."""

    seed: int

    @classmethod
    def of(cls, rng: int | np.random.SeedSequence) -> Streams:
        """Return the streams of an integer or a SeedSequence.

        Raises
        ------
        TypeError
            For a Generator: its state depends on what was drawn before, so a run could not be repeated.
        """
        if isinstance(rng, (np.random.Generator, np.random.BitGenerator)):
            raise TypeError("rng must be an integer or a SeedSequence: a Generator cannot be repeated. Pass its seed.")
        if not isinstance(rng, np.random.SeedSequence):
            if isinstance(rng, bool) or not isinstance(rng, (int, np.integer)) or rng < 0:
                raise TypeError(f"rng must be an integer of 0 or more, or a SeedSequence, not {rng!r}.")
            rng = np.random.SeedSequence(int(rng))
        return cls(int(rng.generate_state(1, np.uint64)[0]))

    def at(self, decision: str, month: int) -> Stream:
        """Return the stream of one decision in one month."""
        return Stream(self._key(decision, month))

    def together(self, decisions: Sequence[str], month: int) -> Stream:
        """Return the streams of several decisions by the same people as one, whose draws have a row for each.

        Examples
        --------
        >>> both = Streams(1).together(["see", "slip"], 3).uniform([7, 8])
        >>> both[1].tolist() == Streams(1).at("slip", 3).uniform([7, 8]).tolist()
        True
        """
        return Stream(np.array([[self._key(decision, month)] for decision in decisions], dtype=np.uint64))

    def _key(self, decision: str, month: int) -> int:
        return mix((_decision_key(self.seed, decision) + (month + 1) * _GOLDEN) & _MASK)
