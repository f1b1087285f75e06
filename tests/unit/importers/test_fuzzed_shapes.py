"""Two shapes of each kind of file, of those `tests.endurance.fuzzed` makes by the ten thousand; many were faults."""

import contextlib
import csv
import io
import json
import zipfile
from unittest import mock

import openpyxl
import pytest

from ecology import Ecology
from ecology.cli import importing
from ecology.errors import BadFile, EcologyError, UnknownName
from ecology.founding.folder import check_sector_folder
from ecology.graph_file import read_graph_file
from ecology.importers.mapping import load_mapping
from ecology.importers.sector_import import read_sector

ADDRESS, PERSON = "canary-person@example.org", "Xanadu Person"
GRANT_TITLES = (
    "Identifier,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,"
    "Funding Org:Name,Contact Name,Contact Email"
)
ORGANISATIONS = "org_id,name,domain,region,annual_income,staff\no1,Hall,theatre,London,5000,12\no2,Inn,music,,,<5\n"
SUBMISSION = "Organisation name,Resident English region,Main artform classifier,Income - Total - 2014/15"
PORTFOLIO = "name,funding-programme,funded-2012-15,grant-2015-16\nHall,NPO,Yes,7000\n"
MAPPING = """
[files.halls]
columns = ["Called", "Women"]
[organisations]
from = "halls"
[organisations.columns]
name = "Called"
staff = { sum = ["Women"] }
"""


def grant_row(number, amount="500", name="Hall", **more):
    cells = [f"g-{number}", "GBP", amount, "2020-03-01", f"GB-CHC-{number}", name, "GB-CHC-9", "Fund", PERSON, ADDRESS]
    return ",".join([*cells, *more.values()])


def grant(number, **more):
    return {
        "id": f"g-{number}", "currency": "GBP", "amountAwarded": 500, "awardDate": "2020-03-01", "contact": ADDRESS,
        "recipientOrganization": [{"id": f"GB-CHC-{number}", "name": "Hall"}],
        "fundingOrganization": [{"id": "GB-CHC-9", "name": "Fund"}], **more,
    }  # fmt: skip


def workbook(rows, **replaced):
    """A workbook of rows, with text replaced in its sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    plain, spoiled = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as whole, zipfile.ZipFile(spoiled, "w") as out:
        for name in whole.namelist():
            text = whole.read(name).decode()
            for old, new in replaced.items() if name.endswith("sheet1.xml") else ():
                assert old in text
                text = text.replace(old, new)
            out.writestr(name, text)
    return spoiled.getvalue()


@pytest.fixture
def imported(tmp_path):
    """Import files as the command does, found what is written, and return its tables and everything written as text."""

    def _imported(files, mapping=None, kinds=(), merges=None):
        out = tmp_path / "out"
        out.mkdir()
        for name, content in files.items():
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        if merges is not None:
            (out / "merges.csv").write_text(merges)
        given = [tmp_path / name for name in files if name != "own.toml"]
        own = str(tmp_path / "own.toml") if "own.toml" in files else mapping
        with mock.patch.object(importing, "notes", contextlib.nullcontext):  # so that a warning is an error
            importing.import_files(given, out, own, list(kinds), None)
        spec, _ = check_sector_folder(out)
        Ecology(spec, rng=1, events=False)
        written = {path.name: path.read_bytes().decode() for path in out.iterdir()}
        whole = "".join(written.values())
        assert ADDRESS not in whole and PERSON not in whole
        tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in written.items() if ".csv" in name}
        return tables, whole

    return _imported


def refused(imported, files, words, error=BadFile, **more):
    with pytest.raises(error) as found:
        imported(files, **more)
    message = str(found.value)
    assert words in message and ADDRESS not in message and PERSON not in message


def column(tables, table, name):
    return [row[name] for row in tables[f"{table}.csv"]]


# --- grants -------------------------------------------------------------------------------------------------------


def test_json_with_numbers_beyond_measure(imported):
    text = json.dumps({"grants": [grant(1), grant(2), grant(3)]})
    text = text.replace("500", "1e999999", 1).replace("500", "9" * 5_000, 1)
    tables, _ = imported({"grants.json": text})
    assert column(tables, "grants", "grant_id") == ["g-3"] and len(tables["rejected.csv"]) == 2


def test_json_with_half_a_character_and_a_person_nested_deep(imported):
    half = grant(1, recipientOrganization=[{"id": "GB-CHC-1", "name": "\ud800"}])
    deep = grant(2, applicant={"is": {"called": {"fullName": PERSON}}})
    tables, _ = imported({"grants.json": json.dumps({"grants": [half, deep]})})
    assert column(tables, "grants", "grant_id") == ["g-2"]


def test_csv_with_a_carriage_return_in_a_cell(imported):
    tables, whole = imported({"grants.csv": "\n".join([GRANT_TITLES, grant_row(1), grant_row(2, '"\r=1"')])})
    assert [row["row"] for row in tables["rejected.csv"]] == ["3"] and "\r" not in whole


def test_csv_with_names_that_a_spreadsheet_would_run(imported):
    rows = [grant_row(1, name="=1+1"), grant_row(2, name="-2"), grant_row(3, name="@SUM(A1)")]
    tables, _ = imported({"grants.csv": "\n".join([GRANT_TITLES, *rows]).encode("utf-16-le")})
    assert column(tables, "organisations", "name") == ["'=1+1", "'-2", "'@SUM(A1)"]


def test_xlsx_with_a_number_of_400_digits(imported):
    rows = [GRANT_TITLES.split(","), *(grant_row(n, "777").split(",") for n in (1, 2))]
    rows[1][2] = 777
    raw = workbook(rows, **{"<v>777</v>": f"<v>{'9' * 400}</v>"})
    tables, _ = imported({"grants.xlsx": raw})
    assert column(tables, "grants", "grant_id") == ["g-2"] and "larger than" in tables["rejected.csv"][0]["reason"]


def test_xlsx_with_a_stray_cell_a_million_rows_down(imported):
    rows = [GRANT_TITLES.split(","), grant_row(1).split(",")]
    raw = workbook(rows, **{"</sheetData>": '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'})
    tables, whole = imported({"grants.xlsx": raw})
    assert column(tables, "grants", "grant_id") == ["g-1"] and "10,000 blank rows follow row 2" in whole


def test_grantnav_with_a_row_that_reads_like_titles(imported):
    titles = GRANT_TITLES + ",Type of Recipient,Publisher:Name"
    like_titles = grant_row(1, name="trust", kind="Organisation", publisher="Name")
    tables, _ = imported({"nav.csv": "\n".join([titles, like_titles, grant_row(2) + ",Organisation,Fund"])})
    assert column(tables, "grants", "grant_id") == ["g-1", "g-2"]


def test_grantnav_with_incomes_that_are_none(imported):
    titles = GRANT_TITLES + ",Recipient Org: Latest Income,Recipient Org: Latest Income Date"
    rows = [grant_row(1, income="NaN", day="9999-12-31"), grant_row(2, income="1e999999", day="0000-00-00")]
    tables, _ = imported({"nav.csv": "\n".join([titles, *rows])})
    assert column(tables, "organisations", "annual_income") == ["", ""]


# --- organisations and mappings -----------------------------------------------------------------------------------


def test_organisations_without_titles_are_refused_and_nobody_is_named(imported):
    refused(imported, {"orgs.csv": f"o1,Hall,{ADDRESS}\no2,Inn,{ADDRESS}\n"}, "cannot tell what it holds")


def test_organisations_with_an_interval_beyond_bounds(imported):
    tables, _ = imported({"orgs.csv": ORGANISATIONS.replace("5000", "99999999999999+").replace("<5", "1 to 999999")})
    assert column(tables, "organisations", "annual_income") == ["", ""]
    assert column(tables, "organisations", "staff") == ["12", ""] and len(tables["rejected.csv"]) == 2


def test_a_workbook_where_nobody_has_an_income(imported):
    tables, _ = imported({"orgs.xlsx": workbook([["name", "income"], ["Hall", 0], ["Inn", 0], ["Fields", 0]])})
    assert column(tables, "organisations", "annual_income") == ["0", "0", "0"]


def test_a_workbook_that_declares_entities(imported):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    raw = workbook([["name"], ["Hall"]], **{"<worksheet": bomb})
    refused(imported, {"orgs.xlsx": raw}, "declares entities")


def test_a_table_without_the_titles_of_the_mapping(imported):
    files = {"halls.csv": f"{PERSON.split(maxsplit=1)[0]},{ADDRESS}\n1,2\n", "own.toml": MAPPING}
    refused(imported, files, "has no column 'Called'")


def test_a_table_whose_numbers_are_none(imported):
    files = {"halls.csv": "Called,Women\nHall,inf\nInn,1e999999\nFields,<5\n", "own.toml": MAPPING}
    tables, _ = imported(files)
    assert column(tables, "organisations", "staff") == ["", "", "2"] and len(tables["rejected.csv"]) == 2


@pytest.mark.parametrize("income", ["99999999999999+", "9" * 400])
def test_the_portfolio_with_an_income_beyond_bounds(imported, income):
    files = {"submission.csv": f"{SUBMISSION}\nHall,London,Music,{income}\n", "portfolio.csv": PORTFOLIO}
    tables, _ = imported(files, mapping="english-national-portfolio")
    assert column(tables, "organisations", "annual_income") == [""] and len(tables["grants.csv"]) == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (f'{{ column = "Women", above = {"9" * 5_000} }}', "digits"),
        ("[" * 50_000, "nested too deeply"),
    ],
)
def test_a_mapping_file_that_chokes_its_reader(imported, rule, words):
    own = MAPPING.replace('{ sum = ["Women"] }', rule)
    refused(imported, {"halls.csv": "Called,Women\nHall,1\n", "own.toml": own}, words)


# --- people, ties, partnerships, decisions ------------------------------------------------------------------------


def test_people_whose_names_are_what_is_left(imported):
    rows = f"person,organisation\nP1,nowhere\nP2,nowhere\n{PERSON},Hall\n"
    refused(imported, {"orgs.csv": ORGANISATIONS, "people.csv": rows}, "look like people's names")


def test_people_with_days_that_are_none(imported):
    rows = "person,organisation,start,end\nP1,Hall,2020-02-30,10000-01-01\nP2,Inn,2020-02-01,1677-01-01\n"
    tables, _ = imported({"orgs.csv": ORGANISATIONS, "people.csv": rows})
    assert [(row["start"], row["end"]) for row in tables["people.csv"]] == [("", ""), ("2020-02-01", "")]


def test_ties_with_weights_beyond_measure(imported):
    rows = "source,target,weight,trust\nHall,Inn,1e999999,0.5\nInn,Hall,NaN,-1\n"
    tables, _ = imported({"orgs.csv": ORGANISATIONS, "ties.csv": rows})
    assert [(row["weight"], row["trust"]) for row in tables["ties.csv"]] == [("", "0.5"), ("", "")]


def test_ties_between_an_address_and_a_very_long_name(imported):
    rows = f"source,target\nHall,Inn\n{ADDRESS},Hall\n{'A' * 33_000},Hall\n"
    tables, _ = imported({"ties.csv": rows})
    assert column(tables, "organisations", "name") == ["Hall", "Inn"] and len(tables["ties.csv"]) == 1


def test_partnerships_without_titles(imported):
    files = {"joint.csv": f"Tour,Hall,{ADDRESS}\nTour,Inn,{ADDRESS}\n"}
    refused(imported, files, "has no column 'partnership'", kinds=["partnerships"])


def test_partnerships_that_a_spreadsheet_would_run(imported):
    rows = "partnership,organisation,Contact\n\"=cmd|' /C calc'!A0\",Hall,Xanadu Person\n\"=cmd|' /C calc'!A0\",Inn,\n"
    tables, _ = imported({"orgs.csv": ORGANISATIONS, "joint.csv": rows})
    assert set(column(tables, "partnerships", "partnership")) == {"'=cmd|' /C calc'!A0"}


def test_decisions_that_hold_an_address(imported):
    merges = f"org_id,other_id,name,decision\nGB-CHC-1,GB-CHC-2,{ADDRESS},keep\n{ADDRESS},GB-CHC-9,,keep\n"
    tables, _ = imported({"grants.json": json.dumps([grant(1), grant(2)])}, merges=merges)
    assert column(tables, "merges", "decision") == ["keep", "keep"]


def test_decisions_without_titles(imported):
    merges = f"org_id|other_id|{ADDRESS}name|decision\n1|2|3|keep\n"
    refused(imported, {"grants.json": json.dumps([grant(1)])}, "the column 'org_id' is missing", merges=merges)


# --- graphs -------------------------------------------------------------------------------------------------------

GRAPHML = '<graphml><graph edgedefault="undirected"><node id="Hall"/><node id="Inn"/>{}</graph></graphml>'


@pytest.mark.parametrize(
    ("before", "inside", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>', "<data>&b;</data>", "defines entities"),
        ('<?xml version="1.0" encoding="unheard-of"?>', "", "cannot be read as a graph"),
        ("", "<graph>" * 400 + "</graph>" * 400, "nested deeper"),
    ],
)
def test_graphml_made_to_choke_its_reader(imported, before, inside, words):
    refused(imported, {"graph.graphml": before + GRAPHML.format(inside)}, words)


def test_gexf_with_people_called_by_name(imported):
    nodes = '<node id="a" label="Hall"><attvalues><attvalue for="0" value="organisation"/></attvalues></node>'
    nodes += f'<node id="{PERSON}" label="{ADDRESS}"><attvalues><attvalue for="0" value="person"/></attvalues></node>'
    raw = f'<gexf><graph><attributes class="node"><attribute id="0" title="kind" type="x"/></attributes><nodes>{nodes}'
    tables, _ = imported({"graph.gexf": raw + "</nodes><edges/></graph></gexf>"})
    assert column(tables, "people", "person") == ["P1"]


def test_graphml_with_an_organisation_and_a_partnership_called_by_an_address(imported):
    key = '<key id="k" for="node" attr.name="kind" attr.type="string"/><key id="n" for="node" attr.name="name"/>'
    named = f'<data key="n">{ADDRESS}</data>'
    nodes = f'<node id="o1">{named}</node><node id="{ADDRESS}"/><node id="o2"/>'
    nodes += f'<node id="c"><data key="k">partnership</data>{named}</node><edge source="c" target="o1"/>'
    raw = f'<graphml>{key}<graph edgedefault="undirected">{nodes}<edge source="o1" target="o2"/></graph></graphml>'
    tables, _ = imported({"graph.graphml": raw})
    assert column(tables, "organisations", "org_id") == ["o1", "o2"] and "partnerships.csv" not in tables


def test_gexf_cut_short(imported):
    refused(imported, {"graph.gexf": "<gexf><graph><nodes><node id='a'"}, "not valid XML")


@pytest.mark.parametrize("number", ["99999999999", "9" * 5_000, "x", ""])
def test_pajek_that_does_not_say_its_size(imported, number):
    text = f'*Vertices {number}\n1 "Hall"\n2 "Inn"\n*Edges\n1 2\n'
    refused(imported, {"graph.net": text}, "cannot be read as a graph")


def test_pajek_with_labels_and_weights_that_are_traps(imported):
    tables, _ = imported({"graph.net": '*Vertices 2\n1 "Hall"\n2 "=1+1"\n*Edges\n1 2 NaN\n9 9 1\n'})
    assert {"Hall", "'=1+1"} <= set(column(tables, "organisations", "name"))


def test_an_edge_list_of_addresses(imported):
    tables, whole = imported({"graph.txt": f"Hall,Inn\nEmail,{ADDRESS}\nInn,{ADDRESS}\n"})
    assert column(tables, "organisations", "name") == ["Hall", "Inn", "Email"] and "holds an email address" in whole


def test_an_edge_list_of_zeros_and_marks(imported):
    tables, _ = imported({"graph.edgelist": "Hall\0 =1+1\n\u202eInn \ufeff\n=1+1 Inn 1e999999\n"})
    assert all(not name.startswith("=") for name in column(tables, "organisations", "name"))


# --- a sector folder made by hand ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "files", "error"),
    [
        (f"headcount = 1{'0' * 30}", {}, EcologyError),
        (f"scale = {'9' * 5_000}", {}, BadFile),
        ("scale = 1e300", {}, EcologyError),
        ("month = 2020-02-30", {}, BadFile),
        (f'[labels]\nstaff = "{"x" * 9_000}"', {}, UnknownName),
        ("", {"funders.csv": "funder_id,name,budget\nf1,Council,1e308\n"}, BadFile),
        ("", {"ties.csv": f"source,target\nHall,{ADDRESS}\n"}, BadFile),
        ("", {"grants.csv": "org_id,amount\nHall,1e300\n", "funders.csv": "name\nCouncil\n"}, BadFile),
    ],
)
def test_a_folder_that_cannot_be_founded_is_refused(tmp_path, said, files, error):
    files = {"sector.toml": said, "organisations.csv": ORGANISATIONS.replace("<5", "9"), **files}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(error) as found:
        Ecology(check_sector_folder(tmp_path)[0], rng=1)
    assert ADDRESS not in str(found.value)


def test_a_folder_whose_funders_give_no_budget_founds_them_with_equal_parts(tmp_path):
    files = {"sector.toml": "", "organisations.csv": ORGANISATIONS, "funders.csv": "name,budget\nCouncil,\nTrust,n/a\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    spec, notes = check_sector_folder(tmp_path)
    council, trust = Ecology(spec, rng=1).sector.funders.budget[:2]
    assert council == trust > 0
    assert any("2 funders give no budget" in note for note in notes)


@pytest.mark.parametrize("number", ["1" + "0" * 400, "1e300"])
def test_a_threshold_beyond_measure_is_refused(tmp_path, number):
    path = tmp_path / "own.toml"
    path.write_text(
        f'[organisations.columns]\nname = "Name"\nhas_building = {{ column = "Rooms", above = {number} }}\n'
    )
    with pytest.raises(BadFile, match="above must be a number, of at most"):
        load_mapping(path)


@pytest.mark.parametrize("number", [ADDRESS, f"4{ADDRESS}"])
def test_what_a_graph_cannot_be_read_for_names_nobody(tmp_path, number):
    path = tmp_path / "graph.net"
    path.write_text(f'*Vertices {number}\n1 "Hall"\n2 "Barn"\n*Edges\n1 2\n')
    with pytest.raises(BadFile) as found:
        read_graph_file(path)
    assert ADDRESS not in str(found.value)


@pytest.mark.parametrize("first", [f"o1;Hall;{PERSON}", f"{PERSON};Barn;music"])
def test_a_table_without_titles_does_not_have_its_first_row_repeated(tmp_path, first):
    path = tmp_path / "table.csv"
    path.write_text(f"{first}\n{first}\n")
    with pytest.raises(BadFile, match="has no column 'source'") as found:
        read_sector(path, kinds={path: "ties"})
    assert PERSON not in str(found.value)
