"""The store: every finished run of a study, kept the moment it is finished, so that nothing is made twice.

A store is one SQLite file in the folder of its study. Only the process that leads a study writes to it, one
transaction a run, so that what is killed or fills the disk loses the runs under way and no others. A run is found
again by what makes it what it is: programme, sector, policy, parameters, length, seed and replication; a row whose
bytes are not those that were written counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ecology.errors import EcologyError
from ecology.experiments.outcome import Outcome, Packed, unpacked
from ecology.experiments.task import Task
from ecology.storage import made_by, unwritable
from ecology.strategies.identity import identities

FILE = "runs.sqlite"

_COLUMNS = (*Packed._fields, "digest")
_TABLE = f"CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, {', '.join(_COLUMNS)}) WITHOUT ROWID"
_PUT = f"INSERT OR REPLACE INTO runs VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})"


class Store:
    """The finished runs of one study; to be used in a `with` statement.

    Parameters
    ----------
    folder : Path
        Of the study; it must exist.
    sector : str
        Hash of the sector that all its runs are founded from.
    fresh : bool
        Whether to forget what was kept.

    Raises
    ------
    EcologyError
        When another process is making this study, or the file cannot be read or written.
    """

    def __init__(self, folder: Path, sector: str, *, fresh: bool = False) -> None:
        self.path = folder / FILE
        self._common = {"made by": made_by(), "sector": sector}
        try:
            self._file = self._opened()
            if fresh:
                self._file.execute("DELETE FROM runs")
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path, timeout=1.0, isolation_level=None)
        # held until it is closed or its process is gone: two commands must not make one study at once
        file.execute("PRAGMA locking_mode = EXCLUSIVE")
        file.execute("PRAGMA synchronous = FULL")
        file.execute(_TABLE)
        file.execute("BEGIN EXCLUSIVE")
        file.execute("COMMIT")
        return file

    def get(self, task: Task) -> Outcome | None:
        """Return the outcome of a task that was finished before, None where there is none that can be trusted."""
        try:
            row = self._file.execute("SELECT * FROM runs WHERE id = ?", [self.run_id(task)]).fetchone()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        if row is None:
            return None
        found = Packed(*row[1:-1])._replace(passing=bool(row[4]))
        return unpacked(found) if found.digest == row[-1] else None

    def n_kept(self, tasks: Iterable[Task]) -> int:
        """Return how many of these tasks were finished before."""
        try:
            kept = {row[0] for row in self._file.execute("SELECT id FROM runs")}
        except sqlite3.Error as error:
            raise self._explained(error) from error
        return sum(self.run_id(task) in kept for task in tasks)

    def put(self, task: Task, outcome: Packed) -> None:
        """Keep the outcome of a task; a failure of the machine is not kept, for it may not come again."""
        if outcome.passing:
            return
        try:
            self._file.execute(_PUT, [self.run_id(task), *outcome, outcome.digest])
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def settle(self, tasks: Iterable[Task]) -> None:
        """Keep the runs of these tasks and no others, in their order, so that the same runs give the same file."""
        beside = self.path.with_name(f".{FILE}.part")
        try:
            beside.unlink(missing_ok=True)
            rows = [self._file.execute("SELECT * FROM runs WHERE id = ?", [self.run_id(task)]) for task in tasks]
            with sqlite3.connect(beside, isolation_level=None) as file:
                file.execute("PRAGMA synchronous = FULL")
                file.execute(_TABLE)
                file.execute("BEGIN")
                for row in rows:
                    file.executemany(_PUT, row)
                file.execute("COMMIT")
            file.close()
            self._file.close()
            beside.replace(self.path)
            self._file = self._opened()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        except OSError as error:
            raise unwritable(self.path, error) from error
        finally:
            beside.unlink(missing_ok=True)

    def run_id(self, task: Task) -> str:
        """Return what a run is found by: a hash of all that decides what comes of it, and of what is brought back."""
        deciding: dict[str, Any] = {
            **self._common, "policy": repr(task.policy), "replication": task.replication, "seed": task.seed,
            "months": task.months, "parameters": dict(task.parameters.items()), "without": list(task.without),
            "other streams": task.other_streams, "events": task.events,
            "graph": task.graph, **identities(task.strategies),
        }  # fmt: skip
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()

    def close(self) -> None:
        """Let others at the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _explained(self, error: sqlite3.Error) -> EcologyError:
        """Return what the database says as what the user can do."""
        name, words = getattr(error, "sqlite_errorname", ""), str(error)
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return EcologyError(
                f"{self.path.parent}: another command is making this study now. Wait for it, or choose another folder "
                "with --out."
            )
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return EcologyError(
                f"{self.path}: is damaged and cannot be read ({words}). Delete that file and give the command again; "
                "the runs in it are then made anew."
            )
        todo = "Free some space" if name.startswith("SQLITE_FULL") else "Check that the folder can be written to"
        return EcologyError(
            f"{self.path}: could not be written ({words}). What was finished before is kept. {todo}, and give the same "
            "command again."
        )
