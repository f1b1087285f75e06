"""Tables of Markdown, for the pages that are made when the documentation is built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a table of Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return [*lines, ""]


def cell(value: object) -> str:
    """Return a value as it stands in a table: a bar would end the cell, a tilde or a tag hide words."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) >= 10_000 else f"{value:g}".replace("-", "−")
    return str(value).replace("|", "\\|").replace("~", "\\~").replace("<", "\\<")


def code(name: str) -> str:
    """Return a name in the type of code."""
    return f"`{name}`"
