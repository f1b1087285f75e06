"""The entries of Axelrod's first tournament that remember more than the last round, after his descriptions of 1980.

Where he leaves a choice open it is told. Tit for tat, Friedman (grudger), Grofman, Joss and random are memory-one rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.strategies.history import History

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SOURCE = "Axelrod 1980"
RANDOM_LOOKING = 3.841458820694124
"""χ² of one degree of freedom that chance passes in 5 of 100 cases."""


EQUAL = 1e-12
"""Points by which rounding may tell two equal payoffs apart."""


def last(history: History) -> Floats:
    """Return what tit for tat does: 1 at first, then what the other did last, shape (n,)."""
    return history.other[-1].astype(float) if history.round else np.ones(history.n)


def looks_random(history: History) -> Mask:
    """Return whether the other's contributions may well be those of a tossed coin (χ² test, 5 %), shape (n,)."""
    gave = history.other.sum(0, dtype=np.int64)
    out: Mask = (2 * gave - history.round) ** 2 / max(history.round, 1) <= RANDOM_LOOKING
    return out


@dataclass(frozen=True, slots=True)
class Retaliator:
    """Answer each run of defections one round longer than the one before."""

    name: str = "Shubik"
    source: str = SOURCE
    prosocial: bool = True

    def respond(self, history: History) -> Floats:
        """Return 0 while retaliating, 1 otherwise."""
        length, left = history.noted("length", "left")
        if not history.round:
            return np.ones(history.n)
        provoked = (left == 0) & (history.other[-1] == 0) & (history.own[-1] == 1)
        return retaliate(length, left, provoked)


def retaliate(length: npt.NDArray[np.int64], left: npt.NDArray[np.int64], provoked: Mask) -> Floats:
    """Return 0 where retaliation goes on or begins, which is then one round longer than the last; notes are changed."""
    length += provoked
    np.copyto(left, length, where=provoked)
    holds = left > 0
    left -= holds
    return np.where(holds, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class TidemanChieruzzi:
    """Retaliate ever longer, but give a fresh start of two contributions to who is behind and does not look random."""

    name: str = "Tideman and Chieruzzi"
    source: str = SOURCE
    prosocial: bool = True
    lead: int = 10
    apart: int = 20
    before_end: int = 10
    deviations: float = 3.0

    def respond(self, history: History) -> Floats:
        """Return 1 in a fresh start, 0 while retaliating, 1 otherwise."""
        length, left, fresh, since, ahead, defections = history.noted(
            "length", "left", "fresh", "since", "ahead", "defections"
        )
        n = history.round
        if not n:
            return np.ones(history.n)
        own, other = history.own[-1], history.other[-1]
        defections += other == 0
        points = history.payoffs[[0, 2, 1, 3]]
        pair = 2 * (1 - own) + (1 - other)
        ahead += np.rint(history.payoffs[pair] - points[pair]).astype(np.int64)
        again = fresh == 1
        spread = self.deviations * np.sqrt(n) / 2
        unlike_chance = np.abs(defections - n / 2) >= spread
        enough_left = history.length == 0 or history.length - (n + 1) >= self.before_end
        starts = (
            ~again & ((since == 0) | (n + 1 - since >= self.apart)) & (ahead >= self.lead) & enough_left
            & (other == 1) & unlike_chance
        )  # fmt: skip
        np.copyto(since, n + 1, where=starts)
        for note in (length, left, defections):
            note[again | starts] = 0
        fresh[:] = starts
        free = ~(again | starts)
        # whoever holds back while retaliation runs is answered when it is over
        provoked = free & (left == 0) & (other == 0)
        return np.where(free, retaliate(length, left, provoked), 1.0)


NYDEGGER = frozenset((1, 6, 7, 17, 22, 23, 26, 29, 30, 31, 33, 38, 39, 45, 49, 54, 55, 58, 61))
"""Sums of the last three rounds after which Nydegger holds back."""


@dataclass(frozen=True, slots=True)
class Nydegger:
    """Go by the last three rounds, by a list; tit for tat at first."""

    name: str = "Nydegger"
    source: str = SOURCE
    prosocial: bool = True

    def respond(self, history: History) -> Floats:
        """Return 0 where the weighted sum of the last three rounds is on the list, else 1."""
        if history.round < 3:
            out = last(history)
            if history.round == 2:
                alone = (history.other[0] == 0) & (history.other[1] == 1)
                out = np.where(alone, 0.0, out)
            return out
        # 1 for an own defection, 2 for the other's
        value = (1 - history.own[-3:]).astype(np.int64) + 2 * (1 - history.other[-3:])
        score = 16 * value[2] + 4 * value[1] + value[0]
        return np.where(np.isin(score, list(NYDEGGER)), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class SteinRapoport:
    """Contribute four times, then tit for tat; look every 15 rounds whether the other seems random, and exploit it."""

    name: str = "Stein and Rapoport"
    source: str = SOURCE
    prosocial: bool = True
    at_first: int = 4
    checks_every: int = 15
    at_last: int = 2

    def respond(self, history: History) -> Floats:
        """Return 0 against who looks random and in the last two rounds, else tit for tat."""
        (random,) = history.noted("random")
        turn = history.round + 1
        if turn <= self.at_first:
            return np.ones(history.n)
        if turn % self.checks_every == 0:
            random[:] = looks_random(history)
        if history.length and turn > history.length - self.at_last:
            return np.zeros(history.n)
        return np.where(random == 1, 0.0, last(history))


@dataclass(frozen=True, slots=True)
class Davis:
    """Contribute ten times; then never again once the other held back."""

    name: str = "Davis"
    source: str = SOURCE
    prosocial: bool = True
    at_first: int = 10

    def respond(self, history: History) -> Floats:
        """Return 1 in the first ten rounds, then 0 against who ever held back."""
        if history.round < self.at_first:
            return np.ones(history.n)
        return history.other.all(0).astype(float)


@dataclass(frozen=True, slots=True)
class Graaskamp:
    """Tit for tat with a defection in round 51; from round 57 hold back against who looks random, and test all others.

    Who played as tit for tat does, or exactly as oneself, gets tit for tat; against the others it holds back now and
    then, every 5 to 15 rounds.
    """

    name: str = "Graaskamp"
    source: str = SOURCE
    prosocial: bool = False
    probe: int = 50
    judges: int = 56

    def respond(self, history: History) -> Floats:
        """Return the answer by the stage of the match."""
        n = history.round
        random, next_turn, unlike = history.noted("random", "next", "unlike")
        if n:
            unlike |= np.where(history.other[-1] != history.own[-1], 1, 0)
        if n > 1:
            unlike |= np.where(history.other[-1] != history.own[-2], 2, 0)
        if n < self.judges:
            return np.zeros(history.n) if n == self.probe else last(history)
        random |= looks_random(history)
        plays_along = unlike < 3
        wait = np.floor(history.stream.uniform(history.seats, 1) * 11).astype(np.int64) + 5
        np.copyto(next_turn, n + wait, where=next_turn == 0)
        due = (next_turn == n) & (random == 0) & ~plays_along
        np.copyto(next_turn, n + wait, where=due)
        return np.where(random == 1, 0.0, np.where(plays_along, last(history), 1.0 - due))


@dataclass(frozen=True, slots=True)
class Downing:
    """Do what pays best, from how often the other contributed after one's own contributions and defections."""

    name: str = "Downing"
    source: str = SOURCE
    prosocial: bool = False

    def respond(self, history: History) -> Floats:
        """Return 1 where contributing is expected to pay more; at first it holds back twice."""
        n = history.round
        after_c, after_d = history.noted("after C", "after D")
        if n == 0:
            return np.zeros(history.n)
        # the other's first action counts as an answer to a contribution
        before = history.own[-2] if n > 1 else np.ones(history.n, dtype=np.int8)
        gave = history.other[-1]
        after_c += before & gave
        after_d += (1 - before) & gave
        if n == 1:
            return np.zeros(history.n)
        contributed = history.own.sum(0, dtype=np.int64)
        alpha, beta = after_c / (contributed + 1), after_d / np.maximum(n - contributed, 2)
        reward, sucker, temptation, punishment = history.payoffs
        gain = alpha * reward + (1 - alpha) * sucker - beta * temptation - (1 - beta) * punishment
        alike = np.abs(gain) < EQUAL
        return np.where(alike, 1.0 - history.own[-1], np.where(gain > 0, 1.0, 0.0))


@dataclass(frozen=True, slots=True)
class Feld:
    """Tit for tat that answers contributions less and less often: surely at first, one time in two in the end."""

    name: str = "Feld"
    source: str = SOURCE
    prosocial: bool = False
    least: float = 0.5
    rounds: int = 200

    def respond(self, history: History) -> Floats:
        """Return a falling chance after a contribution, 0 after a defection."""
        chance = max(1.0 - (1.0 - self.least) * history.round / self.rounds, self.least)
        return chance * last(history)


@dataclass(frozen=True, slots=True)
class Tullock:
    """Contribute eleven times, then a tenth less often than the other did in the last ten rounds."""

    name: str = "Tullock"
    source: str = SOURCE
    prosocial: bool = False
    at_first: int = 11
    looks_back: int = 10
    less: float = 0.1

    def respond(self, history: History) -> Floats:
        """Return 1 at first, then the other's recent rate less a tenth."""
        if history.round < self.at_first:
            return np.ones(history.n)
        out: Floats = np.maximum(history.other[-self.looks_back :].mean(0) - self.less, 0.0)
        return out


@dataclass(frozen=True, slots=True)
class NameWithheld:
    """Contribute with a chance drawn each round between .3 and .7."""

    name: str = "name withheld"
    source: str = SOURCE
    prosocial: bool = False

    def respond(self, history: History) -> Floats:
        """Return a chance between .3 and .7."""
        out: Floats = 0.3 + 0.4 * history.stream.uniform(history.seats, 2)
        return out


@dataclass(frozen=True, slots=True)
class Gradual:
    """Answer the k-th defection with k defections and two contributions."""

    name: str = "gradual"
    source: str = "Beaufils, Delahaye and Mathieu 1996"
    prosocial: bool = True
    peace: int = 2

    def respond(self, history: History) -> Floats:
        """Return 0 while punishing, 1 while calming down and otherwise."""
        if not history.round:
            return np.ones(history.n)
        defections, left, calm = history.noted("defections", "left", "calm")
        defections += history.other[-1] == 0
        provoked = (left == 0) & (calm == 0) & (history.other[-1] == 0)
        np.copyto(left, defections, where=provoked)
        np.copyto(calm, self.peace, where=provoked)
        holds = left > 0
        left -= holds
        calm -= ~holds & (calm > 0)
        return np.where(holds, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class GradedReciprocity:
    """Give what the other gave of late, times a slope, as the chance to contribute."""

    slope: float = 0.95
    name: str = "graded reciprocity"
    source: str = "Clore report §4.1.3, after Axelrod"
    prosocial: bool = True

    def respond(self, history: History) -> Floats:
        """Return the answer to the other's last action, as a probability."""
        return self.answer(last(history))

    def answer(self, given: Floats) -> Floats:
        """Return 1 − slope × (1 − what the other was seen to give), within 0–1, of the shape of `given`."""
        out: Floats = np.clip(1.0 - self.slope * (1.0 - given), 0.0, 1.0)
        return out


LONGER = (
    TidemanChieruzzi(), Nydegger(), Retaliator(), SteinRapoport(), Davis(), Graaskamp(), Downing(), Feld(), Tullock(),
    NameWithheld(), Gradual(), GradedReciprocity(),
)  # fmt: skip

FIRST_FIELD = (
    "TFT", "Tideman and Chieruzzi", "Nydegger", "Grofman", "Shubik", "Stein and Rapoport", "grudger", "Davis",
    "Graaskamp", "Downing", "Feld", "Joss", "Tullock", "name withheld", "random",
)  # fmt: skip
"""The fifteen entries in the order of their ranks in 1980; Friedman's is the grudger."""
