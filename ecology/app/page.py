"""The page: what one browser tab shows, and what happens when somebody touches it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from loky.process_executor import BrokenProcessPool
from nicegui import background_tasks, events, run, ui

from ecology.app import news, panels
from ecology.app.charts import Course, chart
from ecology.app.live import Live
from ecology.app.others import Background
from ecology.app.picture import MOST_PEOPLE, month, picture, touched
from ecology.app.settings import Settings
from ecology.app.tab import Tab
from ecology.errors import EcologyError
from ecology.metrics.declarations import METRICS

PACE = 0.35
"""Seconds between months while it runs."""
CALM = ':ripple="false" unelevated'
"""Buttons without an effect of their own: drawing it would take longer than the step."""
LEGEND = (
    "Circles: organisations, larger with more posts, by art form. Dots: people, round their employer. "
    "Filled blue diamond on a solid line: a partnership in which most partners contribute. Hollow orange triangle on a "
    "dotted line: most hold back. Hollow circle: not played yet. Black arrows: people who changed employer this month."
)  # fmt: skip


class Page:
    """One tab's page: settings on one side, pictures and charts on the other."""

    def __init__(self, tab: Tab, background: Background) -> None:
        self.tab, self.background = tab, background
        self.client = ui.context.client
        news.listen()
        self.closed = False
        self.turn = asyncio.Lock()
        """Held by whoever changes the runs: a step, a reset, the end."""
        self.learning: asyncio.Task[None] | None = None
        ui.query("body").style("background: #f6f6f4")
        with ui.element("main").classes("eco-page"):
            self.controls()
            Settings(tab, self.changed)
            with ui.element("section").classes("eco-stage").props('aria-label="The sector"'):
                self.stage_box = ui.element("div").classes("eco-stage")
                self.look()
                with ui.element("div").classes("eco-charts"):
                    self.charts = [self.chart(i) for i in range(len(tab.outcomes))]
                self.how_sure()
                panels.explained()
        self.timer = ui.timer(PACE, self.tick, active=False)
        panels.refill(self.stage_box, self.stage)
        self.begin()

    def close(self) -> None:
        """Stop everything, and let go of all that the tab owned."""
        self.closed = True
        self.timer.active = False
        if self.learning:
            self.learning.cancel()
        background_tasks.create(self.let_go())

    async def between_steps(self, look: Callable[[], None]) -> None:
        """Look at the runs while nobody changes them."""
        async with self.turn:
            if not self.closed:
                look()

    async def let_go(self) -> None:
        """Let go, once a step that is under way has ended."""
        async with self.turn:
            self.tab.close()

    # what is on the page

    def controls(self) -> None:
        """Build the buttons that move time."""
        with ui.element("div").classes("eco-row eco-controls"):
            ui.button("Step", icon="skip_next", on_click=self.step).props(CALM).props('aria-label="Step one month"')
            self.player = ui.button("Run", icon="play_arrow", on_click=self.play).props(CALM)
            ui.button("Reset", icon="replay", on_click=self.reset).props(CALM).props("outline")
            self.month = news.text().classes("eco-month").props('aria-live="polite"')
            self.notice = ui.label().classes("eco-changed")

    def stage(self) -> None:
        """Build a picture for each policy, side by side."""
        lives = self.tab.lives
        self.pictures, self.captions = [], []
        with ui.element("div").classes("eco-pictures eco-two" if len(lives) > 1 else "eco-pictures"):
            for i, (live, policy) in enumerate(zip(lives, self.tab.in_force.policies, strict=True)):
                with ui.element("div").classes("eco-block"):
                    ui.label(policy.name).classes("eco-big")
                    self.captions.append(news.text().classes("eco-quiet"))
                    drawn = ui.echart(picture(live), on_point_click=self.clicked(i)).classes("eco-picture")
                    drawn.props(f'role="img" aria-label="Relationship graph under {"AB"[i]}; its facts are in Look at"')
                    self.pictures.append(drawn)
        ui.label(LEGEND).classes("eco-quiet")

    def look(self) -> None:
        """Build the card of facts; whatever can be clicked can be chosen here by keyboard too."""
        with ui.element("div").classes("eco-block"):
            self.finder = ui.select({}, label="Look at (or click in a picture)", with_input=True, on_change=self.found)
            self.finder.classes("eco-full").props("clearable").on(
                "focus", lambda: self.finder.set_options(self.tab.findable())
            )
            self.card_box = ui.element("div").classes("eco-stage")

    def chart(self, i: int) -> Any:
        """Build one chart, with the choice of what it shows."""

        async def choose(event: events.ValueChangeEventArguments) -> None:
            self.tab.outcomes[i] = event.value
            await self.between_steps(self.draw_charts)

        with ui.element("div").classes("eco-block"):
            options = {metric.name: metric.label for metric in METRICS.values()}
            ui.select(options, value=self.tab.outcomes[i], label=f"Outcome {i + 1}", on_change=choose).classes(
                "eco-full"
            )
            drawn = ui.echart({"series": []}).classes("eco-chart")
            drawn.props(f'role="img" aria-label="Outcome {i + 1} month by month"')
        return drawn

    def how_sure(self) -> None:
        """Build the panel of bands and verdicts."""
        with ui.element("div").classes("eco-block"):
            ui.label("How sure is it?").classes("eco-big")
            self.progress = news.text().classes("eco-quiet")
            with ui.expansion("Show the differences over the whole run (it gives away the end)").classes("eco-full"):
                self.verdicts_box = ui.element("div")
            self.command = ui.label().classes("eco-quiet eco-code")

    # what happens when it is touched

    async def changed(self) -> None:
        """Say that a choice waits for a reset; before the first month it takes effect at once."""
        if self.tab.is_changed and self.tab.month == 0 and not self.turn.locked():
            await self.reset()
            return
        self.notice.set_text("Changed: press Reset to begin with it." if self.tab.is_changed else "")

    async def reset(self) -> None:
        """Found the sector anew, as chosen."""
        self.pause()
        async with self.turn:
            if self.closed:
                return
            try:
                await run.io_bound(self.tab.reset)
            except EcologyError as error:
                self.notice.set_text(str(error))
                return
            if not self.closed:
                panels.refill(self.stage_box, self.stage)
                self.begin()

    def begin(self) -> None:
        """Show a fresh start, and let the other sectors run."""
        self.notice.set_text("")
        self.command.set_text(f"The same with 30 sectors and a report: {c}" if (c := self.tab.command) else "")
        self.show()
        panels.refill(self.verdicts_box, partial(panels.verdicts, self.tab.others))
        if self.learning:
            self.learning.cancel()
        self.learning = background_tasks.create(self.learn())

    async def step(self) -> None:
        """Live one month, in a thread, so that the page stays awake; whoever clicks faster is served in turn."""
        async with self.turn:
            if self.closed:
                return
            await run.io_bound(self.tab.step)
            if not self.closed:
                self.show()

    def play(self) -> None:
        """Run, or pause."""
        if self.timer.active:
            self.pause()
            return
        self.timer.active = not self.tab.is_over
        self.label_player()

    def pause(self) -> None:
        """Stop running."""
        self.timer.active = False
        self.label_player()

    def label_player(self) -> None:
        """Say on the button what pressing it will do."""
        self.player.set_text("Pause" if self.timer.active else "Run")
        self.player.props(f"icon={'pause' if self.timer.active else 'play_arrow'}")

    async def tick(self) -> None:
        """Live the next month while it runs, and stop at the horizon."""
        if not self.turn.locked():
            await self.step()
        if not self.closed and self.tab.is_over:
            self.pause()

    def clicked(self, i: int) -> Callable[[events.EChartPointClickEventArguments], Awaitable[None]]:
        """Return what happens when something in picture i is clicked."""

        async def handle(event: events.EChartPointClickEventArguments) -> None:
            if who := touched(event.series_name, event.data):
                self.tab.look_at(i, *who)
                await self.between_steps(lambda: panels.refill(self.card_box, partial(panels.card, self.tab)))

        return handle

    async def found(self, event: events.ValueChangeEventArguments) -> None:
        """Look at what was chosen by name."""
        if event.value:
            run_number, kind, number = str(event.value).split(" ")
            self.tab.look_at(int(run_number), kind, int(number))
            await self.between_steps(lambda: panels.refill(self.card_box, partial(panels.card, self.tab)))

    # what is shown of it

    def show(self) -> None:
        """Bring everything up to this month."""
        over = ", the last" if self.tab.is_over else ""
        texts = {self.month: f"Month {self.tab.month} of {self.tab.in_force.months}{over}"}
        texts |= {place: caption_of(live) for place, live in zip(self.captions, self.tab.lives, strict=True)}
        texts |= {self.progress: self.told_of_others()}
        drawn = {place: {"series": month(live)} for place, live in zip(self.pictures, self.tab.lives, strict=True)}
        news.send(self.client, texts, drawn | self.drawn_charts())
        if self.tab.looked_at or self.tab.month == 0:
            panels.refill(self.card_box, partial(panels.card, self.tab))

    def draw_charts(self) -> None:
        """Draw the charts anew, with what is known by now."""
        news.send(self.client, {self.progress: self.told_of_others()}, self.drawn_charts())

    def drawn_charts(self) -> dict[ui.echart, news.Options]:
        """Return the options of the charts, up to this month."""
        tab, out = self.tab, {}
        for name, place in zip(tab.outcomes, self.charts, strict=True):
            courses = [
                Course(policy.name, live.series(name), tab.others.spread(policy.name, name))
                for live, policy in zip(tab.lives, tab.in_force.policies, strict=True)
            ]
            out[place] = chart(METRICS[name], courses, tab.in_force.months, tab.starts)
        return out

    def told_of_others(self) -> str:
        """Return what the bands are, and how far they have come."""
        others = self.tab.others
        done, whole, bad = others.n_done, others.n_all, len(others.errors)
        wait = "" if done == whole else f" ({done} of {whole} runs finished so far)"
        failed = f" {bad} runs failed: {others.errors[0]}" if bad else ""
        return (
            "Lines: the sector in the pictures. Bands: from the least to the greatest in "
            f"{whole // len(others.policies)} sectors founded anew, that one among them{wait}.{failed}"
        )

    async def learn(self) -> None:
        """Take in the other sectors as they are finished."""
        others = self.tab.others
        for task in others.tasks():
            try:
                packed = await asyncio.wrap_future(self.background.submit(task))
            except (BrokenProcessPool, RuntimeError):
                self.background.forget()
                ended = "The process in the background was ended from outside. Reset to begin again."
                news.send(self.client, {self.progress: ended}, {})
                return
            if self.closed or self.tab.others is not others:
                return
            others.take(packed)
            await self.between_steps(self.draw_charts)
        await self.between_steps(lambda: panels.refill(self.verdicts_box, partial(panels.verdicts, self.tab.others)))


def caption_of(live: Live) -> str:
    """Return the counts of this month, in words."""
    s = live.eco.sector
    staff = len(s.staff())
    hidden = "" if staff <= MOST_PEOPLE else ", too many to draw"
    together = int(s.partnerships.alive.sum())
    return (
        f"{int(s.organisations.alive.sum()):,} organisations · {staff:,} people{hidden} · "
        f"{together:,} partnership{'s' * (together != 1)} · {len(live.moves.person):,} changed employer this month"
    )
