"""The pool: tasks run side by side, in order of completion for the eye and in order of submission for the results."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

import numpy as np
from loky import ProcessPoolExecutor

from ecology.errors import EcologyError
from ecology.experiments.outcome import Outcome, Packed, packed, unpacked
from ecology.experiments.store import Store
from ecology.experiments.task import Task, perform

IDLE_SECONDS = 30
"""After which a worker with nothing to do ends."""
STRIKES = 3
LOST = "its process was ended from outside, perhaps for want of memory"

Take = Callable[[int, Packed], None]
"""Is given the position of a task and what came of it."""


def run_all(
    tasks: Sequence[Task],
    workers: int = 1,
    done: Callable[[int], None] | None = None,
    store: Store | None = None,
) -> list[Outcome]:
    """Return the outcomes of tasks, in the order of the tasks.

    Parameters
    ----------
    tasks : sequence of Task
    workers : int
        Processes; 1 runs everything here. The results are the same, byte for byte.
    done : callable, optional
        Called with the number of tasks finished so far, those found in the store among them.
    store : Store, optional
        What is found there is not run again; what is run is kept there as soon as it is finished.
    """
    check_workers(workers)
    outcomes: dict[int, Outcome] = {}
    for i, task in enumerate(tasks):
        found = store.get(task) if store else None
        if found:
            outcomes[i] = found
    if done and outcomes:
        done(len(outcomes))

    def take(i: int, what: Packed) -> None:
        if store:
            store.put(tasks[i], what)
        # by way of bytes here too: what was run now and what was kept cannot differ
        outcomes[i] = unpacked(what)
        if done:
            done(len(outcomes))

    left = [i for i in range(len(tasks)) if i not in outcomes]
    if workers == 1 or len(left) < 2:
        for i in left:
            take(i, work(tasks[i]))
    else:
        spread(tasks, left, workers, take)
    return [outcomes[i] for i in range(len(tasks))]


def check_workers(workers: Any) -> None:
    """Raise EcologyError unless it is a number of processes."""
    if isinstance(workers, bool) or not isinstance(workers, (int, np.integer)) or workers < 1:
        raise EcologyError(f"workers = {workers!r}: must be a whole number, 1 or more")


def work(task: Task) -> Packed:
    """Perform a task and pack what comes of it for the way home."""
    return packed(perform(task))


def spread(tasks: Sequence[Task], left: Sequence[int], workers: int, take: Take) -> None:
    """Run tasks in processes; when one is killed, go on with what is left in a new pool.

    From the second time on there are half as many processes, for the likeliest killer is a lack of memory. A task
    during which a process that has all to itself is killed again and again has failed.
    """
    broken = 0
    killed: Counter[int] = Counter()
    left = list(left)
    while left:
        finished: set[int] = set()

        def note(i: int, what: Packed, finished: set[int] = finished) -> None:
            finished.add(i)
            take(i, what)

        try:
            in_pool(tasks, left, workers, note)
        except BrokenProcessPool:
            broken += 1
            under_way = next((i for i in left if i not in finished), None)
            if workers == 1 and under_way is not None:
                killed[under_way] += 1
                if killed[under_way] == STRIKES:
                    task = tasks[under_way]
                    lost = Outcome(task.policy.name, task.replication, f"Killed: {LOST}", passing=True)
                    note(under_way, packed(lost))
            if broken > 1:
                workers = max(workers // 2, 1)
        left = [i for i in left if i not in finished]


def in_pool(tasks: Sequence[Task], chosen: Sequence[int], workers: int, take: Take) -> None:
    """Run the chosen tasks in a pool of its own, which is gone afterwards whatever happens."""
    executor = ProcessPoolExecutor(
        max_workers=min(workers, len(chosen)), timeout=IDLE_SECONDS, initializer=watch_parent, initargs=(os.getpid(),)
    )
    try:
        submitted(executor, tasks, chosen, take)
    finally:
        executor.shutdown(wait=False, kill_workers=True)


def submitted(executor: Executor, tasks: Sequence[Task], chosen: Sequence[int], take: Take) -> None:
    """Have the chosen tasks run by any executor."""
    with interrupts_held():
        futures = {executor.submit(work, tasks[i]): i for i in chosen}
    broken = None
    for future in as_completed(futures):
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            broken = error
        else:
            take(futures[future], future.result())
    if broken:
        raise broken


def watch_parent(parent: int) -> None:
    """End this worker when whoever started it is gone, and only then: Ctrl-C is for whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C while workers start, and hear it afterwards; the workers leave it to this process.

    It is blocked, which what starts here inherits, and noted if another thread of this process hears it meanwhile.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is None:
        yield
        return
    noted: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    can_block = hasattr(signal, "pthread_sigmask")  # not on Windows
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if can_block else set()
    try:
        yield
    finally:
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
        if noted:
            signal.raise_signal(signal.SIGINT)


def available_workers() -> int:
    """Return how many processes this machine has cores for."""
    from loky import cpu_count

    return max(int(cpu_count()), 1)
