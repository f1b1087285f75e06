"""Discriminators: contribute to those of good repute."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.strategies.view import View


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Contribute when the partners' repute reaches a threshold (image scoring, Nowak and Sigmund 1998)."""

    name: str = "discriminator"
    threshold: float = 0.3
    source: str = "Nowak and Sigmund 1998"
    prosocial: bool = True

    def contribute(self, view: View) -> npt.NDArray[np.float64]:
        """Return 1 where repute reaches the threshold, else 0, shape (n,)."""
        return (view.repute >= self.threshold).astype(float)
