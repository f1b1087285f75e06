"""Names as people write them in other tables → the organisations they mean."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

from ecology.importers.identities import normalised_name

MOST_NAMES = 5_000
"""Names among which the nearest is looked for."""
MOST_ASKED = 300
"""Unmatched names for which it is looked for: each takes some milliseconds."""


class Names:
    """Organisations by id and name: as written, in any case of letters, or without company forms and punctuation."""

    def __init__(self, name_of: Mapping[str, str]) -> None:
        """Take a mapping of id → name."""
        self._names = list(dict.fromkeys([*name_of.values(), *name_of]))
        self._asked: dict[str, str] = {}
        self._by: list[tuple[Callable[[str], str], dict[str, set[str]]]] = []
        for form in (str, str.casefold, normalised_name):
            ids: dict[str, set[str]] = {}
            names: dict[str, set[str]] = {}
            for org_id, name in name_of.items():
                ids.setdefault(form(org_id), set()).add(org_id)
                names.setdefault(form(name), set()).add(org_id)
            self._by += [(form, ids), (form, names)]

    def find(self, text: str) -> str:
        """Return the id of the organisation meant.

        Raises
        ------
        ValueError
            If it is none of them, with the nearest, or could be several.
        """
        for form, ids in self._by:
            found = ids.get(form(text), set()) if form(text) else set()
            if len(found) == 1:
                return next(iter(found))
            if found:
                raise ValueError(f"'{text[:60]}' is the name of {len(found)} organisations; give its id")
        raise ValueError(f"'{text[:60]}' is none of the organisations{self.nearest(text)}")

    def knows(self, text: str) -> bool:
        """Return whether an organisation is meant."""
        return any(form(text) in ids for form, ids in self._by if form(text))

    def nearest(self, text: str) -> str:
        """Return the nearest name in brackets; '' where there are too many to look through."""
        if text not in self._asked:
            if len(self._names) > MOST_NAMES or len(self._asked) >= MOST_ASKED:
                return ""
            near = difflib.get_close_matches(text, self._names, n=1, cutoff=0.5)
            self._asked[text] = f" (nearest: '{near[0]}')" if near else " (nothing near)"
        return self._asked[text]
