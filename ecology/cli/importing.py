"""`ecology import`."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from ecology.cli.console import notes, say
from ecology.importers.grants import read_grants
from ecology.presets.sectors import BUILT_IN


def import_grants(files: Sequence[Path], out: Path, name: str | None) -> None:
    """Read grants, write the sector folder, and say what was read and what to do next."""
    with notes():
        grants = read_grants(*files).write(out, name)
    say(grants.summary())
    say(
        f"\nSector folder: {out}\nWhat was read, dropped and assumed: {out / 'import_report.md'}\n"
        f"Next: ecology compare targets enabling --sector {shlex.quote(folder_word(out))}"
    )


def folder_word(folder: Path) -> str:
    """Return a folder so that it cannot be taken for a built-in sector."""
    return f"./{folder}" if str(folder) in BUILT_IN else str(folder)
