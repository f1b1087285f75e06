"""Page: two printed pages to forward: what was asked, what was found, how sure it is, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pandas as pd
from matplotlib.figure import Figure

from ecology.analysis.effects import identical_policies
from ecology.plots.choices import read_choices
from ecology.plots.lettering import legible, named, shown
from ecology.policies.actions import Action
from ecology.report.accounts import lines
from ecology.report.agreement import agreement
from ecology.report.answer import answer
from ecology.report.pictures import pictures
from ecology.report.quantities import number, span, unit_said
from ecology.report.sentences import count, group_name, rows

GROUPED_OUTCOMES = ("public_value", "burden")
"""The outcomes broken down by who gains and who loses."""


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
    actions: Mapping[str, Sequence[Action]] = field(default_factory=dict)
    """Policy → what its funder does, in the order of dates."""


def report(
    effects: pd.DataFrame,
    results: pd.DataFrame,
    *,
    meta: ReportMeta,
    figures: Mapping[str, Figure],
    choices: pd.DataFrame | None = None,
    expected: pd.DataFrame | None = None,
) -> str:
    """Return the report as one HTML page that needs no other file and prints to two A4 pages for two policies.

    Parameters
    ----------
    effects : DataFrame
        As returned by `ecology.analysis.effects.effects`.
    results : DataFrame
        The results they were taken from; read for policies that are identical in every value, and for the pairs
        that move as the mean does.
    meta : ReportMeta
        What was asked, assumed and left open.
    figures : mapping
        Name → figure. 'winners' and 'open-choices' are printed; the others are for the screen.
    choices : DataFrame, optional
        As returned by `ecology.analysis.choices.choices`; without rows, the page says that they were not varied.
    expected : DataFrame, optional
        As returned by `ecology.analysis.expected.expected`; without rows, no account is spoken of.

    Returns
    -------
    str
        HTML. Every sentence about results has `data-row="outcome|group|a|b"`, its row of effects; one that rests on
        open choices has `data-choices` as well, their rows of choices as "parameter|value|outcome|a|b", one a line.
        What an account says has `data-expected`, its row of expected, counted from 1.
    """
    found = [row for row in rows(effects) if not row.is_empty]
    twins = identical_policies(results, list(meta.policies))
    varied = [] if choices is None else read_choices(choices)
    agreeing = agreement(results, found, meta.last_months)
    compared = [b for b in dict.fromkeys(row.b for row in found) if _speaks_for_itself(b, found[0].a, twins)]
    answers = [
        answer(
            [row for row in found if row.b == b], agreeing, varied, grouped=GROUPED_OUTCOMES, confidence=meta.confidence
        )
        for b in compared
    ]
    template = _environment().get_template("report.html.j2")
    return template.render(
        meta=meta,
        answers=answers,
        accounts=[] if expected is None else lines(expected),
        varied=varied,
        origins=_origins(meta.labels),
        twins={name: others for name, others in twins.items() if others},
        pictures=pictures(figures, answers),
        percent=f"{100 * meta.confidence:.3g} %",
        by_chance=1 - meta.confidence,
    )


def _environment() -> jinja2.Environment:
    """Return where templates are found; whatever they are given is escaped, and nothing hidden gets through."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=lambda value: legible(value) if type(value) is str else value,  # what is markup already is no str
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(named=named)
    environment.globals.update(
        number=number,
        span=span,
        group_name=group_name,
        unbroken=_unbroken,
        named=named,
        shown=shown,
        count=count,
        unit_said=unit_said,
    )
    return environment


def _unbroken(text: str) -> str:
    """Return the text with no line break between a sign and its pound sign."""
    return text.replace("+£", "+\N{WORD JOINER}£").replace("−£", "−\N{WORD JOINER}£")


def _speaks_for_itself(b: str, a: str, twins: Mapping[str, Sequence[str]]) -> bool:
    """Return whether b is reported on its own: not when it is identical to another compared policy."""
    return all(b not in others or first == a for first, others in twins.items())


def _origins(labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return where parts of the sector come from → the parts, so that what has one origin is said together."""
    origins: dict[str, list[str]] = {}
    for what, origin in labels.items():
        origins.setdefault(origin, []).append(WORDS.get(what, what.replace("_", " ")))
    return origins


WORDS = {
    "domain": "art form",
    "ties": "ties between people",
    "staff": "number of staff",
    "has_building": "who has a building",
    "hierarchy": "how many must approve",
}
"""Part of a sector as its folder names it → in words, where they differ."""
