"""Telling: the sentences that the events of one partnership make. Nothing is said that is not in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = dict[str, Any]
"""One event: month, event, person, organisation, partnership, other, reason, amount."""
Names = Mapping[int, str]
"""Organisations by entry number."""

MOST_NAMED = 3
"""People who ask, beyond whom only their number is told."""
SIGHTINGS = ("questioned", "not questioned")
LEAVING = {"left post": "leaves the post", "laid off": "is laid off"}
TOO_FEW = "the partnership ends, for too few members are left ({reason})"
ENDING = {
    "completed": "the partnership has come to its planned end while implementing: it is completed",
    "outcome failure": "the partnership has come to its planned end before anything was implemented: it ends (outcome "
    "failure)",
    "inertia": "the partnership ends, next to nothing having come of it for months (inertia)",
    "dissolved amicably": "interests have changed, and the partners part on good terms",
}
"""How an ending is told; the others follow from members leaving."""

DONE = {
    "took the lead": ("takes the lead", "take the lead"),
    "seated without being asked": ("is seated without being asked", "are seated without being asked"),
    "joined for a motive": ("has a motive", "have a motive"),
    "took part unapproved": ("takes part without leave", "take part without leave"),
    "led in another style": ("leads in a style", "lead in a style"),
    "exchange judged anew": (
        "thinks anew about what was exchanged with {whom}",
        "think anew about what was exchanged with {whom}",
    ),
    "punished": ("makes {whom} pay, at own cost", "make {whom} pay, at own cost"),
    "rewarded": ("rewards {whom}, at own cost", "reward {whom}, at own cost"),
    "asked for evidence": ("asks {whom} for evidence", "ask {whom} for evidence"),
}
"""What people do, said of one and of several."""

ASKED = {
    "stage skipped": "the deadline is there, and what is not done is skipped",
    "bound by its funder": "a funder asks the members to bind themselves at once",
    "forced the pace": "the lead pushes the others on",
    "bound less closely": "a funder asks for less, and the members bind themselves less closely",
}
"""How what funders, and leads, ask of a partnership is told."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that happened, in words, and the events that say so."""

    month: int
    """The first month."""
    last: int
    """The last month; the same for what happened in one."""
    text: str
    rows: tuple[Row, ...]

    def __str__(self) -> str:
        when = f"Month {self.month}" if self.month == self.last else f"Months {self.month} to {self.last}"
        return f"{when}: {self.text}."


def sentence(text: str, rows: Sequence[Row]) -> Sentence:
    """Return a sentence for the months of its events."""
    months = [int(row["month"]) for row in rows]
    return Sentence(min(months), max(months), text, tuple(rows))


def told_of(rows: Sequence[Row], names: Names) -> tuple[Sentence, ...]:
    """Return the sentences that the events of one partnership make, in the order of their first months.

    What is seen month after month is told at once, and so is what was made.
    """
    work = [row for row in rows if row["event"] == "joint work"]
    happened = [row for row in rows if row["event"] != "joint work"]
    homes = Homes(rows, names)
    told: list[Sentence] = []
    for _, of_month in groupby(happened, key=lambda row: int(row["month"])):
        told += month_of(list(of_month), homes)
    out: list[Sentence] = []
    for is_sighting, said in groupby(told, key=lambda one: all(row["event"] in SIGHTINGS for row in one.rows)):
        held = list(said)
        out += [seen_to_hold_back([row for one in held for row in one.rows], homes)] if is_sighting else held
    made = [joint_work(work)] if work else []
    ends = bool(out) and any(row["event"] == "partnership ended" for row in out[-1].rows)
    return tuple([*out[:-1], *made, out[-1]] if ends else [*out, *made])


class Homes:
    """For whom people sit at the table, as the events of one partnership say, and what organisations are called."""

    def __init__(self, rows: Sequence[Row], names: Names) -> None:
        self.names = names
        self.contacts: set[int] = set()
        """Contact persons: those it began with, and whoever took over from one of them."""
        self.home: dict[int, int] = {}
        for row in rows:
            if row["event"] == "proposal declined" or (row["event"] in SIGHTINGS and row["person"] in self.home):
                continue
            if row["person"] >= 0 and row["organisation"] >= 0:
                self.home[row["person"]] = row["organisation"]
            if row["event"] == "seat handed over":
                self.home.setdefault(row["other"], row["organisation"])
            if row["event"] == "partnership begun" or (
                row["event"] == "seat handed over" and row["other"] in self.contacts
            ):
                self.contacts.add(row["person"])

    def person(self, number: int) -> str:
        """Return a person with their organisation, as far as it is known."""
        home = self.home.get(number)
        return f"person {number}" + (f" of {called(self.names, home)}" if home is not None else "")


def month_of(rows: Sequence[Row], homes: Homes) -> list[Sentence]:
    """Return what happened in one month; each event is told once."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["event"], []).append(row)
    told: list[Sentence] = []
    names = homes.names
    told += beginning(kinds, names)
    partings = [row for kind in LEAVING for row in kinds.pop(kind, ())]
    seats: dict[int, list[Row]] = {}
    for row in kinds.pop("seat handed over", ()):
        seats.setdefault(row["other"], []).append(row)
    told += [handed_over(left, partings, homes) for left in seats.values()]
    if sightings := [row for kind in SIGHTINGS for row in kinds.pop(kind, ())]:
        told.append(sentence("", sightings))
    for row in kinds.pop("stage reached", ()):
        told.append(sentence(f"the work enters its next stage: {row['reason']}", [row]))
    for row in kinds.pop("stage lost", ()):
        told.append(sentence(f"the work has stalled and falls back a stage: {row['reason']}", [row]))
    for row in kinds.pop("bound more closely", ()):
        told.append(sentence(f"the members bind themselves more closely: {row['reason']}", [row]))
    for event, text in ASKED.items():
        told += [sentence(f"{text}: {row['reason']}", [row]) for row in kinds.pop(event, ())]
    closings = kinds.pop("organisation closed", [])
    for row in kinds.pop("member left", ()):
        own = [one for one in closings if one["organisation"] == row["organisation"]]
        because = f" ({own[0]['reason']})" if own else ""
        told.append(sentence(f"{named(names, [row])} leaves: {row['reason']}{because}", [row, *own]))
    for row in kinds.pop("partnership renewed", ()):
        told.append(sentence(f"the planned end has come, and the partnership, {row['reason']}, is renewed", [row]))
    ended, shock = kinds.pop("partnership ended", []), kinds.pop("broken by a shock", [])
    for event, others in kinds.items():
        alike: dict[tuple[str, int], list[Row]] = {}
        for row in others:
            alike.setdefault((row["reason"], row["other"]), []).append(row)
        told += [did(event, reason, held, homes) for (reason, _), held in alike.items()]
    if ended:
        reason = ended[0]["reason"]
        text = ENDING.get(reason, TOO_FEW).format(reason=reason)
        told.append(sentence(f"a shock breaks the partnership ({reason})" if shock else text, [*shock, *ended]))
    return told


def beginning(kinds: dict[str, list[Row]], names: Names) -> list[Sentence]:
    """Return who came together and why, and who was asked and would not; takes these events out of `kinds`."""
    told: list[Sentence] = []
    if begun := kinds.pop("partnership begun", None):
        who = [f"person {row['person']} for {named(names, [row])} ({row['reason']})" for row in begun]
        told.append(sentence(f"{named(names, begun)} begin to work together: {listed(who)}", begun))
    if declined := kinds.pop("proposal declined", None):
        reasons: dict[str, list[str]] = {}
        for row in declined:
            reasons.setdefault(row["reason"], []).append(f"person {row['other']} of {named(names, [row])}")
        each = "; ".join(f"{listed(who)} ({reason})" for reason, who in reasons.items())
        told.append(sentence(f"asked too, and declined: {each}", declined))
    return told


def did(event: str, reason: str, rows: Sequence[Row], homes: Homes) -> Sentence:
    """Return who did something for one reason to one person, or to nobody, where it is people who did it."""
    why = f": {reason}" if reason else ""
    if event not in DONE:
        return sentence(f"{event}{times(len(rows))}{why}", rows)
    who = [homes.person(one) for one in dict.fromkeys(row["person"] for row in rows)]
    whom = homes.person(rows[0]["other"])
    return sentence(f"{listed(who)} {DONE[event][len(who) > 1].format(whom=whom)}{why}", rows)


def handed_over(rows: Sequence[Row], partings: Sequence[Row], homes: Homes) -> Sentence:
    """Return who left a seat or several, how, and who took them over."""
    leaver = rows[0]["other"]
    why = [one for one in partings if one["person"] == leaver]
    leaves = LEAVING[why[0]["event"]] if why else "leaves the seat"
    heirs = [f"person {one}" if one >= 0 else "nobody" for one in dict.fromkeys(row["person"] for row in rows)]
    was = "the contact" if leaver in homes.contacts else "seated beside the contact"
    text = f"person {leaver}, {was} at {named(homes.names, rows)}, {leaves}; {listed(heirs)}"
    text += f" take{'s' if len(heirs) == 1 else ''} over the seat{'s' if len(rows) > 1 else ''}"
    return sentence(text, [*rows, *why])


def seen_to_hold_back(rows: Sequence[Row], homes: Homes) -> Sentence:
    """Return who was seen to hold back over some months, how often, who asked why, and why nobody did.

    What one person did in one month counts once, however many saw it.
    """
    acts: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        acts.setdefault((int(row["month"]), row["other"]), []).append(row)
    seen = Counter(person for _, person in acts)
    who = [homes.person(person) + bracketed(n) for person, n in sorted(seen.items())]
    asked = [one for act in acts.values() for one in act if one["event"] == "questioned"]
    n_asked = len({(one["month"], one["other"]) for one in asked})
    unasked = [act for act in acts.values() if all(one["event"] == "not questioned" for one in act)]
    text = f"{listed(who)} {'is' if len(who) == 1 else 'are'} seen to hold back"
    if asked:
        often = "" if len(acts) == 1 else " each time" if not unasked else times(n_asked) or " once"
        askers = [f"person {one}" for one in dict.fromkeys(row["person"] for row in asked)]
        text += f"; asked why{often} by {listed(askers) if len(askers) <= MOST_NAMED else f'{len(askers)} people'}"
    if unasked:
        reasons = Counter(reason for act in unasked for reason in dict.fromkeys(one["reason"] for one in act))
        each = [reason + (bracketed(n) if len(unasked) > 1 else "") for reason, n in reasons.most_common()]
        text += f"; {'otherwise ' if asked else ''}nobody asks: {', '.join(each)}"
    return sentence(text, rows)


def joint_work(rows: Sequence[Row]) -> Sentence:
    """Return what a partnership made over all its months."""
    total, best = sum(row["amount"] for row in rows), max(rows, key=lambda row: row["amount"])
    if total <= 0:
        return sentence("nothing is made together", rows)
    text = f"what they make together is worth {worth(total)} of pledged work"
    if len(rows) > 1:
        text += f" in all, the most in one month, {worth(best['amount'])}, in month {best['month']}"
    return sentence(text, rows)


def worth(hours: float) -> str:
    """Return hours, to whole hours unless there are few."""
    return f"{hours:,.0f} hours" if hours >= 10 else f"{hours:.1f} hours"


def times(n: int) -> str:
    """Return how often something happened, where it was more than once."""
    return "" if n == 1 else " twice" if n == 2 else f" {n} times"


def bracketed(n: int) -> str:
    """Return the same in brackets."""
    return f" ({times(n).strip()})" if n > 1 else ""


def called(names: Names, entry: int) -> str:
    """Return what an organisation is called."""
    return names.get(entry, f"organisation {entry}")


def named(names: Names, rows: Sequence[Row]) -> str:
    """Return the organisations of some events, each once, in words."""
    return listed(
        [
            called(names, entry)
            for entry in dict.fromkeys(row["organisation"] for row in rows if row["organisation"] >= 0)
        ]
    )


def listed(names: Sequence[str]) -> str:
    """Return names as in 'A, B and C'."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
