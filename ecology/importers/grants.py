"""Grants as published under the 360Giving standard → organisations, funders and grants of a sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ecology.errors import BadFile
from ecology.importers.documents import Document
from ecology.importers.grants_frames import funders_frame, grants_frame, organisations_frame
from ecology.importers.grants_reading import Reading, read_files
from ecology.importers.grants_report import markdown_report, plain_summary
from ecology.importers.identities import Alias, Merge, merges_frame, read_decisions, resolve
from ecology.importers.intermediaries import split_passed_on, with_funders
from ecology.importers.sector_folder import check_folder, described, write_files

REJECTED_COLUMNS = ("file", "row", "grant_id", "reason")


@dataclass(frozen=True, eq=False)
class Grants:
    """Grants read from files, with identities resolved.

    Money is in whole pence, so that sums are exact.
    """

    grants: pd.DataFrame
    """A row a grant to an organisation: grant_id, funder_id, org_id, amount_pence, award_date, months (planned; NaN
    unknown), programme, cohort (for a grant of nothing: the related grant that makes it a membership of a joint
    programme)."""
    organisations: pd.DataFrame
    """A row an organisation: org_id, name, postcode, region, region_from, domain, domain_from, annual_income (latest in
    its register, pounds a year; NaN unknown), n_grants, total_pence."""
    funders: pd.DataFrame
    """A row a funder: funder_id, name, total_pence (to organisations), received_pence (from other funders, to pass on),
    first_award, last_award, budget (pounds a year)."""
    merges: pd.DataFrame
    """A row a pair of ids that are, or may be, one organisation, with the decision: merge, keep or ask."""
    rejected: pd.DataFrame
    """A row a grant or file that could not be used: file, row (from 1), grant_id, reason."""
    counts: dict[str, int]
    """What was read, kept and dropped, by name; see `import_report.md` for the words."""
    reading: Reading = field(repr=False)
    """What identities are resolved from again when decisions change."""

    def __repr__(self) -> str:
        return f"Grants\n{self.summary()}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the files that were read."""
        return tuple(document.name for document in self.reading.files)

    @property
    def month(self) -> str:
        """The month the sector is founded in, 'YYYY-MM': that of the last award."""
        return str(self.grants["award_date"].max().strftime("%Y-%m"))

    def decided(self, folder: str | Path) -> Grants:
        """Return these grants with the decisions of a folder's `merges.csv` applied, if it has one.

        Raises
        ------
        BadFile, UnknownName
            If `merges.csv` cannot be read.
        """
        decisions = read_decisions(Path(folder))
        return _resolved(self.reading, decisions) if decisions else self

    def summary(self) -> str:
        """Return what was read, in a few lines of plain words."""
        return plain_summary(self)

    def report(self) -> str:
        """Return `import_report.md`: what was read, what was dropped and why, what is observed and what is not."""
        return markdown_report(self)

    def write(self, folder: str | Path, name: str | None = None) -> Grants:
        """Write the sector folder, applying what its `merges.csv` already decides.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there. Each file is replaced whole, never left half written; a table that was
            changed since is kept beside it, under another name, with a warning.
        name : str, optional
            Of the sector; the first file's name without its ending if None.

        Returns
        -------
        Grants
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
        decided = self.decided(folder)
        write_files(
            folder,
            {
                "sector.toml": described(name or Path(self.sources[0]).stem, self.month, self.sources),
                "organisations.csv": decided.organisations.assign(staff=""),  # grants do not say: drawn at founding
                "funders.csv": decided.funders,
                "grants.csv": decided.grants,
                "merges.csv": decided.merges,
                "rejected.csv": decided.rejected,
                "import_report.md": decided.report(),
            },
        )
        return decided


def read_grants(*paths: str | Path, funder: str = "") -> Grants:
    """Return the grants in one or more files of the 360Giving standard, or downloads from GrantNav.

    A row that cannot be used is listed in `rejected` and the rest is read; so is a file, if another could be used.
    Grants to individuals are counted and dropped; columns about people are named in the report and dropped.

    Parameters
    ----------
    *paths : str or Path
        JSON, CSV or XLSX files, in any mixture; of a grant that is in several, the first is kept.
    funder : str, optional
        Who gave the grants of a table without a column for it.

    Raises
    ------
    BadFile
        If nothing was usable; the message says which file, line and column, and why.

    Examples
    --------
    >>> from ecology.importers.grants import read_grants
    >>> grants = read_grants("grants.json")  # doctest: +SKIP
    >>> print(grants.summary())  # doctest: +SKIP
    """
    if not paths:
        raise BadFile("no file was given. Name at least one file of grants: 360Giving JSON, CSV or XLSX.")
    return grants_of([Path(path) for path in paths], funder)


def grants_of(paths: Sequence[Path], funder: str, more: Sequence[Document] = ()) -> Grants:
    """Return the grants in files, and in documents that were read otherwise, together; as for `read_grants`."""
    return _resolved(read_files(paths, funder, more), {})


def _resolved(reading: Reading, decisions: Mapping[frozenset[str], Merge]) -> Grants:
    """Return the grants with each id replaced by the one that stands for its organisation."""
    in_order = sorted(reading.awards, key=lambda award: award.award_date, reverse=True)
    aliases: dict[str, dict[Alias, None]] = {}
    for award in in_order:  # the latest name and postcode come first
        aliases.setdefault(award.org_id, {})[Alias(award.org_name, award.postcode)] = None
    published = len(aliases)
    same = [(award.org_id, award.added.org_id) for award in in_order if award.added.org_id not in ("", award.org_id)]
    for org_id, canonical in same:
        aliases.setdefault(canonical, dict(aliases[org_id]))
    kept, merges = resolve(aliases, decisions, same)
    awards, passed_on = split_passed_on(with_funders(reading.awards, kept), kept)
    organisations = organisations_frame(awards, kept)
    funders = funders_frame(awards, passed_on, kept)
    counts = {
        **reading.counts,
        "grants": len(reading.awards),
        "rejected": len(reading.rejected),
        "cohort_memberships": sum(bool(award.cohort) for award in reading.awards),
        "funders": len(funders),
        "recipient_ids": published,
        "organisations": len(organisations),
        "incomes": int(organisations["annual_income"].notna().sum()),
        "merges_made": sum(merge.decision == "merge" for merge in merges),
        "merges_to_decide": sum(merge.decision == "ask" for merge in merges),
        "intermediaries": int((funders["received_pence"] > 0).sum()),
        "passed_on": len(passed_on),
        "passed_on_pence": sum(award.amount_pence for award in passed_on),
        "for_regranting": sum(award.for_regranting for award in awards),
        "total_pence": sum(award.amount_pence for award in reading.awards),
    }
    return Grants(
        grants=grants_frame(awards, kept),
        organisations=organisations,
        funders=funders,
        merges=merges_frame(merges),
        rejected=pd.DataFrame(list(reading.rejected), columns=list(REJECTED_COLUMNS)).astype({"row": "Int64"}),
        counts=counts,
        reading=reading,
    )
