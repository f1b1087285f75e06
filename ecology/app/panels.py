"""Panels: parts of the page that are built of what is known and never change by themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from nicegui import ui

from ecology import __version__
from ecology.app.others import Others
from ecology.app.tab import Tab
from ecology.cli.tables import cells, unit
from ecology.experiments.wording import LIMITS
from ecology.metrics.declarations import HEADLINE
from ecology.schedule import MONTH


def refill(box: ui.element, build: Callable[[], None]) -> None:
    """Build the content of a box anew."""
    box.clear()
    with box:
        build()


def card(tab: Tab) -> None:
    """Build the facts of what is looked at."""
    facts = tab.facts()
    if facts is None or tab.looked_at is None:
        ui.label("Click an organisation, a person or a partnership for its facts.").classes("eco-quiet")
        return
    policy = tab.in_force.policies[tab.looked_at[0]].name
    ui.label(f"{facts.title}, under {policy}, month {tab.month}").classes("eco-big")
    with ui.element("dl").classes("eco-facts"):
        for label, value in facts.rows:
            with ui.element("dt"):
                ui.label(label)
            with ui.element("dd"):
                ui.label(value)
    if facts.sentences:
        ui.label("Its life").classes("eco-big")
        with ui.element("ol").classes("eco-story"):
            for sentence in facts.sentences:
                with ui.element("li"):
                    ui.label(sentence)


def verdicts(others: Others) -> None:
    """Build the table of paired differences."""
    found = others.verdicts([metric.name for metric in HEADLINE])
    if not found:
        ui.label("Needs two policies, and two finished sectors.").classes("eco-quiet")
        return
    titles = ("outcome, unit", found[0].a, found[0].b, "difference", "95 % interval", "verdict")
    with ui.element("div").classes("eco-wide"), ui.element("table").classes("eco-verdicts"):
        with ui.element("tr"):
            for title in titles:
                with ui.element("th"):
                    ui.label(title)
        for row in found:
            with ui.element("tr"):
                for text in (f"{row.metric.label} ({unit(row.unit)})", *cells(row), row.verdict):
                    with ui.element("td"):
                        ui.label(text)
    ui.label(f"{found[0].n_pairs} pairs; means over the last months of each run, as in every comparison.").classes(
        "eco-quiet"
    )


def explained() -> None:
    """Build the month in words, and what the model cannot tell."""
    with ui.element("div").classes("eco-block"):
        with ui.expansion("The month, phase by phase", icon="schedule").classes("eco-full"):
            for i, phase in enumerate(MONTH, start=1):
                title = f"{i}. {phase.name.replace('_', ' ')}"
                with (
                    ui.expansion(title, caption=phase.reason).classes("eco-full"),
                    ui.element("pre").classes("eco-doc"),
                ):
                    ui.label(inspect.getdoc(phase.run) or "").style("white-space: pre-wrap")
        with ui.expansion("What it cannot tell you", icon="info").classes("eco-full"):
            for limit in LIMITS:
                ui.label(limit)
    ui.label(f"ecology {__version__}").classes("eco-quiet")
