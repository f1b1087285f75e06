"""Calibration imports no policy code, reads no comparison, and runs under the model's own default policy."""

import ast
from pathlib import Path

import pytest

import ecology

FILES = sorted((Path(ecology.__file__).parent / "calibration").glob("*.py"))
FORBIDDEN = (
    "ecology.policies", "ecology.presets.policies", "ecology.analysis", "ecology.report", "ecology.plots",
    "ecology.scenario", "ecology.experiments",
)  # fmt: skip
ALLOWED = ("ecology.experiments.pool",)
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
