"""When tit for tat is stable: the shadow of the future against the temptation of today."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import EXACT, Classic, frame, quantity
from ecology.errors import OutOfRange
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.match import discounted
from ecology.plots.classics.long_shadow import gains
from ecology.strategies.library import ROWS
from ecology.strategies.reactive import Reactive

Floats = npt.NDArray[np.float64]

SOURCE = "Axelrod 1984, appendix B"
ALTERNATES = Reactive("DC alternator", 0, 0, 0, 1, 1, SOURCE, prosocial=False)
INVADERS = {"always holding back": ROWS["ALLD"], "holding back every other time": ALTERNATES}


def stability(w: float = 0.66, game: Dilemma = AXELROD) -> pd.DataFrame:
    """Return what the two best invaders gain over tit for tat, and from which w on neither does.

    Against tit for tat no strategy does better than the better of always holding back and holding back every other
    time, so tit for tat is stable iff w ≥ max[(T − R) / (T − P), (T − R) / (R − S)].

    Parameters
    ----------
    w : 0 ≤ w < 1
        Chance that there is a next round, or weight of the next.
    game : Dilemma
        A prisoner's dilemma with 2R > T + S.

    Raises
    ------
    OutOfRange
        When w or the game is out of range.
    """
    if not 0 <= w < 1:
        raise OutOfRange(f"w = {w}: must be from 0 to below 1")
    game.checked()
    critical = threshold(game)
    gained = {name: gain(invader, w, game) for name, invader in INVADERS.items()}
    known = {0.66: 1.0, 0.67: -1.0}.get(w) if game == AXELROD else None
    rows = [
        quantity(
            "least w at which tit for tat is stable", critical, expected=2 / 3 if game == AXELROD else None,
            tolerance=EXACT, source=SOURCE,
        ),
        *(quantity(f"gain of {name} against tit for tat, points a match", more) for name, more in gained.items()),
        quantity(
            "sign of: gain of holding back every other time", np.sign(gained["holding back every other time"]),
            expected=known, tolerance=0.0, source=SOURCE,
        ),
        quantity("tit for tat is stable (1 yes, 0 no)", float(max(gained.values()) <= EXACT)),
    ]  # fmt: skip
    return frame(rows)


def threshold(game: Dilemma) -> float:
    """Return max[(T − R) / (T − P), (T − R) / (R − S)]."""
    tempted = game.temptation - game.reward
    return max(tempted / (game.temptation - game.punishment), tempted / (game.reward - game.sucker))


def gain(invader: Reactive, w: float, game: Dilemma) -> float:
    """Return what an invader gets more in a match with tit for tat than tit for tat gets there."""
    resident = ROWS["TFT"]
    more: Floats = discounted(invader, resident, w) - discounted(resident, resident, w)
    return float(more @ game.payoffs)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the gain of both invaders a round over w, at Axelrod's payoffs."""
    shadows = np.linspace(0, 0.99, 100)
    gained = {
        name: np.array([(1 - w) * gain(invader, w, AXELROD) for w in shadows.tolist()])
        for name, invader in INVADERS.items()
    }
    return gains(shadows, gained, threshold(AXELROD), foot)


CLASSIC = Classic(
    number=4, name="stability", title="The shadow of the future", kind="exact", source=SOURCE, run=stability,
    draw=draw, also=[{"w": 0.67}],
)  # fmt: skip
