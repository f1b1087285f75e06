"""Bridges between groups: how soon they are gone, beside ties among people who share friends."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import OutOfRange
from ecology.model import Ecology
from ecology.plots.classics.curves import Panel, curves

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SOURCE = "Burt 2000, 2002"
BURT = {"meeting.forgetting": 0.3}
"""Burt's setting: acquaintance fades ten times as fast as by default, so that one bridge in ten lasts a year."""
YEAR = 12
YEARS = 5


def bridge_decay(
    sector: str = "standard", setting: Mapping[str, float] | None = None, *, repetitions: int = 12, rng: int = 0
) -> pd.DataFrame:
    """Return which share of ties outside one's organisation lasts a year, for bridges and others, by age.

    The sector itself is run: people meet, forget, move and work together. A bridge is a tie to somebody of another
    organisation with whom one shares no other acquaintance; the other ties outside are embedded. Ties of those who
    leave the sector are left out.

    Parameters
    ----------
    sector : str
    setting : parameter → value, optional
        Burt's setting by default; pass {} for the sector's own.
    repetitions : int
        Sectors.
    """
    if repetitions < 2:
        raise OutOfRange(f"repetitions = {repetitions}: two or more are needed")
    values = BURT if setting is None else dict(setting)
    found = np.array([lasting(sector, values, rng + i) for i in range(repetitions)])
    published = 1.0 if setting is None and sector == "standard" else None
    tenth = 0.1 if published else None
    bridges, embedded, young, old = found.T
    return frame([
        estimate("share of bridges that last a year", bridges, expected=tenth, tolerance=0.05, source=SOURCE),
        estimate("share of embedded ties outside that last a year", embedded),
        estimate("share of ties outside that last a year, in their first year", young),
        estimate("share of ties outside that last a year, older", old),
        *sign("share that lasts a year, embedded more than bridges", embedded - bridges, published, SOURCE),
        *sign("share that lasts a year, older more than new", old - young, published, SOURCE),
    ])  # fmt: skip


def lasting(sector: str, values: Mapping[str, float], rng: int) -> tuple[float, float, float, float]:
    """Return shares that last a year: of bridges, of embedded ties outside, of new ties outside, of older ones."""
    eco = Ecology(sector, "none", parameters=dict(values), rng=rng, months=YEARS * YEAR, events=False)
    before: set[tuple[int, int]] = set()
    counts = np.zeros((4, 2))
    now = outside(eco)
    for _ in range(YEARS):
        eco.run(YEAR)
        later, there = outside(eco), set(eco.sector.people.entry[eco.sector.people.slots()].tolist())
        for tie, bridge in now.items():
            if tie[0] in there and tie[1] in there:
                kept = tie in later
                counts[0 if bridge else 1] += (1, kept)
                if before:
                    counts[3 if tie in before else 2] += (1, kept)
        before, now = set(now), later
    shares = counts[:, 1] / np.maximum(counts[:, 0], 1)
    return float(shares[0]), float(shares[1]), float(shares[2]), float(shares[3])


def outside(eco: Ecology) -> dict[tuple[int, int], bool]:
    """Return ties to people of other organisations, by entry numbers, and whether each is a bridge."""
    people, ties = eco.sector.people, eco.sector.ties
    staff = eco.sector.staff()
    knows = {person: {a for a in ties.alter[person].tolist() if a >= 0} for person in staff.tolist()}
    out = {}
    for person, alters in knows.items():
        for alter in alters:
            if alter in knows and people.employer[alter] != people.employer[person]:
                shared = alters & knows[alter] - {person, alter}
                out[int(people.entry[person]), int(people.entry[alter])] = not shared
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share of ties that lasts a year over how fast acquaintance fades."""
    rows = []
    for fading in (0.05, 0.1, 0.2, 0.3):
        values = {"meeting.forgetting": fading}
        lasted = np.array([lasting("standard", values, i) for i in range(2)])
        for k, line in enumerate(("bridges", "embedded ties", "ties in their first year", "older ties")):
            rows.append({**estimate("", lasted[:, k]), "line": line, "x": fading, "low": np.nan, "high": np.nan})
    panel = Panel(
        pd.DataFrame(rows), "acquaintance that fades in a month without meeting, share", "share that lasts a year"
    )
    return curves([panel], foot)


CLASSIC = Classic(
    number=22, name="bridge_decay", title="Bridges decay", kind="signature", source=SOURCE, run=bridge_decay, draw=draw,
)  # fmt: skip
