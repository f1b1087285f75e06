"""Rules: the parameters, policies, terms and mechanisms in force; a value, never edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.policies.terms import Terms
from ecology.strategies import STRATEGIES, Strategy

if TYPE_CHECKING:
    from ecology.sector.sector import Sector
    from ecology.streams import Streams

Mechanism = Callable[["Sector", "Rules", "Streams"], "Rules | None"]
"""What a phase does: arrays in, arrays changed. Only the policy phase returns anything, the rules of the month."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds this month."""

    parameters: Parameters
    policies: tuple[Policy, ...]
    """One for each funder, in slot order."""
    terms: Terms | None = None
    """What each funder asks of and offers each organisation; None until the first month begins."""
    in_force: tuple[object, ...] = ()
    """What the terms were worked out for: strengths of levers and the organisations there were."""
    changed: frozenset[tuple[str, str]] = frozenset()
    """(policy, lever) pairs that have changed any term so far."""
    mechanisms: Mapping[str, Mechanism] = field(default_factory=dict)
    """Phase name → what takes its place this run."""
    strategies: tuple[Strategy, ...] = STRATEGIES
    """Those in force; a person's strategy is its position here. The built-in ones come first."""

    @property
    def asked(self) -> Terms:
        """Return the terms; the policy phase has set them before any other phase asks."""
        assert self.terms is not None
        return self.terms
