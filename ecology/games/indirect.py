"""Indirect reciprocity with a public good name: every norm, every way of acting on it, and who can invade whom.

A norm says whether a donor has a good name after helping or not, by the names of donor and recipient; an action rule
says whether to help, by the same. Source: Ohtsuki and Iwasa 2004.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

N_NORMS, N_RULES = 256, 16
STEP, CLOSE, MOST_STEPS = 0.2, 1e-14, 20_000
SAME = 1e-12
IMAGE_SCORING = 0b10101010
"""The norm by which who helps is good and who does not is not, whoever is asked."""

# [donor's name, recipient's, act], 1 good and 1 helped
NORMS = ((np.arange(N_NORMS)[:, None] >> np.arange(8)) & 1).reshape(N_NORMS, 2, 2, 2).astype(float)
RULES = ((np.arange(N_RULES)[:, None] >> np.arange(4)) & 1).reshape(N_RULES, 2, 2).astype(float)


class Societies(NamedTuple):
    """What comes of every norm with every action rule."""

    helping: Floats
    """Share of those asked who help, shape (norms, rules)."""
    good: Floats
    """Share of people with a good name, shape (norms, rules)."""
    stable: npt.NDArray[np.bool_]
    """Whether no other action rule does as well among those who follow this, shape (norms, rules)."""


def societies(benefit: float, cost: float, error: float) -> Societies:
    """Return what comes of every norm with every action rule.

    Parameters
    ----------
    benefit, cost : points
        Of helping, to the other and to oneself.
    error : 0–1
        Chance that who means to help does not, and that a name is given wrongly.
    """
    helps = RULES * (1 - error)
    given = NORMS[:, None, :, :, 1] * helps[None] + NORMS[:, None, :, :, 0] * (1 - helps[None])
    given = given * (1 - error) + (1 - given) * error
    good = np.full((N_NORMS, N_RULES), 0.5)
    for _ in range(MOST_STEPS):
        names = np.stack([1 - good, good], -1)
        # names change one by one and not all at once, which would only set up cycles of its own
        change = np.einsum("nri,nrj,nrij->nr", names, names, given) - good
        good = good + STEP * change
        if np.abs(change).max() < CLOSE:
            break
    names = np.stack([1 - good, good], -1)
    helping = np.einsum("nri,nrj,rij->nr", names, names, helps)
    # one who follows another rule among many who follow theirs
    turns = np.einsum("nrj,nmij->nrmi", names, given)
    own = turns[..., 0] / (1 - turns[..., 1] + turns[..., 0])
    own_names = np.stack([1 - own, own], -1)
    gets = np.einsum("nrj,nrmi,rji->nrm", names, own_names, helps)
    gives = np.einsum("nrmi,nrj,mij->nrm", own_names, names, helps)
    gain = benefit * gets - cost * gives - ((benefit - cost) * helping)[..., None]
    worse = (gain < -SAME) | np.eye(N_RULES, dtype=bool)[None]
    return Societies(helping, good, worse.all(2))
