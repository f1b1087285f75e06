"""Taking part unapproved: people who would, and are given no leave, may work with others off the books."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.partnerships import Seats
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def go_ahead(
    sector: Sector, rules: Rules, streams: Streams, initiator: Slots, asked: Slots, refused: Mask
) -> tuple[Mask, Mask]:
    """Return who goes ahead although those above have refused, and whether it was the house of the one asked.

    With chance a that one level approves, and h and k levels in the houses of the one asked and of the one who asks,
    it was the first that refused with chance (1 − aʰ) / (1 − aʰ⁺ᵏ).

    Parameters
    ----------
    initiator, asked : shape (n,)
    refused : shape (n,)
        Proposals that the one asked would take up, and that somebody above did not approve.

    Returns
    -------
    shape (n,), twice

    Sources
        Clore report §4.2.1 (individuals attend meetings when their organisations do not want them to)
    """
    p, people = rules.parameters.choice, sector.people
    nobody = np.zeros(len(asked), dtype=bool)
    if not p.unapproved or not refused.any():
        return nobody, nobody
    entry = people.entry[initiator], people.entry[asked]
    goes, whose = streams.together(("take part unapproved", "whose house refused"), sector.month).uniform(*entry)
    tall = sector.organisations.hierarchy * (1.0 - rules.asked.delegation.max(0))
    theirs, own = (p.approval ** np.rint(2 * tall[people.employer[who]]) for who in (asked, initiator))
    ahead = refused & (goes < p.unapproved)
    return ahead, ahead & (whose * (1.0 - theirs * own) < 1.0 - theirs)


def note_unapproved(sector: Sector, slot: Slots, party: Slots, unapproved: Mask) -> None:
    """Keep with new partnerships, and log, who sits there without leave.

    Parameters
    ----------
    slot : shape (n,)
    party, unapproved : shape (n, members)
    """
    sector.partnerships.unapproved[slot] = unapproved
    row, member = np.nonzero(unapproved)
    person = party[row, member]
    sector.events.add(
        sector.month, "took part unapproved", person=sector.people.entry[person],
        organisation=sector.organisations.entry[sector.people.employer[person]],
        partnership=sector.partnerships.entry[slot[row]], reason="those above did not approve",
    )  # fmt: skip


def count_unapproved(sector: Sector, rules: Rules, seats: Seats, hours: Floats) -> None:
    """Count hours given to partnerships without leave separately; they are part of joint hours.

    Parameters
    ----------
    hours : shape (seats,), hours/month
    """
    if not rules.parameters.choice.unapproved:
        return
    people = sector.people
    off_the_books = hours * sector.partnerships.unapproved[seats.partnership, seats.member]
    people.hours_unapproved[:] = np.bincount(seats.person, weights=off_the_books, minlength=people.capacity)
