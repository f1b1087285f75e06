"""Stories of partnerships, from the files of a finished comparison alone."""

import json
import shutil

import pandas as pd
import pytest

from ecology import Ecology
from ecology.cli.app import main
from ecology.errors import BadFile, EcologyError
from ecology.experiments.compare import compare
from ecology.experiments.stories import kept_events, kept_story, partnerships_in, suggested
from ecology.experiments.study import write_study
from ecology.experiments.task import Task
from ecology.parameters import Parameters
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("study")
    write_study(compare(["none", "enabling"], sector="classroom", runs=2, months=40, rng=5, ends=0), path)
    return path


def test_it_is_the_story_the_model_tells(folder):
    task = Task(load_policy("enabling"), 0, 5, load_sector("classroom"), 40, Parameters())
    eco = Ecology("classroom", "enabling", months=40, rng=task.rng, sector_rng=task.sector_rng)
    eco.run()
    events = kept_events(folder, "enabling", 0)
    there = partnerships_in(events)
    assert len(there) > 2
    for entry in there["partnership"]:
        assert kept_story(events, int(entry)).sentences == eco.story(int(entry)).sentences


def test_those_there_are_are_listed(folder):
    events = kept_events(folder, "none", 0)
    found = partnerships_in(events)
    begun = events[events["event"] == "partnership begun"]
    assert sorted(found["partnership"]) == sorted(begun["partnership"].unique())
    assert set(suggested(found)) <= set(found["partnership"])
    assert suggested(found.iloc[:0]) == []


def test_mistakes_are_told(folder, tmp_path):
    with pytest.raises(EcologyError, match="policy 'enablin' is not in it; compared were none, enabling"):
        kept_events(folder, "enablin", 0)
    with pytest.raises(EcologyError, match="replication 1 of none: its events were not kept; there are those of 0"):
        kept_events(folder, "none", 1)
    shutil.copytree(folder, old := tmp_path / "old")
    pd.read_parquet(old / "events.parquet").drop(columns="amount").to_parquet(old / "events.parquet")
    with pytest.raises(BadFile, match="there is no amount in it; another version wrote it"):
        kept_events(old, "none", 0)
    with pytest.raises(BadFile, match=r"there is no runs\.csv"):
        kept_events(tmp_path, "none", 0)
    with pytest.raises(EcologyError, match="partnership 12345: there was none of that number; they go from 0 to"):
        kept_story(kept_events(folder, "none", 0), 12345)


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_the_command_lists_tells_and_draws(folder, tmp_path, capsys):
    chosen = ["story", str(folder), "--policy", "enabling"]
    listed = json.loads(run(capsys, *chosen, "--json"))
    entry = listed[0]["partnership"]
    assert f"add --partnership {suggested(pd.DataFrame(listed))[0]}" in run(capsys, *chosen)
    figure = tmp_path / "story.png"
    told = run(capsys, *chosen, "--partnership", str(entry), "--figure", str(figure))
    assert told.startswith(f"Partnership {entry}: ")
    assert figure.read_bytes().startswith(b"\x89PNG")
    sentences = json.loads(run(capsys, *chosen, "--partnership", str(entry), "--json"))["sentences"]
    assert all(said["events"] for said in sentences)
