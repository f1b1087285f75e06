"""Sentences: what a row of effects says, in plain words; no row, no sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from ecology.analysis.effects import ALL, CLEAR, NO_DIFFERENCE
from ecology.metrics.declarations import METRICS, Metric
from ecology.plots.lettering import named, shown
from ecology.report.quantities import amount, level, number, scale_of, span


class Row(NamedTuple):
    """One row of effects."""

    outcome: str
    unit: str
    group: str
    a: str
    b: str
    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    n_pairs: int
    verdict: str

    @property
    def key(self) -> str:
        """What the row is found by in effects.csv: outcome|group|a|b."""
        return f"{self.outcome}|{self.group}|{self.a}|{self.b}"

    @property
    def metric(self) -> Metric:
        """The declaration of the outcome."""
        return METRICS[self.outcome]

    @property
    def scale(self) -> float:
        """The size its numbers are read for, in its unit."""
        return scale_of(self.difference, self.low, self.high, self.mean_a)

    @property
    def is_empty(self) -> bool:
        """Whether it is of a group without organisations: no value, or zero under both policies."""
        return self.group != ALL and all(math.isnan(mean) or mean == 0 for mean in (self.mean_a, self.mean_b))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the row of effects it says in words; `choices` are the rows of choices.csv it rests on."""

    text: str
    row: Row
    choices: tuple[str, ...] = ()


def rows(effects: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame of effects."""
    texts = effects[["outcome", "unit", "group", "a", "b", "verdict"]].astype(str).to_numpy().tolist()
    numbers = effects[["mean_a", "mean_b", "difference", "low", "high", "n_pairs"]].to_numpy(float).tolist()
    return [
        Row(outcome, unit, group, a, b, mean_a, mean_b, difference, low, high, int(n_pairs), verdict)
        for (outcome, unit, group, a, b, verdict), (mean_a, mean_b, difference, low, high, n_pairs) in zip(
            texts, numbers, strict=True
        )
    ]


def finding(row: Row, confidence: float = 0.95) -> Sentence:
    """Return what was found: the direction where it is clear, the range where it is not.

    Parameters
    ----------
    row : Row
        Row of effects.
    confidence : float
        Coverage of its interval.

    Returns
    -------
    Sentence
        With the means, the difference, its interval and the number of pairs, each with its unit.
    """
    if row.n_pairs < 2:
        return Sentence(_too_few(row), row)
    if row.low == row.high == 0:
        same = f"{subject(row)}: the same under {named(row.b)} as under {named(row.a)} in all {_pairs(row)}."
        return Sentence(same, row)
    b, a = named(row.b), named(row.a)
    means = f"{level(row.mean_b, row.unit, row.scale)} against {number(row.mean_a, row.unit, row.scale)}"
    percent = f"{100 * confidence:.3g} %"
    if row.verdict == CLEAR:
        direction = "higher" if row.difference > 0 else "lower"
        size = f"{amount(row.difference, row.unit, row.scale)} {more(row.difference)}"
        interval = span(row.low, row.high, row.unit, row.scale)
        said = f"{direction} under {b} than under {a}, {means}: {size} ({percent} interval {interval}; {_pairs(row)})."
    elif row.verdict == NO_DIFFERENCE:
        said = (
            f"hardly differs between {b} and {a}, {means}; the {percent} interval runs from {ends(row)}, "
            f"all of it too small to speak of ({_pairs(row)})."
        )
    else:
        said = (
            f"not settled whether higher or lower under {b} than under {a}, {means}; the {percent} interval "
            f"runs from {ends(row)} ({_pairs(row)})."
        )
    return Sentence(f"{subject(row)}: {said}", row)


def group_finding(row: Row, confidence: float = 0.95) -> Sentence:
    """Return what was found for one group, short, for a list under its outcome and direction."""
    share = f" or {abs(row.difference / row.mean_a):.1%}".replace("%", " %") if row.mean_a else ""
    return Sentence(
        f"{group_name(row.group)}: {amount(row.difference, row.unit, row.scale)}{share} {more(row.difference)} "
        f"({100 * confidence:.3g} % interval {span(row.low, row.high, row.unit, row.scale)})", row,
    )  # fmt: skip


def pairs_needed(row: Row) -> int | None:
    """Return how many pairs would narrow an unclear interval to the smallest difference worth speaking of.

    The half width of an interval shrinks with the square root of the pairs: n′ = n (half / margin)².
    None when the row is not unclear, or has too few pairs to tell.
    """
    half, margin = (row.high - row.low) / 2, _margin(row)
    if row.verdict in {CLEAR, NO_DIFFERENCE} or not half > 0 or not margin > 0:
        return None
    return math.ceil(row.n_pairs * (half / margin) ** 2)


def runs_needed(row: Row) -> Sentence | None:
    """Return in words how many pairs an unclear row needs; None when it is not unclear."""
    needed = pairs_needed(row)
    if needed is None:
        return None
    if needed <= row.n_pairs:
        return Sentence(
            f"{subject(row)}: the {_pairs(row)} measure the difference finely enough; it lies so near what is worth "
            "speaking of that more runs may not settle it.", row,
        )  # fmt: skip
    smallest = amount(_margin(row), row.unit, _margin(row))
    return Sentence(
        f"{subject(row)}: {count(needed)} pairs instead of {row.n_pairs} would narrow the interval to {smallest} "
        "either way, the smallest difference worth speaking of.", row,
    )  # fmt: skip


def count(needed: int, most: int = 10_000) -> str:
    """Return a number of pairs that is only roughly known, to two digits: 'about 80', 'more than 10,000'."""
    step = 10 ** max(len(str(needed)) - 2, 0)
    return f"about {-(-needed // step) * step:,}" if needed <= most else f"more than {most:,}"


def _margin(row: Row) -> float:
    """Return the smallest difference worth speaking of, in the unit of the row."""
    return row.metric.margin * (abs(row.mean_a) if row.metric.relative else 1.0)


def outlay(found: Iterable[Row], confidence: float = 0.95) -> list[Sentence]:
    """Return what the rows say about what funders spend, so that a reader sees whether spending is equal."""
    return [finding(row, confidence) for row in found if row.outcome == "funder_spend" and row.group == ALL]


def subject(row: Row) -> str:
    """Return what a sentence is about: the outcome and, unless it is the whole sector, for whom."""
    return row.metric.label if row.group == ALL else f"{row.metric.label}, {group_name(row.group)}"


def group_name(group: str) -> str:
    """Return a group in words: 'small organisations', 'London', 'theatre'."""
    grouping, _, name = group.partition(": ")
    if grouping == "size":
        return f"{named(name)} organisations"
    if name == "Unknown":
        return f"{'art form' if grouping == 'domain' else shown(grouping)} not known"
    return f"{name} arts" if grouping == "domain" and name in {"combined", "visual"} else named(name)


def ends(row: Row) -> str:
    """Return the interval in words: '£300 less to £4,000 more'."""
    said = []
    for end in (row.low, row.high):
        size = number(abs(end), row.unit, row.scale).replace(" %", " points")
        said.append(f"{size} {more(end)}" if any(digit in "123456789" for digit in size) else "no difference")
    return " to ".join(said)


def more(difference: float) -> str:
    """Return which way a difference goes."""
    return "more" if difference > 0 else "less"


def _pairs(row: Row) -> str:
    return f"{row.n_pairs:,} pairs of runs"


def _too_few(row: Row) -> str:
    """Return what can be said of fewer than two pairs: what was seen, and that it shows nothing."""
    if row.n_pairs == 0:
        pair = f"{named(row.b)} and {named(row.a)}"
        return f"{subject(row)}: no pair of runs of {pair} has a value, so there is nothing to compare."
    b, a = (level(mean, row.unit, row.scale) for mean in (row.mean_b, row.mean_a))
    return (
        f"{subject(row)}: {b} under {named(row.b)} against {a} under {named(row.a)} in the only pair of runs; "
        "one pair cannot say how sure that is."
    )
