"""Events: everything that happens to people, organisations and partnerships: who, when, what, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

FIELDS = ("month", "event", "person", "organisation", "partnership", "other", "reason", "amount")
AROUND = {
    "partnership begun": {"proposal declined": ("other", "person")},
    "seat handed over": {"left post": ("other", "person"), "laid off": ("other", "person")},
    "member left": {"organisation closed": ("organisation", "organisation")},
}
"""Event of a partnership → events of the same month that explain it: by which of its fields, and which of theirs."""

Reason = str | npt.NDArray[np.object_]


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
        reason: Reason = "",
        amount: npt.ArrayLike = 0.0,
    ) -> None:
        """Log one event for each row of the broadcast arguments; nothing is kept when `keep` is False.

        A reason is one for all, or an array with one for each; an amount has the unit that its event has. Arguments
        are kept as they come and laid out when the log is read, so arrays must not change afterwards.
        """
        if self.keep:
            self.chunks.append((month, event, person, organisation, partnership, other, reason, amount))

    def columns(self) -> dict[str, list[Any]]:
        """Return the log as columns of equal length, in the order it was written."""
        return _laid_out(self.chunks)

    def of_partnership(self, entry: int) -> dict[str, list[Any]]:
        """Return the same of one partnership, by entry number, and of what explains its events."""
        own = {id(chunk): chunk for chunk in self.chunks if np.any(np.equal(chunk[4], entry))}
        near = {(month, event) for month, what, *_ in own.values() for event in AROUND.get(what, ())}
        return about(_laid_out(chunk for chunk in self.chunks if id(chunk) in own or chunk[:2] in near), entry)


def about(log: Mapping[str, Sequence[Any]], entry: int) -> dict[str, list[Any]]:
    """Return the rows of a log that tell of one partnership: its own, and those that `AROUND` says explain them.

    Parameters
    ----------
    log : mapping
        Columns of equal length, as `Events.columns` gives them.
    entry : int
    """
    own = [i for i, partnership in enumerate(log["partnership"]) if partnership == entry]
    near: dict[tuple[int, str], set[tuple[str, int]]] = {}
    for i in own:
        for event, (ours, theirs) in AROUND.get(log["event"][i], {}).items():
            near.setdefault((log["month"][i], event), set()).add((theirs, log[ours][i]))
    rows = [
        i
        for i, (when, partnership) in enumerate(
            zip(zip(log["month"], log["event"], strict=True), log["partnership"], strict=True)
        )
        if partnership == entry or any(log[who][i] == number for who, number in near.get(when, ()))
    ]
    return {name: [log[name][i] for i in rows] for name in FIELDS}


def _laid_out(chunks: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Return one row for each event, the arguments of each chunk broadcast."""
    out: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for month, event, *who, reason, amount in chunks:
        n = np.broadcast_shapes((1,), *(np.shape(x) for x in who))[0]
        laid_out = (np.broadcast_to(x, n).tolist() for x in who)
        why = [reason] * n if isinstance(reason, str) else reason.tolist()
        much = np.broadcast_to(amount, n).tolist()
        for values, new in zip(out.values(), ([month] * n, [event] * n, *laid_out, why, much), strict=True):
            values.extend(new)
    return out
