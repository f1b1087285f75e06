"""From one match to a sector: what each thing that a match leaves out changes, added one at a time.

Every rung is a sector of the same people. On the lowest all mechanisms are off, so that a partnership of two is a match
as `ecology.games` plays it; then they are switched on, group by group, until the whole model stands.

Run it as `python -m ecology.experiments.ladder --figure ladder.png`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.intervals import around
from ecology.experiments.options import options, save
from ecology.model import Ecology
from ecology.parameters import declarations
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
    parameters: Mapping[str, float] = field(default_factory=dict)
    """What else differs, here and on the rungs above."""
    policy: str = "none"


USUAL = {declared.name: declared.default for declared in declarations()}
Floats = npt.NDArray[np.float64]

SIGHT = "observation.sight"
NOISE = ("slips", "misreading")
REPUTE = ("chosen-by-repute", "good-name", "need", "gossip", "bad-news", "cover-up", "association", "news-from-below")
TIES = (
    "chosen-by-trust", "cold-contact", "commitment", "trust", "outcome", "drift", "repair", "acquaintance",
    "introductions", "forgetting", "company", "leading",
)  # fmt: skip
RUNGS = (
    Rung(
        "repetition", "The same partners meet month after month, act out of habit, and see all that is done.",
        parameters={SIGHT: 1},
    ),
    Rung("sight", "Much of what partners do is not seen.", parameters={SIGHT: USUAL[SIGHT]}),
    Rung("noise", "Actions slip into their opposite, and are misread.", switches=NOISE),
    Rung("calculation", "People weigh what each action brings, now and later, as well.", switches=("calculation",)),
    Rung("reputation", "People hear of others, and those seen to hold back pay for it.", switches=REPUTE),
    Rung("networks", "People know, trust and forget each other, and find partners through ties.", switches=TIES),
    Rung("mobility", "People change jobs and take ties along.", phases=("move_jobs",)),
    Rung(
        "employers", "Organisations approve, teach, pay, grow, close and are founded; people learn from success.",
        phases=("change_environment", "meet", "match", "play", "observe", "learn", "live_and_end", "account", "revise"),
    ),
    Rung("funders", "A funder sets targets.", phases=("fund", "apply_policies"), policy="targets"),
)  # fmt: skip
"""The rungs of a sector, each with all before it."""
LABELS = {
    "cooperation_rate": ("share of seats that contribute, 0–1", 1), "partnerships_alive": ("partnerships at work", 1),
    "joint_surplus": ("joint work less its hours, £1,000 a month", 1000),
}  # fmt: skip
"""What is measured, how it is called in the figure, and in which unit of its own."""


def switches_of(rung: Rung) -> set[str]:
    """Return the mechanisms a rung switches on: those it names, and those of its phases that no other rung names."""
    named = {name for other in RUNGS for name in other.switches}
    return set(rung.switches) | {s.name for s in SWITCHES if s.phase in rung.phases and s.is_on and s.name not in named}


def settings(rung: Rung) -> dict[str, float | bool]:
    """Return what a run at a rung differs by: everything off but what it and those before it switch on."""
    held: set[str] = set()
    changed: dict[str, float] = {}
    for one in RUNGS[: RUNGS.index(rung) + 1]:
        held |= switches_of(one)
        changed |= one.parameters
    return {ALL: False, **dict.fromkeys(sorted(held), True), **changed}


def ladder(sector: str = "classroom", *, runs: int = 20, months: int = 120) -> pd.DataFrame:
    """Return outcomes at each rung: means over runs, and the ends of their 95 % intervals.

    Returns
    -------
    DataFrame
        Columns rung, outcome, mean, low, high, change, change_low, change_high (against the rung before, run by run).
    """
    rows: list[tuple[object, ...]] = []
    before: dict[str, Floats] = {}
    for rung in RUNGS:
        found = [last_half(sector, rung, months, rng) for rng in range(runs)]
        for outcome in LABELS:
            values = np.array([one[outcome] for one in found])
            changes = values - before.get(outcome, np.full(runs, np.nan))
            rows.append((rung.name, outcome, *around(values), *around(changes)))
            before[outcome] = values
    names = ["rung", "outcome", "mean", "low", "high", "change", "change_low", "change_high"]
    return pd.DataFrame(rows, columns=names)


def last_half(sector: str, rung: Rung, months: int, rng: int) -> dict[str, float]:
    """Return each outcome of one run at a rung, the mean over the second half of its months."""
    eco = Ecology(sector, rung.policy, parameters=settings(rung), rng=rng, months=months, events=False)
    eco.run()
    late = eco.frame.iloc[months // 2 :]
    return {outcome: float(late[outcome].mean()) for outcome in LABELS}


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw each outcome over the rungs, with 95 % intervals.

    Parameters
    ----------
    found : DataFrame
        As `ladder` returns.
    """
    out = blank(5.6, foot)
    look = looks(["one"])["one"]
    places = np.arange(len(RUNGS))
    for axes, (outcome, (label, unit)) in zip(out.subplots(1, len(LABELS), sharey=True), LABELS.items(), strict=True):
        rows = found[found["outcome"] == outcome].set_index("rung").loc[[rung.name for rung in RUNGS]]
        mean, low, high = (rows[name].to_numpy() / unit for name in ("mean", "low", "high"))
        axes.errorbar(
            mean, places, xerr=[mean - low, high - mean], fmt=look.marker, color=look.colour, markersize=5, capsize=3,
            linewidth=1.4,
        )  # fmt: skip
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_yticks(places, [f"+ {rung.name}" if rung is not RUNGS[0] else rung.name for rung in RUNGS])
        axes.set_xlabel(wrapped(label, 24), size=TEXT)
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
    save(figure, found, given, under="policy none, targets on the last rung")
    print("| rung | what it adds | contribute | against the rung before |\n|---|---|---|---|")
    rows = found[found["outcome"] == "cooperation_rate"].itertuples()
    for rung, row in zip(RUNGS, rows, strict=True):
        change = "" if rung is RUNGS[0] else f"{row.change:+.3f} ({row.change_low:+.3f} to {row.change_high:+.3f})"
        print(f"| {rung.name} | {rung.meaning} | {row.mean:.3f} ({row.low:.3f}–{row.high:.3f}) | {change} |")


if __name__ == "__main__":
    main()
