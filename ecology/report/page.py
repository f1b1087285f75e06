"""Page: one file to forward: what was asked, what was found, how sure it is, and what it cannot tell."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.effects import ALL, CLEAR, NO_DIFFERENCE, identical_policies
from ecology.metrics.declarations import HEADLINE, METRICS
from ecology.plots.style import svg
from ecology.report.quantities import number, span
from ecology.report.sentences import Row, Sentence, finding, group_finding, group_name, outlay, rows, runs_needed

GROUPED_OUTCOMES = ("public_value", "burden")
"""The outcomes broken down by who gains and who loses."""

CAPTIONS = {
    "differences": (
        "What changes, as a share of the policy compared with. Marks right of the line are higher, left of it lower; "
        "a bar that crosses the line leaves the direction open.",
        "Rows of marks with bars: the difference of each outcome between the policies and its 95 % interval. "
        "The table above holds every number.",
    ),
    "trajectories": (
        "The outcomes month by month: mean over the runs and the 95 % interval of that mean. The bands show how "
        "sectors differ from each other; policies are compared within pairs, so bands that overlap do not mean "
        "that there is no difference.",
        "Small charts, one for each outcome, with a line and a band for each policy over the months of the run. "
        "The table above holds the means of the last months.",
    ),
    "winners": (
        "Public value by size, region and art form: the difference and its 95 % interval.",
        "Rows of marks with bars: the difference in public value by size of organisation, region and art form. "
        "The lists in this section say which are clear.",
    ),
}
"""Name of a figure → caption and text for those who cannot see it."""


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What a report says besides its results."""

    question: str
    policies: Mapping[str, str]
    """Name → what it does, in one sentence."""
    sector: str
    """What sector was simulated, in a sentence."""
    months: int
    """Length of each run."""
    n_pairs: int
    """Pairs of runs that were started."""
    seed: int
    version: str
    command: str
    assumptions: Sequence[str]
    labels: Mapping[str, str]
    """What → observed, inferred or synthetic, and from where."""
    open_choices: Sequence[str]
    """What nobody has measured and could turn the answer round."""
    limits: Sequence[str]
    citation: str
    last_months: int = 60
    """Window at the end of each run that the effects are taken over, months."""
    confidence: float = 0.95
    """Coverage of the intervals."""


@dataclass(frozen=True, slots=True)
class Share:
    """Who gains and who loses in one outcome: the groups whose intervals say so, and the others by name."""

    label: str
    more: list[Sentence]
    less: list[Sentence]
    same: list[Row]
    unclear: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the report says of one policy against the first."""

    a: str
    b: str
    headline: list[Row]
    up: list[Sentence]
    down: list[Sentence]
    same: list[Sentence]
    unclear: list[Sentence]
    shares: list[Share]
    outlay: list[Sentence]
    runs_needed: list[Sentence]


def report(effects: pd.DataFrame, results: pd.DataFrame, *, meta: ReportMeta, figures: Mapping[str, Figure]) -> str:
    """Return the report as one HTML page that needs no other file.

    Parameters
    ----------
    effects : DataFrame
        As returned by `ecology.analysis.effects.effects`.
    results : DataFrame
        The results they were taken from; read for policies that are identical in every value.
    meta : ReportMeta
        What was asked, assumed and left open.
    figures : mapping
        Name → figure. 'differences', 'trajectories' and 'winners' have their place; others come last.

    Returns
    -------
    str
        HTML. Every sentence about results has `data-row="outcome|group|a|b"`, its row of effects.
    """
    found = [row for row in rows(effects) if not row.is_empty]
    twins = identical_policies(results, list(meta.policies))
    compared = [b for b in dict.fromkeys(row.b for row in found) if _speaks_for_itself(b, found[0].a, twins)]
    template = _environment().get_template("report.html.j2")
    return template.render(
        meta=meta,
        comparisons=[_comparison([row for row in found if row.b == b], meta.confidence) for b in compared],
        twins={name: others for name, others in twins.items() if others},
        pictures={name: _picture(name, figure) for name, figure in figures.items()},
        percent=f"{100 * meta.confidence:.3g} %",
        by_chance=1 - meta.confidence,
    )


def _environment() -> jinja2.Environment:
    """Return where templates are found; whatever they are given is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(number=number, span=span, group_name=group_name, unbroken=_unbroken)
    return environment


def _unbroken(text: str) -> str:
    """Return the text with no line break between a sign and its pound sign."""
    return text.replace("+£", "+\N{WORD JOINER}£").replace("−£", "−\N{WORD JOINER}£")


def _speaks_for_itself(b: str, a: str, twins: Mapping[str, Sequence[str]]) -> bool:
    """Return whether b is reported on its own: not when it is identical to another compared policy."""
    return all(b not in others or first == a for first, others in twins.items())


def _comparison(found: Sequence[Row], confidence: float) -> Comparison:
    """Return what is said of one policy, from its rows."""
    order = [metric.name for metric in HEADLINE]
    headline = [row for row in found if row.group == ALL and row.outcome in order]
    clear = [row for row in headline if row.verdict == CLEAR]

    def said(chosen: Sequence[Row]) -> list[Sentence]:
        return [finding(row, confidence) for row in chosen]

    needed = (runs_needed(row) for row in headline)
    return Comparison(
        a=found[0].a,
        b=found[0].b,
        headline=headline,
        up=said([row for row in clear if row.difference > 0]),
        down=said([row for row in clear if row.difference < 0]),
        same=said([row for row in headline if row.verdict == NO_DIFFERENCE]),
        unclear=said([row for row in headline if row.verdict not in {CLEAR, NO_DIFFERENCE}]),
        shares=[share for name in GROUPED_OUTCOMES for share in _shares(name, found, confidence)],
        outlay=outlay(found, confidence),
        runs_needed=[sentence for sentence in needed if sentence is not None],
    )


def _shares(outcome: str, found: Sequence[Row], confidence: float) -> list[Share]:
    """Return who gains and who loses in one outcome; nothing when it was not recorded by group."""
    groups = [row for row in found if row.outcome == outcome and row.group != ALL]
    if not groups:
        return []
    clear = [row for row in groups if row.verdict == CLEAR]
    return [
        Share(
            label=METRICS[outcome].label,
            more=[group_finding(row, confidence) for row in clear if row.difference > 0],
            less=[group_finding(row, confidence) for row in clear if row.difference < 0],
            same=[row for row in groups if row.verdict == NO_DIFFERENCE],
            unclear=[row for row in groups if row.verdict not in {CLEAR, NO_DIFFERENCE}],
        )
    ]


def _picture(name: str, figure: Figure) -> dict[str, str]:
    """Return a figure as an address that holds the picture itself, its caption and its text in words.

    An image rather than drawn in place: two SVG drawings in one page would share their internal names.
    """
    caption, alternative = CAPTIONS.get(name, (name, f"Figure: {name}"))
    encoded = base64.b64encode(svg(figure)).decode()
    return {"source": f"data:image/svg+xml;base64,{encoded}", "caption": caption, "alternative": alternative}
