"""The store: what is finished is found again as it was, and nothing else is taken for it."""

import sqlite3
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ecology.errors import EcologyError
from ecology.experiments.outcome import Outcome, packed, unpacked
from ecology.experiments.store import FILE, Store
from ecology.experiments.task import Task, perform
from ecology.parameters import Parameters
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector

CLASSROOM = load_sector("classroom")
TASK = Task(load_policy("enabling"), 0, 1, CLASSROOM, 14, Parameters(), events=True, graph=True)


@pytest.fixture(scope="module")
def outcome():
    return perform(TASK)


def test_an_outcome_comes_back_as_it_was(outcome):
    back = unpacked(packed(outcome))
    pd.testing.assert_frame_equal(back.frame, outcome.frame, check_exact=True)
    pd.testing.assert_frame_equal(back.events, outcome.events, check_exact=True)
    assert (back.policy, back.replication, back.error, back.graph) == ("enabling", 0, "", outcome.graph)
    assert back.changed == outcome.changed
    assert back.facts == outcome.facts
    assert packed(back) == packed(outcome)


def test_a_number_that_is_none_and_one_that_is_tiny_come_back_too():
    frame = pd.DataFrame({"value": [np.nan, 5e-324, -0.0, 1 / 3, np.inf]})
    back = unpacked(packed(Outcome("a", 0, frame=frame))).frame
    assert back["value"].to_numpy().tobytes() == frame["value"].to_numpy().tobytes()


def test_what_is_finished_is_found_by_the_next_command(tmp_path, outcome):
    with Store(tmp_path, "sector") as store:
        assert store.get(TASK) is None
        store.put(TASK, packed(outcome))
    with Store(tmp_path, "sector") as store:
        assert store.n_kept([TASK, replace(TASK, replication=1)]) == 1
        assert packed(store.get(TASK)) == packed(outcome)


OTHERS = {
    "seed": replace(TASK, seed=2),
    "replication": replace(TASK, replication=1),
    "months": replace(TASK, months=15),
    "policy": replace(TASK, policy=load_policy("targets")),
    "parameters": replace(TASK, parameters=Parameters().replace({"trust.gain": 0.2})),
    "phases": replace(TASK, without=("revise",)),
    "streams": replace(TASK, other_streams=True),
    "events": replace(TASK, events=False),
    "graph": replace(TASK, graph=False),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_taken_for_it(tmp_path, outcome, other):
    with Store(tmp_path, "sector") as store:
        store.put(TASK, packed(outcome))
        assert store.get(other) is None


def test_another_sector_or_programme_is_not_taken_for_it(tmp_path, outcome, monkeypatch):
    with Store(tmp_path, "sector") as store:
        store.put(TASK, packed(outcome))
    with Store(tmp_path, "another sector") as store:
        assert store.get(TASK) is None
    monkeypatch.setattr("ecology.experiments.store.made_by", lambda: "ecology of tomorrow")
    with Store(tmp_path, "sector") as store:
        assert store.get(TASK) is None


def test_a_changed_byte_is_not_trusted(tmp_path, outcome):
    with Store(tmp_path, "sector") as store:
        store.put(TASK, packed(outcome))
    with sqlite3.connect(tmp_path / FILE) as file:
        frame = bytearray(file.execute("SELECT frame FROM runs").fetchone()[0])
        frame[len(frame) // 2] ^= 1
        file.execute("UPDATE runs SET frame = ?", [bytes(frame)])
    file.close()
    with Store(tmp_path, "sector") as store:
        assert store.get(TASK) is None


def test_a_failed_run_is_kept_and_a_failure_of_the_machine_is_not(tmp_path):
    other = replace(TASK, replication=1)
    with Store(tmp_path, "sector") as store:
        store.put(TASK, packed(Outcome("enabling", 0, error="ValueError: no")))
        store.put(other, packed(Outcome("enabling", 1, error="MemoryError: ", passing=True)))
        assert store.get(TASK).error == "ValueError: no"
        assert store.get(other) is None


def test_fresh_forgets(tmp_path, outcome):
    with Store(tmp_path, "sector") as store:
        store.put(TASK, packed(outcome))
    with Store(tmp_path, "sector", fresh=True) as store:
        assert store.get(TASK) is None


def test_two_commands_do_not_make_one_study_at_once(tmp_path):
    with Store(tmp_path, "sector"), pytest.raises(EcologyError, match="another command is making this study now"):
        Store(tmp_path, "sector")


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to be looked at" * 30)
    with pytest.raises(EcologyError, match=rf"{FILE}: is damaged .* Delete that file"):
        Store(tmp_path, "sector")


def test_a_full_disk_is_said_and_what_was_finished_is_kept(tmp_path, outcome):
    other = replace(TASK, replication=1)
    with Store(tmp_path, "sector") as store:
        store.put(TASK, packed(outcome))
        pages = store._file.execute("PRAGMA page_count").fetchone()[0]
        store._file.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(EcologyError, match=r"What was finished before is kept\. Free some space"):
            store.put(other, packed(replace(outcome, replication=1)))
    with Store(tmp_path, "sector") as store:
        assert packed(store.get(TASK)) == packed(outcome)
        assert store.get(other) is None


def test_the_same_runs_give_the_same_file_in_whatever_order_they_were_finished(tmp_path, outcome):
    tasks = [replace(TASK, replication=i) for i in range(4)]
    contents = []
    for name, order in (("a", tasks), ("b", tasks[::-1])):
        (tmp_path / name).mkdir()
        with Store(tmp_path / name, "sector") as store:
            store.put(replace(TASK, seed=99), packed(outcome))  # of no use to this study
            for task in order:
                store.put(task, packed(replace(outcome, replication=task.replication)))
            store.settle(tasks)
            assert store.n_kept(tasks) == 4
            assert store.get(replace(TASK, seed=99)) is None
        contents.append((tmp_path / name / FILE).read_bytes())
    assert contents[0] == contents[1]
    assert [path.name for path in (tmp_path / "a").iterdir()] == [FILE]
