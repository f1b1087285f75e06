"""Factorial: every combination of some levers, and what each adds alone and together with others.

Run it as `python -m ecology.experiments.factorial free_choice time_allowance long_grants --figure choice.png`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.expected import AGREES, CANNOT_BE_TOLD
from ecology.analysis.intervals import around
from ecology.errors import EcologyError
from ecology.experiments.crew import Crew
from ecology.experiments.options import options, save
from ecology.metrics.declarations import METRICS
from ecology.model import Ecology
from ecology.plots.forest import ROW, Interval, axis_numbers, draw_rows, verdict_marks
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, legend, settled
from ecology.policies.levers import find_lever
from ecology.policies.policy import Policy
from ecology.report.quantities import number, scale_of, span

Floats = npt.NDArray[np.float64]
Levers = tuple[str, ...]
"""Names of levers that are in force together, in the order they were given."""

OUTCOMES = ("joint_surplus", "partnership_survival", "partner_trust", "public_value")
VERDICTS = {AGREES: ("o", True, "interval leaves out zero"), CANNOT_BE_TOLD: ("o", False, "interval holds zero")}
MOST = 6
"""Levers: each doubles the runs."""


def subsets(levers: Levers) -> list[Levers]:
    """Return every combination, none first and all last.

    Examples
    --------
    >>> subsets(("a", "b"))
    [(), ('a',), ('b',), ('a', 'b')]
    """
    return [found for n in range(len(levers) + 1) for found in combinations(levers, n)]


def contrast(levers: Levers, term: Levers) -> Floats:
    """Return the weights of all combinations in what a term adds (Yates 1937).

    Of a lever alone it is the mean of all combinations with it less that of all without. Of several it is what they do
    together beyond what they do apart: half the difference that the last makes to what the others add.

    Examples
    --------
    >>> contrast(("a", "b"), ("a",)).tolist(), contrast(("a", "b"), ("a", "b")).tolist()
    ([-0.5, 0.5, -0.5, 0.5], [0.5, -0.5, -0.5, 0.5])
    """
    signs = [np.prod([1 if lever in held else -1 for lever in term]) for held in subsets(levers)]
    return np.array(signs, float) / 2 ** (len(levers) - 1)


def lived(run: tuple[Levers, str, int, int]) -> list[float]:
    """Return the outcomes of one run under some levers, means of its second half."""
    held, sector, months, rng = run
    policy = Policy(
        " and ".join(held) or "nothing", "", "factorial", tuple((name, find_lever(name)()) for name in held)
    )
    eco = Ecology(sector, policy, rng=rng, months=months, events=False)
    eco.run()
    late = eco.recorder.frame().iloc[months // 2 :]
    return [float(late[outcome].mean()) for outcome in OUTCOMES]


def factorial(
    levers: Sequence[str], *, sector: str = "standard", runs: int = 20, months: int = 120, workers: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what came out under every combination of levers, and what each of them adds alone and together.

    Parameters
    ----------
    levers : sequence of str
        Two to six names, each with its own values.
    sector, runs, months : str, int, int
        Every combination is lived on the same sectors with the same chance events.
    workers : int
        Processes; the results do not depend on it.

    Returns
    -------
    combinations : DataFrame
        Columns levers, outcome, unit, mean, low, high: means over runs with 95 % intervals.
    terms : DataFrame
        The same columns: what a term adds, taken run by run; see `contrast`.

    Raises
    ------
    UnknownName
        For a lever there is none of.
    EcologyError
        For fewer than two levers, more than six, or one given twice.
    """
    given = tuple(levers)
    for name in given:
        find_lever(name)
    if not 2 <= len(given) <= MOST or len(set(given)) < len(given):
        raise EcologyError(f"give two to {MOST} different levers, as in: free_choice time_allowance long_grants")
    every = subsets(given)
    with Crew(workers) as crew:
        made = crew.make(lived, [(held, sector, months, rng) for held in every for rng in range(runs)])
    values = np.array(made).reshape(len(every), runs, len(OUTCOMES))
    added = np.array([np.tensordot(contrast(given, term), values, axes=1) for term in every[1:]])
    return told(every, values), told(every[1:], added)


def told(of: Sequence[Levers], values: Floats) -> pd.DataFrame:
    """Return values of shape (combinations, runs, outcomes) as rows with intervals."""
    return pd.DataFrame([
        {"levers": " + ".join(held) or "none", "outcome": outcome, "unit": METRICS[outcome].unit}
        | dict(zip(("mean", "low", "high"), around(values[i, :, j]), strict=True))
        for j, outcome in enumerate(OUTCOMES) for i, held in enumerate(of)
    ])  # fmt: skip


def figure(terms: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what each term adds, an outcome a panel.

    Parameters
    ----------
    terms : DataFrame
        As `factorial` returns.
    foot : str
        Line at the foot.
    """
    n = terms["levers"].nunique()
    out = blank((ROW * 2.2 * n + 0.75) * len(OUTCOMES) + 0.4, foot)
    for axes, (outcome, found) in zip(
        out.subplots(len(OUTCOMES), 1), terms.groupby("outcome", sort=False), strict=True
    ):
        metric = METRICS[str(outcome)]
        rows = [shown(row, i) for i, row in enumerate(found.to_dict("records"))]
        drawn = [abs(number) for row in rows for number in row.numbers_drawn if np.isfinite(number)]
        draw_rows(axes, rows, 1.05 * max(drawn, default=0.0) or 1.0, VERDICTS)
        axes.locator_params(axis="x", nbins=4)
        axes.xaxis.set_major_formatter(axis_numbers(metric.unit))
        axes.set_title(f"{metric.label}, {metric.unit}", size=TEXT, loc="left")
    legend(out, verdict_marks(VERDICTS))
    return settled(out)


def shown(row: Mapping[Hashable, Any], i: int) -> Interval:
    """Return a term as a row of the figure."""
    mean, low, high = (float(row[name]) for name in ("mean", "low", "high"))
    verdict = AGREES if low > 0 or high < 0 else CANNOT_BE_TOLD
    return Interval(
        wrapped(str(row["levers"]).replace("_", " "), 30),
        mean,
        low,
        high,
        verdict,
        told_in_words(row, signed=True),
        shaded=i % 2 == 0,
    )


def told_in_words(row: Mapping[Hashable, Any], *, signed: bool) -> str:
    """Return a mean with its interval, in the unit of the outcome."""
    scale = scale_of(row["mean"], row["low"], row["high"])
    mean, low, high = (number(row[name], row["unit"], scale, signed=signed) for name in ("mean", "low", "high"))
    return f"{mean} ({span(row['low'], row['high'], row['unit'], scale) if signed else f'{low} to {high}'})"


def main() -> None:
    """Print both tables as Markdown and save the figure."""
    parser = options("Every combination of some levers, and what each adds.", runs=20, months=120)
    parser.add_argument("levers", nargs="+", help="two to six levers by name")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    given = parser.parse_args()
    every, terms = factorial(
        given.levers, sector=given.sector, runs=given.runs, months=given.months, workers=given.workers
    )
    save(figure, terms, given, under="every combination of the levers")
    for title, rows in (("under", every), ("what it adds", terms)):
        print(f"| {title} | {' | '.join(METRICS[outcome].label for outcome in OUTCOMES)} |")
        print("|---" * (len(OUTCOMES) + 1) + "|")
        for held, of in rows.groupby("levers", sort=False):
            cells = [told_in_words(row, signed=rows is terms) for row in of.to_dict("records")]
            print(f"| {str(held).replace('_', ' ')} | {' | '.join(cells)} |")
        print()


if __name__ == "__main__":
    main()
