"""A crew: those who make the runs of a study, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self, TypeVar

from ecology.errors import EcologyError
from ecology.experiments.pool import IDLE_SECONDS, interrupts_held, watch_parent

Run = TypeVar("Run")
Found = TypeVar("Found")


class Crew:
    """Those who make runs: this process, or several; to be used in a `with` statement. What comes of it is the same."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Any = None

    def __enter__(self) -> Self:
        if self.workers > 1:
            from loky import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(
                max_workers=self.workers, timeout=IDLE_SECONDS, initializer=watch_parent, initargs=(os.getpid(),)
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, kill_workers=True)

    def make(self, lived: Callable[[Run], Found], runs: Sequence[Run]) -> list[Found]:
        """Return what comes of each run, in their order.

        Parameters
        ----------
        lived : callable
            Lives one run; of a module, so that another process finds it.
        runs : sequence

        Raises
        ------
        EcologyError
            When a worker is killed from outside.
        """
        return list(self.each(lived, runs))

    def each(self, lived: Callable[[Run], Found], runs: Sequence[Run]) -> Iterator[Found]:
        """Yield what comes of each run, in their order, as soon as it and all before it are finished."""
        if self._pool is None:
            yield from map(lived, runs)
            return
        try:
            with interrupts_held():
                futures = [self._pool.submit(lived, run) for run in runs]
            for future in futures:
                yield future.result()
        except BrokenProcessPool:
            raise EcologyError(
                "a worker process was ended from outside, perhaps for want of memory. What was finished is kept: give "
                "the same command again, with fewer --workers."
            ) from None
