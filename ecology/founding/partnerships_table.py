"""The table `partnerships.csv` of a sector folder: who works together when the sector is founded."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ecology.founding.spec import PartnershipsSpec
from ecology.founding.tables import Aliases, months_before, optional_table
from ecology.sector.categories import DEPTHS, ORIGINS
from ecology.sector.columns import MAX_MEMBERS

PARTNERSHIPS: Aliases = {
    "partnership": ("partnership_id", "project", "consortium"),
    "organisation": ("org_id", "organisation_id", "organization", "member", "partner"),
    "role": (),
    "origin": (),
    "depth": (),
    "start": ("start_date", "began"),
    "end": ("end_date",),
}


def read_partnerships(folder: Path, month: str, org_row: dict[str, int], notes: list[str]) -> PartnershipsSpec | None:
    """Return the memberships of partnerships under way in the sector's month; None when there are none.

    Raises
    ------
    BadFile, UnknownName
        If the table cannot be used.
    """
    table = optional_table(folder / "partnerships.csv", PARTNERSHIPS, ("partnership", "organisation"), notes)
    if table is None:
        return None
    organisation = table.rows_of("organisation", "organisations", org_row)
    names = [cell.strip() for cell in table.text("partnership")]
    for column, missing in (("partnership", [not name for name in names]), ("organisation", organisation < 0)):
        if np.any(missing):
            raise table.fail(int(np.argmax(missing)), column, "is empty. A membership needs both")
    origin, depth = table.codes("origin", ORIGINS), table.codes("depth", DEPTHS)
    start, end = table.dates("start"), table.dates("end")
    began, ends = -months_before(start, month, (start, end)), -months_before(end, month, (start, end))
    under_way = ~(ends < 0) & ~(began > 0)
    leads = np.array(["lead" in role.lower() for role in table.text("role")], dtype=bool)
    members: dict[str, dict[int, int]] = {}
    for row in sorted(np.flatnonzero(under_way).tolist(), key=lambda row: not leads[row]):  # the lead comes first
        members.setdefault(names[row], {}).setdefault(int(organisation[row]), row)
    kept = [list(rows.values())[:MAX_MEMBERS] for rows in members.values() if len(rows) > 1]
    for number, what in (
        (len(set(names)) - len({names[row] for row in np.flatnonzero(under_way)}), "are not under way in its month"),
        (sum(len(rows) < 2 for rows in members.values()), "have a single member"),
    ):
        if number:
            notes.append(f"{table.file}: {number} of the partnerships {what} and are left out.")
    if large := sum(len(rows) > MAX_MEMBERS for rows in members.values()):
        notes.append(
            f"{table.file}: {large} of the partnerships have more than {MAX_MEMBERS} members; the lead and the first "
            "others are taken."
        )
    if not kept:
        return None
    rows = np.concatenate([np.array(rows, dtype=np.int64) for rows in kept])
    return PartnershipsSpec(
        tuple(names[row] for row in rows), organisation[rows], origin[rows], depth[rows], began[rows], ends[rows]
    )
