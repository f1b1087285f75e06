"""Reference pages, made from the declarations of the installed package when the documentation is built.

They are written to `generated/`, which is in no repository: nothing in them is written by hand.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer
from answers import page as answers
from claims import page as claims
from sphinx.application import Sphinx
from tables import cell, code, table

import ecology
from ecology.cli.app import app as commands
from ecology.cli.catalogue import sentence
from ecology.cli.describe import meaning, own
from ecology.dictionary import columns_md
from ecology.parameters import Parameters, declarations
from ecology.policies.lever import Lever, Who
from ecology.policies.levers import LEVERS
from ecology.presets.files import built_in
from ecology.presets.policies import load_policy
from ecology.schedule import FIXED, MONTH, Phase
from ecology.sector.funders import Funders, Grants
from ecology.sector.organisations import Organisations
from ecology.sector.partnerships import Partnerships
from ecology.sector.people import People
from ecology.sector.ties import Hearsay, Ties
from ecology.strategies import Reactive
from ecology.strategies.automaton import Automaton
from ecology.strategies.library import LIBRARY, in_sectors
from ecology.switches import SWITCHES

TABLES = (People, Organisations, Funders, Grants, Ties, Hearsay, Partnerships)
"""Every table of state."""


def parameters() -> list[str]:
    """Return every parameter, by group."""
    lines = [
        "# Parameters", "",
        "Every number the model can be given, as declared in `ecology/parameters/`. Change one with "
        '`--set trust.gain=0.2`, or in Python with `parameters={"trust.gain": 0.2}`. *Ends* marks an open choice: both '
        "can be defended and may turn a result round, so every comparison tries them.", "",
    ]  # fmt: skip
    declared = declarations()
    for group in fields(Parameters):
        mine = [d for d in declared if d.name.startswith(f"{group.name}.")]
        assert callable(group.default_factory)
        lines += [f"## {group.name}", "", sentence(type(group.default_factory()).__doc__), ""]
        lines += table(
            ("parameter", "default", "unit", "from", "to", "meaning", "source", "ends"),
            ((code(d.name), d.default, d.unit, d.low, d.high, d.meaning, d.source,
              " and ".join(cell(end) for end in d.ends or ())) for d in mine),
        )  # fmt: skip
    return lines


def mechanisms() -> list[str]:
    """Return every mechanism with its switch."""
    lines = [
        "# Mechanisms", "",
        "What makes up the model, by phase of the month. Each can be switched off by name, with `--set gossip=off`, in "
        'Python with `parameters={"gossip": False}`, in a scenario file with `gossip = false`; `all` means every one. '
        "A mechanism is off when its parameters have the values in the last column.", "",
    ]  # fmt: skip
    head = ("mechanism", "phase", "what it does", "by default", "off at")
    rows = ((code(s.name), code(s.phase), s.meaning, "on" if s.is_on else "off",
             ", ".join(f"{code(name)} {cell(value)}" for name, value in s.off.items())) for s in SWITCHES)  # fmt: skip
    return lines + table(head, rows)


def levers() -> list[str]:
    """Return every lever with its values."""
    head = ("value", "default", "unit", "from", "to", "meaning")

    def rows(specs: Iterable[Any]) -> Iterable[Sequence[object]]:
        for spec in specs:
            low, high = spec.metadata["bounds"]
            yield code(spec.name), spec.default, spec.metadata["unit"], low, high, meaning(spec)

    lines = ["# Levers", "", "What a policy file may hold: `[levers.NAME]`, then the values that differ.", ""]
    lines += ["## What every lever has", "", *table(head, rows(spec for spec in fields(Lever) if spec.metadata))]
    groups = ", ".join(code(spec.name) for spec in fields(Who))
    lines += [f'and `who`, as in `who = {{ region = ["Wales"], size = ["small"] }}`; its keys are {groups}.', ""]
    for name, kind in LEVERS.items():
        lines += [f"## {name}", "", f"**{kind.summary}**", "", inspect.getdoc(kind) or "", ""]
        lines += [*table(head, rows(own(kind))), f"Source: {kind.source}. Number in the vocabulary: {kind.code}.", ""]
    return lines


def policies() -> list[str]:
    """Return the built-in policies with the file of each."""
    said = "The built-in policies. `ecology new policy NAME --like enabling` writes a copy of one."
    lines = ["# Policies", "", said, ""]
    for name, path in built_in("policies").items():
        held = load_policy(name)
        lines += [f"## {name}", "", held.summary, ""]
        lines += table(("lever", "what it does"), ((code(key), lever.summary) for key, lever in held.levers)) * bool(
            held.levers
        )
        lines += ["```toml", path.read_text(encoding="utf-8").rstrip(), "```", ""]
    return lines


def strategies() -> list[str]:
    """Return the strategies and how each plays."""
    lines = [
        "# Strategies", "",
        "How a person out of habit decides whether to contribute. For those with a memory of one act: the probability "
        "of contributing at first, and after each pair of last acts, own first (C contributed, D held back). All play "
        "matches and tournaments; `strategies=[\"grudger\"]` or `--strategy grudger` lets people of a sector hold one "
        "that plays in sectors by name. Beside those of the table, `norm 0` to `norm 255` help in a match whoever has "
        "a good name under that norm (`norm 170`: image scoring, `norm 187`: standing, `norm 153`: stern judging) "
        "and `norm 186 rule 11` acts by another of the 16 action rules; how they are numbered stands in "
        "`ecology/strategies/norms.py`.", "",
    ]  # fmt: skip
    rows = []
    for s in LIBRARY.values():
        reactive = isinstance(s, Reactive)
        play = [f"{p:.2g}" for p in (s.opening, s.cc, s.cd, s.dc, s.dd)] if isinstance(s, Reactive) else ["–"] * 5
        states = f"An automaton of {len(s.chance)} states." if isinstance(s, Automaton) else ""
        said = states or ("" if reactive else sentence(type(s).__doc__))
        rows.append((code(s.name), in_sectors(s), *play, said, s.source, "yes" if s.prosocial else "no"))
    head = ("strategy", "in sectors", "first", "CC", "CD", "DC", "DD", "in words", "source", "starts as a cooperator")
    return lines + table(head, rows)


def files() -> list[str]:
    """Return what the files of a study hold, with every metric."""
    return columns_md().replace("# What the files of a study hold", "# Files and metrics of a study", 1).splitlines()


def state_of(kind: type[Any]) -> list[str]:
    """Return the columns of one table of state."""
    rows = []
    for spec in fields(kind):
        m = spec.metadata
        axes = " × ".join(str(axis) for axis in m["shape"])
        rows.append((code(spec.name), m["dtype"] + (f", {axes}" if axes else ""), m["unit"] or "–", m["meaning"]))
    return table(("column", "type", "unit", "meaning"), rows)


def state() -> list[str]:
    """Return every column of state."""
    lines = ["# Columns of state", "", "What is true of a month, table by table, as declared in `ecology/sector/`.", ""]
    for kind in TABLES:
        lines += [f"## {kind.__name__.lower()}", "", sentence(kind.__doc__), "", *state_of(kind)]
    return lines


def command_line() -> list[str]:
    """Return every command with its arguments and options."""
    lines = ["# Commands", "", "`ecology COMMAND --help` says the same.", ""]
    for name, command in walk(typer.main.get_command(commands), "ecology"):
        lines += [f"## {name}", "", inspect.cleandoc(command.help or ""), ""]
        rows = []
        for held in command.params:
            words = (
                [*held.opts, *held.secondary_opts] if held.param_type_name == "option" else [held.metavar or held.name]
            )
            names = ", ".join(map(code, words))
            default = "" if held.default is None or callable(held.default) or held.default is False else held.default
            rows.append((names, getattr(held, "help", "") or "", "required" if held.required else default))
        lines += table(("argument or option", "meaning", "default"), rows) if rows else []
    return lines


def walk(command: Any, name: str) -> Iterable[tuple[str, Any]]:
    """Yield commands and those below them."""
    below = getattr(command, "commands", {})
    if not below:
        yield name, command
    for key, held in below.items():
        yield from walk(held, f"{name} {key}")


def python() -> list[str]:
    """Return the public names of the package, documented from their docstrings."""
    lines = ["# Python", "", "What `from ecology import …` offers.", ""]
    for name in ecology.__all__:
        kind = "autoclass" if inspect.isclass(getattr(ecology, name)) else "autofunction"
        lines += [f"## {name}", "", "```{eval-rst}", f".. {kind}:: ecology.{name}"]
        lines += ["   :members:"] * (kind == "autoclass") + ["```", ""]
    return lines


def phases() -> list[str]:
    """Return the phases of the month in order, with links."""
    rows = (
        (number, f"[{phase.name}](/month/{phase.name}.md)", sentence(phase.run.__doc__), phase.reason,
         "no" if phase.name in FIXED else "yes")
        for number, phase in enumerate(MONTH, 1)
    )  # fmt: skip
    head = ("", "phase", "what happens", "why then", "can be switched off")
    return ["# The phases", "", *table(head, rows)]


def phase(held: Phase) -> list[str]:
    """Return what the docstring of a phase says: rules and equations, what it reads and writes, sources."""
    number = MONTH.index(held) + 1
    doc = inspect.getdoc(held.run) or ""
    said, *parts = re.split(r"^(Reads|Writes|Sources)\n", doc, flags=re.MULTILINE)
    lines = [f"Phase {number} of {len(MONTH)}, at this point because {held.reason}.", ""]
    lines += ["```none", said.rstrip(), "```", ""]
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        # names of columns are set as code; what stands in brackets beside them is words
        shown = text if title == "Sources" else re.sub(r"\b(\w+\.\w+)\b(?![^(]*\))", r"`\1`", text)
        lines += [f"**{title}** {' '.join(shown.split())}", ""]
    for function in steps(held):
        lines += [f"**{function.__name__}**", "", "```none", rule(function), "```", ""]
    word = "cannot be switched off" if held.name in FIXED else f'can be switched off: `without=["{held.name}"]`'
    return [*lines, f"In the code: `{held.run.__module__}.{held.name}`. It {word}.", ""]


def steps(held: Phase) -> list[Callable[..., Any]]:
    """Return the other rules in a phase's module, in the order they stand there."""
    module = inspect.getmodule(held.run)
    found = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == held.run.__module__]
    public = [f for f in found if f is not held.run and not f.__name__.startswith("_") and inspect.getdoc(f)]
    return sorted(public, key=lambda function: function.__code__.co_firstlineno)


def rule(function: Callable[..., Any]) -> str:
    """Return what a docstring says before its sections on arguments and results."""
    return re.split(r"^\w+\n-{3,}$", inspect.getdoc(function) or "", flags=re.MULTILINE)[0].strip()


PAGES: dict[str, Callable[[], list[str]]] = {
    "parameters": parameters, "levers": levers, "policies": policies, "strategies": strategies, "files": files,
    "state": state, "commands": command_line, "python": python, "phases_list": phases,
    "mechanisms": mechanisms, "claims": claims, "answers": answers,
}  # fmt: skip
"""Name of a page → what makes it."""


def write(folder: Path) -> None:
    """Write every generated page."""
    pages = {name: make() for name, make in PAGES.items()}
    pages |= {f"phases/{held.name}": phase(held) for held in MONTH}
    for name, lines in pages.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(lines) + "\n"
        # a page that is as it was is left alone, so that Sphinx need not read it again
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages before Sphinx looks for them."""
    app.connect("builder-inited", lambda built: write(Path(built.srcdir) / "generated"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
