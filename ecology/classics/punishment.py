"""A public good, and those who pay to punish."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import OutOfRange
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

SOURCE = "Fehr and Gächter 2002; Boyd et al. 2003"
GROUP, PUNISHERS, FINE, COST = 4, 0.5, 3.0, 1.0
ROUNDS, GROUPS = 30, 300


def public_good(
    group: int = GROUP, punishers: float = PUNISHERS, fine: float = FINE, cost: float = COST, *, benefit: float = 1.6,
    endowment: float = 20.0, rounds: int = ROUNDS, groups: int = GROUPS, intensity: float = 0.5, noise: float = 1.0,
    rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return what members of groups put into a public good, with punishment and without.

    Each holds an endowment and puts a part of it in; all share `benefit` times the sum. Strong reciprocators put in at
    least what the others put in last, and pay `cost` to fine each other member by `fine` for every point below the
    mean of what was put in, over ten. The others try a little more or less each round and keep what paid better, the
    surer the larger the difference.

    Parameters
    ----------
    group : int
        Members.
    punishers : 0–1
        Share of strong reciprocators.
    fine, cost : points
        For a shortfall of ten points, to who is punished and to who punishes.
    benefit : 1 < benefit < group
        Times the sum that is shared.
    rounds : int
        The last third counts.
    """
    if group < 2 or not 0 <= punishers <= 1 or fine < 0 or cost < 0:
        raise OutOfRange(f"group = {group}, punishers = {punishers}, fine = {fine}, cost = {cost}: out of range")
    if not 1 < benefit < group or rounds < 3 or groups < 2:
        raise OutOfRange(
            f"benefit = {benefit}: must be between 1 and the group's {group}; rounds 3 and groups 2 or more"
        )

    def put_in(share: float, punish: float) -> Floats:
        return lived(group, share, punish, cost, benefit, endowment, rounds, groups, intensity, noise, rng)

    third = rounds // 3
    with_, without = put_in(punishers, fine), put_in(punishers, 0.0)
    few = put_in(0.1, fine)
    usual = (group, punishers, fine, cost, benefit, endowment, rounds, intensity, noise) == (
        GROUP, PUNISHERS, FINE, COST, 1.6, 20.0, ROUNDS, 0.5, 1.0,
    )  # fmt: skip
    up = 1.0 if usual and groups >= GROUPS else None
    rise, fall = with_[-third:].mean(0) - with_[0], without[0] - without[-third:].mean(0)
    return frame([
        estimate("put in at last with punishment, points", with_[-third:].mean(0)),
        estimate("put in at last without, points", without[-third:].mean(0)),
        *sign("rise of what is put in over the rounds, with punishment", rise, up, SOURCE),
        *sign("fall of what is put in over the rounds, without", fall, up, SOURCE),
        *sign("put in at last, more than where one in ten punishes", with_[-third:].mean(0) - few[-third:].mean(0), up,
              "Boyd et al. 2003: a threshold share"),
    ])  # fmt: skip


def lived(
    group: int, punishers: float, fine: float, cost: float, benefit: float, endowment: float, rounds: int, groups: int,
    intensity: float, noise: float, rng: int,
) -> Floats:  # fmt: skip
    """Return the mean of what members put in, in each round and group, points, shape (rounds, groups)."""
    streams = Streams.of(rng)
    ids = np.arange(groups)[:, None], np.arange(group)
    strong = streams.at("who punishes", 0).uniform(*ids) < punishers
    gives = endowment * streams.at("put in at first", 0).uniform(*ids)
    out = np.empty((rounds, groups))
    paid = payoffs(gives, strong, fine, cost, benefit)
    for turn in range(rounds):
        out[turn] = gives.mean(1)
        step = 2.0 * noise * streams.at("tries", turn).normal(*ids)
        tried = np.clip(gives + step, 0, endowment)
        # what it would pay to be alone in trying, as one who looks round the table reckons
        alone = np.empty_like(gives)
        for member in range(group):
            changed = gives.copy()
            changed[:, member] = tried[:, member]
            alone[:, member] = payoffs(changed, strong, fine, cost, benefit)[:, member]
        keeps = streams.at("keeps", turn).uniform(*ids) < 1 / (1 + np.exp(-intensity * 5 * (alone - paid)))
        others = (gives.sum(1, keepdims=True) - gives) / (group - 1)
        gives = np.where(strong, np.maximum(gives, others), np.where(keeps, tried, gives))
        paid = payoffs(gives, strong, fine, cost, benefit)
    return out


def payoffs(gives: Floats, strong: npt.NDArray[np.bool_], fine: float, cost: float, benefit: float) -> Floats:
    """Return what each member gets, points over the endowment, shape (groups, members)."""
    n = gives.shape[1]
    short = np.maximum(gives.mean(1, keepdims=True) - gives, 0.0) / 10
    n_strong = strong.sum(1, keepdims=True) - strong
    out: Floats = (
        benefit * gives.sum(1, keepdims=True) / n - gives - 10 * fine * short * n_strong / (n - 1)
        - strong * cost * (short.sum(1, keepdims=True) - short)
    )  # fmt: skip
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what is put in over the rounds with and without punishment, and at last over the share that punishes."""
    rows, ends = [], []
    for line, fine in (("with punishment", FINE), ("without", 0.0)):
        put_in = lived(GROUP, PUNISHERS, fine, COST, 1.6, 20.0, 30, 300, 0.5, 1.0, 0)
        rows += [{**estimate("", now), "line": line, "x": t + 1} for t, now in enumerate(put_in)]
        for share in (0.0, 0.1, 0.25, 0.5, 0.75, 1.0):
            late = lived(GROUP, share, fine, COST, 1.6, 20.0, 30, 300, 0.5, 1.0, 0)[-10:].mean(0)
            ends.append({**estimate("", late), "line": line, "x": share})
    return curves([
        Panel(pd.DataFrame(rows), "round", "put in, points of 20"),
        Panel(pd.DataFrame(ends), "share who punish", "put in at last, points of 20"),
    ], foot)  # fmt: skip


CLASSIC = Classic(
    number=14, name="public_good", title="Those who pay to punish", kind="signature", source=SOURCE, run=public_good,
    draw=draw,
)  # fmt: skip
