"""Tables of organisations, people, ties and partnerships → a sector folder; bad input is told, and never stops it."""

import csv
import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecology import Ecology
from ecology.errors import BadFile, EcologyError, StudyExists, UnknownName
from ecology.experiments.compare import compare
from ecology.experiments.wording import meta_of
from ecology.founding.folder import check_sector_folder
from ecology.importers.sector_import import read_sector

ORGANISATIONS = (
    "Name,Art form,Region,Staff\nHall,Visual arts,Yorkshire and the Humber,12\nInn,Opera,,<5\nFields,,Wales,\n"
)


@pytest.fixture
def sector(tmp_path):
    """Write files by name and read them together."""

    def _sector(kinds=None, **files):
        paths = []
        for name, content in files.items():
            stem, _, suffix = name.rpartition("_")
            paths.append(tmp_path / f"{stem}.{suffix}")
            paths[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sector(*paths, kinds={tmp_path / name: kind for name, kind in (kinds or {}).items()})

    return _sector


def rows(sector, table, *columns):
    return sector.tables[table][list(columns)].to_numpy().tolist()


def problems(sector):
    rejected = sector.tables["rejected"].fillna({"row": 0})
    return [tuple(row) for row in rejected[["file", "row", "column"]].to_numpy().tolist()]


# --- two shapes of each kind --------------------------------------------------------------------------------------


def test_organisations_with_our_titles(sector):
    read = sector(orgs_csv=ORGANISATIONS)
    assert rows(read, "organisations", "org_id", "domain", "region", "staff") == [
        ["Hall", "visual", "Yorkshire", "12"], ["Inn", "music", "", "<5"], ["Fields", "", "Wales", ""],
    ]  # fmt: skip
    assert read.labels == {"organisations": "observed", "domain": "observed", "region": "observed", "staff": "inferred"}
    assert "Permanent staff: 14 (between 13 and 16, as some are intervals)" in read.summary()


def test_organisations_as_another_country_writes_them(sector):
    read = sector(
        orgs_tsv="ORGANIZATION ID\tOrganization\tPost-code\tTurnover\tBuilding\n7\tCafé\tM13 9RD\t£1,200\tYES\n".encode(
            "cp1252"
        )
    )
    assert rows(read, "organisations", "org_id", "name", "region", "region_from", "annual_income", "has_building") == [
        ["7", "Café", "North West", "inferred", "1200", "yes"]
    ]


def test_people_by_code_and_how_often_they_move(sector, tmp_path):
    people = (
        "person,organisation,level,start,end\n"
        "P1,Hall,operational,2018-01-01,2018-12-31\n"
        "P1,inn ltd,middle,2019-01-01,\n"
        "P2,Hall,Top,01/01/2018,\n"
        "P3,,,2020-01-01,\n"
    )
    read = sector(orgs_csv=ORGANISATIONS, people_csv=people)
    assert rows(read, "people", "person", "organisation", "level", "start") == [
        ["P1", "Hall", "operational", "2018-01-01"], ["P1", "Inn", "middle", "2019-01-01"],
        ["P2", "Hall", "top", "2018-01-01"], ["P3", "", "", "2020-01-01"],
    ]  # fmt: skip
    # two people from 2018 to the last day named, 1 January 2020: 2 × 730 days, and one move
    assert "1 moves between organisations in 4.0 person-years of 3 people; 0.250 moves a person-year" in read.summary()
    read.write(tmp_path / "out")
    spec, _ = check_sector_folder(tmp_path / "out")
    assert spec.people.organisation.tolist() == [1, 0, -1]
    assert spec.people.tenure.tolist() == [12, 24, 0]


def test_people_with_other_titles_found_the_organisations_they_name(sector):
    read = sector(staff_csv="Person code;Employer;Start date\nA-1;Hall;2019-01-01\nA-2;Inn;\n")
    assert rows(read, "organisations", "org_id") == [["Hall"], ["Inn"]]
    assert rows(read, "people", "person", "organisation", "start") == [
        ["A-1", "Hall", "2019-01-01"],
        ["A-2", "Inn", ""],
    ]
    assert any("no file lists organisations" in remark for remark in read.journal.tolerated)


@pytest.mark.parametrize("titles", ["from,to,strength", "id1,id2,weight", "Source,Target,Weight"])
def test_ties_among_organisations(sector, titles):
    read = sector(orgs_csv=ORGANISATIONS, ties_csv=f"{titles}\nhall,Inn,2\nInn,Feilds,1\n")
    assert rows(read, "ties", "source", "target", "weight") == [["Hall", "Inn", "2"]]
    assert problems(read) == [("ties.csv", 3, "")]
    assert "'Feilds' is none of the organisations (nearest: 'Fields')" in read.report()


def test_ties_among_people(sector):
    read = sector(
        people_csv="person,organisation\nP1,Hall\nP2,Inn\n", ties_csv="source,target,trust\nP1,P2,0.5\nP1,P7,\n"
    )
    assert rows(read, "ties", "source", "target", "trust") == [["P1", "P2", "0.5"]]
    assert problems(read) == [("ties.csv", 3, "")]


def test_partnerships_in_two_shapes(sector):
    ours = (
        "partnership,organisation,role,origin,depth,start,end\nX,Hall,lead,Invited,federation,2020-01-01,\nX,Inn,,,,,\n"
    )
    theirs = "Project;Partner;Start date\nX;Hall;2020-01-01\nX;Inn;\n"
    one, other = sector(orgs_csv=ORGANISATIONS, p_csv=ours), sector(orgs_csv=ORGANISATIONS, p_csv=theirs)
    members = [["X", "Hall", "2020-01-01"], ["X", "Inn", ""]]
    for read in (one, other):
        assert rows(read, "partnerships", "partnership", "organisation", "start") == members
    assert rows(one, "partnerships", "origin", "depth")[0] == ["invited", "federation"]


def test_a_workbook_can_hold_them_all(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Name", "Staff"])
    book.active.append(["Hall", 12])
    book.active.append(["=1+1", 3])
    links = book.create_sheet("Links")
    for row in (["Source", "Target"], ["Hall", "Inn"], ["Hall", "Nowhere"]):
        links.append(row)
    book.active.append(["Inn", 4.0])
    book.save(tmp_path / "book.xlsx")
    read = read_sector(tmp_path / "book.xlsx")
    assert rows(read, "organisations", "name", "staff") == [["Hall", "12"], ["Inn", "4"]]
    assert rows(read, "ties", "source", "target") == [["Hall", "Inn"]]
    assert problems(read) == [("book.xlsx, sheet Sheet", 3, ""), ("book.xlsx, sheet Links", 3, "")]


# --- together -----------------------------------------------------------------------------------------------------


def grants_file(*names):
    def grant(number, name):
        return {
            "id": f"G{number}", "currency": "GBP", "amountAwarded": 2400, "awardDate": "2020-12-15",
            "plannedDates": [{"duration": 24}],
            "recipientOrganization": [{"id": f"GB-CHC-{number}", "name": name, "postalCode": "LS1 4DY"}],
            "fundingOrganization": [{"id": "GB-CHC-9", "name": "Example Fund"}],
        }  # fmt: skip

    return json.dumps({"grants": [grant(number, name) for number, name in enumerate(names, 1)]})


def test_grants_and_tables_make_one_sector(sector, tmp_path):
    orgs = "name,postcode,staff\nThe Hall Ltd,LS1 4DY,12\nInn,,3\n"
    files = {"grants_json": grants_file("Hall", "Inn"), "orgs_csv": orgs, "p_csv": "project,partner\nX,Hall\nX,Inn\n"}
    read = sector(**files)
    # the same name and postcode is one organisation, the same name alone a question
    assert rows(read, "merges", "other_name", "decision") == [["Hall", "merge"], ["Inn", "ask"]] or rows(
        read, "merges", "name", "decision"
    ) == [["Hall", "merge"], ["Inn", "ask"]]
    assert rows(read, "organisations", "org_id", "staff") == [["GB-CHC-1", "12"], ["Inn", "3"], ["GB-CHC-2", ""]]
    out = tmp_path / "out"
    read.write(out)
    (out / "merges.csv").write_text((out / "merges.csv").read_text().replace(",ask", ",merge"))
    decided = sector(**files).write(out)
    assert rows(decided, "organisations", "org_id", "staff") == [["GB-CHC-1", "12"], ["GB-CHC-2", "3"]]
    assert rows(decided, "grants", "org_id") == [["GB-CHC-1"], ["GB-CHC-2"]]
    assert rows(decided, "partnerships", "organisation") == [["GB-CHC-1"], ["GB-CHC-2"]]
    spec, _ = check_sector_folder(out)
    assert (len(spec.organisations.name), len(spec.grants.amount), spec.funders.name) == (2, 2, ("Example Fund",))
    assert spec.partnerships.organisation.tolist() == [0, 1]
    eco = Ecology(out, rng=1)
    assert len(eco.partnerships) == 1
    eco.run(3)


def test_labels_reach_the_report(sector, tmp_path):
    files = {"orgs_csv": ORGANISATIONS, "people_csv": "person,organisation\nP1,Hall\nP2,Inn\nP3,Fields\n"}
    sector(**files, ties_csv="source,target\nP1,P2\n", p_csv="partnership,organisation\nX,Hall\nX,Inn\n").write(
        tmp_path / "o"
    )
    meta = meta_of(compare(["none", "enabling"], sector=tmp_path / "o", runs=1, months=14, rng=1, workers=1, ends=0))
    assert meta.labels["people"] == meta.labels["ties"] == meta.labels["partnerships"] == "observed"
    assert meta.labels["staff"] == "inferred for 2 of 3 organisations, synthetic for the others"
    assert meta.labels["funders"] == meta.labels["has_building"] == "synthetic"


def test_a_second_file_fills_in_what_the_first_does_not_know(sector):
    read = sector(a_csv="org_id,name,staff\n1,Hall,12\n", b_csv="org_id,name,staff,region\n1,Hall,99,Wales\n")
    assert rows(read, "organisations", "name", "staff", "region") == [["Hall", "12", "Wales"]]


def test_a_folder_with_another_sector_is_not_written_over(sector, tmp_path):
    sector(a_csv=ORGANISATIONS).write(tmp_path / "out")
    with pytest.raises(StudyExists, match="from other sources"):
        sector(b_csv=ORGANISATIONS).write(tmp_path / "out")


# --- bad input ----------------------------------------------------------------------------------------------------


def test_one_bad_row_or_cell_never_stops_an_import(sector, tmp_path):
    orgs = (
        "name,region,staff,annual_income,has_building,hierarchy,founded\n"
        "<script>alert(1)</script>,Narnia,many,-5,maybe,7,last year\n"
        "=cmd(),London,12,1e3,no,0.5,1990\n"
        ",London,1,,,,\n"
        "=CMD(),Wales,1,,,,\n"
        '"Broken,London\n'
    )
    read = sector(orgs_csv=orgs)
    columns = ("region", "staff", "annual_income", "has_building", "hierarchy", "founded")
    wrong = {("orgs.csv", 2, column) for column in columns}
    assert {p for p in problems(read) if p[1] == 2} == wrong
    assert ("orgs.csv", 4, "") in problems(read)
    assert rows(read, "organisations", "name", "staff")[:2] == [["<script>alert(1)</script>", ""], ["=cmd()", "12"]]
    read.write(tmp_path / "out")
    assert "'=cmd()" in (tmp_path / "out" / "organisations.csv").read_text()
    assert "<script>" not in (tmp_path / "out" / "import_report.md").read_text()
    spec, _ = check_sector_folder(tmp_path / "out")
    assert spec.organisations.name[1] == "=cmd()"


def test_what_is_there_twice_is_kept_once(sector):
    read = sector(orgs_csv="org_id,name\n1,Hall\n1,Inn\n2,Inn\n", ties_csv="from,to\n1,2\n1,2\n1,1\n")
    assert rows(read, "organisations", "org_id", "name") == [["1", "Hall"], ["2", "Inn"]]
    assert problems(read) == [("orgs.csv", 3, ""), ("ties.csv", 3, ""), ("ties.csv", 4, "")]


def test_two_organisations_of_one_name_are_told_apart_by_postcode(sector):
    read = sector(orgs_csv="name,postcode\nHall,LS1 4DY\nHall,M13 9RD\nHall,LS1 4DY\n")
    assert rows(read, "organisations", "org_id") == [["Hall"], ["Hall (M13 9RD)"]]
    assert problems(read) == [("orgs.csv", 4, "")]


@pytest.mark.parametrize(
    "people",
    [
        "person,organisation,full name\nP1,Hall,x\n",
        "person,organisation,e-mail\nP1,Hall,x\n",
        "person,organisation\nq.feather@example.org,Hall\n",
        "person,organisation\nQuilla Feather,Hall\nQuin Q. Feather,Inn\n",
        "person,organisation,notes\nP1,Hall,ask q.feather@example.org\n",
    ],
)
def test_a_table_that_names_people_is_refused_without_repeating_them(sector, people):
    with pytest.raises(BadFile, match="known by a code") as error:
        sector(people_csv=people)
    assert "eather" not in str(error.value)
    read = sector(orgs_csv=ORGANISATIONS, people_csv=people)
    assert problems(read) == [("people.csv", 0, "")]
    assert "eather" not in read.report()
    assert "people" not in read.tables


def test_columns_about_people_in_other_tables_are_named_and_left_behind(sector, tmp_path):
    read = sector(orgs_csv="name,contact email,note\nHall,q.feather@example.org,by q.feather@example.org\n")
    read.write(tmp_path / "out")
    assert "`contact email`" in read.report()
    assert all("eather" not in path.read_text() for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (
            "colour,size\nred,3\n",
            r"cannot tell what it holds from its columns: colour, size.*organisations \(needs name\)",
        ),
        ("person,organisation,partnership\nP1,A,X\n", "could be people or partnerships by its columns"),
        ("name,staff\n", "no rows below the titles"),
        ("\x00\x01\x02\x03", "."),
    ],
)
def test_a_file_of_which_nothing_is_usable_says_why(sector, text, message):
    with pytest.raises(BadFile, match=message):
        sector(x_csv=text)


def test_what_a_file_is_can_be_said(sector):
    read = sector({"x.csv": "partnerships"}, x_csv="person,organisation,partnership\nP1,A,X\nP2,B,X\n")
    assert rows(read, "partnerships", "partnership", "organisation") == [["X", "A"], ["X", "B"]]
    with pytest.raises(UnknownName, match=r"unknown kind of file 'peeple'\. Did you mean people"):
        sector({"x.csv": "peeple"}, x_csv="a\n")
    with pytest.raises(BadFile, match="has no column 'person'"):
        sector({"x.csv": "people"}, x_csv="code name,organisation\nP1,A\n")


def test_a_file_that_cannot_be_used_does_not_stop_the_others(sector, tmp_path):
    read = sector(orgs_csv=ORGANISATIONS, odd_csv="colour,size\nred,3\n")
    assert len(read.tables["organisations"]) == 3
    assert problems(read) == [("odd.csv", 0, "")]
    with pytest.raises(BadFile, match="no such file"):
        read_sector(tmp_path / "nowhere.csv")


cell = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Hall", "P1", "<5", "1e999", "-1", "=1", "2020-02-30", "10 to 3", "nan", "\ud7ff", "'", '"', "∞", "٣"]
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.sampled_from(
        [
            ["name", "org_id", "domain", "region", "postcode", "annual_income", "staff", "has_building", "founded"],
            ["person", "organisation", "level", "role", "start", "end"],
            ["source", "target", "kind", "weight", "start", "end", "trust"],
            ["partnership", "organisation", "role", "origin", "depth", "start", "end"],
        ]
    ),
    table=st.lists(st.lists(cell, max_size=10), max_size=5),
)
def test_no_table_crashes_an_import_and_what_is_written_can_be_read(tmp_path, titles, table):
    path, out = tmp_path / "t.csv", tmp_path / "out"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([titles, *table])
    shutil.rmtree(out, ignore_errors=True)
    try:
        read_sector(path).write(out)
    except EcologyError:
        return
    check_sector_folder(out)
