"""News: what a month changes on the page, sent as one message and drawn in one go.

Sent the usual way, text by text and chart by chart, a step takes twice as long: the page goes through all that is on it
for a text, and paints between one chart and the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nicegui import Client, json, ui

Options = dict[str, Any]

SCRIPT = Path(__file__).with_name("news.js")


def listen() -> None:
    """Teach the page that is being built to show news."""
    ui.add_body_html(f"<script>{SCRIPT.read_text(encoding='utf-8')}</script>")


def text(tag: str = "div") -> ui.element:
    """Build a place for text that news will fill, and nothing else."""
    return ui.element(tag)


def send(client: Client, texts: Mapping[ui.element, str], charts: Mapping[ui.echart, Options]) -> None:
    """Show texts and charts on a page; what a chart is not told stays as it is.

    Parameters
    ----------
    client : Client
        The page.
    texts : places made by `text`, and what they say now
    charts : charts, and their options that are new
    """
    told = [[place.id, words] for place, words in texts.items()], [[drawn.id, new] for drawn, new in charts.items()]
    client.run_javascript(f"showNews({json.dumps(told[0])}, {json.dumps(told[1])})")
