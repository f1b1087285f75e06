"""What an import read, kept and dropped, in plain words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ecology.founding.grants_table import USUAL_MONTHS
from ecology.founding.postcodes import UNKNOWN
from ecology.importers.amounts import pounds
from ecology.importers.markdown import escaped
from ecology.importers.remarks import known_by_name_alone, sizes_not_given

if TYPE_CHECKING:
    from ecology.importers.documents import Document
    from ecology.importers.grants import Grants

PROGRAMMES_SHOWN = 8
REASONS_SHOWN = 20
NOTES_SHOWN = 12
COLUMNS_SHOWN = 30
NOT_A_PROGRAMME = "other"

TAKEN = f"are taken for {USUAL_MONTHS:g} months when the sector is founded (`months` is blank in `grants.csv`)"
TOLERATED = {
    "dates_not_iso": "award dates were not written as 2020-11-03 and were read all the same",
    "currency_assumed": "grants gave no currency and were taken for pounds",
    "texts_repaired": "names had garbled characters (such as Ã©) and were mended",
    "months_unknown": f"grants give no length and {TAKEN}",
    "months_unreadable": f"grants give a length that makes no sense and {TAKEN}",
    "ids_mended": "company numbers had lost zeros at the front, and got them back",
    "ids_from_numbers": "ids were missing and made of the charity or company number beside them",
    "incomes_unreadable": "latest incomes could not be read; they are left unknown",
    "several_recipientOrganization": "grants had several recipients; the first is taken for the whole amount",
    "several_fundingOrganization": "grants had several funders; the first is taken for the whole amount",
}
"""Tolerance noted while reading → what it means, after a number."""

HOW_KNOWN = """\
| part | how it is known |
|---|---|
| organisations, grants, amounts, dates | observed: as published |
| funders' budgets | inferred: total awarded over the years from first to last award |
| region | inferred from the postcode area; an area that straddles a border goes to one side of it; without a \
postcode, the best available region of GrantNav |
| income | observed where a GrantNav download gives the latest income; else synthetic |
| art form | inferred from most of its grants' programmes, else words in names and descriptions, else 'combined' |
| staff, people, ties, partnerships | synthetic: grants do not say; they are drawn when the sector is founded |

Grants do not say who works with whom. Any result that rests on ties or partnerships rests on synthetic ones."""


def plain_summary(grants: Grants) -> str:
    """Return what was read in a few lines, with units."""
    counts = grants.counts
    first, last = grants.grants["award_date"].min(), grants.grants["award_date"].max()
    programmes = ", ".join(f"{title} {number}" for title, number in programme_counts(grants))
    lines = [line for document in grants.reading.files for line in document.taken]
    lines += [
        f"{counts['grants']:,} grants from {_funders(grants)}",
        f"{counts['recipient_ids']:,} recipient ids before merging, {counts['organisations']:,} organisations after",
        f"{pounds(counts['total_pence'])} awarded, {first:%Y-%m-%d} to {last:%Y-%m-%d}",
        f"Programmes (grants in each): {programmes}",
        f"Regions: {_placed(grants)}",
        f"Grants to individuals, dropped: {counts['individuals']:,}",
        f"Rejected, with reasons in rejected.csv: {_number(counts['rejected'], 'row')}",
    ]
    if counts["incomes"]:
        lines.append(f"Latest income (pounds a year) known of {_number(counts['incomes'], 'organisation')}")
    if counts["passed_on"]:
        lines.append(
            "Recipients that award grants themselves, and are funders here, not organisations: "
            f"{counts['intermediaries']:,}; what they were given to pass on, {pounds(counts['passed_on_pence'])} in "
            f"{_number(counts['passed_on'], 'grant')}, is counted where it arrives"
        )
    if counts["for_regranting"]:
        lines.append(
            f"{_number(counts['for_regranting'], 'grant')} for regranting by recipients that award nothing in these "
            "files; they are taken for organisations like others"
        )
    if counts["cohort_memberships"]:
        lines.append(f"{counts['cohort_memberships']:,} grants of £0 kept as memberships of a joint programme")
    if counts["merges_to_decide"]:
        asked = _number(counts["merges_to_decide"], "pair")
        lines.append(
            f"To decide: {asked} with the same name in different places; edit 'ask' in merges.csv, import again"
        )
    lines += [*known_by_name_alone(grants.organisations), *sizes_not_given(grants.organisations)]
    return "\n".join(lines)


def programme_counts(grants: Grants) -> list[tuple[str, int]]:
    """Return the number of grants in each programme, largest first; small and unnamed ones together as 'other'.

    A title that only repeats the funder's name is no programme.
    """
    funder_name = dict(zip(grants.funders["funder_id"], grants.funders["name"], strict=True))
    titles: Counter[str] = Counter()
    for title, funder_id in zip(grants.grants["programme"], grants.grants["funder_id"], strict=True):
        own_name = not title or title.casefold().startswith(funder_name[funder_id].casefold())
        titles[NOT_A_PROGRAMME if own_name else title] += 1
    other = titles.pop(NOT_A_PROGRAMME, 0)
    ranked = sorted(titles.items(), key=lambda item: (-item[1], item[0]))
    other += sum(number for _, number in ranked[PROGRAMMES_SHOWN:])
    return ranked[:PROGRAMMES_SHOWN] + ([(NOT_A_PROGRAMME, other)] if other else [])


def markdown_report(grants: Grants) -> str:
    """Return the whole report on an import, as Markdown."""
    counts, reading = grants.counts, grants.reading
    read = [line for document in reading.files for line in _read(document)]
    tolerated = [f"- {counts[note]:,} {meaning}" for note, meaning in TOLERATED.items() if counts.get(note)]
    columns = ", ".join(f"`{column.replace('`', '')}`" for column in reading.person_columns) or "none"
    merged = f"{counts['merges_made']:,} merged, {counts['merges_to_decide']:,} to decide"
    parts = [
        "# Import report",
        "## What was read",
        "\n".join([*read, *(f"- {escaped(line)}" for line in plain_summary(grants).splitlines())]),
        "## What was dropped, and why",
        f"- Grants to individuals, counted and not kept anywhere: {counts['individuals']:,}\n"
        f"- Columns about people, not kept anywhere: {columns}\n" + _rejections(grants),
        "## What was tolerated",
        "\n".join(tolerated) or "- nothing needed it",
        "## Who is who",
        f"Pairs of ids with the same name: {merged}. The same name and postcode are taken for one organisation; the "
        "same name alone is a question for you. Write `merge` or `keep` in the column decision of `merges.csv` and "
        "import again to the same folder: what you decide is kept.",
        "## What is observed, inferred and synthetic",
        HOW_KNOWN,
    ]
    return "\n\n".join(parts) + "\n"


def _read(document: Document) -> list[str]:
    """Return what was read of one file, guessed and passed over."""
    notes = [f"  - {escaped(note)}" for note in document.notes[:NOTES_SHOWN]]
    if len(document.notes) > NOTES_SHOWN:
        notes.append(f"  - and {len(document.notes) - NOTES_SHOWN:,} more of the kind")
    if document.unknown:
        shown = ", ".join(f"`{column.replace('`', '')}`" for column in document.unknown[:COLUMNS_SHOWN])
        more = len(document.unknown) - COLUMNS_SHOWN
        notes.append(f"  - columns not recognised, and passed over: {shown}{f' and {more:,} more' if more > 0 else ''}")
    return [f"- {escaped(document.name)} (SHA-256 {document.digest[:16]}…)", *notes]


def _rejections(grants: Grants) -> str:
    """Return the commonest reasons for rejecting a row, without what is particular to the row."""
    reasons = Counter(re.sub(r"'[^']*'", "'…'", reason) for reason in grants.rejected["reason"])
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    listed = [f"- {number:,} × {escaped(reason)}" for reason, number in ranked[:REASONS_SHOWN]]
    rest = sum(number for _, number in ranked[REASONS_SHOWN:])
    listed += [f"- {rest:,} for other reasons"] if rest else []
    duplicates = _number(grants.counts["duplicates"], "repeated id")
    head = f"- {_number(grants.counts['rejected'], 'row')} rejected, {duplicates} among them; each is in `rejected.csv`"
    return "\n".join([head, *(f"  {line}" for line in listed)])


def _funders(grants: Grants) -> str:
    number = len(grants.funders)
    if number == 1:
        return f"1 funder, {grants.funders['name'].iloc[0]} ({grants.funders['funder_id'].iloc[0]})"
    return f"{number:,} funders"


def _placed(grants: Grants) -> str:
    unplaced = int((grants.organisations["region"] == UNKNOWN).sum())
    return f"{len(grants.organisations) - unplaced:,} organisations placed, {unplaced:,} unknown"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
