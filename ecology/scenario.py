"""A scenario: a question as a TOML file — sector, policies, length, pairs, seed, and parameters that differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecology.analysis.expected import Expected
from ecology.errors import BadFile, EcologyError
from ecology.experiments.compare import compare
from ecology.experiments.comparison import Comparison
from ecology.experiments.expected import read_expected
from ecology.founding.spec import SectorSpec
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.presets.files import built_in, locate, only, read_toml, text_of
from ecology.presets.policies import load_policy
from ecology.presets.sectors import BUILT_IN, load_sector
from ecology.strategies import STRATEGIES
from ecology.strategies.own import with_own

KEYS = (
    "name", "question", "summary", "sector", "policies", "runs", "months", "seed", "ends", "parameters", "without",
    "strategies", "expected",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Scenario:
    """A comparison to be made; frozen."""

    name: str
    question: str
    summary: str
    sector: SectorSpec
    policies: tuple[Policy, ...]
    runs: int
    months: int
    seed: int
    ends: int
    parameters: Parameters
    without: tuple[str, ...]
    strategies: tuple[str, ...] = ()
    """Strategies of the library that people may hold as well."""
    expected: tuple[Expected, ...] = ()
    """What an account says should come out."""

    def __repr__(self) -> str:
        held = ", ".join(policy.name for policy in self.policies)
        pairs = f"{self.runs} pairs of {self.months} months"
        return f"Scenario {self.name}: {held} on {self.sector.name}, {pairs}; next: run()"

    def run(
        self,
        workers: int = 1,
        *,
        command: str = "",
        folder: str | Path | None = None,
        started: Callable[[int, float], None] | None = None,
        done: Callable[[int], None] | None = None,
    ) -> Comparison:
        """Return the comparison it asks for."""
        return compare(
            self.policies, self.sector, runs=self.runs, months=self.months, rng=self.seed, ends=self.ends,
            workers=workers, parameters=self.parameters, without=self.without, question=self.question, command=command,
            strategies=self.strategies, expected=self.expected, folder=folder, started=started, done=done,
        )  # fmt: skip


def scenario_names() -> list[str]:
    """Return the names of built-in scenarios."""
    return list(built_in("scenarios"))


def load_scenario(name: str | Path) -> Scenario:
    """Return a built-in scenario by name, or the user's own by path.

    Policies and sectors given by path are looked for beside the scenario's file.

    Raises
    ------
    UnknownName, OutOfRange, BadFile
        As for policies and sectors, with the file that says so.
    """
    path = locate("scenarios", "scenario", name)
    content = read_toml(path)
    only(content, KEYS, path)
    policies = names(content, "policies", path, 'as in policies = ["targets", "enabling"]', needed=True)
    without = names(content, "without", path, "of phases")
    strategies = names(content, "strategies", path, 'as in strategies = ["grudger"]')
    try:
        sector = load_sector(beside(path, text_of(content, "sector", path, "standard"), tuple(BUILT_IN)))
        held = tuple(load_policy(beside(path, p, tuple(built_in("policies")))) for p in policies)
        parameters = Parameters().replace(flat(content.get("parameters", {}), path))
        with_own(STRATEGIES, strategies)
    except BadFile:
        raise
    except EcologyError as error:
        raise BadFile(f"{path}: {error}") from None
    said = read_expected(content.get("expected", []), [policy.name for policy in held], str(path))  # names the file too
    return Scenario(
        text_of(content, "name", path, path.stem), text_of(content, "question", path, ""),
        text_of(content, "summary", path, ""), sector, held, whole(content, "runs", path, 30),
        whole(content, "months", path, 120), whole(content, "seed", path, 0, least=0),
        whole(content, "ends", path, 5, least=0), parameters, tuple(without), tuple(strategies), said,
    )  # fmt: skip


def beside(path: Path, name: str, known: tuple[str, ...]) -> str | Path:
    """Return a built-in name as it is, and any path as seen from the file that gives it."""
    return name if name in known or ("/" not in name and not name.endswith(".toml")) else path.parent / name


def flat(table: Any, path: Path) -> dict[str, float]:
    """Return parameters by full name from a table of tables, or of full names."""
    if not isinstance(table, dict):
        raise BadFile(f"{path}: parameters must be a table, as in [parameters.trust] gain = 0.2")
    out: dict[str, float] = {}
    for key, value in table.items():
        out.update({f"{key}.{name}": v for name, v in value.items()} if isinstance(value, dict) else {key: value})
    return out


def names(content: dict[str, Any], key: str, path: Path, example: str, *, needed: bool = False) -> list[str]:
    """Return a list of names of a file; without one, an empty list unless it is needed."""
    value = content.get(key, None if needed else [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadFile(f"{path}: {key} must be a list of names, {example}")
    return value


def whole(content: dict[str, Any], key: str, path: Path, default: int, least: int = 1) -> int:
    """Return a whole number of a file, or the default."""
    value = content.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadFile(f"{path}: {key} = {value!r}: must be a whole number, {least} or more")
    return value
