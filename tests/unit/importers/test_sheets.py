"""The one way in for tables: CSV, TSV and XLSX, however they were made, and whatever was done to them."""

import contextlib
import csv
import datetime as dt
import io
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecology.errors import BadFile
from ecology.importers import archives, delimited
from ecology.importers.sheets import read_sheets

TABLE = "name,town\nCafé Hall,Leeds\nOpera House,York\n"
ROWS = [("Café Hall", "Leeds"), ("Opera House", "York")]


@pytest.fixture
def read(tmp_path):
    def _read(content, name="table.csv", recognised=None):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheets(path, recognised)

    return _read


def workbook(*sheets, change=None, epoch=None):
    """Return the bytes of a workbook with sheets (title, rows)."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(raw, **parts):
    """Return a workbook with some parts replaced; the names are those of the last part of the path."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts.get(stem, old.read(name)))
    return stream.getvalue()


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (TABLE.encode("utf-8"), ""),
        (TABLE.encode("utf-8-sig"), ""),
        (TABLE.encode("cp1252"), "Windows-1252, guessed"),
        (TABLE.encode("utf-16"), "utf-16"),
        (TABLE.encode("utf-16-le"), "utf-16, guessed"),
        (TABLE.encode("utf-16-be"), "utf-16, guessed"),
        (TABLE.encode("utf-32"), "utf-32"),
        (TABLE.replace("\n", "\r\n").encode(), ""),
        (TABLE.replace("\n", "\r").encode(), ""),
    ],
)
def test_any_usual_encoding_and_line_end_gives_the_same_table(read, raw, said):
    (sheet,) = read(raw)
    assert (sheet.header, sheet.rows, sheet.first_row) == (("name", "town"), ROWS, 2)
    assert sheet.notes == ((f"read as {said}",) if said else ())


def test_a_file_that_mixes_two_encodings_is_read_line_by_line(read):
    (sheet,) = read("name,town\nCafé,Leeds\n".encode() + "Théâtre,York\n".encode("cp1252"))
    assert [row[0] for row in sheet.rows] == ["Café", "Théâtre"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(read, delimiter):
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(
        [("id", "name", "sum"), ("1", "A; B, C", "2,50"), ("2", "D", "3")]
    )
    (sheet,) = read(stream.getvalue())
    assert sheet.header == ("id", "name", "sum")
    assert sheet.rows == [("1", "A; B, C", "2,50"), ("2", "D", "3")]


def test_a_file_may_say_its_delimiter_itself(read):
    (sheet,) = read("sep=;\na,b;c\n1,5;2\n")
    assert (sheet.header, sheet.rows) == (("a,b", "c"), [("1,5", "2")])


def test_quoted_line_ends_and_blank_lines_keep_the_row_numbers_of_a_spreadsheet(read):
    (sheet,) = read('name,town\n"A\nHall",Leeds\n\nB,York\n')
    assert sheet.rows == [("A\nHall", "Leeds"), (None, None), ("B", "York")]
    assert sheet.first_row + 2 == 4  # the header is row 1, so B is in row 4 though on line 5


def test_what_stands_above_the_titles_is_passed_over_and_said(read):
    (sheet,) = read("Grants of the Example Fund,,\n\nname,town,sum\nA,Leeds,1\n")
    assert (sheet.header, sheet.rows, sheet.first_row) == (("name", "town", "sum"), [("A", "Leeds", "1")], 4)
    assert "titles are in row 3" in sheet.notes[0]


def test_titles_that_the_caller_knows_are_found_among_others(read):
    known = {"name", "sum"}.__contains__
    (sheet,) = read("Who,Where,How much\nname,,sum\nA,Leeds,1\n", recognised=known)
    assert (sheet.header, sheet.first_row) == (("name", "", "sum"), 3)


def test_null_characters_are_taken_out(read):
    (sheet,) = read("name,town\nA\0,Leeds\nB,Yo\0rk\n")
    assert sheet.rows == [("A", "Leeds"), ("B", "York")]
    assert "2 null characters" in sheet.notes[0]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,b\n1,"x\n2,y\n3,z\n', [("1", '"x'), ("2", "y"), ("3", "z")]),
        ('a,b\n"1,x\n2,"y\n', [("1,x\n2", 'y"')]),  # two that pair up cannot be told from a quoted line end
        ('a,b\n1,x\n2,"y', [("1", "x"), ("2", '"y')]),
    ],
)
def test_a_quote_mark_that_is_never_closed_spoils_one_row_at_most(read, text, rows):
    (sheet,) = read(text)
    assert len(sheet.rows) == len(rows)
    if '"1' not in text:
        assert sheet.rows == rows
        assert any("quote mark" in note for note in sheet.notes)


def test_cells_beyond_the_titles_are_kept_for_the_caller_to_judge(read):
    (sheet,) = read("a,b\n1,2,3\n4\n")
    assert sheet.rows == [("1", "2", "3"), ("4", None)]


def test_a_spreadsheets_errors_count_as_empty(read):
    (sheet,) = read("a,b\n#N/A,2\n#1 Studio,#REF!\n")
    assert sheet.rows == [(None, "2"), ("#1 Studio", None)]
    assert "2 cells hold a spreadsheet's error" in sheet.notes[0]


# --- workbooks ---------------------------------------------------------------------------------------------------


def test_cells_of_a_workbook_keep_their_kind(read):
    row = ["A", 5, 1.5, dt.datetime(2020, 11, 3), True, None, "z"]
    (sheet,) = read(workbook(("Grants", [list("abcdefg"), row])), "t.xlsx")
    assert (sheet.name, sheet.header, sheet.rows) == ("Grants", tuple("abcdefg"), [tuple(row)])


def test_what_a_file_is_shows_in_its_bytes_and_not_in_its_name(read):
    assert read(workbook(("S", [["a", "b"], [1, 2]])), "t.csv")[0].rows == [(1, 2)]
    assert read(TABLE, "t.xlsx")[0].rows == ROWS


def test_every_sheet_with_a_table_is_read(read):
    raw = workbook(("Notes", [["Read me"]]), ("One", [["a", "b"], [1, 2]]), ("Empty", []), ("Two", [["c"], [3]]))
    assert [(sheet.name, len(sheet.rows)) for sheet in read(raw)] == [("Notes", 0), ("One", 1), ("Two", 1)]


def test_both_of_excels_calendars_give_the_same_day(read):
    for epoch, zero in ((openpyxl.utils.datetime.WINDOWS_EPOCH, 1899), (openpyxl.utils.datetime.MAC_EPOCH, 1904)):
        raw = workbook(("S", [["a", "b"], [dt.datetime(2020, 11, 3), "x"]]), epoch=epoch)
        (sheet,) = read(raw)
        assert sheet.rows[0][0] == dt.datetime(2020, 11, 3)
        assert sheet.day_zero.year == zero


def test_formulas_without_a_stored_value_are_empty_and_said_to_be(read):
    (sheet,) = read(workbook(("S", [["a", "b"], ["x", "=1+1"], ["y", "=A2"]])))
    assert sheet.rows == [("x", None), ("y", None)]
    assert "2 formulas have no stored value" in sheet.notes[0]


def test_formulas_with_a_stored_value_give_it(read):
    raw = workbook(("S", [["a", "b"], ["x", 41]]))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").replace(b"<v>41</v>", b"<f>6*7</f><v>42</v>")
    (sheet,) = read(repacked(raw, sheet1=part))
    assert sheet.rows == [("x", 42)]
    assert sheet.notes == ()


def test_merged_cells_count_in_each_row_but_a_sum_only_once(read):
    def merge(book):
        for range_ in ("A2:A3", "C2:C3", "A1:B1", "A5:A300"):
            book["S"].merge_cells(range_)

    rows = [["funder", None, "sum"], ["Example Fund", "x", 5], [None, "y", None], [], ["Last", "z", 1]]
    (sheet,) = read(workbook(("S", rows), change=merge))
    assert sheet.rows[:2] == [("Example Fund", "x", 5), ("Example Fund", "y", None)]
    assert len(sheet.rows) == 4
    assert "merged cells" in sheet.notes[0]


# --- what cannot be used -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \n", "is empty"),
        (b",,\n,,\n", "holds no table"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), r"old workbook \(\.xls\), or protected by a password"),
        (b"\x1f\x8b\x08" + bytes(20), "gzip"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (bytes(range(1, 256)) * 9, "is not text"),
        (b"<html><body><table><tr><td>a</td></tr></table>", "web page"),
        (b"PK\x03\x04 cut short", "damaged or cut short"),
        (b"a,b\n" + b"x" * 1_000_001, "a line of more than"),
        (b"a,b\n" + (b'1,"' + b"x" * 140_000 + b"\n") * 12, "opened and never closed, as in 10 rows before"),
        (b"a" + b",b" * 2_001 + b"\n1\n", "too large"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(read, raw, words):
    with pytest.raises(BadFile, match=rf"^table\.csv.*{words}"):
        read(raw)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["mimetype", "content.xml"], r"OpenDocument file \(\.ods\)"),
        (["[Content_Types].xml", "xl/workbook.bin"], r"binary workbook \(\.xlsb\)"),
        (["grants.csv"], "without a workbook"),
        (["word/document.xml", "[Content_Types].xml"], "without a workbook"),
    ],
)
def test_an_archive_that_is_no_workbook_says_what_it_is(read, names, words):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with pytest.raises(BadFile, match=words):
        read(stream.getvalue())


@pytest.mark.parametrize("change", [{"compression": zipfile.ZIP_LZMA}, {"flag": 1}])
def test_an_archive_packed_otherwise_is_refused(read, change):
    raw = workbook(("S", [["a", "b"], ["x", 1]]))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), compress_type=change.get("compression", zipfile.ZIP_STORED))
        for part in new.infolist():
            part.flag_bits |= change.get("flag", 0)
    with pytest.raises(BadFile, match="is encrypted"):
        read(stream.getvalue())


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData>{}</sheetData></worksheet>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"theme1": "a" * 30_000_000}, "made to choke"),
        ({"sheet1": SHEET.format("", "<row/>" * 2_000_000)}, "made to choke"),
        ({"sheet1": SHEET.format("", "a" * 3_000_000)}, "a text of more than a million characters"),
        ({"sheet1": SHEET.format("", '<row r="1"><c r="XFD1"><v>1</v></c></row>')}, "beyond column 2,000"),
        ({"sheet1": SHEET.format("", "<row r='1'><c r='XFD1'/></row>" * 1300)}, "no table"),
        ({"workbook": LAUGHS}, "declares entities"),
        ({"sheet1": LAUGHS.encode("utf-16")}, "declares entities"),
        ({"sheet1": SHEET.format("", CELL)[:-20]}, "cannot be read|can be read"),
        ({"sheet1": SHEET.format("", '<row r="1"><c r="A1" t="s"><v>99</v></c></row>')}, "can be read"),
        ({"sheet1": SHEET.format("", f'<row r="1"><c r="A1"><v>{"9" * 5000}</v></c></row>')}, "can be read"),
        ({"styles": "<styleSheet/>", "workbook": "<workbook/>"}, "no table"),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused(read, parts, words):
    raw = repacked(workbook(("S", [["a", "b"], ["x", "y"]])), **parts)
    with pytest.raises(BadFile, match=words):
        read(raw, "bomb.xlsx")


@pytest.mark.parametrize("row", [1_048_576, 99_999_999_999])
def test_a_sheet_ends_where_it_is_blank_for_long(read, row):
    far = SHEET.format("", CELL + f'<row r="{row}"><c><v>1</v></c></row>')
    [sheet] = read(repacked(workbook(("S", [["a", "b"], ["x", "y"]])), sheet1=far), "far.xlsx")
    assert sheet.rows == [] and "more than 10,000 blank rows follow row 1;" in sheet.notes[0]


def test_a_size_that_lies_does_not_matter(read):
    says = SHEET.format(
        '<dimension ref="A1:XFD1048576"/>', "".join(f"<row r='{i}'><c><v>{i}</v></c></row>" for i in (1, 2))
    )
    (sheet,) = read(repacked(workbook(("S", [["a"]])), sheet1=says))
    assert (sheet.header, sheet.rows) == (("1",), [(2,)])


def test_limits_on_cells_are_said(read, monkeypatch):
    monkeypatch.setitem(archives.MOST_TAGS, "cells", 50)
    monkeypatch.setattr(delimited, "MOST_CELLS", 50)
    with pytest.raises(BadFile, match="too many cells"):
        read(workbook(("S", [[1, 2, 3]] * 20)))
    with pytest.raises(BadFile, match="row 17: the table is too large"):
        read("1,2,3\n" * 20)


def test_without_the_packages_for_workbooks_the_way_to_get_them_is_said(read, monkeypatch):
    raw = workbook(("S", [["a"], [1]]))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadFile, match=r"pip install openpyxl defusedxml"):
        read(raw)
    assert read(TABLE)[0].rows == ROWS


@pytest.mark.parametrize("where", ["/dev/zero", "."])
def test_what_is_no_file_is_not_waited_for(tmp_path, where):
    with pytest.raises(BadFile, match=r"no such file|is not a file"):
        read_sheets(tmp_path / where)


# --- anything at all ---------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text('a",;\n\r\t|=\0£é\ufeff', max_size=60).map(str.encode))
def test_any_bytes_give_a_table_or_an_error_a_user_can_mend(read, content):
    try:
        sheets = read(content)
    except BadFile:
        return
    for sheet in sheets:
        assert all(len(row) >= len(sheet.header) for row in sheet.rows)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_gives_a_table_or_an_error_a_user_can_mend(read, place, byte, cut):
    raw = bytearray(workbook(("S", [["a", "b"], ["x", 1]])))
    at = int(place * (len(raw) - 1))
    raw[at] = byte
    with contextlib.suppress(BadFile):
        read(bytes(raw[:at] if cut else raw), "t.xlsx")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.floats(0, 1),
    junk=st.text('<>/"=rct0 sv&;', max_size=4),
    part=st.sampled_from(["sheet1", "styles", "workbook"]),
)
def test_damaged_parts_give_a_table_or_an_error_a_user_can_mend(read, place, junk, part):
    raw = workbook(("S", [["a", "b"], ["x", dt.datetime(2020, 1, 1)]]))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        text = next(archive.read(name).decode() for name in archive.namelist() if f"/{part}." in name)
    at = int(place * len(text))
    with contextlib.suppress(BadFile):
        read(repacked(raw, **{part: text[:at] + junk + text[at + len(junk) :]}), "t.xlsx")
