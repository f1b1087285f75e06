"""Every strategy that can play a match, by name: those in force in a sector, further rows, and longer memories."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.errors import UnknownName
from ecology.strategies import STRATEGIES
from ecology.strategies.automaton import AUTOMATA, Automaton
from ecology.strategies.first_field import LONGER
from ecology.strategies.history import History, Player
from ecology.strategies.memory_one import MEMORY_ONE
from ecology.strategies.norms import HELP_THE_GOOD, under_norm
from ecology.strategies.reactive import Reactive
from ecology.strategies.strategy import Strategy

AnyStrategy = Strategy | Player | Automaton
"""Whatever can play a match."""

ALL: tuple[AnyStrategy, ...] = (*STRATEGIES, *MEMORY_ONE, *AUTOMATA, *LONGER)

LIBRARY = {strategy.name: strategy for strategy in ALL}

ROWS = {strategy.name: strategy for strategy in ALL if isinstance(strategy, Reactive)}
"""Those that remember the last round only, for which much can be worked out exactly."""


@dataclass(frozen=True, slots=True)
class FromFunction:
    """A strategy written as a plain function of two lists, own and the other's actions so far; slower than the others.

    Examples
    --------
    >>> forgetful = FromFunction("forgetful", lambda own, other: not other or any(other[-2:]))
    """

    name: str
    function: Callable[[list[int], list[int]], float | bool]
    """Takes 1 for contributed and 0 for held back, oldest first; returns a probability or whether to contribute."""
    source: str = "my own"
    prosocial: bool = False

    def respond(self, history: History) -> npt.NDArray[np.float64]:
        """Return what the function says of each match, shape (n,)."""
        own, other = history.own.T.tolist(), history.other.T.tolist()
        return np.array([float(self.function(a, b)) for a, b in zip(own, other, strict=True)])


NORM = re.compile(r"norm (\d{1,3})(?: rule (\d{1,2}))?")
"""How a discriminator under one of the 256 norms is called, with its action rule unless it helps the good."""


def named(name: str) -> AnyStrategy:
    """Return a strategy by name; `norm 187` and `norm 186 rule 11` are discriminators under a norm.

    Raises
    ------
    UnknownName
        When there is none of that name.
    OutOfRange
        When there is no norm or action rule of that number.
    """
    if match := NORM.fullmatch(name):
        return under_norm(int(match[1]), int(match[2] or HELP_THE_GOOD))
    if name not in LIBRARY:
        raise UnknownName("strategy", name, list(LIBRARY))
    return LIBRARY[name]


def chosen(strategies: Sequence[str | AnyStrategy]) -> list[AnyStrategy]:
    """Return strategies by name, or as given.

    Raises
    ------
    UnknownName
        When there is none of that name.
    """
    return [named(s) if isinstance(s, str) else s for s in strategies]


def in_sectors(strategy: AnyStrategy) -> str:
    """Return whether people of a sector can hold a strategy: always, if it is named, or not at all."""
    if strategy in STRATEGIES:
        return "always"
    return "by name" if isinstance(strategy, Reactive) else "no"
