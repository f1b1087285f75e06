"""The pool: what is finished is kept, and a killed worker costs the runs under way and no others."""

import os
import signal
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import pytest

from ecology.experiments import pool
from ecology.experiments.outcome import Outcome, packed
from ecology.experiments.pool import run_all
from ecology.experiments.store import Store
from ecology.experiments.task import Task
from ecology.parameters import Parameters
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector

TASK = Task(load_policy("none"), 0, 1, load_sector("classroom"), 2, Parameters())
TASKS = [replace(TASK, replication=i) for i in range(4)]


def test_what_is_in_the_store_is_not_run_again(tmp_path, monkeypatch):
    told = []
    with Store(tmp_path, "sector") as store:
        first = run_all(TASKS[:2], store=store)
        monkeypatch.setattr(pool, "perform", lambda task: Outcome("none", task.replication, error="ran again"))
        outcomes = run_all(TASKS[:3], done=told.append, store=store)
    assert [packed(outcome) for outcome in outcomes[:2]] == [packed(outcome) for outcome in first]
    assert outcomes[2].error == "ran again"
    assert told == [2, 3]


def test_what_was_finished_before_an_interruption_is_kept(tmp_path, monkeypatch):
    perform = pool.perform

    def interrupted(task):
        if task.replication == 2:
            raise KeyboardInterrupt
        return perform(task)

    monkeypatch.setattr(pool, "perform", interrupted)
    with Store(tmp_path, "sector") as store:
        with pytest.raises(KeyboardInterrupt):
            run_all(TASKS, store=store)
        assert store.n_kept(TASKS) == 2


@dataclass(frozen=True)
class Killer(Task):
    """A task whose process is killed: the first time only, or each time."""

    flag: str = ""

    @property
    def sector_rng(self):
        if not self.flag.endswith(".once") or not Path(self.flag).exists():
            Path(self.flag).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return np.random.SeedSequence(self.seed, spawn_key=(self.replication,))


def killing(task, flag):
    return Killer(**{spec.name: getattr(task, spec.name) for spec in fields(task)}, flag=str(flag))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_worker_that_is_killed_once_costs_nothing(tmp_path):
    tasks = [TASKS[0], killing(TASKS[1], tmp_path / "flag.once"), *TASKS[2:]]
    outcomes = run_all(tasks, workers=2)
    assert [packed(outcome) for outcome in outcomes] == [packed(outcome) for outcome in run_all(TASKS)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_run_that_kills_its_process_every_time_is_a_failed_run_among_others(tmp_path):
    outcomes = run_all([TASKS[0], killing(TASKS[1], tmp_path / "flag.always"), *TASKS[2:]], workers=2)
    assert [bool(outcome.error) for outcome in outcomes] == [False, True, False, False]
    assert outcomes[1].error.startswith("Killed: its process was ended from outside")
    assert outcomes[1].passing


def test_a_ctrl_c_while_workers_start_is_heard_afterwards():
    reached = []
    # whoever started the tests may have them ignore it
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            with pool.interrupts_held():
                os.kill(os.getpid(), signal.SIGINT)
                reached.append("held")
            reached.append("lost")
    finally:
        signal.signal(signal.SIGINT, before)
    assert reached == ["held"]
