"""Timeline: the story of one partnership as lanes of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ecology.plots.lettering import literal, wrapped
from ecology.plots.style import FAINT, INK, OKABE_ITO, TEXT, blank, legend, settled

Row = Mapping[str, Any]
BLUE, ORANGE = OKABE_ITO[2], OKABE_ITO[1]
SHADES = ("#c9dcea", "#9fc2dc")
"""Of one contact and the next, alternately."""
SHORT = 0.08
"""Share of the whole time below which a span is too short to be lettered."""


def timeline(rows: Sequence[Row], names: Mapping[int, str], *, title: str = "", foot: str = "") -> Figure:
    """Draw who was the contact of each member and when, who was seen to hold back, stages, and the end.

    Parameters
    ----------
    rows : sequence of mappings
        The events of one partnership, in order: month, event, person, organisation, other, reason.
    names : mapping
        Organisations by entry number.
    title, foot : str

    Returns
    -------
    Figure
        A lane for each member organisation, one for what was seen, one for stages; months along the bottom.
    """
    begun = [row for row in rows if row["event"] == "partnership begun"]
    members = list(dict.fromkeys(int(row["organisation"]) for row in begun))
    first = min(int(row["month"]) for row in rows)
    last = max(int(row["month"]) for row in rows) + 1
    figure = blank(1.7 + 0.42 * (len(members) + 2), foot)
    axes = figure.subplots()
    for lane, member in enumerate(members):
        _contacts(axes, lane, _held(rows, member, last), last - first)
    seen, staged = len(members), len(members) + 1
    for event, filled in (("questioned", True), ("not questioned", False)):
        months = sorted({int(row["month"]) for row in rows if row["event"] == event})
        axes.plot(months, [seen] * len(months), linestyle="", marker="^", markersize=7, color=ORANGE,
                  markerfacecolor=ORANGE if filled else "white")  # fmt: skip
    for event, marker in (("stage reached", ">"), ("stage lost", "<"), ("partnership renewed", "o")):
        months = [int(row["month"]) for row in rows if row["event"] == event]
        axes.plot(months, [staged] * len(months), linestyle="", marker=marker, markersize=7, color=BLUE)
    for row in rows:
        if row["event"] == "member left" and int(row["organisation"]) in members:
            axes.plot(int(row["month"]), members.index(int(row["organisation"])), marker="X", markersize=8, color=INK)
    ended = [row for row in rows if row["event"] == "partnership ended"]
    if ended:
        axes.axvline(int(ended[0]["month"]), color=INK, linewidth=1.4)
        axes.set_title(literal(f"{title}; ended in month {ended[0]['month']}: {ended[0]['reason']}"), size=TEXT + 1,
                       loc="left", wrap=True)  # fmt: skip
    else:
        axes.set_title(literal(title), size=TEXT + 1, loc="left", wrap=True)
    lanes = [wrapped(names.get(member, f"organisation {member}"), 26) for member in members]
    axes.set_yticks(range(len(lanes) + 2), [*lanes, "seen to hold back", "stages"], size=TEXT)
    axes.set_ylim(len(lanes) + 1.6, -0.6)
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_xlabel("months", size=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    legend(figure, _marks())
    return settled(figure)


def _held(rows: Sequence[Row], member: int, last: int) -> list[tuple[int, int, int]]:
    """Return who was a member's contact, from which month to which; −1 nobody."""
    own = [row for row in rows if int(row["organisation"]) == member]
    starts = [(int(r["month"]), int(r["person"])) for r in own if r["event"] == "partnership begun"]
    for row in own:
        # a seat beside the contact's may change hands too; it is the contact that is drawn
        if row["event"] == "seat handed over" and starts and int(row["other"]) == starts[-1][1]:
            starts.append((int(row["month"]), int(row["person"])))
    gone = [int(row["month"]) for row in own if row["event"] in ("member left", "partnership ended")]
    ends = [*(month for month, _ in starts[1:]), min(gone, default=last)]
    return [(person, month, end) for (month, person), end in zip(starts, ends, strict=True)]


def _contacts(axes: Axes, lane: int, held: Sequence[tuple[int, int, int]], months: int) -> None:
    for turn, (person, start, end) in enumerate(held):
        if person < 0:
            continue
        width = max(end - start, 0.4)
        axes.barh(lane, width, left=start, height=0.6, color=SHADES[turn % 2], edgecolor=FAINT, linewidth=0.6)
        if width > SHORT * months:
            axes.text(start + width / 2, lane, str(person), ha="center", va="center", size=TEXT, color=INK)


def _marks() -> list[Patch | Line2D]:
    def mark(marker: str, label: str, colour: str, *, filled: bool = True) -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, markersize=7, color=colour, label=label,
                      markerfacecolor=colour if filled else "white")  # fmt: skip

    return [
        Patch(facecolor=SHADES[0], edgecolor=FAINT, label="contact person, by number"),
        mark("^", "seen, and asked why", ORANGE), mark("^", "seen, and nobody asks", ORANGE, filled=False),
        mark(">", "next stage", BLUE), mark("<", "stage lost", BLUE), mark("o", "renewed", BLUE),
        mark("X", "member leaves", INK),
    ]  # fmt: skip
