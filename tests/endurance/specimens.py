"""Small sound documents of every kind that can be imported, all invented, and spoiled ones made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ecology.presets.files import built_in, read_toml
from tests.endurance.mutations import (
    EMAIL,
    PERSON,
    Rows,
    as_file,
    as_json,
    as_toml,
    delimited,
    encoded,
    json_value,
    spoiled_bytes,
    spoiled_cells,
    spoiled_lines,
    spoiled_shape,
    spoiled_tree,
    spoiled_xml,
    toml_value,
    word,
)
from tests.endurance.workbooks import workbook


@dataclass
class Case:
    """What one import is given."""

    files: dict[str, bytes]
    """Files to import together; for a sector folder made by hand, what lies in it."""
    brought: dict[str, bytes] = field(default_factory=dict)
    """What lies in the output folder before."""
    mapping: str = ""
    """A built-in mapping, or else the name of one of `files`, which is then no table."""
    kinds: tuple[str, ...] = ()
    by_hand: bool = False
    """Whether the files are a sector folder and nothing is to be imported."""
    in_place: bool = False
    """Whether what stands in columns about people still stands there, so that none of it may come out."""


# --- the documents ------------------------------------------------------------------------------------------------


def grant(number: int, **more: Any) -> dict[str, Any]:
    """Return a grant as JSON has it."""
    return {
        "id": f"360G-fund-{number}", "title": "A season", "description": "Plays and music", "currency": "GBP",
        "amountAwarded": 1000 * number, "awardDate": f"2020-0{number}-01",
        "plannedDates": [{"startDate": "2020-01-01", "endDate": "2020-12-31", "duration": 12}],
        "recipientOrganization": [
            {"id": f"GB-CHC-{number}", "name": f"Hall {number}", "postalCode": "LS1 4DY", "charityNumber": "1234567"}
        ],
        "fundingOrganization": [{"id": "GB-CHC-9", "name": "Example Fund"}],
        "grantProgramme": [{"title": "Theatre"}],
        "contactName": PERSON, "applicant": {"fullName": PERSON, "email": EMAIL}, **more,
    }  # fmt: skip


GRANTS = {
    "grants": [
        grant(1), grant(2, recipientOrganization=[{"name": "The Hall 1 Ltd", "postalCode": "LS1 4DY"}]),
        grant(3, amountAwarded=0, relatedActivity=["360G-fund-1"]), grant(4, currency="USD"),
        {**grant(5), "recipientOrganization": None, "recipientIndividual": {"id": "x1", "name": PERSON}},
        grant(6, regrantType="FRG010", recipientOrganization=[{"id": "GB-CHC-9", "name": "Example Fund"}],
              fundingOrganization=[{"id": "GB-COH-00000001", "name": "Lottery"}]),
    ],
}  # fmt: skip

GRANT_TITLES = (
    "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Planned Dates:Duration (months)",
    "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Postal Code", "Recipient Org:Company Number",
    "Funding Org:Identifier", "Funding Org:Name", "Grant Programme:Title", "Contact Name", "Applicant Email",
    "Recipient Ind:Name", "Beneficiary Location:0:Name", "Related Activity",
)  # fmt: skip
GRANTNAV_TITLES = (
    *GRANT_TITLES[:14], "Contact Name", "Applicant Email", "Recipient Org: Canonical Org ID",
    "Funding Org: Canonical Org ID", "Recipient Org: Latest Income", "Recipient Org: Latest Income Date",
    "Recipient Org: Registered Postcode", "Best Available Recipient Region", "Type of Recipient", "Publisher:Name",
    "License (see note)",
)  # fmt: skip


def grant_rows() -> Rows:
    """Return a table of grants under the titles of the standard."""
    rows: Rows = [list(GRANT_TITLES)]
    for n in range(1, 6):
        rows.append([
            f"360G-fund-{n}", "A season", "Plays", "GBP", "£1,000" if n == 1 else n * 500, f"2020-0{n}-01", 12,
            f"GB-CHC-{n % 4}", f"Hall {n % 4}", "LS1 4DY", "123456", "GB-CHC-9", "Example Fund", "Theatre", PERSON,
            EMAIL, PERSON if n == 5 else "", "Leeds", "",
        ])  # fmt: skip
    return rows


def grantnav_rows() -> Rows:
    """Return a download from GrantNav."""
    rows: Rows = [list(GRANTNAV_TITLES)]
    for n in range(1, 6):
        rows.append([
            f"360G-fund-{n}", "A season", "Music", "GBP", n * 500, f"2020-0{n}-01T00:00:00+00:00", 24, f"360G-x-{n}",
            f"Hall {n}", "", "", "GB-CHC-9", "Example Fund", "Music", PERSON, EMAIL, f"GB-CHC-{n % 3}", "GB-CHC-9",
            n * 1e4, "2019-12-31", "M13 9RD", "North West", "Individual" if n == 5 else "Organisation", "Fund", "CC",
        ])  # fmt: skip
    return rows


def organisation_rows() -> Rows:
    """Return a table of organisations under our titles."""
    return [
        ["org_id", "name", "domain", "region", "postcode", "annual_income", "staff", "has_building", "founded",
         "hierarchy", "Contact", "Email"],
        ["o1", "Hall", "theatre", "London", "N1 9GU", "500000", "12", "yes", "1950", "0.5", PERSON, EMAIL],
        ["o2", "Inn", "music", "Wales", "", "£40,000", "<5", "no", "", "", PERSON, EMAIL],
        ["o3", "Fields Ltd", "visual", "", "M13 9RD", "", "10 to 20", "", "2001", "0", "", ""],
        ["o4", "The Hall", "", "East", "", "70000", "", "", "", "", PERSON, EMAIL],
    ]  # fmt: skip


OTHERS_TITLES = [["Nr", "Called", "Art", "Women", "Men", "Land", "Contact", "Email"]]
OTHERS: Rows = OTHERS_TITLES + [
    [str(n), f"Hall {n}", "Play", "<5", "3", "100", PERSON, EMAIL] for n in range(1, 5)
]  # fmt: skip
"""Somebody else's table of organisations."""

MAPPING: dict[str, Any] = {
    "name": "others", "summary": "Somebody else's table.", "source": "invented", "month": "2019-04",
    "files": {"halls": {"columns": ["Called", "Art"]}},
    "labels": {"staff": "inferred"},
    "organisations": {
        "from": "halls",
        "leave_out": [{"column": "Called", "is": ["", "closed"], "because": "no name"}],
        "columns": {
            "org_id": {"numbered": "H-"}, "name": "Called",
            "domain": {"column": "Art", "values": {"Play": "theatre"}, "otherwise": "combined"},
            "staff": {"sum": ["Women", "Men"], "zero_is_unknown": True},
            "has_building": {"column": "Land", "above": 0, "then": "yes", "otherwise": ""},
        },
    },
    "grants": {
        "from": "halls",
        "columns": {
            "organisation": "Called", "amount": {"sum": ["Land"]}, "funder": {"constant": "Council"},
            "award_date": {"constant": "2019-01-01"}, "months": {"constant": "24"},
        },
    },
    "counts": [{"label": "Plays", "from": "halls", "column": "Art", "is": "Play"}],
}  # fmt: skip


def portfolio() -> tuple[Rows, Rows]:
    """Return two small tables with the titles of the national portfolio's, as the shipped mapping knows them."""
    said = read_toml(built_in("mappings")["english-national-portfolio"])
    staff = said["organisations"]["columns"]["staff"]["sum"]
    money = said["grants"][0]["columns"]["amount"]["sum"]
    titles = [*said["files"]["submission"]["columns"], "Resident Postcode", *staff, *money,
              "Fixed Assets - Land and Buildings - 2014/15", "Contact", "Email"]  # fmt: skip
    first: Rows = [titles]
    for n, (region, art) in enumerate((("London", "Theatre"), ("Yorkshire", "Combined arts"), ("East", "Music")), 1):
        counts = ["<5", *("3" for _ in staff[1:])]
        first.append(
            [f"Hall {n}", region, art, "£200,000", "N1 9GU", *counts, *("5000" for _ in money), "10", PERSON, EMAIL]
        )
    later = said["grants"][1]["columns"]["amount"]["sum"]
    second: Rows = [["name", "funding-programme", "funded-2012-15", *later, "Contact"]]
    second += [[f"Hall {n}", "NPO", "Yes" if n < 3 else "No", *("7000" for _ in later), PERSON] for n in range(1, 4)]
    return first, [*second, ["Notes: rounded", "", "", *("" for _ in later), ""]]


def people_rows() -> Rows:
    """Return who worked where."""
    return [
        ["person", "organisation", "level", "role", "start", "end"],
        ["P1", "Hall", "top", "", "2015-01-01", "2018-01-01"], ["P1", "o2", "", "producer", "2018-02-01", ""],
        ["P2", "Inn", "operational", "", "1/2/2019", ""], ["P3", "o3", "", "", "", ""],
    ]  # fmt: skip


def tie_rows() -> Rows:
    """Return who knows whom."""
    return [
        ["source", "target", "kind", "weight", "start", "end", "trust"],
        ["Hall", "Inn", "trust", "2", "2019-01-01", "", "0.5"], ["o2", "o3", "", "1", "", "", ""],
        ["o4", "Hall", "", "", "", "", "1"],
    ]  # fmt: skip


def partnership_rows() -> Rows:
    """Return who works together."""
    return [
        ["partnership", "organisation", "role", "origin", "depth", "start", "end", "Contact", "Email"],
        ["Festival", "Hall", "lead", "", "", "2019-01-01", "2030-01-01", PERSON, EMAIL],
        ["Festival", "o2", "partner", "", "", "", "", PERSON, EMAIL],
        ["Tour", "o3", "", "", "", "2018-01-01", "", "", ""], ["Tour", "Inn", "", "", "", "", "", "", ""],
    ]  # fmt: skip


GRAPHML = f"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="kind" attr.type="string"/><key id="d1" for="node" attr.name="name" attr.type="string"/>
<key id="d2" for="node" attr.name="staff" attr.type="int"><default>3</default></key>
<key id="d3" for="edge" attr.name="weight" attr.type="double"/><key id="d4" for="edge" attr.name="kind" attr.type="string"/>
<key id="d5" for="node" attr.name="email" attr.type="string"/>
<graph edgedefault="undirected">
<node id="a"><data key="d0">organisation</data><data key="d1">Hall</data><data key="d2">12</data></node>
<node id="b"><data key="d0">organisation</data><data key="d1">Inn</data></node>
<node id="p1"><data key="d0">person</data><data key="d1">{PERSON}</data><data key="d5">{EMAIL}</data></node>
<node id="p2"><data key="d0">person</data><data key="d1">{PERSON}</data></node>
<node id="c"><data key="d0">partnership</data><data key="d1">Tour</data></node>
<edge id="e1" source="p1" target="a"><data key="d4">employment</data></edge>
<edge source="p2" target="b"><data key="d4">employment</data></edge>
<edge source="p1" target="p2"><data key="d3">0.5</data><data key="d4">trust</data></edge>
<edge source="a" target="c"><data key="d4">membership</data></edge><edge source="b" target="c"/>
</graph></graphml>"""  # noqa: E501

GEXF = f"""<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph mode="static" defaultedgetype="undirected">
<attributes class="node"><attribute id="0" title="kind" type="string"/><attribute id="1" title="income" type="integer"/>
<attribute id="2" title="email" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="trust" type="float"><default>0.1</default></attribute></attributes>
<nodes>
<node id="a" label="Hall"><attvalues><attvalue for="0" value="organisation"/><attvalue for="1" value="50000"/></attvalues>
<viz:size value="3"/></node>
<node id="b" label="Inn"><attvalues><attvalue for="0" value="organisation"/></attvalues></node>
<node id="p1" label="{PERSON}"><attvalues><attvalue for="0" value="person"/><attvalue for="2" value="{EMAIL}"/></attvalues></node>
<node id="p2" label="{PERSON}"><attvalues><attvalue for="0" value="person"/></attvalues></node>
</nodes>
<edges><edge id="0" source="p1" target="a"/><edge id="1" source="p2" target="b"/>
<edge id="1" source="p1" target="p2" weight="2"><attvalues><attvalue for="0" value="0.5"/></attvalues></edge></edges>
</graph></gexf>"""  # noqa: E501

PAJEK = """*Network halls
*Vertices 4
1 "Hall" 0.1 0.2 ellipse
2 "Inn" 0.3 0.4
3 "Hall"
4 Fields
*Arcs
1 2 1
2 3 2
*Edges
1 4 3
% a remark
"""

EDGES = "# halls\nHall Inn 1\nInn Fields 2.5\nFields Hall\nBarn Hall x\n"
EDGES_WITH_COMMAS = "Hall,Inn,1\nInn,Fields Ltd,2\nFields Ltd,Hall\n"

MERGES: Rows = [
    ["org_id", "other_id", "name", "other_name", "postcode", "other_postcode", "why", "decision"],
    ["GB-CHC-1", "no-id:hall-1-ls14dy", "Hall 1", "The Hall 1 Ltd", "LS1 4DY", "LS1 4DY", "same name", "merge"],
    ["GB-CHC-1", "GB-CHC-3", "Hall 1", "Hall 3", "", "", "", "ask"],
    ["GB-CHC-3", "GB-CHC-9", "", "", "", "", "", "keep"],
]  # fmt: skip

DESCRIPTION: dict[str, Any] = {
    "name": "Halls", "month": "2020-06", "sources": ["invented"], "scale": 1.0, "intervals": "taken",
    "labels": {"staff": "observed", "region": "inferred"},
}  # fmt: skip
FUNDERS: Rows = [["funder_id", "name", "budget"], ["f1", "Council", "100000"], ["f2", "Trust", "£5,000"]]
HELD: Rows = [
    ["grant_id", "funder_id", "org_id", "amount", "award_date", "months"],
    ["g1", "f1", "o1", "20000", "2020-01-01", "24"], ["g2", "Trust", "Inn", "5000", "03/02/2020", "12"],
    ["g3", "f1", "o3", "10", "", ""],
]  # fmt: skip


# --- one spoiled file of each kind --------------------------------------------------------------------------------


def spoiled_table(rows: Rows, chance: Random) -> tuple[bytes, bool]:
    """Return a table as a spoiled delimited file, and whether its cells are in their places."""
    kind = chance.random()
    if kind < 0.35:
        return encoded(delimited(spoiled_cells(rows, chance), chance, plain=True)), True
    if kind < 0.65:
        return as_file(
            delimited(spoiled_shape(spoiled_cells(rows, chance), chance), chance, plain=False), chance
        ), False
    if kind < 0.80:
        return as_file(spoiled_lines(delimited(rows, chance, plain=False), chance), chance), False
    return spoiled_bytes(encoded(delimited(rows, chance, plain=True)), chance, encoded(GRAPHML)), False


def spoiled_workbook(rows: Rows, chance: Random) -> tuple[bytes, bool]:
    """Return a table as a spoiled workbook."""
    if chance.random() < 0.35:
        return workbook(spoiled_cells(rows, chance, number_or_word), chance, spoil=False), True
    return workbook(spoiled_shape(spoiled_cells(rows, chance, number_or_word), chance), chance, spoil=True), False


def number_or_word(chance: Random) -> Any:
    """Return a cell of a workbook."""
    return (
        chance.choice((0, -1, 1e15, 1e300, 0.1, 43831, 60, -400000, 2**70, True))
        if chance.random() < 0.3
        else word(chance)
    )


def sound(rows: Rows) -> bytes:
    """Return a table as a sound file."""
    return encoded(delimited(rows, Random(1), plain=True))


def forced(chance: Random, *kinds: str) -> tuple[str, ...]:
    """Return the option --as, now and then."""
    return (chance.choice(kinds),) if chance.random() < 0.15 else ()


def spoiled_text(text: str, chance: Random, tree: Callable[[str, Random], str] | None = None) -> bytes:
    """Return a document of lines, spoiled as lines, as XML if it is, or as bytes."""
    kind = chance.random()
    if tree is not None and kind < 0.6:
        return as_file(tree(text, chance), chance)
    if kind < 0.8:
        return as_file(spoiled_lines(text, chance), chance)
    return spoiled_bytes(encoded(text), chance, encoded(EDGES + GEXF))


def grants_json(chance: Random) -> Case:
    kind = chance.random()
    if kind < 0.75:
        tree, in_place = spoiled_tree(GRANTS, chance, json_value)
        text = as_json(tree)
        return Case({"grants.json": encoded(text) if in_place else as_file(text, chance)}, in_place=in_place)
    text = as_json(GRANTS)
    if kind < 0.85:
        text = text.replace("}, {", "},\n{")
        return Case({"grants.json": as_file(spoiled_lines(text, chance), chance)})
    return Case({"grants.json": spoiled_bytes(encoded(text), chance, encoded(text))})


def grants_csv(chance: Random) -> Case:
    raw, in_place = spoiled_table(grant_rows(), chance)
    return Case({"grants.csv": raw}, kinds=forced(chance, "grants", "grants=grants.csv"), in_place=in_place)


def grantnav_csv(chance: Random) -> Case:
    raw, in_place = spoiled_table(grantnav_rows(), chance)
    files = {"nav.csv": raw}
    if chance.random() < 0.2:
        files["grants.json"] = encoded(as_json(GRANTS))
    return Case(files, in_place=in_place)


def grants_xlsx(chance: Random) -> Case:
    raw, in_place = spoiled_workbook(grant_rows(), chance)
    return Case({"grants.xlsx": raw}, kinds=forced(chance, "grants"), in_place=in_place)


def organisations(chance: Random) -> Case:
    raw, in_place = spoiled_table(organisation_rows(), chance)
    files = {chance.choice(("orgs.csv", "orgs.tsv", "orgs.txt")): raw}
    if chance.random() < 0.2:
        files["grants.csv"] = sound(grant_rows())
    return Case(files, kinds=forced(chance, "organisations", "people", "ties"), in_place=in_place)


def organisations_xlsx(chance: Random) -> Case:
    raw, in_place = spoiled_workbook(organisation_rows(), chance)
    return Case({"orgs.xlsx": raw}, kinds=forced(chance, "organisations"), in_place=in_place)


def mapped(chance: Random) -> Case:
    raw, in_place = (spoiled_workbook if chance.random() < 0.3 else spoiled_table)(OTHERS, chance)
    return Case({"halls.csv": raw, "own.toml": encoded(as_toml(MAPPING))}, mapping="own.toml", in_place=in_place)


def national_portfolio(chance: Random) -> Case:
    first, second = portfolio()
    names = ["submission.csv", "portfolio.tsv"]
    raws = {name: sound(rows) for name, rows in zip(names, (first, second), strict=True)}
    which = chance.randrange(2)
    raws[names[which]], in_place = spoiled_table((first, second)[which], chance)
    return Case(raws, mapping="english-national-portfolio", in_place=in_place)


def mapping_file(chance: Random) -> Case:
    kind = chance.random()
    if kind < 0.7:
        raw = encoded(as_toml(spoiled_tree(MAPPING, chance, toml_value)[0]))
    else:
        raw = spoiled_text(as_toml(MAPPING), chance)
    return Case({"halls.csv": sound(OTHERS), "own.toml": raw}, mapping="own.toml")


def together(rows: Rows, file: str, kind: str, chance: Random) -> Case:
    """Return a spoiled table beside a sound one of organisations, or alone."""
    raw, in_place = (spoiled_workbook if chance.random() < 0.15 else spoiled_table)(rows, chance)
    files = {"orgs.csv": sound(organisation_rows())} if chance.random() < 0.7 else {}
    return Case(files | {file: raw}, kinds=forced(chance, f"{kind}={file}"), in_place=in_place)


def people(chance: Random) -> Case:
    rows = people_rows()
    if chance.random() < 0.3:
        rows = [[*row, cell] for row, cell in zip(rows, ["Email", EMAIL, "", EMAIL, ""], strict=True)]
    elif chance.random() < 0.3:
        rows = [
            [PERSON if place == 0 and number else cell for place, cell in enumerate(row)]
            for number, row in enumerate(rows)
        ]
    case = together(rows, "people.csv", "people", chance)
    case.in_place = False  # a code that looks like no name is a code
    return case


def ties(chance: Random) -> Case:
    case = together(tie_rows(), "ties.csv", "ties", chance)
    if chance.random() < 0.3:
        case.files["people.csv"] = sound(people_rows())
    return case


def partnerships(chance: Random) -> Case:
    return together(partnership_rows(), "joint.csv", "partnerships", chance)


def merges(chance: Random) -> Case:
    raw, _ = spoiled_table(MERGES, chance)
    files = {"grants.json": encoded(as_json(GRANTS))}
    if chance.random() < 0.3:
        files["orgs.csv"] = sound(organisation_rows())
    return Case(files, brought={"merges.csv": raw})


def graphml(chance: Random) -> Case:
    return Case({"graph.graphml": spoiled_text(GRAPHML, chance, spoiled_xml)}, kinds=forced(chance, "graph"))


def gexf(chance: Random) -> Case:
    return Case({"graph.gexf": spoiled_text(GEXF, chance, spoiled_xml)})


def pajek(chance: Random) -> Case:
    return Case({"graph.net": spoiled_text(PAJEK, chance)})


def edge_list(chance: Random) -> Case:
    raw = spoiled_text(chance.choice((EDGES, EDGES_WITH_COMMAS)), chance)
    name = chance.choice(("graph.edgelist", "graph.txt"))
    files = {"orgs.csv": sound(organisation_rows())} if chance.random() < 0.4 else {}
    return Case(files | {name: raw}, kinds=forced(chance, f"graph={name}"))


def by_hand(chance: Random) -> Case:
    tables = {
        "organisations.csv": organisation_rows(), "people.csv": people_rows(), "ties.csv": tie_rows(),
        "partnerships.csv": partnership_rows(), "funders.csv": FUNDERS, "grants.csv": HELD,
    }  # fmt: skip
    if chance.random() < 0.5:
        tables = {name: rows for name, rows in tables.items() if name == "organisations.csv" or chance.random() < 0.6}
    files = {"sector.toml": encoded(as_toml(DESCRIPTION))} | {name: sound(rows) for name, rows in tables.items()}
    for name in chance.sample(sorted(files), chance.choice((1, 1, 2)) if len(files) > 1 else 1):
        if name != "sector.toml":
            files[name] = spoiled_table(tables[name], chance)[0]
        elif chance.random() < 0.7:
            files[name] = encoded(as_toml(spoiled_tree(DESCRIPTION, chance, toml_value)[0]))
        else:
            files[name] = spoiled_text(as_toml(DESCRIPTION), chance)
    return Case(files, by_hand=True)


KINDS: dict[str, Callable[[Random], Case]] = {
    "grants, JSON": grants_json, "grants, CSV": grants_csv, "grants, XLSX": grants_xlsx, "GrantNav, CSV": grantnav_csv,
    "organisations, CSV and TSV": organisations, "organisations, XLSX": organisations_xlsx,
    "a table by a mapping": mapped, "the national portfolio's tables": national_portfolio, "mapping file": mapping_file,
    "people": people, "ties": ties, "partnerships": partnerships, "merges.csv brought along": merges,
    "GraphML": graphml, "GEXF": gexf, "Pajek": pajek, "edge list": edge_list, "sector folder made by hand": by_hand,
}  # fmt: skip


def kind_of(number: int) -> str:
    """Return the kind of a file by its number."""
    return list(KINDS)[number % len(KINDS)]


def case_of(seed: int, number: int) -> Case:
    """Return the same spoiled files for the same seed and number."""
    return KINDS[kind_of(number)](Random(f"{seed}:{number}"))


def kept(case: Case, folder: Path) -> None:
    """Write a case's files."""
    for name, raw in (*case.files.items(), *case.brought.items()):
        (folder / name).write_bytes(raw)
