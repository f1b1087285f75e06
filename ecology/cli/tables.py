"""Tables for the terminal, readable at 80 columns."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Group
from rich.text import Text

from ecology.analysis.effects import CLEAR
from ecology.analysis.expected import CANNOT_BE_TOLD
from ecology.analysis.levels import BETTER, LEVELS, WORSE
from ecology.cli.records import plain_table
from ecology.report.accounts import Line
from ecology.report.quantities import is_share, number, scale_of, span
from ecology.report.sentences import Row


def effects_table(found: Sequence[Row]) -> Group:
    """Return the table of one policy against the first: outcome with its unit, means, difference, interval, verdict."""
    a, b = (found[0].a, found[0].b) if found else ("", "")
    table = plain_table(gap=1)
    table.add_column("outcome, unit", min_width=17)
    printed_cells = [cells(row) for row in found]
    widths = [max([10, *(len(row[i]) for row in printed_cells)]) for i in (0, 1)]
    for title, width in zip((a, b, "difference", "95 % interval"), (*widths, 11, 13), strict=True):
        table.add_column(Text(title), justify="right", width=width, overflow="fold")
    table.add_column("verdict", width=10)
    for row, numbers in zip(found, printed_cells, strict=True):
        outcome = Text.assemble(row.metric.label, "\n", (unit(row.unit), "dim"))
        table.add_row(outcome, *numbers, Text(row.verdict, style="bold" if row.verdict == CLEAR else ""))
    return Group("", Text(f"{b} compared with {a}", style="bold"), table)


def levels_table(found: pd.DataFrame) -> Group:
    """Return the effects of one policy on persons, organisations and the sector, with a mark where signs differ."""
    table = plain_table(gap=1)
    table.add_column("", width=16)
    for title in ("each person", "each organisation", "the sector"):
        table.add_column(title, width=20)
    for theme, rows in found.groupby("theme", sort=False):
        by = {str(row["of"]): row for row in rows.to_dict("records")}
        mark = "\nsigns differ" if rows["signs_differ"].any() else ""
        table.add_row(Text.assemble(str(theme), (mark, "bold")), *(at_level(by.get(of)) for of in LEVELS))
    title = f"{found['b'].iloc[0]} compared with {found['a'].iloc[0]}, at three levels"
    return Group("", Text(title, style="bold"), table)


def at_level(row: Mapping[Hashable, Any] | None) -> Text:
    """Return what is told of a theme at one level: of what, by how much, and whether for the better; a dash of none."""
    if row is None:
        return Text("–", style="dim")
    scale = scale_of(row["difference"], row["low"], row["high"])
    moved = f"{number(row['difference'], row['unit'], scale, signed=True)} {row['good']}"
    return Text.assemble((row["label"], "dim"), "\n", (moved, "bold" if row["good"] in {BETTER, WORSE} else ""))


def expected_table(found: Sequence[Line]) -> Group:
    """Return what an account says, what came out for it, and whether it agrees."""
    table = plain_table(gap=1)
    table.add_column("the account says", ratio=3)
    table.add_column("what came out (95 % interval)", ratio=3)
    table.add_column("so it", width=11)
    for line in found:
        came = Text.assemble(line.measured, "\n", line.came_out)
        verdict = line.found.verdict
        table.add_row(Text(line.said), came, Text(verdict, style="" if verdict == CANNOT_BE_TOLD else "bold"))
    return Group("", Text("What the account says, and what came out", style="bold"), table)


def cells(row: Row) -> tuple[str, str, str, str]:
    """Return both means, the difference and its interval; a dash where too few runs have a value."""
    return (
        number(row.mean_a, row.unit, row.scale).replace(" %", "%"),
        number(row.mean_b, row.unit, row.scale).replace(" %", "%"),
        number(row.difference, row.unit, row.scale, signed=True),
        span(row.low, row.high, row.unit, row.scale),
    )


def unit(declared: str) -> str:
    """Return a unit as the numbers of the table carry it: shares are given as percentages."""
    return f"%{declared.removeprefix('share')}" if is_share(declared) else declared
