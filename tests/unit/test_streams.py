"""Random numbers: the same bits as a plain-Python twin, even, independent, and keyed by who draws alone."""

import hashlib
import math

import numpy as np
import pytest
from scipy.stats import chi2, kstest

from ecology.streams import Streams, mix

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15
MANY = 100_000
FOUR_SIGMA = 4 / math.sqrt(MANY)
"""A correlation of independent numbers stays below this in all but 6 of 100,000 cases."""


def finalise(z):
    """SplitMix64's finaliser, written out once more."""
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def twin_bits(seed, decision, month, *ids):
    name = int.from_bytes(hashlib.blake2b(decision.encode(), digest_size=8).digest(), "little")
    z = finalise((seed + name) & MASK)
    for step in (month + 1, *ids):
        z = finalise((z + step * GOLDEN) & MASK)
    return z


def twin_uniform(seed, decision, month, *ids):
    return (twin_bits(seed, decision, month, *ids) >> 11) / 2**53


def test_the_hash_is_splitmix64():
    # published first outputs for seed 0, whose state grows by the golden ratio
    assert mix(GOLDEN) == 0xE220A8397B1DCDAF
    assert mix(2 * GOLDEN & MASK) == 0x6E789E6AA1B965F4


@pytest.mark.parametrize("seed", [0, 1, 2**63 + 5, 2**64 - 1])
@pytest.mark.parametrize(("decision", "month"), [("leave a post", 0), ("see", 7), ("ζ", 1199)])
def test_bits_equal_those_of_the_plain_python_twin(seed, decision, month):
    who = [0, 1, 2, 599, 10_000_000, 2**40]
    stream = Streams(seed).at(decision, month)
    assert stream.bits(who).tolist() == [twin_bits(seed, decision, month, i) for i in who]
    assert stream.uniform(who).tolist() == [twin_uniform(seed, decision, month, i) for i in who]


def test_several_entry_numbers_are_combined_like_in_the_twin():
    table = Streams(3).at("see", 2).uniform(np.arange(4)[:, None], np.arange(5), 6)
    assert table.tolist() == [[twin_uniform(3, "see", 2, i, j, 6) for j in range(5)] for i in range(4)]


def test_normal_numbers_are_box_and_muller_of_the_twin():
    drawn = Streams(3).at("error", 2).normal(np.arange(50))
    expected = [
        math.sqrt(-2 * math.log1p(-twin_uniform(3, "error", 2, i, 0)))
        * math.cos(2 * math.pi * twin_uniform(3, "error", 2, i, 1))
        for i in range(50)
    ]
    assert drawn == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_numbers_are_even():
    # 100 bins of 1,000 expected: the statistic lies between the outer 0.01 % of chi-square with 99 degrees of freedom
    u = Streams(1).at("even", 1).uniform(np.arange(MANY))
    assert u.min() >= 0
    assert u.max() < 1
    count = np.bincount((u * 100).astype(int), minlength=100)
    statistic = ((count - MANY / 100) ** 2 / (MANY / 100)).sum()
    assert chi2.ppf(0.0001, 99) < statistic < chi2.ppf(0.9999, 99)


def test_pairs_of_numbers_are_even():
    # neighbours in 20 × 20 cells: 399 degrees of freedom
    u = Streams(1).at("even", 1).uniform(np.arange(MANY))
    cell = (u[0::2] * 20).astype(int) * 20 + (u[1::2] * 20).astype(int)
    expected = MANY / 2 / 400
    statistic = ((np.bincount(cell, minlength=400) - expected) ** 2 / expected).sum()
    assert chi2.ppf(0.0001, 399) < statistic < chi2.ppf(0.9999, 399)


def test_normal_numbers_are_normal():
    assert kstest(Streams(1).at("normal", 1).normal(np.arange(20_000)), "norm").pvalue > 0.001


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda who: Streams(1).at("see", 6).uniform(who), id="next month"),
        pytest.param(lambda who: Streams(1).at("seen", 5).uniform(who), id="another decision"),
        pytest.param(lambda who: Streams(2).at("see", 5).uniform(who), id="next seed"),
        pytest.param(lambda who: Streams(1).at("see", 5).uniform(who + 1), id="the one after"),
        pytest.param(lambda who: Streams(1).at("see", 5).uniform(who, 0), id="one index more"),
        pytest.param(lambda who: Streams(1).at("see", 5).uniform(0, who), id="indices the other way round"),
    ],
)
def test_streams_are_independent(other):
    who = np.arange(MANY)
    own = Streams(1).at("see", 5).uniform(who)
    assert abs(np.corrcoef(own, other(who))[0, 1]) < FOUR_SIGMA
    assert (own != other(who)).mean() > 0.999


def test_order_of_calls_and_of_those_who_draw_does_not_matter():
    streams = Streams(9)
    first, second = streams.at("a", 1).uniform(np.arange(9)), streams.at("b", 1).uniform(np.arange(9))
    again = Streams(9)
    assert (again.at("b", 1).uniform(np.arange(9)) == second).all()
    assert (again.at("a", 1).uniform(np.arange(9)[::-1])[::-1] == first).all()


def test_more_capacity_leaves_the_first_numbers_as_they_were():
    stream = Streams(9).at("a", 1)
    assert (stream.uniform(np.arange(1000))[:10] == stream.uniform(np.arange(10))).all()
    assert stream.uniform(7)[0] == stream.uniform(np.arange(10))[7]


def test_choice_follows_the_probabilities():
    # .2, .3, .5 of 100,000 draws, each within four standard deviations; weights need not sum to 1
    chosen = Streams(1).at("choice", 1).choice(np.tile([2.0, 3.0, 5.0], (MANY, 1)), np.arange(MANY))
    for k, p in enumerate((0.2, 0.3, 0.5)):
        assert abs((chosen == k).mean() - p) < 4 * math.sqrt(p * (1 - p) / MANY)


def test_what_has_no_probability_is_never_chosen():
    chosen = Streams(1).at("choice", 1).choice(np.tile([0.0, 1.0, 0.0], (MANY, 1)), np.arange(MANY))
    assert (chosen == 1).all()


@pytest.mark.parametrize("bad", [np.random.default_rng(1), np.random.PCG64(1)])
def test_a_generator_is_refused(bad):
    with pytest.raises(TypeError, match="integer or a SeedSequence"):
        Streams.of(bad)


@pytest.mark.parametrize("bad", [-1, 1.5, "1", True, None])
def test_anything_but_a_whole_number_is_refused(bad):
    with pytest.raises(TypeError, match="integer"):
        Streams.of(bad)


def test_a_seed_sequence_is_as_good_as_its_integer():
    assert Streams.of(5) == Streams.of(np.random.SeedSequence(5)) == Streams.of(np.int64(5))


def test_spawned_seed_sequences_differ():
    seeds = {Streams.of(np.random.SeedSequence(5, spawn_key=(i,))).seed for i in range(1000)}
    assert len(seeds) == 1000
