"""What can go wrong, said so that a user can mend it: what was wrong, where, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST = 60
"""Valid names that are listed; of policies, levers and strategies all are."""


def to_add(extra: str) -> str:
    """Return the command that adds an extra: of the clone, for another package may be called ecology in a registry."""
    return f"pip install '.[{extra}]' in the folder of the clone"


class EcologyError(Exception):
    """A mistake a user can mend; the command line prints it without a traceback."""


class UnknownName(EcologyError, KeyError):
    """A name that is not among the valid ones."""

    def __init__(self, kind: str, name: str, valid: Iterable[str], where: str = "", also: str = "") -> None:
        valid = sorted(valid)
        near = difflib.get_close_matches(name, valid, n=3, cutoff=0.5)
        # what else it may be is worth saying where it is no slip of the pen
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Valid: {_some(valid)}.{also and ' ' + also}"
        super().__init__(f"{where + ': ' if where else ''}unknown {kind} '{name}'. {hint}")

    def __str__(self) -> str:
        """Return the sentence itself; KeyError would print its repr."""
        return str(self.args[0])


def _some(names: list[str]) -> str:
    """Return names in a row, of very many the first."""
    left = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" and {left:,} more" if left > 0 else "")


class OutOfRange(EcologyError, ValueError):
    """A value outside its declared bounds."""


class BadFile(EcologyError):
    """A file that cannot be used: which one, which line or row, and why."""


class Departed(EcologyError):
    """A view of someone or something that has left the sector."""


class OutcomeWrite(EcologyError):
    """Policy code tried to change something other than the terms agents meet."""


class IdleLever(EcologyError):
    """A lever that changed nothing in any run."""


class NothingToCompare(EcologyError):
    """No run succeeded under a policy that is needed for a comparison."""


class StudyExists(EcologyError):
    """The output folder holds another study."""


class Stopped(Exception):
    """The user stopped what was under way; the message says what was lost."""
