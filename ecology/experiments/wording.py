"""The words of a report that are not its results: the question, what was simulated, what was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ecology import __version__
from ecology.parameters import declarations
from ecology.policies.actions import actions
from ecology.report.page import ReportMeta
from ecology.storage import study_hash

if TYPE_CHECKING:
    from ecology.experiments.comparison import Comparison

LIMITS = (
    "The sector is simulated. Most numbers in it are assumptions or come from interviews and a trial of modest size.",
    "It compares policies with each other under the same assumptions. It does not forecast any year or organisation.",
    "It does not judge the art. Public value here is hours of work at a flat value, saturating with more of the same.",
    "What a sector gains in knowledge and trust can hardly be measured outside a model: no funder could check it.",
    "Grants do not say who works with whom: ties between people are drawn, not observed, unless a file gave them.",
)

WHOLE = 0.99
"""Scale from which a person counts as one member of staff."""


def meta_of(of: Comparison) -> ReportMeta:
    """Return what the report says besides its results."""
    facts = next((outcome.facts for outcome in of.outcomes if outcome.facts), {})
    open_choices = [
        f"{d.meaning.split(': ')[-1].capitalize()}: {value:g} here; "
        f"anything from {d.ends[0]:g} to {d.ends[1]:g} can be defended ({d.name}, {d.unit})"
        for d, (_, value) in zip(declarations(), of.parameters.items(), strict=True)
        if d.ends
    ]
    return ReportMeta(
        question=of.question or default_question(of),
        policies={policy.name: policy.summary for policy in of.policies},
        sector=sector_sentence(of, facts),
        months=of.months,
        n_pairs=of.runs,
        seed=of.seed,
        version=__version__,
        command=of.command or of.call,
        assumptions=assumptions(of),
        labels=facts.get("labels", {}),
        open_choices=open_choices,
        limits=LIMITS,
        citation=f"ecology {__version__}, study {study_hash(of.config)}, seed {of.seed}.",
        last_months=of.last_months,
        actions={policy.name: actions(policy) for policy in of.policies},
    )


def default_question(of: Comparison) -> str:
    """Return the question a comparison answers where nobody has put it in words."""
    return f"What changes if funders hold {' or '.join(of.names[1:])} instead of {of.names[0]}?"


def sector_sentence(of: Comparison, facts: Mapping[str, Any]) -> str:
    """Return what was simulated, with what one person stands for."""
    firms, people = facts.get("organisations", 0), facts.get("people", 0)
    text = f"{of.sector.name}: {firms:,} organisations and {people:,} people at the start"
    scale = facts.get("scale", 1.0)
    return text + (f", each person standing for {1 / scale:.1f} members of staff" if scale < WHOLE else "")


def assumptions(of: Comparison) -> list[str]:
    """Return what was assumed, in sentences."""
    out = [
        "Funders spend the same under every policy: what their levers cost is taken from what they pay in grants.",
        "Policies start after a common first year, unless a policy says otherwise; each pair of runs has the same "
        "organisations, people and chance events up to what the policies change.",
        f"Outcomes are averages over the last {of.last_months} months of each run.",
        "A grant sets how far ahead partners plan, so shorter grants make shorter partnerships directly.",
    ]
    if of.scaled:
        out.insert(
            0,
            f"Policies were made equal by {of.scaled[0].meaning}. " + " ".join(one.sentence for one in of.scaled),
        )
    out += of.out_of_step
    loss = of.parameters.game.loss_ratio
    if loss != 1:
        out.append(
            f"An organisation that holds back wins audience from its partners, who lose {loss:.2g} of that; "
            f"the {'rest comes from' if loss < 1 else 'excess goes'} outside. It moves income, not public value."
        )
    defaults = {d.name: d.default for d in declarations()}
    changed = [f"{name} = {value:g}" for name, value in of.parameters.items() if value != defaults[name]]
    if changed:
        out.append(f"Parameters changed from their defaults: {', '.join(changed)}.")
    if of.strategies:
        own = ", ".join(f"{s.name} ({s.source})" for s in of.strategies)
        out.append(f"Strategies added to the built-in ones, under every policy: {own}.")
    if of.without:
        out.append(f"Switched off: {', '.join(of.without)}.")
    return out
