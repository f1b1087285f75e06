"""Files that people give: bytes, or a plain reason why not."""

from __future__ import annotations

from pathlib import Path

from ecology.errors import BadFile

LARGEST_FILE = 100_000_000
"""Bytes of a file that is read; what it holds takes several times as much memory."""


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    BadFile
        If there is no such file, it cannot be read, is empty, or is larger than `LARGEST_FILE`.
    """
    try:
        if not path.exists():
            raise BadFile(f"{path.name}: there is no such file. Check the spelling and the folder.")
        if not path.is_file():  # a pipe or a device would be waited on for ever
            raise BadFile(f"{path.name}: is not a file. Name the file itself.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise BadFile(
                f"{path.name}: has {size / 1e6:,.0f} MB; files of up to {LARGEST_FILE / 1e6:,.0f} MB are read. "
                "Cut it down to the years or funders you need, or split it into several files and import them together."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise BadFile(f"{path.name}: cannot be read ({reason}). Check its name and your permission.") from None
