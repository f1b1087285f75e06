"""Funders that are paid by other funders to pass money on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ecology.importers.awards import Award


def with_funders(awards: Sequence[Award], kept: Mapping[str, str]) -> list[Award]:
    """Return the awards with each funder under one id: GrantNav's, and that of the recipient it also is.

    Parameters
    ----------
    awards : sequence of Award
    kept : Mapping
        Recipient's id → the id that stands for it.
    """
    canonical = {award.funder_id: award.added.funder_id for award in awards if award.added.funder_id}
    named = {award.funder_id: canonical.get(award.funder_id, award.funder_id) for award in awards}
    stands_for = {funder_id: kept.get(name, name) for funder_id, name in named.items()}
    return [
        award
        if stands_for[award.funder_id] == award.funder_id
        else replace(award, funder_id=stands_for[award.funder_id])
        for award in awards
    ]


def split_passed_on(awards: Sequence[Award], kept: Mapping[str, str]) -> tuple[list[Award], list[Award]]:
    """Return the awards that organisations keep, and those to funders, whose money is counted where it arrives.

    An organisation that gives to another and is given to by another is a funder, and nothing else: it makes no art
    here. Where funders only give to each other, they are taken for organisations.
    """
    between = [(award.funder_id, kept[award.org_id]) for award in awards]
    giving = {funder for funder, recipient in between if funder != recipient}
    receiving = {recipient for funder, recipient in between if funder != recipient}
    both = giving & receiving
    passed_on = [award for award in awards if kept[award.org_id] in both]
    if len(passed_on) == len(awards):
        return list(awards), []
    return [award for award in awards if kept[award.org_id] not in both], passed_on
