"""What is known about people in a grants file: found, named by column, and left behind."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ecology.founding.emails import REMOVED
from ecology.importers.text import read_text

DEEPEST = 30
"""Levels of nesting a grant may have; the standard needs four."""

PERSON_WORDS = frozenset({
    "applicant", "applicants", "contact", "contacts", "email", "emails", "mail", "phone", "telephone", "mobile", "fax",
    "surname", "forename", "firstname", "lastname", "fullname", "person", "people", "individual", "individuals", "dob",
    "birth", "birthday", "gender", "ethnicity", "disability",
})  # fmt: skip
"""A column whose name holds one of these words is about a person."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_INDIVIDUAL = re.compile(r"\bindividuals?\b|\bsole trader\b", re.IGNORECASE)
_SAID_OF_ONE = frozenset({
    "a", "an", "the", "to", "for", "of", "only", "grant", "grants", "award", "awards", "bursary", "bursaries", "fund",
    "funds", "scheme", "programme", "support", "funding", "paid", "made", "recipient", "recipients", "artist",
    "artists", "practitioner", "practitioners", "person", "individual", "individuals",
})  # fmt: skip
"""Words beside 'individual' that leave no doubt that a person is meant, and not work with some."""


@lru_cache(maxsize=4096)  # a file repeats its few columns in every row
def is_about_people(column: str) -> bool:
    """Return whether a column's name says that it is about a person.

    Examples
    --------
    >>> is_about_people("contactName"), is_about_people("Applicant: E-mail"), is_about_people("amountAppliedFor")
    (True, True, False)
    """
    words = [word.lower() for word in _WORD.findall(column)]
    pairs = {first + second for first, second in pairwise(words)}
    return bool(PERSON_WORDS.intersection(words) or PERSON_WORDS & pairs)


def says_individual(text: object) -> bool:
    """Return whether a cell about a grant says, and says nothing else than, that it went to a person.

    Examples
    --------
    >>> says_individual("Individuals"), says_individual("Grant to an individual"), says_individual("Sole trader")
    (True, True, True)
    >>> says_individual("Classes for individuals with dementia")
    False
    """
    words = set(re.findall(r"[a-z]+", text[:80].lower())) if isinstance(text, str) else set()
    return words == {"sole", "trader"} or (bool(words & {"individual", "individuals"}) and words <= _SAID_OF_ONE)


def is_individual(row: Any) -> bool:
    """Return whether a grant was made to a person rather than to an organisation."""
    if not isinstance(row, dict):
        return False
    if row.get("recipientIndividual") or row.get("toIndividualsDetails"):
        return True
    added = row.get("additional_data")
    if isinstance(added, dict) and str(added.get("TSGRecipientType", ""))[:20].strip().lower() == "individual":
        return True
    programmes = row.get("grantProgramme")
    programme = programmes[0] if isinstance(programmes, list) and programmes else programmes
    if isinstance(programme, dict) and says_individual(programme.get("title")):
        return True
    recipients = row.get("recipientOrganization")
    first = recipients[0] if isinstance(recipients, list) and recipients else recipients
    kind = first.get("organisationType") if isinstance(first, dict) else None
    return isinstance(kind, str) and bool(_INDIVIDUAL.search(kind))


def person_columns(row: Any) -> set[str]:
    """Return the names of a grant's columns that are about people, however deeply they are nested.

    Raises
    ------
    ValueError
        If the grant is nested more than `DEEPEST` levels deep.
    """
    found: set[str] = set()
    waiting = [(row, 1)]
    while waiting:  # not recursion: a hostile file nests deeper than Python can call
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise ValueError(f"the grant is nested more than {DEEPEST} levels deep")
        if isinstance(value, dict):
            found.update(nameable(key) for key in value if is_about_people(key))
            waiting.extend((inner, depth + 1) for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            waiting.extend((inner, depth + 1) for inner in value if isinstance(inner, dict | list))
    return found


def nameable(column: str) -> str:
    """Return a column's or a sheet's name as it can be printed; one that itself holds an address is not repeated."""
    try:
        name = read_text(column, "column")
    except ValueError:
        name = REMOVED
    return "(a column whose name is not repeated here)" if REMOVED in name or len(name) > 60 else name
