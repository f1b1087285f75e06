"""How alike organisations are: what they can add to each other, how far apart they are, how far they are rivals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]


def complementarity(a: Floats, b: Floats) -> Floats:
    """Return Σ|a − b| / Σ max(a, b) over topics: 0 for the same capabilities, 1 for disjoint ones; shape (…,)."""
    out: Floats = np.abs(a - b).sum(-1) / np.maximum(np.maximum(a, b).sum(-1), 1e-12)
    return out


def distance(sector: Sector, a: Slots, b: Slots) -> Floats:
    """Return 0–1: half for another art form, half for another region."""
    o = sector.organisations
    out: Floats = 0.5 * (o.domain[a] != o.domain[b]) + 0.5 * (o.region[a] != o.region[b])
    return out


def rivalry(sector: Sector, rules: Rules, a: Slots, b: Slots) -> Floats:
    """Return ρ, 0–1: how far two organisations draw on the same audience, staff and money."""
    o, p = sector.organisations, rules.parameters.game
    same_domain, same_region = o.domain[a] == o.domain[b], o.region[a] == o.region[b]
    both_buildings = o.building[a] & o.building[b]
    out: Floats = p.rivalry_domain * same_domain + p.rivalry_region * same_region + p.rivalry_building * both_buildings
    return out
