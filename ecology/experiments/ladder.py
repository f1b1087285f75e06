"""From one match to a sector: what each thing that a match leaves out changes, added one at a time.

The first rungs are matches between strategies, as `ecology.games` plays them. The others are sectors of the same
people with every mechanism switched off, then on, group by group, until the whole model and a funder stand.

Run it as `python -m ecology.experiments.ladder --figure ladder.png`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import half_width
from ecology.experiments.options import options, save
from ecology.model import Ecology
from ecology.plots.lettering import wrapped
from ecology.plots.style import TEXT, blank, looks, settled
from ecology.switches import ALL, SWITCHES


@dataclass(frozen=True, slots=True)
class Rung:
    """What one step adds to the sector before it."""

    name: str
    meaning: str
    phases: tuple[str, ...] = ()
    """Phases whose mechanisms it switches on, all but those named by another rung."""
    switches: tuple[str, ...] = ()
    """Mechanisms it switches on, by name."""
    policy: str = "none"


NOISE = ("slips", "misreading")
NAMES = ("chosen-by-repute", "good-name", "need", "gossip", "bad-news", "cover-up", "association", "news-from-below")
TIES = (
    "chosen-by-trust", "cold-contact", "commitment", "trust", "outcome", "drift", "repair", "acquaintance",
    "introductions", "forgetting", "company", "leading",
)  # fmt: skip
RUNGS = (
    Rung("repetition", "The same partners meet month after month, and act out of habit."),
    Rung("noise", "Actions slip into their opposite, and are misread.", switches=NOISE),
    Rung("calculation", "People weigh what each action brings, now and later, as well.", switches=("calculation",)),
    Rung("reputation", "People hear of others, and those seen to hold back pay for it.", switches=NAMES),
    Rung("networks", "People know, trust and forget each other, and find partners through ties.", switches=TIES),
    Rung("mobility", "People change jobs and take ties along.", phases=("move_jobs",)),
    Rung(
        "employers", "Organisations approve, teach, pay, grow, close and are founded; people learn from success.",
        phases=("change_environment", "meet", "match", "play", "observe", "learn", "live_and_end", "account", "revise"),
    ),
    Rung("funders", "A funder sets targets.", phases=("fund", "apply_policies"), policy="targets"),
)  # fmt: skip
"""The rungs of a sector, each with all before it."""
OUTCOMES = ("cooperation_rate", "partner_trust", "partnerships_alive")


def switches_of(rung: Rung) -> set[str]:
    """Return the mechanisms a rung switches on: those it names, and those of its phases that no other rung names."""
    named = {name for other in RUNGS for name in other.switches}
    return set(rung.switches) | {s.name for s in SWITCHES if s.phase in rung.phases and s.is_on and s.name not in named}


def settings(rung: Rung) -> dict[str, float | bool]:
    """Return what a run at a rung differs by: everything off but what it and those before it switch on."""
    held: set[str] = set()
    for one in RUNGS[: RUNGS.index(rung) + 1]:
        held |= switches_of(one)
    return {ALL: False, **dict.fromkeys(sorted(held), True)}


def ladder(sector: str = "classroom", *, runs: int = 20, months: int = 120) -> pd.DataFrame:
    """Return outcomes at each rung: means over runs, and the ends of their 95 % intervals.

    Returns
    -------
    DataFrame
        Columns rung, outcome, mean, low, high, change, change_low, change_high (against the rung before, run by run).
    """
    rows: list[tuple[object, ...]] = []
    before: dict[str, np.ndarray] = {}
    for rung in RUNGS:
        found = [last_half(sector, rung, months, rng) for rng in range(runs)]
        for outcome in OUTCOMES:
            values = np.array([one[outcome] for one in found])
            mean, half = float(values.mean()), half_width(values)
            changes = values - before.get(outcome, values)
            change, around = float(changes.mean()), half_width(changes)
            rows.append((rung.name, outcome, mean, mean - half, mean + half, change, change - around, change + around))
            before[outcome] = values
    names = ["rung", "outcome", "mean", "low", "high", "change", "change_low", "change_high"]
    return pd.DataFrame(rows, columns=names)


def last_half(sector: str, rung: Rung, months: int, rng: int) -> dict[str, float]:
    """Return each outcome of one run at a rung, the mean over the second half of its months."""
    eco = Ecology(sector, rung.policy, parameters=settings(rung), rng=rng, months=months, events=False)
    eco.run()
    late = eco.frame.iloc[months // 2 :]
    return {outcome: float(late[outcome].mean()) for outcome in OUTCOMES}


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw each outcome over the rungs, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `ladder` returns.
    """
    out = blank(5.6, foot)
    look = looks(["one"])["one"]
    labels = {
        "cooperation_rate": "share of seats that contribute, 0–1", "partner_trust": "trust between partners, 0–1",
        "partnerships_alive": "partnerships at work",
    }  # fmt: skip
    places = np.arange(len(RUNGS))
    for axes, outcome in zip(out.subplots(1, len(OUTCOMES), sharey=True), OUTCOMES, strict=True):
        rows = found[found["outcome"] == outcome].set_index("rung").loc[[rung.name for rung in RUNGS]]
        axes.errorbar(
            rows["mean"], places, xerr=[rows["mean"] - rows["low"], rows["high"] - rows["mean"]], fmt=look.marker,
            color=look.colour, markersize=5, capsize=3, linewidth=1.4,
        )  # fmt: skip
        axes.set_yticks(places, [f"+ {rung.name}" if rung is not RUNGS[0] else rung.name for rung in RUNGS])
        axes.set_xlabel(wrapped(labels[outcome], 24), size=TEXT)
        axes.set_xlim(left=0)
        axes.tick_params(labelsize=TEXT)
        axes.spines[["top", "right"]].set_visible(False)
    out.axes[0].invert_yaxis()
    return settled(out)


def main() -> None:
    """Print the table as Markdown and save the figure."""
    parser = options("From one match to a sector, a thing at a time.", runs=20, months=120)
    parser.set_defaults(sector="classroom")
    given = parser.parse_args()
    found = ladder(given.sector, runs=given.runs, months=given.months)
    save(figure, found, given)
    print("| rung | what it adds | contribute | against the rung before |\n|---|---|---|---|")
    rows = found[found["outcome"] == "cooperation_rate"].itertuples()
    for rung, row in zip(RUNGS, rows, strict=True):
        change = "" if rung is RUNGS[0] else f"{row.change:+.3f} ({row.change_low:+.3f} to {row.change_high:+.3f})"
        print(f"| {rung.name} | {rung.meaning} | {row.mean:.3f} ({row.low:.3f}–{row.high:.3f}) | {change} |")


if __name__ == "__main__":
    main()
