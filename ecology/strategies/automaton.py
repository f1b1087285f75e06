"""Strategies with a few states: each state has a probability of contributing, and each pair of actions a next state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.strategies.reactive import Reactive


@dataclass(frozen=True, slots=True)
class Automaton:
    """A finite automaton; it begins in its first state."""

    name: str
    chance: tuple[float, ...]
    """Probability of contributing in each state."""
    after: tuple[tuple[int, int, int, int], ...]
    """Next state from each state after CC, CD, DC and DD, own action first."""
    source: str
    prosocial: bool = True

    @property
    def chances(self) -> npt.NDArray[np.float64]:
        """Probability of contributing in each state, shape (states,)."""
        return np.array(self.chance, dtype=float)

    @property
    def moves(self) -> npt.NDArray[np.int64]:
        """Next state from each state after CC, CD, DC and DD, shape (states, 4)."""
        return np.array(self.after, dtype=np.int64)


def automaton(strategy: Reactive) -> Automaton:
    """Return a memory-one strategy as an automaton: the opening, and one state for each last pair of actions."""
    chance = (strategy.opening, strategy.cc, strategy.cd, strategy.dc, strategy.dd)
    return Automaton(strategy.name, chance, ((1, 2, 3, 4),) * 5, strategy.source, strategy.prosocial)


def on(contributed: int, held_back: int) -> tuple[int, int, int, int]:
    """Return the next state after the other contributed or held back, whatever one did oneself."""
    return contributed, held_back, contributed, held_back


AUTOMATA = (
    #         name, probability in each state, next state after the other's C and D, source
    Automaton("two tits for a tat", (1, 0, 0), (on(0, 1), on(2, 1), on(0, 1)), "Axelrod 1984"),
    Automaton("tit for two tats", (1, 1, 0), (on(0, 1), on(0, 2), on(0, 2)), "Axelrod 1980"),
    # answers what was done the round before last; states are the other's last two actions, CC, CD, DC, DD
    Automaton(
        "delayed tit for tat", (1, 1, 0, 0), (on(0, 1), on(2, 3), on(0, 1), on(2, 3)),
        "tit for tat with an answer a round late",
    ),
    # four rounds of punishment, then two of peace
    Automaton(
        "soft grudger", (1, 0, 0, 0, 0, 1, 1),
        (on(0, 1), on(2, 2), on(3, 3), on(4, 4), on(5, 5), on(6, 6), on(0, 0)),
        "Beaufils, Delahaye and Mathieu 1996",
    ),
    # D, C, C; exploits from then on who contributed in rounds 2 and 3, and else answers like with like
    Automaton(
        "prober", (0, 1, 1, 1, 1, 0, 0),
        (on(1, 1), on(2, 3), on(6, 5), on(4, 5), on(4, 5), on(4, 5), on(6, 6)),
        "Beaufils, Delahaye and Mathieu 1996", prosocial=False,
    ),
)  # fmt: skip
