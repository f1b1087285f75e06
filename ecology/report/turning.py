"""Turning: whether the answer keeps its sign where an open choice is put to its ends, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ecology.analysis.choices import KEEPS, LEANS_OTHER, LEANS_SAME, NOT_MEASURED, TURNS
from ecology.analysis.effects import CLEAR, NO_DIFFERENCE
from ecology.plots.choices import Choice
from ecology.plots.lettering import named, shown
from ecology.report.quantities import change
from ecology.report.sentences import Row, Sentence, finding

MOST = 3
"""Assumptions named in one sentence; the others are counted."""

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Turning:
    """What moving the open choices does to one outcome of one pair of policies."""

    lead: Sentence
    """The answer, and whether it keeps its sign."""
    conditions: list[Sentence]
    """When it turns or leans the other way, one sentence an end."""
    rest: Sentence | None
    """What the other ends do; None when nothing was varied."""
    first: str
    """The assumption to settle first, in words; empty when none turns the answer."""


def turning(row: Row, found: Sequence[Choice]) -> Turning:
    """Return what is said of the answer `row` and the ends `found` of the open choices."""
    own = [choice for choice in found if (choice.outcome, choice.a, choice.b) == (row.outcome, row.a, row.b)]
    measured = [choice for choice in own if choice.verdict != NOT_MEASURED]
    against = [*_turned(measured), *_other(measured)] if row.verdict == CLEAR else []
    return Turning(
        lead=_lead(row, own, measured),
        conditions=[_condition(row, choice) for choice in against],
        rest=_rest(row, own, measured) if measured else None,
        first=shown(against[0].words, 100) if against else "",
    )


def when(choice: Choice) -> str:
    """Return at what value of a choice the answer turns: '“weight of consent” is above about 0.3 (0.2 here)'."""
    low, high = sorted((choice.default, choice.value))
    has_flip = low < choice.flip < high
    side = "below" if choice.value < choice.default else "above"
    value = f"{side} about {choice.said(choice.flip)}" if has_flip else choice.said(choice.value)
    return f"“{shown(choice.words, 100)}” is {value} ({choice.said(choice.default)} here)"


def _lead(row: Row, own: Sequence[Choice], measured: Sequence[Choice]) -> Sentence:
    """Return the first sentence of the answer."""
    if row.n_pairs < 2:
        return finding(row)
    what, b, a = row.metric.label, named(row.b), named(row.a)
    keys = tuple(choice.key for choice in measured)
    if row.verdict != CLEAR:
        open_said = (
            f"{what} hardly differs between {b} and {a}"
            if row.verdict == NO_DIFFERENCE
            else f"These runs do not settle whether {what.lower()} is higher or lower under {b} than under {a}"
        )
        return Sentence(f"{open_said}{_range(row, measured) if measured else _untested(own)}", row, keys)
    said = f"{what} is {'higher' if row.difference > 0 else 'lower'} under {b} than under {a}"
    if not measured:
        return Sentence(f"{said}{_untested(own)}", row)
    turned, other = _turned(measured), _other(measured)
    undecided = [choice for choice in measured if choice.verdict != KEEPS and choice not in turned + other]
    ends = f"{_counted(len(measured), 'variation')} of the {_assumptions(measured)} that could have turned it"
    missing = f" {_number(len(own) - len(measured)).capitalize()} more could not be measured." * (own != measured)
    if turned:
        lean = f" It also leans the other way, without being clear, in {len(other)} more." if other else ""
        text = f"Be careful: {_lower(said, what)}, but the answer turns round when {_any(turned)}.{lean}"
    elif other:
        text = (
            f"Be careful: {_lower(said, what)}. None of the {ends} clearly turns it round, but it leans the other way "
            f"when {_any(other)}."
        )
    elif undecided:
        kept = _number(len(measured) - len(undecided))
        text = (
            f"{said}. The answer keeps its sign in {kept} of the {ends}; in the other {_number(len(undecided))} "
            "the few pairs of runs tried there do not settle it."
        )
    else:
        text = f"{said}. The answer keeps its sign in all {ends}."
    return Sentence(f"{text}{missing}", row, keys)


def _condition(row: Row, choice: Choice) -> Sentence:
    """Return when the answer turns or leans the other way at one end."""
    verb = "turns round" if choice.verdict == TURNS else "leans the other way, without being clear,"
    return Sentence(
        f"{row.metric.label} {verb} when {when(choice)}: {change(choice.difference, row.unit, choice.scale)} at "
        f"{choice.said(choice.value)}.", row, (choice.key,),
    )  # fmt: skip


def _rest(row: Row, own: Sequence[Choice], measured: Sequence[Choice]) -> Sentence:
    """Return what becomes of the sign over all ends, counted, and what the count rests on."""
    if row.verdict == CLEAR:
        counts = [(verdict, sum(choice.verdict == verdict for choice in own))
                  for verdict in (KEEPS, LEANS_SAME, LEANS_OTHER, TURNS, NOT_MEASURED)]  # fmt: skip
        counted = f"the sign {', '.join(f'{verdict} in {count}' for verdict, count in counts if count)}"
    else:
        higher, lower = sum(choice.low > 0 for choice in own), sum(choice.high < 0 for choice in own)
        settled = [f"clearly above zero in {higher}"] * bool(higher) + [f"clearly below it in {lower}"] * bool(lower)
        counted = f"the difference is {' and '.join(settled) or 'clear in none'}"
    fewest, most = (pick(choice.n_pairs for choice in measured) for pick in (min, max))
    pairs = f"{fewest if fewest == most else f'{fewest} to {most}'} pair{'s' * (most != 1)} of runs"
    return Sentence(
        f"Each assumption was put to both ends of what can be defended, one at a time ({pairs} each): for "
        f"{named(row.b)}, {counted} of {len(own)} variations. Two assumptions together may do what one does not.",
        row, tuple(choice.key for choice in own),
    )  # fmt: skip


def _turned(measured: Sequence[Choice]) -> list[Choice]:
    """Return the ends that turn the answer round."""
    return [choice for choice in measured if choice.verdict == TURNS]


def _other(measured: Sequence[Choice]) -> list[Choice]:
    """Return the ends where it leans the other way, and did not do so in the same few pairs at the default."""
    return [choice for choice in measured if choice.verdict == LEANS_OTHER and math.isfinite(choice.flip)]


def _range(row: Row, measured: Sequence[Choice]) -> str:
    """Return how far the open choices move an answer that has no sign to keep."""
    least, most = (pick(measured, key=lambda choice: choice.difference) for pick in (min, max))
    scale = max(abs(least.difference), abs(most.difference)) / 10
    low, high = (change(choice.difference, row.unit, scale) for choice in (least, most))
    return (
        f". At the ends of the {_assumptions(measured)} that could change this, the mean difference of the few pairs "
        f"tried lies between {low} and {high}."
    )


def _untested(own: Sequence[Choice]) -> str:
    if own:
        return "; whether the open choices turn that round could not be measured."
    return "; whether the open choices could turn that round was not tested."


def _any(found: Sequence[Choice]) -> str:
    """Return when any of the ends is reached, the most named and the others counted."""
    said = ", or when ".join(when(choice) for choice in found[:MOST])
    return f"{said}, and in {_number(len(found) - MOST)} more" if len(found) > MOST else said


def _assumptions(found: Sequence[Choice]) -> str:
    return _counted(len({choice.parameter for choice in found}), "assumption")


def _counted(count: int, noun: str) -> str:
    return f"{_number(count)} {noun}{'s' * (count != 1)}"


def _number(count: int) -> str:
    return COUNTED[count] if count < len(COUNTED) else str(count)


def _lower(said: str, label: str) -> str:
    return said.replace(label, label[:1].lower() + label[1:], 1)
