"""One match: hand-worked values of well-known pairs, and that play agrees with what is expected."""

import numpy as np
import pytest

from ecology.errors import OutOfRange
from ecology.games.match import expected_shares, long_run, play_match
from ecology.strategies import STRATEGIES

BY_NAME = {strategy.name: strategy for strategy in STRATEGIES}
ALLC, ALLD, TFT, GTFT, WSLS = (BY_NAME[name] for name in ("ALLC", "ALLD", "TFT", "GTFT", "WSLS"))


@pytest.mark.parametrize("slip", [0.001, 0.05, 0.3])
def test_tit_for_tat_under_slips_spends_a_quarter_in_each(slip):
    # (R + S + T + P) / 4 whatever the slips: Nowak and Sigmund 1993
    assert long_run(TFT, TFT, slip) == pytest.approx([0.25] * 4)


def test_win_stay_lose_shift_mends_a_slip():
    # both shift or stay together, so actions are equal in 1 − 2e(1 − e) = .905 of rounds with e = .05;
    # CC = .905 (1 − e)² + .095 e² = .817; DD = .905 e² + .095 (1 − e)² = .088
    assert long_run(WSLS, WSLS, 0.05) == pytest.approx([0.817, 0.0475, 0.0475, 0.088])


def test_unconditional_players_only_slip():
    assert long_run(ALLC, ALLD, 0.1) == pytest.approx([0.9 * 0.1, 0.9 * 0.9, 0.1 * 0.1, 0.1 * 0.9])


def test_without_slips_a_match_goes_as_it_began():
    assert expected_shares(TFT, TFT, 10) == pytest.approx([1, 0, 0, 0])
    # exploited once, then no more
    assert expected_shares(TFT, ALLD, 10) == pytest.approx([0, 0.1, 0, 0.9])
    # win-stay, lose-shift tries again every other round
    assert expected_shares(ALLD, WSLS, 10) == pytest.approx([0, 0, 0.5, 0.5])


def test_generous_tit_for_tat_has_forgiven_by_and_by():
    # each contributes with chance 1 or 1/3 after the other's last act: x = (1 − 2e)(1/3 + 2x/3) + e, e = .05
    # x = .35 + .6 x → x = .875, the share of rounds in which either contributes
    cc, cd, dc, _ = long_run(GTFT, GTFT, 0.05)
    assert cc + cd == pytest.approx(0.875)
    assert cd == pytest.approx(dc)


@pytest.mark.parametrize(("a", "b"), [(TFT, TFT), (GTFT, WSLS), (ALLD, GTFT), (WSLS, TFT)])
def test_play_agrees_with_what_is_expected(a, b):
    played = play_match(a, b, 20_000, 0.05, rng=1)
    counts = np.bincount(2 * (1 - played[:, 0]) + (1 - played[:, 1]), minlength=4)
    assert counts / 20_000 == pytest.approx(long_run(a, b, 0.05), abs=0.025)
    assert expected_shares(a, b, 20_000, 0.05) == pytest.approx(long_run(a, b, 0.05), abs=0.001)


def test_the_same_number_gives_the_same_match():
    assert (play_match(GTFT, WSLS, 50, 0.1, rng=3) == play_match(GTFT, WSLS, 50, 0.1, rng=3)).all()
    assert (play_match(GTFT, WSLS, 50, 0.1, rng=3) != play_match(GTFT, WSLS, 50, 0.1, rng=4)).any()


def test_what_cannot_be_is_refused():
    for call in (
        lambda: long_run(TFT, TFT, 0.0),
        lambda: play_match(TFT, TFT, 5, 1.5, 1),
        lambda: expected_shares(TFT, TFT, 0),
    ):
        with pytest.raises(OutOfRange):
            call()
