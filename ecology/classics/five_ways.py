"""Five rules for the evolution of cooperation: each has one ratio of benefit to cost above which cooperation holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import EXACT, Classic, frame, quantity
from ecology.errors import EcologyError, OutOfRange
from ecology.games.dilemma import Dilemma
from ecology.games.match import discounted
from ecology.plots.classics.curves import Panel, curves
from ecology.strategies.library import ROWS

Floats = npt.NDArray[np.float64]

SOURCE = "Nowak 2006"
USUAL = {"r": 0.5, "w": 0.5, "q": 0.5, "k": 3.0, "n": 10.0, "m": 10.0}
"""Relatedness, chance of another round, chance of being known, neighbours, size of groups and their number."""


def kin(b: float, c: float, v: Mapping[str, float]) -> Floats:
    """Return payoffs counted with the gains of relatives, times r."""
    r = v["r"]
    return np.array([[(b - c) * (1 + r), b * r - c], [b - r * c, 0.0]])


def direct(b: float, c: float, v: Mapping[str, float]) -> Floats:
    """Return payoffs of a whole match of tit for tat and of always holding back, from their chain of rounds."""
    pair, payoffs = (ROWS["TFT"], ROWS["ALLD"]), Dilemma.donation(b, c).payoffs
    return np.array([[discounted(a, other, v["w"]) @ payoffs for other in pair] for a in pair])


def indirect(b: float, c: float, v: Mapping[str, float]) -> Floats:
    """Return payoffs where who never helps is known for it with chance q."""
    q = v["q"]
    return np.array([[b - c, -c * (1 - q)], [b * (1 - q), 0.0]])


def network(b: float, c: float, v: Mapping[str, float]) -> Floats:
    """Return payoffs on a graph of k neighbours each, with what neighbourhood adds (death–birth, weak selection)."""
    k = v["k"]
    local = ((b - c) * k - 2 * c) / ((k + 1) * (k - 2))
    return np.array([[b - c, local - c], [b - local, 0.0]])


def group(b: float, c: float, v: Mapping[str, float]) -> Floats:
    """Return payoffs where m groups of n people split and displace each other."""
    n, m = v["n"], v["m"]
    return np.array([[(b - c) * (n + m), (b - c) * m - c * n], [b * n, 0.0]])


MECHANISMS: dict[str, tuple[Callable[[float, float, Mapping[str, float]], Floats], str, Callable[..., float]]] = {
    "kin": (kin, "r", lambda v: 1 / v["r"]),
    "direct": (direct, "w", lambda v: 1 / v["w"]),
    "indirect": (indirect, "q", lambda v: 1 / v["q"]),
    "network": (network, "k", lambda v: v["k"]),
    "group": (group, "n, m", lambda v: 1 + v["n"] / v["m"]),
}
"""Payoffs of cooperators and defectors, the quantity that matters, and the threshold of b/c."""


def five_rules(
    mechanism: str = "direct", b: float = 3.0, c: float = 1.0, *, r: float = 0.5, w: float = 0.5, q: float = 0.5,
    k: float = 3.0, n: float = 10.0, m: float = 10.0,
) -> pd.DataFrame:  # fmt: skip
    """Return whether cooperators resist defectors by one of five mechanisms, and from which b/c on.

    Parameters
    ----------
    mechanism : str
        kin (r), direct (w), indirect (q), network (k > 2), group (n people in each of m groups).
    b, c : points
        Benefit and cost of contributing.
    """
    if mechanism not in MECHANISMS:
        raise EcologyError(f"mechanism = {mechanism!r}: must be one of {', '.join(MECHANISMS)}")
    values = {"r": r, "w": w, "q": q, "k": k, "n": n, "m": m}
    if not c > 0 or not b > 0:
        raise OutOfRange(f"b = {b}, c = {c}: both must be above 0")
    if not (0 < r <= 1 and 0 < w < 1 and 0 < q <= 1 and k > 2 and n > 0 and m > 0):
        raise OutOfRange(f"{values}: r and q must be in (0, 1], w in (0, 1), k above 2, n and m above 0")
    payoffs, what, threshold = MECHANISMS[mechanism]
    a = payoffs(b, c, values)
    least = threshold(values)
    gain = float(a[0, 0] - a[1, 0])
    published = values == USUAL
    return frame([
        quantity(f"least b/c at which cooperators resist, by {what}", least),
        quantity("b/c", b / c),
        quantity("what a cooperator gets more among cooperators than a defector", gain),
        quantity("sign of: that gain", np.sign(round(gain, 12)), source=SOURCE, tolerance=0.0,
                 expected=float(np.sign(round(b / c - least, 12))) if published else None),
        quantity("b/c at which that gain is nought, found from the payoffs", balance(payoffs, c, values),
                 expected=least if published else None, tolerance=EXACT, source=SOURCE),
    ])  # fmt: skip


def balance(payoffs: Callable[[float, float, Mapping[str, float]], Floats], c: float, v: Mapping[str, float]) -> float:
    """Return b/c at which neither is better off among cooperators; gains are straight lines in b."""
    low, high = (float(a[0, 0] - a[1, 0]) for a in (payoffs(c, c, v), payoffs(2 * c, c, v)))
    return 1 - low / (high - low)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw what a cooperator gets more, over b/c, by each mechanism at its usual value."""
    rows = []
    for name, (payoffs, what, _) in MECHANISMS.items():
        for ratio in np.linspace(1, 4, 13).tolist():
            a = payoffs(ratio, 1.0, USUAL)
            scale = abs(a).max()
            told = f"{name} ({', '.join(f'{x} = {USUAL[x]:g}' for x in what.split(', '))})"
            rows.append({"line": told, "x": ratio, "value": (a[0, 0] - a[1, 0]) / scale})
    panel = Panel(
        pd.DataFrame(rows), "b/c, benefit over cost", "gain of cooperators, share of the largest payoff", level=0.0,
        bottom=None, markers=False,
    )  # fmt: skip
    return curves([panel], foot, height=3.6)


CLASSIC = Classic(
    number=7, name="five_rules", title="Five rules of cooperation", kind="signature", source=SOURCE, run=five_rules,
    draw=draw, also=[
        {"mechanism": name, "b": b}
        for name, below, above in (("direct", 1.9, 2.1), ("kin", 1.9, 2.1), ("indirect", 1.9, 2.1),
                                   ("network", 2.9, 3.1), ("group", 1.9, 2.1))
        for b in (below, above)
    ],
)  # fmt: skip
