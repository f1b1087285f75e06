"""Phase 2: the levers in force give this month's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from ecology.errors import OutcomeWrite
from ecology.mechanisms.adoption import adopt
from ecology.policies.terms import Labels, Terms
from ecology.rules import Rules
from ecology.sector.columns import Array, Table
from ecology.sector.sector import Sector
from ecology.streams import Streams


def apply_policies(sector: Sector, rules: Rules, streams: Streams) -> Rules:
    """Return the rules of this month: each funder's policy amends that funder's row of the terms.

    Terms are worked out anew only when a lever's strength or the set of organisations has changed. While levers
    act the sector is read-only, so policy code cannot write an outcome.

    At the end of a year funders may take over each other's policies.

    Reads
        organisation_names, organisations.entry, organisations.alive, organisations.domain, organisations.region,
        organisations.size, organisations.generation, organisations.reported, organisations.posts, grants.alive,
        grants.funder, grants.organisation
    Writes
        events
    Sources
        'Inputs, never outcomes': model, box at the top
    """
    rules = adopt(sector, rules, streams)
    o = sector.organisations
    strengths = tuple(policy.strengths(sector.month) for policy in rules.policies)
    in_force = (tuple(map(id, rules.policies)), strengths, o.capacity, o.alive.tobytes(), int(o.generation.sum()))
    if in_force == rules.in_force:
        return rules
    names = np.array([sector.organisation_names.get(entry, "") for entry in o.entry.tolist()], dtype=object)
    labels = Labels(o.alive.copy(), o.domain.copy(), o.region.copy(), o.size.copy(), o.entry.copy(), names)
    baseline = Terms.baseline(len(rules.policies), labels, rules.parameters)
    changed = set(rules.changed)
    rows = []
    with read_only(sector) as unchanged:
        for funder, policy in enumerate(rules.policies):
            terms = baseline.row(funder)
            for name, amended in policy.amendments(terms, sector.month, unchanged):
                if amended.differs(terms):
                    changed.add((policy.name, name))
                terms = amended
            rows.append(terms)
    return replace(rules, terms=Terms.stack(rows), in_force=in_force, changed=frozenset(changed))


@contextmanager
def read_only(sector: Sector) -> Iterator[Callable[[], None]]:
    """Make every column of the sector read-only for a while.

    Yields
    ------
    callable
        Raises OutcomeWrite when a column was put in another's place or made writeable, or when anything else of the
        sector is not as it was.
    """
    columns = list(columns_of(sector))
    before = plain_state(sector)
    for *_, array in columns:
        array.flags.writeable = False

    def unchanged() -> None:
        same = all(vars(owner)[name] is array and not array.flags.writeable for owner, name, array in columns)
        if not same or plain_state(sector) != before:
            raise OutcomeWrite("policies change terms only, never the sector, which is not as it was")

    try:
        yield unchanged
    finally:
        for *_, array in columns:
            array.flags.writeable = True


def columns_of(sector: Sector) -> Iterator[tuple[object, str, Array]]:
    """Yield every array of the sector with its owner and name."""
    owners = [part for part in vars(sector).values() if isinstance(part, Table)]
    for owner in (*owners, sector.environment):
        yield from ((owner, name, value) for name, value in vars(owner).items() if isinstance(value, np.ndarray))


def plain_state(sector: Sector) -> tuple[object, ...]:
    """Return what the sector holds besides columns; nan is equal to itself here."""
    plain = [value for value in vars(sector).values() if isinstance(value, (int, float, str, tuple))]
    numbers = [repr(v) for part in (sector.environment, sector.tally) for v in vars(part).values() if np.isscalar(v)]
    return plain, numbers, len(sector.spells), len(sector.events.chunks), repr(sector.measured)
