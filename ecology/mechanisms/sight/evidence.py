"""Asking for evidence: fine when there is cause, an insult when there is none, and a warning when it is refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.partnerships import Dyads, Seats
from ecology.sector.sector import Sector
from ecology.sector.ties import CONTRIBUTED, find
from ecology.streams import Streams

Mask = npt.NDArray[np.bool_]


def ask_for_evidence(
    sector: Sector,
    rules: Rules,
    streams: Streams,
    seats: Seats,
    dyads: Dyads,
    unseen: Mask,
    trust: npt.NDArray[np.float64],
    column: npt.NDArray[np.int64],
) -> Mask:
    """Return which acts that had not been seen are shown, or withheld, because somebody asked.

    A partner asks about an act they did not see with chance a (1 − τ). Who contributed shows it; who held back has
    nothing to show, and that is seen too. To be asked by somebody who last saw one contribute is an insult: the one
    asked remembers it (`ties.slighted`), and trusts the asker less in the learning phase.

    Parameters
    ----------
    unseen : shape (dyads,)
        Whether the first of each dyad did not see what the second did.
    trust : shape (dyads,), 0–1
        τ of the first in the second.
    column : shape (dyads,)
        Where the first remembers the second, −1 nowhere.

    Sources
        Clore report §4.3.1 (asking for evidence is fine if valid, damaging if not)
    """
    ties, ask = sector.ties, rules.parameters.observation.ask
    if not ask:
        return np.zeros(len(unseen), dtype=bool)
    entry = sector.people.entry
    who = entry[dyads.person], entry[dyads.alter], sector.partnerships.entry[dyads.partnership]
    lot = streams.at("ask for evidence", sector.month).uniform(*who)
    asks: Mask = unseen & (lot < ask * (1.0 - trust))
    without_cause = asks & (column >= 0) & (ties.other_last[dyads.person, column] == CONTRIBUTED)
    asked, asker = dyads.alter[without_cause], dyads.person[without_cause]
    back = find(ties.alter, asked, asker)
    known = back >= 0
    ties.slighted[asked[known], back[known]] = True
    for reason, mask in (
        ("what was last seen gave no cause", without_cause),
        ("to see what was done", asks & ~without_cause),
    ):
        sector.events.add(
            sector.month, "asked for evidence", person=who[0][mask], other=who[1][mask], partnership=who[2][mask],
            reason=reason,
        )  # fmt: skip
    return asks


def take_offence(sector: Sector, rules: Rules) -> None:
    """Let those who were asked without cause trust the asker less: τ ← τ (1 − o)."""
    if not rules.parameters.observation.ask:
        return
    ties = sector.ties
    ties.trust[ties.slighted] *= 1.0 - rules.parameters.trust.offence
