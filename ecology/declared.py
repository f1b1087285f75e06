"""Declarations: a number that a user may set is declared once, with default, unit, bounds, meaning and source.

Documentation, validation, command-line help, app controls and sampling bounds all come from the declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from math import isfinite
from typing import Any

from ecology.errors import OutOfRange

TRIAL = "trial of the rules"
ASSUMED = "assumption"
CALIBRATED = "calibrated under policy none (docs/calibration.md)"


def parameter(
    default: float,
    unit: str,
    bounds: tuple[float, float],
    meaning: str,
    source: str,
    *,
    ends: tuple[float, float] | None = None,
) -> Any:
    """Declare a parameter; `ends` marks an open choice and gives the values it is swept to."""
    return field(
        default=default,
        metadata={"unit": unit, "bounds": bounds, "meaning": meaning, "source": source, "ends": ends},
    )


@dataclass(frozen=True, slots=True)
class Declared:
    """Values that are checked against their declaration when made."""

    def __post_init__(self) -> None:
        for spec in fields(self):
            if "bounds" in spec.metadata:
                check(f"{type(self).__name__.lower()}.{spec.name}", getattr(self, spec.name), spec.metadata)


def check(name: str, value: Any, declared: Mapping[str, Any]) -> None:
    """Raise OutOfRange unless the value is a number within its declared bounds."""
    low, high = declared["bounds"]
    unit = declared["unit"]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        hint = "; the first of the run is 1, dates are not known" if unit == "month" else ""
        found = value.isoformat() if isinstance(value, date) else repr(value)
        raise OutOfRange(f"{name} = {found}: must be a number between {low:g} and {high:g} ({unit}{hint})")
    if not low <= value <= high:
        raise OutOfRange(f"{name} = {value:g}: must be between {low:g} and {high:g} ({unit})")


def coerced(name: str, value: Any, spec: Field[Any]) -> Any:
    """Return a value given by a user as its declaration wants it: checked, and a whole number where it must be one."""
    check(name, value, spec.metadata)
    if spec.type not in ("int", int):
        return value
    if value != int(value):
        raise OutOfRange(f"{name} = {value:g}: must be a whole number ({spec.metadata['unit']})")
    return int(value)
