"""Published results, rebuilt from the simulator's own games, strategies and networks; each can be run at other values.

Every function returns a tidy frame with a row for each quantity: quantity, value, low, high, expected, tolerance,
source. `expected` is what the literature says at exactly these arguments, and empty at others.
"""

from __future__ import annotations

from ecology.classics import one_match
from ecology.classics.one_match import match
from ecology.classics.quantities import Classic, held

CLASSICS: dict[str, Classic] = {c.name: c for c in (one_match.CLASSIC,)}
"""Every classic by name, in the order of the scoreboard."""

__all__ = ["CLASSICS", "Classic", "held", "match"]
