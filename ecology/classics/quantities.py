"""What a classic returns: a frame with a row for each quantity, what the literature expects, and whether it held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width

COLUMNS = ("quantity", "value", "low", "high", "expected", "tolerance", "source")
PRINTED = 5e-5
"""Tolerance of digits that are printed in a paper."""
EXACT = 1e-6
"""Tolerance of two ways of working out the same."""

Kind = Literal["exact", "seeded", "signature"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classic:
    """A published result that the simulator's parts must reproduce."""

    number: int
    """Place in the scoreboard."""
    name: str
    """Name of the function, and of the page."""
    title: str
    """What it is about, in a few words."""
    kind: Kind
    """exact: closed form or enumeration; seeded: simulation within a tolerance; signature: sign or shape only."""
    source: str
    run: Callable[..., pd.DataFrame]
    """Returns the frame; without arguments, as published."""
    draw: Callable[..., Figure]
    """Takes the frame and a foot line, and draws it as its paper does."""
    also: Sequence[Mapping[str, Any]] = ()
    """Further arguments at which something is published; `run` is called once for each."""


def quantity(
    name: str,
    value: float,
    *,
    low: float = np.nan,
    high: float = np.nan,
    expected: float | None = None,
    tolerance: float | None = None,
    source: str = "",
) -> dict[str, Any]:
    """Return one row.

    Parameters
    ----------
    name : str
        In plain words.
    value : float
    low, high : float
        Ends of the 95 % interval, of what hangs on chance.
    expected, tolerance : float, optional
        What the literature says at these very arguments, and how far off is still the same; empty at others.
    source : str
        Where that stands.
    """
    told = {"expected": np.nan, "tolerance": np.nan, "source": ""}
    if expected is not None:
        told = {"expected": float(expected), "tolerance": tolerance, "source": source}
    return {"quantity": name, "value": float(value), "low": low, "high": high, **told}


def estimate(name: str, values: npt.ArrayLike, **more: Any) -> dict[str, Any]:
    """Return a row with the mean of independent repetitions and its 95 % interval (Student)."""
    drawn = np.asarray(values, dtype=float)
    mean, n = float(drawn.mean()), len(drawn)
    half = half_width(drawn) if n > 1 else np.nan
    return quantity(name, mean, low=mean - half, high=mean + half, **more)


def sign(name: str, values: npt.ArrayLike, expected: float | None = None, source: str = "") -> list[dict[str, Any]]:
    """Return a difference as two rows: its mean with interval, and its sign, 0 where the interval holds nought.

    Parameters
    ----------
    values : shape (repetitions,)
        The difference in each independent repetition.
    expected : −1, 0 or 1, optional
    """
    row = estimate(name, values)
    told = float(row["low"] > 0) - float(row["high"] < 0)
    if np.ptp(np.asarray(values, dtype=float)) == 0:
        told = float(np.sign(row["value"]))
    tolerance = None if expected is None else 0.0
    return [row, quantity(f"sign of: {name}", told, expected=expected, tolerance=tolerance, source=source)]


def frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a tidy frame with the columns of `COLUMNS`."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def held(found: pd.DataFrame) -> pd.Series:
    """Return whether each row with an expectation kept to it, True or False; without one, missing."""
    off = (found["value"] - found["expected"]).abs()
    out = (off <= found["tolerance"] + 1e-12).astype("boolean")
    return out.mask(found["expected"].isna())
