"""Contingent cooperators: contribute when they see that others do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.strategies.view import View


@dataclass(frozen=True, slots=True)
class ContingentCooperator:
    """Contribute when the verified share of others who contribute reaches a threshold.

    Where nothing has been seen, trust stands in for evidence ('Contingent cooperation', 2006: the trouble
    starts when contributions cannot be confirmed).
    """

    name: str = "contingent"
    threshold: float = 0.5
    source: str = "Contingent cooperation 2006; Taylor 1987"
    prosocial: bool = True

    def contribute(self, view: View) -> npt.NDArray[np.float64]:
        """Return 1 where enough others are seen to contribute, trust where nothing was seen, shape (n,)."""
        seen = view.share_contributing >= self.threshold
        return np.where(np.isnan(view.share_contributing), view.trust, seen)
