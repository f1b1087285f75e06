"""Openness: how rare partnerships are in which everybody trusts everybody, and how alive, beside the others.

Run it as `python -m ecology.experiments.openness`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ecology import Ecology
from ecology.analysis.intervals import half_width
from ecology.calibration.targets import TRUSTED
from ecology.experiments.options import options
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.sector import Sector
from ecology.sector.ties import find

MEASURES = {
    "share": "open, of all partnerships",
    "open": "energy in open partnerships, 0–1",
    "others": "energy in the others, 0–1",
    "difference": "open less others",
    "same_age": "open less others that began in the same year",
}
YEAR = 12


def lowest_trust(sector: Sector, unknown: float) -> npt.NDArray[np.float64]:
    """Return the least trust that anybody in each partnership has in a partner; NaN where nobody faces anybody.

    Parameters
    ----------
    unknown : 0–1
        Trust in those whom one does not remember.

    Returns
    -------
    shape (partnerships,), 0–1
    """
    p, ties = sector.partnerships, sector.ties
    dyads = dyads_of(p, seats_of(p))
    column = find(ties.alter, dyads.person, dyads.alter)
    trust = np.where(column >= 0, ties.trust[dyads.person, column], unknown)
    out = np.full(p.capacity, np.nan)
    np.fmin.at(out, dyads.partnership, trust)
    return out


def one(sector: str, months: int, rng: int) -> pd.DataFrame:
    """Return a row for each partnership and month of the second half of a run: year begun, energy, whether open."""
    eco = Ecology(sector, "none", rng=rng, months=months, events=False)
    eco.run(months // 2)
    rows = []
    for _ in range(months - months // 2):
        eco.step()
        p = eco.sector.partnerships
        seats = seats_of(p)
        lowest = lowest_trust(eco.sector, eco.rules.parameters.trust.initial)
        n = np.bincount(seats.partnership, minlength=p.capacity)
        energy = np.bincount(seats.partnership, weights=p.energy[seats.at], minlength=p.capacity) / np.maximum(n, 1)
        live = np.flatnonzero(p.alive & np.isfinite(lowest))
        began = p.began[live] // YEAR
        rows.append(pd.DataFrame({"began": began, "energy": energy[live], "open": lowest[live] >= TRUSTED}))
    return pd.concat(rows)


def of_run(rows: pd.DataFrame) -> dict[str, float]:
    """Return the measures of one run; NaN for what it does not have."""
    is_open = rows["open"]
    mean = rows.groupby("open")["energy"].mean().reindex([True, False])
    open_mean, others = float(mean.loc[True]), float(mean.loc[False])
    mine = rows[is_open].groupby("began")["energy"].agg(["mean", "size"])
    theirs = rows[~is_open].groupby("began")["energy"].mean()
    apart = (mine["mean"] - theirs).dropna()
    weight = mine["size"].reindex(apart.index)
    same = float((apart * weight).sum() / weight.sum()) if len(apart) else float("nan")
    return {"share": float(is_open.mean()), "open": open_mean, "others": others, "difference": open_mean - others,
            "same_age": same}  # fmt: skip


def openness(sector: str = "standard", *, runs: int = 20, months: int = 120) -> pd.DataFrame:
    """Return each measure: mean over the runs that have it, and the ends of its 95 % interval.

    Returns
    -------
    DataFrame
        Columns measure, mean, low, high, n_runs. Differences are taken within runs.
    """
    made = pd.DataFrame([of_run(one(sector, months, rng)) for rng in range(runs)])
    rows = []
    for measure in MEASURES:
        values = made[measure].dropna().to_numpy(float)
        mean = float(values.mean()) if len(values) else float("nan")
        half = half_width(values) if len(values) > 1 else float("nan")
        rows.append((measure, mean, mean - half, mean + half, len(values)))
    return pd.DataFrame(rows, columns=["measure", "mean", "low", "high", "n_runs"])


def main() -> None:
    """Print the table as Markdown."""
    parser = options("How rare open partnerships are, and how alive.", runs=20, months=120)
    given = parser.parse_args()
    print("| measure | mean (95 % interval) | runs that have it |\n|---|---|---|")
    for row in openness(given.sector, runs=given.runs, months=given.months).to_dict("records"):
        said = f"{row['mean']:.3f} ({row['low']:.3f} to {row['high']:.3f})"
        print(f"| {MEASURES[row['measure']]} | {said} | {row['n_runs']} |")


if __name__ == "__main__":
    main()
