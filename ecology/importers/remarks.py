"""What is to be said after an import, whatever was imported: who may be a person, and which sizes were not given."""

from __future__ import annotations

import pandas as pd

from ecology.importers.identities import FROM_NAME

SIZES = ("staff", "annual_income")
"""Columns of organisations that say how large they are."""


def known_by_name_alone(organisations: pd.DataFrame) -> list[str]:
    """Return the sentence on organisations with an id made of their name: one of them may be a person."""
    number = int(organisations["org_id"].astype(str).str.startswith(FROM_NAME).sum())
    if not number:
        return []
    return [
        f"Known by name alone, without a charity or company number: {number:,} of {len(organisations):,} "
        "organisations. Names of persons cannot be told from these, save where a programme, a type or a note says "
        "'individual': look through organisations.csv, and take persons out of your file before you import"
    ]


def sizes_not_given(organisations: pd.DataFrame) -> list[str]:
    """Return the sentence on the sizes of organisations that have to be drawn, none where all are given."""
    parts = []
    for column in SIZES:
        cells = organisations[column] if column in organisations else pd.Series("", organisations.index)
        known = int((cells.notna() & (cells.astype(str).str.strip() != "")).sum())
        if known < len(organisations):
            parts.append(f"{column} is given for {f'{known:,}' if known else 'none'}")
    if not parts:
        return []
    return [
        f"Size: of {len(organisations):,} organisations, {', '.join(parts)}; the rest is drawn from the shape of the "
        "English national portfolio when the sector is founded. It sets the size of every figure in pounds a month: "
        "public value is that of all the work of these organisations, not of the grants. Write what you know into "
        "these columns of organisations.csv (importing again writes the file anew, and keeps the one before beside it)"
    ]
