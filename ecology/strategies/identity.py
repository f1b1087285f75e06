"""What makes a strategy the one it is, as text, so that runs with another are never taken for runs with this one."""

from __future__ import annotations

import hashlib
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from ecology.errors import EcologyError
from ecology.strategies.own import answer, samples
from ecology.strategies.strategy import Strategy


def identities(own: tuple[Strategy, ...]) -> dict[str, list[str]]:
    """Return what own strategies add to the configuration of a run; nothing where there are none."""
    return {"strategies": [identity_of(strategy) for strategy in own]} if own else {}


def identity_of(strategy: Strategy) -> str:
    """Return the name, the kind and the hash of all that decides what a strategy does.

    That is its values, its code, what this code refers to in the cell or file it stands in, and its answers to a fixed
    set of views. Code compiled by another version of Python counts as another.

    Raises
    ------
    EcologyError
        When a value cannot be told from another by what it prints.
    """
    kind = type(strategy)
    if kind.__module__.startswith("ecology."):
        return repr(strategy)  # the programme itself is part of every run's name
    told = _Told(strategy.name)
    answers = np.round(answer(strategy, samples()), 9) + 0.0
    parts = [
        told.state(strategy),
        *(told.content(base) for base in kind.__mro__ if base.__module__ != "builtins"),
        answers.tobytes().hex(),
    ]
    return f"{strategy.name} ({kind.__qualname__} {hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:16]})"


class _Told:
    """Puts values and code into text; what was told once is not told again."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: set[int] = set()

    def state(self, thing: object) -> str:
        """Return the values an object holds."""
        slots = [name for base in type(thing).__mro__ for name in getattr(base, "__slots__", ())]
        names = sorted({*getattr(thing, "__dict__", {}), *slots})
        return str([(name, self.value(getattr(thing, name))) for name in names if hasattr(thing, name)])

    def content(self, kind: type) -> str:
        """Return the code and values that stand in a class."""
        out = []
        for name, value in sorted(vars(kind).items()):
            inner = getattr(value, "__func__", getattr(value, "fget", value))
            if isinstance(inner, FunctionType):
                out.append((name, self.function(inner)))
            elif not name.startswith("__") and type(value).__module__ == "builtins" and not callable(value):
                out.append((name, "" if type(value).__name__.endswith("_descriptor") else self.value(value)))
        return f"{kind.__qualname__} {out}"

    def function(self, function: FunctionType) -> str:
        """Return the code of a function and what it refers to."""
        if id(function) in self.seen:
            return function.__qualname__
        self.seen.add(id(function))
        code = function.__code__
        around = [self.value(cell.cell_contents) for cell in function.__closure__ or ()]
        names = sorted(name for name in names_in(code) if name in function.__globals__)
        outside = [(name, self.value(function.__globals__[name])) for name in names]
        return f"{code_text(code)} {around} {outside} {self.value(function.__defaults__)}"

    def value(self, value: Any) -> str:
        """Return a value as text that another value does not share."""
        if isinstance(value, np.ndarray):
            return f"{value.dtype} {value.shape} {hashlib.sha256(value.tobytes()).hexdigest()}"
        if isinstance(value, dict):
            value = tuple(value.items())
        if isinstance(value, (list, tuple, set, frozenset)):
            told = [self.value(item) for item in value]
            return f"{type(value).__name__} {sorted(told) if isinstance(value, (set, frozenset)) else told}"
        if isinstance(value, FunctionType) and value.__module__ in ("__main__", None):
            return self.function(value)
        if isinstance(value, (ModuleType, type)) or (callable(value) and hasattr(value, "__qualname__")):
            return getattr(value, "__qualname__", "") or value.__name__
        text = repr(value)
        if " at 0x" in text:
            raise EcologyError(
                f"strategy {self.name}: it holds {text}, which nothing tells from another. Give it plain "
                "values (numbers, text, lists), so that kept runs can be told apart."
            )
        return text


def names_in(code: CodeType) -> set[str]:
    """Return the names a piece of code refers to, what is defined within it included."""
    return set(code.co_names).union(*(names_in(inner) for inner in code.co_consts if isinstance(inner, CodeType)))


def code_text(code: CodeType) -> str:
    """Return a piece of code as text that does not depend on where it stands."""
    constants = [
        code_text(constant) if isinstance(constant, CodeType)
        else str(sorted(map(repr, constant))) if isinstance(constant, frozenset) else repr(constant)
        for constant in code.co_consts
    ]  # fmt: skip
    return f"{code.co_code.hex()} {constants} {code.co_names} {code.co_varnames}"
