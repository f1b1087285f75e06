"""The commands on policies and levers of one's own."""

from __future__ import annotations

from typing import Annotated

import typer

from ecology.cli.options import Begun
from ecology.errors import EcologyError

WANTING = 1
"""What the command exits with where a file does not keep what it should."""


def new(
    kind: Annotated[Begun, typer.Argument(metavar="policy|lever", help="What to begin.")],
    name: Annotated[str, typer.Argument(help="Its name; the file is NAME.toml, or NAME.py for a lever, here.")],
    like: Annotated[
        str | None, typer.Option(metavar="NAME", help="The built-in policy to begin with.  [default: enabling]")
    ] = None,
) -> None:
    """Begin a policy or a lever of your own: one file that works as it is, to be edited."""
    from ecology.cli.new import new_lever, new_policy

    if kind is Begun.policy:
        new_policy(name, like or "enabling")
    elif like:
        raise EcologyError(f"--like {like}: a policy can be begun like another, a lever cannot. Leave it out.")
    else:
        new_lever(name)


def check(
    what: Annotated[
        str, typer.Argument(metavar="FILE", help="A policy (TOML), a lever (Python, which is run), or a name.")
    ],
    sector: Annotated[str, typer.Option(help="What it is tried in: built-in, or a folder.")] = "standard",
) -> None:
    """See whether a policy or a lever keeps what every one promises; exits with 1 where it does not."""
    from ecology.cli.check import check as check_one

    if not check_one(what, sector):
        raise typer.Exit(WANTING)
