"""How often people change employer, as far as the rows of a table of people tell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

DAYS_A_YEAR = 365.25


def mobility(rows: Iterable[Mapping[str, str]]) -> str:
    """Return moves between organisations a person-year, in a sentence; '' where no row has a start.

    A person is observed from the first start to the last end, or the last day named in the table where a row has no
    end. A move is a row of the same person with another organisation than the row before it.
    """
    spells: dict[str, list[tuple[dt.date, dt.date | None, str]]] = defaultdict(list)
    last = dt.date.min
    for row in rows:
        end = dt.date.fromisoformat(row["end"]) if row["end"] else None
        last = max(last, end or last)
        if row["start"]:
            start = dt.date.fromisoformat(row["start"])
            last = max(last, start)
            spells[row["person"]].append((start, end, row["organisation"]))
    if not spells:
        return ""
    moves, days = 0, 0
    for own in spells.values():
        own.sort(key=lambda spell: (spell[0], spell[1] or dt.date.max))
        moves += sum(a[2] != b[2] for a, b in pairwise(own) if a[2] and b[2])
        days += (max(end or last for _, end, _ in own) - own[0][0]).days
    years = days / DAYS_A_YEAR
    rate = f"; {moves / years:.3f} moves a person-year" if years > 0 else ""
    return (
        f"Mobility: {moves:,} moves between organisations in {years:,.1f} person-years of {len(spells):,} people{rate}"
    )
