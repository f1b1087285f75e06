import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecology.errors import BadFile, EcologyError, StudyExists, UnknownName
from ecology.importers.amounts import pounds, read_pence
from ecology.importers.dates import months_between, read_date
from ecology.importers.domains import art_form
from ecology.importers.grants import read_grants
from ecology.importers.identities import normalised_name
from ecology.importers.text import read_text

SHARED = Path(os.environ.get("ECOLOGY_SHARED", Path(__file__).parents[3] / ".." / "shared"))
PUBLISHED = SHARED / "data" / "360giving" / "andrew-lloyd-webber-foundation.json"


def grant(number=1, **changes):
    """One grant as the standard has it; a change to None leaves the column out."""
    row = {
        "id": f"360G-fund-{number}",
        "title": "Grant to Example Theatre",
        "description": "A season",
        "currency": "GBP",
        "amountAwarded": 1000,
        "awardDate": "2020-03-01",
        "plannedDates": [{"duration": 12}],
        "recipientOrganization": [{"id": "GB-CHC-1", "name": "Example Theatre", "postalCode": "LS1 4DY"}],
        "fundingOrganization": [{"id": "GB-CHC-9", "name": "Example Fund"}],
        "grantProgramme": [{"title": "Theatre"}],
    } | changes
    return {key: value for key, value in row.items() if value is not None}


def recipient(org_id, name, postcode=None, **more):
    return [{"id": org_id, "name": name, **({"postalCode": postcode} if postcode else {}), **more}]


@pytest.fixture
def imported(tmp_path):
    def _imported(*rows, name="grants.json"):
        path = tmp_path / name
        path.write_text(json.dumps({"grants": rows}), encoding="utf-8")
        return read_grants(path)

    return _imported


def reasons(grants):
    return list(grants.rejected["reason"])


# --- the published grants of a real foundation -------------------------------------------------------------------


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared folder with published data is not there")
def test_the_published_grants_give_the_known_answers(tmp_path):
    grants = read_grants(PUBLISHED)
    assert (grants.counts["grants"], grants.counts["recipient_ids"]) == (475, 288)
    assert list(grants.funders["funder_id"]) == ["GB-CHC-1015648"]
    assert grants.grants["amount_pence"].sum() == grants.counts["total_pence"] == 2_175_779_327
    # two conservatoires appear under a register's id and the funder's own, with the same name and postcode
    assert grants.counts["organisations"] == len(grants.organisations) == 286
    said = grants.summary()
    for words in (
        "475 grants from 1 funder",
        "288 recipient ids before merging",
        "£21,757,793.27",
        "2011-01-18 to 2020-12-31",
        "Theatre 159, Music 139, Scholarship 124, Heritage 38, Dance 9, Fine Arts 3, other 3",
    ):
        assert words in said
    # £21,757,793.27 over 3,635 days of 365.25 a year
    assert grants.funders["budget"].item() == pytest.approx(21_757_793.27 / (3635 / 365.25), abs=0.01)
    written = grants.write(tmp_path / "sector")
    assert written.counts == grants.counts


# --- dates and amounts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020-11-03", "2020-11-03"),
        ("2020-11-03T00:00:00+00:00", "2020-11-03"),
        ("2020-11-03T23:30:00+01:00", "2020-11-03"),  # as written: no time zone moves it
        ("2020-11-03 00:00:00", "2020-11-03"),
        ("03/11/2020", "2020-11-03"),
        ("3/11/2020", "2020-11-03"),
        ("03/11/20", "2020-11-03"),
        ("03/11/99", "1999-11-03"),
        ("3 November 2020", "2020-11-03"),
        ("03-Nov-20", "2020-11-03"),
        (Decimal(44138), "2020-11-03"),  # Excel: 1 January 2020 is 43831, and 3 November is the 308th day of 2020
        ("43831", "2020-01-01"),
        (Decimal("43831.75"), "2020-01-01"),
    ],
)
def test_dates_are_read_in_every_form_that_publishers_use(cell, day):
    assert read_date(cell).isoformat() == day


@pytest.mark.parametrize(
    "cell",
    ["2020-02-30", "02/28/2020", "30 Feb 2020", "3 xyz 2020", "soon", "1066-10-14", "", Decimal("NaN"), True, [], "20"],
)
def test_what_is_no_date_is_refused_with_a_reason(cell):
    with pytest.raises(ValueError, match=r"date|day"):
        read_date(cell)


def test_a_period_counts_both_its_ends():
    assert months_between(read_date("2020-01-01"), read_date("2020-12-31")) == 12
    assert months_between(read_date("2020-01-01"), read_date("2020-01-01")) == 1


@pytest.mark.parametrize(
    ("cell", "pence"),
    [
        (Decimal("15000"), 1_500_000),
        (Decimal("0.1"), 10),
        ("£1,000", 100_000),
        ("Â£1,000.50", 100_050),
        ("1 000.00", 100_000),
        ("1\u00a0000", 100_000),
        ("1e5", 10_000_000),
        ("1.5E+03", 150_000),
        (" 1000 GBP", 100_000),
        (Decimal("10.005"), 1001),  # half a penny up
    ],
)
def test_amounts_are_read_to_the_penny(cell, pence):
    assert read_pence(cell) == pence


@pytest.mark.parametrize(
    "cell",
    [
        Decimal(-1),
        "-£5",
        "(1,000)",
        "(100)",
        "100-",
        "100)",
        "1e99",
        "1,00",
        "lots",
        "",
        None,
        True,
        [],
        Decimal("NaN"),
        Decimal("1E+400"),
        "9" * 999,
    ],
)
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(ValueError, match="amount"):
        read_pence(cell)


def test_money_is_added_up_exactly(imported):
    # ten grants of ten pence are a pound; in binary floating point they are not
    grants = imported(*(grant(i, amountAwarded=0.1) for i in range(10)))
    assert grants.counts["total_pence"] == 100
    assert pounds(100) == "£1.00"


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path, encoding):
    row = grant(recipientOrganization=recipient("GB-CHC-1", "Café Théâtre"))
    path = tmp_path / "grants.json"
    path.write_bytes(json.dumps([row], ensure_ascii=False).encode(encoding))
    assert read_grants(path).organisations["name"].item() == "Café Théâtre"


def test_mojibake_is_undone(imported):
    grants = imported(grant(amountAwarded="Â£1,000", recipientOrganization=recipient("GB-CHC-1", "CafÃ© Arts")))
    assert grants.organisations["name"].item() == "Café Arts"
    assert grants.counts["total_pence"] == 100_000


def test_malformed_json_is_refused_with_line_and_column(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('{"grants": [\n  {"id": 1,,}\n]}')
    with pytest.raises(BadFile, match=r"broken\.json, line 2, column 12: not valid JSON"):
        read_grants(path)


def test_a_bad_file_among_good_ones_is_a_rejected_row(tmp_path):
    good, broken = tmp_path / "good.json", tmp_path / "broken.json"
    good.write_text(json.dumps([grant()]))
    broken.write_text("{")
    grants = read_grants(broken, good, tmp_path / "absent.json")
    assert grants.counts["grants"] == 1
    assert list(grants.rejected["file"]) == ["broken.json", "absent.json"]
    assert grants.rejected["row"].isna().all()
    assert grants.sources == ("good.json",)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("g.csv", "id\n1\n", "column titles of a 360Giving table are needed"),
        ("g.json", "", "line 1, column 1"),
        ("g.json", "{}", "no list called 'grants'"),
        ("g.json", '{"grants": {}}', "no list called 'grants'"),
        ("g.json", "[]", "holds no grants"),
        ("g.json", "[1]", "row 1: the grant is a number where an object is expected"),
        ("g.json", "[" * 100_000, "not valid JSON"),
        ("g.json", json.dumps([{"recipientIndividual": {"name": "A"}}]), "made to individuals"),
    ],
)
def test_a_file_without_a_usable_grant_says_why(tmp_path, name, text, words):
    (tmp_path / name).write_text(text)
    with pytest.raises(BadFile, match=words):
        read_grants(tmp_path / name)


def test_a_file_of_more_values_than_memory_holds_is_refused_unread(tmp_path):
    (tmp_path / "g.json").write_text("[" + "1," * 4_000_000 + "1]")
    with pytest.raises(BadFile, match=r"g\.json: holds more than 4,000,000 values"):
        read_grants(tmp_path / "g.json")


@pytest.mark.parametrize("path", ["nowhere.json", "nul\0l.json"])
def test_a_file_that_is_not_there_is_said_to_be_missing(path):
    with pytest.raises(BadFile, match=r"no such file|not valid"):
        read_grants(path)


# --- rows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amountAwarded": -5}, "negative"),
        ({"amountAwarded": None}, "no amount"),
        ({"amountAwarded": 0}, "amount is zero"),
        ({"currency": "USD"}, "USD, not GBP"),
        ({"awardDate": "31/02/2020"}, "not a day of the calendar"),
        ({"awardDate": None}, "no award date"),
        ({"id": None}, "no grant id"),
        ({"id": {"a": 1}}, "grant id is an object"),
        ({"id": "\ud800"}, "lone surrogate"),
        ({"id": "x" * 1001}, "longer than 1,000"),
        ({"recipientOrganization": None}, "no recipient (recipientOrganization"),
        ({"recipientOrganization": [[]]}, "a list where an object is expected"),
        ({"recipientOrganization": recipient("GB-CHC-1", ["A"])}, "recipient's name is a list"),
        ({"recipientOrganization": [{"postalCode": "LS1"}]}, "neither id nor name"),
        ({"recipientOrganization": recipient("jo@example.org", "A")}, "holds an email address"),
        ({"fundingOrganization": "Example Fund"}, "text where an object is expected"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_number_and_the_rest_is_read(imported, changes, reason):
    grants = imported(grant(1), grant(2, **changes), grant(3))
    assert list(grants.grants["grant_id"]) == ["360G-fund-1", "360G-fund-3"]
    assert list(grants.rejected["row"]) == [2]
    assert reason in reasons(grants)[0]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("NaN", "not a number"),
        ("Infinity", "not a number"),
        ("9" * 10_000, "larger than"),
        ("1e99999999999999999999", "not a number"),
        ("[" * 5_000 + "]" * 5_000, "30 levels deep"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "30 levels deep"),
    ],
)
def test_values_that_break_other_readers_reject_one_row(tmp_path, cell, reason):
    good = json.dumps(grant(1))
    bad = json.dumps(grant(2)).replace('"amountAwarded": 1000', f'"amountAwarded": {cell}')
    path = tmp_path / "grants.json"
    path.write_text(f"[{good}, {bad}, {json.dumps(grant(3))}]")
    grants = read_grants(path)
    assert list(grants.grants["grant_id"]) == ["360G-fund-1", "360G-fund-3"]
    assert reason in reasons(grants)[0]


def test_the_first_of_two_grants_with_one_id_is_kept(imported):
    grants = imported(grant(1, amountAwarded=10), grant(1, amountAwarded=20))
    assert grants.counts["total_pence"] == 1000
    assert grants.counts["duplicates"] == 1
    assert "same id as row 1 of grants.json" in reasons(grants)[0]


def test_a_grant_of_nothing_under_another_is_membership_of_a_joint_programme(imported):
    grants = imported(grant(1), grant(2, amountAwarded=0, relatedActivity=["360G-fund-1"]))
    assert grants.counts["cohort_memberships"] == 1
    assert list(grants.grants["cohort"]) == ["", "360G-fund-1"]
    assert "joint programme" in grants.summary()


@pytest.mark.parametrize(
    ("planned", "months"),
    [
        ([{"duration": 36}], 36),
        ([{"duration": "18"}], 18),
        ({"duration": 6}, 6),
        ([{"startDate": "2020-01-01", "endDate": "31/12/2021"}], 24),
    ],
)
def test_the_planned_length_is_read(imported, planned, months):
    assert imported(grant(plannedDates=planned)).grants["months"].item() == months


@pytest.mark.parametrize(
    "planned", [None, [], [{}], [{"duration": -3}], [{"duration": []}], "2020", [{"duration": 1e9}]]
)
def test_a_planned_length_that_makes_no_sense_is_unknown_and_noted(imported, planned):
    grants = imported(grant(plannedDates=planned))
    assert grants.grants["months"].isna().all()
    assert grants.counts.get("months_unknown", 0) + grants.counts.get("months_unreadable", 0) == 1


# --- people ------------------------------------------------------------------------------------------------------


def test_nothing_about_people_is_written_anywhere(imported, tmp_path):
    private = ("Quillfeather", "q.feather@example.org", "07700 900123")
    contact = {"name": private[0], "email": private[1], "telephone": private[2]}
    grants = imported(
        grant(1, applicantName=private[0], contact=contact, description=f"Ask {private[0]}"),
        grant(2, recipientOrganization=recipient("GB-CHC-2", f"Hall ({private[1]})", contactName=private[0])),
        grant(3, recipientOrganization=None, recipientIndividual={"id": "x", "name": private[0]}),
        grant(f"4-{private[0]}", recipientIndividual={"name": private[0]}, amountAwarded=[]),
        grant(5, recipientOrganization=recipient("P5", private[0], organisationType="Individual")),
        grant(6, title=private[0], amountAwarded=[], contact=contact),
    )
    assert (grants.counts["grants"], grants.counts["individuals"]) == (2, 3)
    assert grants.reading.person_columns == (
        "applicantName",
        "contact",
        "contactName",
        "email",
        "recipientIndividual",
        "telephone",
    )
    grants.write(tmp_path / "sector")
    for file in (tmp_path / "sector").iterdir():
        assert not any(secret in file.read_text(encoding="utf-8") for secret in private), file.name
    assert "`contactName`" in grants.report()


def test_an_address_used_as_a_column_is_not_repeated(imported):
    grants = imported(grant(**{"email jo@example.org": "x"}))
    assert "jo@example.org" not in grants.report()


# --- identities --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Example Theatre Ltd", "example theatre"),
        ("Arts & Crafts C.I.C.", "Arts and Crafts CIC"),
        ("Théâtre Limited", "theatre plc"),
        ("King's Hall", "Kings Hall"),
    ],
)
def test_names_are_compared_without_what_does_not_matter(one, other):
    assert normalised_name(one) == normalised_name(other) != ""


def test_the_same_name_and_postcode_is_one_organisation_under_the_registers_id(imported):
    grants = imported(
        grant(1, recipientOrganization=recipient("360G-fund-ORG:a", "The Example Theatre Ltd", "ls1 4dy")),
        grant(2, recipientOrganization=recipient("GB-CHC-1", "Example Theatre", "LS1 4DY")),
    )
    assert (grants.counts["recipient_ids"], grants.counts["organisations"]) == (2, 1)
    assert set(grants.grants["org_id"]) == {"GB-CHC-1"}
    assert list(grants.merges["decision"]) == ["merge"]
    assert grants.organisations["total_pence"].item() == 200_000


def two_halls():
    return [
        grant(1, recipientOrganization=recipient("GB-CHC-1", "Village Hall", "LS1 4DY")),
        grant(2, recipientOrganization=recipient("GB-CHC-2", "Village Hall", "M1 1AA")),
    ]


def test_the_same_name_alone_is_a_question(imported):
    grants = imported(*two_halls())
    assert grants.counts["organisations"] == 2
    assert list(grants.merges["decision"]) == ["ask"]
    assert "1 pair with the same name" in grants.summary()


@pytest.mark.parametrize(("decision", "organisations"), [("merge", 1), ("keep", 2), ("MERGE", 1)])
def test_what_the_user_decides_is_applied_at_the_next_import(imported, tmp_path, decision, organisations):
    folder = tmp_path / "sector"
    imported(*two_halls()).write(folder)
    merges = folder / "merges.csv"
    merges.write_text(merges.read_text().replace(",ask", f",{decision}"))
    for _ in range(2):  # and at the one after
        written = imported(*two_halls()).write(folder)
        assert len(written.organisations) == organisations
        assert list(written.merges["decision"]) == [decision.lower()]
        assert len((folder / "organisations.csv").read_text().splitlines()) == 1 + organisations


def test_the_user_can_undo_a_merge_and_it_stays_undone(imported, tmp_path):
    rows = [grant(i, recipientOrganization=recipient(f"GB-CHC-{i}", "Hall", "LS1 4DY")) for i in (1, 2)]
    assert len(imported(*rows).write(tmp_path / "s").organisations) == 1
    merges = tmp_path / "s" / "merges.csv"
    merges.write_text(merges.read_text().replace(",merge", ",keep"))
    assert len(imported(*rows).write(tmp_path / "s").organisations) == 2
    assert len(imported(*rows).write(tmp_path / "s").organisations) == 2


def test_a_decision_that_is_none_is_refused_with_its_row(imported, tmp_path):
    imported(*two_halls()).write(tmp_path / "s")
    merges = tmp_path / "s" / "merges.csv"
    merges.write_text(merges.read_text().replace(",ask", ",merg"))
    with pytest.raises(UnknownName, match=r"merges\.csv, row 2: unknown decision 'merg'. Did you mean merge"):
        imported(*two_halls()).write(tmp_path / "s")


def test_decisions_about_pairs_that_are_not_here_are_kept(imported, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "merges.csv").write_text(
        "org_id,other_id,decision\nGB-CHC-7,GB-CHC-8,keep\nGB-CHC-1,GB-CHC-2,merge\n"
    )
    rows = [grant(i, recipientOrganization=recipient(f"GB-CHC-{i}", f"Hall {i}")) for i in (1, 2)]
    written = imported(*rows).write(tmp_path / "s")
    assert list(written.organisations["org_id"]) == ["GB-CHC-1"]
    assert set(written.merges["other_id"]) == {"GB-CHC-2", "GB-CHC-8"}


# --- organisations and funders -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Theatre", "theatre"),
        ("Musical Theatre", "theatre"),
        ("Fine Arts", "visual"),
        ("Heritage", "museums"),
        ("Poetry", "literature"),
        ("Music & Drama", "combined"),
        ("Scholarship", ""),
    ],
)
def test_words_speak_of_an_art_form(text, domain):
    assert art_form(text) == domain


def test_the_domain_is_that_of_most_programmes_then_of_the_name_then_combined(imported):
    def given(i, org, name, programme):
        return grant(
            i,
            recipientOrganization=recipient(f"GB-CHC-{org}", name),
            grantProgramme=[{"title": programme}],
            description="",
        )

    grants = imported(
        given(1, 1, "Example Opera", "Theatre"),
        given(2, 1, "Example Opera", "Theatre"),
        given(3, 1, "Example Opera", "Music"),
        given(4, 2, "Ballet School", "Scholarship"),
        given(5, 3, "Example School", "Scholarship"),
        given(6, 4, "Example Hall", "Dance"),
        given(7, 4, "Example Hall", "Music"),
    )
    assert list(grants.organisations["domain"]) == ["theatre", "dance", "combined", "combined"]
    assert set(grants.organisations["domain_from"]) == {"inferred"}


def test_a_funders_budget_is_its_total_over_the_years_it_gave_in_and_at_least_one(imported):
    other = [{"id": "GB-CHC-8", "name": "Other Fund"}]
    grants = imported(
        grant(1, awardDate="2016-01-01", amountAwarded=3000),
        grant(2, awardDate="2020-01-01", amountAwarded=5000),  # 1,461 days: four years
        grant(3, fundingOrganization=other, amountAwarded=700),
    )
    assert dict(zip(grants.funders["name"], grants.funders["budget"], strict=True)) == {
        "Other Fund": 700.0,
        "Example Fund": 2000.0,
    }


# --- the sector folder -------------------------------------------------------------------------------------------


def test_a_second_import_writes_the_same_bytes_and_leaves_nothing_else(imported, tmp_path):
    def contents():
        return {file.name: file.read_bytes() for file in (tmp_path / "s").iterdir()}

    imported(*two_halls()).write(tmp_path / "s", "Halls")
    first = contents()
    imported(*two_halls()).write(tmp_path / "s", "Halls")
    assert contents() == first
    assert set(first) == {
        "sector.toml",
        "organisations.csv",
        "funders.csv",
        "grants.csv",
        "merges.csv",
        "rejected.csv",
        "import_report.md",
    }


def test_a_folder_with_another_sector_is_refused_and_left_alone(imported, tmp_path):
    imported(grant(), name="one.json").write(tmp_path / "s", "One")
    before = (tmp_path / "s" / "grants.csv").read_bytes()
    with pytest.raises(StudyExists, match="another sector, 'One'"):
        imported(grant(2), name="two.json").write(tmp_path / "s")
    assert (tmp_path / "s" / "grants.csv").read_bytes() == before


def test_sources_may_be_added_to_a_sector(tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text(json.dumps([grant(1)]))
    two.write_text(json.dumps([grant(2)]))
    read_grants(one).write(tmp_path / "s")
    read_grants(two, one).write(tmp_path / "s")
    with pytest.raises(StudyExists):  # leaving out what the folder was founded from is another sector
        read_grants(one).write(tmp_path / "s")


def test_tables_that_no_import_wrote_are_not_overwritten(imported, tmp_path):
    (tmp_path / "organisations.csv").write_text("name\nMine\n")
    with pytest.raises(StudyExists, match=r"already holds organisations\.csv"):
        imported(grant()).write(tmp_path)


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(imported, tmp_path, mark):
    hostile = f'{mark}HYPERLINK("http://example.org")'
    grants = imported(
        grant(
            id=hostile,
            recipientOrganization=recipient(hostile, hostile),
            fundingOrganization=recipient(hostile, hostile),
            grantProgramme=[{"title": hostile}],
        ),
        grant(id=hostile),
    )
    grants.write(tmp_path / "s")
    for name in ("organisations.csv", "funders.csv", "grants.csv", "rejected.csv"):
        text = (tmp_path / "s" / name).read_text()
        cells = text.replace('"', "").replace("\n", ",").split(",")
        assert not any(cell.startswith(mark) for cell in cells), name
        assert "HYPERLINK" in text


def test_markup_in_a_name_is_not_markup_in_the_report(imported):
    grants = imported(grant(fundingOrganization=recipient("GB-CHC-9", "<script>alert(1)</script>")))
    assert "<script>" not in grants.report()
    assert "&lt;script&gt;" in grants.report()


def test_an_address_is_taken_out_of_a_name_but_a_place_is_not_an_address():
    assert read_text("Hall (jo@example.org)", "name") == "Hall ([email removed])"
    assert read_text("Studio@TheMill", "name") == "Studio@TheMill"


def test_invisible_characters_are_taken_out_of_names():
    assert read_text("A\u202eB\r\n  \x07C\u200b", "name") == "AB C"


# --- anything at all ---------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just("\ud800")
    | st.just("=1@2.3"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
PLACES = st.sampled_from([(key,) for key in grant()] + [
    ("recipientOrganization", 0), ("recipientOrganization", 0, "id"), ("recipientOrganization", 0, "name"),
    ("recipientOrganization", 0, "postalCode"), ("fundingOrganization", 0), ("fundingOrganization", 0, "id"),
    ("grantProgramme", 0, "title"), ("plannedDates", 0), ("plannedDates", 0, "duration"),
    ("relatedActivity",), ("recipientIndividual",), ("toIndividualsDetails",),
])  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(PLACES, ANYTHING), min_size=1, max_size=3), cut=st.none() | st.integers(0, 400))
def test_a_mutated_file_raises_nothing_but_errors_a_user_can_mend(tmp_path, changes, cut):
    row = grant(1)
    for place, value in changes:
        target = row
        try:
            for step in place[:-1]:
                target = target[step]
            target[place[-1]] = value
        except (TypeError, KeyError, IndexError):  # an earlier change removed the place
            continue
    path = tmp_path / "mutated.json"
    path.write_text(json.dumps([row, grant(2)])[:cut])
    try:
        grants = read_grants(path)
        grants.write(tmp_path / "s")
    except EcologyError:
        return
    assert (
        grants.counts["grants"] + grants.counts["rejected"] + grants.counts["individuals"] == grants.counts["rows_read"]
    )
    assert grants.summary()
