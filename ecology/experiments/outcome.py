"""An outcome: what came of one run, as frames for those who read it and as bytes for the way and the disk."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task."""

    policy: str
    replication: int
    error: str = ""
    frame: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    graph: bytes = b""
    changed: frozenset[tuple[str, str]] = frozenset()
    """(policy, lever) pairs that changed any term."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Of the founded sector: organisations, people, scale, labels."""
    passing: bool = False
    """Whether the error was the machine's (no memory, no disk), so that the same run may succeed another time."""


class Packed(NamedTuple):
    """An outcome as bytes; the same outcome gives the same bytes."""

    policy: str
    replication: int
    error: str
    passing: bool
    about: str
    """What it changed and found, as JSON."""
    frame: bytes
    events: bytes
    graph: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it."""
        total = hashlib.sha256(json.dumps([*self[:5], *map(len, self[5:])]).encode())
        for part in self[5:]:
            total.update(part)
        return total.hexdigest()


def packed(outcome: Outcome) -> Packed:
    """Return an outcome as bytes."""
    about = {"changed": sorted(map(list, outcome.changed)), "facts": outcome.facts}
    return Packed(
        outcome.policy, outcome.replication, outcome.error, outcome.passing, json.dumps(about, sort_keys=True),
        _parquet(outcome.frame), _parquet(outcome.events), zlib.compress(outcome.graph, 6) if outcome.graph else b"",
    )  # fmt: skip


def unpacked(found: Packed) -> Outcome:
    """Return the outcome that bytes hold."""
    about = json.loads(found.about)
    return Outcome(
        found.policy, found.replication, found.error, _frame(found.frame), _frame(found.events),
        zlib.decompress(found.graph) if found.graph else b"", frozenset(map(tuple, about["changed"])), about["facts"],
        found.passing,
    )  # fmt: skip


def _parquet(frame: pd.DataFrame | None) -> bytes:
    if frame is None:
        return b""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()


def _frame(content: bytes) -> pd.DataFrame | None:
    return pd.read_parquet(io.BytesIO(content)) if content else None
