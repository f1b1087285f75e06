"""Rivals: two funders with different policies in one sector, whose policy spreads, and what decides it.

Run it as `python -m ecology.experiments.rivals --workers 2 --figure rivals.png`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width
from ecology.experiments.crew import Crew
from ecology.experiments.options import options, save
from ecology.experiments.pool import available_workers
from ecology.model import Ecology
from ecology.plots.style import TEXT, blank, looks, settled

FUNDERS = {"Council": "targets", "Trust": "enabling"}
WORLDS: Mapping[str, Mapping[str, float]] = {
    "funders follow who does better, organisations choose": {"funding.adopt": 0.3},
    "funders follow, organisations do not choose": {"funding.adopt": 0.3, "funding.choice": 0},
    "funders keep to their policy, organisations choose": {"funding.adopt": 0},
    "funders follow at random": {"funding.adopt": 0.3, "funding.adopt_intensity": 0},
}
"""What is compared, to see what decides whose policy spreads → parameters."""
MEASURES = {
    "organisations": "organisations funded under it, share of those funded",
    "money": "grants paid under it, share of all grants",
}
YEAR = 12


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one world; `swapped` gives each funder the other's policy, so that neither budget decides."""

    world: str
    funders: tuple[tuple[str, str], ...]
    sector: str
    months: int
    rng: int


def lived(run: Run) -> list[tuple[str, int, int, str, str, float]]:
    """Return rows of world, run, year, policy, measure and value, a row at the end of each year."""
    eco = Ecology(
        run.sector, funders=dict(run.funders), parameters=dict(WORLDS[run.world]), months=run.months, rng=run.rng,
        events=False,
    )  # fmt: skip
    names = [policy for _, policy in run.funders]
    rows = []
    for month in range(1, run.months + 1):
        eco.step()
        if month % YEAR:
            continue
        held = [policy.name for policy in eco.rules.policies]
        grants, s = eco.sector.grants, eco.sector
        live = grants.slots()
        paid = s.funders.grants_paid[s.funders.slots()].astype(float)
        for name in names:
            under = np.array([policy == name for policy in held])
            # an organisation with grants of both counts half for each
            n_of_each = np.bincount(grants.organisation[live], minlength=s.organisations.capacity)
            weight = 1.0 / n_of_each[grants.organisation[live]]
            organisations = float((weight * under[grants.funder[live]]).sum() / max(weight.sum(), 1e-12))
            money = float(paid[under].sum() / max(paid.sum(), 1e-12))
            rows += [
                (run.world, run.rng, month // YEAR, name, "organisations", organisations),
                (run.world, run.rng, month // YEAR, name, "money", money),
            ]
    return rows


def rivals(
    funders: Mapping[str, str] = FUNDERS,
    *,
    sector: str = "standard",
    runs: int = 20,
    months: int = 240,
    workers: int = 1,
) -> pd.DataFrame:
    """Return the share of organisations and of money under each policy, year by year and world by world.

    In every second run the two funders have each other's policy.

    Returns
    -------
    DataFrame
        Columns world, year, policy, measure, mean, low, high (95 % interval over runs), won (share of runs in which all
        funders hold it in the last year), n_runs.
    """
    one, other = list(funders.items())
    swapped = ((one[0], other[1]), (other[0], one[1]))
    todo = [
        Run(world, swapped if rng % 2 else (one, other), sector, months, rng) for world in WORLDS for rng in range(runs)
    ]
    with Crew(workers) as crew:
        made = pd.DataFrame(
            [row for rows in crew.make(lived, todo) for row in rows],
            columns=["world", "run", "year", "policy", "measure", "value"],
        )
    last = made[(made["year"] == made["year"].max()) & (made["measure"] == "money")]
    won = (last["value"] > 1 - 1e-9).groupby([last["world"], last["policy"]]).mean()
    rows = []
    for (world, year, policy, measure), cell in made.groupby(["world", "year", "policy", "measure"], sort=False):
        values = cell["value"].to_numpy(float)
        mean, half = float(values.mean()), half_width(values)
        rows.append((world, year, policy, measure, mean, mean - half, mean + half, won[world, policy], len(values)))
    return pd.DataFrame(rows, columns=["world", "year", "policy", "measure", "mean", "low", "high", "won", "n_runs"])


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share of organisations and of money under the second policy, year by year, in each world.

    Parameters
    ----------
    found : DataFrame
        As `rivals` returns.
    """
    out = blank(3.9, foot)
    panels = out.subplots(1, 2, sharey=True)
    worlds = list(dict.fromkeys(found["world"]))
    policy = list(dict.fromkeys(found["policy"]))[-1]
    for axes, (measure, label) in zip(panels, MEASURES.items(), strict=True):
        for world, look in looks(worlds).items():
            rows = found[(found["world"] == world) & (found["policy"] == policy) & (found["measure"] == measure)]
            axes.plot(rows["year"], 100 * rows["mean"], color=look.colour, linestyle=look.line, label=world)
            axes.fill_between(
                rows["year"], 100 * rows["low"].clip(0), 100 * rows["high"].clip(upper=1), color=look.colour,
                alpha=0.15, linewidth=0,
            )  # fmt: skip
        axes.set_title(label.split(",")[0].replace("it", policy), size=TEXT + 0.5, loc="left")
        axes.set_xlabel("year", size=TEXT)
        axes.set_ylim(0, 100)
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel("% of all", size=TEXT)
    handles, labels = panels[0].get_legend_handles_labels()
    out.legend(handles=handles, labels=labels, loc="outside upper left", ncols=1, fontsize=TEXT, frameon=False,
               title="mean over runs, and its 95 % interval", title_fontsize=TEXT, alignment="left")  # fmt: skip
    return settled(out)


def main() -> None:
    """Print who won in each world as Markdown and save the figure."""
    parser = options("Two funders with rival policies: whose spreads, and what decides it.", runs=20, months=240)
    parser.add_argument("--policies", nargs=2, default=list(FUNDERS.values()), metavar="POLICY")
    parser.add_argument("--workers", type=int, default=available_workers(), help="processes")
    given = parser.parse_args()
    funders = dict(zip(FUNDERS, given.policies, strict=True))
    found = rivals(funders, sector=given.sector, runs=given.runs, months=given.months, workers=given.workers)
    save(figure, found, given, under=f"funders with {' and '.join(given.policies)}")
    last = found[found["year"] == found["year"].max()]
    print("| | policy | organisations | money | held by all in the end |\n|---|---|---|---|---|")
    for (world, policy), rows in last.groupby(["world", "policy"], sort=False):
        cells = [f"{row.mean:.0%} ({row.low:.0%} to {row.high:.0%})" for row in rows.itertuples()]
        print(f"| {world} | {policy} | {' | '.join(cells)} | {rows['won'].iloc[0]:.0%} of runs |")


if __name__ == "__main__":
    main()
