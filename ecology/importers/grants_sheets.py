"""Tables of grants → grants as JSON has them, so that one mechanism reads both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath as Name
from typing import Any

from ecology.errors import BadFile
from ecology.importers.cells import DAY_ZERO, Cell
from ecology.importers.ordinary import (
    AMOUNT,
    FUNDER,
    IDENTIFIER,
    SAID,
    is_list_of_grants,
    lacking,
    may_name_kind,
    paths_of,
)  # fmt: skip
from ecology.importers.privacy import is_about_people, nameable, says_individual
from ecology.importers.sheets import Sheet
from ecology.importers.titles import Path, is_for_readers, path_of

PARTIES = ("recipientOrganization", "recipientIndividual", "fundingOrganization")
MOST_ITEMS = 50
"""Numbered items of a list, such as `Beneficiary Location:7:Name`."""
_DATES = frozenset({"awardDate", "startDate", "endDate", "latestIncomeDate"})
_TITLES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class GrantsSheet:
    """What a table of grants holds, and what of it has no place in a grant."""

    name: str
    rows: Iterable[tuple[int, Any]]
    """Row number in the spreadsheet, and the grant as JSON would have it, or the error that says why there is none;
    made one by one, as they are asked for."""
    notes: tuple[str, ...]
    unknown: tuple[str, ...]
    """Titles of columns that are not those of the standard, nor of GrantNav."""
    about_people: frozenset[str]
    """Titles of columns about people, whose cells are left behind here."""
    taken: tuple[str, ...]
    """What ordinary titles were taken for, and what was filled in for a column that is not there."""


def is_title(title: str) -> bool:
    """Return whether a title is one of the standard's, or of GrantNav."""
    return path_of(title) is not None


def grants_sheets(sheets: Sequence[Sheet], file: str, funder: str = "") -> tuple[list[GrantsSheet], list[str]]:
    """Return the tables that hold grants, and the names of the sheets that do not.

    Parameters
    ----------
    sheets : sequence of Sheet
    file : str
    funder : str, optional
        Who gave the grants of a table without a column for it.

    Raises
    ------
    BadFile
        If none does.
    """
    chosen = [sheet for sheet in sheets if _holds_grants(sheet)]
    if not chosen:
        raise BadFile(_no_grants(sheets, file))
    passed_over = [sheet.name for sheet in sheets if sheet not in chosen]
    return [_read(sheet, file, funder) for sheet in chosen], passed_over


def _holds_grants(sheet: Sheet) -> bool:
    paths = {path for path in paths_of(sheet.header) if path}
    return AMOUNT in paths and any(path[0] in PARTIES for path in paths)


def _no_grants(sheets: Sequence[Sheet], file: str) -> str:
    fullest = max(sheets, key=lambda sheet: len(sheet.rows))
    titles = [nameable(title) for title in fullest.header if title and not is_about_people(title)]
    shown = ", ".join(f"'{title}'" for title in titles[:_TITLES_SHOWN]) + (" …" if len(titles) > _TITLES_SHOWN else "")
    where = f"{file}, sheet '{nameable(fullest.name)}'" if fullest.name else file
    return (
        f"{where}: holds no grants. The column titles of a 360Giving table are needed: at least Identifier, Amount "
        f"Awarded, Award Date, Recipient Org:Name and Funding Org:Name. Or ordinary ones: at the least "
        f"Organisation, Amount and Date awarded. It has: {shown or 'none'}. {lacking(titles) or 'Rename the columns.'}"
    )


def _read(sheet: Sheet, file: str, funder: str) -> GrantsSheet:
    used = [row for row in sheet.rows if any(cell is not None for cell in row)]
    filled = [place for place, _ in enumerate(sheet.header) if any(row[place] is not None for row in used)]
    paths: dict[int, Path] = {}
    about_people, unknown, notes = set(), [], list(sheet.notes)
    found = paths_of(sheet.header)
    for place in filled:
        title, path = sheet.header[place], found[place]
        if is_about_people(title):
            about_people.add(nameable(title))
        elif path is None and title and not is_for_readers(title):
            unknown.append(nameable(title))
        if path is None or any(isinstance(step, int) and step > MOST_ITEMS for step in path):
            continue
        if path != ("recipientIndividual",) and path in paths.values():
            notes.append(f"two columns are '{nameable(title)}'; the first is taken")
            continue
        paths[place] = path
    if skipped := len(sheet.rows) - len(used):
        notes.append(f"{skipped:,} blank rows skipped")
    ordinary = is_list_of_grants(sheet.header)
    taken = [_taken(file, sheet.header, paths)] if ordinary else []
    given: dict[Path, str] = {}
    if ordinary and IDENTIFIER not in paths.values():
        given[IDENTIFIER] = file
    if not any(path[0] == FUNDER[0] for path in paths.values()) and (funder or ordinary):
        given[FUNDER] = funder or Name(file).stem
        taken.append(no_funder(file, given[FUNDER], named=bool(funder)))
    may_say = [place for place in filled if may_name_kind(sheet.header[place])]
    rows = _rows(sheet, paths, given, may_say)
    return GrantsSheet(sheet.name, rows, tuple(notes), tuple(unknown), frozenset(about_people), tuple(taken))


def no_funder(file: str, funder: str, named: bool) -> str:
    """Return what a funder is called where no column says it, and why so."""
    advice = "as you said with --name" if named else "after the file; --name, or a column Funder, says it better"
    return f"{file}: no column names the funder, who is called '{nameable(funder)}' {advice}"


def _taken(file: str, titles: Sequence[str], paths: dict[int, Path]) -> str:
    """Return what each column of an ordinary list of grants was taken for."""
    said = ", ".join(f"'{nameable(titles[place])}' as {SAID[path]}" for place, path in paths.items() if path in SAID)
    return f"{file}: read as grants by its columns: {said}"


def _rows(
    sheet: Sheet, paths: dict[int, Path], given: dict[Path, str], may_say: Sequence[int]
) -> Iterator[tuple[int, Any]]:
    days = Decimal((sheet.day_zero - DAY_ZERO).days)
    width = len(sheet.header)
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        if all(cell is None for cell in row):
            continue
        if any(cell is not None for cell in row[width:]):
            yield (
                number,
                ValueError(
                    f"the row has {len(row)} cells and there are {width} columns; a comma inside a cell needs "
                    "quote marks around the cell"
                ),
            )
            continue
        if any(says_individual(row[place]) for place in may_say):
            yield number, {"recipientIndividual": True}  # who it is, is nobody's business
            continue
        grant: dict[Any, Any] = {}
        for place, path in paths.items():
            if row[place] is not None:
                _put(grant, path, _value(row[place], path, days))
        for path, text in given.items():
            _put(grant, path, f"{text}-{number}" if path == IDENTIFIER else text)
        yield number, _with_lists(grant)


def _value(cell: Cell, path: Path, days: Decimal) -> Any:
    """Return a cell as JSON would have it: text, a number or a truth value."""
    if path[0] == "recipientIndividual":
        return True  # who it is, is nobody's business
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, int | float):
        # 12 and not 12.0, which an id would not be
        whole = isinstance(cell, int) or (cell.is_integer() and abs(cell) < 1e15)
        number = Decimal(int(cell)) if whole else Decimal(repr(cell))
        return number + days if path[-1] in _DATES else number
    return str(cell)


def _put(grant: dict[Any, Any], path: Path, value: Any) -> None:
    for step in path[:-1]:
        grant = grant.setdefault(step, {})
    grant[path[-1]] = value


def _with_lists(value: Any) -> Any:
    """Return a grant whose numbered items are lists."""
    if not isinstance(value, dict):
        return value
    inner = {key: _with_lists(item) for key, item in value.items()}
    if inner and all(isinstance(key, int) for key in inner):
        return [inner[key] for key in sorted(inner)]
    return inner
