"""Measures: what a question asks of a sector, month by month, that no metric tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ecology.model import Ecology
from ecology.sector.partnerships import dyads_of, seats_of

Floats = npt.NDArray[np.float64]

ALWAYS, NEVER = "ALLC", "ALLD"
"""Strategies that do not answer what others do; every other one does."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be told of a month."""

    unit: str
    meaning: str
    of: Callable[[Ecology], float]


def strategies_of(eco: Ecology) -> npt.NDArray[np.str_]:
    """Return the name of everybody's strategy, shape (people,)."""
    names = np.array([strategy.name for strategy in eco.rules.strategies])
    out: npt.NDArray[np.str_] = names[eco.sector.people.strategy]
    return out


def correlation(a: Floats, b: Floats) -> float:
    """Return the correlation of two columns; NaN where either is all the same, or there are fewer than three rows.

    Examples
    --------
    >>> correlation(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0]))
    1.0
    """
    if len(a) < 3 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(np.round(np.corrcoef(a, b)[0, 1], 12))


def partners_alike(eco: Ecology) -> float:
    """Return the assortativity (Newman 2003) of partner dyads by whether people answer in kind."""
    partnerships = eco.sector.partnerships
    dyads = dyads_of(partnerships, seats_of(partnerships))
    answers = ~np.isin(strategies_of(eco), (ALWAYS, NEVER))
    return correlation(answers[dyads.person].astype(float), answers[dyads.alter].astype(float))


def free_riders_seats(eco: Ecology) -> float:
    """Return the seats of somebody who never contributes, over those of anybody else in post."""
    people = eco.sector.people
    staff = eco.sector.staff()
    seated = np.bincount(seats_of(eco.sector.partnerships).person, minlength=people.capacity)[staff]
    rider = strategies_of(eco)[staff] == NEVER
    if not rider.any() or not seated[~rider].any():
        return float("nan")
    return float(seated[rider].mean() / seated[~rider].mean())


def given_and_received(eco: Ecology) -> float:
    """Return the rank correlation (Spearman 1904) over people of what they gave a seat and what their partners gave."""
    partnerships = eco.sector.partnerships
    seats = seats_of(partnerships)
    dyads = dyads_of(partnerships, seats)
    gave = partnerships.given.take(seats.cell)
    n = np.bincount(dyads.own, minlength=len(gave))
    got = np.bincount(dyads.own, weights=gave[dyads.other], minlength=len(gave)) / np.maximum(n, 1)
    size = eco.sector.people.capacity
    n_seats = np.bincount(seats.person, weights=n > 0, minlength=size)
    there = n_seats > 0
    each = pd.DataFrame({
        name: np.bincount(seats.person, weights=what * (n > 0), minlength=size)[there] / n_seats[there]
        for name, what in (("gave", gave), ("got", got))
    })  # fmt: skip
    ranks = each.rank()
    return correlation(ranks["gave"].to_numpy(), ranks["got"].to_numpy())


def gained(eco: Ecology) -> list[Floats]:
    """Return what each member of each live partnership has gained so far, net of cost."""
    partnerships = eco.sector.partnerships
    live = partnerships.slots()
    there = partnerships.member[live] >= 0
    return [row[mine] for row, mine in zip(partnerships.ledger[live], there, strict=True)]


def all_gain(eco: Ecology) -> float:
    """Return the share of live partnerships in which every member has gained."""
    every = [bool((row > 0).all()) for row in gained(eco)]
    return float(np.mean(every)) if every else float("nan")


def gains_unequal(eco: Ecology) -> float:
    """Return the mean Gini coefficient of what members gained, over live partnerships in which all did."""
    found = [gini(row) for row in gained(eco) if (row > 0).all()]
    return float(np.mean(found)) if found else float("nan")


def gini(values: Floats) -> float:
    """Return the Gini coefficient of positive values: half their mean difference over their mean.

    Examples
    --------
    >>> gini(np.array([1.0, 3.0])), gini(np.array([2.0, 2.0]))
    (0.25, 0.0)
    """
    return float(np.abs(values[:, None] - values).mean() / (2 * values.mean()))


MEASURES = {
    "all gain": Measure("share", "of live partnerships, those in which every member has gained so far", all_gain),
    "gains unequal": Measure("Gini, 0–1", "of members' gains, mean of partnerships in which all gain", gains_unequal),
    "likeness of partners": Measure(
        "correlation", "how far those who answer in kind sit with others who do", partners_alike
    ),
    "free riders' seats": Measure(
        "ratio", "seats of who never contributes, over those of anybody else", free_riders_seats
    ),
    "given and received": Measure(
        "correlation", "of ranks, over people: what they gave a seat, and their partners", given_and_received
    ),
}
"""By name."""
