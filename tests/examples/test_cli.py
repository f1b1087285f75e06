"""The command line as people use it, and as they misuse it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from ecology.cli import main
from ecology.cli.catalogue import CATALOGUE, singular
from ecology.cli.command import portable
from ecology.cli.progress import Progress, duration
from ecology.cli.records import printed
from ecology.experiments.outcome import Outcome
from ecology.experiments.task import perform
from ecology.presets.policies import load_policy

SMALL = ("--sector", "classroom", "--runs", "2", "--months", "24", "--workers", "1", "--ends", "0")
TOO_LATE = """
name = "later"
[levers.long_grants]
start = 99
"""


@pytest.fixture
def ecology(capsys, monkeypatch):
    """Run the command line here, without figures, and return what it exits with, prints, and says on the way."""
    monkeypatch.setattr("ecology.experiments.comparison.Comparison.figures", lambda _: {})

    def run(*arguments):
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return stop.value.code, said.out, said.err

    return run


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Return the folder of one small study, and the process that made it."""
    folder = tmp_path_factory.mktemp("studies") / "one"
    return folder, in_a_process("compare", "targets", "enabling", *SMALL, "--out", folder)


def in_a_process(*arguments, **options):
    command = [sys.executable, "-m", "ecology", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def test_help_answers_at_once():
    begun = time.perf_counter()
    answer = in_a_process("--help")
    assert time.perf_counter() - begun < 2  # half a second on an idle machine
    assert answer.returncode == 0
    assert all(command in answer.stdout for command in ("compare", "run", "import", "list", "describe", "doctor"))


def test_help_imports_nothing_heavy():
    code = "import sys, ecology.cli; print({'numpy', 'pandas', 'mesa', 'matplotlib', 'scipy'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_version(ecology):
    from ecology import __version__

    assert ecology("--version") == (0, f"ecology {__version__}\n", "")


# -- compare -------------------------------------------------------------------------------------------------------


def test_compare_says_how_long_first_and_where_everything_is_last(study):
    folder, answer = study
    assert answer.returncode == 0, answer.stderr
    lines = answer.stdout.splitlines()
    assert lines[0].startswith("4 runs of 24 months (2 policies × 2 pairs) on sector classroom: about ")
    assert lines[-2:] == [f"Report: {folder / 'report.html'}", f"Folder: {folder}"]
    assert "4 of 4 runs" in answer.stderr
    wanted = {
        "runs.csv", "results.csv", "results.parquet", "effects.csv", "levels.csv", "events.parquet", "report.html",
        "figures", "manifest.json", "columns.md", "runs.sqlite", "graph_targets_24.graphml",
        "graph_enabling_24.graphml",
    }  # fmt: skip
    assert {path.name for path in folder.iterdir()} == wanted


def test_the_table_fits_eighty_columns_and_holds_every_headline_outcome(study):
    from ecology.metrics.declarations import HEADLINE

    lines = study[1].stdout.splitlines()
    table = lines[lines.index("enabling compared with targets") + 1 : -2]
    assert max(map(len, table)) <= 80
    head = " ".join(table[0].split())
    assert head == "outcome, unit targets enabling difference 95 % interval verdict"
    first_words = {line.split()[0] for line in table if line.strip()}
    assert {metric.label.split()[0] for metric in HEADLINE} <= first_words
    assert any("£" in line and "," in line for line in table)


def test_the_recorded_command_knows_no_machine_and_no_workers(study):
    command = json.loads((study[0] / "manifest.json").read_text(encoding="utf-8"))["command"]
    assert command == "ecology compare targets enabling --sector classroom --runs 2 --months 24 --seed 0 --ends 0"


def test_workers_change_no_byte(study, tmp_path):
    two = tmp_path / "two"
    small = ["2" if word == "1" else word for word in SMALL]
    assert in_a_process("compare", "targets", "enabling", *small, "--out", two).returncode == 0
    for path in study[0].rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (two / path.relative_to(study[0])).read_bytes(), path.name


def test_json_is_all_there_is_on_standard_output(ecology, tmp_path):
    code, out, err = ecology("compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s", "--json")
    content = json.loads(out)
    assert code == 0
    assert content["folder"] == str(tmp_path / "s")
    assert Path(content["report"]).is_file()
    assert len(content["study"]) == 10
    assert {"outcome", "unit", "group", "difference", "low", "high", "verdict"} <= set(content["effects"][0])
    assert "NaN" not in out
    assert err.startswith("4 runs of 24 months")


def test_the_default_folder_is_named_after_the_study(ecology, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = ecology("compare", "none", "enabling", *SMALL, "--json")
    assert code == 0
    assert json.loads(out)["folder"] == str(Path("results") / f"none-vs-enabling-{json.loads(out)['study']}")


def test_more_policies_are_each_compared_with_the_first(ecology, tmp_path):
    code, out, _ = ecology("compare", "targets", "enabling", "none", *SMALL, "--out", tmp_path / "s")
    assert code == 0
    assert "enabling compared with targets" in out
    assert "none compared with targets" in out


def test_parameters_can_be_set_and_are_recorded(ecology, tmp_path):
    given = ("--set", "trust.gain=0.2", "--set", "choice.tries = 4")
    code, out, _ = ecology("compare", "none", "enabling", *SMALL, *given, "--out", tmp_path / "s", "--json")
    assert code == 0
    assert json.loads(out)["command"].endswith("--seed 0 --ends 0 --set choice.tries=4 --set trust.gain=0.2")
    assert "0.2" in (tmp_path / "s" / "runs.csv").read_text(encoding="utf-8")


def test_a_finished_study_is_printed_again_and_nothing_is_run(ecology, tmp_path, monkeypatch):
    given = ("compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s")
    _, first, _ = ecology(*given)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "s").iterdir() if path.name != "runs.sqlite"}
    monkeypatch.setattr("ecology.experiments.pool.perform", lambda _: pytest.fail("it ran"))
    code, again, _ = ecology(*given)
    assert code == 0
    assert "all were made before and are kept; --fresh makes them anew." in again.splitlines()[0]
    assert again.splitlines()[1:] == first.splitlines()[1:]
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_fresh_makes_every_run_anew(ecology, tmp_path, monkeypatch):
    given = ("compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s")
    ecology(*given)
    ran = []
    monkeypatch.setattr("ecology.experiments.pool.perform", lambda task: ran.append(task) or perform(task))
    code, out, _ = ecology(*given, "--fresh")
    assert code == 0
    assert "about" in out.splitlines()[0]
    assert len(ran) == 4


def test_a_file_that_was_lost_or_changed_is_written_again(ecology, tmp_path):
    given = ("compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s")
    ecology(*given)
    before = (tmp_path / "s" / "effects.csv").read_bytes()
    (tmp_path / "s" / "effects.csv").write_text("cut sh")
    (tmp_path / "s" / "runs.csv").unlink()
    assert ecology(*given)[0] == 0
    assert (tmp_path / "s" / "effects.csv").read_bytes() == before
    assert (tmp_path / "s" / "runs.csv").is_file()


def test_what_the_machine_failed_at_is_tried_again_and_written(ecology, tmp_path, monkeypatch):
    given = ("compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s")

    def starved(task):
        failed = Outcome(task.policy.name, task.replication, error="MemoryError: ", passing=True)
        return failed if task.replication == 1 else perform(task)

    with monkeypatch.context() as patch:
        patch.setattr("ecology.experiments.pool.perform", starved)
        assert "Failed: 2 of 4 runs" in " ".join(ecology(*given)[1].split())
    code, out, _ = ecology(*given)
    assert code == 0
    assert "2 were made before and are kept" in out
    assert set(pd.read_csv(tmp_path / "s" / "runs.csv")["status"]) == {"ok"}


def test_a_dry_run_says_what_it_takes_and_leaves_nothing(ecology, tmp_path):
    given = ("compare", "targets", "enabling", *SMALL[:-2], "--ends", "1", "--out", tmp_path / "s")
    code, out, _ = ecology(*given, "--dry-run")
    assert code == 0
    # two pairs, and one pair at each of the twelve ends of six open choices
    assert out.splitlines()[0] == (
        "4 runs of 24 months (2 policies × 2 pairs) and 24 with 6 open choices at their ends on sector classroom."
    )
    said = {line.split()[0]: line for line in out.splitlines()[1:]}
    assert "28, of which 0 are kept from before" in said["Runs"]
    assert "second" in said["Time"]
    assert "MB" in said["Disk"]
    assert "MB" in said["Memory"]
    assert not (tmp_path / "s").exists()


def test_open_choices_are_tried_after_the_table(ecology, tmp_path):
    given = ("compare", "targets", "enabling", *SMALL[:-2], "--ends", "1", "--out", tmp_path / "s")
    code, out, _ = ecology(*given)
    assert code == 0
    table, _, rest = out.partition("unclear: neither.")
    assert "enabling compared with targets" in table
    assert "six assumptions that could have turned it" in " ".join(rest.split()) or "that could change this" in rest
    written = pd.read_csv(tmp_path / "s" / "choices.csv")
    assert written["n_pairs"].max() == 1
    assert written.groupby(["parameter", "value"]).ngroups == 12
    runs = pd.read_csv(tmp_path / "s" / "runs.csv")
    assert len(runs) == 4 + 24
    low = runs[(runs["at_end"] == "ownwork.joint_value") & (runs["ownwork.joint_value"] == 0.25)]
    assert sorted(low["policy"]) == ["enabling", "targets"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_what_is_killed_goes_on_from_there_to_the_same_bytes(study, tmp_path):
    command = ["compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s"]
    process = subprocess.Popen([sys.executable, "-m", "ecology", *map(str, command)], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "1 of 4 runs" in process.stderr.readline()
    process.kill()
    process.communicate(timeout=30)
    answer = in_a_process(*command)
    assert answer.returncode == 0
    kept = int(answer.stdout.partition("classroom: ")[2].split()[0])
    assert 1 <= kept < 4
    for path in study[0].rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "s" / path.relative_to(study[0])).read_bytes(), path.name


def test_events_of_the_first_pair_are_kept_or_of_all(ecology, tmp_path):
    for given, pairs in (((), 1), (("--events", "all"), 2)):
        folder = tmp_path / f"{pairs}"
        code, _, _ = ecology("compare", "targets", "enabling", *SMALL, *given, "--out", folder)
        assert code == 0
        assert pd.read_parquet(folder / "events.parquet")["run"].nunique() == 2 * pairs


def test_graphs_are_left_out_where_nobody_wants_them(ecology, tmp_path):
    given = ("compare", "targets", "enabling", *SMALL, "--no-graphs", "--out", tmp_path / "s")
    code, _, _ = ecology(*given)
    assert code == 0
    assert not list((tmp_path / "s").glob("*.graphml"))
    assert "--no-graphs" in json.loads((tmp_path / "s" / "manifest.json").read_text(encoding="utf-8"))["command"]


def test_a_dry_run_says_how_to_do_without_large_graphs(ecology, monkeypatch):
    given = ("compare", "targets", "enabling", *SMALL, "--dry-run")
    assert "graphs" not in ecology(*given)[1]  # those of a classroom are small
    monkeypatch.setattr("ecology.cli.study.LARGE", 1000)
    assert "of which graphs 1 MB; --no-graphs leaves them out" in ecology(*given)[1]
    assert "graphs" not in ecology(*given, "--no-graphs")[1]


def test_identical_policies_are_said_to_be(ecology, tmp_path):
    (tmp_path / "idle.toml").write_text('name = "idle"\n[levers.long_grants]\nintensity = 0\n', encoding="utf-8")
    code, out, _ = ecology("compare", "none", tmp_path / "idle.toml", *SMALL, "--out", tmp_path / "s")
    assert code == 0
    assert "Identical: none and idle came out the same in every number." in out


def test_failed_runs_are_said_with_their_number_and_first_error(ecology, tmp_path, monkeypatch):
    def fails_once(task):
        if task.policy.name == "enabling" and task.replication == 1:
            return Outcome("enabling", 1, error="ValueError: the roof fell in")
        return perform(task)

    monkeypatch.setattr("ecology.experiments.pool.perform", fails_once)
    code, out, _ = ecology("compare", "targets", "enabling", *SMALL, "--runs", "3", "--out", tmp_path / "s")
    said = " ".join(out.split())
    assert code == 0
    assert (
        "Failed: 1 of 6 runs; their pairs are left out. The first (enabling, pair 2) said: ValueError: the roof" in said
    )


def test_another_study_is_never_overwritten_and_no_run_is_wasted_on_it(ecology, study, monkeypatch):
    monkeypatch.setattr("ecology.cli.study.carried_out", lambda *_, **__: pytest.fail("it ran"))
    before = (study[0] / "manifest.json").read_bytes()
    code, out, err = ecology("compare", "targets", "enabling", *SMALL, "--seed", "1", "--out", study[0])
    assert (code, out) == (2, "")
    assert f"{study[0]}: holds study" in err
    assert (study[0] / "manifest.json").read_bytes() == before


def test_a_mistake_found_late_leaves_no_empty_folder(ecology, tmp_path, monkeypatch):
    def broken(task):
        return Outcome(task.policy.name, task.replication, error="ValueError: no")

    monkeypatch.setattr("ecology.experiments.pool.perform", broken)
    code, _, err = ecology("compare", "targets", "enabling", *SMALL, "--out", tmp_path / "s")
    assert (code, err.splitlines()[-1]) == (2, "ecology: every run of targets failed; the first said: ValueError: no")
    assert not (tmp_path / "s").exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_an_interruption_says_what_was_lost_and_leaves_nobody_working(tmp_path):
    # as from a terminal: whoever started the tests in the background has them, and all they start, ignore Ctrl-C
    heard = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", heard + "runpy.run_module('ecology', run_name='__main__')", "compare", "targets"]
    command += ["enabling", "--sector", "classroom", "--runs", "30", "--ends", "0", "--workers", "2"]
    command += ["--out", str(tmp_path / "s")]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )
    assert process.stderr is not None
    first = process.stderr.readline()
    assert "of 60 runs, about" in first
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everyone at once
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Traceback" not in said
    assert f"of 60 runs are finished and kept in {tmp_path / 's'}: the same command goes on from there." in said
    deadline = time.monotonic() + 10
    while working(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert working(process.pid) == []
    assert {path.name for path in (tmp_path / "s").iterdir()} == {"manifest.json", "runs.sqlite"}


def working(group):
    """Return the processes of a group that still live."""
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            alive.append(path.parent.name)
    return alive


# -- mistakes ------------------------------------------------------------------------------------------------------

MISTAKES = {
    "unknown policy": (["compare", "tragets", "enabling"], "unknown policy 'tragets'. Did you mean targets?"),
    "one policy": (["compare", "targets"], "a comparison needs two policies or more"),
    "no policy": (["compare"], "ecology compare --help"),
    "the same policy twice": (["compare", "targets", "targets"], "policy 'targets' is given twice"),
    "two policies of one name": (["compare", "targets", "{namesake}"], "two policies are called 'targets'"),
    "a policy file without its ending": (["compare", "targets", "later"], "write ./later.toml for the file"),
    "a policy of one's own that is elsewhere": (
        ["compare", "targets", "xyz"],
        "is named by its file, as in ./xyz.toml",
    ),
    "a policy file that is not there": (["compare", "targets", "./mine.toml"], "mine.toml: there is no such file"),
    "a policy file that is not TOML": (["compare", "targets", "{broken}"], "broken.toml: is not valid TOML: "),
    "a lever that starts too late": (
        ["compare", "none", "{later}"],
        "policy later, lever long_grants: starts in month 99",
    ),
    "unknown sector": (["--sector", "standrad"], "unknown sector 'standrad'. Did you mean standard?"),
    "a sector of one's own that is elsewhere": (["--sector", "ours"], "made by 'ecology import' is named by its path"),
    "a sector folder that is not there": (["--sector", "./nowhere"], "nowhere: there is no such folder"),
    "a file for a sector": (["--sector", "{broken}"], "is a file, not a sector folder"),
    "a folder that is no sector": (["--sector", "{folder}"], "lacks sector.toml"),
    "no months": (["--months", "0"], "months = 0: must be a whole number, 1 or more"),
    "half a month": (["--months", "0.5"], "'--months'"),
    "fewer than no runs": (["--runs", "-1"], "runs = -1: must be a whole number, 1 or more"),
    "no workers": (["--workers", "0"], "workers = 0: must be a whole number, 1 or more"),
    "a seed below nought": (["--seed", "-1"], "the seed (rng) = -1: must be a whole number of 0 or more"),
    "words for a number": (["--runs", "many"], "'--runs'"),
    "a setting without a value": (["--set", "trust.gain"], "--set trust.gain: must be NAME=VALUE"),
    "a setting that is no number": (["--set", "trust.gain=high"], "'high' is neither a number"),
    "a setting given twice": (["--set", "trust.gain=0.1", "--set", "trust.gain=0.2"], "is given twice"),
    "unknown parameter": (
        ["--set", "trust.gian=0.1"],
        "unknown parameter or mechanism 'trust.gian'. Did you mean trust.gain",
    ),
    "out of range": (["--set", "trust.gain=3"], "trust.gain = 3: must be between 0 and 1 (per seen act)"),
    "not finite": (["--set", "trust.gain=nan"], "must be a number between 0 and 1"),
    "an output that is a file": (["--out", "{broken}"], "broken.toml"),
    "an output that cannot be made": (["--out", "{broken}/results"], "broken.toml/results"),
    "unknown option": (["--month", "3"], "--month"),
    "unknown command": (["comapre", "targets", "enabling"], "compare"),
    "unknown scenario": (["run", "frist-look"], "unknown scenario 'frist-look'. Did you mean first-look?"),
    "a scenario that is not TOML": (["run", "{broken}"], "broken.toml: "),
    "a strategy nobody knows": (["--strategy", "grujer"], "unknown strategy 'grujer'. Did you mean grudger"),
    "unknown kind to list": (["list", "polices"], "polices"),
    "unknown kind to describe": (["describe", "polcy:targets"], "unknown kind 'polcy'. Did you mean policy?"),
    "nothing to describe": (["describe", "targets"], "must be KIND:NAME, as in policy:targets"),
    "unknown lever": (["describe", "lever:convenning"], "Did you mean convening"),
    "unknown strategy": (["describe", "strategy:TFTT"], "Did you mean TFT"),
    "unknown metric": (["describe", "metric:public_valu"], "Did you mean public_value?"),
    "unknown phase": (["describe", "phase:fnud"], "Did you mean fund?"),
    "a file to describe as a sector": (["describe", "sector:{broken}"], "is a file, not a sector folder"),
    "an import of nothing": (["import", "{broken}.json", "--out", "{folder}/s"], "broken.toml.json"),
    "an import that is not JSON": (["import", "{notjson}", "--out", "{folder}/s"], "not.json"),
    "an import without a folder": (["import", "{notjson}"], "--out"),
    "an import into a file": (["import", "{grants}", "--out", "{broken}"], "is a file, not a folder"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_one_clear_line(ecology, tmp_path, monkeypatch, mistake):
    arguments, expected = MISTAKES[mistake]
    names = {
        "broken": "broken.toml",
        "later": "later.toml",
        "namesake": "namesake.toml",
        "notjson": "not.json",
        "grants": "grants.json",
        "folder": "empty",
    }
    paths = {word: str(tmp_path / name) for word, name in names.items()}
    Path(paths["broken"]).write_text("name = [", encoding="utf-8")
    Path(paths["later"]).write_text(TOO_LATE, encoding="utf-8")
    Path(paths["namesake"]).write_text('name = "targets"', encoding="utf-8")
    Path(paths["notjson"]).write_text("{", encoding="utf-8")
    Path(paths["grants"]).write_text(json.dumps({"grants": [grant(1)]}), encoding="utf-8")
    Path(paths["folder"]).mkdir()
    monkeypatch.chdir(tmp_path)
    if arguments[0].startswith("--"):
        arguments = ["compare", "targets", "enabling", *SMALL, *arguments]
    elif arguments[0] == "compare" and len(arguments) > 1:
        arguments = [*arguments, *SMALL]
    code, out, err = ecology(*(word.format(**paths) for word in arguments))
    assert code == 2
    assert out == ""
    assert expected in err
    assert err.startswith("ecology: ")
    assert err.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_to(ecology, tmp_path):
    tmp_path.chmod(0o555)
    code, _, err = ecology("compare", "targets", "enabling", *SMALL, "--out", tmp_path)
    tmp_path.chmod(0o755)
    assert (code, "may not be written to" in err) == (2, True)


def test_a_fault_of_ours_gets_one_line_and_with_debug_its_place(ecology, monkeypatch):
    def breaks(*_, **__):
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("ecology.cli.catalogue.show_list", breaks)
    code, out, err = ecology("list", "policies")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "ZeroDivisionError: a fault. Please report it with the output of 'ecology doctor'" in err
    with pytest.raises(ZeroDivisionError):
        main(["list", "policies", "--debug"])


def test_a_reader_who_has_had_enough_sees_no_traceback():
    command = f'"{sys.executable}" -m ecology list parameters | head -n 1'
    answer = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert answer.stderr == ""


# -- the other commands --------------------------------------------------------------------------------------------


def test_run_takes_a_scenario_and_what_is_said_otherwise(ecology, tmp_path):
    given = ("run", "first-look", "--runs", "1", "--months", "24", "--workers", "1", "--ends", "0")
    given += ("--out", tmp_path / "s")
    code, out, _ = ecology(*given)
    assert code == 0
    assert "enabling compared with targets" in out
    manifest = json.loads((tmp_path / "s" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "ecology run first-look --runs 1 --months 24 --seed 0 --ends 0"
    assert "What changes if a funder drops targets" in (tmp_path / "s" / "report.html").read_text(encoding="utf-8")


def test_people_may_hold_a_further_strategy_of_the_library(ecology, tmp_path):
    """Said on the command line or in a scenario file: the same study, and other numbers than without it."""
    given = ("--runs", "1", "--months", "14", "--ends", "0", "--workers", "1", "--sector", "classroom")
    scenario = tmp_path / "s.toml"
    scenario.write_text(
        'sector = "classroom"\npolicies = ["none", "targets"]\nruns = 1\nmonths = 14\nends = 0\n'
        'strategies = ["bully"]\n', encoding="utf-8",
    )  # fmt: skip
    asked = {
        "a": ("compare", "none", "targets", *given, "--strategy", "bully"),
        "b": ("run", scenario, "--workers", "1"),
        "c": ("compare", "none", "targets", *given),
    }
    for out, words in asked.items():
        assert ecology(*words, "--out", tmp_path / out)[0] == 0
    files = {out: (tmp_path / out / "results.csv").read_bytes() for out in asked}
    assert files["a"] == files["b"] != files["c"]
    command = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))["command"]
    assert "--strategy bully" in command


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('strategies = "grudger"', "strategies must be a list of names, as in strategies"),
        ('strategies = ["grujer"]', "s.toml: unknown strategy 'grujer'. Did you mean grudger"),
        ('without = "revise"', "without must be a list of names, of phases"),
    ],
)
def test_lists_of_names_in_a_scenario_are_checked(ecology, tmp_path, line, said):
    path = tmp_path / "s.toml"
    path.write_text(f'policies = ["none", "targets"]\n{line}\n', encoding="utf-8")
    code, _, errors = ecology("run", path)
    assert code == 2
    assert said in errors


EXPECTED = """
sector = "classroom"
policies = ["none", "targets"]
runs = 2
months = 20
ends = 0
[[expected]]
claim = "G6"
says = "{says}"
metric = "burden"
policy = "targets"
than = "none"
sign = "+"
"""


def test_what_an_account_says_is_judged_printed_and_kept(ecology, tmp_path):
    scenario, out = tmp_path / "s.toml", tmp_path / "s"
    scenario.write_text(EXPECTED.format(says="Targets take time"), encoding="utf-8")
    code, said, _ = ecology("run", scenario, "--workers", 1, "--out", out)
    assert code == 0
    words = " ".join(said.split())
    assert "Targets take time (G6)" in words
    assert "Time taken by funders" in words
    kept = pd.read_csv(out / "expected.csv").iloc[0]
    assert (kept.claim, kept.policy, kept.than, kept.n_pairs) == ("G6", "targets", "none", 2)
    assert kept.verdict in words
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'data-expected="1"' in page
    # another wording is another report of the same runs, none of which is made again
    scenario.write_text(EXPECTED.format(says="Whoever counts takes time"), encoding="utf-8")
    code, said, _ = ecology("run", scenario, "--workers", 1, "--out", out, "--json")
    assert "Whoever counts takes time" in (out / "report.html").read_text(encoding="utf-8")
    assert json.loads(said)["expected"][0]["verdict"] == kept.verdict


def grant(number, **changes):
    return {
        "id": f"360G-x-{number}", "title": "A grant", "description": "For theatre", "currency": "GBP",
        "amountAwarded": 100_000 * number, "awardDate": "2020-01-31",
        "recipientOrganization": [{"id": f"GB-CHC-{number}", "name": f"Theatre {number}", "postalCode": "M1 1AA"}],
        "fundingOrganization": [{"id": "GB-CHC-99", "name": "A Trust"}],
    } | changes  # fmt: skip


def test_import_then_compare_on_what_was_imported(ecology, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [grant(n) for n in range(1, 7)] + [grant(7, awardDate="never")]
    Path("grants.json").write_text(json.dumps({"grants": rows}), encoding="utf-8")
    code, out, said = ecology("import", "grants.json", "--out", "mine")
    assert code == 0  # with a row that could not be used
    assert "Note: could not be used:\n  grants.json, row 7: 'never' is not a date" in said
    assert "6 grants from 1 funder, A Trust" in out
    assert "1 row" in out
    assert "Size: of 6 organisations, staff is given for none, annual_income is given for none" in out
    assert "Size: of 6" in Path("mine/import_report.md").read_text(encoding="utf-8")
    assert "Called 'grants' in tables and reports; --name gives it another name." in out
    assert out.splitlines()[-1] == "Next: ecology compare targets enabling --sector mine"
    code, out, _ = ecology("describe", "sector:mine")
    assert (code, "Organisations: 6" in out) == (0, True)
    code, out, err = ecology("compare", "targets", "enabling", *SMALL[2:], "--sector", "mine", "--out", "s")
    assert code == 0, err
    assert "on sector grants" in out
    assert "enabling compared with targets" in out


def test_an_import_among_other_files_says_so(ecology, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("grants.json").write_text(json.dumps({"grants": [grant(1)]}), encoding="utf-8")
    code, _, said = ecology("import", "grants.json", "--out", ".")
    assert (code, "holds other things too (grants.json)" in said) == (0, True)
    code, _, said = ecology("import", "grants.json", "--out", "mine")
    assert (code, "holds other things" in said) == (0, False)
    code, _, said = ecology("import", "grants.json", "--out", "mine")
    assert (code, "holds other things" in said) == (0, False)


def test_import_of_tables_of_several_kinds(ecology, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("orgs.csv").write_text("Title,Heads\nHall,<5\nInn,12\n", encoding="utf-8")
    Path("links.csv").write_text("Hall,Inn\nInn,Nowhere\n", encoding="utf-8")
    Path("map.toml").write_text('[organisations.columns]\nname = "Title"\nstaff = "Heads"\n', encoding="utf-8")
    arguments = ("import", "orgs.csv", "links.csv", "--mapping", "map.toml", "--out", "mine")
    code, out, _ = ecology(*arguments, "--as", "graph=links.csv", "--name", "Ours")
    assert code == 0  # with a row that could not be used
    assert "2 organisations" in out
    assert "1 rows or files" in out
    assert "Called 'Ours' in tables and reports." in out
    assert "Size: of 2 organisations, annual_income is given for none; " in out  # staff is given for both
    code, out, _ = ecology("describe", "sector:mine")
    assert (code, "sector Ours" in out) == (0, True)
    assert "ties observed" in out
    code, _, err = ecology(*arguments[:3], "--as", "graph=other.csv", "--out", "mine")
    assert (code, "other.csv is not among the files given" in err) == (2, True)


@pytest.mark.parametrize("kind", CATALOGUE)
def test_everything_listed_can_be_described(ecology, kind):
    code, table, _ = ecology("list", kind)
    assert code == 0
    assert max(map(len, table.splitlines())) <= 80
    code, out, _ = ecology("list", kind, "--json")
    records = json.loads(out)
    assert code == 0
    assert records
    for record in records:
        name = record["name"]
        assert name in table
        code, out, _ = ecology("describe", f"{singular(kind)}:{name}")
        assert (code, out.startswith(f"{singular(kind)} {name}")) == (0, True)


def test_describe_says_what_a_lever_costs_and_in_what_unit(ecology):
    out = ecology("describe", "policy:enabling")[1]
    assert "£/place" in out
    assert "to the funder" in out
    assert "From 0 to 1" in ecology("describe", "parameter:trust.gain")[1]
    assert "Unit: £/month" in ecology("describe", "metric:public_value")[1]
    assert "DC  1" in ecology("describe", "strategy:TFT")[1]
    assert "Reads" in ecology("describe", "phase:fund")[1]


def test_describe_says_who_a_policy_is_meant_for(ecology, tmp_path):
    text = (
        'name = "few"\n[levers.convening]\nend = 48\nramp_months = 6\nintensity = 0.5\nwho = { region = ["Wales"] }\n'
    )
    (tmp_path / "few.toml").write_text(text, encoding="utf-8")
    out = ecology("describe", f"policy:{tmp_path / 'few.toml'}")[1]
    assert "In force from month 13, to month 48, growing over 6 months, at 50% of full strength." in out
    assert "Only for region: Wales" in out


def test_doctor_finds_all_well(ecology):
    code, out, _ = ecology("doctor")
    assert code == 0, out
    assert out.count("  ok  ") == 3
    assert "mesa" in out
    assert out.endswith("All is well.\n")


def test_doctor_says_what_is_wrong(ecology, monkeypatch):
    monkeypatch.setattr("ecology.cli.doctor.TESTS", {"one and one are two": lambda: "they are three"})
    code, out, _ = ecology("doctor")
    assert code == 1
    assert "FAILED  one and one are two: they are three" in out


# -- small parts ---------------------------------------------------------------------------------------------------


def test_progress_speaks_every_tenth_where_there_is_no_terminal(tmp_path):
    path = tmp_path / "said"
    with path.open("w", encoding="utf-8") as file:
        progress = Progress(Console(file=file))
        progress.begin(60)
        for n in range(1, 61):
            progress.advance(n)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ["6", "12", "18", "24", "30", "36", "42", "48", "54", "60"]
    assert "left" in lines[0]
    assert "left" not in lines[-1]


def test_progress_is_a_bar_on_a_terminal(tmp_path):
    path = tmp_path / "said"
    with (
        path.open("w", encoding="utf-8") as file,
        Progress(Console(file=file, force_terminal=True, width=80)) as progress,
    ):
        progress.begin(4)
        progress.advance(2)
    said = path.read_text(encoding="utf-8")
    assert "Running" in said
    assert "2 of" not in said


def test_durations_are_said_as_one_says_them():
    assert [duration(s) for s in (0.1, 1.4, 42, 150, 7200)] == [
        "1 second", "1 second", "42 seconds", "2.5 minutes", "2 hours",
    ]  # fmt: skip


def test_paths_lose_what_is_particular_to_a_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert portable("targets") == "targets"
    assert portable("./mine.toml") == "./mine.toml"
    assert portable(str(tmp_path / "policies" / "mine.toml")) == "./policies/mine.toml"
    assert portable("/somewhere/else/mine.toml") == "./mine.toml"


def test_values_are_printed_for_people():
    assert [printed(v) for v in (True, 1200, 0.25, 1e6, [1, 2], (0, 1), None)] == [
        "yes", "1,200", "0.25", "1,000,000", "1, 2", "0 to 1", "",
    ]  # fmt: skip


def test_the_command_is_installed():
    assert shutil.which("ecology", path=str(Path(sys.executable).parent)) is not None


def test_what_could_not_be_measured_is_said(ecology, tmp_path):
    # without matching nobody ever works together, so no seat can be counted
    scenario = tmp_path / "alone.toml"
    scenario.write_text(
        'sector = "classroom"\npolicies = ["none", "hybrid"]\nruns = 2\nmonths = 14\nwithout = ["match"]\n',
        encoding="utf-8",
    )
    code, printed_out, _ = ecology("run", scenario, "--out", tmp_path / "out", "--workers", 1)
    assert code == 0
    said = " ".join(printed_out.split("Not measured: ")[1].split())
    assert "Partners who contribute" in said


# --- new ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("like", ["none", "targets", "enabling", "hybrid"])
def test_a_policy_that_is_begun_is_the_one_it_is_like(ecology, tmp_path, monkeypatch, like):
    monkeypatch.chdir(tmp_path)
    code, said, _ = ecology("new", "policy", "rotating_chair", "--like", like)
    assert code == 0
    assert "ecology compare none ./rotating_chair.toml" in said
    begun = load_policy(tmp_path / "rotating_chair.toml")
    assert begun.name == "rotating_chair"
    assert begun.levers == load_policy(like).levers


def test_a_file_that_is_there_is_left_alone(ecology, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("precious", encoding="utf-8")
    code, _, said = ecology("new", "policy", "mine")
    assert code == 2
    assert "is there already" in said
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("../mine",), "must be letters"),
        (("enabling",), "is a built-in policy"),
        (("mine", "--like", "enablin"), "Did you mean enabling"),
    ],
)
def test_a_policy_that_cannot_be_begun(ecology, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    code, _, answer = ecology("new", "policy", *arguments)
    assert code == 2
    assert said in answer
    assert not list(tmp_path.iterdir())


def test_who_asks_for_nothing_gets_the_help_and_no_reproach(ecology):
    _, out, err = ecology()
    assert "compare" in out + err
    assert "ecology:" not in out + err


def test_a_lever_says_all_that_it_can_be_aimed_by(ecology):
    _, out, _ = ecology("describe", "lever:convening")
    for key in ("size:", "region:", "domain:", "organisation:", "share:"):
        assert f"\n  {key}" in out
