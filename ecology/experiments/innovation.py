"""Innovation against trust: whether the middle is best, and what makes it so.

Run it as `python -m ecology.experiments.innovation --figure innovation.png`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.mechanisms.lives.lifecycle import trust_by_member
from ecology.model import Ecology
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, looks, settled

BASE = {"innovation": True}
VARIANTS: dict[str, dict[str, float | bool]] = {
    "as the model has it": {},
    "trust does not keep people quiet": {"knowledge.quiet": 0.0},
    "trust does not move commitment": {"commitment": False, "calculation": False},
    "partners do not learn from each other": {"learning": False, "exchange": False},
}
"""What each leaves out."""
BINS = np.linspace(0.1, 0.9, 9)
FROM_MONTH, EVERY = 24, 6


def one(changes: dict[str, float | bool], sector: str, months: int, rng: int) -> pd.DataFrame:
    """Return trust and innovation of each partnership that had got beyond its first stage, twice a year."""
    eco = Ecology(sector, "none", parameters={**BASE, **changes}, rng=rng, months=months, events=False)
    rows: list[pd.DataFrame] = []
    for _ in range(months):
        eco.step()
        if eco.month >= FROM_MONTH and eco.month % EVERY == 0:
            table = eco.sector.partnerships
            total, count = (each.sum(1) for each in trust_by_member(eco.sector, eco.rules))
            old = table.alive & (table.stage > 1) & (count > 0)
            trust = total[old] / count[old]
            rows.append(pd.DataFrame({"trust": trust, "innovation": table.innovation[old]}))
    return pd.concat(rows, ignore_index=True).assign(replication=rng)


def innovation(sector: str = "standard", *, runs: int = 10, months: int = 120) -> pd.DataFrame:
    """Return innovation by bands of trust under each variant: mean over runs and the ends of its 95 % interval.

    Returns
    -------
    DataFrame
        Columns variant, trust (middle of the band), mean, low, high, n_runs, n (partnership-months).
    """
    out = []
    for variant, changes in VARIANTS.items():
        found = pd.concat([one(changes, sector, months, rng) for rng in range(runs)])
        found["band"] = np.digitize(found["trust"], BINS)
        for band in range(1, len(BINS)):
            rows = found[found["band"] == band]
            means = rows.groupby("replication")["innovation"].mean().to_numpy(float)
            if len(means) < runs / 2 or len(means) < 2:
                continue
            half = half_width(means)
            mean = float(means.mean())
            middle = float(BINS[band - 1] + BINS[band]) / 2
            out.append((variant, middle, mean, mean - half, mean + half, len(means), len(rows)))
    return pd.DataFrame(out, columns=["variant", "trust", "mean", "low", "high", "n_runs", "n"])


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw innovation against trust, a panel for each variant, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `innovation` returns.
    """
    out = blank(4.6, foot)
    look = looks(["one"])["one"]
    for axes, variant in zip(out.subplots(2, 2, sharex=True).flat, VARIANTS, strict=True):
        rows = found[found["variant"] == variant]
        axes.plot(rows["trust"], rows["mean"], color=look.colour, marker=look.marker, markersize=4, linewidth=1.4)
        axes.fill_between(rows["trust"], rows["low"], rows["high"], color=look.colour, alpha=0.18, linewidth=0)
        axes.set_title(wrapped(variant, 40), size=TEXT + 0.5, loc="left")
        axes.set_xlabel("mean trust between partners, 0–1", size=TEXT)
        axes.set_ylabel("innovation, index 0–1", size=TEXT)
        axes.set_ylim(bottom=0)
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    return settled(out)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("Innovation against trust, and what makes its shape.", runs=10, months=120, shortest=FROM_MONTH)
    given = parser.parse_args()
    found = innovation(given.sector, runs=given.runs, months=given.months)
    save(figure, found, given)
    print("| trust | " + " | ".join(VARIANTS) + " |\n" + "|---" * (1 + len(VARIANTS)) + "|")
    for trust, rows in found.groupby("trust"):
        by = {row.variant: f"{row.mean:.3f} ({row.low:.3f}–{row.high:.3f})" for row in rows.itertuples()}
        print(f"| {trust:.2f} | " + " | ".join(by.get(variant, "–") for variant in VARIANTS) + " |")


if __name__ == "__main__":
    main()
