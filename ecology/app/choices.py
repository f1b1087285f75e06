"""Choices: what a person has chosen before pressing Set up."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ecology.declared import coerced
from ecology.errors import EcologyError, UnknownName
from ecology.founding.spec import SectorSpec
from ecology.parameters import Declaration, Parameters, declarations
from ecology.policies.lever import Lever
from ecology.policies.levers import LEVERS
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.strategies.library import LIBRARY, in_sectors

NOBODY = ""
"""In place of a second policy: no comparison."""
MONTHS = 120


@dataclass
class Levers:
    """A policy as it is being changed: the preset it began as, and its levers with their values of now."""

    preset: str
    levers: dict[str, Lever] = field(default_factory=dict)

    @classmethod
    def of(cls, preset: str) -> Levers:
        """Return a preset's levers, nothing changed yet."""
        levers = cls(preset)
        levers.begin_as(preset)
        return levers

    def begin_as(self, preset: str) -> None:
        """Take a preset's levers, forgetting what was changed."""
        self.preset = preset
        self.levers = dict(load_policy(preset).levers) if preset != NOBODY else {}

    def add(self, name: str) -> None:
        """Add a lever with its usual values."""
        if name not in LEVERS:
            raise UnknownName("lever", name, LEVERS)
        self.levers[name] = LEVERS[name]()

    def remove(self, name: str) -> None:
        """Take a lever out."""
        del self.levers[name]

    def change(self, lever: str, value_name: str, value: Any) -> None:
        """Change one value of a lever.

        Raises
        ------
        OutOfRange
            If it is not within its declared bounds; nothing is changed then.
        """
        held = self.levers[lever]
        spec = next(spec for spec in fields(held) if spec.name == value_name)
        self.levers[lever] = replace(held, **{value_name: coerced(value_name, value, spec)})

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the preset."""
        return tuple(self.levers.items()) != load_policy(self.preset).levers

    def policy(self) -> Policy:
        """Return the policy; a changed one says so in its name."""
        held = load_policy(self.preset)
        if not self.is_changed:
            return held
        return replace(held, name=f"{held.name}, changed", levers=tuple(self.levers.items()))


@dataclass
class Choices:
    """Sector, policies, assumptions and seed."""

    sector: SectorSpec = field(default_factory=lambda: load_sector("standard"))
    first: Levers = field(default_factory=lambda: Levers.of("targets"))
    second: Levers = field(default_factory=lambda: Levers.of("enabling"))
    assumptions: dict[str, float] = field(default_factory=dict)
    """Open choice → value, where it differs from the default."""
    strategies: list[str] = field(default_factory=list)
    """Further strategies of the library that people may hold."""
    seed: int = 0
    months: int = MONTHS

    def copy(self) -> Choices:
        """Return choices that no longer change with these."""
        return Choices(
            self.sector, deepcopy(self.first), deepcopy(self.second), dict(self.assumptions), list(self.strategies),
            self.seed, self.months,
        )  # fmt: skip

    def differ_from(self, other: Choices) -> bool:
        """Return whether anything has been chosen otherwise."""
        return self.sector is not other.sector or any(
            getattr(self, name) != getattr(other, name)
            for name in ("first", "second", "assumptions", "strategies", "seed", "months")
        )

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Return the one or two policies, which must differ: two equal ones would only look like a comparison.

        Raises
        ------
        EcologyError
            If both are the same.
        """
        if self.second.preset == NOBODY:
            return (self.first.policy(),)
        one, other = self.first.policy(), self.second.policy()
        if one.levers == other.levers:
            raise EcologyError(f"both policies are {one.name}: choose another one, or change a lever of one of them")
        if one.name == other.name:
            other = replace(other, name=f"{other.name} (second)")
        return one, other

    @property
    def parameters(self) -> Parameters:
        """Return all parameters."""
        return Parameters().replace(self.assumptions)


def further_strategies() -> list[str]:
    """Return the strategies of the library that people of a sector hold where they are named."""
    return [name for name, strategy in LIBRARY.items() if in_sectors(strategy) == "by name"]


def open_choices() -> list[Declaration]:
    """Return the assumptions that nobody can settle and that can turn an answer round."""
    return [declared for declared in declarations() if declared.ends]
