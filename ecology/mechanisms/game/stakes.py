"""What is at stake in each partnership: power, synergy, rivalry, and what its stage makes of value and cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.games.coopetition import shares
from ecology.mechanisms.game.binding import bound
from ecology.mechanisms.game.messages import heard
from ecology.mechanisms.likeness import complementarity, rivalry
from ecology.mechanisms.lives.hurrying import unskipped
from ecology.rules import Rules
from ecology.sector.columns import MAX_MEMBERS, Slots
from ecology.sector.partnerships import talking
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stakes:
    """The game each live partnership plays this month."""

    slot: Slots
    """Shape (live,); every other array follows this order."""
    n: npt.NDArray[np.int64]
    share: Floats
    """σ, shape (live, members)."""
    gamma: Floats
    """γ where members talk, else 0; shape (live, members, members)."""
    rho: Floats
    """ρ, shape (live, members, members)."""
    value_factor: Floats
    """f: what stage and depth leave of the value, shape (live,)."""
    cost_factor: Floats
    """What the stage makes of the cost, shape (live,)."""


def stakes_of(sector: Sector, rules: Rules, trust: Floats) -> Stakes:
    """Return the stakes of all live partnerships.

    γ_ab = γ₀ · complementarity of capabilities · common ground, between members who talk, as far as they hear each
    other; depth adds to it, and to the rivalry ρ. Power ω is staff, raised by a building and by other partnerships to
    turn to. Depth beyond what trust makes ready for lowers value, and so do stages that were skipped.

    Parameters
    ----------
    trust : shape (partnerships,)
        Mean trust between partners.
    """
    partnerships, o, p = sector.partnerships, sector.organisations, rules.parameters
    slot = partnerships.slots()
    member = partnerships.member.take(slot, axis=0)
    present = member >= 0
    n = present.sum(1)
    options = np.bincount(member[present], minlength=o.capacity) - 1
    size = o.posts.take(member, axis=0).sum(2)
    power = present * size * (1 + p.game.building_power * o.building[member])
    power *= 1 + p.game.option_power * options[member]
    row, i, j = (present[:, :, None] & present[:, None, :] & ~np.eye(MAX_MEMBERS, dtype=bool)).nonzero()
    a, b = member[row, i], member[row, j]
    use = np.zeros((len(slot), MAX_MEMBERS, MAX_MEMBERS))
    use[row, i, j] = complementarity(o.capability.take(a, axis=0), o.capability.take(b, axis=0))
    rho = np.zeros_like(use)
    rho[row, i, j] = rivalry(sector, rules, a, b)
    contest = rules.asked.bid_rivalry
    if contest.any():
        # who bids for the same funder's money is a rival for that, whatever else they do
        rho[row, i, j] = np.minimum(rho[row, i, j] + np.minimum(contest[:, a], contest[:, b]).max(0), 1.0)
    gamma = p.game.synergy * use * partnerships.common_ground[slot][:, None, None] * talking(partnerships, slot)
    gamma *= heard(sector, rules, slot)
    gain, risk = bound(sector, rules, slot)
    gamma *= gain[:, None, None]
    rho *= risk[:, None, None]
    stage = partnerships.stage[slot]
    excess = np.maximum(partnerships.depth[slot] - p.lifecycle.readiness * trust[slot], 0.0)
    value_factor = np.array([0.0, 0.0, p.game.early_value, 1.0])[stage] * np.maximum(
        1 - p.lifecycle.over_depth * excess, 0
    )
    value_factor *= unskipped(sector, rules, slot)
    cost_factor = np.array([0.0, p.game.early_cost, p.game.middle_cost, 1.0])[stage]
    share = with_a_voice(rules, member, shares(power, p.game.split_exponent))
    return Stakes(slot, n, share, gamma, rho, value_factor, cost_factor)


def with_a_voice(rules: Rules, member: Slots, share: Floats) -> Floats:
    """Return (1 − v) σ + v/n: the division where funders see to it that a part v is shared evenly.

    Parameters
    ----------
    member : shape (live, members)
    share : shape (live, members)
        σ, by power.

    Sources
        Clore report §4.2.2, §4.4.2 (each must have at least some say); Perfect fit
    """
    floor = rules.asked.voice_floor
    if not floor.any():
        return share
    present = member >= 0
    n = np.maximum(present.sum(1, keepdims=True), 1)
    even = (np.where(present, floor.max(0)[member], 0.0).sum(1, keepdims=True)) / n
    out: Floats = (1.0 - even) * share + even * present / n
    return out
