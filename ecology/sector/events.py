"""Events: everything that happens to people, organisations and partnerships: who, when, what, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

FIELDS = ("month", "event", "person", "organisation", "partnership", "other", "reason")


@dataclass
class Events:
    """A log that is only appended to. People, organisations and partnerships are given by entry number, -1 none."""

    keep: bool = True
    chunks: list[tuple[Any, ...]] = field(default_factory=list)

    def add(
        self,
        month: int,
        event: str,
        *,
        person: npt.ArrayLike = -1,
        organisation: npt.ArrayLike = -1,
        partnership: npt.ArrayLike = -1,
        other: npt.ArrayLike = -1,
        reason: str = "",
    ) -> None:
        """Log one event for each row of the broadcast arguments; nothing is kept when `keep` is False.

        Arguments are kept as they come and laid out when the log is read, so arrays must not change afterwards.
        """
        if self.keep:
            self.chunks.append((month, event, person, organisation, partnership, other, reason))

    def columns(self) -> dict[str, list[Any]]:
        """Return the log as columns of equal length, in the order it was written."""
        return _laid_out(self.chunks)

    def of_partnership(self, entry: int) -> dict[str, list[Any]]:
        """Return the same of one partnership, by entry number."""
        log = _laid_out(chunk for chunk in self.chunks if np.any(np.equal(chunk[4], entry)))
        rows = [i for i, partnership in enumerate(log["partnership"]) if partnership == entry]
        return {name: [values[i] for i in rows] for name, values in log.items()}


def _laid_out(chunks: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Return one row for each event, the arguments of each chunk broadcast."""
    out: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for month, event, *who, reason in chunks:
        n = np.broadcast_shapes((1,), *(np.shape(x) for x in who))[0]
        laid_out = (np.broadcast_to(x, n).tolist() for x in who)
        for values, new in zip(out.values(), ([month] * n, [event] * n, *laid_out, [reason] * n), strict=True):
            values.extend(new)
    return out
