"""Bytes → text, whatever the program that wrote them.

The same bytes always give the same text: a line that is valid utf-8 is utf-8, and any other is Windows-1252, also where
a file mixes the two. A statistical guess would now and then take a short file for Greek.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before utf-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_LOOKED_AT = 4_000  # bytes that show whether every other one is zero


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and its encoding in words for the report; '' where it is plain utf-8.

    Examples
    --------
    >>> decoded("£5".encode("utf-8")), decoded("£5".encode("cp1252"))
    (('£5', ''), ('£5', 'Windows-1252, guessed'))
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            if encoding == "utf-8":
                return decoded(raw[len(mark) :])
            return raw[len(mark) :].decode(encoding, errors="replace"), encoding[:6]
    if wide := _wide_encoding(raw[:_LOOKED_AT]):
        return raw.decode(wide, errors="replace"), "utf-16, guessed"
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        # Line by line only where there is something to tell apart: that is slow.
        lines = raw.splitlines(keepends=True) if _UTF8_LETTER.search(raw) else [raw]
        return "".join(map(_line, lines)), "Windows-1252, guessed"


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _wide_encoding(start: bytes) -> str:
    """Return the utf-16 in which text of mostly western letters gives these bytes, '' for none."""
    half = len(start) // 2
    for encoding, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if half >= 2 and zeros.count(0) > 0.7 * half and letters.count(0) < 0.1 * half:
            return encoding
    return ""
