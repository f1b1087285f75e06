"""The pool: tasks run side by side, in order of completion for the eye and in order of submission for the results."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from loky import ProcessPoolExecutor

from ecology.errors import EcologyError
from ecology.experiments.task import Outcome, Task, perform

IDLE_SECONDS = 30
"""After which a worker with nothing to do ends."""


def run_all(tasks: Sequence[Task], workers: int = 1, done: Callable[[int], None] | None = None) -> list[Outcome]:
    """Return the outcomes of tasks, in the order of the tasks.

    Parameters
    ----------
    tasks : sequence of Task
    workers : int
        Processes; 1 runs everything here. The results are the same, byte for byte.
    done : callable, optional
        Called with the number of tasks finished so far.

    Raises
    ------
    EcologyError
        When a worker is killed from outside.
    """
    if workers < 1:
        raise EcologyError(f"workers = {workers}: must be 1 or more")
    tell = done or (lambda n: None)
    if workers == 1 or len(tasks) < 2:
        return [_told(perform(task), i + 1, tell) for i, task in enumerate(tasks)]
    executor = ProcessPoolExecutor(
        max_workers=min(workers, len(tasks)), timeout=IDLE_SECONDS, initializer=watch_parent, initargs=(os.getpid(),)
    )
    try:
        return spread(executor, tasks, tell)
    except BrokenProcessPool:
        raise EcologyError(
            "a worker process was ended from outside, perhaps for want of memory. Try again with fewer --workers."
        ) from None
    finally:
        executor.shutdown(wait=False, kill_workers=True)


def spread(executor: Executor, tasks: Iterable[Task], tell: Callable[[int], None]) -> list[Outcome]:
    """Return the outcomes of tasks run by any executor."""
    with interrupts_ignored():
        futures = [executor.submit(perform, task) for task in tasks]
    for n, _ in enumerate(as_completed(futures), start=1):
        tell(n)
    return [future.result() for future in futures]


def _told(outcome: Outcome, n: int, tell: Callable[[int], None]) -> Outcome:
    tell(n)
    return outcome


def watch_parent(parent: int) -> None:
    """End this worker when whoever started it is gone, and only then: Ctrl-C is for whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl-C while workers start: they inherit it, and so leave it to this process, which ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def available_workers() -> int:
    """Return how many processes this machine has cores for."""
    from loky import cpu_count

    return max(int(cpu_count()), 1)
