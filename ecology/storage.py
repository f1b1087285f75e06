"""Storage: a study is a folder of plain files, each written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]

import ecology
from ecology.errors import BadFile, EcologyError, StudyExists

MANIFEST = "manifest.json"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula."""

_PACKAGES = ("ecology", "mesa", "numpy", "networkx", "pandas", "pyarrow", "scipy")


def study_hash(config: Mapping[str, Any]) -> str:
    """Return the name of a study: ten hex digits of the SHA-256 of its configuration.

    Parameters
    ----------
    config : mapping
        Whatever makes the study what it is, in types JSON knows; the order of keys does not matter.

    Returns
    -------
    str
        The same for the same configuration on any machine.
    """
    return _sha256(config)[:10]


def check_study(folder: Path, config: Mapping[str, Any]) -> None:
    """Raise what stands against writing a study to a folder; the same study may be written again.

    Raises
    ------
    StudyExists
        When the folder holds another study, or files that are no study's.
    BadFile
        When the folder holds a manifest that cannot be read.
    EcologyError
        When it is no folder.
    """
    path = folder / MANIFEST
    if not path.exists():
        try:
            taken = folder.exists() and any(folder.iterdir())
        except OSError as error:
            raise unwritable(folder, error) from error
        if taken:
            raise StudyExists(
                f"{folder}: holds files that are not a study's. Nothing was written. Choose another folder with --out."
            )
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        there = f"{found['study']} ({found['config'].get('name', 'no name')})"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(
            f"{path}: cannot be read as the manifest of a study, so it is not known whose results the folder holds. "
            "Choose another folder with --out, or move this one away."
        ) from error
    own = study_hash(config)
    if found["study"] != own:
        raise StudyExists(
            f"{folder}: holds study {there}; this one is {own} ({config.get('name', 'no name')}). "
            f"They differ in {_difference(found['config'], json.loads(_canonical(config))) or 'name'}. "
            "Nothing was written. Choose another folder with --out, or move this one away."
        )


def _difference(there: Mapping[str, Any], here: Mapping[str, Any]) -> str:
    """Return what two configurations differ in; numbers and words with their values, the sector without its hash."""
    keys = [key for key in {**there, **here} if there.get(key) != here.get(key)]
    plain = {key: (there.get(key), here.get(key)) for key in keys}
    said = {"sector": "the sector (another one, or its tables have changed since)"}
    return ", ".join(
        said.get(key)
        or (f"{key} ({old} there, {new} here)" if all(isinstance(v, (int, float, str)) for v in (old, new)) else key)
        for key, (old, new) in plain.items()
        if key != "name"
    )


def claim_study(folder: Path, config: Mapping[str, Any], command: str, seeds: Sequence[int]) -> None:
    """Make the folder of a study, and say in its manifest whose it is before anything else is written.

    Raises
    ------
    StudyExists, BadFile, EcologyError
        As for `check_study`; or when the folder cannot be made or written to.
    """
    check_study(folder, config)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    if not (folder / MANIFEST).exists():
        write_manifest(manifest(config, command, seeds), folder)


def write_frame(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as CSV or Parquet, by the ending of the name; the same frame gives the same bytes.

    Parameters
    ----------
    frame : DataFrame
        Its index is not written. In CSV, floats have the fewest digits that read back as the same number, a
        missing value is an empty cell, lines end in a line feed, and a text that a spreadsheet would take for
        a formula gets a leading apostrophe.
    path : Path
        Ends in .csv or .parquet.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    EcologyError
        When the file cannot be written; what stood there before still stands.
    """
    if path.suffix not in {".csv", ".parquet"}:
        raise EcologyError(f"{path}: frames are written as .csv or .parquet; end the name in one of them")
    is_csv = path.suffix == ".csv"
    columns = {str(name): _column(frame.iloc[:, i], guard=is_csv) for i, name in enumerate(frame.columns)}
    if len(columns) < len(frame.columns):
        raise EcologyError(f"{path}: two columns have the same name; rename one of them")
    table = pa.table(columns)
    if not is_csv:
        return _write(path, lambda file: pa.parquet.write_table(table, file))
    head = ",".join(_quoted(_guarded(name)) for name in columns) + "\n"

    def write(file: BinaryIO) -> None:
        file.write(head.encode())
        pa.csv.write_csv(table, file, pa.csv.WriteOptions(include_header=False))

    return _write(path, write)


def write_text(text: str, path: Path) -> Path:
    r"""Write a text in UTF-8, its lines ending in \n on every system."""
    return write_bytes(text.encode(), path)


def write_bytes(content: bytes, path: Path) -> Path:
    """Write bytes, for instance a figure."""

    def write(file: BinaryIO) -> None:
        file.write(content)

    return _write(path, write)


def manifest(
    config: Mapping[str, Any], command: str, seeds: Sequence[int], sources: Sequence[Path] = ()
) -> dict[str, Any]:
    """Return what is needed to produce a study again; it holds no time of day, so it too is reproducible.

    Parameters
    ----------
    config : mapping
        Configuration of the study, as for `study_hash`.
    command : str
        The command that produces it.
    seeds : sequence of int
        One per replication.
    sources : sequence of Path
        Scenario and data files that were read; recorded by name and SHA-256, without their folder.

    Returns
    -------
    dict
        Ready for JSON: study, config, command, seeds, versions, platform, hashes.
    """
    hashes = {"config": _sha256(config)} | {path.name: file_hash(path) for path in sources}
    return {
        "study": study_hash(config),
        "made_by": made_by(),
        "config": json.loads(_canonical(config)),
        "command": command,
        "seeds": [int(seed) for seed in seeds],
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in _PACKAGES},
        "platform": {"system": platform.system(), "release": platform.release(), "machine": platform.machine()},
        "hashes": hashes,
    }


@cache
def made_by() -> str:
    """Return what decides the digits of a study besides its configuration: programme text, NumPy, kind of machine."""
    root = Path(ecology.__file__).parent
    total = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".toml", ".j2", ".css"}):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"ecology {ecology.__version__} {total.hexdigest()[:16]}, numpy {np.__version__}, {platform.machine()}"


def write_manifest(content: Mapping[str, Any], folder: Path) -> Path:
    """Write a manifest into the folder of its study."""
    return write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", folder / MANIFEST)


def finish_study(folder: Path, content: Mapping[str, Any], names: Sequence[str]) -> None:
    """Write the manifest of a study that is whole: with the SHA-256 of each of its files, by name."""
    write_manifest({**content, "files": {name: file_hash(folder / name) for name in sorted(names)}}, folder)


def is_finished(folder: Path, wording: Mapping[str, Any] | None = None) -> bool:
    """Return whether a study's files are all there as this very programme wrote them, with what is now said of it."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(file_hash(folder / name) == digest for name, digest in found["files"].items())
        as_said = wording is None or found["wording"] == wording
        return bool(whole and as_said and found["made_by"] == made_by())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EcologyError):
        return False


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}). Check the name and that you may read it.") from error


def _canonical(config: Mapping[str, Any]) -> str:
    """Return the one JSON text of a configuration."""
    return json.dumps(config, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    """Return a NumPy number as the number it is; anything else has no one JSON text."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a study's configuration holds a {type(value).__name__}, which has no JSON text")


def _sha256(config: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(config).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _column(values: pd.Series, *, guard: bool) -> pa.Array:
    """Return a column as Arrow writes it: numbers as they are, anything else as text."""
    if pd.api.types.is_numeric_dtype(values.dtype):
        return pa.array(values, from_pandas=True)
    if pd.api.types.infer_dtype(values, skipna=True) not in {"string", "categorical"}:
        missing = pd.isna(values)
        cells = [None if gone else _text(cell, guard) for cell, gone in zip(values, missing, strict=True)]
        return pa.array(cells, pa.string())
    # Few texts fill many rows, so each is looked at once.
    codes, uniques = pd.factorize(values)
    texts = pa.array([_text(text, guard) for text in uniques], pa.string())
    return texts.take(pa.array(codes, mask=codes < 0))


def _text(cell: object, guard: bool) -> str:
    """Return a cell as text; of what is not a number, only a text can be taken for a formula."""
    if isinstance(cell, str):
        return _guarded(cell) if guard else cell
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _guarded(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _quoted(name: str) -> str:
    """Return the name of a column as CSV has it."""
    return '"' + name.replace('"', '""') + '"' if any(sign in name for sign in ',"\r\n') else name


def _write(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Let `write` fill a file beside the path, and put it in place when it is whole and on the disk."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _explained(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return path


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into what the user can do."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> EcologyError:
    """Return what the system says about a file as what the user can do."""
    what_to_do = {
        errno.ENOSPC: "Free some space",
        errno.EDQUOT: "Free some space",
        errno.EACCES: "Ask for the right to write there",
        errno.EPERM: "Ask for the right to write there",
        errno.EROFS: "Make the disk writable",
        errno.EEXIST: "Move the file of that name away",
        errno.ENOTDIR: "Move the file of that name away",
    }.get(error.errno or 0, "Check that the folder can be written to")
    reason = error.strerror or str(error)
    return EcologyError(f"{path}: could not be written ({reason}). {what_to_do}, or choose another folder with --out.")
