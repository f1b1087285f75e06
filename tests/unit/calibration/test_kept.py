"""Evaluations are on the disk when they are finished, and found again only by what made them."""

import pytest

from ecology.calibration.kept import FILE, Kept
from ecology.errors import BadFile

STUDY = {"sector": "s", "months": 12}
ONE, TWO = {"a.b": 0.1}, {"a.b": 0.2}
COUNTS = [{"x": ([1, 2], [3, 4])}]


def test_what_is_kept_is_found_again(tmp_path):
    Kept(tmp_path, STUDY).put(ONE, [0, 1], COUNTS)
    kept = Kept(tmp_path, STUDY)
    assert kept.get(ONE, [0, 1]) == COUNTS
    assert kept.n_runs == 2
    assert kept.get(TWO, [0, 1]) is None
    assert kept.get(ONE, [0]) is None


def test_what_another_study_kept_is_not_found(tmp_path):
    Kept(tmp_path, STUDY).put(ONE, [0], COUNTS)
    other = Kept(tmp_path, {**STUDY, "months": 13})
    assert other.get(ONE, [0]) is None
    assert other.n_runs == 0


def test_a_line_cut_off_by_a_crash_counts_as_absent(tmp_path):
    kept = Kept(tmp_path, STUDY)
    kept.put(ONE, [0], COUNTS)
    kept.put(TWO, [0], COUNTS)
    path = tmp_path / FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    again = Kept(tmp_path, STUDY)
    assert again.get(ONE, [0]) == COUNTS
    assert again.get(TWO, [0]) is None
    again.put(TWO, [0], COUNTS)
    assert path.read_bytes() == whole


def test_a_line_that_is_none_is_an_error_that_names_it(tmp_path):
    Kept(tmp_path, STUDY).put(ONE, [0], COUNTS)
    path = tmp_path / FILE
    path.write_text("hello\n" + path.read_text())
    with pytest.raises(BadFile, match=r"line 1.*--fresh"):
        Kept(tmp_path, STUDY)
    assert Kept(tmp_path, STUDY, fresh=True).n_runs == 0


def test_settling_leaves_what_was_wanted_in_its_order(tmp_path):
    there, back = Kept(tmp_path / ".." / tmp_path.name, STUDY), tmp_path / FILE
    there.put(TWO, [0], COUNTS)
    there.put({"a.b": 0.3}, [0], COUNTS)
    there.put(ONE, [0], COUNTS)
    there.settle([(ONE, [0]), (TWO, [0]), (ONE, [0])])
    assert back.read_text().count("\n") == 2
    assert back.read_text().index("0.1") < back.read_text().index("0.2")
