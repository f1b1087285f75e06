"""Text as found in other people's files, made safe to keep and to open in a spreadsheet."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from ecology.founding.emails import REMOVED, without_emails

LONGEST = 1_000
"""Characters of a name or id; more is taken for a broken file."""
_MOJIBAKE = ("Â", "Ã", "â€")  # how utf-8 looks when it was read as cp1252
_KINDS = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    Decimal: "a number",
    type(None): "empty",
}


def kind_of(value: object) -> str:
    """Return what sort of thing a JSON value is, in words."""
    return _KINDS.get(type(value), "something else")


def shown(value: object) -> str:
    """Return a value as it can be quoted in a message: short, printable and without email addresses."""
    text = str(value)[:200] if isinstance(value, str) or _is_short_number(value) else kind_of(value)
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in without_emails(text))
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def _is_short_number(value: object) -> bool:
    return isinstance(value, Decimal) and len(value.as_tuple().digits) < 40


def repaired(text: str) -> str:
    """Return text with mojibake undone where it certainly is one.

    Examples
    --------
    >>> repaired("Â£1,000"), repaired("CafÃ©"), repaired("Âme")
    ('£1,000', 'Café', 'Âme')
    """
    if text.isascii() or not any(mark in text for mark in _MOJIBAKE):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text.replace("Â£", "£")


def read_text(value: object, field: str) -> str:
    """Return a cell as one line of clean text; '' when it is empty.

    Control and invisible characters go, spaces run together, mojibake is undone and email addresses are taken out.

    Raises
    ------
    ValueError
        If it is no text, or no valid text; the message names the field.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40 and _is_short_number(value):
        value = format(value, "f")
    if not isinstance(value, str):
        raise ValueError(f"the {field} is {kind_of(value)} where text is expected")
    if len(value) > LONGEST:
        raise ValueError(f"the {field} is longer than {LONGEST:,} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"the {field} holds half a character (a lone surrogate)") from None
    text = unicodedata.normalize("NFC", repaired(value))
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(without_emails(text).split())


def read_identifier(value: object, field: str) -> str:
    """Return an identifier as text; one that holds an email address is refused, as it would be written out.

    Raises
    ------
    ValueError
        If it cannot be used; the message names the field.
    """
    text = read_text(value, field)
    if REMOVED in text:
        raise ValueError(f"the {field} holds an email address; give it an id that names nobody")
    return text
