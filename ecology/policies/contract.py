"""Contract: what every lever promises, checked on made-up terms; for our own levers and for anybody's."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from traceback import extract_tb

import numpy as np

from ecology.errors import EcologyError, OutOfRange
from ecology.parameters import Parameters
from ecology.policies.lever import NEVER, Lever, Who
from ecology.policies.terms import FIELDS, Labels, Terms

LABELS = Labels(
    alive=np.array([True, True, True, True, False, True]),
    domain=np.array([0, 0, 1, 2, 0, 3], np.int8),
    region=np.array([0, 10, 0, 10, 0, 1], np.int8),
    size=np.array([0, 1, 2, 0, 1, 2], np.int8),
    entry=np.arange(6),
    name=np.array(["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"], dtype=object),
)
"""Six organisations, one of them closed."""
BASELINE = Terms.baseline(1, LABELS, Parameters())
SOME_CONTROL = BASELINE.replace(target=0.3, control=0.2, report_hours=4, organisation_cost=50, channel_sight=0.1)
BASES = (BASELINE, SOME_CONTROL)
MONTH = 20
COSTS = ("organisation_cost", "grant_cost")
"""Terms that say what a lever costs the funder."""
CLOSE = 1e-9

Make = type[Lever]


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing a lever promises."""

    name: str
    broken: Callable[[Make], str]
    """Returns what is wrong, where, and what to do; empty where the promise is kept."""


def same(a: Terms, b: Terms) -> bool:
    """Return whether two tables of terms are equal bit for bit."""
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in FIELDS)


def changed(old: Terms, new: Terms) -> list[str]:
    """Return the names of terms that differ."""
    return [name for name in FIELDS if not np.array_equal(getattr(old, name), getattr(new, name))]


def says_what_it_is(make: Make) -> str:
    """Look for code, summary, source and docstring, and for unit, bounds, meaning and source of every value."""
    for name in ("code", "summary", "source"):
        if not str(getattr(make, name, "")).strip():
            return f"it has no {name}: write {name}: ClassVar[str] = “…” in the class"
    if make.code[:1] != "P" or not make.code[1:].isdigit():
        return f"code = {make.code!r}: must be P and a number, as in P37"
    if not (make.__doc__ or "").strip():
        return "the class has no docstring: say in a sentence what the funder does"
    for spec in fields(make):
        if spec.name == "who":
            continue
        missing = [key for key in ("unit", "bounds", "meaning", "source") if not spec.metadata.get(key)]
        if missing:
            return f"{spec.name}: has no {' and no '.join(missing)}: declare it with parameter(…)"
    return ""


def is_deterministic(make: Make) -> str:
    """Amend the same terms twice, and look whether they are left alone."""
    for base in BASES:
        before = {name: getattr(base, name).copy() for name in FIELDS}
        if not same(make().amend(base, MONTH), make().amend(base, MONTH)):
            return "the same terms gave different ones the second time: at_full must depend on nothing but its terms"
        for name, held in before.items():
            if not np.array_equal(held, getattr(base, name)):
                return f"it has changed the old terms ({name}): return new values, and leave the terms it is given"
    return ""


def is_nothing_at_nought(make: Make) -> str:
    """Compare terms at intensity 0 with those before, bit for bit."""
    for base in BASES:
        moved = changed(base, make(intensity=0).amend(base, MONTH))
        if moved:
            return f"with intensity = 0 it changes {', '.join(moved)}: let amend scale what at_full returns"
    return ""


def changes_something(make: Make) -> str:
    """Look for a term it changes at full strength, besides its cost."""
    moved = set(changed(BASELINE, make().amend(BASELINE, MONTH))) - set(COSTS)
    return "" if moved else "with its default values it changes nothing but its cost: return a term from at_full"


def costs_more_the_stronger(make: Make) -> str:
    """Look whether it costs the funder something, and the more the stronger it is."""

    def cost(strength: float) -> float:
        terms = make(intensity=strength).amend(BASELINE, MONTH)
        return float(sum(getattr(terms, name)[0, LABELS.alive].sum() for name in COSTS))

    costs = [cost(strength) for strength in (0, 0.25, 0.5, 0.75, 1)]
    if costs[0] != 0:
        return f"with intensity = 0 it costs £{costs[0]:,.0f} a month"
    if any(more <= less for less, more in pairwise(costs)):
        told = ", ".join(f"£{c:,.0f}" for c in costs)
        return (
            f"its cost does not grow with intensity ({told} a month): add to organisation_cost or grant_cost in at_full"
        )
    return ""


def keeps_its_dates(make: Make) -> str:
    """Look whether it acts from its first month to its last, and reaches full strength in proportion."""
    lever = make(start=5, end=8)
    acts = [month for month in range(1, 13) if changed(BASELINE, lever.amend(BASELINE, month))]
    if acts != [5, 6, 7, 8]:
        return f"with start = 5 and end = 8 it acts in months {acts}: let amend look at the date"
    ramped, full = make(start=1, ramp_months=3), make(start=1).amend(BASELINE, 1)
    for month, part in ((1, 0.25), (2, 0.5), (4, 1.0), (9, 1.0)):
        terms = ramped.amend(BASELINE, month)
        for name in FIELDS:
            old, new = getattr(BASELINE, name), getattr(full, name)
            if not np.allclose(getattr(terms, name), old + part * (new - old), rtol=CLOSE, atol=CLOSE):
                return f"with ramp_months = 3 the term {name} is not at {part:.0%} of its change in month {month}"
    return ""


def keeps_to_those_meant(make: Make) -> str:
    """Look whether those it is not meant for are left as they were."""
    for who in (Who(region=("Wales",)), Who(domain=("theatre",), size=("small",)), Who(organisation=("Fir",))):
        meant = who.mask(LABELS)
        terms = make(who=who).amend(SOME_CONTROL, MONTH)
        for name in FIELDS:
            if not np.array_equal(getattr(terms, name)[:, ~meant], getattr(SOME_CONTROL, name)[:, ~meant]):
                return f"meant for {who}, it changes the term {name} of others"
    return ""


def has_bounds(make: Make) -> str:
    """Try values beyond their bounds, and terms at the ends of its values."""
    for spec in fields(make):
        if "bounds" not in spec.metadata:
            continue
        low, high = spec.metadata["bounds"]
        for beyond in (low - 1, high + 1):
            try:
                make(**{spec.name: beyond})
            except OutOfRange:
                continue
            return f"{spec.name} = {beyond:g} is taken, beyond its bounds of {low:g} to {high:g}"
        for bound in (low, high):
            if spec.name in {"start", "end"}:
                continue
            try:
                make(**{spec.name: bound}).amend(SOME_CONTROL, NEVER - 1)
            except OutOfRange as error:
                return f"with {spec.name} = {bound:g} {error}: narrow its bounds, or keep the term in its own"
    return ""


def travels(make: Make) -> str:
    """Send it to another process and back."""
    lever = make(intensity=0.5, who=Who(region=("Wales",)))
    try:
        back = pickle.loads(pickle.dumps(lever))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        return f"it cannot be sent to another process ({error}): let it hold numbers and names alone"
    return "" if back == lever else "it does not come back the same from another process"


PROMISES = (
    Promise("says what it is", says_what_it_is),
    Promise("is deterministic, and leaves old terms alone", is_deterministic),
    Promise("is nothing at intensity 0, bit for bit", is_nothing_at_nought),
    Promise("changes something besides its cost", changes_something),
    Promise("costs the funder, and the more the stronger", costs_more_the_stronger),
    Promise("keeps its dates and its ramp", keeps_its_dates),
    Promise("keeps to those it is meant for", keeps_to_those_meant),
    Promise("has bounds, and keeps terms in theirs", has_bounds),
    Promise("comes back the same from another process", travels),
)
"""In the order in which they are checked."""


def checked(make: Make) -> Iterator[tuple[str, str]]:
    """Yield each promise and what is wrong with it, empty where it is kept; an error of the lever's own is a fault."""
    for promise in PROMISES:
        try:
            yield promise.name, promise.broken(make)
        except EcologyError as error:
            yield promise.name, str(error)
        except Exception as error:  # whatever a lever of somebody else's may do
            yield promise.name, f"it fails with {type(error).__name__}: {error}{place(error)}"


def place(error: BaseException) -> str:
    """Return where an error arose outside this package, as in ', line 30 of mine.py'; nothing if nowhere."""
    ours = Path(__file__).parents[1]
    frames = [f for f in extract_tb(error.__traceback__) if Path(f.filename).is_file()]
    theirs = [f for f in frames if not Path(f.filename).resolve().is_relative_to(ours)]
    return f", line {theirs[-1].lineno} of {Path(theirs[-1].filename).name}" if theirs else ""
