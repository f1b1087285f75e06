"""Kinds of channel: nine ways to let partners see and meet, each with what it shows and what it takes."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One way to let partners see what each contributes. Every figure is assumed: the source gives none."""

    name: str
    reach: float
    """Share of partners who follow it."""
    accuracy: float
    """Probability that what was done in a month that is shown shows in it."""
    every: int
    """Months from one month whose acts show to the next: what is done in between never shows."""
    hours: float
    """Taken from each organisation, hours a month."""
    cost: float
    """To the funder, £ a month per organisation."""
    intrusiveness: float
    """Control felt, 0–1."""


# fmt: off
KINDS = (
    #    name                       reach  accuracy  every  hours  cost  intrusiveness
    Kind("facilitated meetings",      0.8,   0.7,     3,     4.0,  120,   0.05),
    Kind("a trusted broker",          0.9,   0.6,     1,     0.5,  150,   0.05),
    Kind("joint research",            0.5,   0.9,     6,     6.0,  200,   0.10),
    Kind("an online forum",           0.3,   0.4,     1,     1.0,   15,   0.00),
    Kind("social gatherings",         0.5,   0.3,     2,     3.0,   60,   0.00),
    Kind("a yearly memorandum",       1.0,   0.9,    12,     1.0,   10,   0.20),
    Kind("a newsletter",              0.7,   0.3,     1,     0.3,   10,   0.00),
    Kind("celebration in the media",  0.9,   0.2,     3,     0.5,   40,   0.00),
    Kind("a perk for reporting",      0.8,   0.7,     1,     1.5,   60,   0.10),
)
# fmt: on
"""In the order of the inventory (Facilitating contingent cooperation, 2006); the lever `channels` names them from 1."""
