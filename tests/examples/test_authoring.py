"""Writing policies and levers of one's own: begun by a command, checked by a command, and found in another package."""

import json
import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from ecology import Policy
from ecology.cli.app import main
from ecology.cli.check import earlier, too_slow
from ecology.cli.new import LEVER
from ecology.policies.levers import BUILT_IN, from_packages
from ecology.presets.sectors import load_sector


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ecology(capsys, *words):
    """Return the exit code and what was printed."""
    with pytest.raises(SystemExit) as stop:
        main(list(words))
    printed = capsys.readouterr()
    return stop.value.code, printed.out + printed.err


def test_a_lever_is_begun_and_works_as_it_is(here, capsys):
    code, said = ecology(capsys, "new", "lever", "walking_tours")
    assert code == 0
    assert "ecology check ./walking_tours.py" in said
    code, said = ecology(capsys, "check", "./walking_tours.py")
    assert code == 0, said
    assert "All promises are kept." in said
    assert said.count("kept    ") == 13


def test_nothing_is_written_over_and_bad_names_are_refused(here, capsys):
    (here / "mine.py").write_text("precious", encoding="utf-8")
    code, said = ecology(capsys, "new", "lever", "mine")
    assert (code, (here / "mine.py").read_text(encoding="utf-8")) == (2, "precious")
    assert "is there already and was left alone" in said
    code, said = ecology(capsys, "new", "lever", "ours", "--like", "targets")
    assert (code, "a lever cannot" in said) == (2, True)
    mistakes = {
        "Two Words": "small letters",
        "../up": "small letters",
        "audit": "there is a lever of that name already",
    }
    for name, why in (mistakes | dict.fromkeys(("class", "json", "numpy"), "a word or a module of Python's")).items():
        code, said = ecology(capsys, "new", "lever", name)
        assert code == 2
        assert why in said
    assert [path.name for path in here.iterdir()] == ["mine.py"]


def test_what_is_begun_says_what_it_is(here, capsys):
    ecology(capsys, "new", "policy", "mine")
    said = ecology(capsys, "check", "mine.toml")[1]
    assert said.startswith("policy mine: Say in one sentence what it does.\nLevers: long_grants, ")
    ecology(capsys, "new", "lever", "ours")
    assert ecology(capsys, "check", "ours.py")[1].startswith("lever ours (P100): Say what it does, in plain English.")


def test_a_name_is_looked_for_among_policies_and_levers(capsys):
    code, said = ecology(capsys, "check", "convene-onyl")
    assert (code, "unknown policy or lever 'convene-onyl'. Did you mean convene-only" in said) == (2, True)
    code, said = ecology(capsys, "check", "handovr")
    assert (code, "Did you mean handover" in said) == (2, True)


def test_a_file_does_not_take_the_place_of_a_module_of_its_name(here, capsys):
    (here / "json.py").write_text("x = 1", encoding="utf-8")
    assert ecology(capsys, "check", "./json.py")[0] == 2
    assert sys.modules["json"] is json


def test_what_fails_is_told_with_its_line(here, capsys):
    text = LEVER.format(title="Slip", name="Slip").replace("terms.search_hours + self.hours", "self.huors")
    (here / "slip.py").write_text(text, encoding="utf-8")
    line = text[: text.index("self.huors")].count("\n") + 1
    code, said = ecology(capsys, "check", "slip.py")
    assert (code, f"AttributeError: 'Slip' object has no attribute 'huors', line {line} of slip.py" in said) == (
        1,
        True,
    )


REACH = """\
        frame = __import__("sys")._getframe()
        while frame and "sector" not in frame.f_locals:
            frame = frame.f_back
        if frame:
            frame.f_locals["sector"].ties.trust.fill(1)
"""
"""Reaches, from within a lever, for the sector that called it."""


def test_an_outcome_written_in_a_run_is_told_with_the_variable_and_the_phase(here, capsys):
    text = LEVER.format(title="Cheat", name="Cheat").replace("        return {", f"{REACH}        return {{")
    (here / "cheat.py").write_text(text, encoding="utf-8")
    code, said = ecology(capsys, "check", "cheat.py")
    assert code == 1
    assert "policy cheat, lever cheat, month 2: it wants to write the sector's ties.trust." in said
    assert "phase apply_policies" in said


def test_a_lever_of_late_months_is_tried_sooner_and_lasts_as_long():
    late = earlier(BUILT_IN["convening"](start=900, end=960))
    assert (late.start, late.end) == (60, 120)
    soon = BUILT_IN["convening"](start=13)
    assert earlier(soon) == soon


@pytest.mark.parametrize(("times", "said"), [((1.2,), ""), ((2.0, 1.4), ""), ((2.0, 1.9, 1.8), "1.8 times as long")])
def test_slow_months_are_measured_again_before_they_are_told(monkeypatch, times, said):
    # twelve months before the first in force do not count: they are a hundred times as slow here
    measured = [np.vstack([np.full((12, 2), (1.0, 100.0)), np.full((12, 2), (1.0, t))]) for t in times]
    again = iter(measured[1:])
    policy = Policy("p", "", "", (("convening", BUILT_IN["convening"]()),))
    monkeypatch.setattr("ecology.cli.check.lived", lambda lives, months: next(again))
    assert said in too_slow(policy, 24, measured[0], load_sector("standard"))
    assert bool(too_slow(policy, 24, np.full((24, 2), (1.0, 1.0)), load_sector("standard"))) is False


def test_a_lever_that_costs_nothing_is_told(here, capsys):
    text = LEVER.format(title="Gift", name="Gift").replace("self.hours * self.cost", "0")
    (here / "gift.py").write_text(text, encoding="utf-8")
    code, said = ecology(capsys, "check", "gift.py")
    assert code == 1
    assert "broken  costs the funder, and the more the stronger" in said
    assert "1 promise is broken." in said


def test_a_lever_that_writes_an_outcome_is_told_with_lever_variable_and_month(here, capsys):
    text = LEVER.format(title="Cheat", name="Cheat").replace('"search_hours": terms', '"trust": terms')
    (here / "cheat.py").write_text(text, encoding="utf-8")
    code, said = ecology(capsys, "check", "cheat.py")
    assert code == 1
    assert "policy cheat, lever cheat, month 2: 'trust' is not a term a funder can set" in " ".join(said.split())
    assert said.count("the same as above") == 5  # of six promises that hang on it


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import nowhere_at_all", "cannot be run (ModuleNotFoundError"),
        ("x = 1", "it defines 0"),
        ("x = (", "SyntaxError"),
    ],
)
def test_a_file_that_is_no_lever_is_told(here, capsys, text, why):
    (here / "odd.py").write_text(text, encoding="utf-8")
    code, said = ecology(capsys, "check", "./odd.py")
    assert code == 2
    assert why in said


def test_a_policy_is_checked_lever_by_lever(here, capsys):
    (here / "mine.toml").write_text('name = "mine"\n[levers.convening]\nwho = { size = ["large"] }\n', encoding="utf-8")
    code, said = ecology(capsys, "check", "./mine.toml")
    assert code == 0, said
    assert "lever convening keeps its contract" in said
    nobody = 'name = "idle"\n[levers.convening]\nwho = { organisation = ["Nobody"] }\n'
    (here / "idle.toml").write_text(nobody, encoding="utf-8")
    code, said = ecology(capsys, "check", "./idle.toml")
    assert code == 1
    assert "convening changed nothing in 24 months" in said


def test_a_policy_is_checked_in_a_sector_of_ones_own(here, capsys):
    (here / "own").mkdir()
    (here / "own" / "organisations.csv").write_text("name\nNobody\nAnybody\n", encoding="utf-8")
    (here / "own" / "sector.toml").write_text('name = "Own"\nheadcount = 20\n', encoding="utf-8")
    aimed = 'name = "aimed"\n[levers.convening]\nwho = { organisation = ["Nobody"] }\n'
    (here / "aimed.toml").write_text(aimed, encoding="utf-8")
    _, said = ecology(capsys, "check", "./aimed.toml", "--sector", "./own")
    assert "kept    each lever changes some term" in said


def package(folder, points, **modules):
    """Write a package as if it were installed: modules, and a dist-info folder with entry points."""
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    about = folder / "rowing-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: rowing\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[ecology.levers]\n" + "\n".join(points) + "\n", encoding="utf-8")


NAMELESS = LEVER.replace("    code: ", "    other: ").replace("    summary: ", "    said: ")


def test_levers_of_another_package_are_found_and_what_cannot_be_taken_is_left_out(here, monkeypatch, capsys):
    monkeypatch.setattr("ecology.policies.levers.REFUSED", refused := {})
    monkeypatch.setattr("ecology.policies.levers.PACKAGES", packages := {})
    points = {
        "boat_trips": "rowing:BoatTrips", "audit": "rowing:BoatTrips", "number": "rowing:NUMBER",
        "gone": "rowing_gone:X", "bare": "rowing:Lever",
        "nameless": "rowing_nameless:Nameless", "quits": "rowing_quits:X",
    }  # fmt: skip
    package(
        here, [f"{name} = {value}" for name, value in points.items()],
        rowing=LEVER.format(title="Boat trips", name="BoatTrips") + "\n\nNUMBER = 7\n",
        rowing_nameless=NAMELESS.format(title="Nameless", name="Nameless"), rowing_quits="raise SystemExit(3)",
    )  # fmt: skip
    monkeypatch.syspath_prepend(here)
    found = from_packages(BUILT_IN)
    assert list(found) == ["boat_trips"]
    assert packages == {"boat_trips": "rowing"}
    assert "there is a lever of that name already" in refused["audit"]
    assert "is no lever" in refused["number"]
    assert "is no lever" in refused["bare"]
    assert "cannot be loaded (ModuleNotFoundError" in refused["gone"]
    assert "cannot be loaded (SystemExit" in refused["quits"]
    assert "it has no code" in refused["nameless"]
    assert all(why.startswith("package rowing: ") for why in refused.values())
    # a policy file that asks for it is told why, and everything else goes on
    (here / "mine.toml").write_text("[levers.nameless]\n", encoding="utf-8")
    for words in (["check", "mine.toml"], ["describe", "lever:nameless"], ["check", "nameless"]):
        code, said = ecology(capsys, *words)
        assert (code, "the lever nameless was left out. package rowing: it has no code" in said) == (2, True)


def test_a_lever_of_another_package_is_listed_checked_and_compared(here):
    points = ["boat_trips = rowing:BoatTrips", "wrong = nowhere:Wrong"]
    package(here, points, rowing=LEVER.format(title="Boat trips", name="BoatTrips"))
    (here / "trips.toml").write_text('name = "trips"\n[levers.boat_trips]\nhours = 3\n', encoding="utf-8")
    script = """
        from ecology import compare
        from ecology.cli.app import main
        for line in ("list levers", "describe lever:boat_trips", "check boat_trips"):
            try:
                main(line.split())
            except SystemExit as stop:
                assert not stop.code, line
        # in two processes, each of which finds the package for itself
        made = compare(["none", "./trips.toml"], sector="classroom", runs=2, months=20, ends=0, rng=1, workers=2)
        assert not any(outcome.error for outcome in made.outcomes)
        assert {lever for o in made.outcomes for _, lever in o.changed} == {"boat_trips"}
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(here), *sys.path]), "COLUMNS": "120"}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=here, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "(from rowing)" in " ".join(done.stdout.split())
    assert "left out: package rowing: cannot be loaded (ModuleNotFoundError" in " ".join(done.stdout.split())
    assert "From the package rowing" in done.stdout
    assert "All promises are kept." in done.stdout
