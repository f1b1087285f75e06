"""Teams of newcomers and incumbents: when a field holds together as one network."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame
from ecology.errors import OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

SOURCE = "Guimerà, Uzzi, Spiro and Amaral 2005"
PUBLISHED = {(4, 0.2): 0.10, (4, 0.3): 0.63, (4, 0.4): 0.87, (4, 0.5): 0.95, (2, 0.5): 0.21, (2, 0.6): 0.67}
"""Share of the giant component at q = 0, by size of team and p."""
TOLERANCE = 0.06


def team_assembly(
    m: int = 4, p: float = 0.4, q: float = 0.0, retire_after: int = 300, n_teams: int = 3000, *, repetitions: int = 20,
    rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return which share of the active are linked to each other, directly or through others.

    Each place of a team goes to an incumbent with probability p, else to a newcomer. An incumbent is, if there is one
    in the team already, with probability q a past collaborator of one of them, else anybody active. Who has been in no
    team for `retire_after` teams leaves.

    Parameters
    ----------
    m : int
        People in a team.
    p, q : 0–1
    retire_after, n_teams : int
        Teams.
    repetitions : int
        Fields, each from nothing.
    """
    if m < 1 or retire_after < 1 or n_teams < 1 or repetitions < 2:
        raise OutOfRange("m, retire_after and n_teams must be at least 1, repetitions 2")
    if not (0 <= p <= 1 and 0 <= q <= 1):
        raise OutOfRange(f"p = {p}, q = {q}: must be from 0 to 1")
    found = np.array([field(m, p, q, retire_after, n_teams, Streams.of(rng), i) for i in range(repetitions)])
    known = PUBLISHED.get((m, p)) if (q, retire_after, n_teams) == (0.0, 300, 3000) else None
    return frame([
        estimate("giant component share", found[:, 0], expected=known, tolerance=TOLERANCE, source=SOURCE),
        estimate("people active in the end", found[:, 1]),
        estimate("collaborators of a person, mean", found[:, 2]),
    ])  # fmt: skip


class Active:
    """The people who are active, in a list from which one can be drawn, and whom each has worked with."""

    def __init__(self) -> None:
        self.people: list[int] = []
        self.place: dict[int, int] = {}
        self.known: list[dict[int, int]] = []
        self.last: list[int] = []

    def newcomer(self) -> int:
        """Return somebody new, who has worked with nobody yet."""
        self.known.append({})
        self.last.append(-1)
        return len(self.known) - 1

    def work(self, members: list[int], team: int) -> None:
        """Let people work in a team; whoever was not active is from now on."""
        for person in members:
            self.last[person] = team
            if person not in self.place:
                self.place[person] = len(self.people)
                self.people.append(person)
            self.known[person].update((other, team) for other in members if other != person)

    def retire(self, person: int) -> None:
        """Take somebody who is active out; the last of the list takes their place."""
        at, other = self.place.pop(person), self.people.pop()
        if other != person:
            self.people[at], self.place[other] = other, at

    def incumbent(self, members: list[int], lot: list[float], q: float) -> int:
        """Return an active person who is not in the team yet: a past collaborator, or anybody; -1 if there is none."""
        here = [one for one in members if one in self.place]
        if here and lot[1] < q:
            friends = sorted({a for i in here for a in self.known[i] if a in self.place and a not in members})
            if friends:
                return friends[int(lot[3] * len(friends))]
        if len(self.people) == len(here):
            return -1
        at = int(lot[2] * (len(self.people) - len(here)))
        for taken in sorted(self.place[one] for one in here):  # the list without those who are here already
            at += at >= taken
        return self.people[at]


def field(
    m: int, p: float, q: float, retire_after: int, n_teams: int, streams: Streams, repetition: int
) -> tuple[float, int, float]:
    """Return the giant component's share, the people active, and their mean collaborators, after all teams."""
    draws = streams.at("teams", repetition)
    lots = draws.uniform(np.arange(n_teams)[:, None, None], np.arange(m)[:, None], np.arange(4))
    active, teams = Active(), []
    for team, places in enumerate(lots.tolist()):
        members: list[int] = []
        for lot in places:
            person = active.incumbent(members, lot, q) if lot[0] < p else -1
            members.append(active.newcomer() if person < 0 else person)
        active.work(members, team)
        teams.append(members)
        for person in teams[team - retire_after] if team >= retire_after else ():
            if active.last[person] == team - retire_after:
                active.retire(person)
    return linked(active.people, active.known)


def linked(active: list[int], known: list[dict[int, int]]) -> tuple[float, int, float]:
    """Return the share of the largest set of linked people among the active, their number and mean collaborators."""
    there = set(active)
    seen: set[int] = set()
    largest, ties = 0, 0
    for start in active:
        if start in seen:
            continue
        stack, size = [start], 0
        seen.add(start)
        while stack:
            one = stack.pop()
            size += 1
            for other in known[one]:
                if other in there:
                    ties += 1
                    if other not in seen:
                        seen.add(other)
                        stack.append(other)
        largest = max(largest, size)
    return largest / len(active), len(active), ties / len(active)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the giant component over p for teams of two, three and four, and over q."""
    rows, by_q = [], []
    for m in (2, 3, 4):
        for p in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
            shares = [field(m, p, 0.0, 300, 2000, Streams.of(0), i)[0] for i in range(5)]
            rows.append({**estimate("", shares), "line": f"m = {m}", "x": p})
        for q in (0.0, 0.25, 0.5, 0.75, 1.0):
            shares = [field(m, 0.5, q, 300, 2000, Streams.of(0), i)[0] for i in range(5)]
            by_q.append({**estimate("", shares), "line": f"m = {m}", "x": q})
    return curves([
        Panel(pd.DataFrame(rows), "p, places that go to incumbents", "giant component, share", "q = 0"),
        Panel(pd.DataFrame(by_q), "q, who choose past collaborators", "giant component, share", "p = 0.5"),
    ], foot)  # fmt: skip


CLASSIC = Classic(
    number=13, name="team_assembly", title="Teams, and when a field holds together", kind="seeded", source=SOURCE,
    run=team_assembly, draw=draw, also=[{"m": m, "p": p} for m, p in PUBLISHED if (m, p) != (4, 0.4)],
)  # fmt: skip
