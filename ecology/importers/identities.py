"""Who is who: one organisation appears under several ids and names.

The same name and the same postcode are taken for one organisation; the same name alone is a question for the user.
What the user decides is kept in `merges.csv` and applied again at the next import.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path

import pandas as pd

from ecology.errors import BadFile, UnknownName
from ecology.founding.postcodes import normalised_postcode
from ecology.founding.tables import read_table

DECISIONS = ("merge", "keep", "ask")
"""One organisation; two; not decided, and so kept apart until it is."""
SAME_PLACE = "same name and postcode"
SAME_NAME = "same name, not the same postcode"
SAME_ORGANISATION = "one organisation according to GrantNav"
FROM_NAME = "no-id:"
"""Beginning of an id that was made of a name and postcode, for want of any other."""

_COMPANY = re.compile(r"GB-COH-\s*([A-Z]{0,2})0*([0-9]{1,8})", re.IGNORECASE)
_NUMBERS = {
    "charityNumber": ((r"[1-9][0-9]{4,6}", "GB-CHC"), (r"SC[0-9]{6}", "GB-SC"), (r"NIC[0-9]{6}", "GB-NIC")),
    "companyNumber": ((r"[0-9]{5,8}|[A-Z]{2}[0-9]{3,6}", "GB-COH"),),
}
_DROPPED_WORDS = frozenset({"the", "ltd", "limited", "cic", "plc"})
_DROPPED_MARKS = frozenset(".'’‘`´")  # inside a word: C.I.C. is cic, King's is kings

# Registers whose numbers others can join on come before a publisher's own ids.
_REGISTERS = ("GB-CHC-", "GB-SC-", "GB-NIC-", "GB-COH-", "GB-EDU-", "GB-UKPRN-", "GB-LAE-", "GB-")


@dataclass(frozen=True, slots=True)
class Merge:
    """Two ids that may be one organisation, and what was decided: a row of `merges.csv`."""

    org_id: str
    other_id: str
    name: str
    other_name: str
    postcode: str
    other_postcode: str
    why: str
    decision: str

    @property
    def pair(self) -> frozenset[str]:
        """The two ids, in no order."""
        return frozenset((self.org_id, self.other_id))


@dataclass(frozen=True, slots=True)
class Alias:
    """A name and postcode under which an id appears."""

    name: str
    postcode: str


COLUMNS = tuple(field.name for field in fields(Merge))
_values = attrgetter(*COLUMNS)


def normalised_name(name: str) -> str:
    """Return a name as it is compared: without case, accents, punctuation and company forms.

    Examples
    --------
    >>> normalised_name("The Café & Bar C.I.C."), normalised_name("Cafe and Bar Ltd")
    ('cafe and bar', 'cafe and bar')
    """
    plain = unicodedata.normalize("NFKD", name).lower().replace("&", " and ")
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in _DROPPED_MARKS)
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(word for word in words if word not in _DROPPED_WORDS)


def mended_id(org_id: str) -> str:
    """Return an id with the zeros that a spreadsheet took from a company number: they have eight characters.

    Examples
    --------
    >>> mended_id("GB-COH-123456"), mended_id("gb-coh-sc12345"), mended_id("GB-CHC-1015648")
    ('GB-COH-00123456', 'GB-COH-SC012345', 'GB-CHC-1015648')
    """
    match = _COMPANY.fullmatch(org_id)
    if match is None:
        return org_id
    letters, digits = match[1].upper(), match[2]
    return f"GB-COH-{letters}{digits.zfill(8 - len(letters))}"


def id_of_number(field: str, number: str) -> str:
    """Return the id of a charity or company number, '' where it is none of a British register.

    Examples
    --------
    >>> id_of_number("charityNumber", "1015648"), id_of_number("companyNumber", "123456")
    ('GB-CHC-1015648', 'GB-COH-00123456')
    """
    plain = number.replace(" ", "").upper()
    for pattern, list_ in _NUMBERS[field]:
        if re.fullmatch(pattern, plain):
            return mended_id(f"{list_}-{plain.removeprefix('NIC') if list_ == 'GB-NIC' else plain}")
    return ""


def preference(org_id: str) -> tuple[int, str]:
    """Return the sort key that puts the id to keep first: a public register's before a publisher's own."""
    rank = next((i for i, register in enumerate(_REGISTERS) if org_id.startswith(register)), len(_REGISTERS))
    return rank + org_id.startswith(("360G-", FROM_NAME)), org_id


def resolve(
    aliases: Mapping[str, Iterable[Alias]],
    decided: Mapping[frozenset[str], Merge],
    same: Iterable[tuple[str, str]] = (),
) -> tuple[dict[str, str], list[Merge]]:
    """Return which id stands for each id, and every merge made or asked about.

    Parameters
    ----------
    aliases : Mapping
        Published id → the names and postcodes it appears under.
    decided : Mapping
        What the user decided before, by pair of ids; it overrules the rule.
    same : iterable of (id, id), optional
        Pairs, both in `aliases`, that GrantNav takes for one organisation.

    Returns
    -------
    tuple
        Published id → the id kept for it; and the rows of `merges.csv`.
    """
    by_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for org_id, known_as in aliases.items():
        for alias in known_as:
            if name := normalised_name(alias.name):
                by_name[name][normalised_postcode(alias.postcode)].add(org_id)
    groups = _Groups(aliases)
    listed: dict[frozenset[str], Merge] = {}
    for name in sorted(by_name):
        for postcode in sorted(by_name[name]):
            if postcode:
                _list_pairs(listed, aliases, sorted(by_name[name][postcode], key=preference), SAME_PLACE, decided)
    for pair in same:
        _list_pairs(listed, aliases, sorted(pair, key=preference), SAME_ORGANISATION, decided)
    for merge in listed.values():
        groups.join(merge)
    # A question is asked once for each group already taken for one, so the answers do not multiply.
    questions: dict[frozenset[str], Merge] = {}
    for name in sorted(by_name):
        ids = {groups.kept(org_id) for same_place in by_name[name].values() for org_id in same_place}
        _list_pairs(questions, aliases, sorted(ids, key=preference), SAME_NAME, decided)
    remembered = {pair: merge for pair, merge in decided.items() if merge.decision != "ask"}
    listed = {**remembered, **questions, **listed}
    for merge in listed.values():
        groups.join(merge)
    return {org_id: groups.kept(org_id) for org_id in aliases}, sorted(listed.values(), key=_values)


def _list_pairs(
    listed: dict[frozenset[str], Merge],
    aliases: Mapping[str, Iterable[Alias]],
    ids: list[str],
    why: str,
    decided: Mapping[frozenset[str], Merge],
) -> None:
    """Add a row for the first id with each of the others."""
    for other_id in ids[1:]:
        pair = frozenset((ids[0], other_id))
        first, other = next(iter(aliases[ids[0]])), next(iter(aliases[other_id]))
        decision = decided[pair].decision if pair in decided else "ask" if why == SAME_NAME else "merge"
        listed.setdefault(
            pair, Merge(ids[0], other_id, first.name, other.name, first.postcode, other.postcode, why, decision)
        )


class _Groups:
    """Ids joined into groups, each known by the id to keep."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {org_id: org_id for org_id in ids}

    def kept(self, org_id: str) -> str:
        """Return the id that stands for this one."""
        while self._parent[org_id] != org_id:
            org_id = self._parent[org_id]
        return org_id

    def join(self, merge: Merge) -> None:
        """Join the two groups of a pair decided 'merge'; ids that are not in these files are left alone."""
        if merge.decision != "merge" or not merge.pair <= self._parent.keys():
            return
        kept, given_up = sorted((self.kept(merge.org_id), self.kept(merge.other_id)), key=preference)
        if kept != given_up:
            self._parent[given_up] = kept


def read_decisions(folder: Path) -> dict[frozenset[str], Merge]:
    """Return what was decided in a sector folder's `merges.csv`; nothing when there is none.

    Raises
    ------
    BadFile, UnknownName
        If the file lacks an id, or holds a decision other than merge, keep or ask.
    """
    path = folder / "merges.csv"
    if not path.exists():
        return {}
    table = read_table(path, dict.fromkeys(COLUMNS, ()), required=("org_id", "other_id", "decision"))
    columns = {column: table.text(column) for column in COLUMNS}
    decided: dict[frozenset[str], Merge] = {}
    for row, values in zip(table.rows, zip(*columns.values(), strict=True), strict=True):
        merge = Merge(*values)
        if not merge.org_id or not merge.other_id:
            raise BadFile(f"{path.name}, row {row}: both org_id and other_id are needed.")
        merge = replace(merge, decision=merge.decision.lower())
        if merge.decision not in DECISIONS:
            raise UnknownName("decision", merge.decision, DECISIONS, where=f"{path.name}, row {row}")
        decided[merge.pair] = merge
    return decided


def merges_frame(merges: Iterable[Merge]) -> pd.DataFrame:
    """Return merges and questions as the table written to `merges.csv`."""
    return pd.DataFrame([_values(merge) for merge in merges], columns=list(COLUMNS))
