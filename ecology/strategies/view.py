"""What the holder of a seat can see before acting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """What each of n seats sees; nothing else is open to a strategy. Shares of several partners add to 1."""

    opening: Floats
    """Share of partners with whom nothing has been seen yet, shape (n,)."""
    after: Floats
    """Share of partners by own and their last seen action: CC, CD, DC, DD; shape (n, 4)."""
    trust: Floats
    """Mean trust in the partners' motives, 0–1, shape (n,)."""
    repute: Floats
    """Mean of what is known or said of the partners, 0–1, shape (n,)."""
    share_contributing: Floats
    """Verified share of partners who contributed when last seen, 0–1, NaN when none was seen, shape (n,)."""
    shadow: Floats
    """W: what of the shadow of the future deters, 0–1, shape (n,)."""
