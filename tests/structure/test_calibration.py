"""Calibration imports no policy code, reads no comparison, and runs under the model's own default policy."""

import ast
import re
from pathlib import Path

import pytest

import ecology
from ecology.calibration.free import FREE
from ecology.declared import CALIBRATED
from ecology.parameters import Parameters, declarations

ROOT = Path(ecology.__file__).parent
FILES = sorted((ROOT / "calibration").glob("*.py"))
FORBIDDEN = (
    "ecology.policies", "ecology.presets.policies", "ecology.analysis", "ecology.report", "ecology.plots",
    "ecology.scenario", "ecology.experiments",
)  # fmt: skip
ALLOWED = ("ecology.experiments.pool", "ecology.experiments.crew")
"""Worker processes are the same for all."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_calibration_imports_no_policy_and_no_comparison(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            assert not module.startswith(FORBIDDEN) or module.startswith(ALLOWED), module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_calibration_names_no_policy_to_the_model(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            assert not {keyword.arg for keyword in node.keywords} & {"policy", "funders", "policies"}


def test_the_models_own_default_asks_for_nothing():
    eco = ecology.Ecology("classroom", rng=1)
    assert [policy.name for policy in eco.rules.policies] == ["none"] * len(eco.rules.policies)
    assert all(not policy.levers for policy in eco.rules.policies)


def test_defaults_of_free_rates_are_those_the_calibration_found():
    page = (ROOT.parent / "docs" / "calibration.md").read_text(encoding="utf-8")
    cell = r"[^|]+ \| "
    row = rf"^\| (\w+\.\w+) \| {cell * 3}([\d.]+) \| [^|]+ \|$"  # parameter, unit, range, start, tuned, range from
    found = dict(re.findall(row, page, flags=re.MULTILINE))
    defaults = dict(Parameters().items())
    assert {name: float(value) for name, value in found.items()} == {rate.name: defaults[rate.name] for rate in FREE}


def test_a_default_is_said_to_be_calibrated_where_it_is_and_only_there():
    said = {declared.name for declared in declarations() if declared.source == CALIBRATED}
    assert said == {rate.name for rate in FREE}
