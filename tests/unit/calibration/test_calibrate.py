"""The same command gives the same files, undisturbed, interrupted or killed; with one worker or two."""

import os
import signal
import subprocess
import sys
import time

import pytest

from ecology.calibration.calibrate import calibrate, planned
from ecology.calibration.kept import FILE
from ecology.cli import main
from ecology.errors import EcologyError, StudyExists

pytest.importorskip("optuna")

SMALL = {"trials": 3, "runs": 2, "check_runs": 2, "months": 14, "rng": 5}
COMMAND = ["calibrate", "--sector", "classroom", "--trials", "3", "--runs", "2", "--check-runs", "2", "--months", "14",
           "--seed", "5"]  # fmt: skip


def small(**changes):
    return planned("classroom", **{**SMALL, **changes})


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def kept(folder):
    return (folder / FILE).read_bytes().count(b"\n") if (folder / FILE).exists() else 0


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed") / "out"
    found = calibrate(small(), folder)
    found.write(folder)
    return found, files(folder)


def test_a_calibration_tries_the_starting_values_first_and_takes_the_best(undisturbed):
    found, written = undisturbed
    assert [trial.number for trial in found.trials] == [0, 1, 2]
    assert found.trials[0].rates == dict(zip(found.rates["parameter"], found.rates["start"], strict=True))
    assert found.best.objective == min(trial.objective for trial in found.trials)
    assert list(found.rates["tuned"]) == list(found.best.rates.values())
    assert set(written) == {"calibration.csv", "rates.csv", "pulls.csv", "calibration.md", FILE, "manifest.json"}
    assert written[FILE].count(b"\n") == 3 + 2 - (found.best.number == 0)


def test_every_target_is_in_the_table_once(undisturbed):
    found, _ = undisturbed
    assert found.table["target"].is_unique
    assert len(found.table) == 12
    for row in found.table.itertuples():
        assert row.label in found.text


def test_rates_stay_within_their_ranges(undisturbed):
    found, _ = undisturbed
    for trial in found.trials:
        for row in found.rates.itertuples():
            assert row.low <= trial.rates[row.parameter] <= row.high


def test_one_that_is_interrupted_goes_on_to_the_same_end(undisturbed, tmp_path):
    def stop(finished):
        if finished >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        calibrate(small(), tmp_path, done=stop)
    assert kept(tmp_path) == 2
    told = []
    found = calibrate(small(), tmp_path, started=lambda n, seconds, kept: told.append((n, kept)))
    found.write(tmp_path)
    assert told == [(10, 4)]
    assert files(tmp_path) == undisturbed[1]


def test_a_calibration_that_goes_further_begins_the_same(undisturbed, tmp_path):
    longer = calibrate(small(trials=4), tmp_path)
    assert longer.trials[:3] == undisturbed[0].trials
    calibrate(small(), tmp_path).write(tmp_path)
    assert files(tmp_path) == undisturbed[1]


def test_another_seed_gives_another_calibration(undisturbed, tmp_path):
    other = small(rng=6)
    assert calibrate(other, tmp_path).trials[1].rates != undisturbed[0].trials[1].rates
    with pytest.raises(StudyExists):
        calibrate(small(), tmp_path)


def test_two_workers_give_what_one_gives(undisturbed, tmp_path):
    calibrate(small(), tmp_path, workers=2).write(tmp_path)
    assert files(tmp_path) == undisturbed[1]


def test_one_that_is_killed_goes_on_to_the_same_end(tmp_path, capsys):
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    words = [sys.executable, "-m", "ecology", *COMMAND, "--workers", "1", "--out", str(killed)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not kept(killed) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert not (killed / "calibration.csv").exists()
    for folder in (killed, whole):
        with pytest.raises(SystemExit) as ended:
            main([*COMMAND, "--workers", "1", "--out", str(folder)])
        assert ended.value.code == 0
    assert files(killed) == files(whole)
    said = capsys.readouterr().out
    assert "10 runs of 14 months on sector classroom" in said
    assert "were finished before and are kept" in said


@pytest.mark.parametrize("wrong", [{"trials": 0}, {"runs": 1.5}, {"months": True}, {"check_runs": -1}, {"rng": -1}])
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(EcologyError, match="must be a whole number"):
        small(**wrong)
