"""`ecology import`."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from ecology.cli.console import notes, say
from ecology.errors import BadFile
from ecology.importers.kinds import check_kind
from ecology.importers.sector_import import read_sector
from ecology.presets.sectors import BUILT_IN


def import_files(files: Sequence[Path], out: Path, mapping: str | None, kinds: Sequence[str], name: str | None) -> None:
    """Read files of any kinds, write the sector folder, and say what was read and what to do next."""
    with notes():
        sector = read_sector(*files, mapping=mapping, kinds=forced(kinds, files))
        grants = sector.grants if sector.only_grants else None
        written = sector.write(out, name) if grants is None else grants.write(out, name)
    say(written.summary())
    say(
        f"\nSector folder: {out}\nWhat was read, dropped and assumed: {out / 'import_report.md'}\n"
        f"Next: ecology compare targets enabling --sector {shlex.quote(folder_word(out))}"
    )


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
