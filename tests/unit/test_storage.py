"""Storage: files are whole or absent, the same bytes for the same frame, and safe to open in a spreadsheet."""

import csv
import errno
import hashlib
import json
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecology import storage
from ecology.analysis.effects import COLUMNS
from ecology.dictionary import columns_md
from ecology.errors import BadFile, EcologyError, StudyExists
from ecology.metrics.declarations import METRICS
from ecology.storage import (
    check_study,
    claim_study,
    file_hash,
    finish_study,
    is_finished,
    manifest,
    study_hash,
    write_bytes,
    write_frame,
    write_manifest,
    write_text,
)  # fmt: skip

CONFIG = {"name": "mine", "policies": ["none", "enabling"], "seed": 1}


def test_study_hash_is_of_the_canonical_text():
    # the SHA-256 of {"a":1,"b":[2.5,"é"]} with sorted keys and no spaces, é as \u00e9
    text = b'{"a":1,"b":[2.5,"\\u00e9"]}'
    assert study_hash({"b": [2.5, "é"], "a": 1}) == hashlib.sha256(text).hexdigest()[:10]
    assert study_hash({"a": np.int64(1), "b": (2.5, "é")}) == study_hash({"a": 1, "b": [2.5, "é"]})
    assert study_hash({"a": 1}) != study_hash({"a": 2})


def test_what_has_no_json_text_has_no_hash():
    with pytest.raises(TypeError, match="object"):
        study_hash({"a": object()})
    with pytest.raises(ValueError, match="JSON"):
        study_hash({"a": float("nan")})


def test_the_same_study_may_be_written_again(tmp_path):
    folder = tmp_path / "new" / "study"
    check_study(folder, CONFIG)
    assert not folder.exists()
    claim_study(folder, CONFIG, "ecology compare", [1])
    check_study(folder, dict(reversed(CONFIG.items())))
    before = (folder / "manifest.json").read_bytes()
    claim_study(folder, CONFIG, "ecology compare", [1])
    assert (folder / "manifest.json").read_bytes() == before


def test_a_study_is_finished_while_its_files_are_those_that_were_written(tmp_path):
    assert not is_finished(tmp_path)
    claim_study(tmp_path, CONFIG, "ecology compare", [1])
    assert not is_finished(tmp_path)
    write_text("one", tmp_path / "a.txt")
    finish_study(tmp_path, manifest(CONFIG, "ecology compare", [1]), ["a.txt"])
    assert is_finished(tmp_path)
    (tmp_path / "a.txt").write_text("two")
    assert not is_finished(tmp_path)
    (tmp_path / "a.txt").unlink()
    assert not is_finished(tmp_path)


def test_a_study_by_another_programme_is_not_taken_for_finished(tmp_path, monkeypatch):
    write_text("one", tmp_path / "a.txt")
    finish_study(tmp_path, manifest(CONFIG, "ecology compare", [1]), ["a.txt"])
    monkeypatch.setattr("ecology.storage.made_by", lambda: "ecology of tomorrow")
    assert not is_finished(tmp_path)


def test_another_study_is_not_overwritten(tmp_path):
    write_manifest(manifest(CONFIG, "ecology compare", [1]), tmp_path)
    before = (tmp_path / "manifest.json").read_bytes()
    other = CONFIG | {"name": "other", "seed": 2}
    with pytest.raises(StudyExists) as caught:
        check_study(tmp_path, other)
    for part in (study_hash(CONFIG), "(mine)", study_hash(other), "(other)", "--out"):
        assert part in str(caught.value)
    assert (tmp_path / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"study": "x", "config": 3}', "\x00"])
def test_a_manifest_that_cannot_be_read_is_named(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(BadFile, match=r"manifest\.json"):
        check_study(tmp_path, CONFIG)


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "study").write_text("")
    with pytest.raises(EcologyError, match="Move the file of that name away"):
        check_study(tmp_path / "study", CONFIG)


def test_csv_bytes(tmp_path):
    frame = pd.DataFrame(
        {
            "policy": ["none", "a,b", None],
            "value": [0.1, np.nan, 1e-7],
            "n": [1, -2, 3],
            "mixed": ["=SUM(A1)", -2.5, None],
            "ok": [True, False, True],
        }
    )
    content = write_frame(frame, tmp_path / "f.csv").read_bytes()
    assert content == (
        b"policy,value,n,mixed,ok\n"
        b"\"none\",0.1,1,\"'=SUM(A1)\",true\n"
        b'"a,b",,-2,"-2.5",false\n'
        b',1e-7,3,,true\n'
    )  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_taken_for_a_formula(tmp_path, start):
    frame = pd.DataFrame({f"{start}head": [f"{start}1+1", "1=1"], "x": [-1.0, 2.0]})
    path = write_frame(frame, tmp_path / "f.csv")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows == [[f"'{start}head", "x"], [f"'{start}1+1", "-1"], ["1=1", "2"]]


def test_parquet_keeps_texts_as_they_are(tmp_path):
    frame = pd.DataFrame({"a": ["=1", "b"], "x": [1.5, np.nan], "n": [1, 2]})
    pd.testing.assert_frame_equal(pd.read_parquet(write_frame(frame, tmp_path / "f.parquet")), frame)


@given(st.lists(st.floats(allow_nan=False, width=64), min_size=1, max_size=30))
def test_floats_read_back_as_they_were_in_the_fewest_digits(tmp_path_factory, values):
    path = write_frame(pd.DataFrame({"x": values}), tmp_path_factory.mktemp("csv") / "f.csv")
    texts = path.read_text().splitlines()[1:]
    assert [float(text) for text in texts] == values
    assert [digits(text) for text in texts] == [digits(repr(value)) for value in values]


def digits(text):
    """The significant digits of a number, whatever its notation: 1e-05 and 0.00001 both have one."""
    return text.lower().partition("e")[0].replace(".", "").strip("-").strip("0")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_same_frame_gives_the_same_bytes(tmp_path, make_results, ending):
    results = make_results({"none": 0.0, "enabling": 0.02}, replications=2, months=24)
    one = write_frame(results, tmp_path / f"one.{ending}").read_bytes()
    assert write_frame(results.copy(), tmp_path / f"two.{ending}").read_bytes() == one
    as_categories = results.astype({"policy": "category", "metric": "category"})
    assert write_frame(as_categories, tmp_path / f"three.{ending}").read_bytes() == one


def test_a_frame_comes_back_from_its_csv(tmp_path, make_results):
    results = make_results({"none": 0.0, "enabling": 0.02}, replications=2, months=24)
    back = pd.read_csv(write_frame(results, tmp_path / "results.csv"))
    pd.testing.assert_frame_equal(back, results, check_exact=True)


def test_an_empty_frame_is_its_header(tmp_path):
    frame = pd.DataFrame({"a": [], "b": []})
    assert write_frame(frame, tmp_path / "f.csv").read_bytes() == b"a,b\n"


def test_names_that_cannot_be_written(tmp_path):
    with pytest.raises(EcologyError, match=r"\.csv or \.parquet"):
        write_frame(pd.DataFrame(), tmp_path / "f.xlsx")
    with pytest.raises(EcologyError, match="same name"):
        write_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]), tmp_path / "f.csv")


@pytest.mark.parametrize(
    ("code", "what_to_do"), [(errno.ENOSPC, "Free some space"), (errno.EIO, "Check that the folder")]
)
def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(tmp_path, monkeypatch, code, what_to_do):
    path = write_text("before", tmp_path / "results.csv")

    def full(_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(EcologyError, match=what_to_do) as caught:
        write_frame(pd.DataFrame({"a": [1]}), path)
    assert str(path) in str(caught.value)
    assert "--out" in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["results.csv"]
    assert path.read_text() == "before"


def test_an_interrupted_write_leaves_nothing(tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(storage.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(b"x", tmp_path / "a.png")
    assert not list(tmp_path.iterdir())


def test_text_is_utf8_with_line_feeds_and_folders_are_made(tmp_path):
    assert write_text("£1\n", tmp_path / "figures" / "a.md").read_bytes() == b"\xc2\xa31\n"


def test_manifest_is_reproducible_and_names_no_folder(tmp_path):
    source = write_text("x", tmp_path / "mine.toml")
    found = manifest(CONFIG, "ecology compare", [np.int64(1), 2], [source])
    assert found == manifest(CONFIG, "ecology compare", [1, 2], [source])
    assert json.loads(write_manifest(found, tmp_path).read_text(encoding="utf-8")) == found
    assert found["study"] == study_hash(CONFIG)
    # printf x | sha256sum
    assert found["hashes"]["mine.toml"] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert {"ecology", "mesa", "numpy", "networkx", "pandas", "python"} <= set(found["versions"])
    assert str(tmp_path) not in json.dumps(found)


def test_a_source_that_is_not_there(tmp_path):
    with pytest.raises(BadFile, match=r"gone\.csv"):
        file_hash(tmp_path / "gone.csv")


def test_the_dictionary_names_every_column_and_metric():
    text = columns_md()
    effects_part = text.split("## effects.csv")[1].split("\n## ")[0]
    named = [line.split(" | ")[0].removeprefix("| ") for line in effects_part.splitlines() if line.startswith("| ")]
    assert named[1:] == list(COLUMNS)
    assert all(f"| {name} |" in text for name in METRICS)
    for file in ("runs.csv", "results.csv", "results.parquet", "events.parquet", "manifest.json", "report.html"):
        assert file in text
    cells = {line.count("|") for line in text.splitlines() if line.startswith("|") and "---" not in line}
    assert cells == {4, 6}  # three columns, and five for metrics


def test_what_two_studies_differ_in_is_said(tmp_path):
    claim_study(tmp_path, {"name": "a vs b", "seed": 0, "policies": ["a", "b"]}, "ecology compare", [0])
    with pytest.raises(StudyExists, match=r"They differ in seed \(0 there, 3 here\)\. Nothing"):
        check_study(tmp_path, {"name": "a vs b", "seed": 3, "policies": ["a", "b"]})
    with pytest.raises(StudyExists, match=r"They differ in policies\. Nothing"):
        check_study(tmp_path, {"name": "a vs c", "seed": 0, "policies": ["a", "c"]})


def test_another_sector_is_said_without_its_hash(tmp_path):
    claim_study(tmp_path, {"name": "a vs b", "sector": "0a1b"}, "ecology compare", [0])
    with pytest.raises(
        StudyExists, match=r"They differ in the sector \(another one, or its tables have changed since\)"
    ):
        check_study(tmp_path, {"name": "a vs b", "sector": "2c3d"})
