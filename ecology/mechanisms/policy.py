"""Phase 2: the levers in force give this month's rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from ecology.errors import OutcomeWrite
from ecology.policies.terms import Labels, Terms
from ecology.rules import Rules
from ecology.sector.columns import Array, Table, fills_of
from ecology.sector.sector import Sector
from ecology.streams import Streams


def apply_policies(sector: Sector, rules: Rules, streams: Streams) -> Rules:
    """Return the rules of this month: each funder's policy amends that funder's row of the terms.

    Terms are worked out anew only when a lever's strength or the set of organisations has changed. While levers
    act the sector is read-only, so policy code cannot write an outcome.

    Reads
        organisations.alive, organisations.domain, organisations.region, organisations.size, organisations.generation
    Writes
        nothing
    Sources
        'Inputs, never outcomes': model, box at the top
    """
    o = sector.organisations
    strengths = tuple(policy.strengths(sector.month) for policy in rules.policies)
    in_force = (strengths, o.capacity, o.alive.tobytes(), int(o.generation.sum()))
    if in_force == rules.in_force:
        return rules
    labels = Labels(o.alive.copy(), o.domain.copy(), o.region.copy(), o.size.copy())
    baseline = Terms.baseline(len(rules.policies), labels, rules.parameters)
    changed = set(rules.changed)
    rows = []
    for funder, policy in enumerate(rules.policies):
        terms = baseline.row(funder)
        for name, amended in policy.amendments(terms, sector.month, lambda: read_only(sector)):
            if amended.differs(terms):
                changed.add((policy.name, name))
            terms = amended
        rows.append(terms)
    return replace(rules, terms=Terms.stack(rows), in_force=in_force, changed=frozenset(changed))


@contextmanager
def read_only(sector: Sector) -> Iterator[None]:
    """Make every column of the sector read-only for a while, and refuse any other change to it.

    Raises
    ------
    OutcomeWrite
        When a column was put in another's place, made writeable, or anything else of the sector is not as it was.
    """
    arrays = [array for _, array in columns_of(sector)]
    before = imprint(sector)
    for array in arrays:
        array.flags.writeable = False
    try:
        yield
        if imprint(sector) != before or any(array.flags.writeable for array in arrays):
            raise OutcomeWrite("policies change terms only, never the sector, which is not as it was")
    finally:
        for array in arrays:
            array.flags.writeable = True


def columns_of(sector: Sector) -> Iterator[tuple[str, Array]]:
    """Yield every array of the sector by name."""
    for place, part in vars(sector).items():
        if isinstance(part, Table):
            yield from ((f"{place}.{name}", getattr(part, name)) for name in fills_of(type(part)))
    yield from ((name, value) for name, value in vars(sector.environment).items() if isinstance(value, np.ndarray))


def imprint(sector: Sector) -> tuple[object, ...]:
    """Return what tells whether anything but the contents of columns has changed."""
    plain = {k: v for k, v in vars(sector).items() if isinstance(v, (bool, int, float, str, tuple))}
    scalars = [
        {k: repr(v) for k, v in vars(part).items() if not isinstance(v, np.ndarray)}
        for part in (sector.environment, sector.tally)
    ]
    lengths = len(sector.spells), len(sector.events.chunks), sector.measured, tuple(sector.measured_groups)
    return tuple((name, id(array)) for name, array in columns_of(sector)), plain, scalars, repr(lengths)
