"""Signature: who signs for an organisation has agreed; colleagues who are seated with them have not been asked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Seats
from ecology.sector.sector import Sector


def agreed_in_person(sector: Sector, rules: Rules, seats: Seats) -> npt.NDArray[np.float64]:
    """Return 1 in the seat that signed for its member and 1 − c in the others: how far consent counts as one's own.

    A successor in the seat that signed takes the agreement over with the post.

    Returns
    -------
    shape (seats,), share

    Sources
        Clore report §4.1.2, §4.2.1 (a director's signature does not bring the whole organisation along)
    """
    lost = rules.parameters.energy.signature
    if not lost:
        return np.ones(len(seats.person))
    signed = sector.partnerships.signed[seats.partnership, seats.member] == seats.level
    return np.where(signed, 1.0, 1.0 - lost)


def note_unasked(sector: Sector, rules: Rules, person: Slots, partnership: Slots) -> None:
    """Log who has been seated by a colleague's signature.

    Parameters
    ----------
    person, partnership : shape (n,)
        Slots of those seated without being asked, and of where.
    """
    if not rules.parameters.energy.signature:
        return
    people = sector.people
    sector.events.add(
        sector.month, "seated without being asked", person=people.entry[person],
        organisation=sector.organisations.entry[people.employer[person]],
        partnership=sector.partnerships.entry[partnership], reason="a colleague had signed",
    )  # fmt: skip
