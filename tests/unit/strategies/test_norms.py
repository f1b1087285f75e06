"""Discriminators under a norm, against names kept by hand and against what the literature says of matches of two."""

import itertools

import numpy as np
import pytest

from ecology.errors import OutOfRange, UnknownName
from ecology.games.indirect import societies
from ecology.games.rounds import play
from ecology.strategies.library import LIBRARY, FromFunction, named
from ecology.strategies.norms import LEADING_EIGHT, under_norm

IMAGE_SCORING, SIMPLE_STANDING, STERN_JUDGING = 170, 187, 153


def kept_by_hand(norm, rule):
    """Return the same strategy as a function of both histories, which keeps names in a plain way."""
    gives = {
        (own, other, act): (norm >> bit) & 1
        for bit, (own, other, act) in enumerate(itertools.product((0, 1), repeat=3))
    }
    helps = {(own, other): (rule >> bit) & 1 for bit, (own, other) in enumerate(itertools.product((0, 1), repeat=2))}

    def act(own, other):
        mine = theirs = 1
        for a, b in zip(own, other, strict=True):
            mine, theirs = gives[mine, theirs, a], gives[theirs, mine, b]
        return helps[mine, theirs]

    return FromFunction("by hand", act)


@pytest.mark.parametrize("norm", range(0, 256, 5))
def test_it_acts_as_one_who_keeps_names_by_hand(norm):
    rule = (norm * 7 + 10) % 16
    ours, plain = (
        play([s, LIBRARY["random"]], [0, 0], [1, 0], 60, slip=0.15, rng=norm)
        for s in (under_norm(norm, rule), kept_by_hand(norm, rule))
    )
    assert (ours == plain).all()


def test_image_scoring_in_a_match_of_two_is_tit_for_tat():
    scorer, tft = (
        play([s, LIBRARY["random"]], [0, 0], [1, 0], 200, slip=0.1, rng=4)
        for s in (under_norm(IMAGE_SCORING), LIBRARY["TFT"])
    )
    assert (scorer == tft).all()


@pytest.mark.parametrize(("norm", "after_a_slip"), [
    # tit for tat answers in turn for ever; whoever may be let off answers once
    (IMAGE_SCORING, [(0, 1), (1, 0), (0, 1), (1, 0)]),
    (SIMPLE_STANDING, [(0, 1), (1, 0), (1, 1), (1, 1)]),
    (STERN_JUDGING, [(0, 1), (1, 0), (1, 1), (1, 1)]),
])  # fmt: skip
def test_one_slip_between_two_of_a_kind(norm, after_a_slip):
    strategy = under_norm(norm)
    # each side's state after round 1, in which the first held back though it meant to contribute
    first, second = strategy.after[0][2], strategy.after[0][1]
    seen = [(0, 1)]
    for _ in range(3):
        acts = strategy.chance[first], strategy.chance[second]
        seen.append(acts)
        at = 2 * (1 - acts[0]) + (1 - acts[1]), 2 * (1 - acts[1]) + (1 - acts[0])
        first, second = strategy.after[first][at[0]], strategy.after[second][at[1]]
    assert seen == after_a_slip


def test_norms_that_give_everybody_one_name():
    always, never = under_norm(255), under_norm(0)
    assert play([always, LIBRARY["ALLD"]], [0], [1], 20)[:, 0, 0].all()
    assert play([never, LIBRARY["ALLC"]], [0], [1], 20)[:, 0, 0].tolist() == [1, *[0] * 19]
    assert always.prosocial
    assert not never.prosocial


def test_the_leading_eight_are_those_that_the_classic_finds_stable():
    """It finds sixteen: these, and the same with the names of the names exchanged."""
    found = societies(2.0, 1.0, 0.01)
    stable = {(int(norm), int(rule)) for norm, rule in np.argwhere(found.stable & (found.helping > 0.9))}

    def exchanged(norm, rule):
        acts = ((norm >> bit) & 1 for bit in (6, 7, 4, 5, 2, 3, 0, 1))
        return sum((1 - given) << bit for bit, given in enumerate(acts)), sum(
            ((rule >> b) & 1) << (3 - b) for b in range(4)
        )

    assert stable == {*LEADING_EIGHT, *(exchanged(*pair) for pair in LEADING_EIGHT)}
    assert len(stable) == 16
    assert all(under_norm(*pair).prosocial for pair in LEADING_EIGHT)


def test_they_are_called_by_number():
    assert named("norm 187") == under_norm(187)
    assert named("norm 186 rule 11") == under_norm(186, 11)
    assert named("norm 186 rule 0") == under_norm(186, 0)
    with pytest.raises(OutOfRange, match="norm 256: norms are numbered from 0 to 255"):
        named("norm 256")
    with pytest.raises(OutOfRange, match="rule 16"):
        named("norm 1 rule 16")
    with pytest.raises(UnknownName):
        named("norm")


def test_all_of_them_can_be_played():
    everyone = [under_norm(norm) for norm in range(256)]
    acted = play([*everyone, LIBRARY["TFT"]], np.arange(256), np.full(256, 256), 30, slip=0.05, rng=1)
    assert acted.shape == (30, 256, 2)
