"""What an import of tables read, kept and dropped, in plain words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from ecology.founding.intervals import read_interval
from ecology.founding.postcodes import UNKNOWN
from ecology.importers.markdown import escaped
from ecology.importers.remarks import known_by_name_alone, sizes_not_given

if TYPE_CHECKING:
    from ecology.importers.sector_import import SectorImport

REASONS_SHOWN = 20
NOT_KNOWN = ("", UNKNOWN)
NOT_MATCHED = "is none of the organisations"
_PARTICULAR = "'…'"
_QUOTED = re.compile(r"'[^']*'")

PARTS = {
    "organisations": "which there are",
    "domain": "their art forms",
    "region": "their regions",
    "staff": "permanent staff",
    "annual_income": "yearly income",
    "has_building": "buildings",
    "grants": "grants",
    "funders": "funders' budgets",
    "people": "who works where",
    "ties": "who knows whom",
    "partnerships": "who works together",
}
"""Part of a sector → what it says, for the report."""


def plain_summary(sector: SectorImport) -> str:
    """Return what was read in a few lines, with units."""
    tables, journal = sector.tables, sector.journal
    organisations = tables["organisations"]
    taken = [] if sector.grants is None else [line for file in sector.grants.reading.files for line in file.taken]
    lines = [*taken, f"{len(organisations):,} organisations"]
    for column, what in (("region", "Regions"), ("domain", "Art forms")):
        counts = Counter(organisations[column])
        unknown = sum(counts.pop(word, 0) for word in NOT_KNOWN)
        listed = ", ".join(f"{name} {n:,}" for name, n in counts.most_common())
        lines.append(f"{what}: {listed + ', ' if listed else ''}unknown {unknown:,}")
    lines += [_staff(organisations), _income(organisations)]
    if "people" in tables:
        lines.append(f"{tables['people']['person'].nunique():,} people in {len(tables['people']):,} rows")
    if "ties" in tables:
        lines.append(f"{len(tables['ties']):,} ties")
    if "partnerships" in tables:
        members = len(tables["partnerships"])
        lines.append(f"{tables['partnerships']['partnership'].nunique():,} partnerships with {members:,} memberships")
    if "grants" in tables:
        total, funders = tables["grants"]["amount_pence"].sum() / 100, tables["funders"]
        paid = zip(funders["name"], funders["budget"], strict=True)
        budgets = ", ".join(f"{name} £{budget:,.0f} a year" for name, budget in list(paid)[:5])
        lines.append(f"{len(tables['grants']):,} grants of £{total:,.0f} in all; {budgets}")
    if sector.grants is not None:
        lines.append(f"Grants to individuals, dropped: {sector.grants.counts['individuals']:,}")
    lines += journal.findings
    rejected = tables["rejected"]
    cells = int((rejected["column"] != "").sum())
    lines.append(
        f"Rejected, with reasons in rejected.csv: {len(rejected) - cells:,} rows or files, and {cells:,} single cells"
    )
    if asked := int((tables["merges"]["decision"] == "ask").sum()) if "merges" in tables else 0:
        lines.append(f"To decide: {asked:,} pairs of names; edit 'ask' in merges.csv, import again")
    lines += [*known_by_name_alone(organisations), *sizes_not_given(organisations)]
    return "\n".join(lines)


def _staff(organisations: pd.DataFrame) -> str:
    """Return permanent staff in all, with the bounds that intervals leave, and how many do not say."""
    total = dict.fromkeys(("low", "taken", "high"), 0.0)
    known = organisations[organisations["staff"] != ""]
    for row in known.itertuples():
        interval = read_interval(str(row.staff))
        for end in total:
            bound = str(getattr(row, f"staff_{end}", ""))
            own = float(str(row.staff)) if interval is None else getattr(interval, end)
            total[end] += float(bound) if bound else own
    unknown = f"not known for {len(organisations) - len(known):,} organisations, drawn from those of their art form"
    if known.empty:
        return f"Permanent staff: {unknown}"
    spread = f" (between {total['low']:,.0f} and {total['high']:,.0f}, as some are intervals)"
    return f"Permanent staff: {total['taken']:,.0f}{spread if total['low'] < total['high'] else ''}; {unknown}"


def _income(organisations: pd.DataFrame) -> str:
    income = pd.to_numeric(organisations["annual_income"], errors="coerce")
    if income.isna().all():
        return "Income: not known, drawn when the sector is founded"
    return f"Income: £{income.sum():,.0f} a year; not known for {int(income.isna().sum()):,} organisations"


def markdown_report(sector: SectorImport) -> str:
    """Return the whole report on an import, as Markdown."""
    journal, grants = sector.journal, sector.grants
    read = [f"- {escaped(s.file)}: {escaped(s.holds)} (SHA-256 {s.digest[:16]}…)" for s in journal.sources]
    columns = ", ".join(f"`{column.replace('`', '')}`" for column in sorted(journal.person_columns)) or "none"
    mapping = sector.reading.mapping
    if mapping is not None:
        read.insert(
            0, f"- by the mapping {escaped(mapping.name)}: {escaped(mapping.summary)} {escaped(mapping.source)}"
        )
    parts = [
        "# Import report",
        "## What was read",
        "\n".join([*read, *(f"- {escaped(line)}" for line in plain_summary(sector).splitlines())]),
        "## What was dropped, and why",
        f"- Columns about people, not kept anywhere: {columns}\n{_rejections(sector.tables['rejected'])}",
        "## What was tolerated",
        "\n".join(f"- {escaped(line)}" for line in journal.tolerated) or "- nothing needed it",
        "## Who is who",
        _who(sector),
        "## What is observed, inferred and synthetic",
        _known(sector),
    ]
    report = "\n\n".join(parts) + "\n"
    if grants is not None:
        report += "\n# The grants among them" + grants.report().removeprefix("# Import report").replace(
            "\n## ", "\n### "
        )
    return report


def _rejections(rejected: pd.DataFrame) -> str:
    """Return the commonest reasons, without what is particular to the row."""
    reasons: Counter[str] = Counter()
    for file, table, column, reason in rejected[["file", "table", "column", "reason"]].itertuples(index=False):
        where = ", ".join(word for word in (table or file, column) if word)
        known = NOT_MATCHED if NOT_MATCHED in reason else _QUOTED.sub(_PARTICULAR, reason)
        reasons[f"{where}: {known}"] += 1
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    listed = [f"- {number:,} × {escaped(reason)}" for reason, number in ranked[:REASONS_SHOWN]]
    rest = sum(number for _, number in ranked[REASONS_SHOWN:])
    listed += [f"- {rest:,} for other reasons"] if rest else []
    unmatched = [str(r.reason) for r in rejected.itertuples() if NOT_MATCHED in str(r.reason)]
    listed += [f"- not matched: {escaped(reason)}" for reason in dict.fromkeys(unmatched)]
    return "\n".join(listed) or "- nothing"


def _who(sector: SectorImport) -> str:
    merges = sector.tables.get("merges")
    if merges is None:
        return "Nobody had to be told apart: organisations are as their table lists them."
    made, asked = int((merges["decision"] == "merge").sum()), int((merges["decision"] == "ask").sum())
    return (
        f"Pairs of ids with the same name: {made:,} merged, {asked:,} to decide. The same name and postcode are taken "
        "for one organisation; the same name alone is a question for you. Write `merge` or `keep` in the column "
        "decision of `merges.csv` and import again to the same folder: what you decide is kept."
    )


def _known(sector: SectorImport) -> str:
    organisations = sector.tables["organisations"]
    lines = ["| part | how it is known |", "|---|---|"]
    for part, meaning in PARTS.items():
        label = sector.labels.get(part)
        if part in organisations:
            there = int((~organisations[part].isin(NOT_KNOWN)).sum())
            known = f"{label or 'observed'} for {there:,} of {len(organisations):,} organisations"
            known += (
                "; synthetic for the others: drawn when the sector is founded" if there < len(organisations) else ""
            )
            label = known if there else None
        lines.append(f"| {part}: {meaning} | {label or 'synthetic: drawn when the sector is founded'} |")
    return "\n".join(lines)
