"""Engagement: whether partnerships are charity, exchange or integration, and how they go from one to another."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ecology.analysis.moves import moves
from ecology.sector.categories import DEPTHS
from ecology.sector.columns import MAX_MEMBERS

NOTHING_YET, CHARITY, EXCHANGE, INTEGRATION = "nothing yet", "charity", "exchange", "integration"
KINDS = (NOTHING_YET, CHARITY, EXCHANGE, INTEGRATION)
INTEGRATED = DEPTHS.index("coordination")
"""Depth from which partners are taken to be integrated: they run part of their work as one."""
SAID = {
    NOTHING_YET: "nobody has gained by it yet",
    CHARITY: "so far charity: some gain by it and others are out of pocket",
    EXCHANGE: "so far an exchange: nobody is out of pocket",
    INTEGRATION: "integrated: they run part of their work as one",
}
"""How a story tells it."""


def kind_of(depth: int, ledger: Sequence[float]) -> str:
    """Return what a partnership is by how closely it is bound, and by who has gained and lost so far.

    Parameters
    ----------
    depth : int
        Position in `DEPTHS`.
    ledger : sequence of float
        Benefit less cost of each member so far, in values of a pledge.

    Sources
        Perfect fit (Austin: philanthropic, transactional, integrative)

    Examples
    --------
    >>> kind_of(0, [3.0, -1.0]), kind_of(1, [3.0, 0.5]), kind_of(2, [3.0, -1.0]), kind_of(0, [-0.2, -0.1])
    ('charity', 'exchange', 'integration', 'nothing yet')
    """
    if depth >= INTEGRATED:
        return INTEGRATION
    if max(ledger, default=0.0) <= 0:
        return NOTHING_YET
    return CHARITY if min(ledger) < 0 else EXCHANGE


def kinds(partnerships: pd.DataFrame) -> pd.Series:
    """Return what each partnership is, one of `KINDS`, by entry number.

    Parameters
    ----------
    partnerships : DataFrame
        `Ecology.partnerships`.
    """
    depth = [DEPTHS.index(name) for name in partnerships["depth"]]
    places = range(MAX_MEMBERS)
    member = partnerships[[f"member_{i}" for i in places]].to_numpy(int)
    ledger = partnerships[[f"ledger_{i}" for i in places]].to_numpy(float)
    said = [kind_of(d, row[here].tolist()) for d, row, here in zip(depth, ledger, member >= 0, strict=True)]
    return pd.Series(said, index=partnerships.index, name="kind", dtype=object)


def counts(partnerships: pd.DataFrame) -> pd.Series:
    """Return how many partnerships are of each of `KINDS`."""
    return kinds(partnerships).value_counts().reindex(list(KINDS), fill_value=0)


def transitions(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return what became of partnerships of each kind, so that one sees whether kinds are stages or for good.

    Parameters
    ----------
    before, after : frames
        `Ecology.partnerships` at two times.

    Returns
    -------
    frame, share
        One row a kind before, one column a kind after, and `gone` for partnerships that ended; rows add to 1, and are
        missing where there was none.

    Examples
    --------
    >>> from ecology import Ecology
    >>> eco = Ecology("classroom", rng=1)
    >>> eco.run(24)
    >>> start = eco.partnerships
    >>> eco.run(12)
    >>> transitions(start, eco.partnerships).shape
    (4, 5)
    """
    return moves(kinds(before), kinds(after), KINDS)
