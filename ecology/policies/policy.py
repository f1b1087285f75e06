"""A policy: a named bundle of levers, composed in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecology.errors import OutcomeWrite, OutOfRange
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


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

    def amendments(
        self, terms: Terms, month: int, unchanged: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[str, Terms]]:
        """Yield the name of each lever and the terms after it.

        Parameters
        ----------
        terms : Terms
            Those before the first lever.
        month : int
        unchanged : callable
            Raises OutcomeWrite if anything but the terms has changed; the policy phase gives one that watches.

        Raises
        ------
        OutcomeWrite
            When a lever returns anything but terms, or tries to change what is not a term.
        OutOfRange
            When a lever's terms are out of range.
        """
        for name, lever in self.levers:
            where = f"policy {self.name}, lever {name}, month {month}"
            try:
                amended = lever.amend(terms, month)
                unchanged()
            except OutcomeWrite as error:
                raise OutcomeWrite(f"{where}: {error}") from None
            except OutOfRange as error:
                raise OutOfRange(f"{where}: {error}") from None
            except (ValueError, AttributeError, TypeError) as error:
                if any(word in str(error) for word in ("read-only", "assign", "frozen")):
                    raise OutcomeWrite(f"{where}: policies change terms only, never the sector ({error})") from None
                raise
            if type(amended) is not Terms or amended.labels is not terms.labels:
                raise OutcomeWrite(f"{where}: a lever must return terms for the same organisations")
            terms = amended
            yield name, terms
