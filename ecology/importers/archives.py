"""Workbooks are zip archives of XML: what is checked before any is parsed, so that no file can choke the reader."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass

from ecology.errors import BadFile

LARGEST_WHOLE = 200_000_000
"""Bytes of all parts together, unpacked."""
DENSEST, DENSEST_FROM = 200, 5_000_000
"""Times that a part may grow when unpacked, once it is larger than so many bytes; sheets of numbers grow tenfold."""
MOST_PARTS = 1_000
MOST_TAGS = {"cells": 1_200_000, "texts": 1_000_000, "styles and settings": 200_000}
"""Tags that are parsed, about four to a cell; a million take three seconds, or six in a sheet of unsaid size."""

_NEVER_PARSED = (
    "xl/drawings/", "xl/media/", "xl/theme/", "xl/comments", "xl/threadedComments/", "xl/persons/", "xl/tables/",
    "xl/pivot", "xl/charts/", "xl/printerSettings/", "xl/externalLinks/", "xl/calcChain", "customXml/",
)  # fmt: skip
_ADVICE = "If it is yours, copy the filled cells into a new workbook, save that and import it."
_ENCRYPTED = 0x1  # bit of a part's flags
_CHUNK, _OVERLAP = 1 << 20, 200  # bytes
_NO_VALUE = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look at a sheet's bytes shows."""

    formulas_without_value: int
    merged: tuple[str, ...]
    """Ranges of merged cells, such as 'A2:A4'."""


def open_archive(raw: bytes, file: str) -> tuple[zipfile.ZipFile, dict[str, Scan]]:
    """Return a workbook's archive, and a scan of each sheet by the name of its part.

    A zip's directory may lie about sizes, but no more than it says is ever unpacked.

    Raises
    ------
    BadFile
        If it is damaged, encrypted, no XLSX workbook, or unpacks to more than a reader can take.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = archive.infolist()
        _check_kind(file, {part.filename for part in parts})
        _check_sizes(file, parts)
        scans: dict[str, Scan] = {}
        tags: Counter[str] = Counter()
        for part in parts:
            if not part.filename.startswith(_NEVER_PARSED):
                scans[part.filename] = _scanned(archive, part, file, tags)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        raise BadFile(f"{file}: is damaged or cut short. Download it again.") from None
    return archive, scans


def _check_kind(file: str, names: set[str]) -> None:
    if "[Content_Types].xml" in names and any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return
    if "xl/workbook.bin" in names:
        raise BadFile(f"{file}: is a binary workbook (.xlsb). Open it, save it as XLSX or CSV, and import that.")
    if "content.xml" in names:
        raise BadFile(f"{file}: is an OpenDocument file (.ods). Open it, save it as XLSX or CSV, and import that.")
    raise BadFile(f"{file}: is an archive (zip) without a workbook in it. Unpack it and import the file that it holds.")


def _check_sizes(file: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise BadFile(f"{file}: has {len(parts):,} parts, too many or with one name twice. {_ADVICE}")
    whole = sum(part.file_size for part in parts)
    if whole > LARGEST_WHOLE:
        raise BadFile(
            f"{file}: unpacks to {whole / 1e6:,.0f} MB; up to {LARGEST_WHOLE / 1e6:,.0f} MB are read. {_ADVICE}"
        )
    for part in parts:
        if part.flag_bits & _ENCRYPTED or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadFile(
                f"{file}: is encrypted, or packed as no spreadsheet program does. Save it without a password."
            )
        if part.file_size > DENSEST_FROM and part.file_size > DENSEST * max(part.compress_size, 1):
            raise BadFile(
                f"{file}: its part {part.filename[:40]} has {part.file_size / 1e6:,.0f} MB packed into "
                f"{part.compress_size / 1e3:,.0f} kB, as only a file made to choke its reader has. {_ADVICE}"
            )


def _scanned(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, tags: Counter[str]) -> Scan:
    """Count the tags that will be parsed, and refuse declarations of entities, which no workbook needs."""
    name = part.filename
    kind = "cells" if name.startswith("xl/worksheets/") else "texts" if "sharedStrings" in name else ""
    kind = kind or "styles and settings"
    without_value, tail = 0, b""
    merged: dict[str, None] = {}
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk.replace(b"\0", b"")  # zeros go, so that utf-16 hides nothing
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise BadFile(f"{file}: its part {name[:40]} declares entities, which no workbook needs. {_ADVICE}")
            found = window.count(b"<", len(tail))
            if not found and len(chunk) == _CHUNK:
                raise BadFile(f"{file}: its part {name[:40]} holds a text of more than a million characters. {_ADVICE}")
            tags[kind] += found
            if tags[kind] > MOST_TAGS[kind]:
                raise BadFile(
                    f"{file}: has too many {kind} for a workbook to be read (about 300,000 cells can be, styled "
                    "empty ones included). Save the table as CSV, which is read faster, or split it into several "
                    "files and import them together."
                )
            without_value += sum(match.end() > len(tail) for match in _NO_VALUE.finditer(window))
            merged.update((match.decode(), None) for match in _MERGED.findall(window))
            tail = window[-_OVERLAP:]
    return Scan(without_value, tuple(merged))
