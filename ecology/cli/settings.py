"""Settings: parameters given as NAME=VALUE, and mechanisms as NAME=on or NAME=off."""

from __future__ import annotations

from collections.abc import Sequence

from ecology.errors import EcologyError
from ecology.switches import expanded

WORDS = {"on": True, "off": False}


def read_settings(given: Sequence[str]) -> dict[str, float]:
    """Return parameter → value of texts such as 'trust.gain=0.2' or 'gossip=off'; bounds are checked elsewhere.

    Raises
    ------
    EcologyError
        For a text of another form, or a name given twice.
    """
    settings: dict[str, float | bool] = {}
    for text in given:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise EcologyError(f"--set {text}: must be NAME=VALUE, as in --set trust.gain=0.2")
        if name in settings:
            raise EcologyError(f"--set {name}: is given twice")
        try:
            settings[name] = WORDS[value] if value in WORDS else float(value)
        except ValueError:
            raise EcologyError(
                f"--set {text}: '{value}' is neither a number, as in --set trust.gain=0.2, nor on or off, as in "
                "--set gossip=off"
            ) from None
    return expanded(settings)
