"""A policy: a named bundle of levers, composed in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecology.errors import OutcomeWrite, OutOfRange
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms
from ecology.sector.lock import Lock

MOST = 3
"""Variables that are named one by one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Data only; the same policy may be held by several funders."""

    name: str
    summary: str
    source: str
    levers: tuple[tuple[str, Lever], ...] = ()
    """Name in the policy file and lever, in order of application."""

    def strengths(self, month: int) -> tuple[float, ...]:
        """Return how strongly each lever acts in a month."""
        return tuple(lever.strength(month) for _, lever in self.levers)

    def amendments(self, terms: Terms, month: int, lock: Lock | None = None) -> Iterator[tuple[str, Terms]]:
        """Yield the name of each lever and the terms after it.

        Parameters
        ----------
        terms : Terms
            Those before the first lever.
        month : int
        lock : Lock, optional
            Of the sector, which the policy phase locks meanwhile.

        Raises
        ------
        OutcomeWrite
            When a lever returns anything but new terms, or writes what is not a term; the error names it.
        OutOfRange
            When a lever's terms are out of range.
        """
        for name, lever in self.levers:
            where = f"policy {self.name}, lever {name}, month {month}"
            try:
                amended = amended_by(lever, terms, month, lock)
            except OutcomeWrite as error:
                raise OutcomeWrite(f"{where}: {error} (phase apply_policies)") from None
            except OutOfRange as error:
                raise OutOfRange(f"{where}: {error}") from None
            terms = amended
            yield name, terms


def amended_by(lever: Lever, terms: Terms, month: int, lock: Lock | None) -> Terms:
    """Return the terms after a lever, which are new, within bounds, and all it has changed.

    Raises
    ------
    OutcomeWrite, OutOfRange
        When they are not.
    """
    held = terms.held
    try:
        amended = lever.amend(terms, month)
    except (ValueError, AttributeError, TypeError) as error:
        if isinstance(error, OutOfRange) or not any(w in str(error) for w in ("read-only", "assign", "frozen")):
            raise
        names = lock.written_by(lambda: lever.amend(terms, month)) if lock else []
        raise OutcomeWrite(tried(names, str(error))) from None
    names = lock.changed() if lock else []
    if names:
        raise OutcomeWrite(tried(names))
    spoilt = [name for name, value in terms.held.items() if value is not held[name]]
    if spoilt:
        raise OutcomeWrite(f"it has changed the terms it was given ({', '.join(spoilt)}). Return new ones")
    if type(amended) is not Terms or amended.labels is not terms.labels:
        raise OutcomeWrite("a lever must return terms for the same organisations")
    amended.check(terms)
    return amended


def tried(names: list[str], error: str = "") -> str:
    """Return what is said of a lever that wants to write something other than terms."""
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    what = f"the sector's {', '.join(names[:MOST])}{more}" if names else f"what it was given ({error})"
    return f"it wants to write {what}. Policies change terms only: return those it changes, with new values"
