"""`ecology new`: one file to begin with, which works as it is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from ecology.cli.console import say
from ecology.errors import BadFile, EcologyError, UnknownName
from ecology.presets.files import built_in

NAME = re.compile(r"[A-Za-z][\w-]{0,39}")


def new_policy(name: str, like: str) -> None:
    """Write NAME.toml here: a built-in policy's levers under a new name, with what to do next.

    Raises
    ------
    EcologyError
        For a name that cannot be one, or belongs to a built-in policy.
    UnknownName
        When there is no built-in policy to begin with, with the nearest ones.
    BadFile
        When the file exists or cannot be written.
    """
    known = built_in("policies")
    if not NAME.fullmatch(name):
        raise EcologyError(f"policy name '{name}': must be letters, digits, _ and -, a letter first, 40 at most.")
    if name in known:
        raise EcologyError(f"policy name '{name}': is a built-in policy. Take another name.")
    if like not in known:
        raise UnknownName("policy", like, known)
    path = Path(f"{name}.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(begun(name, like, known[like].read_text(encoding="utf-8")))
    except FileExistsError:
        raise BadFile(f"{path}: is there already and was left alone. Take another name, or remove it.") from None
    except OSError as error:
        raise BadFile(f"{path}: cannot be written ({error.strerror})") from None
    word = shlex.quote(f"./{path}")
    say(
        f"Written: {path}, with the levers of {like}\nEdit it; what a lever can do: ecology list levers, "
        f"ecology describe lever:NAME\nWhat is in it: ecology describe policy:{word}\n"
        f"Try it: ecology compare none {word} --sector classroom --runs 5 --ends 0"
    )


def begun(name: str, like: str, text: str) -> str:
    """Return the text of a built-in policy's file under a new name; its levers stay as they are."""
    levers = text[text.index("[levers") :] if "[levers" in text else ""
    return (
        "# Levers by name, each with the values that differ from its defaults; one that is taken out does not act.\n"
        f'name = "{name}"\nsummary = "Say in one sentence what it does."\nsource = "begun as a copy of {like}"\n\n'
        f"{levers}"
    )
