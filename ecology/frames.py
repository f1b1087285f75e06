"""The sector of this month as pandas frames, for those who look at it from outside."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd

from ecology.graph import labels_in
from ecology.mechanisms.partners.signature import agreed_in_person
from ecology.metrics.declarations import METRICS
from ecology.metrics.groups import parts
from ecology.rules import Rules
from ecology.sector.categories import DEPTHS, FORMS, LEVELS, MOTIVES, ORIGINS, STAGES, STRUCTURES, STYLES
from ecology.sector.columns import Slotted
from ecology.sector.events import FIELDS
from ecology.sector.partnerships import seats_of
from ecology.sector.sector import Sector

OF_PARTNERSHIPS = {
    "stage": STAGES,
    "depth": DEPTHS,
    "origin": ORIGINS,
    "structure": STRUCTURES,
    "form": FORMS,
    "style": STYLES,
}
"""Columns of codes → their labels."""
PENCE = ("reserves", "earned", "other", "pay", "running", "grants_paid", "budget", "balance", "lever_cost")
"""Columns of whole pence; frames give pounds."""
INTERNAL = ("alive", "generation")


def columns_frame(sector: Sector, table: Slotted) -> pd.DataFrame:
    """Return one row for each slot in use, indexed by entry number, codes as labels and money in pounds.

    Columns with further axes are left out, except those of a single short axis, which are numbered.
    """
    slots, labels = table.slots(), labels_in(sector) | OF_PARTNERSHIPS
    out: dict[str, object] = {"slot": slots}
    for spec in fields(table):
        if spec.name in (*INTERNAL, "entry"):
            continue
        values = getattr(table, spec.name)[slots]
        if spec.name in labels and values.ndim == 1:
            out[spec.name] = np.array(labels[spec.name], dtype=object)[values]
        elif values.ndim == 1:
            out[spec.name] = values / 100 if spec.name in PENCE else values
        elif values.ndim == 2:
            out.update({f"{spec.name}_{i}": values[:, i] for i in range(values.shape[1])})
    return pd.DataFrame(out, index=pd.Index(table.entry[slots], name="entry"))


def people_frame(sector: Sector) -> pd.DataFrame:
    """Return people; `employer` is an organisation's entry number, -1 between posts."""
    frame = columns_frame(sector, sector.people)
    slot = frame["employer"].to_numpy()
    frame["employer"] = np.where(slot >= 0, sector.organisations.entry[slot], -1)
    return frame


def organisations_frame(sector: Sector) -> pd.DataFrame:
    """Return organisations, by name."""
    frame = columns_frame(sector, sector.organisations)
    frame.insert(0, "name", [sector.organisation_names.get(e, "") for e in frame.index])
    return frame


def partnerships_frame(sector: Sector) -> pd.DataFrame:
    """Return live partnerships; members are entry numbers of organisations, -1 none."""
    frame = columns_frame(sector, sector.partnerships)
    for name in [c for c in frame.columns if c.startswith("member_")]:
        slot = frame[name].to_numpy()
        frame[name] = np.where(slot >= 0, sector.organisations.entry[slot], -1)
    return frame


def seats_frame(sector: Sector, rules: Rules) -> pd.DataFrame:
    """Return one row for each filled seat of a live partnership; who is given by entry number.

    `consent` is how freely the member agreed, and less where a colleague signed; `contributed` is 1 or 0, missing
    before the first month; `pledge` is hours a month; `motive` is why the member came in, where motives matter.
    """
    p, people, o = sector.partnerships, sector.people, sector.organisations
    seats = seats_of(p)
    place = seats.partnership, seats.member
    action = p.action[seats.at]
    return pd.DataFrame({
        "partnership": p.entry[seats.partnership], "organisation": o.entry[p.member[place]],
        "person": people.entry[seats.person], "level": np.array(LEVELS, dtype=object)[people.level[seats.person]],
        "signed": p.signed[place] == seats.level, "consent": p.consent[place] * agreed_in_person(sector, rules, seats),
        "contributed": np.where(action >= 0, action == 1, np.nan), "energy": p.energy[seats.at],
        "pledge": p.pledge[seats.at], "motive": np.array(MOTIVES, dtype=object)[p.motive[place]],
    })  # fmt: skip


def groups_frame(sector: Sector, rules: Rules) -> pd.DataFrame:
    """Return one row for each metric, category and group: its value there, with unit, and how many are counted."""
    rows = [(p.metric, METRICS[p.metric].unit, p.how, p.by, p.group, p.value, p.n) for p in parts(sector, rules)]
    return pd.DataFrame(rows, columns=["metric", "unit", "adds", "by", "group", "value", "n"])


def ties_frame(sector: Sector) -> pd.DataFrame:
    """Return one row for each remembered colleague: person and alter by entry number."""
    ties, entry = sector.ties, sector.people.entry
    alive = sector.people.slots()
    rows, columns = np.nonzero(ties.alter[alive] >= 0)
    at = alive[rows], columns
    out = {"person": entry[at[0]], "alter": entry[ties.alter[at]]}
    out.update({spec.name: getattr(ties, spec.name)[at] for spec in fields(ties) if spec.name != "alter"})
    return pd.DataFrame(out)


def events_frame(sector: Sector) -> pd.DataFrame:
    """Return everything that has happened, in order; who is given by entry number, -1 nobody."""
    return pd.DataFrame(sector.events.columns(), columns=list(FIELDS))
