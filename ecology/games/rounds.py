"""Matches of any strategies, all at once: rounds of actions, which now and then slip into their opposite.

Strategies with few states are looked up in one table for all seats; the others are asked once a round, for all of
their seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError, OutOfRange
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.strategies.automaton import Automaton, automaton
from ecology.strategies.history import History
from ecology.strategies.library import AnyStrategy
from ecology.strategies.own import answer
from ecology.strategies.reactive import Reactive
from ecology.streams import Stream, Streams

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Actions = npt.NDArray[np.int8]

MOST_ROUNDS = 10_000_000
"""Beyond so many rounds a number is taken for a slip."""


def play(
    strategies: Sequence[AnyStrategy],
    left: npt.ArrayLike,
    right: npt.ArrayLike,
    rounds: int,
    *,
    slip: float = 0.0,
    game: Dilemma = AXELROD,
    rng: int | Streams = 0,
    numbers: npt.ArrayLike | None = None,
    known_end: bool = True,
) -> Actions:
    """Return who contributed in each round of each match, shape (rounds, matches, 2): 1 contributed, 0 held back.

    Parameters
    ----------
    strategies : sequence of strategies
    left, right : integers, shape (matches,)
        Positions in `strategies` of those who meet.
    slip : 0–1
        Chance that an action slips into its opposite; both remember what was done, not what was meant.
    game : Dilemma
        What strategies that reckon with payoffs reckon with.
    numbers : integers, shape (matches,), optional
        What tells a match from others in its draws: the same match has the same draws in any company.
    known_end : bool
        Whether players know how many rounds there are.

    Raises
    ------
    OutOfRange
        When rounds or slip are out of range.
    EcologyError
        When a strategy answers anything but a probability for each match.
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise OutOfRange(f"rounds = {rounds}: must be from 1 to {MOST_ROUNDS:,}")
    if not 0 <= slip <= 1:
        raise OutOfRange(f"slip = {slip}: must be from 0 to 1")
    streams = rng if isinstance(rng, Streams) else Streams.of(rng)
    who = np.concatenate([np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)])
    n = len(who) // 2
    number = np.arange(n) if numbers is None else np.asarray(numbers, dtype=np.int64)
    seats = np.concatenate([2 * number, 2 * number + 1])
    table, asked = seated(strategies, who, rounds)
    acted = np.empty((rounds, 2 * n), dtype=np.int8)
    state = table.first[who]
    length = rounds if known_end else 0
    for turn in range(rounds):
        stream = streams.at("a match", turn)
        chance = table.chance[state]
        for desk in asked:
            past = History(
                desk.own[:turn], desk.other[:turn], length, game.payoffs, stream, seats[desk.seats], desk.notes
            )
            chance[desk.seats] = ask(desk.strategy, past)
        act = acted[turn]
        act[:] = chance >= 1.0
        draws(act, chance, slip, stream, seats)
        across = np.concatenate([act[n:], act[:n]])
        for desk in asked:
            desk.own[turn], desk.other[turn] = act[desk.seats], across[desk.seats]
        state = table.after[state, 3 - 2 * act - across]
    return acted.reshape(rounds, 2, n).transpose(0, 2, 1)


def draws(act: Actions, chance: Floats, slip: float, stream: Stream, seats: Whole) -> None:
    """Decide what is left to chance, then let actions slip; `act` is changed."""
    open_ = np.flatnonzero((chance > 0.0) & (chance < 1.0))
    if len(open_):
        act[open_] = stream.uniform(seats[open_]) < chance[open_]
    if slip > 0.0:
        act ^= stream.uniform(seats, 0) < slip


@dataclass(frozen=True, slots=True)
class Table:
    """Few-state strategies one after the other; the last state is that of all others, and is never left."""

    first: Whole
    """First state of each strategy, shape (strategies,)."""
    chance: Floats
    """Probability of contributing, shape (states,)."""
    after: Whole
    """Next state after CC, CD, DC, DD, shape (states, 4)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The seats of a strategy that has to be asked, and what they saw."""

    strategy: AnyStrategy
    seats: Whole
    own: Actions
    other: Actions
    notes: dict[str, Whole]


def seated(strategies: Sequence[AnyStrategy], who: Whole, rounds: int) -> tuple[Table, list[Desk]]:
    """Return the table of those that can be looked up, and a desk for each of the others that plays."""
    first, chances, afters, asked, size = [], [], [], [], 0
    for i, strategy in enumerate(strategies):
        if isinstance(strategy, (Reactive, Automaton)):
            rows = automaton(strategy) if isinstance(strategy, Reactive) else strategy
            first.append(size)
            chances.append(rows.chances)
            afters.append(rows.moves + size)
            size += len(rows.chances)
        else:
            first.append(-1)
            at = np.flatnonzero(who == i)
            own, other = np.empty((2, rounds, len(at)), dtype=np.int8)
            asked.append(Desk(strategy, at, own, other, {}))
    chances.append(np.zeros(1))
    afters.append(np.full((1, 4), size))
    starts = np.array(first, dtype=np.int64)
    return Table(np.where(starts < 0, size, starts), np.concatenate(chances), np.concatenate(afters)), asked


def ask(strategy: AnyStrategy, past: History) -> Floats:
    """Return the probability with which a strategy contributes next in each of its matches, checked."""
    if not hasattr(strategy, "respond"):
        return answer(strategy, past.view())  # type: ignore[arg-type]
    try:
        out = np.asarray(strategy.respond(past), dtype=float)
    except Exception as error:  # whatever a strategy of one's own does, its author should read which one it was
        raise EcologyError(f"strategy {strategy.name}: respond failed ({type(error).__name__}: {error})") from error
    if out.shape != (past.n,) or not ((out >= 0) & (out <= 1)).all():
        raise EcologyError(
            f"strategy {strategy.name}: in round {past.round + 1} it answered {out.ravel()[:4].tolist()}, shape "
            f"{out.shape}; it must return one probability from 0 to 1 for each match, shape ({past.n},)"
        )
    return out


def scores(acted: Actions, game: Dilemma = AXELROD) -> Floats:
    """Return each player's points in each round, shape (rounds, matches, 2)."""
    own, other = acted, acted[:, :, ::-1]
    out: Floats = game.payoffs[3 - 2 * own - other]
    return out
