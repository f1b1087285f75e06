"""The division of effort between tasks that targets read, tasks that they cannot, and joint work.

Source: Holmström and Milgrom 1991.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

N_TASKS = 3


def effort(incentive: Floats, motivation: Floats, substitution: float) -> Floats:
    """Return e = argmax α·e + μ b·e − C(e) for each task, at least 0; in the sector own measured, unmeasured and joint.

    C(e) = ½ Σ e² + κ Σ_{i<j} e_i e_j, so that e = (C″)⁻¹(α + μ b). Intrinsic reward b is the same for all k tasks and
    such that unworn motivation without incentives gives efforts of 1/k each.

    Parameters
    ----------
    incentive : shape (…, k)
        α: marginal reward of each task.
    motivation : shape (…,)
        μ: intrinsic motivation, 1 unworn.
    substitution : −1 / (k − 1) < κ < 1
        How far effort on one task makes effort on another dearer; below 0 cheaper.

    Returns
    -------
    shape (…, k)
        Effort; with three tasks 1/3 is a third of contracted hours.
    """
    n = incentive.shape[-1]
    intrinsic = (1.0 + (n - 1) * substitution) / n
    pull = incentive + (motivation * intrinsic)[..., None]
    best = without_floor(pull, substitution)
    if (best < 0).any():
        best = without_negative(pull, best, substitution)
    return best


def without_floor(pull: Floats, substitution: float) -> Floats:
    """Return (C″)⁻¹ times the pull of each task, shape (…, k): the optimum if effort could be negative."""
    total = pull.sum(-1, keepdims=True)
    out: Floats = (pull - substitution * total / (1.0 + (pull.shape[-1] - 1) * substitution)) / (1.0 - substitution)
    return out


def without_negative(pull: Floats, best: Floats, substitution: float) -> Floats:
    """Return the optimum when no effort can be negative: tasks that would be are dropped, the rest worked out anew."""
    active = np.ones(pull.shape, dtype=bool)
    for _ in range(pull.shape[-1] - 1):
        active &= best >= 0
        n = active.sum(-1, keepdims=True)
        total = (pull * active).sum(-1, keepdims=True)
        best = (pull - substitution * total / (1.0 + (n - 1) * substitution)) / (1.0 - substitution)
        best = np.where(active, best, 0.0)
    return np.maximum(best, 0.0)
