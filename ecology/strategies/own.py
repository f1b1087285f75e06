"""Strategies beside the built-in ones: of the library by name, or one's own once they keep what each promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ecology.errors import EcologyError
from ecology.strategies.automaton import Automaton
from ecology.strategies.library import named
from ecology.strategies.strategy import Strategy
from ecology.strategies.view import View

Floats = npt.NDArray[np.float64]

MOST = 32
"""Strategies in force at once; beyond it a number is taken for a slip."""
TOLERANCE = 1e-9
"""By which rounding may take a probability out of 0–1."""
N_SAMPLES = 60


def with_own(built_in: tuple[Strategy, ...], own: Sequence[str | Strategy]) -> tuple[Strategy, ...]:
    """Return the strategies in force: the built-in ones, whose positions stay, then others of the library and your own.

    Raises
    ------
    UnknownName
        When the library has none of that name.
    EcologyError
        When one of them breaks what every strategy promises, or its name is taken.
    """
    if isinstance(own, str) or not isinstance(own, Sequence):
        raise EcologyError(f"strategies = {own!r}: must be a list, as in strategies=[mine]")
    if len(built_in) + len(own) > MOST:
        raise EcologyError(f"strategies: {len(own)} more; there is room for {MOST - len(built_in)}")
    taken = {strategy.name.lower() for strategy in built_in}
    others: list[Any] = [named(strategy) if isinstance(strategy, str) else strategy for strategy in own]
    for strategy in others:
        check(strategy)
        if strategy.name.lower() in taken:
            raise EcologyError(f"strategy {strategy.name}: another is called that already; choose another name")
        taken.add(strategy.name.lower())
    return (*built_in, *others)


def check(strategy: Any) -> None:
    """Raise EcologyError with the first promise that a strategy breaks.

    It is asked about a fixed set of views: all together, backwards, and each alone.
    """
    if isinstance(strategy, type):
        raise EcologyError(f"strategies: {strategy.__name__} is a class; give one of its kind, {strategy.__name__}(…)")
    kind, name = type(strategy).__name__, getattr(strategy, "name", None)
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise EcologyError(f"strategies: {kind} has no name; give it one line of text as its name")
    where = f"strategy {name}"
    source = getattr(strategy, "source", None)
    if not isinstance(source, str) or not source.strip():
        raise EcologyError(f"{where}: has no source; say where it comes from, if only 'my own'")
    if not isinstance(getattr(strategy, "prosocial", None), bool):
        raise EcologyError(f"{where}: prosocial must be True or False: may people start with it as cooperators?")
    if not callable(getattr(strategy, "contribute", None)):
        past = ", but goes by the whole past of a match; it plays matches and tournaments only" * is_longer(strategy)
        raise EcologyError(f"{where}: has no contribute(view) that returns a probability for each seat{past}")
    view = samples()
    together = answer(strategy, view)
    backwards = np.arange(len(together))[::-1]
    alone = np.concatenate([answer(strategy, seats(view, np.array([i]))) for i in range(len(together))])
    if not (same(answer(strategy, seats(view, backwards))[::-1], together) and same(alone, together)):
        raise EcologyError(
            f"{where}: what it answers for one seat changes when it is asked again or with other seats. It must go by "
            "that seat's own view alone, keep nothing between calls and draw no random numbers: chance comes later."
        )


def is_longer(strategy: Any) -> bool:
    """Return whether it is a strategy of matches, with a longer memory than a seat of a sector has."""
    return isinstance(strategy, Automaton) or callable(getattr(strategy, "respond", None))


def answer(strategy: Strategy, view: View) -> Floats:
    """Return what a strategy answers, checked; it can read the view and not change it.

    Raises
    ------
    EcologyError
        When it fails, or answers anything but a probability for each seat.
    """
    n = len(view.trust)
    try:
        out = np.asarray(strategy.contribute(locked(view)), dtype=float)
    except Exception as error:  # whatever a strategy of one's own does, its author should read which one it was
        raise EcologyError(f"strategy {strategy.name}: contribute failed ({type(error).__name__}: {error})") from error
    if out.shape != (n,):
        raise EcologyError(
            f"strategy {strategy.name}: asked about {n} seats it answered with shape {out.shape}; it must return one "
            f"probability for each seat, shape ({n},)"
        )
    wrong = ~((out >= -TOLERANCE) & (out <= 1 + TOLERANCE))
    if wrong.any():
        raise EcologyError(f"strategy {strategy.name}: answered {out[wrong][0]:g}; a probability must be from 0 to 1")
    return out


def locked(view: View) -> View:
    """Return the same view, not to be written to."""
    arrays = [np.asarray(getattr(view, name)).view() for name in View.__slots__]
    for array in arrays:
        array.flags.writeable = False
    return View(*arrays)


def seats(view: View, rows: npt.NDArray[np.int64]) -> View:
    """Return what these seats see."""
    return View(*(getattr(view, name)[rows] for name in View.__slots__))


def samples() -> View:
    """Return a fixed set of views: each pure memory, then mixed ones, some of which saw nothing."""
    spread = np.outer(np.arange(1, N_SAMPLES + 1), np.sqrt([2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0])) % 1.0
    memory = spread[:, :5] / spread[:, :5].sum(1, keepdims=True)
    memory[:5] = np.eye(5)
    share = np.where(np.arange(N_SAMPLES) % 4 == 0, np.nan, spread[:, 7])
    trust, repute, shadow = spread[:, 5].copy(), spread[:, 6].copy(), spread[:, 8].copy()
    for column, ends in ((trust, (0, 1)), (repute, (1, 0)), (shadow, (0, 1))):
        column[5:7] = ends
    return View(memory[:, 0].copy(), memory[:, 1:].copy(), trust, repute, share, shadow)


def same(a: Floats, b: Floats) -> bool:
    """Return whether two sets of answers agree but for rounding."""
    return bool(np.allclose(a, b, rtol=0.0, atol=TOLERANCE))
