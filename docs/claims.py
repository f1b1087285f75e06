"""The register of claims: what the sources assert, what here represents each, and which test holds it.

`claims.toml` is written by hand; what it names is looked up in the installed package, and a page is made of it.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_type_hints

from tables import code, table

import ecology
from ecology.calibration.targets import TARGETS
from ecology.mechanisms.lives.lifecycle import ENDINGS
from ecology.metrics.declarations import METRICS
from ecology.parameters import declarations
from ecology.policies.levers import LEVERS
from ecology.presets.policies import policy_names
from ecology.scenario import scenario_names
from ecology.schedule import MONTH
from ecology.sector.columns import Table
from ecology.sector.sector import Sector
from ecology.strategies import NAMES
from ecology.switches import switch_names

REGISTER = Path(__file__).with_name("claims.toml")

KINDS = {
    "V": "must hold, and a test holds it",
    "K": "a figure that calibration aims at or an input that is known",
    "S": "must be representable, and logged or measured",
    "C": "a case, to be a scenario",
    "H": "a hypothesis the simulator should be able to examine; either answer is reported",
}
"""Kind → what it asks for, the strictest first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the register."""

    row: str
    claim: str
    source: str
    kind: str
    """One kind, or two with a bar between them."""
    element: tuple[str, ...] = ()
    """What represents it, as KIND:NAME."""
    test: tuple[str, ...] = ()
    """Tests that hold it, as FILE::NAME."""
    answer: str = ""
    """Where it is told what came out, as PAGE#HEADING."""
    waits: str = ""
    """What is missing, where anything is."""

    @property
    def strictest(self) -> str:
        """The kind that decides what is asked for."""
        given = self.kind.split("/")
        return next(kind for kind in KINDS if kind in given)


@dataclass(frozen=True, slots=True)
class Register:
    """All claims, with the titles of their groups and how many may wait."""

    waiting: Mapping[str, int]
    """Kind → most claims of it that may wait."""
    groups: Mapping[str, str]
    """First letter of a row → title."""
    claims: tuple[Claim, ...]


def read(path: Path = REGISTER) -> Register:
    """Return the register.

    Raises
    ------
    TypeError
        For a row with an unknown key, or without claim, source or kind.
    """
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    waiting, groups = held.pop("waiting"), held.pop("groups")
    rows = (
        Claim(row, **{key: tuple(value) if isinstance(value, list) else value for key, value in said.items()})
        for row, said in held.items()
    )
    return Register(waiting, groups, tuple(rows))


def names() -> dict[str, dict[str, str]]:
    """Return everything a claim may name: kind → name → the page it stands on, empty where there is none."""
    levers = {name: f"levers.md#{name}" for name in LEVERS}
    values = {f"{name}.{spec.name}": f"levers.md#{name}" for name, kind in LEVERS.items() for spec in fields(kind)}
    tables = {name: kind for name, kind in get_type_hints(Sector).items() if is_table(kind)}
    return {
        "parameter": {d.name: f"parameters.md#{d.name.split('.')[0]}" for d in declarations()},
        "metric": dict.fromkeys(METRICS, "files.md#metrics"),
        "strategy": dict.fromkeys(NAMES, "strategies.md"),
        "lever": levers | values,
        "policy": {name: f"policies.md#{name}" for name in policy_names()},
        "mechanism": dict.fromkeys(switch_names(), "mechanisms.md"),
        "column": {f"{name}.{spec.name}": f"state.md#{name}" for name, kind in tables.items() for spec in fields(kind)},
        "phase": {phase.name: f"/month/{phase.name}.md" for phase in MONTH},
        "event": dict.fromkeys(events(), ""),
        "ending": dict.fromkeys(ENDINGS, "/month/live_and_end.md"),
        "target": {target.name: "/calibration.md" for target in TARGETS},
        "scenario": dict.fromkeys(scenario_names(), ""),
        "python": {name: f"python.md#{name.lower()}" for name in ecology.__all__},
    }


def is_table(kind: object) -> bool:
    """Return whether a type is a table of state."""
    return isinstance(kind, type) and issubclass(kind, Table)


def events() -> set[str]:
    """Return the names of all events that the rules can log, read from their source."""
    found: set[str] = set()
    for path in sorted((Path(ecology.__file__).parent / "mechanisms").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        chosen = {name: values for node in ast.walk(tree) if isinstance(node, ast.For) for name, values in looped(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("events.add"):
                what = node.args[1]
                found |= {what.value} if isinstance(what, ast.Constant) else chosen[ast.unparse(what)]
    return found


def looped(node: ast.For) -> Iterator[tuple[str, set[str]]]:
    """Yield the first name that a loop over written-out tuples sets, with the texts it takes."""
    if isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Tuple):
        first = [item.elts[0] for item in node.iter.elts if isinstance(item, ast.Tuple)]
        yield ast.unparse(node.target.elts[0]), {str(item.value) for item in first if isinstance(item, ast.Constant)}


def page() -> list[str]:
    """Return the page on claims: counts by kind, then every claim."""
    register, known = read(), names()
    waiting = [claim for claim in register.claims if claim.waits]
    n, complete = len(register.claims), len(register.claims) - len(waiting)
    said = (
        f"The report, the books and the papers behind the model assert {n} things about working together. Each is a "
        "row here: what it says in a sentence, what in the model represents it, which test holds it, and what it still "
        f"waits for. {complete} rows are complete and {len(waiting)} wait for something. That a claim is represented "
        "does not mean that the model agrees with it: a hypothesis may come out either way, and a row says where a "
        "result went against its source.",
        "`tests/structure/test_claims.py` holds that everything named here exists, and that no more rows wait than "
        "`claims.toml` allows. Where a row has two kinds the stricter decides; here the strictest comes first.",
    )
    lines = ["# Claims", "", said[0], "", said[1], ""]
    head = ("kind", "what it asks for", "claims", "represented", "tested", "complete", "waiting")
    lines += table(head, counts(register.claims))
    for letter, title in register.groups.items():
        mine = [claim for claim in register.claims if claim.row.startswith(letter)]
        lines += [f"## {letter}. {title}", ""]
        lines += table(
            ("row", "kind", "claim", "represented by", "held by, answered, or waits for"),
            ((claim.row, claim.kind, f"{claim.claim} ({claim.source})", "; ".join(links(claim.element, known)),
              "; ".join([*map(shown_test, claim.test), *shown_rest(claim)])) for claim in mine),
        )  # fmt: skip
    return lines


def counts(claims: Iterable[Claim]) -> list[tuple[str, str, int, int, int, int, int]]:
    """Return for each kind, and for all: claims, and how many are represented, tested, complete and waiting."""
    claims = list(claims)
    asked: dict[str, tuple[str, Callable[[Claim], bool]]] = {
        kind: (meaning, lambda claim, kind=kind: claim.strictest == kind) for kind, meaning in KINDS.items()
    }
    asked["all"] = ("", lambda claim: True)
    out = []
    for kind, (meaning, belongs) in asked.items():
        mine = [claim for claim in claims if belongs(claim)]
        waits = sum(bool(claim.waits) for claim in mine)
        represented, tested = (sum(bool(getattr(claim, name)) for claim in mine) for name in ("element", "test"))
        out.append((kind, meaning, len(mine), represented, tested, len(mine) - waits, waits))
    return out


def links(elements: Iterable[str], known: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield what represents a claim, each a link to where it is described."""
    for element in elements:
        kind, _, name = element.partition(":")
        where = known[kind][name]
        said = f"{kind} {code(name)}"
        yield f"[{said}]({where})" if where else said


def shown_test(node: str) -> str:
    """Return a test as it stands in the table: its name, which is a sentence, and its file."""
    path, _, name = node.partition("::")
    return f"*{name.removeprefix('test_').replace('_', ' ')}* in {code(path.removeprefix('tests/'))}"


def shown_rest(claim: Claim) -> list[str]:
    """Return where a claim is answered and what it waits for, as they stand in the table."""
    answer = [f"**answered** under [what came out](/{claim.answer})"] if claim.answer else []
    return answer + ([f"**waits for** {claim.waits}"] if claim.waits else [])
