"""Bands of trust: where ties stand and where they go, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from ecology.analysis.bands import transitions
from ecology.metrics.record import band_of


def ties(*rows):
    return pd.DataFrame(rows, columns=["person", "alter", "trust"])


def test_bands_are_quarters_and_the_top_is_closed():
    assert band_of(np.array([0.0, 0.2499, 0.25, 0.5, 0.75, 1.0])).tolist() == [0, 0, 1, 2, 3, 3]


def test_each_tie_is_followed_to_where_it_ended():
    before = ties((1, 2, 0.1), (1, 3, 0.2), (2, 1, 0.4), (2, 3, 0.9))
    after = ties((1, 2, 0.3), (2, 1, 0.4), (2, 3, 0.6), (9, 9, 0.9))
    table = transitions(before, after)
    assert table.loc["distrust"].to_dict() == {"distrust": 0, "weak": 0.5, "semi-strong": 0, "strong": 0, "gone": 0.5}
    assert table.loc["weak", "weak"] == 1
    assert table.loc["strong", "semi-strong"] == 1
    assert table.loc["semi-strong"].isna().all()
    assert table.drop("semi-strong").sum(axis=1).tolist() == pytest.approx([1, 1, 1])
