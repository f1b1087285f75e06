"""The files that grants come in: bytes → a list of rows, or a plain reason why not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ecology.errors import BadFile
from ecology.importers.decoding import decoded
from ecology.importers.files import read_bytes
from ecology.importers.grants_sheets import grants_sheets, is_title
from ecology.importers.privacy import nameable
from ecology.importers.sheets import is_json, sheets_of

DEEPEST = 40
"""Levels of nesting kept when a file nests deeper than Python can read."""
MOST_VALUES = 4_000_000
"""Values of a JSON file, counted by its commas and brackets: each takes some hundred bytes."""

_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file of grants holds."""

    name: str
    digest: str
    """SHA-256 of its bytes."""
    rows: Iterable[tuple[str, int, Any]]
    """Where: the file, with its sheet if it has several; the row a user sees (in JSON, the first grant is 1); and the
    grant as JSON has it, or the error that says why there is none. They can be asked for once."""
    notes: tuple[str, ...] = ()
    """What was guessed, tolerated or passed over."""
    unknown: tuple[str, ...] = ()
    """Columns that were not recognised."""
    about_people: frozenset[str] | None = None
    """Columns about people that were left behind; None for JSON, where any grant may have others."""
    taken: tuple[str, ...] = ()
    """What ordinary titles were taken for, and what was filled in for a column that is not there."""


def read_document(path: Path, funder: str = "") -> Document:
    """Return the grants of a 360Giving or GrantNav file, in JSON, CSV or XLSX, or of an ordinary list, as they stand.

    Numbers come as `Decimal`, so that no penny is lost on the way in. `funder` gave those of a table that names none.

    Raises
    ------
    BadFile
        If the file is missing, cannot be read, or holds no grants.
    """
    raw = read_bytes(path)
    digest = hashlib.sha256(raw).hexdigest()
    name = _printable(path.name)
    if path.suffix.lower() == ".json" or is_json(raw):
        return _json_document(raw, name, digest)
    tables, passed_over = grants_sheets(sheets_of(raw, name, is_title), name, funder)
    several = len(tables) > 1
    notes = []
    for table in tables:
        notes += [f"sheet '{nameable(table.name)}': {note}" if several else note for note in table.notes]
    if passed_over:
        notes.append(f"sheets without grants passed over: {', '.join(map(nameable, passed_over))}")
    return Document(
        name=name,
        digest=digest,
        rows=(
            (f"{name}, sheet '{nameable(table.name)}'" if several else name, number, row)
            for table in tables
            for number, row in table.rows
        ),
        notes=tuple(notes),
        unknown=tuple(dict.fromkeys(title for table in tables for title in table.unknown)),
        about_people=frozenset().union(*(table.about_people for table in tables)),
        taken=tuple(dict.fromkeys(line for table in tables for line in table.taken)),
    )


def _printable(text: str) -> str:
    """Return text that can be written as utf-8: a file's name may hold bytes that are not."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _json_document(raw: bytes, name: str, digest: str) -> Document:
    text, encoding = decoded(raw)
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise BadFile(
            f"{name}: holds more than {MOST_VALUES:,} values. Split it into several files and import them together."
        )
    document = _parsed(text.removeprefix("\ufeff"), name)
    grants = document.get("grants") if isinstance(document, dict) else document
    if not isinstance(grants, list):
        raise BadFile(f"{name}: holds no list called 'grants'. A 360Giving file is {{\"grants\": [ … ]}}.")
    rows = [(name, number, grant) for number, grant in enumerate(grants, start=1)]
    return Document(name, digest, rows, (f"read as {encoding}",) if encoding else ())


def _parsed(text: str, name: str) -> Any:
    try:
        try:
            return _loads(text)
        except RecursionError:
            return _loads(_cut_deep(text))
    except json.JSONDecodeError as error:
        raise BadFile(
            f"{name}, line {error.lineno}, column {error.colno}: not valid JSON ({error.msg}). "
            "Mend that line, or download the file again; it may be cut short."
        ) from None


def _loads(text: str) -> Any:
    return json.loads(text, parse_int=_number, parse_float=_number, parse_constant=lambda _: Decimal("NaN"))


def _number(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond all measure
        return Decimal("NaN")


def _cut_deep(text: str) -> str:
    """Return the document with whatever lies deeper than `DEEPEST` cut out; its line numbers stay right."""
    kept, depth, position = [], 0, 0
    for match in _STRUCTURE.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth == DEEPEST + 1:
                kept.append(text[position : match.start()])
                position = match.start()
        elif match[0] in "]}":
            if depth == DEEPEST + 1:
                kept.append("null" + "\n" * text.count("\n", position, match.end()))
                position = match.end()
            depth -= 1
    # Brackets that never close leave the end of the document off: it must not be read as if it were whole.
    return "".join(kept) + (text[position:] if depth <= DEEPEST else "")
