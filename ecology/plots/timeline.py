"""Timeline: the story of one partnership as lanes of time, over what it made in each month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ecology.plots.lettering import wrapped
from ecology.plots.style import FAINT, INK, OKABE_ITO, TEXT, blank, legend, settled
from ecology.telling import Homes, called

Row = Mapping[str, Any]
ORANGE, BLUE = OKABE_ITO[1], OKABE_ITO[2]
SHADES = ("#c9dcea", "#9fc2dc")
"""Of one contact and the next, alternately."""
CHARACTER = 0.012
"""Width of a character of a contact's number as a share of the whole time; in a span too short for it, none is put."""
LANE, STEPS, WORK = 0.5, 0.4, 1.0
"""Heights of a member's lane, of the lane of stages and of the line below, inches."""
UNKNOWN = -1
SEEN = {"questioned": ORANGE, "not questioned": "white"}
"""Event → what a mark is filled with."""
STEP = {"stage reached": ">", "stage lost": "<", "bound more closely": "D", "partnership renewed": "o"}
"""Event → mark in the lane of stages."""


def timeline(rows: Sequence[Row], names: Mapping[int, str], *, title: str = "", foot: str = "") -> Figure:
    """Draw who was the contact of each member and when, who was seen to hold back, stages, the end, and joint work.

    Parameters
    ----------
    rows : sequence of mappings
        The events of one partnership: month, event, person, organisation, other, reason, amount (pledged hours).
    names : mapping
        Organisations by entry number.
    title, foot : str

    Returns
    -------
    Figure
        A lane for each member organisation (one more where it is not known for whom somebody sits), one for
        stages, and joint work below; months along the bottom.
    """
    homes = Homes([dict(row) for row in rows], names)
    members = list(dict.fromkeys(int(row["organisation"]) for row in rows if row["event"] == "partnership begun"))
    if any(row["event"] in SEEN and homes.home.get(row["other"], UNKNOWN) not in members for row in rows):
        members.append(UNKNOWN)
    first = min(int(row["month"]) for row in rows)
    last = max(int(row["month"]) for row in rows) + 1
    ended = [row for row in rows if row["event"] == "partnership ended"]
    heading = title + (f"; ended in month {ended[0]['month']}: {ended[0]['reason']}" if ended else "")
    heading = wrapped(heading, 80)
    figure = blank(1.6 + 0.16 * heading.count("\n") + LANE * len(members) + STEPS + WORK, foot)
    above, below = figure.subplots(2, sharex=True, height_ratios=(LANE * len(members) + STEPS, WORK))
    above.set_title(heading, size=TEXT + 1, loc="left")
    for lane, member in enumerate(members):
        _contacts(above, lane, _held(rows, member, last), last - first)
    _marks(above, rows, members, homes)
    lanes = [wrapped("seat not known" if m == UNKNOWN else called(names, m), 26) for m in members]
    above.set_yticks(range(len(lanes) + 1), [*lanes, "stages"], size=TEXT)
    above.set_ylim(len(lanes) + 0.4, -0.5)
    above.tick_params(axis="both", length=0)
    work = sorted((int(row["month"]), float(row["amount"])) for row in rows if row["event"] == "joint work")
    below.plot(*zip(*work, strict=True) if work else ((), ()), color=INK, linewidth=1.4,
               marker="o" if len(work) < 3 else "", markersize=4)  # fmt: skip
    below.set_ylim(0, max(1.0, 1.08 * max((made for _, made in work), default=0.0)))
    below.set_ylabel("joint work,\npledged hours\na month", size=TEXT)
    below.set_xlabel("month", size=TEXT)
    below.set_xlim(first - 0.7, last - 0.3)
    below.xaxis.get_major_locator().set_params(integer=True)
    below.tick_params(labelsize=TEXT)
    for axes in (above, below):
        if ended:
            axes.axvline(int(ended[0]["month"]) + 0.5, color=INK, linewidth=1.6)
        axes.spines[["top", "right"]].set_visible(False)
    above.spines[["left", "bottom"]].set_visible(False)
    legend(figure, _key())
    return settled(figure)


def _held(rows: Sequence[Row], member: int, last: int) -> list[tuple[int, int, int]]:
    """Return who was a member's contact, from which month to which; −1 nobody."""
    own = sorted((row for row in rows if int(row["organisation"]) == member), key=lambda row: int(row["month"]))
    starts = [(int(row["month"]), int(row["person"])) for row in own if row["event"] == "partnership begun"]
    for row in own:
        # a seat beside the contact's may change hands too; it is the contact that is drawn
        if row["event"] == "seat handed over" and starts and int(row["other"]) == starts[-1][1]:
            starts.append((int(row["month"]), int(row["person"])))
    gone = [int(row["month"]) + 1 for row in own if row["event"] in ("member left", "partnership ended")]
    ends = [*(month for month, _ in starts[1:]), min(gone, default=last)]
    return [(person, month, end) for (month, person), end in zip(starts, ends, strict=True)]


def _contacts(axes: Axes, lane: int, held: Sequence[tuple[int, int, int]], months: int) -> None:
    """Draw the contacts of one member as spans, from the beginning of their first month, and each change as a bar."""
    for turn, (person, start, end) in enumerate(held):
        width = max(end - start, 0.3)
        if turn:
            axes.plot([start - 0.5] * 2, [lane - 0.38, lane + 0.12], color=INK, linewidth=2.0)
        if person < 0:
            continue
        axes.barh(lane - 0.13, width, left=start - 0.5, height=0.42, color=SHADES[turn % 2], edgecolor=FAINT,
                  linewidth=0.6)  # fmt: skip
        if width > CHARACTER * months * (len(str(person)) + 1):
            axes.text(start - 0.5 + width / 2, lane - 0.13, str(person), ha="center", va="center", size=TEXT, color=INK)


def _marks(axes: Axes, rows: Sequence[Row], members: Sequence[int], homes: Homes) -> None:
    """Mark who was seen to hold back in the lane of their organisation, members that leave, and stages."""
    asked = {(row["month"], row["other"]) for row in rows if row["event"] == "questioned"}
    for row in rows:
        month, event = int(row["month"]), row["event"]
        home = homes.home.get(row["other"], UNKNOWN)
        home = home if home in members else UNKNOWN
        if event in SEEN and (event == "questioned" or (row["month"], row["other"]) not in asked):
            axes.plot(month, members.index(home) + 0.27, linestyle="", marker="^", markersize=5.5, color=ORANGE,
                      markerfacecolor=SEEN[event], markeredgewidth=0.9)  # fmt: skip
        elif event == "member left" and row["organisation"] in members:
            axes.plot(month + 0.5, members.index(row["organisation"]) - 0.13, marker="X", markersize=8, color=INK)
        elif event in STEP:
            axes.plot(month, len(members), linestyle="", marker=STEP[event], markersize=6.5, color=BLUE)


def _key() -> list[Patch | Line2D]:
    def mark(marker: str, label: str, colour: str, filling: str = "") -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, markersize=6.5, color=colour, label=label,
                      markerfacecolor=filling or colour)  # fmt: skip

    return [
        Patch(facecolor=SHADES[0], edgecolor=FAINT, label="contact person, by number"),
        Line2D([], [], color=INK, linewidth=2.0, label="contact changes; long: the end"),
        mark("X", "member leaves", INK),
        mark("^", "seen to hold back, and asked", ORANGE), mark("^", "the same, and nobody asks", ORANGE, "white"),
        mark("D", "bound more closely", BLUE),
        mark(">", "next stage", BLUE), mark("<", "stage lost", BLUE), mark("o", "renewed", BLUE),
    ]  # fmt: skip
