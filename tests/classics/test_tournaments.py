"""Tournaments, the shadow of the future, slips, graded answers and the evolution of trust."""

import numpy as np
import pytest

from ecology.classics import (
    CLASSICS,
    evolution_of_trust,
    graded_reciprocity,
    held,
    match,
    self_play,
    short_shadow,
    stability,
    tournament,
)
from ecology.classics.quantities import COLUMNS
from ecology.classics.scoreboard import score
from ecology.errors import EcologyError, OutOfRange, UnknownName
from ecology.games.dilemma import Dilemma
from ecology.games.match import discounted, expected_shares
from ecology.games.tournament import tournament as meet
from ecology.strategies.library import LIBRARY, ROWS
from ecology.strategies.reactive import Reactive


def value(found, quantity):
    rows = found.loc[found["quantity"].str.startswith(quantity), "value"]
    assert len(rows) >= 1, quantity
    return rows.iloc[0]


@pytest.mark.parametrize("name", ["match", "tournament", "stability", "self_play", "graded_reciprocity",
                                  "evolution_of_trust"])  # fmt: skip
def test_what_is_published_holds(name):
    """Those that hang on chance held for all of 20 other seeds."""
    found = score(name)
    assert tuple(found.found.columns[: len(COLUMNS)]) == COLUMNS
    assert found.verdict == "reproduced", found.found[~found.found["held"].fillna(value=True)]


def test_nothing_is_expected_at_other_arguments():
    for found in (match("TFT", "ALLD", 100), match("WSLS", "ALLC"), stability(0.5, Dilemma(3, 2, 0, -1)),
                  self_play("TFT", 0.05, Dilemma(3, 2, 0, -1)), graded_reciprocity(0.9, 0.3, rounds=20, pairs=5),
                  evolution_of_trust({"ALLC": 5, "ALLD": 5}, replace=1)):  # fmt: skip
        assert found["expected"].isna().all()
        assert (found["source"] == "").all()
        assert held(found).isna().all()


def test_a_match_at_other_values():
    # tit for tat loses the first round only: S + 9 P, and T + 9 P
    found = match("TFT", "ALLD", 10, Dilemma(4, 3, 2, 1))
    assert found["value"].tolist()[:2] == [1 + 18, 4 + 18]


def test_tit_for_tat_is_stable_from_the_threshold_on_for_other_payoffs():
    # (T−R)/(T−P) = 1/3 and (T−R)/(R−S) = 1/3
    game = Dilemma(3, 2, 0, -1)
    assert value(stability(0.3, game), "least w") == pytest.approx(1 / 3)
    assert [value(stability(w, game), "tit for tat is stable") for w in (0.32, 0.34)] == [0, 1]
    # ALLD gets T + wP/(1−w) where tit for tat gets R/(1−w)
    assert value(stability(0.5), "gain of always holding back") == pytest.approx(5 + 1 - 6)
    with pytest.raises(OutOfRange, match="w = 1"):
        stability(1)


def test_discounted_rounds_are_what_rounds_add_up_to():
    a, b, w = Reactive("a", 0.8, 0.9, 0.2, 0.6, 0.3, "test"), ROWS["GTFT"], 0.7
    shares = [n * expected_shares(a, b, n) for n in range(1, 160)]
    by_round = np.diff([np.zeros(4), *shares], axis=0)
    assert discounted(a, b, w) == pytest.approx((by_round * w ** np.arange(159)[:, None]).sum(0))
    assert discounted(a, b, w).sum() == pytest.approx(1 / (1 - w))


def test_twins_that_slip_get_what_the_chain_says():
    # for the coin every pair is as likely as any other: (5 + 3 + 1 + 0) / 4
    assert value(self_play("random", 0.2), "stationary") == pytest.approx(2.25)
    found = self_play("Grofman", 0.05, rounds=20_000)
    assert value(found, "simulated") == pytest.approx(value(found, "stationary"), abs=0.03)
    with pytest.raises(OutOfRange, match="rounds = 10"):
        self_play("TFT", rounds=10)


def test_without_noise_answers_in_kind_give_all():
    assert value(graded_reciprocity(1.0, 0.0, rounds=20, pairs=3), "contribution") == 1.0
    with pytest.raises(OutOfRange):
        graded_reciprocity(-1)


def test_who_exploits_takes_over_where_nobody_answers():
    found = evolution_of_trust({"ALLC": 20, "ALLD": 5}, replace=5, generations=10)
    assert value(found, "players of ALLD in the end") == 25
    # alike in all, nobody gains on anybody: the sum stays
    same = evolution_of_trust({"ALLC": 3, "TFT": 4}, replace=2, generations=5, rng=1)
    assert value(same, "players of ALLC in the end") + value(same, "players of TFT in the end") == 7
    with pytest.raises(OutOfRange, match="replace"):
        evolution_of_trust({"ALLC": 3}, replace=2)


def test_everybody_meets_everybody():
    names = ["ALLC", "ALLD", "TFT"]
    found = meet([LIBRARY[n] for n in names], 10, 2)
    assert found.points[0].tolist() == [[3, 0, 3], [5, 1, (5 + 9) / 10], [3, 9 / 10, 3]]
    assert found.scores[0].tolist() == pytest.approx([1.5, 3.2, 1.95])
    assert found.ranks[0].tolist() == [3, 1, 2]
    assert found.wins[1].tolist() == [1, 0, 1]
    with_twins = meet([LIBRARY[n] for n in names], 10, 1, twins=True)
    assert with_twins.scores[0].tolist() == pytest.approx([2, (5 + 1 + 1.4) / 3, (3 + 0.9 + 3) / 3])


def test_matches_of_open_end_are_as_long_as_the_shadow_says():
    found = meet(list(LIBRARY.values()), 1, 20, continuation=0.8, rng=3)
    # 1 / (1 − w) = 5; standard error of the mean of 10,560 matches .044
    assert found.rounds[:, *np.triu_indices(len(LIBRARY))].mean() == pytest.approx(5, abs=0.2)
    assert (meet(list(LIBRARY.values())[:3], 9, 1, continuation=0).rounds == 1).all()
    for wrong in (lambda: meet([LIBRARY["TFT"]]), lambda: meet([LIBRARY["TFT"]] * 2)):
        with pytest.raises(EcologyError, match="a name of its own"):
            wrong()


def test_a_short_shadow_helps_who_always_holds_back():
    assert value(short_shadow(repetitions=20), "sign of") == 1


def test_tit_for_tat_does_not_come_first():
    """The folk claim is not asserted: it is first in hardly any repetition."""
    assert value(tournament(), "share of repetitions in which tit for tat comes first") < 0.1


def test_the_scoreboard_names_what_is_wrong():
    with pytest.raises(UnknownName, match="unknown classic"):
        score("matsch")
    assert sorted(CLASSICS, key=lambda name: CLASSICS[name].number) == list(CLASSICS)
