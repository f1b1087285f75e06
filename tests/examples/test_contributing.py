"""The examples of CONTRIBUTING.md do what it says, word for word."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ecology import Ecology, load_policy

ROOT = Path(__file__).parents[2]


def example(name: str) -> str:
    """The code between the markers of an example."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(rf"<!-- example: {name} -->\n```\w+\n(.*?)```\n<!-- end of example -->", text, re.DOTALL)
    assert block, f"CONTRIBUTING.md has no example called {name}"
    return block[1]


def test_one_row_makes_a_strategy_of_sector_tournament_lists_and_documentation(tmp_path):
    for folder in ("ecology", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    rows = tmp_path / "ecology" / "strategies" / "reactive.py"
    before, after = rows.read_text(encoding="utf-8").rsplit(")  # fmt: skip", 1)
    rows.write_text(before + example("strategy") + ")  # fmt: skip" + after, encoding="utf-8")
    # FBF after (contributed, contributed): 1; (contributed, held back): 0; after mutual holding back: 2/3
    script = """
import numpy as np
from ecology import Ecology
from ecology.strategies import NAMES, STRATEGIES, View
fbf = STRATEGIES[NAMES.index("FBF")]
one = np.ones(3)
view = View(np.zeros(3), np.eye(4)[[0, 1, 3]], one, one, one, one)
assert np.allclose(fbf.contribute(view), [1, 0, 2 / 3]), fbf.contribute(view)
eco = Ecology("classroom", rng=1)
assert (eco.people.strategy == "FBF").sum() > 0
eco.run(6)
from ecology.classics.round_robin import tournament
met = tournament(["FBF", "TFT"], rounds=10, repetitions=1)
assert met.quantity.str.contains("FBF").any(), met
from ecology.cli.catalogue import CATALOGUE
assert "FBF" in {row["name"] for row in CATALOGUE["strategies"]()}
import sys
sys.path.insert(0, "docs")
from generated import strategies
assert any("FBF" in line and "always" in line for line in strategies())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(tmp_path)}, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_one_file_makes_a_policy(tmp_path):
    path = tmp_path / "gatherings.toml"
    path.write_text(example("policy"), encoding="utf-8")
    policy = load_policy(path)
    assert [name for name, _ in policy.levers] == ["convening", "long_grants"]
    eco = Ecology("standard", path, rng=1)
    eco.run(24)
    assert {lever for _, lever in eco.rules.changed} == {"convening", "long_grants"}


def test_an_example_that_is_not_there_is_missed():
    with pytest.raises(AssertionError, match="no example called"):
        example("nothing of the kind")
