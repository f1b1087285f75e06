"""Discriminators under any norm: they keep both sides' names, and act by them.

In a match of two everybody's name is known to both. A norm says what name an act gives, by the name of who acts and of
whom it is done to; an action rule says whether to help, by the same. Both are numbered as in Ohtsuki and Iwasa 2004.
"""

from __future__ import annotations

from ecology.errors import OutOfRange
from ecology.strategies.automaton import Automaton

N_NORMS, N_RULES = 256, 16
HELP_THE_GOOD = 0b1010
"""The action rule by which who is good is helped, whatever one's own name."""
BAD, GOOD = 0, 1
NAMES = ((GOOD, GOOD), (GOOD, BAD), (BAD, GOOD), (BAD, BAD))
"""The states: one's own name, and the other's; both begin as good."""
ACTS = ((1, 1), (1, 0), (0, 1), (0, 0))
"""Own act and the other's, 1 contributed."""

LEADING_EIGHT = ((186, 11), (154, 11), (187, 10), (185, 10), (155, 10), (153, 10), (184, 10), (152, 10))
"""Norm and action rule of L1 to L8 of Ohtsuki and Iwasa 2006: L2 is consistent standing, L3 simple standing, L6 stern
judging, L7 staying and L8 judging."""


def under_norm(norm: int, rule: int = HELP_THE_GOOD) -> Automaton:
    """Return who acts on names that a norm gives.

    Parameters
    ----------
    norm : 0–255
        Bit 4a + 2b + c: whether one of name a gets a good name (1) by doing c (1 helps) to one of name b.
    rule : 0–15
        Bit 2a + b: whether one of name a helps one of name b.

    Raises
    ------
    OutOfRange
        When there is no such norm or rule.

    Examples
    --------
    Image scoring in a match of two is tit for tat:

    >>> under_norm(170).chance
    (1, 0, 1, 0)

    Sources
        Ohtsuki and Iwasa 2004, 2006; Sugden 1986 and Boyd 1989 (standing in a match of two)
    """
    if not 0 <= norm < N_NORMS:
        raise OutOfRange(f"norm {norm}: norms are numbered from 0 to {N_NORMS - 1}")
    if not 0 <= rule < N_RULES:
        raise OutOfRange(f"rule {rule}: action rules are numbered from 0 to {N_RULES - 1}")
    chance = tuple(rule >> (2 * own + other) & 1 for own, other in NAMES)
    after = [
        [NAMES.index((named_by(norm, own, other, mine), named_by(norm, other, own, theirs))) for mine, theirs in ACTS]
        for own, other in NAMES
    ]
    name = f"norm {norm}" if rule == HELP_THE_GOOD else f"norm {norm} rule {rule}"
    moves = tuple((a, b, c, d) for a, b, c, d in after)
    return Automaton(name, chance, moves, "Ohtsuki and Iwasa 2004", is_first_to_help(chance, moves))


def named_by(norm: int, own: int, other: int, act: int) -> int:
    """Return the name that a norm gives to one of a name for an act towards one of a name."""
    return norm >> (4 * own + 2 * other + act) & 1


def is_first_to_help(chance: tuple[int, ...], moves: tuple[tuple[int, int, int, int], ...]) -> bool:
    """Return whether it never holds back as long as the other contributes."""
    state = 0
    # after as many rounds as there are states it only goes round in circles
    for _ in moves:
        if not chance[state]:
            return False
        state = moves[state][0]
    return True
