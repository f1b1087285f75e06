"""Mapping files: their columns ← ours, with sums of intervals, translations, filters and joins."""

import os
from pathlib import Path

import pandas as pd
import pytest

from ecology import Ecology
from ecology.errors import BadFile, UnknownName
from ecology.founding.folder import check_sector_folder
from ecology.importers.mapping import load_mapping, mapping_names
from ecology.importers.sector_import import read_sector

SHARED = Path(os.environ.get("ECOLOGY_SHARED", Path(__file__).parents[3] / ".." / "shared"))
COUNCIL = SHARED / "data" / "arts-council-england"
PUBLISHED = (COUNCIL / "annual-submission-2014-15.csv", COUNCIL / "national-portfolio-organisation.tsv")
PORTFOLIO = "english-national-portfolio"

MAPPING = """
month = "2020-04"
[files.register]
columns = ["Company", "Men", "Women"]
[files.awards]
columns = ["Grantee", "Sum"]
[organisations]
from = "register"
leave_out = [{ column = "State", is = ["Closed"], because = "closed" }]
join.awards = ["Company", "Grantee"]
[organisations.columns]
org_id = { numbered = "R-" }
name = "Company"
staff = { sum = ["Men", "Women"], zero_is_unknown = true }
domain = { column = "Art", values = { "Stage" = "theatre" }, otherwise = "combined" }
region = { column = "Place", from = "awards", values = { "NW" = "North West" } }
has_building = { column = "Property", above = 0, then = "yes", otherwise = "" }
[grants]
from = "awards"
[grants.columns]
organisation = "Grantee"
funder = { constant = "Example Fund" }
amount = "Sum"
months = { constant = "24" }
award_date = { constant = "2020-01-15" }
[[counts]]
label = "Awards in the north"
from = "awards"
column = "Place"
is = "NW"
[labels]
has_building = "inferred"
"""
REGISTER = """Company,Men,Women,Art,State,Property
The Hall Ltd,<5,10,stage,Open,"1,000"
Inn,0,0,Opera,Open,0
Gone,1,1,Stage,closed,0
Fields,3,4,,Open,
"""
AWARDS = "Grantee\tSum\tPlace\nHall\t24000\tNW\nINN LIMITED\t£48,000\tWales\nUnheard Of\t5\t\n"


@pytest.fixture
def files(tmp_path):
    """Write a mapping and the tables it is for, and read them."""

    def _files(mapping=MAPPING, register=REGISTER, awards=AWARDS):
        for name, text in (("map.toml", mapping), ("register.csv", register), ("awards.tsv", awards)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        return read_sector(tmp_path / "register.csv", tmp_path / "awards.tsv", mapping=tmp_path / "map.toml")

    return _files


# --- the published portfolio --------------------------------------------------------------------------------------


@pytest.mark.skipif(not all(map(Path.exists, PUBLISHED)), reason="the shared folder with published data is not there")
def test_the_english_national_portfolio_gives_the_known_answers(tmp_path):
    portfolio = read_sector(*PUBLISHED, mapping=PORTFOLIO)
    organisations = portfolio.tables["organisations"]
    assert organisations["region"].value_counts().to_dict() == {
        "London": 251, "North West": 85, "Yorkshire": 80, "South West": 80, "West Midlands": 51, "North East": 44,
        "East Midlands": 42, "South East": 35, "East": 32,
    }  # fmt: skip
    assert organisations["domain"].value_counts().to_dict() == {
        "theatre": 180, "combined": 151, "visual": 141, "music": 86, "dance": 57, "literature": 51, "museums": 16,
        "": 18,  # 'Not artform specific'
    }  # fmt: skip
    said = portfolio.summary()
    assert "continue one of 2012–15: 634" in said
    assert "that are new: 51" in said
    # published quantiles of permanent staff, with '<5' taken as 2, and at the ends of that interval
    quantiles = {"staff": [6, 12, 24, 71, 349], "staff_low": [3, 6, 17], "staff_high": [12, 21, 39]}
    for column, expected in quantiles.items():
        known = pd.to_numeric(organisations[column].where(organisations[column] != "", organisations["staff"])).dropna()
        assert known.quantile([0.25, 0.5, 0.75, 0.9, 0.99][: len(expected)]).tolist() == pytest.approx(
            expected, abs=0.5
        )
    portfolio.write(tmp_path / "portfolio")
    spec, notes = check_sector_folder(tmp_path / "portfolio")
    assert [note for note in notes if "repeat the name" not in note] == []
    # published quartiles of income
    income = pd.Series(spec.organisations.income).quantile([0.25, 0.5, 0.75]) / 1e6
    assert income.tolist() == pytest.approx([0.24, 0.54, 1.60], abs=0.005)
    assert spec.funders.name == ("Arts Council England",)
    assert set(spec.grants.months_left) == {36}  # those for 2015–18; the ones before have ended
    assert spec.grants.amount.sum() / 3 == pytest.approx(spec.funders.budget[0])
    sector = Ecology(spec, rng=1)
    assert len(sector.organisations) == 700
    assert sector.sector.scale == pytest.approx(1, abs=0.001)  # nobody stands for several
    sector.run(2)


def test_the_mapping_that_is_shipped_is_listed():
    assert PORTFOLIO in mapping_names()
    assert {section.kind for section in load_mapping(PORTFOLIO).sections} == {"organisations", "grants"}


# --- rules --------------------------------------------------------------------------------------------------------


def test_every_rule_fills_its_column(files):
    sector = files()
    rows = sector.tables["organisations"].set_index("name")
    assert list(rows.index) == ["The Hall Ltd", "Inn", "Fields"]  # the closed one is left out
    assert rows["org_id"].tolist() == ["R-2", "R-3", "R-5"]
    assert rows["staff"].tolist() == ["12", "", "7"]  # 2 + 10; 0 is unknown
    assert rows.loc["The Hall Ltd", ["staff_low", "staff_high", "staff_from"]].tolist() == ["11", "14", "inferred"]
    assert rows.loc["Fields", ["staff_low", "staff_from"]].tolist() == ["", "observed"]
    assert rows["domain"].tolist() == ["theatre", "combined", "combined"]
    assert rows["region"].tolist() == ["North West", "Wales", ""]
    assert rows["has_building"].tolist() == ["yes", "", ""]
    assert "Awards in the north: 1" in sector.summary()
    assert "register.csv: 1 rows left out: closed" in sector.journal.tolerated


def test_grants_are_matched_by_name_and_the_budget_is_what_is_in_force(files, tmp_path):
    sector = files()
    grants = sector.tables["grants"]
    assert grants["org_id"].tolist() == ["R-2", "R-3"]
    assert grants["amount_pence"].tolist() == [2_400_000, 4_800_000]
    assert sector.tables["funders"]["budget"].tolist() == [36_000]  # £72,000 over two years
    rejected = sector.tables["rejected"]
    assert rejected[["file", "row", "table"]].to_numpy().tolist() == [["awards.tsv", 4, "grants"]]
    assert "'Unheard Of' is none of the organisations" in rejected["reason"].item()
    sector.write(tmp_path / "out")
    spec, _ = check_sector_folder(tmp_path / "out")
    assert list(spec.grants.months_left) == [21, 21]  # January to April: three of 24 months gone
    assert spec.labels["has_building"] == "inferred for 1 of 3 organisations, synthetic for the others"
    assert spec.labels["staff"] == "inferred for 2 of 3 organisations, synthetic for the others"


def test_a_cell_that_is_no_number_is_left_out_and_told(files):
    sector = files(register=REGISTER.replace("<5,10", "many,10"))
    problem = sector.tables["rejected"].query("column == 'staff'")
    assert problem["row"].item() == 2
    assert "'many' in column 'Men' is not a number" in problem["reason"].item()
    assert sector.tables["organisations"]["staff"].tolist() == ["", "", "7"]


def test_without_files_a_mapping_reads_whatever_has_its_columns(tmp_path):
    (tmp_path / "map.toml").write_text('[organisations.columns]\nname = "Company"\nstaff = "Heads"\n')
    (tmp_path / "a.csv").write_text("Company,Heads\nHall,5+\n")
    (tmp_path / "b.csv").write_text("Heads;Company\n3;Inn\n")
    sector = read_sector(tmp_path / "a.csv", tmp_path / "b.csv", mapping=tmp_path / "map.toml")
    assert sector.tables["organisations"][["name", "staff"]].to_numpy().tolist() == [["Hall", "5+"], ["Inn", "3"]]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('name = "Company"\nstaf = "Men"', "unknown key 'staf'. Did you mean staff"),
        ('staff = "Men"', r"\[organisations.columns\]: name must be there"),
        ("name = 3", "name: must be a title, or a rule"),
        ('name = { constant = "x", column = "y" }', "needs one of column, sum, constant and numbered"),
        ('name = { column = "Company", form = "x" }', "unknown key 'form'. Did you mean from"),
        ('name = { column = "Company", from = "other" }', "'other' is none of the mapping's files"),
        ('name = { column = "Company", values = 3 }', "values must be their words and ours"),
        ('name = { column = "Company", above = "x" }', "above must be a number"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where_and_why(tmp_path, wrong, message):
    (tmp_path / "map.toml").write_text(f"[organisations.columns]\n{wrong}\n")
    with pytest.raises((BadFile, UnknownName), match=message):
        load_mapping(tmp_path / "map.toml")


def test_a_file_without_the_columns_is_told_with_the_nearest(files):
    with pytest.raises(BadFile, match=r"has no column 'Company'\. The nearest is 'compny'"):
        files(register=REGISTER.replace("Company", "Compny"))


def test_the_example_in_the_documents_is_a_mapping(tmp_path):
    page = Path(__file__).parents[3] / "docs" / "importing.md"
    example = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "map.toml").write_text(example, encoding="utf-8")
    (tmp_path / "register.csv").write_text(
        "Company,Heads full time,Heads part time,Field,Value of property,State\n"
        "Hall,3,1,stage,0,\nInn,3,<5,Stage,9,open\n"
    )
    (tmp_path / "awards.csv").write_text("Grantee,Sum,Place\nInn,2400,Wales\n")
    read = read_sector(tmp_path / "register.csv", tmp_path / "awards.csv", mapping=tmp_path / "map.toml")
    columns = ["name", "staff", "domain", "region", "has_building"]
    assert read.tables["organisations"][columns].to_numpy().tolist() == [["Inn", "5", "theatre", "Wales", "yes"]]
    assert read.tables["funders"]["budget"].tolist() == [1200]
    assert "Awards in Wales: 1" in read.summary()


def test_an_unknown_mapping_is_answered_with_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean english-national-portfolio"):
        load_mapping("english-portfolio")
