"""`ecology new`: one file to begin with, which works as it is."""

from __future__ import annotations

import re
import shlex
import sys
from importlib.machinery import PathFinder
from keyword import iskeyword
from pathlib import Path

from ecology.cli.console import say
from ecology.errors import BadFile, EcologyError, UnknownName
from ecology.policies.levers import LEVERS
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
    written(path, begun(name, like, known[like].read_text(encoding="utf-8")))
    word = shlex.quote(f"./{path}")
    say(
        f"Written: {path}, with the levers of {like}\nEdit it; what a lever can do: ecology list levers, "
        f"ecology describe lever:NAME\nWhat is in it: ecology describe policy:{word}\n"
        f"Is it sound: ecology check {word}\n"
        f"Try it: ecology compare none {word} --sector classroom --runs 5 --ends 0"
    )


def written(path: Path, text: str) -> None:
    """Write a new file, and never over one that is there."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise BadFile(f"{path}: is there already and was left alone. Take another name, or remove it.") from None
    except OSError as error:
        raise BadFile(f"{path}: cannot be written ({error.strerror})") from None


def begun(name: str, like: str, text: str) -> str:
    """Return the text of a built-in policy's file under a new name; its levers stay as they are."""
    levers = text[text.index("[levers") :] if "[levers" in text else ""
    return HEAD.format(name=name, like=like) + levers


HEAD = """\
name = "{name}"
summary = "Say in one sentence what it does."
source = "begun as a copy of {like}"

# Each table is a lever: one thing the funder does. Under it stand the values that differ from the lever's own
# (ecology describe lever:NAME). A table that is taken out does not act. Every lever also takes:
#   start = 13            first month in force; runs have a common first year
#   end = 60              last month in force
#   ramp_months = 12      months until it has its full strength
#   intensity = 0.5       how strong it is, 0-1
#   who = {{ region = ["Wales"], size = ["small"] }}      those it is meant for

"""


LEVER = '''"""{title}."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy.typing as npt

from ecology.declared import ASSUMED, parameter
from ecology.policies.lever import Lever
from ecology.policies.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class {name}(Lever):
    """Say in one sentence what the funder does. This example pays for time to search, and for the search itself."""

    # P and a number that no other lever has; the built-in ones go up to P36
    code: ClassVar[str] = "P100"
    summary: ClassVar[str] = "Say what it does, in plain English."
    source: ClassVar[str] = "our own idea"

    # what a policy file can set; each has a default, a unit, bounds, a meaning and a source
    hours: float = parameter(2, "hours/month", (0, 100), "of paid time to search, for each organisation", ASSUMED)
    cost: float = parameter(25, "£/hour", (0, 500), "to the funder", ASSUMED)

    def at_full(self, terms: Terms) -> dict[str, npt.ArrayLike]:
        """Return the terms it changes at full strength; dates, ramp, intensity and who it is for are seen to."""
        # name of a term -> its value; `terms` holds those before this lever, one for each funder and organisation.
        # What terms there are, with units and bounds: ecology/policies/terms.py. Nothing else can be changed.
        return {{
            "search_hours": terms.search_hours + self.hours,
            "organisation_cost": terms.organisation_cost + self.hours * self.cost,
        }}
'''
"""A lever that works as it is."""


def taken(name: str) -> bool:
    """Return whether a module of Python, or of an installed package, has a name; files here do not count."""
    spec = PathFinder.find_spec(name, [folder for folder in sys.path if elsewhere(folder)])
    return name in sys.builtin_module_names or (spec is not None and spec.origin is not None)


def elsewhere(folder: str) -> bool:
    """Return whether a folder in which Python looks for modules is not this one."""
    return bool(folder) and Path(folder).resolve() != Path.cwd()


def new_lever(name: str) -> None:
    """Write NAME.py here: a lever that works as it is, with what to do next.

    Raises
    ------
    EcologyError
        For a name that cannot be one, or belongs to a built-in lever.
    BadFile
        When the file exists or cannot be written.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        raise EcologyError(f"lever name '{name}': must be small letters, digits and _, a letter first, 40 at most.")
    if name in LEVERS:
        raise EcologyError(f"lever name '{name}': there is a lever of that name already. Take another name.")
    if iskeyword(name) or taken(name):
        raise EcologyError(
            f"lever name '{name}': is a word or a module of Python's, which a file of that name would hide. Take "
            "another name."
        )
    title = name.replace("_", " ").capitalize()
    path = Path(f"{name}.py")
    written(path, LEVER.format(title=title, name=title.title().replace(" ", "")))
    word, kind = shlex.quote(f"./{path}"), title.title().replace(" ", "")
    say(
        f"Written: {path}, a lever that pays for time to search\nEdit it, then see whether it keeps what levers "
        f"promise: ecology check {word}\nTo use it in policy files, put it in a package of your own with the entry "
        f'point {name} = "YOURS:{kind}" in the group ecology.levers.'
    )
