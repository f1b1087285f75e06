"""Phase 2: the levers in force give this month's rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from ecology.policies.terms import Labels, Terms
from ecology.rules import Rules
from ecology.sector.columns import Table, fills_of
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
    with read_only(sector):
        for funder, policy in enumerate(rules.policies):
            terms = baseline.row(funder)
            for name, amended in policy.amendments(terms, sector.month):
                if amended.differs(terms):
                    changed.add((policy.name, name))
                terms = amended
            rows.append(terms)
    return replace(rules, terms=Terms.stack(rows), in_force=in_force, changed=frozenset(changed))


@contextmanager
def read_only(sector: Sector) -> Iterator[None]:
    """Make every column of the sector read-only for a while."""
    tables = [table for table in vars(sector).values() if isinstance(table, Table)]
    arrays = [getattr(table, name) for table in tables for name in fills_of(type(table))]
    arrays += [value for value in vars(sector.environment).values() if isinstance(value, np.ndarray)]
    for array in arrays:
        array.flags.writeable = False
    try:
        yield
    finally:
        for array in arrays:
            array.flags.writeable = True
