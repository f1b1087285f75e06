"""Stories of partnerships in a results folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ecology.errors import BadFile, EcologyError
from ecology.sector.events import FIELDS, about
from ecology.story import Story, listed_rows
from ecology.telling import named, told_of

EVENTS, RUNS = "events.parquet", "runs.csv"


def kept_events(folder: Path, policy: str, replication: int) -> pd.DataFrame:
    """Return the events of one run of a study.

    Raises
    ------
    BadFile
        If the folder holds no finished study.
    EcologyError
        For a policy that is not in it, or if the events of that replication were not kept.
    """
    for name in (RUNS, EVENTS):
        if not (folder / name).is_file():
            raise BadFile(f"{folder}: there is no {name} in it; give the folder of a finished comparison.")
    runs = pd.read_csv(folder / RUNS)
    own = runs[runs["at_end"].isna()] if "at_end" in runs else runs
    if policy not in set(own["policy"]):
        raise EcologyError(
            f"{folder}: policy '{policy}' is not in it; compared were {', '.join(dict.fromkeys(own['policy']))}."
        )
    events = pd.read_parquet(folder / EVENTS)
    if missing := {*FIELDS, "organisation_name"} - set(events):
        raise BadFile(
            f"{folder / EVENTS}: there is no {' or '.join(sorted(missing))} in it; another version wrote it. "
            "Make the comparison anew (--fresh)."
        )
    kept = own[own["run"].isin(events["run"].unique())]
    chosen = kept[(kept["policy"] == policy) & (kept["replication"] == replication)]
    if chosen.empty:
        there = sorted(kept.loc[kept["policy"] == policy, "replication"].unique().tolist())
        raise EcologyError(
            f"replication {replication} of {policy}: its events were not kept; there are those of "
            f"{', '.join(map(str, there)) or 'none'}. `ecology compare … --events all` keeps all."
        )
    return events[events["run"] == int(chosen["run"].iloc[0])].reset_index(drop=True)


def names_in(events: pd.DataFrame) -> dict[int, str]:
    """Return the organisations that events name, by entry number."""
    known = events.loc[events["organisation"] >= 0, ["organisation", "organisation_name"]].drop_duplicates(
        "organisation"
    )
    return {int(entry): str(name) for entry, name in known.itertuples(index=False)}


def partnerships_in(events: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each partnership: members, first and last month, how it ended, changes of contact."""
    names = names_in(events)
    rows = []
    for entry, own in events[events["partnership"] >= 0].groupby("partnership"):
        begun = own[own["event"] == "partnership begun"]
        ended = own[own["event"] == "partnership ended"]
        rows.append({
            "partnership": int(str(entry)),
            "members": named(names, listed_rows({c: begun[c].tolist() for c in ("organisation",)})),
            "began": int(own["month"].min()),
            "ended": int(ended["month"].iloc[0]) if len(ended) else None,
            "how": str(ended["reason"].iloc[0]) if len(ended) else "still going",
            "contacts changed": int((own["event"] == "seat handed over").sum()),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["partnership", "members", "began", "ended", "how", "contacts changed"])


def suggested(found: pd.DataFrame) -> list[int]:
    """Return up to three worth reading: the longest, the shortest that ended, and one whose contacts changed most."""
    if found.empty:
        return []
    numbers = found["partnership"].to_numpy(int)
    ended = found["ended"].to_numpy(float)
    last = np.where(np.isnan(ended), np.nanmax(ended, initial=0.0), ended)
    length = last - found["began"].to_numpy(float)
    picks = [int(numbers[length.argmax()])]
    if np.isfinite(ended).any():
        picks.append(int(numbers[np.where(np.isfinite(ended), length, np.inf).argmin()]))
    picks.append(int(numbers[found["contacts changed"].to_numpy(int).argmax()]))
    return list(dict.fromkeys(picks))


def kept_story(events: pd.DataFrame, partnership: int) -> Story:
    """Return the story of one partnership of a run.

    Raises
    ------
    EcologyError
        If there was none of that number.
    """
    if partnership not in set(events["partnership"]):
        there = events.loc[events["partnership"] >= 0, "partnership"]
        those = f"they go from {there.min()} to {there.max()}" if len(there) else "there was none at all"
        raise EcologyError(
            f"partnership {partnership}: there was none of that number; {those}. Leave --partnership out to see them."
        )
    names = names_in(events)
    rows = listed_rows(about({column: events[column].tolist() for column in FIELDS}, partnership))
    ended = any(row["event"] == "partnership ended" for row in rows)
    return Story(partnership, told_of(rows, names), names, "" if ended else "When the run ends, it is still going.")
