"""`ecology import`."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ecology.cli.console import notes, say
from ecology.errors import BadFile
from ecology.importers.grants import Grants
from ecology.importers.kinds import check_kind
from ecology.importers.sector_import import read_sector
from ecology.presets.sectors import BUILT_IN

SIZES = ("staff", "annual_income")
"""Columns of organisations that say how large they are."""


def import_files(files: Sequence[Path], out: Path, mapping: str | None, kinds: Sequence[str], name: str | None) -> None:
    """Read files of any kinds, write the sector folder, and say what was read and what to do next."""
    with notes():
        sector = read_sector(*files, mapping=mapping, kinds=forced(kinds, files))
        grants = sector.grants if sector.only_grants else None
        written = sector.write(out, name) if grants is None else grants.write(out, name)
    say(written.summary())
    rows = written.organisations if isinstance(written, Grants) else written.tables["organisations"]
    drawn = [name for name in SIZES if name not in rows or not known(rows[name])]
    if drawn:
        say(
            f"\nNot in it: {' and '.join(drawn)}. They are drawn from the shape of the English national portfolio when "
            "the sector is founded, and set the size of every figure in pounds a month, which is of all the work of "
            f"these organisations, not of the grants. Fill in what you know in {out / 'organisations.csv'}."
        )
    say(f"\nCalled '{called(out)}' in tables and reports; --name gives it another name.")
    say(
        f"Sector folder: {out}\nWhat was read, dropped and assumed: {out / 'import_report.md'}\n"
        f"Next: ecology compare targets enabling --sector {shlex.quote(folder_word(out))}"
    )


def known(cells: pd.Series) -> bool:
    """Return whether any cell of a column says anything."""
    return bool((cells.notna() & cells.astype(str).ne("")).any())


def called(folder: Path) -> str:
    """Return what a sector folder calls its sector."""
    return str(tomllib.loads((folder / "sector.toml").read_text(encoding="utf-8")).get("name", folder.name))


def forced(kinds: Sequence[str], files: Sequence[Path]) -> dict[Path, str]:
    """Return what files are to be read as: KIND holds for all of them, KIND=FILE for one.

    Raises
    ------
    UnknownName
        For a kind that is none.
    BadFile
        For a file that is not among those given.
    """
    found: dict[Path, str] = {}
    for said in sorted(kinds, key=lambda said: "=" in said):  # what is said of one file goes before the rest
        kind, _, file = said.partition("=")
        named = [Path(file)] if file else list(files)
        if not set(named) <= set(files):
            raise BadFile(f"--as {said}: {file} is not among the files given.")
        found |= dict.fromkeys(named, check_kind(kind.strip()))
    return found


def folder_word(folder: Path) -> str:
    """Return a folder so that it cannot be taken for a built-in sector."""
    return f"./{folder}" if str(folder) in BUILT_IN else str(folder)
