"""Grants in spreadsheets and delimited text, from publishers and from GrantNav, alone and together."""

import csv
import datetime as dt
import io
import json
import math
import os
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecology.errors import BadFile, EcologyError
from ecology.founding.folder import read_sector_folder
from ecology.importers.grants import read_grants
from ecology.importers.identities import id_of_number, mended_id
from ecology.importers.titles import path_of

SHARED = Path(os.environ.get("ECOLOGY_SHARED", Path(__file__).parents[3] / ".." / "shared"))
PUBLISHED = SHARED / "data" / "360giving" / "andrew-lloyd-webber-foundation.json"
needs_published = pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the shared folder with published data is not there"
)

PLAIN = {
    "Identifier": "360G-fund-1",
    "Title": "A season",
    "Description": "Plays",
    "Currency": "GBP",
    "Amount Awarded": "1000",
    "Award Date": "2020-03-01",
    "Planned Dates:Duration (months)": "12",
    "Recipient Org:Identifier": "GB-CHC-1",
    "Recipient Org:Name": "Example Theatre",
    "Recipient Org:Postal Code": "LS1 4DY",
    "Funding Org:Identifier": "GB-CHC-9",
    "Funding Org:Name": "Example Fund",
    "Grant Programme:Title": "Theatre",
}


def row(number=1, **changes):
    """One grant under the titles of the standard; underscores stand for other titles' names in `named`."""
    return PLAIN | {"Identifier": f"360G-fund-{number}"} | {NAMED.get(key, key): cell for key, cell in changes.items()}


NAMED = {
    "amount": "Amount Awarded",
    "date": "Award Date",
    "org": "Recipient Org:Identifier",
    "name": "Recipient Org:Name",
    "postcode": "Recipient Org:Postal Code",
    "funder": "Funding Org:Identifier",
    "funder_name": "Funding Org:Name",
}


def as_csv(*rows, delimiter=","):
    stream = io.StringIO(newline="")
    titles = list(dict.fromkeys(title for row in rows for title in row))
    writer = csv.DictWriter(stream, titles, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def as_json(row):
    """The same grant as JSON has it."""
    return {
        "id": row["Identifier"],
        "currency": "GBP",
        "amountAwarded": int(row["Amount Awarded"]),
        "awardDate": row["Award Date"],
        "plannedDates": [{"duration": 12}],
        "recipientOrganization": [
            {"id": row["Recipient Org:Identifier"], "name": row["Recipient Org:Name"], "postalCode": "LS1 4DY"}
        ],
        "fundingOrganization": [{"id": row["Funding Org:Identifier"], "name": row["Funding Org:Name"]}],
        "grantProgramme": [{"title": row["Grant Programme:Title"]}],
    }


def save_workbook(path, sheets, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(cells)
    book.save(path)


@pytest.fixture
def imported(tmp_path):
    """Write rows as CSV, or text as it is, and import the file."""

    def _imported(*rows, name="grants.csv", encoding="utf-8"):
        text = rows[0] if isinstance(rows[0], str) else as_csv(*rows)
        (tmp_path / name).write_bytes(text.encode(encoding))
        return read_grants(tmp_path / name)

    return _imported


def assert_same(one, other):
    for frame in ("grants", "organisations", "funders", "merges"):
        pd.testing.assert_frame_equal(getattr(one, frame), getattr(other, frame))


# --- the published grants of a real foundation -------------------------------------------------------------------


@pytest.fixture(scope="module")
def published():
    return read_grants(PUBLISHED), read_grants(PUBLISHED.with_suffix(".xlsx"))


@needs_published
def test_the_spreadsheet_gives_the_known_answers(published):
    grants = published[1]
    assert (grants.counts["grants"], grants.counts["recipient_ids"], grants.counts["rejected"]) == (475, 288, 0)
    assert list(grants.funders["funder_id"]) == ["GB-CHC-1015648"]
    assert grants.grants["amount_pence"].sum() == 2_175_779_327
    said = grants.summary()
    assert "2011-01-18 to 2020-12-31" in said
    assert "Theatre 159, Music 139, Scholarship 124, Heritage 38, Dance 9, Fine Arts 3, other 3" in said


@needs_published
def test_the_spreadsheet_and_the_json_found_the_same_sector(published):
    assert_same(*published)


@needs_published
@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_the_spreadsheet_saved_as_text_founds_the_same_sector(published, tmp_path, encoding, delimiter):
    sheet = openpyxl.load_workbook(PUBLISHED.with_suffix(".xlsx")).active
    path = tmp_path / "grants.csv"
    awarded, days = [cell.value for cell in sheet[1]].index("Award Date"), 0
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        for cells in sheet.iter_rows(values_only=True):
            days += isinstance(cells[awarded], dt.datetime)  # the others are text, in ISO form
            writer.writerow(f"{cell:%d/%m/%Y}" if isinstance(cell, dt.datetime) else cell for cell in cells)
    grants = read_grants(path)
    assert_same(published[0], grants)
    assert grants.counts["dates_not_iso"] == days > 100


@needs_published
def test_the_same_grants_in_two_forms_are_read_once(published, tmp_path):
    grants = read_grants(PUBLISHED, PUBLISHED.with_suffix(".xlsx"))
    assert (grants.counts["grants"], grants.counts["duplicates"], grants.counts["rejected"]) == (475, 475, 475)
    assert_same(published[0], grants)


# --- titles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Identifier", ("id",)),
        ("amount awarded", ("amountAwarded",)),
        ("Recipient Org:Name", ("recipientOrganization", 0, "name")),
        ("Recipient Org:0:Name", ("recipientOrganization", 0, "name")),
        ("RECIPIENT ORG : name ", ("recipientOrganization", 0, "name")),
        ("recipientOrganization/0/name", ("recipientOrganization", 0, "name")),
        ("Recipient Organisation: Postal code", ("recipientOrganization", 0, "postalCode")),
        ("Grant Programme: Title", ("grantProgramme", 0, "title")),
        ("Grant Programme:1:Title", ("grantProgramme", 1, "title")),
        ("Recipient Org:0:Location:2:Name", ("recipientOrganization", 0, "location", 2, "name")),
        ("Planned Dates:Duration (months)", ("plannedDates", 0, "duration")),
        ("For Regrant Type", ("regrantType",)),
        ("Recipient Org: Latest Income (additional data)", ("additional_data", "recipientOrgInfos", 0, "latestIncome")),
        ("Recipient Ind:Name", ("recipientIndividual",)),
        ("Favourite colour", None),
        ("", None),
        ("::0", None),
    ],
)
def test_titles_name_the_place_of_a_cell(title, path):
    assert path_of(title) == path


def test_columns_that_are_not_of_the_standard_are_listed(imported):
    grants = imported(row(**{"Favourite colour": "red", "Empty": ""}), row(2, **{"Last modified": "2020-01-01"}))
    assert grants.reading.files[0].unknown == ("Favourite colour",)
    assert "columns not recognised, and passed over: `Favourite colour`" in grants.report()


def test_of_two_columns_with_one_meaning_the_first_is_taken(imported):
    grants = imported(row(**{"Recipient Org: 0: Name": "Another"}))
    assert list(grants.organisations["name"]) == ["Example Theatre"]
    assert "the first is taken" in grants.reading.files[0].notes[0]


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ("Recipient Name,Recipient ID,Grants,Total", "It has: 'Recipient Name', 'Recipient ID', 'Grants', 'Total'"),
        ("Identifier,Title,Contact Email", "It has: 'Identifier', 'Title'"),
        ("Amount Awarded,Award Date", "at least Identifier, Amount Awarded"),
    ],
)
def test_a_table_of_something_else_says_which_titles_are_needed(imported, titles, words):
    with pytest.raises(BadFile, match=words) as error:
        imported(f"{titles}\n" + "1," * titles.count(",") + "2\n")
    assert "Contact" not in str(error.value)


# --- rows --------------------------------------------------------------------------------------------------------


def test_rows_are_numbered_as_the_spreadsheet_shows_them(imported):
    lines = as_csv(row(1), row(2, amount="lots"), row(3, name="Two\nLines"), row(4, date="soon")).splitlines(
        keepends=True
    )
    text = "".join(["Grants of the Example Fund\n", "\n", *lines[:2], "\n", *lines[2:]])
    # titles in row 3, the first grant in 4, a blank row 5, the second in 6, the third in 7 though it has two lines
    grants = imported(text)
    assert list(grants.rejected["row"]) == [6, 8]
    assert list(grants.grants["grant_id"]) == ["360G-fund-1", "360G-fund-3"]
    notes = grants.reading.files[0].notes
    assert any("titles are in row 3" in note for note in notes)
    assert "1 blank rows skipped" in notes


def test_a_row_with_more_cells_than_titles_is_rejected(imported):
    lines = as_csv(row(1), row(2)).splitlines()
    grants = imported("\n".join([*lines[:2], lines[2] + ",and more"]))
    assert "14 cells and there are 13 columns" in grants.rejected["reason"].item()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": "(100)"}, "negative"),
        ({"amount": "#N/A"}, "no amount"),
        ({"date": "31/02/2020"}, "not a day of the calendar"),
        ({"Currency": "EUR"}, "EUR, not GBP"),
        ({"Identifier": ""}, "no grant id"),
        ({"org": "", "name": "", "postcode": ""}, "no recipient (recipientOrganization"),
        ({"funder": "", "funder_name": ""}, "no funder (fundingOrganization"),
        ({"org": "jo@example.org"}, "holds an email address"),
        ({"name": "x" * 1001}, "longer than"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_and_the_rest_is_read(imported, changes, reason):
    grants = imported(row(1), row(2, **changes), row(3))
    assert list(grants.rejected["row"]) == [3]
    assert reason in grants.rejected["reason"].item()
    assert grants.counts["grants"] == 2


def test_money_and_dates_are_read_in_every_style(imported):
    grants = imported(
        row(1, amount="£1,000", date="01/03/2020"),
        row(2, amount="Â£1 000.50", date="2020-03-01T00:00:00+00:00"),
        row(3, amount="1e3", date="43891"),  # 1 January 2020 is 43831, and 1 March 60 days later
    )
    assert list(grants.grants["amount_pence"]) == [100_000, 100_050, 100_000]
    assert set(grants.grants["award_date"]) == {pd.Timestamp(2020, 3, 1)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_any_usual_encoding_is_read(imported, encoding):
    grants = imported(row(amount="£5", name="Café Théâtre"), encoding=encoding)
    assert list(grants.organisations["name"]) == ["Café Théâtre"]
    assert grants.counts["total_pence"] == 500


def test_a_formula_stays_a_text_that_nothing_runs(imported, tmp_path):
    imported(row(name='=HYPERLINK("http://example.org")')).write(tmp_path / "s")
    assert "\"'=HYPERLINK" in (tmp_path / "s" / "organisations.csv").read_text()


# --- workbooks ---------------------------------------------------------------------------------------------------


def test_the_sheets_that_hold_grants_are_read_and_the_others_named(tmp_path):
    titles = list(PLAIN)
    save_workbook(
        tmp_path / "g.xlsx",
        {
            "Read me": [["About this file"], ["Grants of the Example Fund"]],
            "2020": [titles, list(row(1).values())],
            "2021": [["Grants of 2021"], titles, list(row(2).values()), list(row(1).values())],
            "Codes": [["Code", "Meaning"], ["A", "B"]],
        },
    )
    grants = read_grants(tmp_path / "g.xlsx")
    assert list(grants.grants["grant_id"]) == ["360G-fund-1", "360G-fund-2"]
    assert list(grants.rejected["file"]) == ["g.xlsx, sheet '2021'"]
    assert list(grants.rejected["row"]) == [4]
    assert "the same id as row 2 of g.xlsx, sheet '2020'" in grants.rejected["reason"].item()
    assert "sheets without grants passed over: Read me, Codes" in grants.report()


@pytest.mark.parametrize(
    ("epoch", "serial"),
    # 1 March 2020: 43,891 days after 30 December 1899, and 1,462 fewer after 1 January 1904
    [(openpyxl.utils.datetime.WINDOWS_EPOCH, 43_891), (openpyxl.utils.datetime.MAC_EPOCH, 43_891 - 1_462)],
)
def test_days_are_right_in_both_of_excels_calendars_as_dates_and_as_numbers(tmp_path, epoch, serial):
    day = dt.datetime(2020, 3, 1)
    rows = [list(row(1, date=day).values()), list(row(2, date=serial).values())]
    save_workbook(tmp_path / "g.xlsx", {"Grants": [list(PLAIN), *rows]}, epoch)
    assert set(read_grants(tmp_path / "g.xlsx").grants["award_date"]) == {pd.Timestamp(day)}


def test_numbers_in_a_workbook_are_text_where_text_is_meant(tmp_path):
    cells = row(Identifier=12.0, org=7, amount=1234.1, **{"Planned Dates:Duration (months)": 6})
    save_workbook(tmp_path / "g.xlsx", {"Grants": [list(cells), list(cells.values())]})
    grants = read_grants(tmp_path / "g.xlsx").grants
    assert (grants["grant_id"].item(), grants["org_id"].item()) == ("12", "7")
    assert (grants["amount_pence"].item(), grants["months"].item()) == (123_410, 6)


# --- identities --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ("GB-COH-123456", "GB-COH-00123456"),
        ("GB-COH-00123456", "GB-COH-00123456"),
        ("gb-coh-SC1234", "GB-COH-SC001234"),
        ("GB-COH-IP12345R", "GB-COH-IP12345R"),
        ("GB-CHC-0012", "GB-CHC-0012"),
        ("360G-fund-7", "360G-fund-7"),
    ],
)
def test_company_numbers_get_their_zeros_back(given, mended):
    assert mended_id(given) == mended


@pytest.mark.parametrize(
    ("field", "number", "org_id"),
    [
        ("charityNumber", "1015648", "GB-CHC-1015648"),
        ("charityNumber", "SC 012345", "GB-SC-SC012345"),
        ("charityNumber", "NIC101234", "GB-NIC-101234"),
        ("charityNumber", "exempt", ""),
        ("companyNumber", "123456", "GB-COH-00123456"),
        ("companyNumber", "n/a", ""),
    ],
)
def test_a_number_of_a_register_makes_an_id(field, number, org_id):
    assert id_of_number(field, number) == org_id


def test_one_organisation_with_and_without_leading_zeros_is_one(imported):
    grants = imported(
        row(1, org="GB-COH-01234567"),
        row(2, org="GB-COH-1234567"),
        row(3, org="", **{"Recipient Org:Company Number": "1234567"}),
    )
    assert list(grants.organisations["org_id"]) == ["GB-COH-01234567"]
    assert (grants.counts["ids_mended"], grants.counts["ids_from_numbers"]) == (1, 1)


# --- people ------------------------------------------------------------------------------------------------------


def test_nothing_about_people_is_written_anywhere(tmp_path):
    private = ("Quillfeather", "q.feather@example.org", "07700 900123")
    people = {
        "Recipient Org:Contact Name": private[0],
        "Applicant E-mail": private[1],
        "Recipient Org:Phone Number": private[2],
    }
    rows = [
        row(1, **people),
        row(2, name=f"Hall ({private[1]})", Description=f"Ask {private[0]}"),
        row(3, org="", name="", **{"Recipient Ind:Name": private[0], "Recipient Ind:Identifier": "x"}),
        row(4, name=private[0], amount="lots", **{"Recipient Org:Organisation Type": "Individual"}),
        row(5, name=private[0], **{"Type of Recipient": "Individual"}),
        row(6, date=private[1], **{f"Email {private[1]}": "x"}),
    ]
    (tmp_path / "g.csv").write_text(as_csv(*rows))
    titles = list(dict.fromkeys(title for cells in rows for title in cells))
    save_workbook(tmp_path / "g.xlsx", {"A": [titles, *([cells.get(title) for title in titles] for cells in rows)]})
    for name in ("g.csv", "g.xlsx"):
        grants = read_grants(tmp_path / name)
        assert (grants.counts["grants"], grants.counts["individuals"]) == (2, 3)
        assert set(people) <= set(grants.reading.person_columns)
        grants.write(tmp_path / name[2:])
        for file in (tmp_path / name[2:]).iterdir():
            assert not any(secret in file.read_text(encoding="utf-8") for secret in private), file.name


# --- GrantNav ----------------------------------------------------------------------------------------------------

TITLES = {
    "2021": {
        "canonical": "Recipient Org: Canonical Org ID (additional data)",
        "canonical funder": "Funding Org: Canonical Org ID (additional data)",
        "income": "Recipient Org: Latest Income (additional data)",
        "income date": "Recipient Org: Latest Income Date (additional data)",
        "registered": "Recipient Org: Registered Postcode (additional data)",
        "region": "Best Available Recipient Region (additional data)",
        "own region": "Recipient Region (additional data)",
        "note": "#comment See http://grantnav.threesixtygiving.org/datasets/ for further license information.",
        "licence": "#comment License (see note)",
    },
    "2026": {
        "canonical": "Recipient Org: Canonical Org ID (additional data)",
        "canonical funder": "Funding Org: Canonical Org ID (additional data)",
        "income": "Recipient Org Info: Latest Income (additional data)",
        "income date": "Recipient Org Info: Latest Income Date (additional data)",
        "registered": "Recipient Org Info: Postal Code (additional data)",
        "region": "Recipient Region Name (additional data)",
        "own region": "Recipient Region (additional data)",
        "note": "Note See http://grantnav.threesixtygiving.org/datasets/ for further license information.",
        "licence": "License",
    },
}


@pytest.fixture(params=["2021", "2026"])
def grantnav(request):
    def _grantnav(number=1, added=(), **changes):
        named = TITLES[request.param]
        return row(number, **changes) | {named[key]: cell for key, cell in dict(added).items()}

    return _grantnav


def test_the_columns_that_grantnav_adds_are_used_and_its_notes_are_not_columns(imported, grantnav, tmp_path):
    grants = imported(
        grantnav(1, {"income": "250000", "income date": "2019-03-31", "licence": "x", "note": ""}, date="2021-01-01"),
        grantnav(2, {"income": "£300,000.50", "income date": "2021-03-31"}),
        grantnav(3, {"region": "Yorkshire and The Humber", "income": "0"}, org="GB-CHC-3", name="Hall", postcode=""),
        grantnav(4, {"region": "London", "own region": "Wales"}, org="GB-CHC-4", name="Choir", postcode=""),
        grantnav(5, {"region": "London"}, org="GB-CHC-5", name="Band", postcode="LS1 4DY"),
        grantnav(6, {"registered": "M1 1AA", "region": "London"}, org="GB-CHC-6", name="Club", postcode=""),
        grantnav(7, {"region": "Ruritania", "income": "?"}, org="GB-CHC-7", name="Guild", postcode=""),
    )
    assert grants.reading.files[0].unknown == ()
    organisations = grants.organisations.set_index("org_id")
    assert list(organisations["region"]) == ["Yorkshire", "Yorkshire", "Wales", "Yorkshire", "North West", "Unknown"]
    assert list(organisations["region_from"])[-1] == ""
    assert organisations.loc["GB-CHC-1", "annual_income"] == 300_000.50  # the later date, not the later grant
    assert organisations["annual_income"].isna().sum() == 5
    assert grants.counts["incomes_unreadable"] == 1
    assert "known of 1 organisation" in grants.summary()

    spec = read_sector_folder(grants.write(tmp_path / "s") and tmp_path / "s")
    assert spec.organisations.income[0] == 300_000.50
    assert np.isnan(spec.organisations.income[1:]).all()
    assert spec.labels["income"].startswith("observed for 1 of 6")


def test_what_grantnav_takes_for_one_organisation_is_one_in_all_files(tmp_path, grantnav):
    text = as_csv(
        grantnav(1, {"canonical": "GB-CHC-1"}, org="360G-fund-a", name="The Old Name", postcode="LS1 4DY"),
        grantnav(2, {"canonical": "GB-CHC-1"}, org="GB-CHC-1", name="The New Name", postcode="M1 1AA"),
        grantnav(3, {"canonical": "GB-CHC-8"}, org="360G-fund-b", name="Elsewhere", postcode=""),
        grantnav(4, {"canonical funder": "GB-CHC-9"}, funder="360G-nine", funder_name="Example Fund (old)"),
    )
    (tmp_path / "nav.csv").write_text(text)
    (tmp_path / "own.csv").write_text(as_csv(row(5, org="360G-fund-a", name="The Oldest Name", postcode="")))
    grants = read_grants(tmp_path / "nav.csv", tmp_path / "own.csv")
    assert dict(grants.grants[["grant_id", "org_id"]].itertuples(index=False)) == {
        "360G-fund-1": "GB-CHC-1",
        "360G-fund-2": "GB-CHC-1",
        "360G-fund-3": "GB-CHC-8",
        "360G-fund-4": "GB-CHC-1",
        "360G-fund-5": "GB-CHC-1",
    }
    assert list(grants.funders["funder_id"]) == ["GB-CHC-9"]
    assert set(grants.merges["why"]) == {"one organisation according to GrantNav"}

    grants.write(tmp_path / "s")
    merges = tmp_path / "s" / "merges.csv"
    merges.write_text(merges.read_text().replace(",merge", ",keep"))
    decided = read_grants(tmp_path / "nav.csv", tmp_path / "own.csv").write(tmp_path / "s")
    assert set(decided.organisations["org_id"]) == {"360G-fund-a", "GB-CHC-1", "360G-fund-b"}


def test_json_from_grantnav_says_the_same_as_its_csv(tmp_path, grantnav):
    cells = grantnav(1, {"canonical": "GB-CHC-1", "income": "5000", "region": "Wales"}, org="360G-a", postcode="")
    (tmp_path / "nav.csv").write_text(as_csv(cells))
    grant = as_json(cells) | {
        "additional_data": {
            "GNCanonicalRecipientOrgId": "GB-CHC-1",
            "recipientRegionName": "Wales",
            "recipientOrgInfos": [{"latestIncome": 5000}],
            "TSGRecipientType": "Organisation",
        },
        "dataset": {"publisher": {"name": "Example Fund"}},
    }
    del grant["recipientOrganization"][0]["postalCode"]
    (tmp_path / "nav.json").write_text(json.dumps({"grants": [grant]}))
    assert_same(read_grants(tmp_path / "nav.csv"), read_grants(tmp_path / "nav.json"))


@pytest.mark.parametrize(
    "added", [None, [], "x", {"recipientOrgInfos": 3}, {"recipientOrgInfos": [[]], "GNCanonicalRecipientOrgId": []}]
)
def test_additions_that_make_no_sense_are_left_out(tmp_path, added):
    (tmp_path / "nav.json").write_text(json.dumps([as_json(row()) | {"additional_data": added}]))
    grants = read_grants(tmp_path / "nav.json")
    assert math.isnan(grants.organisations["annual_income"].item())


# --- several files, and funders that pay funders -----------------------------------------------------------------


def test_files_of_every_form_make_one_sector_and_the_first_of_two_is_kept(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([as_json(row(1))]))
    (tmp_path / "b.csv").write_text(as_csv(row(1, amount="7"), row(2, org="GB-CHC-2", name="Hall")))
    save_workbook(tmp_path / "c.xlsx", {"Grants": [list(PLAIN), list(row(3).values())]})
    (tmp_path / "d.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    grants = read_grants(*(tmp_path / name for name in ("a.json", "b.csv", "c.xlsx", "d.xls")))
    assert grants.counts["total_pence"] == 300_000
    assert grants.sources == ("a.json", "b.csv", "c.xlsx")
    assert list(grants.organisations["n_grants"]) == [2, 1]
    assert [(r.file, r.grant_id) for r in grants.rejected.itertuples()] == [("b.csv", "360G-fund-1"), ("d.xls", "")]
    assert "the same id as row 1 of a.json" in grants.rejected["reason"].iloc[0]
    assert "save it as XLSX or CSV" in grants.rejected["reason"].iloc[1]


def test_a_recipient_that_awards_grants_is_a_funder_and_its_money_counts_once(imported):
    council = {"funder": "GB-CHC-90", "funder_name": "Council"}
    grants = imported(
        row(1, amount="1000", org="GB-CHC-91", name="Regional Trust", **council),
        row(2, amount="50", org="GB-CHC-92", name="Fund Without Grants", **council, **{"For Regrant Type": "FRG010"}),
        row(3, amount="300", funder="GB-CHC-91", funder_name="Regional Trust"),
        row(4, amount="20", **council),
    )
    assert dict(grants.organisations[["org_id", "total_pence"]].itertuples(index=False)) == {
        "GB-CHC-1": 32_000,
        "GB-CHC-92": 5_000,
    }
    funders = grants.funders.set_index("funder_id")
    assert dict(funders["total_pence"]) == {"GB-CHC-90": 7_000, "GB-CHC-91": 30_000}
    assert dict(funders["received_pence"]) == {"GB-CHC-90": 0, "GB-CHC-91": 100_000}
    assert list(grants.grants["grant_id"]) == ["360G-fund-2", "360G-fund-3", "360G-fund-4"]
    said = grants.summary()
    assert "not organisations: 1; what they were given to pass on, £1,000.00 in 1 grant," in said
    assert "1 grant for regranting" in said


def test_funders_that_only_give_to_each_other_or_to_themselves_are_organisations_too(imported):
    one, other = {"funder": "GB-CHC-1"}, {"funder": "GB-CHC-2"}
    mutual = imported(row(1, **one, org="GB-CHC-2", name="B"), row(2, **other, org="GB-CHC-1", name="A"))
    assert (len(mutual.organisations), len(mutual.funders)) == (2, 2)
    own = imported(row(1, **one, org="GB-CHC-1"), row(2, **one, org="GB-CHC-3", name="C"))
    assert (len(own.organisations), own.counts["passed_on"]) == (2, 0)


def test_an_intermediary_found_from_again_is_a_funder(imported, tmp_path):
    imported(
        row(1, org="GB-CHC-91", name="Trust", postcode="M1 1AA", funder="GB-CHC-90", funder_name="Council"),
        row(2, funder="GB-CHC-91", funder_name="Trust"),
    ).write(tmp_path / "s")
    spec = read_sector_folder(tmp_path / "s")
    assert spec.organisations.name == ("Example Theatre",)
    assert spec.funders.name == ("Trust",)  # the council gave to the trust alone


# --- anything at all ---------------------------------------------------------------------------------------------

CELLS = st.text('aé£=,;"\n0123456789/-.(){}#N', max_size=8) | st.sampled_from(
    ["", "NaN", "=1+1", "1e9", "\ufeff", "x@y.org"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.sampled_from(list(PLAIN)), CELLS, max_size=4), cut=st.none() | st.integers(0, 500))
def test_a_mutated_table_raises_nothing_but_errors_a_user_can_mend(tmp_path, changes, cut):
    path = tmp_path / "mutated.csv"
    path.write_text(as_csv(row(1) | changes, row(2))[:cut])
    try:
        grants = read_grants(path)
        grants.write(tmp_path / "s")
    except EcologyError:
        return
    assert (
        grants.counts["grants"] + grants.counts["rejected"] + grants.counts["individuals"] == grants.counts["rows_read"]
    )
