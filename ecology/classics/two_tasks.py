"""Paying for what can be measured, when something that cannot be measured matters as well."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import EXACT, Classic, frame, quantity
from ecology.errors import OutOfRange
from ecology.games.multitask import effort, without_floor
from ecology.plots.classics.curves import Panel, curves

Floats = npt.NDArray[np.float64]

SOURCE = "Holmström and Milgrom 1991"
USUAL = (1.0, 0.5)


def multitask(
    substitution: float = 0.5, risk: float = 1.0, noise: float = 0.5, unmeasurable: bool = True, *,
    floor: bool = False, other_noise: float | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the best incentives for two tasks worth the same, and the effort that answers them.

    α = (I + r C″ Σ)⁻¹ B′ with B′ = (1, 1), C″ = [[1, κ], [κ, 1]] and Σ the variance of what is measured of each task.
    Without measure there can be no incentive: the limit of a variance beyond bounds.

    Parameters
    ----------
    substitution : −1 < κ < 1
        How far effort on one task makes effort on the other dearer; below 0 cheaper.
    risk : ≥ 0
        r: aversion to risk.
    noise : ≥ 0
        σ₁²: variance of what is measured of task 1.
    unmeasurable : bool
        Whether nothing of task 2 can be measured.
    floor : bool
        Whether effort cannot fall below nought, beneath what people do of themselves.
    other_noise : ≥ 0, optional
        σ₂², where task 2 can be measured; as `noise` by default, without bounds the same as unmeasurable.
    """
    if not -1 < substitution < 1:
        raise OutOfRange(f"substitution = {substitution}: must be above −1 and below 1")
    second = noise if other_noise is None else other_noise
    if not (0 <= risk < np.inf and 0 <= noise < np.inf and second >= 0):
        raise OutOfRange(f"risk = {risk}, noise = {noise}, other_noise = {second}: must be 0 or more, and bounded")
    other = None if unmeasurable or np.isinf(second) else second
    alpha = incentives(substitution, risk, noise, other)
    done = without_floor(alpha, substitution)
    if floor:
        alpha = with_floor(alpha, done, substitution, risk, noise, other)
        done = effort(alpha, np.array(0.0), substitution)
    told = expected(substitution, (risk, noise, second), unmeasurable=unmeasurable, floor=floor)
    names = ("incentive on task 1", "incentive on task 2", "effort on task 1, over what is done unpaid",
             "effort on task 2, over what is done unpaid")  # fmt: skip
    return frame(
        quantity(name, value, expected=known, tolerance=EXACT, source=SOURCE)
        for name, value, known in zip(names, (*alpha, *done), told, strict=True)
    )


def incentives(substitution: float, risk: float, noise: float, other: float | None) -> Floats:
    """Return α, shape (2,); `other` is the variance of task 2, None where nothing of it can be measured."""
    if other is None:
        return np.array([(1 - substitution) / (1 + risk * noise * (1 - substitution**2)), 0.0])
    cost = np.array([[1.0, substitution], [substitution, 1.0]])
    out = np.linalg.solve(np.eye(2) + risk * cost @ np.diag([noise, other]), np.ones(2))
    return out.astype(np.float64)


def with_floor(
    alpha: Floats, done: Floats, substitution: float, risk: float, noise: float, other: float | None
) -> Floats:
    """Return the best incentives where no effort can fall below nought, shape (2,).

    Either both tasks are worked on, as without a floor, or one is let go, which then costs no risk at all, and the
    other stands alone. Letting one go may be better even where both could be worked on.
    """
    kinds = [np.array([1 / (1 + risk * noise), 0.0])]
    if other is not None:
        kinds.append(np.array([0.0, 1 / (1 + risk * other)]))
    if (done >= 0).all():
        kinds.insert(0, alpha)
    variance = np.array([noise, 0.0 if other is None else other])

    def surplus(given: Floats) -> float:
        e = effort(given, np.array(0.0), substitution)
        cost = 0.5 * (e @ e) + substitution * e[0] * e[1]
        return float(e.sum() - cost - 0.5 * risk * (variance * given**2).sum())

    return max(kinds, key=surplus)


def expected(
    substitution: float, values: tuple[float, float, float], *, unmeasurable: bool, floor: bool
) -> tuple[float | None, float | None, float | None, float | None]:
    """Return what is published for incentives and efforts at just these values, else nothing."""
    nothing = (None, None, None, None)
    if values != (*USUAL, USUAL[1]):
        return nothing
    if substitution == 0:
        return (2 / 3, 0.0, 2 / 3, 0.0) if unmeasurable else (2 / 3, 2 / 3, 2 / 3, 2 / 3)
    if substitution == 0.5 and unmeasurable:
        return (2 / 3, 0.0, 2 / 3, 0.0) if floor else (4 / 11, 0.0, 16 / 33, -8 / 33)
    return nothing


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw incentives and effort over substitution where task 2 cannot be measured."""
    rows, efforts = [], []
    for kappa in np.linspace(0, 0.9, 10).tolist():
        for line, other in (("task 2 measured as well as task 1", 0.5), ("task 2 cannot be measured", None)):
            alpha = incentives(kappa, 1.0, 0.5, other)
            rows.append({"line": line, "x": kappa, "value": alpha[0]})
            efforts.append({"line": line, "x": kappa, "value": without_floor(alpha, kappa)[1]})
    x = "κ, substitution between tasks"
    return curves([
        Panel(pd.DataFrame(rows), x, "incentive on task 1"),
        Panel(pd.DataFrame(efforts), x, "effort on task 2, over what is done unpaid", level=0.0, bottom=None),
    ], foot)  # fmt: skip


CLASSIC = Classic(
    number=18, name="multitask", title="Paying for what can be measured", kind="exact", source=SOURCE, run=multitask,
    draw=draw, also=[{"substitution": 0.0, "unmeasurable": False}, {"floor": True}],
)  # fmt: skip
