"""Buildings: whether who is come to ends more ties, and whether arrogance costs them those who come.

Run it as `python -m ecology.experiments.buildings --figure buildings.png`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.mechanisms.lives.lifecycle import CAUSES, NOBODY_TO_SEND
from ecology.model import Ecology
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, looks, settled
from ecology.sector.order import rank_within
from ecology.strategies import NAMES

Slots = npt.NDArray[np.int64]

BASE: dict[str, float | bool] = {"come-to": True, "calculation": False}
"""Owners are come to; people go by habit, so that whoever is made to hold back does."""
OWNERS = ("nobody has a building", "it alone has one nearby", "so has every other one nearby")
"""What is compared: one organisation in each region, the same each time, with and without a building."""
MANNERS = ("its people as they are", "its people always contribute", "its people always hold back")
FORCED = {MANNERS[1]: "ALLC", MANNERS[2]: "ALLD"}
"""Manners → the strategy that all who work there are given, month by month."""
MEASURES = {
    "asked": "asked to join, and did, a year",
    "ended": "partnerships that ended, a year",
    "failed": "partnerships that failed, a year",
    "held_back": "months in which its people held back, share",
}
FAILED = ("relationship failure", "productivity failure", "inertia", "learning race")
"""Endings that leave bad feeling, or nothing."""
LEFT_FOR = tuple(why for _, why in CAUSES[:NOBODY_TO_SEND])
"""Why a member leaves a partnership that has failed for it."""


def chosen(eco: Ecology) -> Slots:
    """Return the organisation of the lowest number in each region that has at least two."""
    o = eco.sector.organisations
    alive = o.slots()
    _, first, n = np.unique(o.region[alive], return_index=True, return_counts=True)
    out: Slots = alive[first[n > 1]]
    return out


def every_other(eco: Ecology) -> npt.NDArray[np.bool_]:
    """Return every second organisation of each region, in order of their numbers, shape (organisations,)."""
    o = eco.sector.organisations
    alive = o.slots()
    by_region = alive[np.argsort(o.region[alive], kind="stable")]
    out = np.zeros(o.capacity, dtype=bool)
    out[by_region] = rank_within(o.region[by_region].astype(np.int64)) % 2 == 0
    return out


def one(owners: str, manners: str, sector: str, months: int, rng: int) -> dict[str, float]:
    """Return what befell the chosen organisations in one run, a mean over them and the years they lived."""
    eco = Ecology(sector, "none", parameters=BASE, rng=rng, months=months)
    o, people, table = eco.sector.organisations, eco.sector.people, eco.sector.partnerships
    who = chosen(eco)
    entries = o.entry[who]
    o.building[:] = (owners == OWNERS[2]) & every_other(eco)
    o.building[who] = owners != OWNERS[0]
    lived = held = acts = 0
    for _ in range(months):
        here = who[o.alive[who] & (o.entry[who] == entries)]
        staff = eco.sector.staff_of(here)
        if manners in FORCED:
            people.strategy[staff] = NAMES.index(FORCED[manners])
        eco.step()
        lived += len(here)
        seat = table.alive[:, None, None] & np.isin(table.person, staff) & (table.action >= 0)
        acts += int(seat.sum())
        held += int((table.action[seat] == 0).sum())
    events = eco.events
    # the one that proposed has nobody in the column of who asked
    begun = events[(events["event"] == "partnership begun") & events["organisation"].isin(entries)]
    ended = events[(events["event"] == "partnership ended") & events["organisation"].isin(entries)]
    left = events[(events["event"] == "member left") & events["organisation"].isin(entries)]
    years = max(lived, 1) / 12
    return {
        "asked": float((begun["other"] >= 0).sum()) / years,
        "ended": (len(ended) + len(left)) / years,
        "failed": (float(ended["reason"].isin(FAILED).sum()) + left["reason"].isin(LEFT_FOR).sum()) / years,
        "held_back": held / acts if acts else float("nan"),
    }


def buildings(sector: str = "standard", *, runs: int = 12, months: int = 72) -> pd.DataFrame:
    """Return one row for each measure, kind of owners and manners: mean over runs and the ends of its 95 % interval.

    The same organisations in the same sectors with the same chance events under each, so that nothing but the building
    and the manners differs.

    Returns
    -------
    DataFrame
        Columns owners, manners, measure, mean, low, high, n_runs; manners 'difference' has the paired difference that
        always holding back makes against always contributing.
    """
    made = pd.DataFrame([
        {"owners": owners, "manners": manners, "replication": rng, **one(owners, manners, sector, months, rng)}
        for owners in OWNERS for manners in MANNERS for rng in range(runs)
    ])  # fmt: skip
    long = made.melt(["owners", "manners", "replication"], var_name="measure")
    wide = long.pivot_table(index=["owners", "measure", "replication"], columns="manners", values="value")
    wide["difference"] = wide[MANNERS[2]] - wide[MANNERS[1]]
    rows = []
    for (owners, measure), values in wide.groupby(level=["owners", "measure"]):
        for manners in (*MANNERS, "difference"):
            found = values[manners].dropna().to_numpy(float)
            mean, half = float(found.mean()), half_width(found)
            rows.append((owners, manners, measure, mean, mean - half, mean + half, len(found)))
    return pd.DataFrame(rows, columns=["owners", "manners", "measure", "mean", "low", "high", "n_runs"])


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw each measure by who has a building and by manners, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `buildings` returns.
    """
    out = blank(4.9, foot)
    panels = out.subplots(2, 2, squeeze=False)
    style = looks(list(MANNERS))
    for axes, (measure, label) in zip(panels.flat, MEASURES.items(), strict=True):
        for place, (manners, look) in enumerate(style.items()):
            rows = found[(found["measure"] == measure) & (found["manners"] == manners)].set_index("owners")
            rows = rows.loc[list(OWNERS)]
            x = np.arange(len(OWNERS)) + 0.16 * (place - 1)
            axes.errorbar(x, rows["mean"], [rows["mean"] - rows["low"], rows["high"] - rows["mean"]], linestyle="",
                          color=look.colour, marker=look.marker, markersize=5, label=manners)  # fmt: skip
        axes.set_xticks(range(len(OWNERS)), [wrapped(name, 14) for name in OWNERS])
        axes.set_title(wrapped(label, 40), size=TEXT + 0.5, loc="left")
        axes.set_ylim(0, 1.1 * found.loc[found["measure"] == measure, "high"].max())
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    handles, labels = panels[0, 0].get_legend_handles_labels()
    out.legend(handles=handles, labels=labels, loc="outside upper left", ncols=2, fontsize=TEXT, frameon=False,
               title="mean over runs, and its 95 % interval", title_fontsize=TEXT, alignment="left")  # fmt: skip
    return settled(out)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("What a building does to who comes, and to what arrogance costs.", runs=12, months=72)
    given = parser.parse_args()
    found = buildings(given.sector, runs=given.runs, months=given.months)
    save(figure, found, given)
    print("| who has a building | manners | " + " | ".join(MEASURES.values()) + " |\n|---" + "|---" * 5 + "|")
    for owners in OWNERS:
        for manners in (*MANNERS, "difference"):
            rows = found[(found["owners"] == owners) & (found["manners"] == manners)].set_index("measure")
            cells = [
                f"{row.mean:.2f} ({row.low:.2f} to {row.high:.2f})" for row in rows.loc[list(MEASURES)].itertuples()
            ]
            print(f"| {owners} | {manners} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
