"""`ecology list`: everything there is, by kind, as records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ecology.cli.console import results, say, say_json
from ecology.cli.records import records_table
from ecology.metrics.declarations import METRICS
from ecology.parameters import declarations
from ecology.policies.levers import LEVERS, PACKAGES, REFUSED
from ecology.presets.policies import load_policy, policy_names
from ecology.presets.sectors import BUILT_IN, SUMMARIES
from ecology.schedule import FIXED, MONTH
from ecology.strategies import Reactive
from ecology.strategies.library import LIBRARY, in_sectors
from ecology.switches import SWITCHES

Records = list[dict[str, Any]]


def show_list(kind: str, *, as_json: bool) -> None:
    """Print every record of a kind."""
    records = CATALOGUE[kind]()
    if as_json:
        say_json(records)
        return
    results().print(records_table(records, wide=list(records[0])[-1]))
    say(f"\nMore on one of them: ecology describe {singular(kind)}:{records[0]['name']}")


def singular(kind: str) -> str:
    """Return the word for one of a kind.

    Examples
    --------
    >>> singular("policies"), singular("strategies"), singular("levers")
    ('policy', 'strategy', 'lever')
    """
    return f"{kind.removesuffix('ies')}y" if kind.endswith("ies") else kind.removesuffix("s")


def policies() -> Records:
    """Return the built-in policies."""
    held = [load_policy(name) for name in policy_names()]
    return [{"name": p.name, "levers": [name for name, _ in p.levers], "summary": p.summary} for p in held]


def levers() -> Records:
    """Return everything a policy file may hold."""
    rows = []
    for name, lever in LEVERS.items():
        own = f" (from {PACKAGES[name]})" if name in PACKAGES else ""
        rows.append({"name": name, "code": lever.code, "summary": lever.summary + own})
    refused = [{"name": name, "code": "", "summary": f"left out: {why}"} for name, why in REFUSED.items()]
    return rows + refused


def strategies() -> Records:
    """Return all strategies; those with a memory of one act with their probabilities of contributing."""
    rows = []
    for s in LIBRARY.values():
        play = (s.opening, s.cc, s.cd, s.dc, s.dd) if isinstance(s, Reactive) else (None,) * 5
        probabilities = dict(zip(("opening", "CC", "CD", "DC", "DD"), play, strict=True))
        rows.append({"name": s.name, "in sectors": in_sectors(s), **probabilities, "source": s.source})
    return rows


def metrics() -> Records:
    """Return what is measured."""
    return [{"name": m.name, "unit": m.unit, "headline": m.headline, "label": m.label} for m in METRICS.values()]


def parameters() -> Records:
    """Return every parameter as declared."""
    return [
        {"name": d.name, "default": d.default, "unit": d.unit, "range": (d.low, d.high), "meaning": d.meaning}
        for d in declarations()
    ]


def scenarios() -> Records:
    """Return the built-in scenarios."""
    from ecology.scenario import load_scenario, scenario_names

    held = [(name, load_scenario(name)) for name in scenario_names()]
    return [
        {"name": name, "sector": s.sector.name, "pairs": s.runs, "months": s.months, "question": s.question}
        for name, s in held
    ]


def sectors() -> Records:
    """Return the built-in sectors."""
    return [
        {"name": name, "organisations": n, "people": people, "summary": SUMMARIES[name]}
        for name, (n, people) in BUILT_IN.items()
    ]


def phases() -> Records:
    """Return the phases of the month, in order."""
    return [{"name": p.name, "can be switched off": p.name not in FIXED, "why then": p.reason} for p in MONTH]


def mechanisms() -> Records:
    """Return the mechanisms that can be switched off and on."""
    return [{"name": s.name, "phase": s.phase, "by default": "on" if s.is_on else "off", "meaning": s.meaning}
            for s in SWITCHES]  # fmt: skip


def mappings() -> Records:
    """Return the built-in mappings for `ecology import`."""
    from ecology.importers.mapping import load_mapping, mapping_names

    held = [(name, load_mapping(name)) for name in mapping_names()]
    return [
        {"name": name, "tables": list(dict.fromkeys(s.kind for s in m.sections)), "summary": m.summary}
        for name, m in held
    ]


CATALOGUE: dict[str, Callable[[], Records]] = {
    "policies": policies,
    "strategies": strategies,
    "metrics": metrics,
    "parameters": parameters,
    "scenarios": scenarios,
    "sectors": sectors,
    "levers": levers,
    "phases": phases,
    "mechanisms": mechanisms,
    "mappings": mappings,
}
"""Kind → its records."""


def sentence(text: str | None) -> str:
    """Return the first sentence of a docstring."""
    return (text or "").strip().split("\n")[0]
