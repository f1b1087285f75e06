"""Accounts: what an account says, what came out, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ecology.analysis.effects import ALL
from ecology.report.quantities import number, span
from ecology.report.sentences import Row


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that an account says, and the paired difference that answers it."""

    place: int
    """Row of expected.csv, from 1."""
    claim: str
    says: str
    found: Row
    """The difference between the two policies it speaks of; its verdict is about the account."""

    @property
    def said(self) -> str:
        """What the account says, with the row of the register where there is one."""
        return f"{self.says} ({self.claim})" if self.claim else self.says

    @property
    def measured(self) -> str:
        """What is compared: the outcome, and under which policy against which."""
        return f"{self.found.metric.label}, {self.found.b} against {self.found.a}"

    @property
    def came_out(self) -> str:
        """The difference with its interval and the number of pairs it rests on."""
        row = self.found
        unit = "" if row.unit.startswith(("share", "£")) or row.unit == "0–1" else f" {row.unit.replace('/', ' a ')}"
        difference = number(row.difference, row.unit, row.scale, signed=True)
        interval = span(row.low, row.high, row.unit, row.scale)
        return f"{difference}{unit} ({interval}; {row.n_pairs:,} pairs)"


def lines(expected: pd.DataFrame) -> list[Line]:
    """Return the rows of a frame as `ecology.analysis.expected.expected` returns it."""
    return [
        Line(
            place, row["claim"], row["says"],
            Row(
                row["metric"], row["unit"], ALL, row["than"], row["policy"], float(row["mean_than"]),
                float(row["mean_policy"]), float(row["difference"]), float(row["low"]), float(row["high"]),
                int(row["n_pairs"]), row["verdict"],
            ),
        )
        for place, row in enumerate(expected.to_dict("records"), 1)
    ]  # fmt: skip
