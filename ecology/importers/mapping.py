"""Mapping files: a TOML file that says which of somebody else's columns fill ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecology.errors import BadFile, EcologyError
from ecology.founding.description import read_month
from ecology.founding.labels import INFERRED, OBSERVED, SYNTHETIC
from ecology.importers.kinds import MAPPED_GRANTS, TABLES, Kind
from ecology.importers.rules import Rule
from ecology.presets.files import built_in, locate, only, read_toml, text_of

FOLDER = "mappings"
KINDS: dict[str, Kind] = {**TABLES, "grants": MAPPED_GRANTS}
"""Tables that a mapping can make."""

MOST_ABOVE = 1e15
"""Beyond which a threshold is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows to leave out: those whose cell below a title is one of these words."""

    column: str
    words: frozenset[str]
    """In small letters."""
    because: str


@dataclass(frozen=True, slots=True)
class Section:
    """How the rows of one file make rows of one of our tables."""

    kind: str
    source: str
    """Key of the file in `Mapping_.files`; '' for every file that has the columns."""
    columns: Mapping[str, Rule]
    joins: Mapping[str, tuple[str, str]]
    """Key of another file → title here and title there whose cells name the same organisation."""
    leave_out: tuple[Filter, ...]

    def titles(self) -> list[str]:
        """Return the titles it reads in its own file."""
        own = [title for rule in self.columns.values() if not rule.source for title in rule.columns]
        return [*own, *(here for here, _ in self.joins.values()), *(f.column for f in self.leave_out)]


@dataclass(frozen=True, slots=True)
class Count:
    """Something to count for the report: rows of a file whose cell below a title is a word."""

    label: str
    source: str
    column: str
    word: str


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What a mapping file says."""

    name: str
    summary: str
    source: str
    month: str
    files: Mapping[str, tuple[str, ...]]
    """Key of a file → titles it is known by."""
    sections: tuple[Section, ...]
    counts: tuple[Count, ...]
    labels: Mapping[str, str]

    @property
    def titles(self) -> set[str]:
        """Every title it knows, of any file."""
        known = {title for titles in self.files.values() for title in titles}
        known |= {title for section in self.sections for title in section.titles()}
        return known | {title for section in self.sections for r in section.columns.values() for title in r.columns}


def mapping_names() -> list[str]:
    """Return the names of built-in mappings."""
    return list(built_in(FOLDER))


def load_mapping(name: str | Path) -> FileMapping:
    """Return a built-in mapping by name, or the user's own by path.

    Raises
    ------
    UnknownName
        For an unknown mapping, table, column or key, with the nearest names.
    BadFile
        For a file that cannot be read or does not say enough.
    """
    path = locate(FOLDER, "mapping", name)
    said = read_toml(path)
    only(said, ("name", "summary", "source", "month", "files", "counts", "labels", *KINDS), path)
    files = {key: _titles(table, path, f"[files.{key}]") for key, table in _table(said, "files", path).items()}
    sections = []
    for kind in KINDS:
        for part in _tables(said, kind, path):
            sections.append(_section(kind, part, files, path))
    if not sections:
        raise BadFile(f"{path}: makes no table. Write a section such as [organisations.columns].")
    labels = _table(said, "labels", path)
    for name_of_part, label in labels.items():
        if label not in (OBSERVED, INFERRED, SYNTHETIC):
            raise BadFile(f"{path}, [labels] {name_of_part}: must be observed, inferred or synthetic")
    return FileMapping(
        text_of(said, "name", path, path.stem),
        text_of(said, "summary", path, "A mapping of the user's own."),
        text_of(said, "source", path, ""),
        read_month(said, path),
        files,
        tuple(sections),
        tuple(_count(part, files, path) for part in _tables(said, "counts", path)),
        labels,
    )


def _section(kind: str, said: dict[str, Any], files: Mapping[str, Any], path: Path) -> Section:
    where = f"[{kind}]"
    only(said, ("from", "columns", "join", "leave_out"), path, where)
    columns = {}
    for column, rule in _table(said, "columns", path, where).items():
        only({column: rule}, tuple(KINDS[kind].columns), path, f"[{kind}.columns]")
        columns[column] = _rule(rule, files, path, f"[{kind}.columns] {column}")
    lacking = [column for column in KINDS[kind].required if column not in columns]
    if lacking:
        raise BadFile(f"{path}, [{kind}.columns]: {' and '.join(lacking)} must be there.")
    joins = {}
    for key, titles in _table(said, "join", path, where).items():
        _known_file(key, files, path, f"{where} join")
        if not (isinstance(titles, list) and len(titles) == 2 and all(isinstance(title, str) for title in titles)):
            raise BadFile(f'{path}, {where} join: must be two titles, as in join.other = ["title here", "title there"]')
        joins[key] = (titles[0], titles[1])
    for column, rule in columns.items():
        if rule.source and rule.source not in joins:
            raise BadFile(f"{path}, [{kind}.columns] {column}: from '{rule.source}' needs a join with it.")
    source = text_of(said, "from", path, "")
    if source or files:
        _known_file(source, files, path, f"{where} from")
    return Section(kind, source, columns, joins, tuple(_filters(said, path, where)))


def _rule(said: Any, files: Mapping[str, Any], path: Path, where: str) -> Rule:
    if isinstance(said, str):
        return Rule((said,))
    if not isinstance(said, dict):
        raise BadFile(f'{path}, {where}: must be a title, or a rule such as {{ column = "Staff" }}')
    keys = ("column", "sum", "constant", "numbered", "from", "values", "otherwise", "above", "then", "zero_is_unknown")
    only(said, keys, path, where)
    if sum(key in said for key in ("column", "sum", "constant", "numbered")) != 1:
        raise BadFile(f"{path}, {where}: needs one of column, sum, constant and numbered.")
    titles = said.get("sum", [said["column"]] if "column" in said else [])
    if not isinstance(titles, list) or not all(isinstance(title, str) and title for title in titles):
        raise BadFile(f"{path}, {where}: column must be a title, and sum a list of titles.")
    if "sum" in said and not titles:
        raise BadFile(f"{path}, {where}: sum must name at least one title.")
    values = said.get("values")
    if values is not None and not (isinstance(values, dict) and all(isinstance(v, str) for v in values.values())):
        raise BadFile(
            f'{path}, {where}: values must be their words and ours, as in values = {{ "Visual arts" = "visual" }}'
        )
    above = said.get("above")
    if above is not None and (
        isinstance(above, bool) or not isinstance(above, int | float) or not abs(above) <= MOST_ABOVE
    ):
        raise BadFile(f"{path}, {where}: above must be a number, of at most {MOST_ABOVE:g}.")
    source = text_of(said, "from", path, "")
    if source:
        _known_file(source, files, path, where)
    return Rule(
        tuple(titles),
        source,
        text_of(said, "constant", path, ""),
        text_of(said, "numbered", path, ""),
        None if values is None else {" ".join(word.lower().split()): ours for word, ours in values.items()},
        text_of(said, "otherwise", path, "") if "otherwise" in said else None,
        None if above is None else float(above),
        text_of(said, "then", path, "yes"),
        said.get("zero_is_unknown") is True,
        "sum" in said,
    )


def _filters(said: dict[str, Any], path: Path, where: str) -> list[Filter]:
    filters = []
    for part in _tables(said, "leave_out", path):
        only(part, ("column", "is", "because"), path, f"{where} leave_out")
        words = part.get("is")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise BadFile(f'{path}, {where} leave_out: is must be a list of words, as in is = ["", "closed"]')
        filters.append(
            Filter(
                text_of(part, "column", path),
                frozenset(word.lower() for word in words),
                text_of(part, "because", path, "the mapping says so"),
            )
        )
    return filters


def _count(said: dict[str, Any], files: Mapping[str, Any], path: Path) -> Count:
    only(said, ("label", "from", "column", "is"), path, "[[counts]]")
    source = text_of(said, "from", path, "")
    _known_file(source, files, path, "[[counts]] from")
    return Count(text_of(said, "label", path), source, text_of(said, "column", path), text_of(said, "is", path))


def _known_file(key: str, files: Mapping[str, Any], path: Path, where: str) -> None:
    if key not in files:
        known = ", ".join(files) or "none: write [files.NAME] with columns"
        raise BadFile(f"{path}, {where}: '{key}' is none of the mapping's files ({known}).")


def _titles(table: Any, path: Path, where: str) -> tuple[str, ...]:
    titles = table.get("columns") if isinstance(table, dict) else None
    if not isinstance(titles, list) or not titles or not all(isinstance(title, str) for title in titles):
        raise BadFile(f'{path}, {where}: needs columns, the titles it is known by, as in columns = ["Name", "Staff"]')
    return tuple(titles)


def _table(said: dict[str, Any], key: str, path: Path, where: str = "") -> dict[str, Any]:
    table = said.get(key, {})
    if not isinstance(table, dict):
        raise BadFile(f"{path}{', ' + where if where else ''}: {key} must be a table.")
    return table


def _tables(said: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    """Return a table, or a list of tables, as a list."""
    tables = said.get(key, [])
    tables = [tables] if isinstance(tables, dict) else tables
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise EcologyError(f"{path}: {key} must be a table, as in [{key}] or [[{key}]].")
    return tables
