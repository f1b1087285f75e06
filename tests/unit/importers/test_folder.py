import json
import time

import numpy as np
import pytest

from ecology.errors import BadFile, UnknownName
from ecology.founding.folder import check_sector_folder, read_sector_folder
from ecology.founding.tables import defused, undefused
from ecology.importers.grants import read_grants
from ecology.sector.categories import DEPTHS, DOMAINS, LEVELS, REGIONS


@pytest.fixture
def folder(tmp_path):
    """Write a sector folder from the text of its files and return where it is."""

    def _folder(**files):
        contents = {"sector": 'name = "Test"\nmonth = "2020-12"\n', "organisations": "name\nA\nB\n"} | files
        for name, text in contents.items():
            suffix = "toml" if name == "sector" else "csv"
            content = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.{suffix}").write_bytes(content)
        return tmp_path

    return _folder


FUNDERS = "funder_id,name,budget\nF1,Example Fund,1000\n"
PEOPLE = "person,organisation,level\nP1,A,top\nP2,B,\n"


# --- organisations -----------------------------------------------------------------------------------------------


def test_a_name_is_all_that_an_organisation_needs(folder):
    spec = read_sector_folder(folder())
    assert (spec.name, spec.organisations.name, spec.organisations.org_id) == ("Test", ("A", "B"), ("A", "B"))
    assert list(spec.organisations.domain) == [-1, -1]
    assert np.isnan(spec.organisations.staff).all()
    assert spec.labels["organisations"] == "observed"
    parts = ("staff", "region", "people", "ties", "partnerships", "funders", "grants")
    assert {spec.labels[part] for part in parts} == {"synthetic"}
    assert (spec.funders, spec.grants, spec.people, spec.ties, spec.partnerships) == (None,) * 5


def test_every_column_is_read_in_its_unit(folder):
    spec = read_sector_folder(
        folder(
            organisations="Org ID,Name,Domain,Region,Annual Income,Staff,Has building,Hierarchy\n"
            'O1,"Hall, The",Music,north west,"£1,200,000",<5,yes,0.25\n'
            "O2,Café,,,,24,no,\n"
        )
    ).organisations
    assert spec.name == ("Hall, The", "Café")
    assert list(spec.domain) == [DOMAINS.index("music"), -1]
    assert list(spec.region) == [REGIONS.index("North West"), -1]
    assert spec.income[0] == 1_200_000
    assert np.isnan(spec.income[1])
    assert list(spec.staff) == [2, 24]  # fewer than five is taken as two
    assert list(spec.has_building) == [1, 0]
    assert spec.hierarchy[0] == 0.25


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_usual_encoding_is_read(folder, encoding):
    spec = read_sector_folder(folder(organisations="name\nCafé\n".encode(encoding)))
    assert spec.organisations.name == ("Café",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,staff\nA,12\nB,many\n", r"organisations\.csv, row 3, column staff: 'many' is not a number \(people\)"),
        ("name,staff\nA,-1\n", r"row 2, column staff: '-1' must be between 0 and 100000 \(people\)"),
        ("name,staff\nA,inf\n", "row 2, column staff: 'inf' is not a number"),
        ("name,hierarchy\nA,2\n", "row 2, column hierarchy: '2' must be between 0 and 1"),
        ("name,org_id\nA,1\nB,2\nC,1\n", "row 4, column org_id: '1' is already the id of row 2"),
        ("name\nA\nA\n", "row 3, column name: 'A' is listed twice"),
        ("name,staff\nA,1\n,2\n", "row 3, column name: is empty"),
        ("nam,staff\nA,1\n", "column 'name' is missing. Rename 'nam'"),
        ("name;staff\nA;1\n", "column 'name' is missing. Semicolons stand between its columns"),
        ("name\n", "lists no organisations"),
        ("", "is empty"),
        ("name,staff\nA,1,2,3\n", "line 2"),
        ("name,staff,staff\nA,1,2\n", "2 columns for 'staff'"),
    ],
)
def test_a_table_that_cannot_be_used_says_where_and_why(folder, text, message):
    with pytest.raises(BadFile, match=message):
        read_sector_folder(folder(organisations=text))


@pytest.mark.parametrize(
    ("column", "cell", "hint"),
    [("region", "Lodnon", "Did you mean London"), ("domain", "theater", "Did you mean theatre")],
)
def test_an_unknown_category_is_answered_with_the_nearest(folder, column, cell, hint):
    with pytest.raises(UnknownName, match=rf"organisations\.csv, row 2: unknown {column} '{cell}'. {hint}"):
        read_sector_folder(folder(organisations=f"name,{column}\nA,{cell}\n"))


def test_rows_that_repeat_a_name_are_noted_when_their_ids_tell_them_apart(folder):
    spec, notes = check_sector_folder(folder(organisations="name,org_id\nHall,1\nHALL,2\n"))
    assert spec.organisations.org_id == ("1", "2")
    assert "1 rows repeat the name of another, the first of them 'HALL' in row 3" in notes[0]


def test_a_misspelt_column_is_noted_and_another_is_ignored(folder):
    path = folder(organisations="name,regoin,favourite colour\nA,London,red\n")
    _, notes = check_sector_folder(path)
    assert notes == (f"{path / 'organisations.csv'}: column 'regoin' is ignored. Did you mean 'region'?",)
    with pytest.warns(UserWarning, match="regoin"):
        read_sector_folder(path)


def test_blank_rows_do_not_shift_row_numbers(folder):
    with pytest.raises(BadFile, match="row 4, column staff"):
        read_sector_folder(folder(organisations="name,staff\nA,1\n\nB,x\n"))


def test_a_formula_is_disarmed_and_comes_back_as_it_was():
    assert defused("=1+1") == "'=1+1"
    assert undefused(defused("=1+1")) == "=1+1"
    assert undefused("'Tis") == "'Tis"


def test_tens_of_thousands_of_organisations_are_read_in_seconds(folder):
    rows = "".join(f"Organisation {i},O{i},theatre,London,{i % 50}\n" for i in range(30_000))
    path = folder(organisations="name,org_id,domain,region,staff\n" + rows)
    start = time.perf_counter()
    assert len(read_sector_folder(path).organisations.name) == 30_000
    assert time.perf_counter() - start < 10


# --- sector.toml -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "A"\nmonth = \n', r"sector\.toml: not valid TOML: .*line 2"),
        ('month = "December"', "month = 'December': must be a year and month"),
        ("name = 3", "name: must be text"),
        ("sources = 3", "sources: must be a list"),
        ("headcount = 0", "headcount = 0: must be a whole number of people"),
        ("scale = -1", "scale = -1: must be a number above 0"),
    ],
)
def test_a_description_that_cannot_be_used_says_where_and_why(folder, text, message):
    with pytest.raises(BadFile, match=message):
        read_sector_folder(folder(sector=text))


def test_labels_sources_and_headcount_are_carried(folder):
    spec = read_sector_folder(
        folder(
            sector='name = "T"\nsources = ["a.json", "b.json"]\nheadcount = 40\n[labels]\nregion = "inferred"\n'
            'people = "observed"\n',
            organisations="name,region\nA,Wales\n",
        )
    )
    assert (spec.sources, spec.headcount, spec.labels["region"]) == (("a.json", "b.json"), 40, "inferred")
    assert spec.labels["people"] == "synthetic"  # there is no people.csv, whatever the label says


def test_an_unknown_label_is_refused(folder):
    with pytest.raises(UnknownName, match=r"\[labels\] region: unknown label 'guessed'"):
        read_sector_folder(folder(sector='[labels]\nregion = "guessed"\n'))


def test_a_scale_is_people_for_each_member_of_staff(folder):
    # 0.5 × (10 + 30) = 20
    assert read_sector_folder(folder(sector="scale = 0.5", organisations="name,staff\nA,10\nB,30\n")).headcount == 20


@pytest.mark.parametrize("missing", ["sector.toml", "organisations.csv"])
def test_the_two_files_that_must_be_there_are_named(folder, missing):
    path = folder()
    (path / missing).unlink()
    with pytest.raises(BadFile, match=f"lacks {missing}"):
        read_sector_folder(path)


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(BadFile, match="no such folder"):
        read_sector_folder(tmp_path / "nowhere")


# --- funders and grants ------------------------------------------------------------------------------------------


def test_only_grants_in_force_in_the_sectors_month_are_kept(folder):
    grants = (
        "funder_id,org_id,amount_pence,award_date,months\n"
        "F1,A,10000,2019-12-05,36\n"  # 12 of 36 months gone: 24 left
        "F1,B,20000,2019-12-05,12\n"  # 12 of 12 gone: over
        "F1,B,30000,01/12/2020,6\n"  # this month: 6 left
        "F1,A,40000,2021-01-01,6\n"  # not yet awarded
        "F1,A,0,2020-12-01,6\n"  # membership of a joint programme, no money
    )
    spec = read_sector_folder(folder(funders=FUNDERS, grants=grants))
    assert spec.funders.budget[0] == 1000
    assert list(spec.grants.amount) == [100, 300]  # pounds
    assert list(spec.grants.months_left) == [24, 6]
    assert list(spec.grants.organisation) == [0, 1]
    assert list(spec.grants.funder) == [0, 0]


def test_without_a_month_it_is_that_of_the_last_award(folder):
    grants = "funder_id,org_id,amount,award_date,months\nF1,A,5,2019-01-31,24\nF1,A,7,2020-01-01,12\n"
    spec = read_sector_folder(folder(sector="", funders=FUNDERS, grants=grants))
    assert list(spec.grants.months_left) == [12, 12]


def test_a_grant_without_a_length_is_taken_for_a_year_and_noted(folder):
    grants = "funder_id,org_id,amount,award_date,months\nF1,A,5,2020-10-01,\n"
    path = folder(funders=FUNDERS, grants=grants)
    spec, notes = check_sector_folder(path)
    assert list(spec.grants.months_left) == [10]
    assert notes == (f"{path / 'grants.csv'}: 1 grants give no length and are taken for 12 months.",)


def test_no_grant_in_force_is_none(folder):
    grants = "funder_id,org_id,amount,award_date,months\nF1,A,5,2010-10-01,12\n"
    spec = read_sector_folder(folder(funders=FUNDERS, grants=grants))
    assert spec.grants is None
    assert spec.labels["grants"] == "synthetic"


def test_unmatched_recipients_are_listed_with_the_nearest(folder):
    organisations = "name,org_id\nVillage Hall,O1\nOpera North,O2\n"
    grants = (
        "funder_id,org_id,amount,award_date,months\nF1,opera north,5,2020-10-01,12\nF1,Vilage Hall,5,2020-10-01,12\n"
    )
    with pytest.raises(
        BadFile, match=r"grants\.csv, row 3, column org_id: 1 organisations .* \(nearest: 'Village Hall'\)"
    ):
        read_sector_folder(folder(organisations=organisations, funders=FUNDERS, grants=grants))


# --- people, ties, partnerships ----------------------------------------------------------------------------------


def test_people_work_where_they_work_now_or_did_last(folder):
    people = (
        "person,organisation,level,start,end\n"
        "P1,B,middle,2019-01-01,\n"  # still there
        "P1,A,operational,2015-01-01,2018-12-31\n"
        "P2,A,operational,2012-01-01,2014-01-01\n"
        "P2,B,top,2014-01-01,2016-01-01\n"
    )
    spec = read_sector_folder(folder(people=people)).people
    assert spec.person == ("P1", "P2")
    assert list(spec.organisation) == [1, 1]
    assert [LEVELS[code] for code in spec.level] == ["middle", "top"]


@pytest.mark.parametrize(
    "people",
    [
        "person,organisation,full name\nP1,A,x\n",
        "person,organisation,e-mail\nP1,A,x\n",
        "person,organisation\nq.feather@example.org,A\n",
        "person,organisation\nQuilla Feather,A\nQuin Q. Feather,B\n",
        "person,organisation,notes\nP1,A,ask q.feather@example.org\n",
    ],
)
def test_a_table_that_names_people_is_refused_without_repeating_them(folder, people):
    with pytest.raises(BadFile, match="known by a code") as error:
        read_sector_folder(folder(people=people))
    assert "eather" not in str(error.value)


def test_ties_are_between_people_and_heavy_weights_are_shares(folder):
    spec, notes = check_sector_folder(folder(people=PEOPLE, ties="from,to,weight,trust\nP1,P2,2,0.5\nP2,P1,4,\n"))
    assert spec.ties.among == "people"
    assert list(spec.ties.source) == [0, 1]
    assert list(spec.ties.target) == [1, 0]
    assert list(spec.ties.familiarity) == [0.5, 1]
    assert spec.ties.trust[0] == 0.5
    assert np.isnan(spec.ties.trust[1])
    assert len(notes) == 1


def test_ties_without_people_are_between_organisations(folder):
    ties = read_sector_folder(folder(ties="id1,id2\nB,a\n")).ties
    assert (ties.among, list(ties.source), list(ties.target)) == ("organisations", [1], [0])


def test_a_tie_to_nobody_is_listed(folder):
    with pytest.raises(
        BadFile, match=r"ties\.csv, row 2, column target: 1 people cannot be matched: 'P3' \(nearest: 'P"
    ):
        read_sector_folder(folder(people=PEOPLE, ties="source,target\nP1,P3\n"))


def test_partnerships_list_each_member_once(folder):
    path = folder(
        partnerships="partnership,organisation,depth,start,end\nX,A,federation,2020-06-30,\nX,B,,,\nX,A,,,\nY,b,,,\n"
    )
    spec, notes = check_sector_folder(path)
    assert spec.partnerships.partnership == ("X", "X")
    assert list(spec.partnerships.organisation) == [0, 1]
    assert list(spec.partnerships.depth) == [DEPTHS.index("federation"), -1]
    assert spec.partnerships.began[0] == -6  # June to December
    assert np.isnan(spec.partnerships.ends).all()
    assert notes == (f"{path / 'partnerships.csv'}: 1 of the partnerships have a single member and are left out.",)


def test_partnerships_of_another_time_are_left_out_and_the_lead_comes_first(folder):
    ended = "X,A,partner,2019-01-01,2020-11-30\nX,B,lead,,2020-11-30\n"
    rows = ended + "Y,A,partner,2019-01-01,2021-06-30\nY,B,Lead partner,,\n"
    spec, notes = check_sector_folder(folder(partnerships="partnership,organisation,role,start,end\n" + rows))
    assert spec.partnerships.partnership == ("Y", "Y")
    assert list(spec.partnerships.organisation) == [1, 0]
    assert [note.partition(": ")[2] for note in notes] == [
        "1 of the partnerships are not under way in its month and are left out."
    ]


def test_people_have_been_there_since_they_started(folder):
    people = "person,organisation,start,end\nP1,A,2018-12-01,2019-11-30\nP1,B,2019-12-15,\nP2,A,,\n"
    spec = read_sector_folder(folder(people=people)).people
    assert (spec.tenure[0], spec.career[0]) == (12, 24)
    assert np.isnan([spec.tenure[1], spec.career[1]]).all()


def test_ties_name_organisations_or_people_whichever_fits(folder):
    ties = read_sector_folder(folder(people=PEOPLE, ties="source,target\nA,B\n")).ties
    assert (ties.among, list(ties.source), list(ties.target)) == ("organisations", [0], [1])


def test_a_region_is_found_by_postcode_where_none_is_given(folder):
    spec = read_sector_folder(folder(organisations="name,postcode,region\nA,LS1 4DY,\nB,LS1 4DY,Wales\nC,,\n"))
    assert [REGIONS[code] if code >= 0 else "" for code in spec.organisations.region] == ["Yorkshire", "Wales", ""]
    assert spec.labels["region"] == "inferred for 2 of 3 organisations, synthetic for the others"


def test_an_interval_can_be_taken_at_either_end(folder):
    organisations = "name,staff,staff_low,staff_high\nA,<5,,\nB,30,20,44\n"
    for sector, staff in (("", [2, 30]), ('intervals = "low"', [1, 20]), ('intervals = "high"', [4, 44])):
        assert list(read_sector_folder(folder(sector=sector, organisations=organisations)).organisations.staff) == staff
    with pytest.raises(UnknownName, match=r"unknown end of intervals 'lowest'\. Did you mean low"):
        read_sector_folder(folder(sector='intervals = "lowest"'))


def test_a_message_shows_the_path_as_it_was_given(folder, monkeypatch):
    path = folder(organisations="name,staff\nA,many\n")
    monkeypatch.chdir(path.parent)
    with pytest.raises(BadFile, match=rf"^{path.name}.organisations\.csv, row 2, column staff"):
        read_sector_folder(path.name)


# --- there and back ----------------------------------------------------------------------------------------------


def test_an_import_can_be_founded_from(tmp_path):
    def grant(number, name, **more):
        return {
            "id": f"G{number}",
            "currency": "GBP",
            "amountAwarded": 2400,
            "awardDate": "2020-06-15",
            "plannedDates": [{"duration": 24}],
            "recipientOrganization": [{"id": f"GB-CHC-{number}", "name": name, "postalCode": "LS1 4DY"}],
            "fundingOrganization": [{"id": "GB-CHC-9", "name": "-Example Fund"}],
            "grantProgramme": [{"title": "Dance"}],
        } | more

    published = tmp_path / "grants.json"
    published.write_text(json.dumps([grant(1, "=Dance, Co"), grant(2, "Ballet", awardDate="2020-12-01")]))
    read_grants(published).write(tmp_path / "sector")
    spec = read_sector_folder(tmp_path / "sector")
    assert spec.name == "grants"
    assert spec.organisations.name == ("=Dance, Co", "Ballet")
    assert [REGIONS[code] for code in spec.organisations.region] == ["Yorkshire", "Yorkshire"]
    assert [DOMAINS[code] for code in spec.organisations.domain] == ["dance", "dance"]
    assert np.isnan(spec.organisations.staff).all()
    assert spec.funders.name == ("-Example Fund",)
    assert list(spec.grants.months_left) == [18, 24]  # six of 24 months gone by December
    assert list(spec.grants.amount) == [2400, 2400]
    assert (spec.labels["domain"], spec.labels["staff"], spec.labels["grants"]) == ("inferred", "synthetic", "observed")
    assert spec.sources == ("grants.json",)


def test_what_a_user_typed_into_a_table_is_kept_when_files_are_imported_again(tmp_path):
    published, sector = tmp_path / "grants.csv", tmp_path / "sector"
    published.write_text("Organisation,Amount,Date awarded\nDance Co,2400,2020-06-15\n")
    added = tmp_path / "more.csv"
    added.write_text("Organisation,Amount,Date awarded\nBallet,2400,2020-06-15\n")
    read_grants(published).write(sector)
    made = {file.name: file.read_bytes() for file in sector.iterdir()}
    read_grants(published).write(sector)  # nothing was typed: nothing to keep
    assert {file.name: file.read_bytes() for file in sector.iterdir()} == made
    table = sector / "organisations.csv"
    for n in (1, 2):
        typed = made[table.name].replace(b"Dance Co", b"Dance Company %d" % n)
        table.write_bytes(typed)
        with pytest.warns(UserWarning, match=rf"changed since.*organisations\.before-{n}\.csv"):
            read_grants(published).write(sector)
        assert table.read_bytes() == made[table.name]
        assert (sector / f"organisations.before-{n}.csv").read_bytes() == typed
    read_grants(published, added).write(sector)  # another file: other tables, but none that was typed into
    assert not (sector / "grants.before-1.csv").exists()
    assert check_sector_folder(sector)[0].organisations.name == ("Ballet", "Dance Co")
