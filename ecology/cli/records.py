"""Records as tables for the terminal: what is listed and described, without what it takes to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text


def records_table(records: Sequence[Mapping[str, Any]], wide: str = "") -> Table:
    """Return records as a table, a column for each key; the column called `wide` gets the room that is left."""
    table = plain_table()
    for key in records[0] if records else ():
        table.add_column(key, ratio=1 if key == wide else None, no_wrap=key == "name", overflow="fold")
    for record in records:
        table.add_row(*(Text(printed(value)) for value in record.values()))
    return table


def plain_table(gap: int = 2) -> Table:
    """Return an empty table in the one form all have, so many blanks between its columns."""
    return Table(box=box.SIMPLE_HEAD, padding=(0, gap - 1, 0, 0), show_edge=False, pad_edge=False, header_style="bold")


def printed(value: Any) -> str:
    """Return a value of a record as text: numbers with thousands separators, lists with commas, a pair as a range."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    if isinstance(value, (list, tuple)):
        return (", " if isinstance(value, list) else " to ").join(map(printed, value))
    return "" if value is None else str(value)
