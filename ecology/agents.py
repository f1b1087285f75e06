"""Mesa agents: views of one slot, made when someone asks for them.

A view holds its model, slot and generation, and reads a column through the model at the moment of use; so two models
never share state, a copy stays bound to its own arrays, and a view of someone who has left raises `Departed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from ecology.errors import Departed, UnknownName
from ecology.graph import labels_in

if TYPE_CHECKING:
    from ecology.model import Ecology
    from ecology.sector.columns import Slotted


class column:
    """One attribute of a view: read from, and written to, the model's columns at the moment of use."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: View | None, owner: type | None = None) -> Any:
        if agent is None:
            return self
        value = getattr(agent.columns(), self.name)[agent.slot]
        return value.item() if value.ndim == 0 else value

    def __set__(self, agent: View, value: Any) -> None:
        getattr(agent.columns(), self.name)[agent.slot] = value


class coded(column):
    """A column of codes, read and written by its labels."""

    def __get__(self, agent: View | None, owner: type | None = None) -> Any:
        code = super().__get__(agent, owner)
        return code if agent is None else labels_in(agent.model.sector)[self.name][code]

    def __set__(self, agent: View, value: Any) -> None:
        labels = labels_in(agent.model.sector)[self.name]
        if value not in labels:
            raise UnknownName(self.name, str(value), labels)
        super().__set__(agent, labels.index(value))


class View(mesa.Agent):
    """A view of one slot."""

    kind: str
    code: int

    model: Ecology

    def __init__(self, model: Ecology, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        self.generation = int(self.table().generation[slot])
        # the same whoever was looked at first, and in every copy
        self.unique_id = int(self.table().entry[slot]) * len(KINDS) + self.code

    def table(self) -> Slotted:
        """Return the columns this kind of agent lives in."""
        table: Slotted = getattr(self.model.sector, self.kind)
        return table

    def columns(self) -> Slotted:
        """Return the columns, or raise `Departed` if this one has left."""
        table = self.table()
        if not table.alive[self.slot] or table.generation[self.slot] != self.generation:
            raise Departed(
                f"{type(self).__name__.lower()} {self.unique_id // len(KINDS)} has left the sector; "
                "its history is in eco.events"
            )
        return table

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id // len(KINDS)}>"


class Person(View):
    """A member of staff, or somebody between posts."""

    kind, code = "people", 0
    employer, seeking, tenure, entered, patience = column(), column(), column(), column(), column()
    level, domain, region, strategy = coded(), coded(), coded(), coded()
    values, knowledge, motivation, hours, standing, payoff = column(), column(), column(), column(), column(), column()
    played, hours_ties, hours_admin, hours_joint = column(), column(), column(), column()
    hours_measured, hours_unmeasured, hours_idle, overtime = column(), column(), column(), column()
    hours_bank, hours_unapproved, in_bank, credit = column(), column(), column(), column()

    @property
    def trust(self) -> dict[int, float]:
        """Trust in each remembered colleague: person entry number → 0–1."""
        self.columns()
        ties, entry = self.model.sector.ties, self.model.sector.people.entry
        row = ties.alter[self.slot]
        return {int(entry[a]): float(t) for a, t in zip(row, ties.trust[self.slot], strict=True) if a >= 0}


class Organisation(View):
    """An employer, applicant and partner. Money in pence."""

    kind, code = "organisations", 1
    domain, region, size = coded(), coded(), coded()
    posts, building, hierarchy, challenge, founded = column(), column(), column(), column(), column()
    reserves, earned, other, pay, running, demand = column(), column(), column(), column(), column(), column()
    capability, memory, control, misreport, admin = column(), column(), column(), column(), column()
    joint_value, joint_surplus, public_value, reported, grants_paid = column(), column(), column(), column(), column()
    funder_trust, trust_in_funder = column(), column()

    @property
    def name(self) -> str:
        """Name of the organisation."""
        entry = int(self.columns().entry[self.slot])
        return self.model.sector.organisation_names.get(entry, f"organisation {entry}")


class Funder(View):
    """A source of grants, with one policy. Money in pence."""

    kind, code = "funders", 2
    budget, places, balance, grants_paid, lever_cost = column(), column(), column(), column(), column()

    @property
    def name(self) -> str:
        """Name of the funder."""
        self.columns()
        return self.model.sector.funder_names[self.slot]

    @property
    def policy(self) -> str:
        """Name of its policy."""
        self.columns()
        return self.model.rules.policies[self.slot].name


KINDS: tuple[type[View], ...] = (Person, Organisation, Funder)
"""Every kind of agent."""
