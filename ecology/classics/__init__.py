"""Published results, rebuilt from the simulator's own games, strategies and networks; each can be run at other values.

Every function returns a tidy frame with a row for each quantity: quantity, value, low, high, expected, tolerance,
source. `expected` is what the literature says at exactly these arguments, and empty at others.
"""

from __future__ import annotations

from ecology.classics import answers_in_kind, long_shadow, one_match, round_robin, slips, trust_game
from ecology.classics.answers_in_kind import graded_reciprocity
from ecology.classics.long_shadow import stability
from ecology.classics.one_match import match
from ecology.classics.quantities import Classic, held
from ecology.classics.round_robin import short_shadow, tournament
from ecology.classics.slips import self_play
from ecology.classics.trust_game import evolution_of_trust

CLASSICS: dict[str, Classic] = {
    classic.name: classic
    for classic in (
        one_match.CLASSIC,
        round_robin.CLASSIC,
        round_robin.SHORT_SHADOW,
        long_shadow.CLASSIC,
        slips.CLASSIC,
        answers_in_kind.CLASSIC,
        trust_game.CLASSIC,
    )
}
"""Every classic by name, in the order of the scoreboard."""

__all__ = [
    "CLASSICS",
    "Classic",
    "evolution_of_trust",
    "graded_reciprocity",
    "held",
    "match",
    "self_play",
    "short_shadow",
    "stability",
    "tournament",
]
