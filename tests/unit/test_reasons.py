"""Reasons in the log: each is what, had it been otherwise, would have changed what somebody did; worked out by hand."""

import numpy as np
import pytest

from ecology.mechanisms.partners.candidates import Candidates, what_spoke
from ecology.mechanisms.sight.observation import why_silent


@pytest.mark.parametrize(
    ("lot", "challenge", "trust", "stake", "reason"),
    [
        # would have asked without trust (.5 < .6), not in a house where all ask (.5 > .3)
        (0.5, 0.6, 0.7, 1.0, "trusted too well to be asked"),
        (0.5, 0.3, 0.4, 1.0, "not done to ask in that house"),
        (0.5, 0.6, 0.4, 1.0, "trusted in a house where one seldom asks"),
        (0.9, 0.6, 0.4, 1.0, "let pass"),
        # .3 × .8 > .2 with all at stake, .8 × .2 < .2 with next to nothing
        (0.2, 0.8, 0.2, 0.1, "too little at stake"),
    ],
)
def test_why_nobody_asked(lot, challenge, trust, stake, reason):
    assert not lot < challenge * (1 - trust) * stake
    told = why_silent(*(np.array([x]) for x in (lot, challenge, trust, stake)))
    assert told.tolist() == [reason]


def test_what_spoke_for_those_asked():
    terms = np.array([
        [[0.9, 0.1, 0.2], [0.5, 0.0, 0.0]],  # trust
        [[0.2, 0.9, 0.2], [0.5, 0.0, 0.0]],  # repute
        [[0.1, 0.1, 0.1], [0.5, 0.0, 0.0]],  # difference
        [[-1.0, 0.0, -0.9], [-0.5, 0.0, 0.0]],  # distance
    ])  # fmt: skip
    score = np.where([[True, True, True], [True, False, False]], terms.sum(0), -np.inf)
    known = np.array([[True, False, True], [True, False, False]])
    told = what_spoke(Candidates(np.zeros((2, 3), int), known, score, tuple(terms)))
    # means in view: .4, .433, .1, −.633; the third is below or at all of them
    assert told[0].tolist() == [
        "known before, trusted more than others in view", "not known before, near in place and art form",
        "known before, no better than others in view",
    ]  # fmt: skip
    assert told[1, 0] == "known before, the only one in view"
