"""The story of one partnership, told in sentences from what was logged, each with the events it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ecology.analysis.engagement import SAID, kind_of
from ecology.errors import EcologyError
from ecology.sector.categories import STAGES
from ecology.sector.sector import Sector
from ecology.telling import Row, Sentence, listed, named, told_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Story:
    """All that was logged of one partnership."""

    partnership: int
    """Its entry number."""
    sentences: tuple[Sentence, ...]
    names: Mapping[int, str]
    """Organisations by entry number."""
    now: str = ""
    """How it stands; empty once it has ended."""

    @property
    def title(self) -> str:
        """What it is the story of."""
        begun = [row for row in self.rows if row["event"] == "partnership begun"]
        return f"Partnership {self.partnership}" + (f": {named(self.names, begun)}" if begun else "")

    @property
    def rows(self) -> list[Row]:
        """The events it is told from, as they are told."""
        return [row for sentence in self.sentences for row in sentence.rows]

    @property
    def lines(self) -> list[str]:
        """The sentences as text, and how it stands."""
        return [*map(str, self.sentences), *([self.now] if self.now else [])]

    def __str__(self) -> str:
        return "\n".join([self.title, "", *self.lines])

    def _repr_markdown_(self) -> str:
        return "\n".join([f"**{self.title}**", "", *(f"- {line}" for line in self.lines)])

    def plot(self) -> Figure:
        """Return the story as a line of time: contacts of each member, what was seen, stages, the end, joint work."""
        from ecology.plots.timeline import timeline

        return timeline(self.rows, self.names, title=self.title)


def story_of(sector: Sector, partnership: int) -> Story:
    """Return what happened to a partnership, month by month, and how it stands or why it ended.

    People are given by number: nobody here has a name.

    Raises
    ------
    EcologyError
        If no partnership has that entry number, or events were not kept.
    """
    rows = listed_rows(sector.events.of_partnership(partnership))
    now = standing(sector, partnership)
    if not rows and not now:
        why = "" if sector.events.keep else ", and this run keeps no events"
        raise EcologyError(
            f"partnership {partnership!r}: there is none of that number so far{why}. See the index of partnerships, "
            "or the column partnership of events."
        )
    return Story(partnership, told_of(rows, sector.organisation_names), sector.organisation_names, now)


def listed_rows(log: Mapping[str, Sequence[Any]]) -> list[Row]:
    """Return a log's columns as rows."""
    return [dict(zip(log, values, strict=True)) for values in zip(*log.values(), strict=True)]


def standing(sector: Sector, partnership: int) -> str:
    """Return how a live partnership stands, in one sentence; '' for one that has ended or never was."""
    table = sector.partnerships
    for slot in table.slots().tolist():
        if table.entry[slot] == partnership:
            firms = [row for row in table.member[slot].tolist() if row >= 0]
            ledger = table.ledger[slot][table.member[slot] >= 0].tolist()
            kind = SAID[kind_of(int(table.depth[slot]), ledger)]
            names = listed([name_of(sector, int(sector.organisations.entry[firm])) for firm in firms])
            stage = STAGES[int(table.stage[slot])]
            return (
                f"Now, in month {sector.month}: {names} work together ({stage}), begun in month "
                f"{int(table.began[slot])} and planned to month {int(table.ends[slot])}; {kind}."
            )
    return ""


def name_of(sector: Sector, entry: int) -> str:
    """Return the name of an organisation."""
    return sector.organisation_names.get(entry, f"organisation {entry}")
