"""`ecology import`."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ecology.cli.console import notes, remarks, say
from ecology.errors import BadFile
from ecology.importers.kinds import check_kind
from ecology.importers.sector_folder import FILES
from ecology.importers.sector_import import SectorImport, read_sector
from ecology.presets.sectors import BUILT_IN

SHOWN = 5
"""Rows that could not be used, and other files, that are told one by one."""


def import_files(files: Sequence[Path], out: Path, mapping: str | None, kinds: Sequence[str], name: str | None) -> None:
    """Read files of any kinds, write the sector folder, and say what was read and what to do next."""
    beside = others(out)
    with notes():
        sector = read_sector(*files, mapping=mapping, kinds=forced(kinds, files), funder=name or "")
        grants = sector.grants if sector.only_grants else None
        written = sector.write(out, name) if grants is None else grants.write(out, name)
    say(written.summary())
    for line in refused(written.tables["rejected"] if isinstance(written, SectorImport) else written.rejected):
        say(line, remarks())
    if beside:
        say(f"Note: {out} holds other things too ({beside}); the sector's files stand beside them.", remarks())
    say(f"\nCalled '{called(out)}' in tables and reports{'' if name else '; --name gives it another name'}.")
    say(
        f"Sector folder: {out}\nWhat was read, dropped and assumed: {out / 'import_report.md'}\n"
        f"Next: ecology compare targets enabling --sector {shlex.quote(folder_word(out))}"
    )


def others(folder: Path) -> str:
    """Return the first names in a folder that are no files of a sector."""
    if not folder.is_dir():
        return ""
    own = {*FILES, "merges.csv"}
    names = sorted(path.name for path in folder.iterdir() if path.name not in own and ".before-" not in path.name)
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")


def refused(rejected: pd.DataFrame) -> list[str]:
    """Return what could not be used, the first of it with place and reason; nothing where all could."""
    if rejected.empty:
        return []
    lines = ["Note: could not be used:"]
    for row in rejected.head(SHOWN).to_dict("records"):
        place = "" if pd.isna(row["row"]) else f", row {row['row']}"
        lines.append(f"  {row['file']}{place}: {row['reason']}")
    left = len(rejected) - SHOWN
    return [*lines, *([f"  and {left:,} more, in rejected.csv"] if left > 0 else [])]


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
