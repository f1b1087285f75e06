"""The kinds of table that can be imported, and how one is told from another by its titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecology.errors import BadFile, UnknownName
from ecology.founding.folder import ORGANISATIONS
from ecology.founding.grants_table import GRANTS
from ecology.founding.partnerships_table import PARTNERSHIPS
from ecology.founding.people_table import PEOPLE, TIES
from ecology.founding.tables import Aliases, plain_header
from ecology.importers.ordinary import is_list_of_grants, lacking, speaks_of_awards


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: our columns, the other titles accepted for each, and those it cannot do without."""

    columns: Aliases
    required: tuple[str, ...]

    def column_of(self, title: str) -> str | None:
        """Return our column that a title names, None for none."""
        plain = plain_header(title)
        return next((column for column, aliases in self.columns.items() if plain in (column, *aliases)), None)

    def lacks(self, titles: Sequence[str]) -> list[str]:
        """Return the required columns that none of these titles names."""
        there = {self.column_of(title) for title in titles}
        return [column for column in self.required if column not in there]


TABLES = {
    "organisations": Kind(ORGANISATIONS, ("name",)),
    "people": Kind(PEOPLE, ("person", "organisation")),
    "ties": Kind(TIES, ("source", "target")),
    "partnerships": Kind(PARTNERSHIPS, ("partnership", "organisation")),
}
"""Kinds of table that are read row by row; the first is what a table is that is none of the others."""
MAPPED_GRANTS = Kind(
    {**GRANTS, "organisation": (), "funder": (), "postcode": (), "charity_number": (), "recipient_type": ()},
    ("organisation", "amount"),
)
"""Grants that a mapping makes of a funder's own table."""
NAMES = ("grants", *TABLES, "graph")
"""All that a file can be read as."""

_ADVICE = "Name the columns so, say what it is with --as KIND, or write a mapping file (--mapping)."


def check_kind(kind: str) -> str:
    """Return a kind, or raise UnknownName for one that is none."""
    if kind not in NAMES:
        raise UnknownName("kind of file", kind, NAMES)
    return kind


def kind_of_titles(titles: Sequence[str], file: str) -> str:
    """Return the kind of table these titles belong to.

    Raises
    ------
    BadFile
        If they fit none, or more than one; the message lists what it could be.
    """
    plain = [plain_header(title) for title in titles if title]
    if any(title.startswith("amount_awarded") or title == "amountawarded" for title in plain):
        return "grants"
    if is_list_of_grants(titles):
        return "grants"
    fitting = [name for name, kind in TABLES.items() if not kind.lacks(plain)]
    first = next(iter(TABLES))
    ours = [column for title in plain if (column := TABLES[first].column_of(title))]
    if set(fitting) <= {"partnerships", first} and speaks_of_awards(titles, ours):
        shown = ", ".join(titles[:12])[:300]
        raise BadFile(
            f"{file}: has an amount or a date of award, so it looks like grants, but its columns do not tell enough of "
            f"them: {shown}. {lacking(titles)} If it is no list of grants, say what it is with --as KIND."
        )
    if len(fitting) > 1 and first in fitting:  # every table of people, too, names organisations
        fitting.remove(first)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise BadFile(f"{file}: could be {' or '.join(fitting)} by its columns. Say which with --as KIND.")
    needs = "; ".join(f"{name} (needs {' and '.join(kind.required)})" for name, kind in TABLES.items())
    needs += "; grants (needs amount awarded, or Organisation, Amount and Date awarded)" + (
        "; graph (an edge list without titles)" if len(plain) <= 3 else ""
    )
    shown = ", ".join(titles[:8])[:200]
    raise BadFile(f"{file}: cannot tell what it holds from its columns: {shown}. It could be {needs}. {_ADVICE}")
