"""Two-person games of the literature: what each gets for the last pair of actions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.errors import OutOfRange

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dilemma:
    """Payoffs of a symmetric game of contributing or holding back, in points; by default those of Axelrod 1980."""

    temptation: float = 5.0
    """T: hold back against one who contributes."""
    reward: float = 3.0
    """R: both contribute."""
    punishment: float = 1.0
    """P: both hold back."""
    sucker: float = 0.0
    """S: contribute to one who holds back."""

    @classmethod
    def donation(cls, benefit: float, cost: float) -> Dilemma:
        """Return the game in which contributing costs `cost` and brings the other `benefit`."""
        return cls(benefit, benefit - cost, 0.0, -cost)

    @property
    def payoffs(self) -> Floats:
        """What the first player gets after CC, CD, DC and DD, shape (4,)."""
        return np.array([self.reward, self.sucker, self.temptation, self.punishment], dtype=float)

    @property
    def table(self) -> Floats:
        """Payoff by own action (row) and the other's (column), contribute first, shape (2, 2)."""
        return self.payoffs.reshape(2, 2)

    def checked(self) -> Dilemma:
        """Return the game, if it is a prisoner's dilemma in which turn-taking does not pay.

        Raises
        ------
        OutOfRange
            Unless T > R > P > S and 2R > T + S.
        """
        if not self.temptation > self.reward > self.punishment > self.sucker:
            raise OutOfRange(f"{self}: a prisoner's dilemma needs temptation > reward > punishment > sucker")
        if not 2 * self.reward > self.temptation + self.sucker:
            raise OutOfRange(f"{self}: taking turns at exploiting pays; 2 × reward must exceed temptation + sucker")
        return self


AXELROD = Dilemma()
"""T 5, R 3, P 1, S 0 (Axelrod 1980)."""
