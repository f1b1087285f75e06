"""The life of one partnership, told in sentences from what was logged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ecology.errors import EcologyError
from ecology.sector.categories import STAGES
from ecology.sector.sector import Sector

Row = dict[str, Any]


def life_of(sector: Sector, partnership: int) -> list[str]:
    """Return what happened to a partnership, month by month, and how it stands or why it ended.

    People are given by number: nobody here has a name.

    Raises
    ------
    EcologyError
        If no partnership has that entry number, or events were not kept.
    """
    log = sector.events.of_partnership(partnership)
    rows: list[Row] = [dict(zip(log, values, strict=True)) for values in zip(*log.values(), strict=True)]
    standing = present(sector, partnership)
    if not rows and not standing:
        why = "" if sector.events.keep else ", and this run keeps no events"
        raise EcologyError(
            f"partnership {partnership!r}: there is none of that number so far{why}. See the index of partnerships, "
            "or the column partnership of events."
        )
    sentences = []
    for month, of_month in groupby(rows, key=lambda row: row["month"]):
        sentences += [f"Month {month}: {told}." for told in month_of(sector, list(of_month))]
    return sentences + standing


def month_of(sector: Sector, rows: Sequence[Row]) -> list[str]:
    """Return what happened in one month, without its date."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["event"], []).append(row)
    told = []
    if "partnership begun" in kinds:
        begun = kinds["partnership begun"]
        told.append(f"{named(sector, begun)} begin to work together, {begun[0]['reason']}")
    for row in kinds.get("seat handed over", ()):
        firm, heir = named(sector, [row]), row["person"]
        follows = f"person {heir} takes over the seat" if heir >= 0 else "nobody takes over the seat"
        told.append(f"person {row['other']}, the contact at {firm}, leaves the post; {follows}")
    told += seen_to_hold_back(kinds.get("questioned", []), kinds.get("not questioned", []))
    told += ["the work enters its next stage" for _ in kinds.get("stage reached", ())]
    told += ["the work stalls and falls back a stage" for _ in kinds.get("stage lost", ())]
    told += [f"{named(sector, [row])} leaves: {row['reason']}" for row in kinds.get("member left", ())]
    told += ["the partnership is renewed: it is worth going on" for _ in kinds.get("partnership renewed", ())]
    if "partnership ended" in kinds:
        told.append(f"the partnership ends: {kinds['partnership ended'][0]['reason']}")
    return told


def seen_to_hold_back(asked: Sequence[Row], silent: Sequence[Row]) -> list[str]:
    """Return how many were seen to hold back, by how many, and whether anybody asked them why."""
    seen = {row["other"] for row in (*asked, *silent)}
    if not seen:
        return []
    who = f"person {min(seen)} is" if len(seen) == 1 else f"{len(seen)} people are"
    often = f" {len(asked)} of {len(asked) + len(silent)} times" if silent else ""
    return [f"{who} seen to hold back, and asked why{often}" if asked else f"{who} seen to hold back; nobody asks why"]


def present(sector: Sector, partnership: int) -> list[str]:
    """Return how a live partnership stands, in one sentence; nothing for one that has ended or never was."""
    table = sector.partnerships
    for slot in table.slots().tolist():
        if table.entry[slot] == partnership:
            firms = [row for row in table.member[slot].tolist() if row >= 0]
            names = listed([name_of(sector, int(sector.organisations.entry[firm])) for firm in firms])
            stage = STAGES[int(table.stage[slot])]
            return [
                f"Now, in month {sector.month}: {names} work together ({stage}), begun in month "
                f"{int(table.began[slot])} and planned to month {int(table.ends[slot])}."
            ]
    return []


def named(sector: Sector, rows: Sequence[Row]) -> str:
    """Return the organisations of some events, each once, in words."""
    entries = dict.fromkeys(row["organisation"] for row in rows if row["organisation"] >= 0)
    return listed([name_of(sector, entry) for entry in entries])


def name_of(sector: Sector, entry: int) -> str:
    """Return the name of an organisation."""
    return sector.organisation_names.get(entry, f"organisation {entry}")


def listed(names: Sequence[str]) -> str:
    """Return names as in 'A, B and C'."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
