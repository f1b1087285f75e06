"""Reading what an account says should come out, from the `[[expected]]` lists of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from ecology.analysis.expected import SIGNS, THESE_SIGNS, Expected
from ecology.errors import BadFile, UnknownName
from ecology.metrics.declarations import METRICS

KEYS = tuple(spec.name for spec in fields(Expected))
EXAMPLE = '[[expected]] with says = "…", metric = "partner_trust", policy = "enabling", than = "none", sign = "+"'


def read_expected(given: Any, policies: Sequence[str], where: str) -> tuple[Expected, ...]:
    """Return what an account says, checked.

    Parameters
    ----------
    given : list of tables, or of Expected
    policies : sequence of str
        Names of the policies that are compared.
    where : str
        File or call, for what errors say.

    Raises
    ------
    UnknownName
        For an unknown key, metric or policy, with the nearest ones.
    BadFile
        For anything else that is wrong, with the number of the list in the file.
    """
    if isinstance(given, (str, Mapping)) or not isinstance(given, Sequence):
        raise BadFile(f"{where}: expected must be a list of tables, as in {EXAMPLE}")
    return tuple(read_one(one, policies, f"{where}, expected {i}") for i, one in enumerate(given, 1))


def read_one(given: Any, policies: Sequence[str], where: str) -> Expected:
    """Return one thing that an account says."""
    table = asdict(given) if isinstance(given, Expected) else given
    if not isinstance(table, Mapping):
        raise BadFile(f"{where}: must be a table, as in {EXAMPLE}")
    for key in table:
        if key not in KEYS:
            raise UnknownName("key", str(key), KEYS, where=where)
    for key in ("says", "metric", "policy", "than", "sign"):
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise BadFile(f"{where}: {key} must be text; found {table.get(key)!r}. Write it as in {EXAMPLE}")
    if not isinstance(table.get("claim", ""), str):
        raise BadFile(f'{where}: claim must be text, as in claim = "J8"; found {table["claim"]!r}')
    if table["metric"] not in METRICS:
        raise UnknownName("metric", table["metric"], METRICS, where=where)
    for key in ("policy", "than"):
        if table[key] not in policies:
            raise UnknownName("policy", table[key], policies, where=f"{where}, {key}")
    if table["policy"] == table["than"]:
        raise BadFile(f"{where}: policy and than are both '{table['than']}': name two policies of the scenario")
    if table["sign"] not in SIGNS:
        raise BadFile(f"{where}: sign = {table['sign']!r}: must be one of {THESE_SIGNS}")
    unless = table.get("unless")
    if unless is not None and (
        isinstance(unless, bool) or not isinstance(unless, (int, float)) or not 0 <= unless < 10
    ):
        raise BadFile(
            f"{where}: unless = {unless!r}: must be a share of 0 or more, as in unless = 0.05 for 5 % of the mean"
        )
    return Expected(**table)
