"""`ecology describe`: one thing, in full."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import Field, fields
from typing import Any

import numpy as np

from ecology.analysis.expected import SIGNS
from ecology.cli.catalogue import CATALOGUE, sentence, singular
from ecology.cli.compare import check_sector
from ecology.cli.console import notes, results, say
from ecology.cli.records import printed, records_table
from ecology.errors import EcologyError, UnknownName
from ecology.importers.mapping import load_mapping
from ecology.importers.rules import Rule
from ecology.metrics.declarations import METRICS
from ecology.parameters import declarations
from ecology.policies.actions import aim
from ecology.policies.lever import Lever, Who
from ecology.policies.levers import PACKAGES, find_lever
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.scenario import load_scenario
from ecology.schedule import MONTH
from ecology.sector.categories import DOMAINS, GROUPINGS, REGIONS
from ecology.strategies import Reactive
from ecology.strategies.automaton import Automaton
from ecology.strategies.library import in_sectors, named
from ecology.switches import SWITCHES

COMMON = tuple(spec.name for spec in fields(Lever))
"""What every lever has; said only where it differs from the usual."""


def describe_one(what: str) -> None:
    """Print one thing, given as KIND:NAME."""
    kind, colon, name = what.partition(":")
    if not (colon and name):
        raise EcologyError(f"describe {what}: must be KIND:NAME, as in policy:targets. Kinds: {', '.join(DESCRIBED)}.")
    if kind not in DESCRIBED:
        raise UnknownName("kind", kind, DESCRIBED)
    DESCRIBED[kind](name)


def policy(name: str) -> None:
    """Print a policy's levers and their values; money spent by the funder is marked."""
    held = load_policy(name)
    heading("policy", held.name, held.summary, held.source)
    if not held.levers:
        say("\nNo levers: nothing differs from a sector without a policy.")
    for key, lever in held.levers:
        say(f"\n{key} ({lever.code}): {lever.summary} {in_force(lever)}")
        results().print(records_table(values(lever), wide="meaning"))
        if lever.who != Who():
            say(f"Only for {aim(lever.who)}")


def lever(name: str) -> None:
    """Print a lever's values as they are unless a policy says otherwise."""
    kind = find_lever(name)
    heading("lever", name, kind.summary, f"{kind.source} ({kind.code} in the list of levers)")
    if name in PACKAGES:
        say(f"From the package {PACKAGES[name]}")
    say(f"\n{inspect.getdoc(kind)}\n\nIts values, unless a policy file says otherwise:")
    results().print(records_table(declared(kind(), own(kind)), wide="meaning"))
    say("\nEvery lever also has:")
    results().print(records_table(declared(kind(), [s for s in fields(Lever) if s.metadata]), wide="meaning"))
    say('\nand who, as in who = { region = ["Wales"], size = ["small"] }; without it, everybody. Its values:')
    for key, levels in GROUPINGS.items():
        say(f"  {key}: {', '.join(levels)}")
    say("  organisation: names, as in organisations.csv of the sector")
    say("  share: 0 to 1; that share, drawn by lot, of those the others leave")


def strategy(name: str) -> None:
    """Print a strategy."""
    held = named(name)
    heading("strategy", held.name, sentence(type(held).__doc__), held.source)
    if isinstance(held, Reactive):
        say(f"\nProbability of contributing: {printed(float(held.opening))} at first; by the last acts, own first:")
        say("\n".join(f"  {key.upper()}  {printed(float(getattr(held, key)))}" for key in ("cc", "cd", "dc", "dd")))
        say("C contributed, D held back.")
    elif isinstance(held, Automaton):
        say("\nIt begins in state 0. Probability of contributing in each state, and the next after CC, CD, DC and DD:")
        states = zip(held.chances.tolist(), held.moves.tolist(), strict=True)
        say("\n".join(f"  {i}  {printed(p)}  → {', '.join(map(str, after))}" for i, (p, after) in enumerate(states)))
    else:
        say(f"\n{inspect.getdoc(held)}")
    say(f"\nIn sectors: {in_sectors(held)}")
    say(f"Never the first to hold back, so that people may start with it as cooperators: {printed(held.prosocial)}")


def metric(name: str) -> None:
    """Print what a metric measures."""
    if name not in METRICS:
        raise UnknownName("metric", name, METRICS)
    m = METRICS[name]
    margin = f"{m.margin:.1%} of the first policy's mean" if m.relative else f"{m.margin:g} ({m.unit})"
    say(
        f"metric {m.name}: {m.label}\n\n{m.meaning}\n\nUnit: {m.unit}\n"
        f"Smallest difference worth speaking of: {margin}\n"
        f"In the table of every comparison: {printed(m.headline)}\nBy size, region and art form: {printed(m.grouped)}"
    )


def parameter(name: str) -> None:
    """Print a parameter as declared."""
    known = {d.name: d for d in declarations()}
    if name not in known:
        raise UnknownName("parameter", name, known)
    d = known[name]
    say(f"parameter {d.name}: {d.meaning}\n")
    say(f"Default: {d.default:,g}\nUnit: {d.unit}\nFrom {d.low:,g} to {d.high:,g}\nSource: {d.source}")
    if d.ends:
        say(f"An open choice: {d.ends[0]:g} and {d.ends[1]:g} can both be defended, and may turn a result round.")
    say(f"\nTo change it: --set {d.name}=VALUE")


def scenario(name: str) -> None:
    """Print what a scenario asks for."""
    s = load_scenario(name)
    say(f"scenario {s.name}: {s.summary}\n\n{s.question}\n")
    say(
        f"Sector: {s.sector.name}\nPolicies: {', '.join(p.name for p in s.policies)}\nPairs: {s.runs}\n"
        f"Months: {s.months}\nSeed: {s.seed}\nSwitched off: {', '.join(s.without) or 'nothing'}\n"
        f"Further strategies: {', '.join(s.strategies) or 'none'}"
    )
    usual = {d.name: d.default for d in declarations()}
    changed = [f"{key} = {value:g}" for key, value in s.parameters.items() if value != usual[key]]
    say(f"Parameters that differ: {', '.join(changed) or 'none'}")
    for line in s.expected:
        asked = f"{line.metric}, {line.policy} against {line.than}: {SIGNS[line.sign]}"
        say(f"An account says: {line.says} ({f'{line.claim}: ' if line.claim else ''}{asked})")
    say(f"\nTo run it: ecology run {name}")


def sector(name: str) -> None:
    """Print what is known of a sector, and how it is known."""
    check_sector(name)
    with notes():
        spec = load_sector(name)
    o = spec.organisations
    people = spec.headcount if spec.headcount is not None else "one for each member of staff"
    say(f"sector {spec.name}\n\nOrganisations: {len(o.name):,}\nPeople: {printed(people)}")
    say(f"Funders: {', '.join(spec.funders.name) if spec.funders else 'one, founded with the sector'}")
    for word, codes, names in (("Art forms", o.domain, DOMAINS), ("Regions", o.region, REGIONS)):
        counts = [f"{label} {int(np.sum(codes == i))}" for i, label in enumerate(names) if np.any(codes == i)]
        say(f"{word}: {', '.join(counts) or 'drawn from the published shape'}")
    say(f"How it is known: {', '.join(f'{part} {label}' for part, label in spec.labels.items())}")
    say(f"Sources: {', '.join(spec.sources) or 'none given'}\nWhat is not known is drawn when the sector is founded.")


def phase(name: str) -> None:
    """Print what a phase of the month does, reads and writes."""
    held = {p.name: p for p in MONTH}
    if name not in held:
        raise UnknownName("phase", name, held)
    number = list(held).index(name) + 1
    say(f"phase {name}: number {number} of {len(MONTH)} in the month, because {held[name].reason}\n")
    say(inspect.getdoc(held[name].run) or "")


def mechanism(name: str) -> None:
    """Print what a mechanism does, and by which parameters it is switched off and on."""
    held = {s.name: s for s in SWITCHES}
    if name not in held:
        raise UnknownName("mechanism", name, held)
    s = held[name]
    usual = {d.name: d.default for d in declarations()}
    say(f"mechanism {s.name}: {s.meaning}\n\nPhase: {s.phase}\nBy default: {'on' if s.is_on else 'off'}")
    for word, settings in (("Off", s.off), ("On", s.on or {key: usual[key] for key in s.off})):
        say(f"{word}: {', '.join(f'{key} = {value:g}' for key, value in settings.items())}")
    say(f"\nTo change it: --set {s.name}={'off' if s.is_on else 'on'}")


def mapping(name: str) -> None:
    """Print what a mapping makes of which columns."""
    held = load_mapping(name)
    heading("mapping", held.name, held.summary, held.source)
    for key, titles in held.files.items():
        say(f"\nFile {key}: known by its columns {', '.join(titles)}")
    for section in held.sections:
        origin = f"from {section.source}" if section.source else "from every file that has the columns"
        say(f"\nTable {section.kind}, {origin}:")
        rows = [{"column": column, "is filled from": filled_from(rule)} for column, rule in section.columns.items()]
        results().print(records_table(rows, wide="is filled from"))
        for left in section.leave_out:
            say(f"Left out: {left.because}")


def filled_from(rule: Rule) -> str:
    """Return what a rule of a mapping reads, in words."""
    if not rule.columns:
        return f"always {rule.constant}" if rule.constant else f"{rule.numbered}1, {rule.numbered}2 … by row"
    words = f"the sum of {len(rule.columns)} columns, from {rule.columns[0]}" if rule.adds else rule.columns[0]
    if rule.above is not None:
        return f"{rule.then} where {words} is above {rule.above:g}"
    return words + (f", {len(rule.values)} words translated" if rule.values else "")


DESCRIBED: dict[str, Callable[[str], None]] = {
    "policy": policy,
    "strategy": strategy,
    "metric": metric,
    "parameter": parameter,
    "scenario": scenario,
    "sector": sector,
    "lever": lever,
    "phase": phase,
    "mechanism": mechanism,
    "mapping": mapping,
}
"""Kind → what prints one of it."""
assert set(DESCRIBED) == {singular(kind) for kind in CATALOGUE}


def heading(kind: str, name: str, summary: str, source: str) -> None:
    """Print what something is and where it comes from."""
    say(f"{kind} {name}: {summary}\nSource: {source}")


def own(kind: type[Lever]) -> list[Field[Any]]:
    """Return the values only this lever has."""
    return [spec for spec in fields(kind) if spec.name not in COMMON]


def values(held: Lever) -> list[dict[str, Any]]:
    """Return a lever's own values, with units."""
    return [
        {"value": spec.name, "is": getattr(held, spec.name), "unit": spec.metadata["unit"], "meaning": meaning(spec)}
        for spec in own(type(held))
    ]


def declared(held: Lever, specs: list[Field[Any]]) -> list[dict[str, Any]]:
    """Return values with units and bounds."""
    return [
        {
            "value": spec.name, "is": getattr(held, spec.name), "range": spec.metadata["bounds"],
            "unit": spec.metadata["unit"], "meaning": meaning(spec),
        }
        for spec in specs
    ]  # fmt: skip


def meaning(spec: Field[Any]) -> str:
    """Return what a value means; what the funder spends is said to be a cost."""
    text = str(spec.metadata["meaning"])
    return f"cost to the funder: {text}" if "£" in spec.metadata["unit"] and "funder" not in text else text


def in_force(held: Lever) -> str:
    """Return when and how strongly a lever acts, in a sentence."""
    usual = {spec.name: spec.default for spec in fields(Lever)}
    words = [f"from month {held.start}"]
    words += [f"to month {held.end}"] if held.end != usual["end"] else []
    words += [f"growing over {held.ramp_months} months"] if held.ramp_months else []
    words += [f"at {held.intensity:.0%} of full strength"] if held.intensity != usual["intensity"] else []
    return f"In force {', '.join(words)}."
