"""The file `sector.toml` of a sector folder: what the sector is called, its month, its sources."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ecology.errors import BadFile, UnknownName
from ecology.founding.intervals import ENDS

LABELS = ("observed", "inferred", "synthetic")
KEYS = ("name", "month", "sources", "scale", "headcount", "intervals", "labels")

_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Description:
    """What `sector.toml` says."""

    name: str
    month: str = ""
    """'YYYY-MM'; '' when it is not said."""
    sources: tuple[str, ...] = ()
    scale: float | None = None
    """People to found for each member of staff."""
    headcount: int | None = None
    """People to found."""
    intervals: str = "taken"
    """What is taken of a number given as an interval such as '<5': one of `intervals.ENDS`."""
    labels: tuple[tuple[str, str], ...] = ()
    """Part of the sector with how it is known, one of `LABELS`."""
    notes: tuple[str, ...] = ()

    def people_to_found(self, staff: npt.NDArray[np.float64], notes: list[str]) -> int | None:
        """Return how many people to found, from the headcount or else the scale; None when neither says."""
        if self.headcount is not None or self.scale is None:
            return self.headcount
        if np.isnan(staff).any():
            notes.append(
                "sector.toml: scale is ignored, as the staff of some organisations is not known; set headcount."
            )
            return None
        return max(1, round(self.scale * float(staff.sum())))


def read_description(path: Path) -> Description:
    """Return what a `sector.toml` says.

    Raises
    ------
    BadFile
        If it is not TOML, or a value has the wrong type.
    UnknownName
        If a label is not one of `LABELS`.
    """
    try:
        said = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadFile(f"{path}: is not in utf-8. Save it again as utf-8 text.") from None
    except ValueError as error:  # a number of thousands of digits is one too
        raise BadFile(f"{path}: not valid TOML: {error}. Text stands in quotes, one setting a line.") from None
    except (OSError, RecursionError) as error:
        raise BadFile(f"{path}: cannot be read ({error}).") from None
    return Description(
        name=_name(said, path),
        month=read_month(said, path),
        sources=_sources(said, path),
        scale=_scale(said, path),
        headcount=_headcount(said, path),
        intervals=_intervals(said, path),
        labels=_labels(said, path),
        notes=tuple(_notes(said, path)),
    )


def _name(said: dict[str, Any], path: Path) -> str:
    name = said.get("name", path.parent.name)
    if not isinstance(name, str) or not name.strip():
        raise BadFile(f'{path}, name: must be text. Write name = "My sector".')
    return name.strip()


def read_month(said: dict[str, Any], path: Path) -> str:
    """Return the month a file names as 'YYYY-MM', '' where it names none.

    Raises
    ------
    BadFile
        If it is no month.
    """
    month = said.get("month", "")
    if isinstance(month, dt.date):
        return f"{month:%Y-%m}"
    if month != "" and not (isinstance(month, str) and _MONTH.fullmatch(month)):
        raise BadFile(f'{path}, month = {month!r:.40}: must be a year and month. Write month = "2020-12".')
    return str(month)


def _sources(said: dict[str, Any], path: Path) -> tuple[str, ...]:
    sources = said.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        raise BadFile(f'{path}, sources: must be a list of texts. Write sources = ["grants.json"].')
    return tuple(sources)


def _scale(said: dict[str, Any], path: Path) -> float | None:
    scale = said.get("scale")
    if scale is None:
        return None
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not 0 < scale < float("inf"):
        raise BadFile(f"{path}, scale = {scale!r:.40}: must be a number above 0 (people founded for each real one).")
    return float(scale)


def _headcount(said: dict[str, Any], path: Path) -> int | None:
    headcount = said.get("headcount")
    if headcount is not None and (isinstance(headcount, bool) or not isinstance(headcount, int) or headcount < 1):
        raise BadFile(f"{path}, headcount = {headcount!r:.40}: must be a whole number of people, 1 or more.")
    return headcount


def _intervals(said: dict[str, Any], path: Path) -> str:
    end = said.get("intervals", "taken")
    if end not in ENDS:
        raise UnknownName("end of intervals", str(end), ENDS, where=str(path))
    return str(end)


def _labels(said: dict[str, Any], path: Path) -> tuple[tuple[str, str], ...]:
    labels = said.get("labels", {})
    if not isinstance(labels, dict):
        raise BadFile(f'{path}, labels: must be a table. Write [labels], then lines such as region = "inferred".')
    for part, label in labels.items():
        if label not in LABELS:
            raise UnknownName("label", str(label), LABELS, where=f"{path}, [labels] {part}")
    return tuple(labels.items())


def _notes(said: dict[str, Any], path: Path) -> list[str]:
    notes = []
    for key in said:
        near = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.75) if key not in KEYS else []
        if near:
            notes.append(f"{path}: '{key}' is ignored. Did you mean '{near[0]}'?")
    return notes
