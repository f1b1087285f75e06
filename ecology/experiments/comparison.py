"""A comparison: what came of running policies on the same sectors, in pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ecology import __version__
from ecology.analysis.choices import choices
from ecology.analysis.effects import ALL, effects, identical_policies
from ecology.analysis.expected import Expected, expected
from ecology.analysis.levels import levels
from ecology.errors import EcologyError
from ecology.experiments.outcome import Outcome
from ecology.experiments.timing import out_of_step, too_short
from ecology.experiments.wording import meta_of
from ecology.founding.spec import SectorSpec, describe
from ecology.parameters import Declaration, Parameters
from ecology.plots.choices import open_choices
from ecology.plots.differences import differences
from ecology.plots.trajectories import trajectories
from ecology.plots.winners import winners
from ecology.policies.policy import Policy
from ecology.report.page import report
from ecology.storage import study_hash, write_text
from ecology.strategies import Strategy
from ecology.strategies.identity import identities


@dataclass(frozen=True, slots=True)
class AtEnd:
    """A few pairs of runs with one open choice at one of its ends."""

    declared: Declaration
    default: float
    """What the parameter is in the comparison itself."""
    value: float
    """The end."""
    outcomes: tuple[Outcome, ...]

    @property
    def results(self) -> pd.DataFrame | None:
        """Every number of the runs that succeeded, None if none did."""
        return together(self.outcomes) if any(outcome.frame is not None for outcome in self.outcomes) else None


@dataclass(frozen=True, slots=True)
class Scaled:
    """How a policy was brought to the terms of the others."""

    by: str
    """What was made equal: 'spend', 'burden' or 'both'."""
    meaning: str
    """The same in words, with its unit."""
    policy: str
    before: float
    """What it took at full strength, a mean over months and pilot runs."""
    share: float
    """Share of its strength that every lever is left with; 1 is all of it."""
    after: float
    least: float
    """What they were brought to: what the least demanding policy takes, or an amount."""

    @property
    def sentence(self) -> str:
        """What was done to it, in a sentence."""
        if self.share < 1:
            return (
                f"{self.policy}: every lever at {self.share:.1%} of its strength, which takes {self._said(self.after)} "
                f"instead of {self._said(self.before)}."
            )
        less = ", which is less" if self.after < self.least * 0.98 else ""
        return f"{self.policy} takes {self._said(self.after)}{less}: left as it is."

    def _said(self, amount: float) -> str:
        """Return an amount with its unit."""
        return f"{amount:,.3g} hours a month an organisation" if self.by == "burden" else f"£{amount:,.0f} a month"


@dataclass(frozen=True, repr=False)
class Comparison:
    """Policies compared on the same sectors; the first policy is the one the others are compared with."""

    policies: tuple[Policy, ...]
    sector: SectorSpec
    runs: int
    """Pairs: replications of each policy."""
    months: int
    seed: int
    parameters: Parameters
    outcomes: tuple[Outcome, ...]
    without: tuple[str, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    """Own ones, beside the built-in."""
    question: str = ""
    command: str = ""
    ends: int = 0
    """Pairs at each end of each open choice."""
    all_events: bool = False
    """Whether the events of every pair are kept, not of the first alone."""
    graphs: bool = True
    """Whether the graph of each policy's first run is kept; in large sectors it is most of the folder."""
    at_ends: tuple[AtEnd, ...] = ()
    """What came of them, end by end; none before they are made."""
    said: tuple[Expected, ...] = ()
    """What an account says should come out."""
    scaled: tuple[Scaled, ...] = ()
    """How each policy was brought to equal terms; none where policies are compared as they are."""

    def __repr__(self) -> str:
        return (
            f"Comparison of {', '.join(self.names)}: sector {self.sector.name}, {self.runs} pairs of "
            f"{self.months} months, seed {self.seed}\n  next: table, effects, frame, plot(), report('report.html')"
        )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Every number of every run: policy, replication, month, metric, group, level, value, unit."""
        return together(self.outcomes)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Outcome by outcome: means, paired difference, 95 % interval, verdict; for all and by group."""
        return effects(self.frame, self.names, last_months=self.last_months)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """Effects on persons, organisations and the sector side by side, and where their signs differ."""
        return levels(self.frame, self.names, last_months=self.last_months)

    @cached_property
    def choices(self) -> pd.DataFrame:
        """Whether each headline difference keeps its sign at each end of each open choice; empty if not tried."""
        return choices(self.frame, self.at_ends, self.names, n_pairs=self.ends, last_months=self.last_months)

    @cached_property
    def expected(self) -> pd.DataFrame:
        """What came out for each thing an account says, with its interval, and whether it agrees; empty without any."""
        return expected(self.frame, self.said, last_months=self.last_months)

    @property
    def last_months(self) -> int:
        """Months at the end of a run over which outcomes are averaged: the second half, at most five years."""
        return min(60, max(self.months // 2, 1))

    @property
    def names(self) -> list[str]:
        """Names of the policies."""
        return [policy.name for policy in self.policies]

    @property
    def table(self) -> pd.DataFrame:
        """The effects on the sector as a whole."""
        return self.effects[self.effects["group"] == ALL].reset_index(drop=True)

    @property
    def identical(self) -> dict[str, list[str]]:
        """Policies that came out the same in every number: first → its twins."""
        return identical_policies(self.frame, self.names)

    @property
    def config(self) -> dict[str, Any]:
        """What makes the study what it is."""
        return {
            "name": f"{' vs '.join(self.names)} on {self.sector.name}", "policies": [repr(p) for p in self.policies],
            "sector": study_hash({"spec": describe(self.sector)}), "runs": self.runs, "months": self.months,
            "seed": self.seed, "parameters": dict(self.parameters.items()), "without": list(self.without),
            "ends": self.ends, "all_events": self.all_events, "graphs": self.graphs, "version": __version__,
            **identities(self.strategies),
        }  # fmt: skip

    @property
    def wording(self) -> dict[str, Any]:
        """What is said of the study and changes no run: its question, and what an account says should come out."""
        return {"question": self.question, "expected": [asdict(line) for line in self.said]}

    @property
    def call(self) -> str:
        """The call that makes this comparison in Python, for those who made it there."""
        numbers = f"runs={self.runs}, months={self.months}, rng={self.seed}, ends={self.ends}"
        own = f", strategies=[{', '.join(s.name for s in self.strategies)}]" if self.strategies else ""
        return f"compare({self.names}, sector={self.sector.name!r}, {numbers}{own})"

    @property
    def foot(self) -> str:
        """The citation line of every figure."""
        return (
            f"ecology {__version__} · sector {self.sector.name} · {self.runs} pairs of {self.months} months · "
            f"seed {self.seed} · study {study_hash(self.config)}"
        )

    @cached_property
    def runs_frame(self) -> pd.DataFrame:
        """One row a run: policy, replication, seed, what was put to an end, status, error, every parameter."""
        rows = []
        own = [("", dict(self.parameters.items()), outcome) for outcome in self.outcomes]
        varied = [
            (end.declared.name, dict(self.parameters.replace({end.declared.name: end.value}).items()), outcome)
            for end in self.at_ends
            for outcome in end.outcomes
        ]
        for i, (end, values, outcome) in enumerate(own + varied):
            row = {"run": i, "policy": outcome.policy, "replication": outcome.replication, "seed": self.seed}
            status = {"at_end": end, "status": "failed" if outcome.error else "ok", "error": outcome.error}
            rows.append({**row, **status, **values})
        return pd.DataFrame(rows)

    def figures(self) -> dict[str, Figure]:
        """Return the figures of the report."""
        starts = min((lever.start for p in self.policies for _, lever in p.levers), default=None)
        found = {
            "differences": differences(self.effects, foot=self.foot),
            "trajectories": trajectories(self.frame, starts=starts, foot=self.foot),
            "winners": winners(self.effects, foot=self.foot),
        }
        return found if self.choices.empty else found | {"open-choices": open_choices(self.choices, foot=self.foot)}

    def plot(self) -> Figure:
        """Return the figure of paired differences."""
        return differences(self.effects, foot=self.foot)

    def report(self, path: str | Path) -> Path:
        """Write the report, one self-contained HTML page, and return its path."""
        path = Path(path)
        write_text(self.page(self.figures()), path)
        return path

    def page(self, figures: Mapping[str, Figure]) -> str:
        """Return the report as HTML."""
        return report(
            self.effects, self.frame, meta=meta_of(self), figures=figures, choices=self.choices, expected=self.expected
        )

    @property
    def out_of_step(self) -> list[str]:
        """Say which levers do not fit the months that are averaged over, and which outcome runs are too short for."""
        averaged = out_of_step(self.policies, self.months - self.last_months + 1, self.months)
        return averaged + too_short(self.policies, self.months)


def together(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return every number of the runs that succeeded.

    Raises
    ------
    EcologyError
        When none did.
    """
    frames = [outcome.frame for outcome in outcomes if outcome.frame is not None]
    if not frames:
        raise EcologyError(f"every run failed; the first said: {outcomes[0].error}")
    return pd.concat(frames, ignore_index=True)
