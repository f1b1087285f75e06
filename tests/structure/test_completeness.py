"""Nothing is forgotten: every strategy, lever, metric, phase and preset is listed, described and sourced."""

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Protocol

import pytest

import ecology
from ecology.metrics.declarations import METRICS
from ecology.policies import levers
from ecology.policies.lever import Lever
from ecology.policies.levers import LEVERS
from ecology.policies.terms import FIELDS
from ecology.presets.policies import policy_names
from ecology.presets.sectors import BUILT_IN, SUMMARIES
from ecology.schedule import MONTH
from ecology.strategies import STRATEGIES
from ecology.strategies import __path__ as strategy_path

ROOT = Path(ecology.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
PRESETS = sorted((ROOT / "presets").rglob("*.toml"))

THE_MONTH = (
    ("environment", "change_environment"), ("policy", "apply_policies"), ("funding", "fund"), ("labour", "move_jobs"),
    ("meeting", "meet"), ("matching", "match"), ("play", "play"), ("observation", "observe"), ("learning", "learn"),
    ("lifecycle", "live_and_end"), ("accounts", "account"), ("evaluation", "evaluate"), ("revision", "revise"),
    ("record", "record"),
)  # fmt: skip
"""The fourteen phases of the model, in its order: module and function."""


def test_the_schedule_is_the_month_of_the_model():
    assert tuple((phase.run.__module__.rpartition(".")[2], phase.name) for phase in MONTH) == THE_MONTH


@pytest.mark.parametrize("phase", MONTH, ids=lambda phase: phase.name)
def test_every_phase_has_a_reason_and_says_what_it_reads_and_writes(phase):
    assert phase.reason.strip()
    doc = inspect.getdoc(phase.run)
    assert re.search(r"^Reads$", doc, re.MULTILINE)
    assert re.search(r"^Writes$", doc, re.MULTILINE)
    assert doc.splitlines()[0].endswith(".")


@pytest.mark.parametrize("phase", MONTH[:-1], ids=lambda phase: phase.name)
def test_every_rule_names_its_source(phase):
    assert re.search(r"^Sources\n\s+\S", inspect.getdoc(phase.run), re.MULTILINE)


def test_every_lever_with_a_file_is_listed():
    found = set()
    for module in pkgutil.iter_modules(levers.__path__):
        members = vars(importlib.import_module(f"{levers.__name__}.{module.name}")).values()
        found |= {m for m in members if isinstance(m, type) and issubclass(m, Lever) and m is not Lever}
    assert found == set(LEVERS.values())
    assert len({make.code for make in LEVERS.values()}) == len(LEVERS)


@pytest.mark.parametrize("make", LEVERS.values(), ids=LEVERS)
def test_every_lever_lives_in_the_file_of_its_name(make):
    name = next(name for name, value in LEVERS.items() if value is make)
    assert make.__module__ == f"ecology.policies.levers.{name}"
    assert make.__doc__.strip()
    assert make.source.strip()


def test_every_strategy_with_a_file_is_listed():
    kinds = set()
    for module in pkgutil.iter_modules(strategy_path):
        for value in vars(importlib.import_module(f"ecology.strategies.{module.name}")).values():
            if isinstance(value, type) and hasattr(value, "contribute") and Protocol not in value.__bases__:
                kinds.add(value)
    assert kinds == {type(strategy) for strategy in STRATEGIES}


def test_the_strategies_of_the_first_form_are_there():
    names = {strategy.name for strategy in STRATEGIES}
    assert {"ALLC", "ALLD", "TFT", "GTFT", "WSLS", "discriminator", "contingent"} <= names


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_has_a_sentence(name):
    metric = METRICS[name]
    assert metric.name == name
    assert len(metric.meaning.split()) >= 3
    assert metric.label[0].isupper()


@pytest.mark.parametrize("name", FIELDS)
def test_every_term_has_unit_bounds_and_meaning(name):
    low, high = FIELDS[name]["bounds"]
    assert low < high
    assert FIELDS[name]["unit"].strip()
    assert FIELDS[name]["meaning"].strip()


@pytest.mark.parametrize("name", FIELDS)
def test_every_term_is_read_by_a_rule(name):
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "mechanisms").rglob("*.py"))
    assert re.search(rf"\.{name}\b", rules), f"no mechanism reads the term {name}"


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_every_preset_says_what_it_is(path):
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert content["name"] == path.stem
    assert content["summary"].strip()
    assert content.get("source", content.get("question", "")).strip()


def test_presets_are_found_by_name():
    assert {path.stem for path in PRESETS if path.parent.name == "policies"} == set(policy_names())
    assert set(BUILT_IN) == set(SUMMARIES) == {"classroom", "standard"}


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_nothing_is_left_to_be_done(path):
    text = path.read_text(encoding="utf-8")
    assert "NotImplementedError" not in text
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_module_class_and_function_has_a_docstring(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_every_column_says_what_it_holds():
    eco = ecology.Ecology("classroom", rng=1)
    for table in ("people", "organisations", "funders", "grants", "ties", "hearsay", "partnerships"):
        for spec in fields(getattr(eco.sector, table)):
            assert spec.metadata["meaning"].strip(), f"{table}.{spec.name}"
            if spec.metadata["dtype"] != "bool":
                assert spec.metadata["unit"].strip(), f"{table}.{spec.name}"


def test_random_numbers_come_from_the_streams_alone():
    for path in FILES:
        if path.name == "streams.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"default_rng", "RandomState", "shuffle", "seed"}:
                assert node.attr == "seed", f"{path.name} makes random numbers of its own"
            if isinstance(node, ast.Import):
                assert all(alias.name != "random" for alias in node.names)
