"""Progress: a bar with the time left on a terminal, a line every tenth otherwise."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich import progress as bars
from rich.console import Console

from ecology.cli.console import say

TENTHS = 10


class Progress:
    """How many runs, or whatever else is counted, are finished."""

    def __init__(self, console: Console, of: str = "runs") -> None:
        self.console = console
        self.of = of
        self.total = 0
        self.finished = 0
        self._begun = 0.0
        self._before = 0
        self._bar: bars.Progress | None = None

    def begin(self, total: int, before: int = 0) -> None:
        """Start counting; so many were finished before."""
        self.total, self._begun, self._before = total, time.monotonic(), before
        if self.console.is_terminal:
            self._bar = bars.Progress(
                bars.TextColumn("Running"), bars.BarColumn(), bars.MofNCompleteColumn(),
                bars.TimeRemainingColumn(), bars.TextColumn("left"), console=self.console, transient=True,
            )  # fmt: skip
            self._bar.add_task("", total=total, completed=before)
            self._bar.start()

    def advance(self, finished: int) -> None:
        """Show that so many runs are finished."""
        before, self.finished = self.finished, finished
        if finished <= self._before:  # they were there already
            return
        if self._bar is not None:
            self._bar.start()
            self._bar.update(self._bar.task_ids[0], completed=finished)
        elif finished * TENTHS // self.total > before * TENTHS // self.total:
            spent = time.monotonic() - self._begun
            left = duration(spent * (self.total - finished) / (finished - self._before))
            say(f"{finished} of {self.total} {self.of}, about {left} left" if finished < self.total else
                f"{finished} of {self.total} {self.of} in {duration(spent)}", self.console)  # fmt: skip

    def pause(self) -> None:
        """Take the bar away until the next run is finished, so that something can be printed."""
        if self._bar is not None:
            self._bar.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self.pause()


def duration(seconds: float) -> str:
    """Return a length of time as one says it.

    Examples
    --------
    >>> duration(0.4), duration(42.2), duration(150)
    ('1 second', '42 seconds', '2.5 minutes')
    """
    if seconds < 100:
        whole = max(round(seconds), 1)
        return f"{whole} second{'' if whole == 1 else 's'}"
    if seconds < 100 * 60:
        return f"{seconds / 60:.2g} minutes"
    return f"{seconds / 3600:.3g} hours"
