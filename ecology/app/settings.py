"""Settings: the column in which sector, policies, levers and assumptions are chosen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import fields
from typing import Any

from nicegui import events, run, ui

from ecology.app.choices import NOBODY, Levers, further_strategies, open_choices
from ecology.app.tab import Tab
from ecology.errors import EcologyError
from ecology.importers.files import LARGEST_FILE
from ecology.policies.levers import LEVERS
from ecology.presets.policies import load_policy, policy_names
from ecology.presets.sectors import SUMMARIES, load_sector

Changed = Callable[[], Awaitable[None]]
BROUGHT = "a file of yours"
ONCE = ("start", "end", "ramp_months", "intensity")
"""Values that every lever has."""


class Settings:
    """Controls for the choices of a tab; each calls `changed` once its choice is made."""

    def __init__(self, tab: Tab, changed: Changed) -> None:
        self.tab, self.changed = tab, changed
        with ui.element("section").classes("eco-side").props('aria-label="Settings"'):
            with ui.element("div").classes("eco-block"):
                self.sector()
            for title, levers, optional in (
                ("Policy", tab.choices.first, False),
                ("compared with", tab.choices.second, True),
            ):
                with ui.element("div").classes("eco-block"):
                    self.policy(title, levers, optional)
            with ui.element("div").classes("eco-block"):
                self.assumptions()
                self.strategies()

    def sector(self) -> None:
        """Build the choice of a sector, and the way in for a file."""
        self.sectors: dict[str, str] = {name: f"{name}: {SUMMARIES[name]}" for name in SUMMARIES}
        self.chooser = ui.select(self.sectors, value="standard", label="Sector", on_change=self.sector_chosen)
        self.chooser.classes("eco-full")
        self.upload = ui.upload(
            label="or bring grants or a table (CSV, XLSX, JSON)",
            auto_upload=True,
            max_file_size=LARGEST_FILE,
            on_upload=self.brought,
            on_rejected=lambda: ui.notify("Too large: files of up to 100 MB are read. Split it.", type="negative"),
        )
        self.upload.classes("eco-full")
        self.upload.props('accept=".csv,.tsv,.xlsx,.json,.graphml,.gexf,.net" flat bordered')
        self.read = ui.label().classes("eco-quiet").style("white-space: pre-line")
        with ui.element("div").classes("eco-row"):
            number("Seed", self.tab.choices, "seed", 0, 2**31, self.changed, "the same number gives the same history")
            number("Months", self.tab.choices, "months", 12, 600, self.changed, "how far it goes")

    async def sector_chosen(self, event: events.ValueChangeEventArguments) -> None:
        """Take a built-in sector, or the one that was brought."""
        if event.value in SUMMARIES:
            self.tab.choices.sector = load_sector(event.value)
        elif self.tab.brought:
            self.tab.choices.sector = self.tab.brought
        await self.changed()

    async def brought(self, event: events.UploadEventArguments) -> None:
        """Make a sector of a file; one that cannot be read changes nothing, and says why."""
        self.read.set_text(f"Reading {event.file.name} …")
        content = await event.file.read()
        # so that another can be brought, whatever becomes of this one
        self.upload.reset()
        try:
            summary = await run.io_bound(self.tab.bring, event.file.name, content) or ""
        except EcologyError as error:
            self.read.set_text(str(error))
            ui.notify(str(error), type="negative", multi_line=True, timeout=15_000, close_button="Close")
            return
        self.read.set_text(summary)
        self.sectors[BROUGHT] = f"{BROUGHT}: {self.tab.choices.sector.name}"
        self.chooser.set_options(self.sectors, value=BROUGHT)
        await self.changed()

    def policy(self, title: str, levers: Levers, optional: bool) -> None:
        """Build the choice of a policy, and of its levers."""
        options = {name: f"{name}: {load_policy(name).summary}" for name in policy_names()}
        if optional:
            options[NOBODY] = "nothing: no comparison"

        async def begin(event: events.ValueChangeEventArguments) -> None:
            levers.begin_as(event.value)
            self.show_levers(levers, box)
            await self.changed()

        ui.select(options, value=levers.preset, label=title, on_change=begin).classes("eco-full")
        box = ui.element("div").classes("eco-full")
        self.show_levers(levers, box)

    def show_levers(self, levers: Levers, box: ui.element, *, opened: bool = False) -> None:
        """Build the controls of each lever of a policy, from what the levers declare of themselves."""
        box.clear()
        if levers.preset == NOBODY:
            return
        caption = f"{len(levers.levers)} in this policy"
        with box, ui.expansion("Levers", caption=caption, value=opened).classes("eco-full"):
            for name, lever in levers.levers.items():
                with ui.expansion(name.replace("_", " "), caption=lever.summary).classes("eco-full"):
                    own = [spec for spec in fields(lever) if spec.metadata and spec.name not in ONCE]
                    for spec in [*own, *(spec for spec in fields(lever) if spec.name in ONCE)]:
                        self.value(levers, name, spec.name, getattr(lever, spec.name), spec.metadata)
                    ui.button("Take this lever out", on_click=lambda _, n=name: self.without(levers, n, box)).props(
                        "flat dense"
                    )
            left = [name for name in LEVERS if name not in levers.levers]
            ui.select(
                {name: name.replace("_", " ") for name in left}, label="Add a lever",
                on_change=lambda event: self.added(levers, event.value, box),
            ).classes("eco-full")  # fmt: skip

    def value(self, levers: Levers, lever: str, name: str, value: Any, declared: Any) -> None:
        """Build the control of one value of a lever."""
        low, high = declared["bounds"]

        async def change(event: events.GenericEventArguments) -> None:
            try:
                levers.change(lever, name, field.value)
            except (EcologyError, TypeError) as error:
                field.set_value(getattr(levers.levers[lever], name))
                ui.notify(str(error), type="negative")
                return
            await self.changed()

        field = (
            ui.number(name.replace("_", " "), value=value, min=low, max=high, suffix=declared["unit"])
            .classes("eco-full").props(f'dense hint="{declared["meaning"]}" hide-hint').on("change", change)
        )  # fmt: skip

    async def without(self, levers: Levers, name: str, box: ui.element) -> None:
        """Take a lever out of a policy."""
        levers.remove(name)
        self.show_levers(levers, box, opened=True)
        await self.changed()

    async def added(self, levers: Levers, name: str, box: ui.element) -> None:
        """Add a lever to a policy."""
        levers.add(name)
        self.show_levers(levers, box, opened=True)
        await self.changed()

    def assumptions(self) -> None:
        """Build the controls of the open choices."""
        with ui.expansion("Assumptions nobody can settle", caption="try whether your answer survives them").classes(
            "eco-full"
        ):
            for declared in open_choices():
                assumption(declared, self.tab.choices.assumptions, self.changed)

    def strategies(self) -> None:
        """Build the choice of further strategies that people may hold."""

        async def change(event: events.ValueChangeEventArguments) -> None:
            self.tab.choices.strategies = list(event.value)
            await self.changed()

        ui.select(
            further_strategies(), value=[], multiple=True, label="Further habits that people may have", on_change=change
        ).classes("eco-full").props("use-chips")


def number(
    label: str, holder: Any, name: str, low: int, high: int, changed: Changed, hint: str
) -> None:  # fmt: skip
    """Build a control for a whole number held by an object."""

    async def change(event: events.GenericEventArguments) -> None:
        value = field.value
        if value is None or not low <= value <= high:
            field.set_value(getattr(holder, name))
            ui.notify(f"{label} must be a whole number from {low:,} to {high:,}.", type="negative")
            return
        setattr(holder, name, int(value))
        await changed()

    field = ui.number(label, value=getattr(holder, name), min=low, max=high, precision=0, format="%d")
    field.props(f'dense hint="{hint}"').style("flex: 1").on("change", change)


def assumption(declared: Any, held: dict[str, float], changed: Changed) -> None:
    """Build the control of one open choice."""

    async def change(event: events.GenericEventArguments) -> None:
        value = field.value
        if value is None or not declared.low <= value <= declared.high:
            field.set_value(held.get(declared.name, declared.default))
            ui.notify(f"{declared.name} must be from {declared.low:g} to {declared.high:g}.", type="negative")
            return
        held.pop(declared.name, None)
        if value != declared.default:
            held[declared.name] = float(value)
        await changed()

    low, high = declared.ends
    ui.label(f"{declared.meaning} ({declared.unit}); defended: {low:g} and {high:g}").classes("eco-quiet")
    field = ui.number(declared.name, value=declared.default, min=declared.low, max=declared.high)
    field.classes("eco-full").props("dense").on("change", change)
