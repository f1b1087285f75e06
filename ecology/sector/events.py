"""Events: everything that happens to people, organisations and partnerships: who, when, what, why."""

from __future__ import annotations

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
        """Log one event for each row of the broadcast arguments; nothing is kept when `keep` is False."""
        if not self.keep:
            return
        who = np.broadcast_arrays(*(np.atleast_1d(np.asarray(x)) for x in (person, organisation, partnership, other)))
        if len(who[0]):
            self.chunks.append((month, event, *(np.array(x, dtype=np.int64) for x in who), reason))

    def columns(self) -> dict[str, list[Any]]:
        """Return the log as columns of equal length, in the order it was written."""
        out: dict[str, list[Any]] = {name: [] for name in FIELDS}
        for month, event, person, organisation, partnership, other, reason in self.chunks:
            n = len(person)
            for name, values in zip(
                FIELDS,
                ([month] * n, [event] * n, person.tolist(), organisation.tolist(), partnership.tolist(),
                 other.tolist(), [reason] * n),
                strict=True,
            ):  # fmt: skip
                out[name].extend(values)
        return out
