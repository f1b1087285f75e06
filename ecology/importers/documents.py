"""The files that grants come in: bytes → a list of rows, or a plain reason why not."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ecology.errors import BadFile

DEEPEST = 40
"""Levels of nesting kept when a file nests deeper than Python can read."""

_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{\]}]', re.DOTALL)


def read_rows(path: Path) -> tuple[list[Any], bytes]:
    """Return the grants of a 360Giving JSON file, as they stand, and the file's bytes.

    Numbers come as `Decimal`, so that no penny is lost on the way in.

    Raises
    ------
    BadFile
        If the file is missing, is no JSON, or holds no list of grants.
    """
    if path.suffix.lower() != ".json":
        raise BadFile(
            f"{path.name}: only 360Giving JSON (.json) can be read so far. Publishers usually offer JSON beside the "
            "spreadsheet; or convert the file with 360Giving's data quality tool, then import the .json file."
        )
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(f"{path.name}: there is no such file. Check the spelling and the folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise BadFile(f"{path.name}: cannot be read ({reason}).") from None
    document = _parsed(decoded(raw), path.name)
    grants = document.get("grants") if isinstance(document, dict) else document
    if not isinstance(grants, list):
        raise BadFile(f"{path.name}: holds no list called 'grants'. A 360Giving file is {{\"grants\": [ … ]}}.")
    return grants, raw


def decoded(raw: bytes) -> str:
    """Return the text of a file in utf-8 (with or without a mark), utf-16 with a mark, or else cp1252."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


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
