"""Pictures: figures as they stand on the page, with a caption and their numbers in words for those who cannot see."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from ecology.plots.lettering import named, shown
from ecology.plots.style import svg
from ecology.report.answer import ANSWER, Answer
from ecology.report.quantities import change
from ecology.report.sentences import Row, group_name

CAPTIONS = {
    "differences": (
        "What changes, as a share of the policy compared with. Marks right of the line are higher, left of it lower; "
        "a bar that crosses the line leaves the direction open."
    ),
    "trajectories": (
        "The outcomes month by month: mean over the runs and the 95 % interval of that mean. The bands show how "
        "sectors differ from each other; policies are compared within pairs, so bands that overlap do not mean "
        "that there is no difference."
    ),
    "winners": (
        "Public value by size, region and art form: difference and 95 % interval. Right of the line is a gain, left "
        "of it a loss."
    ),
    "open-choices": (
        "Public value with each open choice at either end of what can be defended. Left and right of zero are "
        "opposite answers."
    ),
}
"""Name of a figure → caption."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure on the page."""

    source: str
    """An address that holds the picture itself."""
    caption: str
    alternative: str
    """What it shows, in words and numbers."""
    width: int
    """Shape, in hundredths of an inch, so that the page keeps its place for it."""
    height: int


def pictures(figures: Mapping[str, Figure], answers: Sequence[Answer]) -> dict[str, Picture]:
    """Return the figures as they stand on the page.

    An image rather than drawn in place: two SVG drawings in one page would share their internal names.
    """
    return {name: _picture(name, figure, answers) for name, figure in figures.items()}


def _picture(name: str, figure: Figure, answers: Sequence[Answer]) -> Picture:
    """Return one figure."""
    encoded = base64.b64encode(svg(figure)).decode()
    words = WORDS.get(name, lambda answer: "")
    said = " ".join(filter(None, map(words, answers)))
    width, height = (round(100 * side) for side in figure.get_size_inches())
    title = CAPTIONS.get(name, shown(name))
    return Picture(f"data:image/svg+xml;base64,{encoded}", title, said or f"Figure: {title}", width, height)


def _between(answer: Answer) -> str:
    return f"{named(answer.b)} against {named(answer.a)}"


def _change(row: Row) -> str:
    return change(row.difference, row.unit, row.scale)


def _differences(answer: Answer) -> str:
    """Return the headline differences in numbers."""
    said = "; ".join(f"{row.metric.label} {_change(row)}, {row.verdict}" for row in answer.headline)
    return f"Rows of marks with bars, {_between(answer)}: {said}."


def _trajectories(answer: Answer) -> str:
    """Return where the lines of each outcome end up."""
    said = "; ".join(
        f"{row.metric.label} ends {'higher' if row.difference > 0 else 'lower'} by {_change(row).lstrip('+−')}"
        for row in answer.up + answer.down
    )
    return f"Small charts with a line and a band for each policy, {_between(answer)}: {said or 'no clear difference'}."


def _winners(answer: Answer) -> str:
    """Return how many groups gain and lose, and which most."""
    share = next((share for share in answer.shares if share.outcome == ANSWER), None)
    if share is None:
        return ""
    rows = sorted(share.rows, key=lambda row: row.difference)
    ends = "; ".join(
        f"{group_name(row.group)} {_change(row)}, {row.verdict}" for row in dict.fromkeys((rows[-1], rows[0]))
    )
    return (
        f"Rows of marks with bars, {_between(answer)}: of {len(rows)} groups, {share.counted}. "
        f"Largest and smallest: {ends}."
    )


def _open_choices(answer: Answer) -> str:
    """Return the difference at each end."""
    own = [choice for choice in answer.choices if choice.outcome == ANSWER]
    main = next((row for row in answer.headline if row.outcome == ANSWER), None)
    if main is None or not own:
        return ""
    said = "; ".join(
        f"{shown(choice.words, 80)} at {choice.said(choice.value)}: "
        f"{change(choice.difference, main.unit, main.scale)}, {choice.verdict}"
        for choice in own
    )
    return f"Rows of marks with bars, {_between(answer)}, {_change(main)} as compared: {said}."


WORDS: Mapping[str, Callable[[Answer], str]] = {
    "differences": _differences,
    "trajectories": _trajectories,
    "winners": _winners,
    "open-choices": _open_choices,
}
"""Name of a figure → what it shows of one policy, in words and numbers."""
