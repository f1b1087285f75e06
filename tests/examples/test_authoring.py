"""Writing policies and levers of one's own: begun by a command, checked by a command, and found in another package."""

import os
import subprocess
import sys
import textwrap

import pytest

from ecology.cli.app import main
from ecology.cli.new import LEVER
from ecology.policies.levers import BUILT_IN, from_packages


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
    for name, why in (("Two Words", "small letters"), ("audit", "is a built-in lever")):
        code, said = ecology(capsys, "new", "lever", name)
        assert code == 2
        assert why in said


def test_a_lever_that_costs_nothing_is_told(here, capsys):
    text = LEVER.format(title="Gift", name="Gift").replace("self.hours * self.cost", "0")
    (here / "gift.py").write_text(text, encoding="utf-8")
    code, said = ecology(capsys, "check", "gift.py")
    assert code == 2
    assert "broken  costs the funder, and the more the stronger" in said
    assert "1 promises are broken." in said


def test_a_lever_that_writes_an_outcome_is_told_with_lever_variable_and_month(here, capsys):
    text = LEVER.format(title="Cheat", name="Cheat").replace('"search_hours": terms', '"trust": terms')
    (here / "cheat.py").write_text(text, encoding="utf-8")
    code, said = ecology(capsys, "check", "cheat.py")
    assert code == 2
    assert "policy cheat, lever cheat, month 2: 'trust' is not a term a funder can set" in " ".join(said.split())


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
    assert code == 2
    assert "convening changed nothing in 24 months" in said


def package(folder, points, **modules):
    """Write a package as if it were installed: modules, and a dist-info folder with entry points."""
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    about = folder / "rowing-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: rowing\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[ecology.levers]\n" + "\n".join(points) + "\n", encoding="utf-8")


def test_levers_of_another_package_are_found_and_what_cannot_be_taken_is_left_out(here, monkeypatch):
    monkeypatch.setattr("ecology.policies.levers.REFUSED", refused := {})
    points = [
        "boat_trips = rowing:BoatTrips", "audit = rowing:BoatTrips", "number = rowing:NUMBER", "gone = rowing_gone:X"
    ]  # fmt: skip
    package(here, points, rowing=LEVER.format(title="Boat trips", name="BoatTrips") + "\n\nNUMBER = 7\n")
    monkeypatch.syspath_prepend(here)
    found = from_packages(BUILT_IN)
    assert list(found) == ["boat_trips"]
    assert "there is a lever of that name already" in refused["audit"]
    assert "is no lever" in refused["number"]
    assert "cannot be loaded (ModuleNotFoundError" in refused["gone"]
    assert all("package rowing" in why for why in refused.values())


def test_a_lever_of_another_package_is_listed_checked_and_compared(here):
    package(here, ["boat_trips = rowing:BoatTrips"], rowing=LEVER.format(title="Boat trips", name="BoatTrips"))
    (here / "trips.toml").write_text('name = "trips"\n[levers.boat_trips]\nhours = 3\n', encoding="utf-8")
    script = """
        from ecology.cli.app import main
        for words in (["list", "levers"], ["check", "boat_trips"], ["compare", "none", "./trips.toml", "--sector",
                      "classroom", "--runs", "2", "--months", "20", "--ends", "0", "--workers", "1", "--out", "r"]):
            try:
                main(words)
            except SystemExit as stop:
                assert not stop.code, words
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(here), *sys.path]), "COLUMNS": "120"}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=here, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "(from rowing)" in " ".join(done.stdout.split())
    assert "All promises are kept." in done.stdout
    assert (here / "r" / "effects.csv").is_file()
