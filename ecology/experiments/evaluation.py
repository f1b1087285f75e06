"""Evaluations a funder could really run, inside the simulated sector, beside the truth that only a simulator knows.

Run it as `python -m ecology.experiments.evaluation --policy enabling --figure evaluation.png`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from scipy.spatial import cKDTree  # type: ignore[import-untyped]
from scipy.stats import ttest_1samp, ttest_ind  # type: ignore[import-untyped]

from ecology.analysis.intervals import half_width
from ecology.experiments.crew import Crew
from ecology.experiments.options import options, save
from ecology.founding.spec import SectorSpec
from ecology.model import Ecology
from ecology.plots.evaluations import evaluations
from ecology.policies.lever import FIRST_MONTH, Who
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import synthetic

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

OUTCOMES = {
    "public_value": "£/month a post, public value",
    "reported": "£/month a post, reported performance",
    "joint_surplus": "£/month a post, joint work less its hours",
}
"""Column of an organisation → unit and meaning; a post at founding, so that organisations of all sizes count alike."""
DESIGNS = ("before–after", "matched comparison", "staggered roll-out", "randomised")
BEFORE, AFTER = slice(0, FIRST_MONTH - 1), slice(-24, None)
"""Months compared: the common first year, and the last two years."""
WAVES = (13, 25, 37)
"""First months of a staggered roll-out; the last third of organisations waits for longest."""
VOLUNTEERS = (0.2, 0.8)
"""Chance that an organisation below, and above, the median of the first year takes part where it is free to."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one evaluation of one sector says, and what was true there."""

    design: str
    effect: float
    low: float
    high: float
    on_treated: float
    """What the policy did to those it was given to: the same organisations in the same sector without it."""
    on_all: float
    """What it does to an average organisation if all have it."""


@dataclass(frozen=True, slots=True)
class Sector:
    """One simulated sector to be evaluated."""

    policy: Policy
    spec: SectorSpec
    outcome: str
    months: int
    rng: int


def lived(sector: Sector, policy: Policy) -> Floats:
    """Return the outcome a post of each organisation there at founding, month by month; nan once it has closed.

    Returns
    -------
    shape (months, organisations)
    """
    eco = Ecology(sector.spec, policy, months=sector.months, rng=sector.rng, events=False)
    o = eco.sector.organisations
    who = o.slots()
    entries, posts = o.entry[who].copy(), np.maximum(o.posts[who].sum(1), 1).astype(float)
    rows = []
    for _ in range(sector.months):
        eco.step()
        there = o.alive[who] & (o.entry[who] == entries)
        rows.append(np.where(there, getattr(o, sector.outcome)[who].astype(float) / posts, np.nan))
    return np.array(rows)


def given_to(policy: Policy, names: Sequence[str], start: int = FIRST_MONTH) -> Policy:
    """Return the policy given to some organisations alone, from a month on."""
    who = Who(organisation=tuple(names)) if len(names) else Who(share=0)
    late = start - FIRST_MONTH
    levers = tuple(
        (name, replace(lever, who=who, start=lever.start + late, end=max(lever.end, lever.start + late)))
        for name, lever in policy.levers
    )
    return replace(policy, levers=levers)


def evaluated(sector: Sector) -> list[Estimate]:
    """Return what each design says of one sector, and what was true."""
    eco = Ecology(sector.spec, months=sector.months, rng=sector.rng, events=False)
    names = np.array([eco.sector.organisation_names[e] for e in eco.sector.organisations.entry.tolist() if e >= 0])
    draw = eco.streams.at("evaluated", 0)
    order = np.argsort(draw.uniform(np.arange(len(names)), 0), kind="stable")
    half = np.isin(np.arange(len(names)), order[: len(names) // 2])
    wave = np.empty(len(names), dtype=np.int64)
    wave[order] = np.arange(len(names)) * len(WAVES) // len(names)

    without = lived(sector, replace(sector.policy, levers=()))
    everywhere = lived(sector, sector.policy)
    on_all = change(everywhere) - change(without)

    keen = without[BEFORE].mean(0) >= np.nanmedian(without[BEFORE].mean(0))
    takes_part = draw.uniform(np.arange(len(names)), 1) < np.where(keen, VOLUNTEERS[1], VOLUNTEERS[0])
    runs: dict[str, tuple[Floats, Mask]] = {
        "before–after": (everywhere, np.ones(len(names), dtype=bool)),
        "matched comparison": (lived(sector, given_to(sector.policy, names[takes_part].tolist())), takes_part),
        "staggered roll-out": (lived(sector, staggered(sector.policy, names, wave)), wave >= 0),
        "randomised": (lived(sector, given_to(sector.policy, names[half].tolist())), half),
    }
    out = []
    for design, (found, treated) in runs.items():
        effect, low, high = ESTIMATORS[design](found, wave if design == "staggered roll-out" else treated)
        if design == "staggered roll-out":
            truth = difference_of_waves(found - without, wave)
        else:
            truth = mean(change(found)[treated] - change(without)[treated])
        out.append(Estimate(design, effect, low, high, truth, mean(on_all)))
    return out


def staggered(policy: Policy, names: npt.NDArray[Any], wave: npt.NDArray[np.int64]) -> Policy:
    """Return the policy given to one wave of organisations after the other."""
    levers = tuple(
        (f"{name} ({start})", lever)
        for number, start in enumerate(WAVES)
        for name, lever in given_to(policy, names[wave == number].tolist(), start).levers
    )
    return replace(policy, levers=levers)


def change(found: Floats) -> Floats:
    """Return what changed for each organisation from the first year to the last two; nan for who has closed."""
    out: Floats = found[AFTER].mean(0) - found[BEFORE].mean(0)
    return out


def mean(values: Floats) -> float:
    """Return the mean of what is known."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def before_after(found: Floats, _treated: Mask) -> tuple[float, float, float]:
    """Return the mean change of all, with its interval: everything that changed is taken for the policy's doing."""
    known = change(found)[np.isfinite(change(found))]
    interval = ttest_1samp(known, 0.0).confidence_interval()
    return float(known.mean()), float(interval.low), float(interval.high)


def randomised(found: Floats, treated: Mask) -> tuple[float, float, float]:
    """Return the mean change of those drawn, less that of the others, by Welch's interval."""
    changed = change(found)
    return apart(changed[treated], changed[~treated])


def matched(found: Floats, treated: Mask) -> tuple[float, float, float]:
    """Return the mean over participants of their last years less those of the one most like them in the first year."""
    first, last = found[BEFORE], found[AFTER].mean(0)
    traits = np.stack([first.mean(0), first[-3:].mean(0) - first[:3].mean(0)], axis=1)
    known = np.isfinite(last)
    inside, outside = np.flatnonzero(treated & known), np.flatnonzero(~treated & known)
    if not len(inside) or not len(outside):
        return (float("nan"),) * 3
    scaled = traits / np.maximum(traits[known].std(0), 1e-12)
    _, nearest = cKDTree(scaled[outside]).query(scaled[inside])
    gaps = last[inside] - last[outside[nearest]]
    interval = ttest_1samp(gaps, 0.0).confidence_interval()
    return float(gaps.mean()), float(interval.low), float(interval.high)


def rolled_out(found: Floats, wave: npt.NDArray[np.int64]) -> tuple[float, float, float]:
    """Return the mean over waves of their change less that of those who still wait, until these have it too."""
    pairs = [windows(found, wave, number) for number in range(len(WAVES) - 1)]
    return apart(np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs]))


def windows(found: Floats, wave: npt.NDArray[np.int64], number: int) -> tuple[Floats, Floats]:
    """Return the change of one wave, and of those who wait, from the year before it to the year before the next."""
    start, until = WAVES[number] - 1, WAVES[number + 1] - 1
    moved = found[until - 6 : until].mean(0) - found[start - 12 : start].mean(0)
    return moved[wave == number], moved[wave > number]


def difference_of_waves(gap: Floats, wave: npt.NDArray[np.int64]) -> float:
    """Return what the policy did, in the windows of a staggered roll-out, to those who had it."""
    had = [windows(gap, wave, number)[0] for number in range(len(WAVES) - 1)]
    return mean(np.concatenate(had))


def apart(one: Floats, other: Floats) -> tuple[float, float, float]:
    """Return the difference of two means with its interval by Welch; nan where either has fewer than two."""
    one, other = one[np.isfinite(one)], other[np.isfinite(other)]
    if min(len(one), len(other)) < 2:
        return (float("nan"),) * 3
    interval = ttest_ind(one, other, equal_var=False).confidence_interval()
    return float(one.mean() - other.mean()), float(interval.low), float(interval.high)


ESTIMATORS: Mapping[str, Callable[[Floats, Any], tuple[float, float, float]]] = {
    "before–after": before_after, "matched comparison": matched, "staggered roll-out": rolled_out,
    "randomised": randomised,
}  # fmt: skip


def evaluation(
    policy: str | Policy = "enabling",
    *,
    outcome: str = "public_value",
    sectors: int = 200,
    organisations: int = 24,
    months: int = 60,
    workers: int = 1,
) -> pd.DataFrame:
    """Return what each design says of each of many sectors, and what was true there.

    Returns
    -------
    DataFrame
        Columns sector, design, effect, low, high, on_treated, on_all, in the outcome's unit; a row for each sector and
        design.
    """
    spec = synthetic("evaluated", organisations, 7 * organisations)
    todo = [Sector(load_policy(policy), spec, outcome, months, rng) for rng in range(sectors)]
    with Crew(workers) as crew:
        found = crew.make(evaluated, todo)
    return pd.DataFrame([
        {"sector": number, **{name: getattr(one, name) for name in Estimate.__slots__}}
        for number, of_sector in enumerate(found) for one in of_sector
    ])  # fmt: skip


def summed_up(found: pd.DataFrame) -> pd.DataFrame:
    """Return, design by design, mean answer, truth, bias with its interval, spread and coverage of the 95 % intervals.

    Returns
    -------
    DataFrame
        Columns design, answer, on_treated, on_all, bias, bias_low, bias_high (against what it did to the treated),
        bias_all (against what it does to all), spread (standard deviation of answers), coverage (share of intervals
        that hold the truth on the treated), coverage_all, n.
    """
    rows = []
    for design in DESIGNS:
        mine = found[(found["design"] == design)].dropna()
        error = (mine["effect"] - mine["on_treated"]).to_numpy(float)
        half = half_width(error) if len(error) > 1 else float("nan")
        inside = [
            float(((mine["low"] <= mine[truth]) & (mine[truth] <= mine["high"])).mean())
            for truth in ("on_treated", "on_all")
        ]
        rows.append((
            design, mine["effect"].mean(), mine["on_treated"].mean(), mine["on_all"].mean(), error.mean(),
            error.mean() - half, error.mean() + half, (mine["effect"] - mine["on_all"]).mean(), mine["effect"].std(),
            *inside, len(mine),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=[
        "design", "answer", "on_treated", "on_all", "bias", "bias_low", "bias_high", "bias_all", "spread", "coverage",
        "coverage_all", "n",
    ])  # fmt: skip


def figure(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the answers of each design over sectors, beside the truth, and how often their intervals hold it."""
    return evaluations(found, summed_up(found), OUTCOMES["public_value"], foot)


def main() -> None:
    """Print bias and coverage by design as Markdown and save the figure."""
    parser = options("What an evaluation would say of a policy, beside what is true.", runs=200, months=60)
    parser.add_argument("--policy", default="enabling")
    parser.add_argument("--outcome", default="public_value", choices=sorted(OUTCOMES))
    parser.add_argument("--organisations", type=int, default=24)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--table", help="where to save every answer, CSV")
    given = parser.parse_args()
    found = evaluation(
        given.policy, outcome=given.outcome, sectors=given.runs, organisations=given.organisations,
        months=given.months, workers=given.workers,
    )  # fmt: skip
    given.sector = f"of {given.organisations} organisations"

    def drawn(frame: pd.DataFrame, foot: str) -> Figure:
        return evaluations(frame, summed_up(frame), OUTCOMES[given.outcome], foot)

    save(drawn, found, given, under=f"policy {given.policy}")
    if given.table:
        found.round(4).to_csv(given.table, index=False)
    print(f"Unit: {OUTCOMES[given.outcome]}\n")
    print("| design | answer | truth for those who had it | bias (95 %) | truth if all had it | spread | coverage |")
    print("|---" * 7 + "|")
    for row in summed_up(found).to_dict("records"):
        print(
            f"| {row['design']} | {row['answer']:,.0f} | {row['on_treated']:,.0f} | {row['bias']:+,.0f} "
            f"({row['bias_low']:+,.0f} to {row['bias_high']:+,.0f}) | {row['on_all']:,.0f} | {row['spread']:,.0f} "
            f"| {row['coverage']:.0%} |"
        )


if __name__ == "__main__":
    main()
