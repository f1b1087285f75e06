"""Memory-one strategies: a row of probabilities of contributing, one for each last pair of actions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ecology.strategies.view import View


@dataclass(frozen=True, slots=True)
class Reactive:
    """Contribute with a probability that depends on both last seen actions (own first)."""

    name: str
    opening: float
    cc: float
    cd: float
    dc: float
    dd: float
    source: str
    prosocial: bool = True
    """Whether it starts by contributing and is not unconditional free riding; used for the initial mix only."""

    def contribute(self, view: View) -> npt.NDArray[np.float64]:
        """Return the probability of contributing, the mean over partners, shape (n,)."""
        # written out: a matrix product may add up in another order on another machine
        cc, cd, dc, dd = view.after.T
        out: npt.NDArray[np.float64]
        out = self.opening * view.opening + self.cc * cc + self.cd * cd + self.dc * dc + self.dd * dd
        return out


REACTIVE = (
    #         name  opening  CC   CD   DC   DD    first or best-known source
    Reactive("ALLC",   1,    1,   1,   1,   1,    "Axelrod 1980"),
    Reactive("ALLD",   0,    0,   0,   0,   0,    "Axelrod 1980", prosocial=False),
    Reactive("TFT",    1,    1,   0,   1,   0,    "Rapoport, in Axelrod 1980"),
    Reactive("GTFT",   1,    1,  1/3,  1,  1/3,   "Nowak and Sigmund 1992"),
    Reactive("WSLS",   1,    1,   0,   0,   1,    "Nowak and Sigmund 1993"),
)  # fmt: skip
