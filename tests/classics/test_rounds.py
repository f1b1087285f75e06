"""Matches of any strategies, against plain twins written out move by move, and against what can be worked out."""

import numpy as np
import pytest

from ecology.errors import EcologyError, OutOfRange, UnknownName
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.match import expected_shares
from ecology.games.rounds import play, scores
from ecology.games.zero_determinant import zero_determinant
from ecology.strategies.library import LIBRARY, FromFunction, chosen
from ecology.strategies.memory_one import generous, reactive
from ecology.strategies.reactive import Reactive

ROUNDS = 120
COIN = LIBRARY["random"]


def tit_for_two_tats(own, other):
    return not (len(other) >= 2 and other[-1] == other[-2] == 0)


def two_tits(own, other):
    return 0 not in other[-2:]


def delayed(own, other):
    return len(other) < 2 or other[-2]


def soft_grudger(own, other):
    plan = []
    for theirs in [1, *other]:
        if plan:
            plan.pop(0)
        elif theirs == 0:
            plan = [0, 0, 0, 0, 1, 1]
    # what was popped last was played last: replay to see what comes now
    pending, turn = [], 1
    for theirs in other:
        if pending:
            pending.pop(0)
        if not pending and theirs == 0 and turn:
            pending = [0, 0, 0, 0, 1, 1]
        turn = not pending
    return pending[0] if pending else 1


def prober(own, other):
    if len(other) < 3:
        return (0, 1, 1)[len(other)]
    return 0 if other[1] == other[2] == 1 else other[-1]


def davis(own, other):
    return len(other) < 10 or 0 not in other


def shubik(own, other):
    length = left = 0
    act = 1
    for mine, theirs in zip([*own], [*other], strict=True):
        if left == 0 and theirs == 0 and mine == 1:
            length += 1
            left = length
        act = 0 if left else 1
        left = max(left - 1, 0)
    return act


def gradual(own, other):
    defections = left = calm = 0
    act = 1
    for theirs in other:
        defections += theirs == 0
        if left == calm == 0 and theirs == 0:
            left, calm = defections, 2
        act = 0 if left else 1
        if left:
            left -= 1
        elif calm:
            calm -= 1
    return act


def nydegger(own, other):
    n = len(own)
    if n < 3:
        if n == 2 and other[0] == 0 and other[1] == 1:
            return 0
        return other[-1] if n else 1
    value = [(1 - a) + 2 * (1 - b) for a, b in zip(own[-3:], other[-3:], strict=True)]
    listed = (1, 6, 7, 17, 22, 23, 26, 29, 30, 31, 33, 38, 39, 45, 49, 54, 55, 58, 61)
    return 16 * value[2] + 4 * value[1] + value[0] not in listed


def stein_rapoport(own, other):
    n = len(other)
    if n < 4:
        return 1
    if n >= ROUNDS - 2:
        return 0
    checked = (n + 1) // 15 * 15 - 1
    if checked > 0:
        seen = other[:checked]
        # χ² of one degree of freedom for equal shares
        if (2 * sum(seen) - checked) ** 2 / checked <= 3.8414588:
            return 0
    return other[-1]


def downing(own, other):
    n = len(own)
    if n < 2:
        return 0
    answers = {1: [other[0]], 0: []}
    for mine, theirs in zip(own[:-1], other[1:], strict=True):
        answers[mine].append(theirs)
    alpha = sum(answers[1]) / (sum(own) + 1)
    beta = sum(answers[0]) / max(n - sum(own), 2)
    gain = (3 * alpha) - (5 * beta + (1 - beta))
    return own[-1] ^ 1 if abs(gain) < 1e-12 else gain > 0


def tideman_chieruzzi(own, other):
    value = {(1, 1): (3, 3), (1, 0): (0, 5), (0, 1): (5, 0), (0, 0): (1, 1)}
    length = left = since = remembered = 0
    fresh, act = False, 1
    mine_total = theirs_total = 0
    for n in range(1, len(own) + 1):
        mine, theirs = own[n - 1], other[n - 1]
        a, b = value[mine, theirs]
        mine_total, theirs_total = mine_total + a, theirs_total + b
        remembered += theirs == 0
        if fresh:
            fresh, length, left, remembered, act = False, 0, 0, 0, 1
            continue
        far = abs(remembered - n / 2) >= 3 * n**0.5 / 2
        if (since == 0 or n + 1 - since >= 20) and mine_total - theirs_total >= 10 and ROUNDS - n - 1 >= 10 and theirs \
                and far:  # fmt: skip
            fresh, since, length, left, remembered, act = True, n + 1, 0, 0, 0, 1
            continue
        if left == 0 and theirs == 0:
            length += 1
            left = length
        act = 0 if left else 1
        left = max(left - 1, 0)
    return act


TWINS = {
    "tit for two tats": tit_for_two_tats, "two tits for a tat": two_tits, "delayed tit for tat": delayed,
    "soft grudger": soft_grudger, "prober": prober, "Davis": davis, "Shubik": shubik, "gradual": gradual,
    "Nydegger": nydegger, "Stein and Rapoport": stein_rapoport, "Downing": downing,
    "Tideman and Chieruzzi": tideman_chieruzzi,
    "TFT": lambda own, other: other[-1] if other else 1,
    "WSLS": lambda own, other: own[-1] == other[-1] if own else 1,
    "grudger": lambda own, other: 0 not in other,
}  # fmt: skip
OPPONENTS = (COIN, Reactive("mostly", 1, 0.9, 0.9, 0.9, 0.9, "test"), Reactive("seldom", 0, 0.1, 0.2, 0.1, 0.2, "test"))


@pytest.mark.parametrize("name", TWINS)
def test_it_does_what_its_twin_written_out_does(name):
    written = FromFunction(name, TWINS[name])
    for opponent in OPPONENTS:
        many = np.zeros(6, dtype=int)
        ours = play([LIBRARY[name], opponent], many, many + 1, ROUNDS, rng=5)
        theirs = play([written, opponent], many, many + 1, ROUNDS, rng=5)
        assert (ours == theirs).all(), opponent.name


def test_a_match_is_the_same_in_any_company():
    alone = play([COIN, LIBRARY["Feld"]], [0], [1], 50, rng=2, numbers=[7])
    among = play([COIN, LIBRARY["Feld"], LIBRARY["TFT"]], [2, 0, 1], [0, 1, 2], 50, rng=2, numbers=[3, 7, 9])
    assert (alone[:, 0] == among[:, 1]).all()


def test_points_are_those_of_the_game():
    acted = np.array([[[1, 1]], [[1, 0]], [[0, 1]], [[0, 0]]])
    assert scores(acted, Dilemma(5, 3, 1, 0))[:, 0].tolist() == [[3, 3], [0, 5], [5, 0], [1, 1]]
    assert scores(acted, Dilemma.donation(4, 1))[:, 0].tolist() == [[3, 3], [-1, 4], [4, -1], [0, 0]]


def test_slips_turn_the_share_of_actions_they_should():
    acted = play([LIBRARY["ALLC"], LIBRARY["ALLD"]], [0], [1], 20_000, slip=0.1, rng=1)
    # standard error .0021
    assert acted[:, 0, 0].mean() == pytest.approx(0.9, abs=0.01)
    assert acted[:, 0, 1].mean() == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize("chi", [1.5, 3.0])
@pytest.mark.parametrize("kappa", [1.0, 3.0])
def test_zero_determinant_strategies_fix_a_line_between_both_payoffs(chi, kappa):
    fixer = zero_determinant(chi, kappa, 0.05)
    rival = Reactive("rival", 0.5, 0.7, 0.2, 0.6, 0.4, "test")
    points = scores(play([fixer, rival], np.zeros(40, int), np.ones(40, int), 4000, rng=3, known_end=False))[200:]
    own, other = points.mean((0, 1))
    # standard error of either about .004, times χ
    assert own - kappa == pytest.approx(chi * (other - kappa), abs=0.06)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: play([COIN], [0], [0], 0), "rounds = 0"),
        (lambda: play([COIN], [0], [0], 5, slip=2), "slip = 2"),
        (lambda: zero_determinant(3, 1, 5), "no probabilities"),
        (lambda: Dilemma(1, 2, 3, 4).checked(), "temptation > reward"),
        (lambda: Dilemma(9, 3, 1, 0).checked(), "taking turns"),
    ],
)
def test_what_is_out_of_range_is_refused(wrong, says):
    with pytest.raises(OutOfRange, match=says):
        wrong()


def test_a_strategy_that_answers_no_probability_is_named():
    with pytest.raises(EcologyError, match=r"strategy odd: in round 1 it answered \[2\.0, 2\.0\]"):
        play([FromFunction("odd", lambda own, other: 2)], [0], [0], 3)
    with pytest.raises(EcologyError, match="strategy broken: respond failed"):
        play([FromFunction("broken", lambda own, other: other[-1])], [0], [0], 3)
    with pytest.raises(UnknownName, match="Did you mean"):
        chosen(["TFTT"])


def test_names_and_families():
    assert generous(0.2).cd == 0.2
    assert reactive(0.9, 0.1).opening == 1
    assert AXELROD.table.tolist() == [[3, 0], [5, 1]]
    assert all(strategy.source and strategy.name == name for name, strategy in LIBRARY.items())


def test_the_nice_are_never_the_first_to_hold_back():
    """All strategies meet all others; between two nice ones all contribute, and none of them begins it with others."""
    everyone = list(LIBRARY.values())
    left, right = np.triu_indices(len(everyone))
    acted = play(everyone, left, right, 60, rng=4)
    nice = np.array([s.prosocial for s in everyone])
    ends = {"Stein and Rapoport"}  # holds back in the last two rounds, and says so
    for match, (a, b) in enumerate(zip(left, right, strict=True)):
        for side, (me, you) in enumerate(((a, b), (b, a))):
            if nice[me] and everyone[me].name not in ends and everyone[you].name not in ends:
                mine, theirs = acted[:, match, side], acted[:, match, 1 - side]
                first = int(np.argmin(mine)) if (mine == 0).any() else 60
                assert first == 60 or (theirs[:first] == 0).any(), everyone[me].name


def random_rows(n, rng, *, pure):
    """Return n memory-one strategies with chances of any size, or with 0 and 1 only."""
    chances = np.random.default_rng(rng).random((n, 5))
    chances = np.round(chances) if pure else chances
    return [Reactive(f"row {i}", *row, "test") for i, row in enumerate(chances.tolist())]


def test_a_thousand_random_pairs_get_what_the_chain_says():
    """All within four standard errors of the mean over 100 matches.

    Over seeds 1 to 20 four of 20,000 were not, as chance has it.
    """
    pairs, repeats, rounds = 1000, 100, 50
    rows = random_rows(2 * pairs, 7, pure=False)
    left = np.repeat(np.arange(pairs), repeats)
    points = scores(play(rows, left, left + pairs, rounds, slip=0.02, rng=1))[:, :, 0].mean(0).reshape(pairs, repeats)
    exact = [expected_shares(rows[i], rows[i + pairs], rounds, 0.02) @ AXELROD.payoffs for i in range(pairs)]
    error = points.std(1, ddof=1) / np.sqrt(repeats)
    assert (np.abs(points.mean(1) - exact) <= 4 * error).all()


def test_without_chance_pairs_get_exactly_what_the_chain_says():
    pairs, rounds = 200, 30
    rows = random_rows(2 * pairs, 8, pure=True)
    left = np.arange(pairs)
    points = scores(play(rows, left, left + pairs, rounds))[:, :, 0].sum(0)
    exact = [rounds * expected_shares(rows[i], rows[i + pairs], rounds) @ AXELROD.payoffs for i in range(pairs)]
    assert points == pytest.approx(exact, abs=1e-9)
