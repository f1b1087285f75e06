"""Settings: parameters given as NAME=VALUE."""

from __future__ import annotations

from collections.abc import Sequence

from ecology.errors import EcologyError


def read_settings(given: Sequence[str]) -> dict[str, float]:
    """Return parameter → value of texts such as 'trust.gain=0.2'; names and bounds are checked elsewhere.

    Raises
    ------
    EcologyError
        For a text of another form, or a name given twice.
    """
    settings: dict[str, float] = {}
    for text in given:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise EcologyError(f"--set {text}: must be NAME=VALUE, as in --set trust.gain=0.2")
        if name in settings:
            raise EcologyError(f"--set {name}: is given twice")
        try:
            settings[name] = float(value)
        except ValueError:
            raise EcologyError(f"--set {text}: '{value}' is not a number, as in --set trust.gain=0.2") from None
    return settings
