"""Kept evaluations: a text file to which each finished evaluation is appended, so that nothing is made twice.

A line holds one evaluation: its id, the rates, the replications, and what was counted. It is on the disk before the
next evaluation begins. A last line that was cut off by a crash counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ecology.calibration.counts import Counts
from ecology.errors import BadFile
from ecology.storage import write_text

FILE = "evaluations.jsonl"


class Kept:
    """Evaluations of one calibration, by id.

    Parameters
    ----------
    folder : Path
        Must exist.
    study : mapping
        What all evaluations have in common and decides what comes of them: programme, sector, months, seed.
    fresh : bool
        Whether to forget what was kept.

    Raises
    ------
    BadFile
        When a line other than the last cannot be read.
    """

    def __init__(self, folder: Path, study: Mapping[str, Any], *, fresh: bool = False) -> None:
        self.path = folder / FILE
        self.study = dict(study)
        self._lines: dict[str, str] = {}
        if fresh:
            self.path.unlink(missing_ok=True)
        elif self.path.exists():
            self._read()

    def _read(self) -> None:
        content = self.path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        for number, line in enumerate(whole.decode().splitlines(), start=1):
            try:
                found = json.loads(line)
                own = self.id_of(found["rates"], found["replications"])
                if own == found["id"]:  # and not one of another programme, sector or seed
                    self._lines[own] = line
            except (ValueError, KeyError, TypeError) as error:
                raise BadFile(
                    f"{self.path}, line {number}: is not an evaluation. Give --fresh to start anew, or choose another "
                    "folder with --out."
                ) from error
        if len(whole) < len(content):
            with self.path.open("r+b") as file:
                file.truncate(len(whole))

    @property
    def n_runs(self) -> int:
        """Runs that are kept."""
        return sum(len(json.loads(line)["replications"]) for line in self._lines.values())

    def id_of(self, rates: Mapping[str, float], replications: Sequence[int]) -> str:
        """Return what an evaluation is found by: a hash of all that decides what comes of it."""
        deciding = {**self.study, "rates": dict(rates), "replications": list(replications)}
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:20]

    def get(self, rates: Mapping[str, float], replications: Sequence[int]) -> list[Counts] | None:
        """Return what was counted in an evaluation that was finished before, or None."""
        line = self._lines.get(self.id_of(rates, replications))
        if line is None:
            return None
        return [{name: (hits, of) for name, (hits, of) in run.items()} for run in json.loads(line)["counts"]]

    def put(self, rates: Mapping[str, float], replications: Sequence[int], counts: Sequence[Counts]) -> None:
        """Keep an evaluation."""
        own = self.id_of(rates, replications)
        line = json.dumps({
            "id": own, "rates": dict(rates), "replications": list(replications), "counts": [dict(c) for c in counts]
        })  # fmt: skip
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._lines[own] = line

    def settle(self, wanted: Sequence[tuple[Mapping[str, float], Sequence[int]]]) -> None:
        """Keep these evaluations and no others, in their order, so that the same calibration gives the same file."""
        ids = dict.fromkeys(self.id_of(rates, replications) for rates, replications in wanted)
        write_text("".join(self._lines[i] + "\n" for i in ids), self.path)
