"""`ecology story`."""

from __future__ import annotations

from pathlib import Path

from ecology.cli.console import prose, results, say, say_json
from ecology.cli.records import records_table
from ecology.experiments.stories import kept_events, kept_story, partnerships_in, suggested
from ecology.plots.style import png
from ecology.storage import write_bytes


def tell(
    folder: Path, policy: str, replication: int, partnership: int | None, figure: Path | None, *, as_json: bool
) -> None:
    """Print the story of one partnership, or the partnerships there are."""
    events = kept_events(folder, policy, replication)
    if partnership is None:
        found = partnerships_in(events)
        whole = found.astype(object).where(found.notna(), None)
        records = [{str(key): value for key, value in row.items()} for row in whole.to_dict("records")]
        if as_json:
            say_json(records)
            return
        results().print(records_table(records, wide="members"))
        worth = suggested(found)
        if worth:
            say(f"\nThe longest, the shortest, and the one whose contacts changed most: {', '.join(map(str, worth))}")
            say(f"To read one: add --partnership {worth[0]}")
        return
    story = kept_story(events, partnership)
    if figure:
        write_bytes(png(story.plot()), figure)
    if as_json:
        say_json({
            "partnership": story.partnership, "title": story.title, "policy": policy, "replication": replication,
            "sentences": [
                {"month": said.month, "last": said.last, "text": str(said), "events": list(said.rows)}
                for said in story.sentences
            ],
            "now": story.now,
        })  # fmt: skip
        return
    say(f"{story.title}\nUnder {policy}, pair {replication + 1}.\n")
    for sentence in story.lines:
        prose(sentence)
    if figure:
        say(f"\nFigure: {figure}")
