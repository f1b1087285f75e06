"""Strategies that fix a straight line between the two long-run payoffs, whoever they meet."""

from __future__ import annotations

import numpy as np

from ecology.errors import OutOfRange
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.strategies.reactive import Reactive


def zero_determinant(chi: float, kappa: float, phi: float, game: Dilemma = AXELROD) -> Reactive:
    """Return the memory-one strategy that makes (own − κ) = χ (other's − κ) of the long-run payoffs, whoever it meets.

    κ = P and χ > 1 extorts (Press and Dyson 2012); κ = R and χ ≥ 1 is generous, a partner strategy (Stewart and
    Plotkin 2013).

    Parameters
    ----------
    chi : ≥ 1
        χ: slope of the relation.
    kappa : points
        κ: payoff it is anchored at, between P and R.
    phi : > 0
        φ: how fast it answers.

    Raises
    ------
    OutOfRange
        When the values give no probabilities.
    """
    own = game.payoffs
    other = game.payoffs[[0, 2, 1, 3]]
    tilt = phi * ((own - kappa) - chi * (other - kappa))
    p = np.array([1.0, 1.0, 0.0, 0.0]) + tilt
    if phi <= 0 or (p < -1e-12).any() or (p > 1 + 1e-12).any():
        raise OutOfRange(
            f"χ = {chi:g}, κ = {kappa:g}, φ = {phi:g}: gives {p.round(3).tolist()}, which are no probabilities"
        )
    cc, cd, dc, dd = np.clip(p, 0.0, 1.0).tolist()
    nice = kappa == game.reward
    source = "Stewart and Plotkin 2013" if nice else "Press and Dyson 2012"
    name = f"ZD(χ {chi:g}, κ {kappa:g}, φ {phi:g})"
    return Reactive(name, float(nice), cc, cd, dc, dd, source, prosocial=nice)
