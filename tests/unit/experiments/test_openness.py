"""Openness: the least trust in each partnership, and the energy of open ones beside that of others."""

import math

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology
from ecology.experiments.openness import lowest_trust, of_run, one


def test_measures_of_a_run_by_hand():
    rows = pd.DataFrame({
        "began": [1, 1, 1, 2, 2, 3], "energy": [0.9, 0.7, 0.5, 0.8, 0.4, 0.2],
        "open": [True, True, False, True, False, False],
    })  # fmt: skip
    # open (.9 + .7 + .8)/3 = .8, others (.5 + .4 + .2)/3 = .3667; of year 1 .8 − .5 = .3 twice, of year 2 .4 once
    assert of_run(rows) == pytest.approx(
        {"share": 0.5, "open": 0.8, "others": 1.1 / 3, "difference": 0.8 - 1.1 / 3, "same_age": (2 * 0.3 + 0.4) / 3}
    )
    none = of_run(rows.assign(open=False))
    assert none["share"] == 0
    assert math.isnan(none["difference"])
    assert math.isnan(none["same_age"])


def test_the_least_trust_is_that_of_whoever_trusts_least():
    eco = Ecology("standard", rng=1, events=False)
    eco.run(30)
    p, ties, unknown = eco.sector.partnerships, eco.sector.ties, eco.rules.parameters.trust.initial
    found = lowest_trust(eco.sector, unknown)
    for slot in p.slots().tolist():
        trusts = [
            next((float(ties.trust[a, c]) for c in np.flatnonzero(ties.alter[a] == b)), unknown)
            for i, mine in enumerate(p.person[slot]) for j, theirs in enumerate(p.person[slot]) if i != j
            for a in mine[mine >= 0] for b in theirs[theirs >= 0]
        ]  # fmt: skip
        assert found[slot] == pytest.approx(min(trusts)) if trusts else math.isnan(found[slot])
    assert np.isnan(found[~p.alive]).all()


def test_open_exchange_is_rare_and_alive():
    """H8: under a fifth of partnerships, and with more energy than others, on three sectors together."""
    rows = pd.concat([one("standard", 96, rng) for rng in (1, 2, 3)])
    found = of_run(rows)
    assert 0 < found["share"] < 0.2
    assert found["difference"] > 0.05
    assert found["same_age"] > 0.05
