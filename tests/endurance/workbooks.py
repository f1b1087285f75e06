"""Small XLSX workbooks, sound and spoiled: their cells, the XML of their parts, the bytes of the archive, and traps."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from tests.endurance.mutations import PROLOGUES, Rows, encoded, spoiled_bytes, spoiled_xml, word

CELLS = (
    '<c {r} t="n"><v>NaN</v></c>', '<c {r} t="n"><v>1e999999</v></c>', '<c {r} t="n"><v>x</v></c>',
    '<c {r}><v>43831</v></c>', '<c {r} t="s"><v>99</v></c>', '<c {r} t="s"><v>-1</v></c>', '<c {r} t="s"><v></v></c>',
    '<c {r} t="b"><v>7</v></c>', '<c {r} t="e"><v>#N/A</v></c>', '<c {r} t="d"><v>2020-01-01T00:00:00</v></c>',
    '<c {r} t="d"><v>x</v></c>', '<c {r} s="1"><v>43831.5</v></c>', '<c {r} s="1"><v>-5</v></c>',
    '<c {r} s="1"><v>9999999999</v></c>', '<c {r} s="9999"><v>1</v></c>', '<c {r} s="x"><v>1</v></c>',
    '<c {r} t="str"><f>1+1</f></c>', '<c {r}><f>A1</f></c>', '<c {r} t="str"><f t="shared" si="9"/><v>=1+1</v></c>',
    '<c {r} t="zz"><v>1</v></c>', '<c {r} t="inlineStr"/>',
    '<c {r} t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', '<c r="XFD1"><v>1</v></c>',
    '<c r="A"><v>1</v></c>', '<c r="ZZZZ9"><v>1</v></c>', '<c r="1A"><v>1</v></c>', '<c r="A0"><v>1</v></c>',
    '<c r="A99999999"><v>1</v></c>', "<c><v>1</v></c>", '<c {r} s="1"><v>60</v></c>',
    '<c {r}><v>' + "9" * 400 + "</v></c>", '<c {r}><v>0.1e-400</v></c>',
)  # fmt: skip
"""Cells that a spreadsheet would hardly write."""

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{head}<sheetData>{rows}</sheetData>{foot}</worksheet>'
HEADS = ("", '<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1"/>', '<dimension ref="x"/>', "<dimension/>")
FEET = (
    "", '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>',
    '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "<mergeCells>" + '<mergeCell ref="A2:C1048576"/>' * 300 + "</mergeCells>",
    '<mergeCells><mergeCell ref="B9:A1"/><mergeCell ref="A0:A0"/></mergeCells>',
)  # fmt: skip


@cache
def parts_of(sheets: int) -> dict[str, bytes]:
    """Return the parts of an empty workbook with some sheets, as openpyxl writes them, with a style for dates."""
    book = openpyxl.Workbook()
    book.active["A1"] = dt.datetime(2020, 1, 1)
    for number in range(1, sheets):
        book.create_sheet(f"S{number}")
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    now = rb"20[0-9-]{8}T[0-9:]{8}Z"
    return parts | {"docProps/core.xml": re.sub(now, b"2020-01-01T00:00:00Z", parts["docProps/core.xml"])}


def packed(parts: list[tuple[str, bytes]], pressed: bool = True) -> bytes:
    """Return parts as an archive; a name may be there twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if pressed else zipfile.ZIP_STORED) as archive:
        for name, content in parts:
            if name in archive.NameToInfo:
                del archive.NameToInfo[name]  # zipfile would warn
            archive.writestr(
                zipfile.ZipInfo(name), content, archive.compression
            )  # dated 1980: the same bytes each time
    return stream.getvalue()


def sheet_xml(rows: Rows, chance: Random | None = None) -> str:
    """Return a sheet; with chance, now and then with cells no spreadsheet writes, and bounds and merges that lie."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = [_cell(value, f'r="{_letters(place)}{number}"', chance) for place, value in enumerate(row)]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    head = foot = ""
    if chance is not None and chance.random() < 0.2:
        head, foot = chance.choice(HEADS), chance.choice(FEET)
    if chance is not None and chance.random() < 0.05:
        lines[chance.randrange(len(lines) or 1) :] = [
            chance.choice(('<row r="1048576"><c><v>1</v></c></row>', '<row r="x"/>'))
        ]
    return SHEET.format(head=head, rows="".join(lines), foot=foot)


def _cell(value: Any, place: str, chance: Random | None) -> str:
    if chance is not None and chance.random() < 0.02:
        return chance.choice(CELLS).format(r=place)
    if isinstance(value, int | float):
        return f"<c {place}><v>{value}</v></c>"
    if value in (None, ""):
        return ""
    plain = "".join(letter for letter in str(value) if letter >= " " and not "\ud800" <= letter <= "\udfff")
    return f'<c {place} t="inlineStr"><is><t>{escape(plain)}</t></is></c>'


def _letters(place: int) -> str:
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def workbook(rows: Rows, chance: Random, spoil: bool) -> bytes:
    """Return a workbook of a table; if it is to be spoiled, in its parts or its bytes, or with a trap in it."""
    count = chance.choice((1, 1, 1, 2, 3))
    parts = dict(parts_of(count))
    where = f"xl/worksheets/sheet{chance.randrange(count) + 1}.xml"
    parts[where] = encoded(sheet_xml(rows, chance if spoil else None), "utf-8")
    if not spoil:
        return packed(list(parts.items()))
    kind = chance.random()
    name = chance.choice(list(parts))
    if kind < 0.45:
        pass  # the cells are spoiled enough
    elif kind < 0.60:
        parts[name] = spoiled_bytes(parts[name], chance, parts[where])
    elif kind < 0.75:
        parts[name] = encoded(spoiled_xml(parts[name].decode(), chance), chance.choice(("utf-8", "utf-8", "utf-16")))
    elif kind < 0.85:
        return spoiled_bytes(packed(list(parts.items()), chance.random() < 0.5), chance, packed(list(parts.items())))
    else:
        return trapped(parts, where, name, chance)
    return packed(list(parts.items()), chance.random() < 0.9)


def trapped(parts: dict[str, bytes], where: str, name: str, chance: Random) -> bytes:  # noqa: PLR0912 - a branch a trap
    """Return a workbook made to choke its reader."""
    kind = chance.randrange(12)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        return packed([*parts.items(), (name, parts[where])])
    elif kind == 2:
        parts[name] = encoded(chance.choice(PROLOGUES) + parts[name].decode().partition("?>")[2])
    elif kind == 3:
        return packed([*parts.items(), ("../../../x", b"x"), ("/etc/x", b"x"), ("xl/worksheets/", b"")])
    elif kind == 4:
        parts[where] = spaces()
    elif kind == 5:
        return packed(
            [*parts.items(), *((f"xl/worksheets/s{i}.xml", b"<x/>") for i in range(chance.choice((200, 1_200))))]
        )
    elif kind == 6:
        parts["xl/sharedStrings.xml"] = b"<sst>" + b"<si/>" * chance.choice((10, 50_000)) + b"</sst>"
    elif kind == 7:
        parts[name] = b"<a>" * 50_000 + b"</a>" * chance.choice((0, 50_000))
    elif kind == 8:
        parts[where] = parts[where].replace(b"<row", b"<row " + b" ".join(b'a%d="x"' % i for i in range(2_000)), 1)
    elif kind == 9:
        raw = bytearray(packed(list(parts.items()), pressed=False))
        for at in (raw.find(b"PK\x01\x02", raw.find(b"PK\x01\x02") + 1) + 20, raw.find(b"PK\x01\x02") + 8):
            raw[at : at + 4] = chance.choice((b"\xff\xff\xff\x7f", b"\x01\0\0\0", b"\xff\xff\xff\xff"))
        return bytes(raw)
    elif kind == 10:
        styles = parts["xl/styles.xml"].decode()
        code = chance.choice(('"' * 99, "[" * 999, "yyyy" * 2_000, "\\" * 99, "0" * 9_999, word(chance)[:999]))
        quoted = escape(
            "".join(letter for letter in code if letter >= " " and not "\ud800" <= letter <= "\udfff"), {'"': "&quot;"}
        )
        parts["xl/styles.xml"] = encoded(
            styles.replace("<numFmts", "<x", 1).replace(
                "<fonts", f'<numFmts count="1"><numFmt numFmtId="14" formatCode="{quoted}"/></numFmts><fonts', 1
            )
        )
    else:
        book = parts["xl/workbook.xml"].decode()
        names = "".join(
            f'<sheet name="{escape(word(chance))[:40]}" sheetId="{i}" r:id="rId1"/>' for i in range(2, 150) if i
        )
        parts["xl/workbook.xml"] = encoded(book.replace("</sheets>", names + "</sheets>"))
    return packed(list(parts.items()))


@cache
def spaces() -> bytes:
    """Return twelve million spaces: a part that packs a thousandfold."""
    return b" " * 12_000_000
