"""What a strategy is: a name, a source, and a probability of contributing for whatever a seat can see."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from ecology.strategies.view import View


class Named(Protocol):
    """What every strategy has, whatever it goes by."""

    @property
    def name(self) -> str:
        """Name, unlike that of any other strategy."""

    @property
    def source(self) -> str:
        """Where it comes from; 'my own' will do."""

    @property
    def prosocial(self) -> bool:
        """Whether it is never the first to hold back; people of the initial mix may then start with it."""


class Strategy(Named, Protocol):
    """A strategy that goes by what its owner sees now, built in or your own."""

    def contribute(self, view: View) -> npt.NDArray[np.float64]:
        """Return each seat's probability of contributing, 0–1, shape (n,), from its own view alone."""
