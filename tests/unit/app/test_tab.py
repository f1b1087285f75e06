"""A tab: its own models, freed when it is done with them; a bad file changes nothing."""

import gc
import weakref
from pathlib import Path

import pytest

from ecology.app.choices import NOBODY, further_strategies
from ecology.app.others import PAIRS, Background
from ecology.app.tab import Tab
from ecology.errors import BadFile, EcologyError
from ecology.experiments.pool import work
from ecology.metrics.declarations import HEADLINE
from ecology.presets.sectors import load_sector
from ecology.strategies.memory_one import MEMORY_ONE


@pytest.fixture
def tab():
    tab = Tab()
    tab.choices.sector = load_sector("classroom")
    tab.choices.months = 24
    tab.reset()
    yield tab
    tab.close()


def test_two_policies_begin_as_the_same_sector(tab):
    one, other = (live.eco for live in tab.lives)
    assert one.people.equals(other.people)
    for _ in range(24):
        tab.step()
    assert (tab.month, tab.is_over) == (24, True)
    assert not one.frame.equals(other.frame)


def test_two_tabs_share_nothing(tab):
    other = Tab()
    other.choices.first.change("individual_targets", "intensity", 0.5)
    other.step()
    assert (tab.month, other.month) == (0, 1)
    assert not tab.choices.first.is_changed
    other.close()


def test_a_reset_begins_again_with_the_same_history(tab):
    for _ in range(12):
        tab.step()
    first = tab.lives[0].eco.frame.copy()
    tab.reset()
    assert tab.month == 0
    for _ in range(12):
        tab.step()
    assert tab.lives[0].eco.frame.equals(first)


def test_choices_wait_for_the_reset_and_bad_ones_change_nothing(tab):
    tab.step()
    tab.choices.second.begin_as("targets")
    assert tab.is_changed
    with pytest.raises(EcologyError, match="both policies are targets"):
        tab.reset()
    assert tab.month == 1 and [live.eco.rules.policies[0].name for live in tab.lives] == ["targets", "enabling"]
    tab.choices.second.begin_as(NOBODY)
    tab.reset()
    assert len(tab.lives) == 1 and not tab.is_changed


def test_models_are_freed_without_waiting_for_the_collector(tab):
    gc.collect()
    gc.disable()
    try:
        sectors = [weakref.ref(live.eco.sector) for live in tab.lives]
        tab.reset()
        assert [ref() for ref in sectors] == [None, None]
    finally:
        gc.enable()


CSV = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name\n"
    "360G-x-1,One,First,GBP,10000,2024-01-05,GB-CHC-1,Alpha,GB-CHC-9,Giver\n"
    "360G-x-2,Two,Second,GBP,20000,2024-02-05,GB-CHC-2,Beta,GB-CHC-9,Giver\n"
)


def test_a_file_becomes_the_sector_and_is_gone_with_the_tab(tab):
    said = tab.bring("../../grants.csv", CSV.encode())
    assert "2 grants" in said
    assert "grants.csv: 2 grants give no length and are taken for 12 months." in said.splitlines()
    tab.reset()
    assert sorted(tab.lives[0].eco.organisations["name"]) == ["Alpha", "Beta"]
    folder = Path(tab._folder.name)
    assert sorted(path.name for path in folder.rglob("grants.csv")) == ["grants.csv", "grants.csv"]
    # the way on: what a terminal needs to do the same, the name as it was given
    assert tab.command.startswith("ecology import grants.csv --out my-sector, then ecology compare targets enabling ")
    assert "--sector my-sector" in tab.command
    tab.close()
    assert not folder.exists()


def test_a_file_that_cannot_be_read_changes_nothing(tab):
    before = tab.choices.sector
    with pytest.raises(BadFile, match=r"nonsense.json"):
        tab.bring("nonsense.json", b"{")
    assert tab.choices.sector is before


def test_the_command_says_what_is_on_the_screen(tab):
    tab.choices.seed = 7
    tab.choices.assumptions = {"ownwork.joint_value": 2.0}
    assert tab.command.endswith("--seed 0 --months 24")
    tab.reset()
    expected = "ecology compare targets enabling --sector classroom --seed 7 --months 24"
    assert tab.command == f"{expected} --set ownwork.joint_value=2"
    tab.choices.strategies = ["grudger", "firm but fair"]
    assert tab.is_changed
    tab.reset()
    assert tab.command == f"{expected} --set ownwork.joint_value=2 --strategy grudger --strategy 'firm but fair'"
    tab.choices.first.change("individual_targets", "intensity", 0.5)
    tab.reset()
    assert tab.command == ""


def test_people_may_hold_further_strategies_of_the_library(tab):
    """Every memory-one row beyond those of all sectors is offered, and what is chosen is held on both sides."""
    assert further_strategies() == [row.name for row in MEMORY_ONE]
    tab.choices.strategies = ["grudger"]
    tab.reset()
    for live in tab.lives:
        assert live.eco.rules.strategies[-1].name == "grudger"
        assert "grudger" in set(live.eco.people["strategy"])
    assert all(task.strategies == live.eco.rules.strategies[-1:] for task in tab.others.tasks())


def test_others_give_bands_and_verdicts(tab):
    others = tab.others
    tasks = list(others.tasks())
    assert len(tasks) == others.n_all == 2 * PAIRS
    for task in tasks[:6]:
        others.take(work(task))
    assert others.n_done == 6
    spread = others.spread("enabling", "public_value")
    assert spread.shape == (3, 24)
    for _ in range(24):
        tab.step()
    # the first of the others is the sector on the screen
    assert spread[0].tolist() == tab.lives[1].series("public_value")
    rows = others.verdicts([metric.name for metric in HEADLINE])
    assert [row.outcome for row in rows] == [metric.name for metric in HEADLINE]
    assert {row.n_pairs for row in rows if row.outcome == "public_value"} == {3}


def test_the_background_runs_and_ends():
    tab = Tab()
    tab.choices.sector, tab.choices.months = load_sector("classroom"), 12
    tab.reset()
    background = Background()
    try:
        task = next(tab.others.tasks())
        packed = background.submit(task).result(timeout=120)
        assert packed == work(task)
    finally:
        background.stop()
        tab.close()
