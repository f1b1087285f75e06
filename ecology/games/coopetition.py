"""The coopetition game: cooperate to make a pie, compete to divide it, with the same partner.

Sources: Clore report §2.2.1 (coopetition), §2.2.2 (variable sums); Brandenburger and Nalebuff 1996.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]

GAMES = ("harmony", "stag hunt", "chicken", "prisoner's dilemma", "turn-taking")
"""By what a pair faces. Turn-taking has the order of a dilemma, but exploiting in turn pays more than cooperating."""


def contribution(action: Floats, energy: Floats, delivery: Floats, trust: Floats, trust_weight: float) -> Floats:
    """Return x = a E d (1 − t + t τ), in units of the pledge.

    Parameters
    ----------
    action : 0–1
        a: whether, or how far, the seat contributes.
    energy, delivery, trust : 0–1
        E, d (hours available over pledged) and τ (trust in the other seats).
    trust_weight : 0–1
        t: weight of trust in commitment.
    """
    return action * energy * delivery * (1.0 - trust_weight + trust_weight * trust)


def value_made(x: Floats, gamma: Floats, n: Counts, factor: Floats) -> Floats:
    """Return the joint value Π = f s [Σ x + γ · 2/(n−1) · Σ_{i<j} x_i x_j] with s = 1, in pledges.

    Parameters
    ----------
    x : shape (partnerships, members)
        Contributions; 0 where there is no member.
    gamma : shape (partnerships, members, members)
        γ: synergy of each pair; symmetric, 0 where there is no pair or the pair does not talk.
    n : shape (partnerships,)
        Number of members.
    factor : shape (partnerships,)
        f: what the stage, and depth beyond readiness, leave of the value.
    """
    pairs = 0.5 * np.einsum("pi,pij,pj->p", x, gamma, x)
    out: Floats = factor * (x.sum(1) + 2.0 / np.maximum(n - 1, 1) * pairs)
    return out


def shares(power: Floats, exponent: float) -> Floats:
    """Return the division σ_i = ω_i^ζ / Σ ω^ζ; rows sum to 1 where anybody has power.

    Parameters
    ----------
    power : shape (partnerships, members)
        ω: bargaining power; 0 where there is no member.
    exponent : 0–1
        ζ: 0 divides evenly, 1 in proportion to power.
    """
    weight = np.where(power > 0, np.power(np.maximum(power, 1e-12), exponent), 0.0)
    total = weight.sum(-1, keepdims=True)
    out: Floats = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    return out


def diverted(action: Floats, x: Floats, rho: Floats, n: Counts, gain: float, loss_ratio: float) -> Floats:
    """Return audience gained less audience lost, averaged over the n − 1 others, in pledges.

    Whoever holds back gains λ ρ x_j (1 − a_i) from a partner who shares, who loses η times as much.

    Parameters
    ----------
    action, x : shape (partnerships, members)
    rho : shape (partnerships, members, members)
        ρ: rivalry; 0 where there is no pair.
    n : shape (partnerships,)
        Number of members.
    gain, loss_ratio : float
        λ and η. With η = 1 audience moves; with η < 1 betrayal creates value, a declared leak.
    """
    taken = gain * rho * (1.0 - action)[:, :, None] * x[:, None, :]
    moved = taken.sum(2) - loss_ratio * taken.sum(1)
    out: Floats = moved / np.maximum(n - 1, 1)[:, None]
    return out


@dataclass(frozen=True, slots=True)
class Corners:
    """Payoffs of contributing or holding back against others who all do one or the other, in pledges."""

    reward: Floats
    sucker: Floats
    temptation: Floats
    punishment: Floats

    def game(self) -> Codes:
        """Return which game this is (code into `GAMES`), by T against R, P against S and T + S against 2R."""
        tempted = self.temptation > self.reward
        afraid = self.punishment > self.sucker
        in_turn = tempted & afraid & (2 * self.reward <= self.temptation + self.sucker)
        return (2 * tempted + afraid + in_turn).astype(np.int8)

    def felt(self, envy: float) -> Corners:
        """Return what is felt to be at stake by those who want own + α (own − other's), the other placed as they are.

        Where both do the same nobody is ahead. Whoever holds back alone is ahead by T − S, whoever contributes alone
        behind by it. With α below 0 people take pleasure in what the other gains: at −1/2 both count alike.
        """
        ahead = envy * (self.temptation - self.sucker)
        return Corners(self.reward, self.sucker - ahead, self.temptation + ahead, self.punishment)

    def with_bonus(self, evenly: Floats, earned: Floats, gamma: Floats, x: Floats, n: Counts | int) -> Corners:
        """Return what is at stake where a funder pays on the joint value, partly shared evenly, partly by gift.

        Parameters
        ----------
        evenly, earned : ratios
            b (1 − v) and b v: bonus on a unit of value that is shared evenly, and by what each is found to have given.
        gamma, x : 0–1
            Mean synergy with the others, and what whoever contributes gives.
        n : int
            Number of members.
        """
        from_others = (n - 1) * x + (n - 2) * gamma * x * x
        return Corners(
            self.reward + (evenly + earned) * (x + gamma * x * x),
            self.sucker + x * (evenly / n + earned),
            self.temptation + evenly * from_others / n,
            self.punishment,
        )

    def threshold(self) -> Floats:
        """Return max[(T−R)/(T−P), (T−R)/(R−S)], the least W at which reciprocity can hold (Axelrod 1984)."""
        temptation = self.temptation - self.reward
        against_all = _ratio(temptation, self.temptation - self.punishment)
        against_once = _ratio(temptation, self.reward - self.sucker)
        return np.where(temptation <= 0, 0.0, np.maximum(against_all, against_once))


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """Return top / bottom, and infinity where the bottom is not positive."""
    out: Floats = np.divide(top, bottom, out=np.full(np.shape(top), np.inf), where=np.asarray(bottom) > 0)
    return out


def corners(
    share: Floats,
    gamma: Floats,
    rho: Floats,
    *,
    gain: float,
    loss_ratio: float,
    cost: float,
    transaction: Floats | float,
    x: Floats | float = 1.0,
    n: Counts | int = 2,
) -> Corners:
    """Return R, S, T, P at contributions x, with stakes of stage 3 and s = 1.

    For two members at x = 1: R = 2σ(1+γ) − c − k, T = σ + λρ − k, S = σ − ηλρ − c − k, P = −k.

    Parameters
    ----------
    share, gamma, rho : broadcastable
        σ, γ and ρ of the one who judges.
    gain, loss_ratio, cost : float
        λ, η and c.
    transaction : broadcastable
        k.
    x : 0–1
        Contribution expected of whoever contributes.
    n : int
        Number of members.

    Examples
    --------
    >>> float(corners(0.5, 1.0, 0.5, gain=1, loss_ratio=1, cost=0.45, transaction=0.035).reward)
    1.515
    """
    share, gamma, rho, x = (np.asarray(v, float) for v in (share, gamma, rho, x))
    others = np.asarray(n, float) - 1.0
    zero = np.zeros(np.broadcast_shapes(share.shape, gamma.shape, rho.shape, x.shape, others.shape))
    effort = cost * x + transaction
    return Corners(
        reward=zero + share * (others + 1) * (x + gamma * x * x) - effort,
        sucker=zero + share * x - loss_ratio * gain * rho * x - effort,
        temptation=zero + share * (others * x + gamma * (others - 1) * x * x) + gain * rho * x - transaction,
        punishment=zero - transaction,
    )
