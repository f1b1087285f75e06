"""The scoreboard: which classics the parts reproduce."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ecology.classics import CLASSICS
from ecology.classics.quantities import held
from ecology.errors import EcologyError, UnknownName


class Score(NamedTuple):
    """How one classic came out as published."""

    name: str
    found: pd.DataFrame
    """Its rows at all published arguments, with columns arguments and held besides."""
    seconds: float

    @property
    def expected(self) -> int:
        """Rows that have an expectation."""
        return int(self.found["held"].notna().sum())

    @property
    def kept(self) -> int:
        """Rows that kept to theirs."""
        return int(self.found["held"].fillna(value=False).sum())

    @property
    def verdict(self) -> str:
        """Reproduced or not, in words."""
        if not self.expected:
            return "nothing is published at these arguments"
        return "reproduced" if self.kept == self.expected else "not reproduced"


def score(name: str, rng: int | None = None) -> Score:
    """Run a classic at all its published arguments.

    Parameters
    ----------
    name : str
    rng : int, optional
        Another seed than its own, for those that hang on chance.
    """
    classic = classic_of(name)
    begun = time.perf_counter()
    parts = [arranged(name, arguments, rng) for arguments in ({}, *classic.also)]
    return Score(name, pd.concat(parts, ignore_index=True), time.perf_counter() - begun)


def arranged(name: str, arguments: Mapping[str, Any], rng: int | None = None) -> pd.DataFrame:
    """Return the rows of a classic at some arguments, with these as text and whether each row held.

    Raises
    ------
    EcologyError
        When it takes no argument of such a name.
    """
    classic = classic_of(name)
    takes = list(classic.run.__annotations__)
    for argument in arguments:
        if argument not in takes or argument == "return":
            raise UnknownName("argument", argument, [t for t in takes if t != "return"], f"classic {name}")
    chance = {"rng": rng} if rng is not None and "rng" in takes else {}
    try:
        found = classic.run(**{**arguments, **chance})
    except (TypeError, AttributeError) as error:
        told = ", ".join(f"{key} = {value!r}" for key, value in arguments.items())
        raise EcologyError(f"classic {name}: cannot be run with {told} ({error})") from error
    text = ", ".join(f"{key} = {value}" for key, value in arguments.items())
    return found.assign(arguments=text, held=held(found))


def classic_of(name: str) -> Any:
    """Return a classic by name.

    Raises
    ------
    UnknownName
        When there is none of that name.
    """
    if name not in CLASSICS:
        raise UnknownName("classic", name, list(CLASSICS))
    return CLASSICS[name]


def by_chance() -> list[str]:
    """Return the names of classics that hang on chance: those that take a seed."""
    return [name for name, classic in CLASSICS.items() if "rng" in classic.run.__annotations__]


def steadiness(scores: Sequence[Score]) -> pd.DataFrame:
    """Return in how many runs each quantity held that has an expectation.

    Parameters
    ----------
    scores : sequence of Score
        Of the same classics at other seeds.

    Returns
    -------
    DataFrame
        Columns classic, quantity, arguments, held, runs.
    """
    rows = pd.concat([s.found[s.found["held"].notna()].assign(classic=s.name) for s in scores], ignore_index=True)
    parts = rows.groupby(["classic", "quantity", "arguments"], sort=False)["held"]
    return parts.agg(held="sum", runs="size").astype(int).reset_index()


def least_steady(found: pd.DataFrame) -> pd.DataFrame:
    """Return for each classic how many quantities it has, and the one that held in the fewest runs.

    Parameters
    ----------
    found : DataFrame
        As `steadiness` returns.
    """
    least = found.loc[found.groupby("classic", sort=False)["held"].idxmin()].set_index("classic")
    return least.assign(quantities=found.groupby("classic", sort=False).size()).reset_index()


def steadiness_markdown(found: pd.DataFrame) -> str:
    """Return the least steady quantity of each classic as a table in Markdown."""
    lines = ["| classic | quantities | held in at least | the least steady |", "|---|---|---|---|"]
    for row in least_steady(found).to_dict("records"):
        title = f"[{CLASSICS[row['classic']].title}]({row['classic']}.md)"
        least = "–" if row["held"] == row["runs"] else told(row)
        lines.append(f"| {title} | {row['quantities']} | {row['held']} of {row['runs']} | {least} |")
    return "\n".join(lines) + "\n"


def told(row: Mapping[Any, Any]) -> str:
    """Return the quantity of a row and at which arguments, as text."""
    return f"{row['quantity']} ({row['arguments']})" if row["arguments"] else str(row["quantity"])


def markdown(scores: Sequence[Score]) -> str:
    """Return the scoreboard as a table in Markdown."""
    lines = ["| # | classic | kind | source | quantities that held | so it is |", "|---|---|---|---|---|---|"]
    for s in scores:
        c = CLASSICS[s.name]
        lines.append(
            f"| {c.number} | [{c.title}]({c.name}.md) | {c.kind} | {c.source} "
            f"| {s.kept} of {s.expected} | {s.verdict} |"
        )
    return "\n".join(lines) + "\n"
