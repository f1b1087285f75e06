"""Asking: how those who are asked to join lean, and what company does to that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.mechanisms.likeness import complementarity, distance
from ecology.mechanisms.partners.venues import roof
from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.sector.ties import find
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How those asked lean; arrays have shape (initiators, candidates)."""

    lot: Floats
    odds: Floats
    """Against the proposal, before company."""
    approval: Floats
    """Probability that every level that must approve does."""

    def towards(self, at: tuple[Mask, int], company: Floats) -> tuple[Mask, Mask]:
        """Return whether some of them, and every level that must approve, would say yes, and whether the person would.

        Parameters
        ----------
        at : index of those asked, n
        company : shape (n,), log odds
            By which those who are in already make it easier to join.
        """
        lot, against = self.lot[at], 1.0 + self.odds[at] * np.exp(-company)
        return lot < self.approval[at] / against, lot * against < 1.0


def lean(
    sector: Sector, rules: Rules, streams: Streams, initiator: Slots, asked: Slots, stake: Floats, mentor: Floats
) -> Leaning:
    """Return how each person asked leans towards the proposal.

    The one asked weighs trust, repute, complementarity, a roof and distance from their own side against a bar, with
    logistic noise. In an organisation of hierarchy h, 2h further levels must approve, fewer where
    staff may agree themselves. Seats to spare are looked at when
    asked.

    Parameters
    ----------
    initiator : shape (n,)
    asked : shape (n, candidates)
    stake : shape (organisations,), log odds
        By which the people of each agree more readily, as money depends on it, or somebody respected asks.
    mentor : shape (n,), log odds
        By which people agree more readily when each of the initiators asks.
    """
    people, o, ties, p = sector.people, sector.organisations, sector.ties, rules.parameters.choice
    them, us = asked.ravel(), np.repeat(initiator, asked.shape[1])
    firm, own = people.employer[them], people.employer[us]
    column = find(ties.alter, them, us)
    stranger = rules.parameters.trust.initial
    trust = np.where(column >= 0, ties.trust[them, column], stranger)
    repute = sector.hearsay.read(them, us, stranger)
    use = complementarity(o.capability.take(firm, axis=0), o.capability.take(own, axis=0))
    worth = p.trust * trust + p.repute * repute + p.complementarity * use - p.distance * distance(sector, firm, own)
    worth += roof(sector, rules, firm, own)
    tall = o.hierarchy * (1.0 - rules.asked.delegation.max(0))
    approvals = np.rint(2 * tall[firm]) + np.rint(2 * tall[own])
    lot = streams.at("agree to a proposal", sector.month).uniform(people.entry[us], people.entry[them])
    easier = stake[firm] + np.repeat(mentor, asked.shape[1])
    odds, approval = np.exp(p.accept_bar - worth - easier), p.approval**approvals
    return Leaning(lot.reshape(asked.shape), odds.reshape(asked.shape), approval.reshape(asked.shape))
