"""All parameters of a run, and their declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, Self

from ecology.declared import coerced
from ecology.errors import UnknownName
from ecology.parameters.contacts import Choice, Meeting, Motive, Observation, Trust
from ecology.parameters.organisations import Environment, Funding, Governance, LifeCycle, Money, TimeBank
from ecology.parameters.people import Energy, Hours, Knowledge, Mobility, OwnWork, Revision
from ecology.parameters.play import Decision, Game, Shadow
from ecology.switches import expanded, switch_names


class Declaration(NamedTuple):
    """One parameter as declared."""

    name: str
    default: float
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    ends: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of a run, in groups; frozen."""

    game: Game = field(default_factory=Game)
    decision: Decision = field(default_factory=Decision)
    shadow: Shadow = field(default_factory=Shadow)
    choice: Choice = field(default_factory=Choice)
    motive: Motive = field(default_factory=Motive)
    observation: Observation = field(default_factory=Observation)
    trust: Trust = field(default_factory=Trust)
    energy: Energy = field(default_factory=Energy)
    knowledge: Knowledge = field(default_factory=Knowledge)
    hours: Hours = field(default_factory=Hours)
    mobility: Mobility = field(default_factory=Mobility)
    meeting: Meeting = field(default_factory=Meeting)
    ownwork: OwnWork = field(default_factory=OwnWork)
    lifecycle: LifeCycle = field(default_factory=LifeCycle)
    governance: Governance = field(default_factory=Governance)
    money: Money = field(default_factory=Money)
    timebank: TimeBank = field(default_factory=TimeBank)
    environment: Environment = field(default_factory=Environment)
    funding: Funding = field(default_factory=Funding)
    revision: Revision = field(default_factory=Revision)

    def replace(self, changes: Mapping[str, float | bool]) -> Self:
        """Return parameters with some changed, given by full name; mechanisms by name, off (False) or on (True).

        Raises
        ------
        UnknownName
            For a name that is not declared, with the nearest ones.
        OutOfRange
            For a value outside its bounds, with bounds and unit.

        Examples
        --------
        >>> Parameters().replace({"trust.gain": 0.2, "gossip": False}).observation.gossip_reach
        0.0
        """
        groups: dict[str, dict[str, float]] = {}
        declared = {f"{g.name}.{spec.name}": spec for g in fields(self) for spec in fields(getattr(self, g.name))}
        for name, value in expanded(changes).items():
            if name not in declared:
                raise UnknownName("parameter or mechanism", name, [*declared, *switch_names()])
            group, _, key = name.partition(".")
            groups.setdefault(group, {})[key] = coerced(name, value, declared[name])
        return replace(self, **{g: replace(getattr(self, g), **values) for g, values in groups.items()})

    def items(self) -> Iterator[tuple[str, float]]:
        """Yield full name and value of every parameter, in the order of declaration."""
        for group in fields(self):
            values = getattr(self, group.name)
            for spec in fields(values):
                yield f"{group.name}.{spec.name}", getattr(values, spec.name)


def declarations() -> list[Declaration]:
    """Return every parameter's declaration, in order."""
    rows = []
    for group in fields(Parameters):
        assert callable(group.default_factory)
        for spec in fields(group.default_factory()):
            m = spec.metadata
            name = f"{group.name}.{spec.name}"
            default: Any = spec.default
            low, high = m["bounds"]
            rows.append(Declaration(name, default, m["unit"], low, high, m["meaning"], m["source"], m["ends"]))
    return rows
