"""`ecology classics` and `ecology tournament`, as they are typed."""

import json

import pandas as pd
import pytest

from ecology.classics import CLASSICS
from ecology.classics.scoreboard import Score, score, steadiness, steadiness_markdown
from ecology.cli import main
from ecology.cli.classics import arguments
from ecology.errors import EcologyError

OWN = """
from ecology.strategies import Reactive

def forgiving(own, other):
    return not (len(other) > 1 and other[-1] == other[-2] == 0)

mostly = Reactive("mostly", 1, 1, 0.5, 1, 0.5, "my own")
"""


def typed(capsys, *words):
    """Return the code, what was printed, and what was said on the side."""
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    printed = capsys.readouterr()
    return ended.value.code, printed.out, printed.err


def test_they_are_listed(capsys):
    code, out, _ = typed(capsys, "classics", "--json")
    assert code == 0
    assert [row["name"] for row in json.loads(out)] == list(CLASSICS)


def test_one_is_run_as_published_and_at_other_values(capsys, tmp_path):
    picture = tmp_path / "stability.png"
    code, out, _ = typed(capsys, "classics", "stability", "--figure", str(picture))
    assert code == 0
    assert "Reproduced: 4 of 4 quantities held." in out
    assert picture.read_bytes().startswith(b"\x89PNG")
    code, out, _ = typed(
        capsys, "classics", "match", "--set", "a=TFT", "--set", "b=ALLD", "--set", "rounds=10", "--json"
    )
    told = json.loads(out)
    assert [row["value"] for row in told["quantities"]][:2] == [9, 14]
    assert told["verdict"] == "nothing is published at these arguments"


def test_how_often_quantities_hold_is_counted_over_other_seeds(capsys, tmp_path):
    """As in runs of each seed apart."""
    words = ("classics", "graded_reciprocity", "--seeds", "2", "--workers", "1", "--table", str(tmp_path / "t.md"))
    code, out, _ = typed(capsys, *words, "--json")
    assert code == 0
    apart = [score("graded_reciprocity", seed).found.set_index("quantity")["held"] for seed in (1, 2)]
    expected = sum(one.dropna().astype(int) for one in apart).to_dict()
    rows = json.loads(out)
    assert {row["quantity"]: row["held"] for row in rows} == expected
    assert {row["runs"] for row in rows} == {2}
    assert f"| {len(expected)} | {min(expected.values())} of 2 |" in (tmp_path / "t.md").read_text(encoding="utf-8")


def test_the_least_steady_quantity_is_named():
    def run(*held):
        rows = {"quantity": ["a", "b"], "arguments": ["", "n = 2"], "held": pd.array(held, dtype="boolean")}
        return Score("self_play", pd.DataFrame(rows), 0.0)

    found = steadiness([run(True, True), run(True, False), run(True, pd.NA)])
    assert found[["held", "runs"]].to_numpy().tolist() == [[3, 3], [1, 2]]
    assert "| 2 | 1 of 2 | b (n = 2) |" in steadiness_markdown(found)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["classics", "stabilty"], "Did you mean stability"),
        (["classics", "stability", "--set", "v=1"], "unknown argument 'v'"),
        (["classics", "stability", "--set", "w"], "must be NAME=VALUE"),
        (["classics", "stability", "--set", "w=soon"], "cannot be run with w = 'soon'"),
        (["classics", "stability", "--set", "w=2"], "w = 2"),
        (["classics", "stability", "--all"], "leave NAME"),
        (["classics", "stability", "--seeds", "2"], "does not hang on chance"),
        (["classics", "--seeds", "2"], "--seeds runs NAME, or --all"),
        (["classics", "self_play", "--seeds", "2", "--rng", "3"], "--seeds runs NAME, or --all"),
        (["tournament", "TFT", "TFTT"], "unknown strategy 'TFTT'"),
        (["tournament", "TFT"], "two or more"),
        (["tournament", "TFT", "--own", "nowhere.py"], "there is no such file"),
    ],
)
def test_mistakes_are_told(capsys, words, says):
    code, _, err = typed(capsys, *words)
    assert code == 2
    assert says in err


def test_own_strategies_take_part(capsys, tmp_path):
    (tmp_path / "mine.py").write_text(OWN)
    picture = tmp_path / "heat.png"
    words = ["tournament", "TFT", "ALLD", "--own", str(tmp_path / "mine.py"), "--rounds", "10", "--repetitions", "2"]
    code, out, _ = typed(capsys, *words, "--figure", str(picture))
    assert code == 0
    assert all(name in out for name in ("forgiving", "mostly", "TFT", "ALLD"))
    assert picture.exists()
    code, out, _ = typed(capsys, *words, "--json")
    told = json.loads(out)
    points = dict(zip(told["names"], told["points"], strict=True))
    assert points["TFT"][told["names"].index("ALLD")] == pytest.approx(0.9)
    # contributes twice before two defections in a row are seen
    assert points["forgiving"][told["names"].index("ALLD")] == pytest.approx(0.8)
    (tmp_path / "none.py").write_text("x = 1")
    code, _, err = typed(capsys, "tournament", "TFT", "--own", str(tmp_path / "none.py"))
    assert (code, "defines no strategy" in err) == (2, True)


def test_arguments_are_read_as_what_they_look_like():
    assert arguments(["a=1", "b=0.5", "c=true", "d=TFT,ALLD"]) == {"a": 1, "b": 0.5, "c": True, "d": ("TFT", "ALLD")}
    with pytest.raises(EcologyError):
        arguments(["=3"])
