"""The map of the four games: which one a pair plays, over synergy and rivalry."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure

from ecology.games.coopetition import GAMES, corners
from ecology.parameters import Game
from ecology.plots.style import png

COLOURS = ("#009E73", "#56B4E9", "#E69F00", "#D55E00", "#999999")
"""One for each game, from the colour-blind safe set of Okabe and Ito; names are written into the map as well."""
STEPS = 241
SLIVER = 0.005
"""Share of the map below which a region is not named."""


def game_map(
    cost: float = Game().cost,
    loss_ratio: float = Game().loss_ratio,
    *,
    share: float = 0.5,
    transaction: float = Game().transaction_cost,
    x: float = 1.0,
    largest_synergy: float = 1.0,
    largest_rivalry: float = 1.0,
    foot: str = "",
) -> Figure:
    """Return a map of harmony, stag hunt, chicken and prisoner's dilemma over synergy γ and rivalry λρ.

    Boundaries are T = R, that is λρ = σ(1 + 2γx) − c, and P = S, that is ηλρ = σ − c. The part of the dilemma
    where exploiting in turn pays more than cooperating (2R ≤ T + S) is called turn-taking.

    Parameters
    ----------
    cost, loss_ratio, share, transaction : float
        c, η, σ and k.
    x : 0–1
        Contribution expected of whoever contributes.
    largest_synergy, largest_rivalry : float
        Ends of the axes.
    """
    gamma = np.linspace(0, largest_synergy, STEPS)
    rivalry = np.linspace(0, largest_rivalry, STEPS)
    pay = corners(
        np.array(share), gamma[None, :], rivalry[:, None], gain=1.0, loss_ratio=loss_ratio, cost=cost,
        transaction=transaction, x=x,
    )  # fmt: skip
    game = pay.game()
    figure = Figure(figsize=(6.4, 4.6))
    axes = figure.subplots()
    axes.pcolormesh(
        gamma,
        rivalry,
        game,
        cmap=ListedColormap(COLOURS),
        norm=BoundaryNorm(np.arange(-0.5, len(GAMES)), len(GAMES)),
        rasterized=True,
    )
    axes.plot(gamma, np.clip(share * (1 + 2 * gamma * x) - cost, 0, largest_rivalry), color="black", lw=1.5)
    axes.axhline(np.clip((share - cost) / max(loss_ratio, 1e-9), 0, largest_rivalry), color="black", lw=1.5, ls="--")
    for code, name in enumerate(GAMES):
        rows, columns = np.nonzero(game == code)
        # a sliver has no room for its name; its colour stays
        if len(rows) > SLIVER * game.size:
            at = gamma[int(np.median(columns))], rivalry[int(np.median(rows))]
            axes.text(
                *at, name, ha="center", va="center", fontsize=11, bbox={"fc": "white", "ec": "none", "alpha": 0.85}
            )
    axes.set_xlabel("synergy γ (extra value of joint effort, ratio)")
    axes.set_ylabel("rivalry λρ (audience won by holding back, pledges)")
    axes.set_title(f"cost c = {cost:g}, loss ratio η = {loss_ratio:g}, share σ = {share:g}", fontsize=11, loc="left")
    axes.set_title("solid: T = R   dashed: P = S", fontsize=9, loc="right")
    if foot:
        figure.text(0.01, 0.01, foot, fontsize=9, color="0.45")
    figure.subplots_adjust(left=0.12, right=0.97, top=0.92, bottom=0.16)
    return figure


def main() -> None:
    """Write the two maps of the documentation into a folder."""
    folder = Path(sys.argv[1])
    (folder / "games.png").write_bytes(png(game_map()))
    (folder / "games-low-loss.png").write_bytes(png(game_map(cost=0.35, loss_ratio=0.25)))


if __name__ == "__main__":
    main()
