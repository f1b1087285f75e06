"""The register of claims: every row is there, what it names exists, and no more rows wait than before."""

import ast
import re
import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))
claims = import_module("claims")

LAST = {"A": 17, "B": 28, "C": 17, "D": 22, "E": 15, "F": 7, "G": 37, "H": 9, "I": 17, "J": 26, "K": 12}
"""Letter → its last row; each begins at 1, save K, which begins at 0."""
ROWS = [f"{letter}{n}" for letter, last in LAST.items() for n in range(letter != "K", last + 1)]
BY_KIND = {"V": 46, "K": 10, "S": 25, "C": 8, "H": 119}
"""Strictest kind → rows; a claim may not become easier by being given another kind."""

REGISTER = claims.read()
KNOWN = claims.names()


@cache
def named_in(path):
    """Return the names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@cache
def headings_of(path):
    """Return the headings of a page as links name them."""
    found = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE) if path.is_file() else []
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in found}


def faults(claim):
    """Return what is wrong with a row, in words."""
    said = []
    for element in claim.element:
        kind, _, name = element.partition(":")
        if name not in KNOWN.get(kind, {}):
            said.append(f"element {element}: there is no such {kind}")
    for test in claim.test:
        path, _, name = test.partition("::")
        if not (ROOT / path).is_file() or name not in named_in(ROOT / path):
            said.append(f"test {test}: there is none")
    page, _, heading = claim.answer.partition("#")
    if claim.answer and heading not in headings_of(ROOT / "docs" / page):
        said.append(f"answer {claim.answer}: there is no such heading")
    said += [f"kind {kind}: unknown" for kind in claim.kind.split("/") if kind not in claims.KINDS]
    if not claim.waits and not claim.element:
        said.append("nothing represents it, and it does not say what it waits for")
    # what is a hypothesis may come out either way, so its answer does as well as a test
    if not claim.waits and not claim.test and not (claim.answer and claim.strictest == "H"):
        said.append("no test holds it, and it does not say what it waits for")
    return said


def test_every_row_is_there_once_and_in_order():
    assert [claim.row for claim in REGISTER.claims] == ROWS
    assert list(REGISTER.groups) == list(LAST)


def test_every_row_says_what_it_claims_in_one_sentence():
    for claim in REGISTER.claims:
        assert claim.claim.endswith("."), claim.row
        assert 20 < len(claim.claim) < 160, claim.row
        assert claim.source, claim.row
        assert not claim.waits.endswith("."), f"{claim.row}: what it waits for is a phrase"
    said = [claim.claim for claim in REGISTER.claims]
    assert len(set(said)) == len(said)


def test_what_it_names_exists_and_what_is_missing_is_said():
    wrong = {claim.row: faults(claim) for claim in REGISTER.claims if faults(claim)}
    assert not wrong


def test_no_claim_has_become_easier():
    counted = {kind: sum(claim.strictest == kind for claim in REGISTER.claims) for kind in claims.KINDS}
    assert counted == BY_KIND


@pytest.mark.parametrize("kind", claims.KINDS)
def test_no_more_rows_wait_than_before(kind):
    waiting = [claim.row for claim in REGISTER.claims if claim.waits and claim.strictest == kind]
    assert len(waiting) <= REGISTER.waiting[kind], f"{len(waiting)} rows of kind {kind} wait: {', '.join(waiting)}"


def test_tests_that_name_a_row_are_in_the_register():
    """A test of claims says its row first in its docstring, and the register says the test."""
    for path in sorted((ROOT / "tests").rglob("test_claims_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.FunctionDef) and node.name.startswith("test_")):
                continue
            row = re.match(r"([A-K]\d+)[:,]", ast.get_docstring(node) or "")
            assert row, f"{path.name}: {node.name} names no row"
            claim = REGISTER.claims[ROWS.index(row[1])]
            assert f"{path.relative_to(ROOT).as_posix()}::{node.name}" in claim.test, f"{node.name} is not in {row[1]}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"element": ("parameter:trust.gian",)}, "there is no such parameter"),
        ({"element": ("gossip",)}, "there is no such"),
        ({"element": ("event:partnership toasted",)}, "there is no such event"),
        ({"test": ("tests/theory/test_claims_games.py::test_everything",)}, "there is none"),
        ({"test": ("tests/theory/test_nothing.py::test_everything",)}, "there is none"),
        ({"answer": "findings.md#everything"}, "there is no such heading"),
        ({"answer": "findings.md#what-came-out", "test": (), "kind": "V"}, "no test holds it"),
        ({"kind": "X/V"}, "kind X"),
        ({"element": ()}, "nothing represents it"),
        ({"test": ()}, "no test holds it"),
    ],
)
def test_a_fault_is_found(change, said):
    sound = next(claim for claim in REGISTER.claims if claim.test and not claim.waits and not claim.answer)
    assert not faults(sound)
    assert any(said in fault for fault in faults(replace(sound, **change)))


def test_of_two_kinds_the_stricter_decides():
    row = REGISTER.claims[0]
    kinds = {"K/H": "K", "H/K": "K", "S/V": "V", "K/V": "V", "C/S": "S"}
    assert {given: replace(row, kind=given).strictest for given in kinds} == kinds


def test_the_page_tells_every_row_with_links():
    page = "\n".join(claims.page())
    for claim in REGISTER.claims:
        assert f"| {claim.row} | {claim.kind} | {claim.claim} ({claim.source}) |" in page
        assert claim.waits in page
    assert "[parameter `trust.gain`](parameters.md#trust)" in page
    waiting = sum(bool(claim.waits) for claim in REGISTER.claims)
    assert f"| all |  | {len(ROWS)} |" in page
    assert f"{len(ROWS) - waiting} rows are complete and {waiting} wait" in page
