"""The story of one partnership, told in sentences from what was logged, each with the events it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ecology.errors import EcologyError
from ecology.sector.categories import STAGES
from ecology.sector.sector import Sector

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Row = dict[str, Any]
"""One event: month, event, person, organisation, partnership, other, reason."""

SIGHTINGS = ("questioned", "not questioned")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that happened, in words, and the events that say so."""

    first: int
    """First month."""
    last: int
    """Last month."""
    text: str
    rows: tuple[Row, ...]

    def __str__(self) -> str:
        when = f"Month {self.first}" if self.first == self.last else f"Months {self.first} to {self.last}"
        return f"{when}: {self.text}."


@dataclass(frozen=True, slots=True)
class Story:
    """All that was logged of one partnership."""

    partnership: int
    """Its entry number."""
    told: tuple[Sentence, ...]
    names: Mapping[int, str]
    """Organisations by entry number."""
    now: str = ""
    """How it stands; empty once it has ended."""

    @property
    def title(self) -> str:
        """What it is the story of."""
        begun = [row for said in self.told for row in said.rows if row["event"] == "partnership begun"]
        return f"Partnership {self.partnership}" + (f": {named(self.names, begun)}" if begun else "")

    @property
    def sentences(self) -> list[str]:
        """The story, a sentence for each thing that happened."""
        return [*map(str, self.told), *([self.now] if self.now else [])]

    def __str__(self) -> str:
        return "\n".join([self.title, "", *self.sentences])

    def _repr_markdown_(self) -> str:
        return "\n".join([f"**{self.title}**", "", *(f"- {sentence}" for sentence in self.sentences)])

    def plot(self) -> Figure:
        """Return the story as a line of time: who was the contact of each member, what was seen, stages and the end."""
        from ecology.plots.timeline import timeline

        return timeline([row for said in self.told for row in said.rows], self.names, title=self.title)


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


def told_of(rows: Sequence[Row], names: Mapping[int, str]) -> tuple[Sentence, ...]:
    """Return the sentences that events make, in order; what is seen month after month is told at once."""
    told: list[Sentence] = []
    for month, of_month in groupby(rows, key=lambda row: int(row["month"])):
        told += month_of(month, list(of_month), names)
    out: list[Sentence] = []
    for is_sighting, said in groupby(told, key=lambda one: all(row["event"] in SIGHTINGS for row in one.rows)):
        held = list(said)
        out += [seen_to_hold_back([row for one in held for row in one.rows])] if is_sighting else held
    return tuple(out)


def month_of(month: int, rows: Sequence[Row], names: Mapping[int, str]) -> list[Sentence]:
    """Return what happened in one month; each event is told once."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["event"], []).append(row)
    told: list[Sentence] = []

    def say(text: str, by: Iterable[Row]) -> None:
        told.append(Sentence(month, month, text, tuple(by)))

    if begun := kinds.pop("partnership begun", None):
        contacts = [f"person {row['person']} for {names.get(row['organisation'], 'one of them')}" for row in begun]
        aim = "to do together what neither could do alone"
        say(f"{named(names, begun)} begin, {aim}, {begun[0]['reason']}; the contacts are {listed(contacts)}", begun)
    for row in kinds.pop("seat handed over", ()):
        heir = f"person {row['person']} takes over the seat" if row["person"] >= 0 else "nobody takes over the seat"
        say(f"person {row['other']}, the contact at {named(names, [row])}, leaves the post; {heir}", [row])
    if sightings := [row for kind in SIGHTINGS for row in kinds.pop(kind, ())]:
        told.append(Sentence(month, month, "", tuple(sightings)))
    for row in kinds.pop("stage reached", ()):
        say(f"the work enters its next stage: {row['reason']}", [row])
    for row in kinds.pop("stage lost", ()):
        say(f"the work falls back a stage: {row['reason']}", [row])
    for row in kinds.pop("member left", ()):
        say(f"{named(names, [row])} leaves: {row['reason']}", [row])
    for row in kinds.pop("partnership renewed", ()):
        say(f"the partnership is renewed: {row['reason']}", [row])
    ended = kinds.pop("partnership ended", [])
    for event, others in kinds.items():
        say(
            f"{event}{times(len(others))}: {others[0]['reason']}"
            if others[0]["reason"]
            else event + times(len(others)),
            others,
        )
    if ended:
        say(f"the partnership ends: {ended[0]['reason']}", ended)
    return told


def seen_to_hold_back(rows: Sequence[Row]) -> Sentence:
    """Return who was seen to hold back over some months, how often, and whether anybody asked why."""
    months = [int(row["month"]) for row in rows]
    asked = [row for row in rows if row["event"] == "questioned"]
    silent = [row for row in rows if row["event"] == "not questioned"]
    people = sorted({row["other"] for row in rows})
    who = f"person {people[0]} is" if len(people) == 1 else f"{listed([f'person {one}' for one in people])} are"
    text = f"{who} seen to hold back{times(len(rows))}"
    if not silent:
        text += ", and asked why" + (" each time" if len(asked) > 1 else "")
    else:
        text += f", and asked why{times(len(asked)) if len(asked) > 1 else ' once'};" if asked else ";"
        reasons = dict.fromkeys(row["reason"] for row in silent)
        text += f" {'otherwise ' if asked else ''}nobody asks ({'; '.join(reasons)})"
    return Sentence(min(months), max(months), text, tuple(rows))


def standing(sector: Sector, partnership: int) -> str:
    """Return how a live partnership stands, in one sentence; '' for one that has ended or never was."""
    table = sector.partnerships
    for slot in table.slots().tolist():
        if table.entry[slot] == partnership:
            firms = [row for row in table.member[slot].tolist() if row >= 0]
            names = listed([name_of(sector, int(sector.organisations.entry[firm])) for firm in firms])
            stage = STAGES[int(table.stage[slot])]
            return (
                f"Now, in month {sector.month}: {names} work together ({stage}), begun in month "
                f"{int(table.began[slot])} and planned to month {int(table.ends[slot])}."
            )
    return ""


def times(n: int) -> str:
    """Return how often something happened, where it was more than once."""
    return "" if n == 1 else " twice" if n == 2 else f" {n} times"


def named(names: Mapping[int, str], rows: Sequence[Row]) -> str:
    """Return the organisations of some events, each once, in words."""
    entries = dict.fromkeys(row["organisation"] for row in rows if row["organisation"] >= 0)
    return listed([names.get(entry, f"organisation {entry}") for entry in entries])


def name_of(sector: Sector, entry: int) -> str:
    """Return the name of an organisation."""
    return sector.organisation_names.get(entry, f"organisation {entry}")


def listed(names: Sequence[str]) -> str:
    """Return names as in 'A, B and C'."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
