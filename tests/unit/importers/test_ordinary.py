"""A small funder's own list of grants, with the columns such lists have."""

from pathlib import Path

import pandas as pd
import pytest

from ecology.errors import BadFile
from ecology.founding.folder import check_sector_folder
from ecology.importers.dates import read_months
from ecology.importers.kinds import kind_of_titles
from ecology.importers.ordinary import is_list_of_grants, paths_of
from ecology.importers.privacy import says_individual
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


@pytest.mark.parametrize("where", ["report", "summary"])
def test_it_says_what_was_taken_for_what(read, where):
    said = getattr(read.grants, where)()
    assert "'Organisation' as the recipient" in said
    assert "'Amount (£)' as the amount" in said
    assert "no column names the funder, who is called 'our grants' after the file" in said
    # Harbour, Riverside, Kiln and Open Page; none has a number of any register
    assert "Known by name alone, without a charity or company number: 4 of 4 organisations" in said
    assert "look through organisations.csv" in said
    assert "Size: of 4 organisations, staff is given for none, " in said.replace("\\", "")


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
        ["Organisation", "Amount", "Programme"],  # of no day
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


# --- tables that are grants, but do not say enough ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "needed", "recognised"),
    [
        (["Organisation", "Project", "Amount (£)"], "Date awarded", "'Amount (£)' as the amount"),
        (["Organisation", "Project", "Date awarded"], "Amount", "'Date awarded' as the date of award"),
        (["Organisation", "Grant", "Postcode"], "Date awarded", "'Grant' as the amount"),
        (["Who", "£", "Awarded on"], "Organisation, Recipient or Grantee", "'£' as the amount"),
    ],
)
def test_a_table_with_money_or_a_day_of_award_is_not_read_as_anything_else(titles, needed, recognised):
    with pytest.raises(BadFile) as refused:
        kind_of_titles(titles, "x.csv")
    said = str(refused.value)
    assert all(title in said for title in titles)
    assert f"({needed})" in said
    assert recognised in said
    assert "[grants.columns]" in said


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (["Project", "Partner", "Start date"], "partnerships"),
        (["name", "staff", "annual_income", "Grant"], "organisations"),
        (["source", "target", "value"], "ties"),
        (["person", "organisation", "award"], "people"),
    ],
)
def test_other_tables_may_have_such_columns(titles, kind):
    assert kind_of_titles(titles, "x.csv") == kind


def test_as_grants_says_the_same(tmp_path):
    path = tmp_path / "thin.csv"
    path.write_text("Organisation,Project,Amount\nA,B,100\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"when it was awarded \(Date awarded\)"):
        read_sector(path, kinds={path: "grants"})


# --- who gave it ----------------------------------------------------------------------------------------------------

STANDARD = "Identifier,Recipient Org:Name,Amount Awarded,Award Date\nA1,Hall,£100,01/02/2024\n"


def test_a_funder_that_no_column_names_is_named_by_the_user(tmp_path):
    (tmp_path / "a.csv").write_text(OWN, encoding="utf-8")
    (tmp_path / "b.csv").write_text(STANDARD, encoding="utf-8")
    for file in ("a.csv", "b.csv"):
        grants = read_sector(tmp_path / file, funder="Our Foundation").grants
        assert grants.funders["name"].tolist() == ["Our Foundation"]
        assert "who is called 'Our Foundation' as you said with --name" in grants.report()


def test_a_column_of_the_file_goes_before_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Grantee,Award,Date awarded,Funder\nAlpha,£100,01/02/2024,Their Fund\n", encoding="utf-8")
    assert read_sector(path, funder="Our Foundation").grants.funders["name"].tolist() == ["Their Fund"]


def test_without_one_the_titles_of_the_standard_are_not_enough(tmp_path):
    (tmp_path / "b.csv").write_text(STANDARD, encoding="utf-8")
    with pytest.raises(BadFile, match="Add a column Funding Org:Name with your own name in every row, or give --name"):
        read_sector(tmp_path / "b.csv")


# --- persons --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Individuals", "individual", "Grant to an individual", "Individual artists", "sole trader"]
)
def test_it_is_said_that_a_grant_went_to_a_person(text):
    assert says_individual(text)


@pytest.mark.parametrize(
    "text", ["", "Theatre", "Classes for individuals with dementia", "Individuals and organisations", "artist", None, 3]
)
def test_it_is_not_said(text):
    assert not says_individual(text)


ROUTES = {
    "ordinary": ("Organisation,Amount,Date awarded", None),
    "standard": ("Recipient Org:Name,Amount Awarded,Award Date", None),
    "mapping": ("Who,Sum,On", '[grants.columns]\norganisation = "Who"\namount = "Sum"\naward_date = "On"\n'),
}


@pytest.mark.parametrize("title", ["Notes", "Type", "Programme", "Grant type", "Recipient type"])
@pytest.mark.parametrize("route", ROUTES)
def test_whatever_column_says_so_by_whatever_route(tmp_path, route, title):
    titles, mapping = ROUTES[route]
    first = "Identifier," if route == "standard" else "Ref,"
    if route == "standard" and title == "Programme":
        title = "Grant Programme:Title"
    path, rules = tmp_path / "g.csv", tmp_path / "map.toml"
    path.write_text(
        f"{first}{titles},{title}\n1,Hall,100,01/02/2024,Repeat\n2,Some Body,200,02/02/2024,Individual\n", "utf-8"
    )
    rules.write_text(mapping or "", "utf-8")
    read = read_sector(path, mapping=rules if mapping else None, funder="Our Foundation")
    assert read.grants.counts["individuals"] == 1
    assert "Grants to individuals, dropped: 1" in read.summary() + read.grants.summary()
    read.write(tmp_path / "out")
    written = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir()).lower()
    assert "hall" in written
    assert "some body" not in written
    assert "some-body" not in written


# --- by a mapping ---------------------------------------------------------------------------------------------------

MAPPING = """[grants.columns]
organisation = "Organisation"
amount = "Amount (£)"
award_date = "Date awarded"
months = "Length"
programme = "Programme"
postcode = "Postcode"
"""


@pytest.fixture
def mapped(tmp_path):
    """Read the list by a mapping, beside other tables if there are any."""

    def _mapped(mapping=MAPPING, **others):
        (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
        paths = [tmp_path / "our grants.csv", *(tmp_path / f"{name}.csv" for name in others)]
        for path, text in zip(paths, (OWN, *others.values()), strict=True):
            path.write_text(text, encoding="utf-8")
        return read_sector(*paths, mapping=tmp_path / "map.toml")

    return _mapped


def test_a_mapping_finds_the_same_as_the_titles(mapped, read):
    by_mapping, by_titles = mapped().grants, read.grants
    for column in ("org_id", "funder_id", "amount_pence", "award_date", "programme"):
        assert by_mapping.grants[column].tolist() == by_titles.grants[column].tolist()
    assert by_mapping.organisations.equals(by_titles.organisations)
    # 'Harbour Theatre' and 'Harbour Theatre Ltd' at one postcode are one; rows are those of the spreadsheet
    assert by_mapping.grants["org_id"].nunique() == 4
    assert by_mapping.grants["grant_id"].tolist() == [f"our grants.csv-{row}" for row in (2, 3, 4, 5, 10)]
    assert by_mapping.grants["months"].tolist()[:4] == [12, 12, 24, 18]
    assert "who is called 'our grants' after the file" in mapped().summary() + mapped().report()


def test_beside_a_table_of_organisations_grants_are_matched_to_its_names(mapped):
    rules = MAPPING + '[organisations.columns]\nname = "House"\n'
    read = mapped(rules, houses="House\nHarbour Theatre\nOpen Page\n")
    assert read.tables["grants"]["org_id"].tolist() == ["Harbour Theatre", "Harbour Theatre", "Open Page"]
    assert read.tables["grants"]["months"].isna().tolist() == [False, False, True]
    assert "Grants to individuals, dropped: 1" in read.summary()
    rejected = read.tables["rejected"]
    assert "Some Body" not in rejected.to_csv()
    # the grant with a length that cannot be read is kept: one cell is left out, and no row
    cell = rejected[rejected["row"] == 10]
    assert cell["column"].tolist() == ["months"]
    assert "'long' is not a length" in cell["reason"].item()
    assert "taken for 12 months" in cell["reason"].item()


def test_a_length_that_is_not_given_is_told_as_the_founding_tells_it(read, tmp_path):
    read.grants.write(tmp_path / "out")
    _, notes = check_sector_folder(tmp_path / "out")
    assert any("1 grants give no length and are taken for 12 months" in note for note in notes)
    assert "grants give a length that makes no sense and are taken for 12 months" in read.grants.report()


def test_sizes_in_a_table_beside_it_are_no_longer_drawn(tmp_path):
    grants, sizes = tmp_path / "g.csv", tmp_path / "sizes.csv"
    grants.write_text("Grantee,Award,Date awarded,Postcode\nHall,£100,01/02/2024,LS1 4DY\n", encoding="utf-8")
    sizes.write_text("name,postcode,staff,annual_income\nHall Ltd,LS1 4DY,4,90000\n", encoding="utf-8")
    read = read_sector(grants, sizes)
    assert read.tables["organisations"][["staff", "annual_income"]].to_numpy().tolist() == [["4", "90000"]]
    assert "Size:" not in read.summary()


def test_the_mapping_of_grants_in_the_documents_reads_them(tmp_path):
    page = Path(__file__).parents[3] / "docs" / "importing.md"
    (tmp_path / "map.toml").write_text(page.read_text(encoding="utf-8").split("```toml\n")[2].split("```")[0], "utf-8")
    (tmp_path / "g.csv").write_text(
        "Who,Sum (£),Agreed on,For how long,Strand,Where\nHall,£2400,1/2/2024,2 years,Dance,LS1 4DY\n", "utf-8"
    )
    read = read_sector(tmp_path / "g.csv", mapping=tmp_path / "map.toml")
    row = read.tables["organisations"].iloc[0]
    assert (row["region"], row["domain"]) == ("Yorkshire", "dance")
    assert read.tables["grants"]["months"].tolist() == [24]
    assert read.tables["funders"]["name"].tolist() == ["Our Foundation"]
