"""Norms: whether what was done to somebody of bad name counts as what it was."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def judged(
    sector: Sector, rules: Rules, streams: Streams, hearer: Slots, teller: Slots, good: Mask, story: Floats
) -> tuple[Mask, Floats]:
    """Return which stories count for those who hear them, and what they then say.

    By *image scoring* an act counts as it is, whoever it was done to. By *standing* it is no shame to hold back on
    somebody of bad name: such a story is let pass. By *stern judging* it is none of the good, moreover, to give to
    them: a story s becomes the lesser of s and 1 − s. Whose name is bad is what the hearer has heard of the teller, to
    whom it was done. These are image scoring, and two of the leading eight norms; the others differ in how they
    judge who has a bad name.

    Parameters
    ----------
    hearer, teller : shape (n,)
        Who hears it, and to whom it was done.
    good : shape (n,)
        Whether the teller was given to.
    story : shape (n,), 0–1

    Returns
    -------
    counts : shape (n,)
    story : shape (n,), 0–1

    Sources
        Nowak and Sigmund 1998 (image scoring); Ohtsuki and Iwasa 2004, 2006 (the leading eight)
    """
    p, people, hearsay = rules.parameters.observation, sector.people, sector.hearsay
    if not (p.standing or p.stern):
        return np.ones(len(hearer), dtype=bool), story
    column = find(hearsay.about, hearer, teller)
    ill = (column >= 0) & (hearsay.repute[hearer, column] < p.bad_name)
    lot = streams.at("judge by a norm", sector.month).uniform(people.entry[hearer], people.entry[teller])
    counts: Mask = good | ~(ill & (lot < p.standing))
    stern = good & ill & (lot < p.stern)
    return counts, np.where(stern, np.minimum(story, 1.0 - story), story)
