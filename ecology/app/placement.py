"""Placement: where everybody stands in the picture, from the first month to the last.

Organisations of an art form stand together in a disc, the largest in its middle; people stand round their employer
at an angle of their own. Nobody's place depends on who else comes or goes, so the picture stays put and what moves in
it is somebody moving.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ecology.sector.categories import DOMAINS
from ecology.sector.sector import Sector

Floats = npt.NDArray[np.float64]
Slots = npt.NDArray[np.int64]

GOLDEN = np.pi * (3 - np.sqrt(5))
"""Radians from one to the next, so that any number of points fill a disc evenly (Vogel 1979)."""
APART = 1.0
"""Distance between neighbouring organisations, in units of the picture."""
NEAR, FAR = 0.18, 0.42
"""Nearest and farthest a person stands from the middle of the employer, in the same units."""


@dataclass
class Placement:
    """Places of organisations by entry number; newcomers are given the next free place of their art form."""

    centres: Floats
    """Middle of each art form, shape (art forms, 2)."""
    radii: Floats
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    taken: list[int] = field(default_factory=lambda: [0] * len(DOMAINS))
    """Places given so far, by art form."""

    @classmethod
    def of(cls, sector: Sector) -> Placement:
        """Return a placement with every founder in its place."""
        o = sector.organisations
        slots = o.slots()
        counts = np.bincount(o.domain[slots], minlength=len(DOMAINS))
        radii = APART * (0.62 * np.sqrt(np.maximum(counts, 1)) + 0.55)
        # discs round a circle that is just long enough for them to stand side by side
        arc = 2 * radii / (2 * radii).sum() * 2 * np.pi
        angles = np.pi / 2 - (np.cumsum(arc) - arc / 2)
        ring = max(radii.sum() / np.pi * 1.08, radii.max() * 1.2)
        placement = cls(ring * np.column_stack([np.cos(angles), np.sin(angles)]), radii)
        largest_first = slots[np.lexsort((o.entry[slots], -o.posts[slots].sum(1)))]
        placement.place(o.entry[largest_first], o.domain[largest_first])
        return placement

    def place(self, entries: Slots, domains: Slots) -> Floats:
        """Return the places of organisations, shape (organisations, 2), giving places to those without."""
        for entry, domain in zip(entries.tolist(), domains.tolist(), strict=True):
            if entry not in self.places:
                n = self.taken[domain]
                self.taken[domain] += 1
                distance, angle = APART * 0.62 * np.sqrt(n), n * GOLDEN
                x, y = self.centres[domain]
                self.places[entry] = (float(x + distance * np.cos(angle)), float(y + distance * np.sin(angle)))
        return np.array([self.places[entry] for entry in entries.tolist()], dtype=float).reshape(-1, 2)

    @property
    def reach(self) -> float:
        """Half the width of the picture."""
        return float((np.hypot(*self.centres.T) + self.radii).max()) + 0.7


def round_about(middles: Floats, entries: Slots) -> Floats:
    """Return where people stand, shape (people, 2): round their employer, by their own entry number."""
    angle = entries * GOLDEN
    # an irrational step fills the ring between near and far evenly, whoever is there
    distance = NEAR + (FAR - NEAR) * np.sqrt((entries * np.sqrt(2)) % 1.0)
    out: Floats = middles + distance[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return out
