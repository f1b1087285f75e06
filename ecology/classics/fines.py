"""A fine for coming late: a price that takes the place of a duty."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame, sign
from ecology.errors import OutOfRange
from ecology.games.motivation import worn
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

SOURCE = "Gneezy and Rustichini 2000"
FINE, DUTY, CROWDING = 0.2, 1.5, 0.9
FROM, UNTIL, WEEKS = 4, 16, 20


def crowding_out(
    fine: float = FINE, duty: float = DUTY, crowding: float = CROWDING, *, wear: float = 0.5, recovery: float = 0.03,
    parents: int = 250, repetitions: int = 40, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return which share of parents come late before, under, and after a fine of twelve weeks in twenty.

    A parent comes late in a week when the gain from it, drawn from a logistic distribution, is larger than what it
    costs: duty times what is left of the motivation to be on time, and the fine. While there is a fine, motivation is
    worn towards 1 − ψ; afterwards it recovers, more slowly. That is how the sector's people take control.

    Parameters
    ----------
    fine : ≥ 0
        In units of the spread of gains; 0.2 is small. Without one nothing is worn.
    duty : ≥ 0
        What coming late costs whose motivation is unworn, in the same units.
    crowding : 0–1
        ψ: share of motivation lost in the end under the fine.
    wear, recovery : 0–1
        Steps of motivation down and up, a week.
    """
    if not (fine >= 0 and duty >= 0):
        raise OutOfRange(f"fine = {fine}, duty = {duty}: neither may be negative")
    if not all(0 <= v <= 1 for v in (crowding, wear, recovery)) or parents < 1 or repetitions < 2:
        raise OutOfRange("crowding, wear and recovery must be from 0 to 1, parents at least 1, repetitions 2")
    late = weeks_late(fine, duty, crowding, wear, recovery, parents, repetitions, rng)
    before, under, after = late[:FROM].mean(0), late[UNTIL - 4 : UNTIL].mean(0), late[UNTIL:].mean(0)
    published = 1.0 if (fine, duty, crowding) == (FINE, DUTY, CROWDING) else None
    return frame([
        estimate("share late before the fine", before),
        estimate("share late in its last four weeks", under),
        estimate("share late in the four weeks after it", after),
        *([estimate("late under the fine, over before", under / before)] if before.all() else []),
        *sign("share late, more under the fine than before", under - before, published, SOURCE),
        *sign("share late, more after the fine than before", after - before, published, SOURCE),
        *sign("share late, not less after the fine than under it", after - under, published, SOURCE),
    ])  # fmt: skip


def weeks_late(
    fine: float, duty: float, crowding: float, wear: float, recovery: float, parents: int, repetitions: int, rng: int
) -> Floats:
    """Return the share late in each week, shape (weeks, repetitions)."""
    streams, motivation = Streams.of(rng), np.ones(1)
    who = np.arange(repetitions)[:, None], np.arange(parents)
    out = np.empty((WEEKS, repetitions))
    for week in range(WEEKS):
        fined = fine > 0 and FROM <= week < UNTIL
        motivation = worn(motivation, np.array([float(fined)]), crowding, wear, recovery)
        lot = streams.at("gain from coming late", week).uniform(*who)
        gain = np.log(lot / (1 - lot))
        out[week] = (gain > duty * motivation + fine * fined).mean(1)
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share late week by week, for a small fine, a large one and none."""
    rows = []
    for fine, line in ((0.0, "no fine"), (FINE, "a small fine"), (3.0, "a large fine")):
        late = weeks_late(fine, DUTY, CROWDING, 0.5, 0.03, 250, 40, 0)
        rows += [{**estimate("", week), "line": line, "x": t + 1} for t, week in enumerate(late)]
    panel = Panel(pd.DataFrame(rows), f"week; a fine in weeks {FROM + 1} to {UNTIL}", "share of parents who come late")
    return curves([panel], foot)


CLASSIC = Classic(
    number=19, name="crowding_out", title="A fine is a price", kind="signature", source=SOURCE, run=crowding_out,
    draw=draw,
)  # fmt: skip
