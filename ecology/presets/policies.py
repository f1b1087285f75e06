"""Policies from TOML files: levers by name, each with the values that differ from its defaults."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from ecology.declared import coerced
from ecology.errors import BadFile, EcologyError, OutOfRange, UnknownName
from ecology.policies.lever import Lever, Who
from ecology.policies.levers import find_lever
from ecology.policies.policy import Policy
from ecology.presets.files import built_in, locate, only, read_toml, text_of


def policy_names() -> list[str]:
    """Return the names of built-in policies."""
    return list(built_in("policies"))


def load_policy(name: str | Path | Policy) -> Policy:
    """Return a built-in policy by name, the user's own by path, or the policy itself.

    Raises
    ------
    UnknownName
        For an unknown policy, lever or value, with the nearest names.
    OutOfRange
        For a value out of range, with file, lever, bound and unit.
    BadFile
        For a file that cannot be read, with the line and reason.

    Examples
    --------
    >>> [name for name, lever in load_policy("hybrid").levers]
    ['individual_targets', 'channels', 'trust_first']
    """
    if isinstance(name, Policy):
        return name
    if not isinstance(name, (str, Path)):
        raise EcologyError(f"policy = {name!r}: must be a built-in name, a file, or a Policy")
    path = locate("policies", "policy", name)
    content = read_toml(path)
    only(content, ("name", "summary", "source", "levers"), path)
    table = content.get("levers", {})
    if not isinstance(table, dict):
        raise BadFile(f"{path}: levers must be tables, as in [levers.convening]")
    levers = tuple((key, read_lever(key, values, path)) for key, values in table.items())
    return Policy(
        text_of(content, "name", path, path.stem), text_of(content, "summary", path, "A policy of the user's own."),
        text_of(content, "source", path, str(path.name)), levers,
    )  # fmt: skip


def read_lever(name: str, values: Any, path: Path) -> Lever:
    """Return a lever with the values of its table."""
    where = f"[levers.{name}]"
    kind = find_lever(name, f"{path}, {where}")
    if not isinstance(values, dict):
        raise BadFile(f"{path}, {where}: must be a table of values")
    declared = {spec.name: spec for spec in fields(kind)}
    only(values, tuple(declared), path, where)
    given: dict[str, Any] = {}
    for key, value in values.items():
        if key == "who":
            given[key] = read_who(value, path, where)
            continue
        try:
            given[key] = coerced(key, value, declared[key])
        except OutOfRange as error:
            raise OutOfRange(f"{path}, {where} {error}") from None
    try:
        return kind(**given)
    except OutOfRange as error:
        raise OutOfRange(f"{path}, {where} {error}") from None


def read_who(value: Any, path: Path, where: str) -> Who:
    """Return those a lever is meant for, from a table of lists of names."""
    if not isinstance(value, dict):
        raise BadFile(f'{path}, {where} who: must be a table, as in who = {{ region = ["Wales"] }}')
    only(value, ("domain", "region", "size", "organisation", "share"), path, f"{where} who")
    lists: dict[str, Any] = {}
    for key, names in value.items():
        if key == "share":
            lists[key] = names
            continue
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise BadFile(f"{path}, {where} who.{key}: must be a list of names")
        lists[key] = tuple(names)
    try:
        return Who(**lists)
    except (UnknownName, OutOfRange) as error:
        raise BadFile(f"{path}, {where} who: {error}") from None
