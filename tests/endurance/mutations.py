"""Ways to spoil a document: bytes, text, cells, trees of values and of XML, each drawn from a seeded generator."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any
from xml.etree import ElementTree

EMAIL = "canary-person@example.org"
"""Stands in columns about people, and must come out nowhere."""
PERSON = "Xanadu Person"

WORDS = (
    "", " ", "\0", "a\0b", "=1+1", "+44 20", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0",
    "\t=1", "\r=1", " =1", "'=1", "''", "'", '"', '"open', "a,b", "a;b", "one\ntwo", "\r", "<b>x</b>",
    "<script>alert(1)</script>", "|a|b|", "`x`", "[x](y)", "\u202eabc", "\u200f", "\u200b=1", "\ufeff", "\ufffe",
    "\x1b[31m", "\x85", "\u2028", "e\u0301", "\ufdfa" * 200, "\U0001f600", "Caf\u00c3\u00a9", "\u00c2\u00a35", "\u0130",
    "\u01c5", "\uff11\uff12", "\u0663", "\u00b2", "\u00bd", "\u2460", "1e999999", "1e-999999", "-1e308", "9" * 400,
    "9" * 5_000, "0." + "1" * 5_000, "NaN", "nan", "inf", "-inf", "Infinity", "0x10", "1_000", "1,000", "1.000,50",
    "\u00a31,000", "(100)", "-0", "0.0000001", "1e5", "100001", "<5", "<", "<1e99", "<" + "9" * 400, "<999999999999999",
    "5 to 3", "3-100", "10 to 20", "250+", "99999999999999+", "<0", "< 1", "2020-02-30", "0000-00-00", "9999-12-31",
    "10000-01-01", "0001-01-01", "1899-12-30", "1677-01-01", "2262-04-12", "1900-01-01", "2100-12-31", "31/12/2020",
    "12/31/2020", "2020-01-01T00:00:00+99:99", "20200101", "43831", "43831.5", "1/1/1", "2020-13-45", "Feb 2020",
    "2020", "12-2020", "2020-12", "#N/A", "#REF!", "null", "none", "true", "yes", "y", "?", "x@y", "a.b@example.co.uk",
    "mailto:ab@example.org", "A" * 33_000, "A " * 600, "A" * 150_000, "\ud800", "\udc80x", "../../x", "GB-COH-1",
    "GB-COH-", "GB-CHC-1", "360G-1", "no-id:", "USD", "GBP", "P1", "Hall", "hall", "The Hall Ltd", "individual",
    "lead", "London", "M13 9RD", "theatre", "1", "0", "-", "%s%n", "{0}", "$x", "\\", "\\u0000", "C:\\x", "&amp;",
    "&#0;", "]]>", "<!--", "%", "#", "*Vertices 3", "[x]", "x = 1", '"""', "deep", "trust", "observed",
)  # fmt: skip
"""Cells and values that programs stumble over."""

RAW = (
    "NaN", "Infinity", "-Infinity", "1e999999", "-1e999999", "1E400", "1e-99999999999999999999",
    "1e99999999999999999999",
    "9" * 5_000, "-" + "9" * 400, "0." + "3" * 5_000, "00", "-0", "1e30", "[" * 3_000 + "]" * 3_000, "[" * 100_000,
    '{"a":' * 3_000 + "1" + "}" * 3_000, '"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', "tru", "'x'", "{}}", "//", ",",
)  # fmt: skip
"""What may stand in JSON in place of a value, right or wrong."""

TOML = (
    "nan", "inf", "-inf", "1e400", "9" * 5_000, "-" + "9" * 4_000, "0x" + "f" * 400, "1979-05-27T07:32:00Z", "07:32:00",
    "9999-12-31", "0001-01-01", "2020-12-01", "[" * 500 + "]" * 500, "[" * 50_000, "{a=" * 300 + "1" + "}" * 300,
    "true",
    "'''x", '"\\ud800"', '"\\u0000"', "[[1], [2]]", "10000000000", "1e30", "-1", "0", "0.5", "{}", "[]", "1_0", "+1",
)  # fmt: skip

SHORT_WORDS = tuple(word for word in WORDS if len(word) < 1_000)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp437")


def word(chance: Random) -> str:
    """Return a cell that programs stumble over; the long ones seldom."""
    return chance.choice(WORDS if chance.random() < 0.2 else SHORT_WORDS)


def encoded(text: str, encoding: str = "utf-8") -> bytes:
    """Return text in an encoding, half characters included where it can hold them."""
    try:
        return text.encode(encoding, "surrogatepass" if encoding.startswith("utf-") else "replace")
    except UnicodeEncodeError:
        return text.encode(encoding, "replace")


# --- bytes and text -----------------------------------------------------------------------------------------------


def spoiled_bytes(raw: bytes, chance: Random, other: bytes = b"") -> bytes:
    """Return bytes with up to four things done to them."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        near = min(to, at + chance.choice((1, 2, 8, 60)))
        kind = chance.randrange(10)
        if kind == 0:
            data[at:at] = bytes([chance.randrange(256)])
        elif kind == 1 and data:
            place = min(at, len(data) - 1)
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 2 and data:
            data[min(at, len(data) - 1)] = chance.choice(b"\0\xff\x80\xc2\"'\n\r,;\t=<>&{}[]*#")
        elif kind == 3:
            del data[at:near]
        elif kind == 4:
            data[at:at] = data[at:near] * chance.choice((1, 2, 50))
        elif kind == 5:
            del data[to:]
        elif kind == 6:
            del data[at:to]
        elif kind == 7:
            data[at:at] = encoded(word(chance))
        elif kind == 8:
            data[at:] = other[chance.randrange(len(other) + 1) :]
        else:
            data[at:near] = bytes(chance.randrange(256) for _ in range(near - at))
    return bytes(data)


def spoiled_lines(text: str, chance: Random) -> str:
    """Return text with lines left out, repeated, exchanged, cut, joined, or words put in."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(7)
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines[at:at] = [lines[to]] * chance.choice((1, 1, 3, 200))
        elif kind == 2:
            lines[at], lines[to] = lines[to], lines[at]
        elif kind == 3:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        elif kind == 4:
            place = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + word(chance) + lines[at][place:]
        elif kind == 5:
            parts = lines[at].split(" ")
            parts[chance.randrange(len(parts))] = word(chance)
            lines[at] = " ".join(parts)
        else:
            lines[at] += lines[to]
    return "\n".join(lines)


def as_file(text: str, chance: Random, other: str = "") -> bytes:
    """Return text as bytes: mostly plain, else in another encoding, or with its bytes spoiled."""
    kind = chance.random()
    if kind < 0.65:
        return encoded(text)
    if kind < 0.80:
        return encoded(text, chance.choice(ENCODINGS))
    return spoiled_bytes(encoded(text, chance.choice(ENCODINGS[:5])), chance, encoded(other or text))


# --- tables -------------------------------------------------------------------------------------------------------

Rows = list[list[Any]]


def spoiled_cells(rows: Rows, chance: Random, words: Callable[[Random], Any] = word) -> Rows:
    """Return a table with cells below the titles replaced, each in its place."""
    rows = [list(row) for row in rows]
    for _ in range(chance.choice((1, 1, 2, 3, 10))):
        row = chance.choice(rows[1:])
        row[chance.randrange(len(row))] = words(chance)
    if chance.random() < 0.1:
        column = chance.randrange(len(rows[0]))
        same = words(chance)
        for row in rows[1:]:
            row[column] = same
    return rows


def spoiled_shape(rows: Rows, chance: Random) -> Rows:  # noqa: PLR0912 - a branch for each way to spoil
    """Return a table with titles changed, columns and rows added, left out, repeated or of another length."""
    rows = [list(row) for row in rows]
    for _ in range(chance.choice((1, 1, 2, 3))):
        column, at = chance.randrange(max(map(len, rows)) or 1), chance.randrange(len(rows))
        kind = chance.randrange(14)
        if kind == 0 and column < len(rows[0]):
            rows[0][column] = word(chance)
        elif kind == 1 and rows[0]:
            rows[0][chance.randrange(len(rows[0]))] = chance.choice(rows[0])
        elif kind == 2 and column < len(rows[0]):
            rows[0][column] = chance.choice((str.upper, str.lower, str.swapcase, repr))(str(rows[0][column]))
        elif kind == 3:
            rows = [row[:column] + row[column + 1 :] for row in rows]
        elif kind == 4:
            rows = [[*row[: column + 1], *row[column:]] for row in rows]
        elif kind == 5 and len(rows) > 1:
            del rows[at]
        elif kind == 6:
            rows[at:at] = [list(rows[at]) for _ in range(chance.choice((1, 2, 300)))]
        elif kind == 7:
            rows[at:at] = [chance.choice(([], [""] * 3, [" "], ["notes"], ["a title", "", ""]))]
        elif kind == 8:
            rows[at] = rows[at][:column]
        elif kind == 9:
            rows[at] = [*rows[at], *(word(chance) for _ in range(chance.choice((1, 2, 40))))]
        elif kind == 10 and chance.random() < 0.1:
            rows = [[*row, *(f"c{i}" for i in range(chance.choice((300, 2_100))))] for row in rows]
        elif kind == 11:
            chance.shuffle(rows)
        elif kind == 12:
            rows = rows[:1] if chance.random() < 0.5 else rows[1:] or rows
        else:
            rows = [list(row) for row in zip(*rows, strict=False)] or rows
        rows = rows or [[]]
    return rows


def delimited(rows: Rows, chance: Random, plain: bool) -> str:
    """Return a table as text; unless it is to be plain, now and then with other marks, line ends and open quotes."""
    mark, end, quote = ",", "\n", '"'
    if chance.random() < 0.3:
        mark = chance.choice(",;\t|")
        end = chance.choice(("\n", "\r\n", "\r"))
    always = chance.random() < 0.1

    def cell(value: Any) -> str:
        text = str(value)
        if always or any(letter in text for letter in (mark, quote, "\n", "\r")):
            if not plain and chance.random() < 0.05:
                return text  # unquoted although it should be
            text = quote + text.replace(quote, quote * 2) + quote
            if not plain and chance.random() < 0.03:
                return text[:-1]  # never closed
        return text

    return end.join(mark.join(map(cell, row)) for row in rows) + (end if chance.random() < 0.8 else "")


# --- trees of values ----------------------------------------------------------------------------------------------


class Raw(str):
    """What is to stand in a document as it is, without quotes."""

    __slots__ = ()


def json_value(chance: Random) -> Any:
    """Return something that a JSON document may hold where it should not."""
    kind = chance.random()
    if kind < 0.6:
        return word(chance)
    if kind < 0.8:
        return chance.choice((None, True, False, 0, -1, 1, 0.5, 1e30, -1e-9, [], {}, [[]], [None], [{}], {"": ""}))
    return Raw(chance.choice(RAW))


def toml_value(chance: Random) -> Any:
    """Return something that a TOML document may hold where it should not; no address: its author may be quoted."""
    return word(chance).replace("@", "(at)") if chance.random() < 0.5 else Raw(chance.choice(TOML))


def spoiled_tree(tree: Any, chance: Random, value: Callable[[Random], Any]) -> tuple[Any, bool]:
    """Return a tree with some of its nodes replaced, and whether all that is left stands in its place."""
    box = {"": json.loads(json.dumps(tree))}
    in_place = True
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        nodes = [(parent, key) for parent in _inner(box) for key in _keys(parent)]
        parent, key = chance.choice(nodes)
        kind = chance.random()
        if kind < 0.65:
            parent[key] = value(chance)
        elif kind < 0.75:
            del parent[key]
            box.setdefault("", {})
        elif kind < 0.80:
            parent[key] = [parent[key]]
        elif kind < 0.85 and isinstance(parent, list):
            parent[key:key] = [parent[key]] * chance.choice((1, 2, 60))
        elif kind < 0.95 and isinstance(parent, dict) and parent is not box:
            parent[chance.choice((word(chance), key.upper(), key + "s", "id", "name"))] = parent.pop(key)
            in_place = False
        else:
            other, other_key = chance.choice(nodes)
            if other_key in _keys(other) and key in _keys(parent):
                parent[key] = json.loads(json.dumps(other[other_key]))
                in_place = False
    return box[""], in_place


def _keys(node: Any) -> list[Any]:
    return list(node) if isinstance(node, dict) else list(range(len(node)))


def _inner(node: Any) -> list[Any]:
    found, waiting = [], [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list):
            found.append(node)
            waiting.extend(node.values() if isinstance(node, dict) else node)
    return found


def as_json(node: Any) -> str:
    """Return a tree as JSON, with raw pieces as they are."""
    if isinstance(node, Raw):
        return str(node)
    if isinstance(node, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_json(inner)}" for key, inner in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(as_json, node)) + "]"
    return json.dumps(node)


def as_toml(tree: Any) -> str:
    """Return a tree as TOML, tables below the first level inline."""
    if not isinstance(tree, dict):
        return _toml(tree)
    lines = [f"{_key(key)} = {_toml(value)}" for key, value in tree.items() if not isinstance(value, dict)]
    for key, table in tree.items():
        if isinstance(table, dict):
            lines += ["", f"[{_key(key)}]", *(f"{_key(k)} = {_toml(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _toml(value: Any) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


# --- XML ----------------------------------------------------------------------------------------------------------

PROLOGUES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    "<!DOCTYPE graphml>",
    '<?xml version="1.0" encoding="utf-16"?>',
    '<?xml version="1.0" encoding="unheard-of"?>',
    '<?xml version="1.1"?>',
    '<?xml version="1.0" standalone="yes"?>',
    "<!-- note -->",
    "\n\n",
    "<?pi x?>",
    "\ufeff",
)


def spoiled_xml(text: str, chance: Random) -> str:  # noqa: PLR0912 - a branch for each way to spoil
    """Return XML with attributes, elements, names and text changed, and now and then a prologue that is a trap."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:  # it was spoiled before
        return text
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        parents = [element for element in root.iter() if len(element)]
        element = chance.choice(list(root.iter()))
        parent = chance.choice(parents) if parents else root
        kind = chance.randrange(13)
        if kind <= 2 and element.attrib:
            element.set(chance.choice(list(element.attrib)), _xml_word(chance))
        elif kind == 3 and element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        elif kind == 4:
            element.set(chance.choice(("id", "kind", "type", "for", "key", "label", "xx", "source")), _xml_word(chance))
        elif kind <= 6:
            element.text = _xml_word(chance)
        elif kind == 7 and len(parent):
            parent.remove(chance.choice(list(parent)))
        elif kind == 8 and len(parent):
            copies = [chance.choice(list(parent))] * chance.choice((1, 2, 100))
            parent.extend([deepcopy(copy) for copy in copies])
        elif kind == 9:
            element.tag = chance.choice((str(element.tag).rpartition("}")[2], "x", "{urn:other}node", "graph", "node"))
        elif kind == 10:
            inner = element
            for _ in range(chance.choice((3, 70, 400))):
                inner = ElementTree.SubElement(inner, chance.choice(("graph", "node", "x")), {"id": "d"})
        elif kind == 11 and parent is not root:
            element.append(deepcopy(parent))
        else:
            for number in range(chance.choice((5, 200))):
                element.set(f"a{number}", "x")
    out = ElementTree.tostring(root, encoding="unicode")
    if chance.random() < 0.2:
        out = chance.choice(PROLOGUES) + out.replace("<data", "<data>&a;</data><data", 1)
    if chance.random() < 0.1:
        out = out.replace('xmlns="', 'xmlns:o="').replace("ns0:", "")
    return out


def _xml_word(chance: Random) -> str:
    """Return a word without the characters that XML forbids, mostly."""
    text = word(chance)
    if chance.random() < 0.05:
        return text
    return "".join(
        letter for letter in text if letter in "\t\n\r" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )
