"""Values: people who want opposite things clash, and partners see through what is preached and not practised."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Dyads
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def clash(sector: Sector, rules: Rules, dyads: Dyads, column: Slots) -> None:
    """Lower trust between partners by how far apart their values are: τ ← τ (1 − c d).

    d is the mean distance over the two dimensions, rules–relationships and short–long term.

    Parameters
    ----------
    column : shape (dyads,)
        Where the first of each dyad remembers the second, −1 nowhere.

    Sources
        Clore report §4.2.3; Trompenaars and Hampden-Turner 1997
    """
    rate, ties, values = rules.parameters.trust.clash, sector.ties, sector.people.values
    if not rate:
        return
    known = column >= 0
    person, alter = dyads.person[known], dyads.alter[known]
    apart = np.abs(values.take(person, axis=0) - values.take(alter, axis=0)).mean(1)
    ties.trust[person, column[known]] *= 1.0 - rate * apart


def see_through(sector: Sector, rules: Rules, dyads: Dyads, column: Slots) -> None:
    """Lower trust in staff of an organisation that does not practise what it preaches: τ ← τ (1 − g d), where seen.

    d is the mean distance between the values an organisation espouses and those of its staff, who practise them; it
    shows in an act that was seen this month, whatever the act.

    Sources
        Clore report §4.2.3 (espoused but unpractised values breed distrust)
    """
    rate, ties = rules.parameters.trust.incongruence, sector.ties
    if not rate:
        return
    seen = column >= 0
    seen &= ties.seen[dyads.person, column] >= 0
    gap = hollowness(sector)[sector.people.employer[dyads.alter[seen]]]
    ties.trust[dyads.person[seen], column[seen]] *= 1.0 - rate * gap


def hollowness(sector: Sector) -> Floats:
    """Return the mean distance between espoused and practised values, 0–1; shape (organisations,), 0 without staff."""
    people, o = sector.people, sector.organisations
    staff = sector.staff()
    firm = people.employer[staff]
    n = np.bincount(firm, minlength=o.capacity)
    practised = np.stack(
        [np.bincount(firm, weights=values, minlength=o.capacity) for values in people.values[staff].T], axis=1
    ) / np.maximum(n, 1)[:, None]  # fmt: skip
    out: Floats = np.abs(o.espoused - practised).mean(1) * (n > 0)
    return out
