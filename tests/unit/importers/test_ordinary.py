"""A small funder's own list of grants, with the columns such lists have."""

import pandas as pd
import pytest

from ecology.importers.dates import read_months
from ecology.importers.kinds import kind_of_titles
from ecology.importers.ordinary import is_list_of_grants, paths_of
from ecology.importers.sector_import import read_sector

OWN = """Ref,Organisation,Postcode,Project,Programme,Amount (£),Date awarded,Length,Notes
AF001,Harbour Theatre,LS1 4DY,Spring season,Theatre,"£12,500",03/04/2023,12 months,
AF002,Riverside Music,LS2 7EY,Youth choir,Music,"£8,000.50",17/04/2023,1 year,
AF003,Kiln Studios,S3 8RW,Studios,Visual arts,15000,02/05/2023,24,
AF004,Harbour Theatre Ltd,LS1 4DY,Touring,Theatre,"£6,000",14/05/2023,18m,Repeat
AF005,Mill Museum,,Collections,Heritage,,21/06/2023,36,to be confirmed
AF006,Some Body,,Bursary,Individuals,"£1,200",01/08/2023,6,
AF007,Cart & Lantern,M1 5AN,New play,Theatre,"£11,000",31/09/2023,24,
AF008,,HU1 1RR,Follow on,Theatre,"£2,000",20/11/2023,12,
AF009,Open Page,S1 2HE,Poets,Literature,"£3,000",09/09/2024,long,
Total,,,,,"£58,700",,,
"""


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "our grants.csv"
    path.write_text(OWN, encoding="utf-8")
    return read_sector(path)


def test_it_is_read_as_grants(read):
    grants = read.grants.grants
    # rows 2, 3, 4, 5 and 10 of the spreadsheet are whole
    assert sorted(grants["grant_id"]) == ["AF001", "AF002", "AF003", "AF004", "AF009"]
    pence = dict(zip(grants["grant_id"], grants["amount_pence"], strict=True))
    assert pence == {"AF001": 1_250_000, "AF002": 800_050, "AF003": 1_500_000, "AF004": 600_000, "AF009": 300_000}
    months = dict(zip(grants["grant_id"], grants["months"], strict=True))
    assert (months["AF001"], months["AF002"], months["AF003"], months["AF004"]) == (12, 12, 24, 18)
    assert pd.isna(months["AF009"])


def test_what_cannot_be_used_is_listed_by_the_row_a_spreadsheet_shows(read):
    rejected = {int(row.row): row.reason for row in read.grants.rejected.itertuples()}
    assert sorted(rejected) == [6, 8, 9, 11]
    assert rejected[6] == "there is no amount"
    assert "31/09/2023" in rejected[8]
    assert "neither id nor name" in rejected[9]


def test_an_individual_is_dropped_and_not_named(read, tmp_path):
    read.grants.write(tmp_path / "sector")
    written = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "sector").iterdir())
    assert "Some Body" not in written
    assert "some-body" not in written
    assert read.grants.counts["individuals"] == 1


def test_the_report_says_what_was_taken_for_what(read):
    said = read.grants.report()
    assert "'Organisation' as the recipient" in said
    assert "'Amount (£)' as the amount" in said
    assert "no column names the funder, who is called 'our grants' after the file" in said
    assert "look through organisations.csv" in said


def test_places_and_art_forms_come_along(read):
    known = read.grants.organisations.set_index("name")
    assert known.loc["Kiln Studios", "region"] == "Yorkshire"
    assert known.loc["Kiln Studios", "domain"] == "visual"


def test_an_id_is_made_where_there_is_none(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("Grantee,Award,Date\nAlpha,£100,01/02/2024\nBeta,£200,02/02/2024\n", encoding="utf-8")
    grants = read_sector(path).grants.grants
    assert sorted(grants["grant_id"]) == ["plain.csv-2", "plain.csv-3"]


@pytest.mark.parametrize(
    "titles",
    [
        ["Organisation", "Project"],  # who works on what
        ["Organisation", "Amount"],  # an income, perhaps
        ["name", "staff", "annual_income"],
        ["person", "organisation", "start", "end"],
        ["Recipient Org:Name", "Amount Awarded", "Award Date"],  # the standard's own
    ],
)
def test_other_tables_are_not_taken_for_it(titles):
    assert not is_list_of_grants(titles)


def test_it_goes_before_a_table_of_partnerships():
    titles = ["Organisation", "Project", "Amount (£)", "Date awarded"]
    assert kind_of_titles(titles, "x.csv") == "grants"
    assert kind_of_titles(titles[:2], "x.csv") == "partnerships"


def test_the_first_of_two_columns_alike_is_taken():
    assert paths_of(["Grantee", "Amount", "Value", "Date"]) == [
        ("recipientOrganization", 0, "name"), ("amountAwarded",), None, ("awardDate",),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["long", "12 weeks", "-3", "", "1e9"])
def test_what_is_no_length_is_refused(text):
    with pytest.raises(ValueError, match="is not a length"):
        read_months(text)
