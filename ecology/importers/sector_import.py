"""Files of several kinds → one sector folder: organisations, people, ties, partnerships and grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ecology.errors import BadFile
from ecology.founding.labels import INFERRED, OBSERVED
from ecology.importers import values
from ecology.importers.grant_rows import funders_of, grants_rows
from ecology.importers.grants import Grants
from ecology.importers.identities import Alias, Merge, merges_frame, read_decisions, resolve
from ecology.importers.journal import Journal, Problem
from ecology.importers.mapped import Entries
from ecology.importers.mapping import load_mapping
from ecology.importers.matching import Names
from ecology.importers.member_rows import PARTNERSHIPS, PEOPLE, TIES, frame, partnerships_rows, people_rows, ties_rows
from ecology.importers.mobility import mobility
from ecology.importers.organisation_rows import Organisation, filled_in, organisations_frame, organisations_of
from ecology.importers.sector_folder import check_folder, described, write_files
from ecology.importers.sector_reading import SectorReading, read_files
from ecology.importers.sector_report import NOT_KNOWN, markdown_report, plain_summary
from ecology.importers.text import read_identifier

Decisions = Mapping[frozenset[str], Merge]


@dataclass(frozen=True, eq=False)
class SectorImport:
    """A sector as files tell of it."""

    tables: dict[str, pd.DataFrame]
    """Name of a file of the sector folder, without its ending → its rows; `organisations` is always there."""
    journal: Journal
    """What was tolerated, found, and could not be used."""
    labels: dict[str, str]
    """Part of the sector → observed or inferred; what is not in it is drawn when the sector is founded."""
    month: str
    """'YYYY-MM'; '' when no file says."""
    sources: tuple[str, ...]
    """Names of the files that were read."""
    name: str
    reading: SectorReading
    """What identities are resolved from again when decisions change."""

    def __repr__(self) -> str:
        return f"SectorImport\n{self.summary()}"

    @property
    def grants(self) -> Grants | None:
        """The grants that were read from grants files, with a report of their own."""
        return self.reading.grants

    @property
    def only_grants(self) -> bool:
        """Whether nothing but grants was given."""
        reading = self.reading
        return not (reading.entries or reading.journal.problems or reading.mapping) and self.grants is not None

    def summary(self) -> str:
        """Return what was read, in a few lines of plain words."""
        return plain_summary(self)

    def report(self) -> str:
        """Return `import_report.md`: what was read, what was dropped and why, what is observed and what is not."""
        return markdown_report(self)

    def write(self, folder: str | Path, name: str | None = None) -> SectorImport:
        """Write the sector folder, applying what its `merges.csv` already decides.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there. Each file is replaced whole, never left half written; a table that was
            changed since is kept beside it, under another name, with a warning.
        name : str, optional
            Of the sector; that of the mapping or of the first file if None.

        Returns
        -------
        SectorImport
            As written, with the decisions applied.

        Raises
        ------
        StudyExists
            If the folder holds a sector from other sources.
        BadFile
            If the folder cannot be written, or its `merges.csv` cannot be read.
        """
        folder = Path(folder)
        check_folder(folder, self.sources)
        decisions = read_decisions(folder)
        decided = assembled(self.reading, decisions, folder) if decisions else self
        files: dict[str, str | pd.DataFrame] = {
            "sector.toml": described(name or decided.name, decided.month, decided.sources, decided.labels)
        }
        files |= {f"{table}.csv": rows for table, rows in decided.tables.items()}
        write_files(folder, {**files, "import_report.md": decided.report()})
        return decided


def read_sector(
    *paths: str | Path,
    mapping: str | Path | None = None,
    kinds: Mapping[Path, str] | None = None,
    funder: str = "",
) -> SectorImport:
    """Return the sector that files tell of together.

    A row that cannot be used is listed in the table `rejected` and the rest is read; so is a file, if another could be
    used.

    Parameters
    ----------
    *paths : str or Path
        Grants (360Giving), tables of organisations, people, ties and partnerships (CSV, TSV, XLSX), and graphs
        (GraphML, GEXF, Pajek, edge lists).
    mapping : str or Path, optional
        A built-in mapping by name, or the user's own TOML file by path.
    kinds : mapping of Path to str, optional
        What files are to be read as; any other is recognised by its columns.
    funder : str, optional
        Who gave the grants of a table that names no funder; the name of its file if it is not given.

    Raises
    ------
    BadFile
        If nothing was usable; the message says which file, and why.
    UnknownName
        For an unknown mapping or kind.
    """
    if not paths:
        raise BadFile("no file was given.")
    reading = read_files(
        [Path(path) for path in paths], load_mapping(mapping) if mapping else None, kinds or {}, funder
    )
    return assembled(reading, {}, None)


def assembled(reading: SectorReading, decisions: Decisions, folder: Path | None) -> SectorImport:
    """Return the sector of a reading: who is who, then who works, knows and cooperates where."""
    journal, entries = deepcopy(reading.journal), reading.entries
    grants = reading.grants.decided(folder) if reading.grants is not None and folder is not None else reading.grants
    organisations = organisations_of(entries.get("organisations", []), journal)
    published = _published(grants)
    stands_for, merges = _identified(organisations, published, grants, decisions, entries)
    organisations = _joined(organisations, published, stands_for)
    if not organisations:
        organisations = _mentioned(entries)
        journal.tolerate(["no file lists organisations; those that other tables name are taken"])
    names = Names({org_id: row["name"] for org_id, row in organisations.items()})
    people = people_rows(entries.get("people", []), names, journal)
    ties = ties_rows(entries.get("ties", []), names, {row["person"] for row in people}, journal)
    partnerships = partnerships_rows(entries.get("partnerships", []), names, journal)
    tables = {"organisations": organisations_frame(organisations)}
    month = (reading.mapping.month if reading.mapping else "") or (grants.month if grants is not None else "")
    tables |= _money(grants, entries, names, journal, stands_for, month)
    for table, rows, columns in (
        ("people", people, PEOPLE), ("ties", ties, TIES), ("partnerships", partnerships, PARTNERSHIPS),
    ):  # fmt: skip
        if rows:
            tables[table] = frame(rows, columns)
    if found := mobility(people):
        journal.findings.append(found)
    if not organisations:
        raise BadFile(f"no organisation could be read: {'; '.join(p.reason for p in journal.problems[:3])}")
    if merges:
        tables["merges"] = merges_frame(merges)
    tables["rejected"] = _rejected(journal, grants)
    labels = _labels(tables) | dict(reading.mapping.labels if reading.mapping else {})
    sources = (*(source.file for source in journal.sources), *(grants.sources if grants is not None else ()))
    name = reading.mapping.name if reading.mapping else Path(sources[0]).stem
    return SectorImport(tables, journal, labels, month, sources, name, reading)


def _published(grants: Grants | None) -> dict[str, Organisation]:
    """Return the organisations of grants files, by id."""
    if grants is None:
        return {}
    known = grants.organisations.astype(object).where(grants.organisations.notna(), "")
    return {row["org_id"]: {str(k): str(cell) for k, cell in row.items()} for row in known.to_dict("records")}


def _identified(
    organisations: Mapping[str, Organisation],
    published: Mapping[str, Organisation],
    grants: Grants | None,
    decisions: Decisions,
    entries: Entries,
) -> tuple[dict[str, str], list[Merge]]:
    """Return which id stands for each id, and every merge made or asked about.

    Within one table its author has told organisations apart already; who is who is asked only across files.
    """
    several = len({entry.file for entry in entries.get("organisations", [])}) + bool(published) > 1
    if not several:
        return {org_id: org_id for org_id in (*organisations, *published)}, _merges_of(grants)
    aliases = {
        org_id: [Alias(row["name"], row.get("postcode", ""))] for org_id, row in {**published, **organisations}.items()
    }
    stands_for, merges = resolve(aliases, decisions)
    listed = {merge.pair: merge for merge in (*_merges_of(grants), *merges)}
    return stands_for, list(listed.values())


def _merges_of(grants: Grants | None) -> list[Merge]:
    return (
        [] if grants is None else [Merge(*row) for row in grants.merges.fillna("").astype(str).itertuples(index=False)]
    )


def _joined(
    organisations: Mapping[str, Organisation], published: Mapping[str, Organisation], stands_for: Mapping[str, str]
) -> dict[str, Organisation]:
    """Return one row for each organisation; a table goes before a grants file, which fills in what is not known."""
    out: dict[str, Organisation] = {}
    for rows in (organisations, published):
        for org_id, row in rows.items():
            kept = stands_for[org_id]
            if kept in out:
                filled_in(out[kept], row)
            else:
                out[kept] = {**row, "org_id": kept}
    return out


def _mentioned(entries: Entries) -> dict[str, Organisation]:
    """Return the organisations that tables of people, ties and partnerships name."""
    columns: dict[str, tuple[str, ...]] = {
        "people": ("organisation",),
        "partnerships": ("organisation",),
        "grants": ("organisation",),
    }
    if not entries.get("people"):
        columns["ties"] = ("source", "target")
    found = dict.fromkeys(
        name
        for table, named in columns.items()
        for entry in entries.get(table, [])
        for column in named
        if (name := _identifier(entry.get(column)))
    )
    return {name: {"org_id": name, "name": name} for name in found}


def _identifier(text: str) -> str:
    """Return what an organisation can be known by, '' for what it cannot: the row that names it is rejected later."""
    try:
        return read_identifier(values.known(text), "organisation")
    except ValueError:
        return ""


def _money(
    grants: Grants | None,
    entries: Entries,
    names: Names,
    journal: Journal,
    stands_for: Mapping[str, str],
    month: str,
) -> dict[str, pd.DataFrame]:
    """Return grants and funders, of grants files and of a mapping."""
    given, paid = [], []
    if grants is not None:
        given.append(grants.grants.assign(org_id=grants.grants["org_id"].map(stands_for)))
        paid.append(grants.funders)
    if entries.get("grants"):
        made = grants_rows(entries["grants"], names, journal)
        if len(made):
            given.append(made)
            paid.append(funders_of(made, month or f"{made['award_date'].max():%Y-%m}"))
    if not given:
        return {}
    return {"funders": pd.concat(paid, ignore_index=True), "grants": pd.concat(given, ignore_index=True)}


def _rejected(journal: Journal, grants: Grants | None) -> pd.DataFrame:
    problems = list(journal.problems)
    if grants is not None:
        rows: Sequence[Mapping[str, object]] = grants.rejected.to_dict("records")  # type: ignore[assignment]
        for row in rows:
            number = row.get("row")
            named = f"{row['grant_id']}: " if row.get("grant_id") else ""
            place = None if number is None or pd.isna(number) else int(str(number))  # type: ignore[call-overload]
            problems.append(Problem(str(row["file"]), place, "grants", "", f"{named}{row['reason']}"))
    return pd.DataFrame(problems, columns=list(Problem._fields)).astype({"row": "Int64"})


def _labels(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return how each part is known that is there at all."""
    organisations = tables["organisations"]
    labels = {"organisations": OBSERVED}
    for part in ("domain", "region", "staff"):
        how = set(organisations[f"{part}_from"])
        if (~organisations[part].isin(NOT_KNOWN)).any():
            labels[part] = INFERRED if INFERRED in how else OBSERVED
    labels |= dict.fromkeys((part for part in ("grants", "people", "ties", "partnerships") if part in tables), OBSERVED)
    return labels | ({"funders": INFERRED} if "funders" in tables else {})
