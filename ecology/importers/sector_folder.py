"""A sector folder on disk: what it may be written over, and how its files are written."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import shutil
import tomllib
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from ecology.errors import BadFile, StudyExists
from ecology.founding.tables import defused

FILES = (
    "sector.toml", "organisations.csv", "people.csv", "ties.csv", "partnerships.csv", "funders.csv", "grants.csv",
    "rejected.csv", "import_report.md",
)  # fmt: skip
"""What marks a folder as taken; `merges.csv` alone does not, as decisions may be brought along."""

TABLES = FILES[1:-2]
"""What users may type into: what they wrote there is never lost."""

WRITTEN = "[written]  # what an import wrote, so that it can tell what was changed since"

LABELS = {
    "organisations": "observed",
    "grants": "observed",
    "funders": "inferred",
    "domain": "inferred",
    "region": "inferred",
    "staff": "synthetic",
    "people": "synthetic",
    "ties": "synthetic",
    "partnerships": "synthetic",
}
"""How each part of a sector founded from grants is known."""


def check_folder(folder: Path, sources: Sequence[str]) -> None:
    """Refuse a folder that holds a sector from other sources than these; these may add to them.

    Raises
    ------
    StudyExists
        If it does.
    """
    if folder.exists() and not folder.is_dir():
        raise BadFile(f"{folder}: is a file, not a folder. Choose another name.")
    taken = [name for name in FILES if (folder / name).exists()]
    if not taken:
        return
    advice = "Choose another folder, or move that one away."
    try:
        held = tomllib.loads((folder / "sector.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise StudyExists(f"{folder}: already holds {taken[0]}, which this import did not write. {advice}") from None
    before = held.get("sources")
    if not isinstance(before, list) or not before or any(source not in sources for source in before):
        raise StudyExists(
            f"{folder}: holds another sector, '{held.get('name', 'without a name')}', from other sources. {advice}"
        )


def described(name: str, month: str, sources: Sequence[str], labels: Mapping[str, str] = LABELS) -> str:
    """Return the text of `sector.toml`; without labels, they are those of a sector founded from grants."""
    lines = [
        f"name = {_quoted(name)}",
        *([f"month = {_quoted(month)}"] if month else []),
        f"sources = [{', '.join(map(_quoted, sources))}]",
    ]
    return "\n".join([*lines, "", "[labels]", *(f"{part} = {_quoted(label)}" for part, label in labels.items()), ""])


def _quoted(text: str) -> str:
    """Return a TOML string; JSON's is one, but for the character DEL."""
    plain = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_files(folder: Path, contents: Mapping[str, str | pd.DataFrame]) -> None:
    """Write each file whole or not at all; the same contents give the same bytes.

    `sector.toml` notes what was written into each table. A table that holds something else now, such as what a user
    typed into it, stays beside the new one under another name, and a warning says so.

    Raises
    ------
    BadFile
        If the folder cannot be written to.
    """
    staged: list[tuple[Path, Path]] = []
    texts = {name: content if isinstance(content, str) else _csv(content) for name, content in contents.items()}
    tables = {name: digest(text.encode("utf-8")) for name, text in texts.items() if name in TABLES}
    texts["sector.toml"] += "\n".join(["", WRITTEN, *(f'"{name}" = "{made}"' for name, made in tables.items()), ""])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            partial = folder / f".{name}.{os.getpid()}.part"
            staged.append((partial, folder / name))
            partial.write_bytes(text.encode("utf-8"))
        kept = [(file, _kept(file)) for file in typed_into(folder, tables)]
        for partial, final in staged:  # only when all are on disk: a full disk leaves the old sector as it was
            partial.replace(final)
    except OSError as error:
        raise BadFile(f"{folder}: cannot be written ({error.strerror}). Check space and permission.") from None
    finally:
        for partial, _ in staged:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
    for file, copy in kept:
        warnings.warn(
            f"{file}: was changed since it was imported. It is made anew, and what it held is kept as {copy.name}.",
            stacklevel=3,
        )


def digest(content: bytes) -> str:
    """Return what tells contents apart."""
    return hashlib.sha256(content).hexdigest()


def typed_into(folder: Path, coming: Mapping[str, str]) -> list[Path]:
    """Return the tables of a folder that hold neither what was written last nor what is to come (name → digest)."""
    try:
        written = tomllib.loads((folder / "sector.toml").read_text(encoding="utf-8")).get("written", {})
    except (OSError, ValueError, RecursionError):
        written = {}
    before = written if isinstance(written, dict) else {}
    there = [folder / name for name in coming if (folder / name).is_file()]
    return [file for file in there if digest(file.read_bytes()) not in (before.get(file.name), coming[file.name])]


def _kept(file: Path) -> Path:
    """Copy a file beside itself, under the first name that is free, and return the copy."""
    names = (file.with_name(f"{file.stem}.before-{n}{file.suffix}") for n in itertools.count(1))
    copy = next(path for path in names if not path.exists())
    shutil.copyfile(file, copy)
    return copy


def _csv(frame: pd.DataFrame) -> str:
    text = frame.select_dtypes(include=["object", "string"]).columns
    # a lone carriage return would be written without quotes, and end the row for other readers
    safe = frame.assign(**{str(column): frame[column].str.replace("\r", " ").map(defused) for column in text})
    return safe.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
