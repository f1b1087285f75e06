"""What every strategy promises: a probability from its own view and nothing else; memory-one rows play as expected."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecology.strategies import NAMES, STRATEGIES, Reactive, View

each = pytest.mark.parametrize("strategy", STRATEGIES, ids=NAMES)
REACTIVE = [s for s in STRATEGIES if isinstance(s, Reactive)]
C, D = 1, 0
STATES = [(C, C), (C, D), (D, C), (D, D)]

HE_PLAYS = (C, D, D, C, C, D, C)
"""What the other does in months 1 to 7; a strategy answers in months 1 to 8, the first without having seen anything."""
EXPECTED = {
    "ALLC": (1, 1, 1, 1, 1, 1, 1, 1),
    "ALLD": (0, 0, 0, 0, 0, 0, 0, 0),
    # last month's action of the other
    "TFT": (1, 1, 0, 0, 1, 1, 0, 1),
    # the same, but one defection in three is forgiven
    "GTFT": (1, 1, 1 / 3, 1 / 3, 1, 1, 1 / 3, 1),
    # stays with its action after a win (the other contributed), shifts after a loss:
    # C; won → C; lost → D; lost → C; won → C; won → C; lost → D; won, but by holding back: (D, C) → D
    "WSLS": (1, 1, 0, 1, 1, 1, 0, 0),
}
"""Worked out by hand from each strategy's own words."""


@st.composite
def views(draw):
    n = draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shares = rng.dirichlet(np.full(5, 0.4), n)
    seen = np.where(rng.random(n) < 0.3, np.nan, rng.random(n))
    return View(shares[:, 0], shares[:, 1:], rng.random(n), rng.random(n), seen, rng.random(n))


def seats(view, rows):
    return View(*(getattr(view, name)[rows] for name in View.__slots__))


@each
@given(view=views())
@settings(max_examples=40)
def test_it_returns_a_probability_for_each_seat(strategy, view):
    chance = np.asarray(strategy.contribute(view), float)
    assert chance.shape == view.trust.shape
    assert (chance >= 0).all()
    assert (chance <= 1 + 1e-12).all()


@each
@given(view=views())
@settings(max_examples=40)
def test_it_reacts_to_its_own_view_only(strategy, view):
    """Each seat alone, and all in another order, give what they gave together; nothing is kept between calls."""
    together = np.asarray(strategy.contribute(view), float)
    backwards = np.arange(len(together))[::-1]
    assert np.asarray(strategy.contribute(seats(view, backwards)), float) == pytest.approx(together[::-1])
    for i in range(len(together)):
        assert np.asarray(strategy.contribute(seats(view, [i])), float) == pytest.approx(together[[i]])


@each
def test_it_is_named_and_sourced(strategy):
    assert strategy.name.strip()
    assert strategy.source.strip()
    assert isinstance(strategy.prosocial, bool)
    assert type(strategy).__doc__


def test_names_are_unique():
    assert len(set(NAMES)) == len(STRATEGIES)


def test_every_memory_one_strategy_has_an_expected_play():
    assert {s.name for s in REACTIVE} == set(EXPECTED)


def after(own, other):
    row = np.array([[float(state == (own, other)) for state in STATES]])
    return View(np.zeros(1), row, np.full(1, 0.5), np.full(1, 0.5), np.array([float(other)]), np.zeros(1))


NOTHING_SEEN = View(np.ones(1), np.zeros((1, 4)), np.full(1, 0.5), np.full(1, 0.5), np.full(1, np.nan), np.zeros(1))


@pytest.mark.parametrize("strategy", REACTIVE, ids=lambda s: s.name)
def test_memory_one_strategies_play_as_expected(strategy):
    played = [strategy.contribute(NOTHING_SEEN)[0]]
    for he in HE_PLAYS:
        # what has a chance of a third counts as held back: no row of the table then depends on it
        played.append(strategy.contribute(after(int(played[-1] >= 0.5), he))[0])
    assert played == pytest.approx(EXPECTED[strategy.name])


@pytest.mark.parametrize("strategy", REACTIVE, ids=lambda s: s.name)
def test_several_partners_are_answered_by_their_mean(strategy):
    # a quarter in each state: the mean of the row; a half not yet seen: half the opening
    view = View(np.zeros(1), np.full((1, 4), 0.25), *(np.full(1, 0.5) for _ in range(4)))
    assert strategy.contribute(view) == pytest.approx([(strategy.cc + strategy.cd + strategy.dc + strategy.dd) / 4])
    view = View(np.full(1, 0.5), np.array([[0, 0.5, 0, 0]]), *(np.full(1, 0.5) for _ in range(4)))
    assert strategy.contribute(view) == pytest.approx([(strategy.opening + strategy.cd) / 2])


def named(name):
    return STRATEGIES[NAMES.index(name)]


def view_of(**values):
    nothing = {"opening": 1.0, "trust": 0.5, "repute": 0.5, "share_contributing": np.nan, "shadow": 0.5}
    made = {name: np.array([value]) for name, value in (nothing | values).items()}
    return View(after=np.zeros((1, 4)), **made)


def test_discriminators_help_those_of_good_repute():
    who = named("discriminator")
    assert who.contribute(view_of(repute=who.threshold)) == [1]
    assert who.contribute(view_of(repute=who.threshold - 0.01)) == [0]
    # trust, own record and shadow do not matter to them
    assert who.contribute(view_of(repute=0.0, trust=1.0, shadow=1.0)) == [0]


def test_contingent_cooperators_need_to_see_others_contribute():
    who = named("contingent")
    assert who.contribute(view_of(share_contributing=0.5)) == [1]
    assert who.contribute(view_of(share_contributing=0.49, trust=1.0)) == [0]
    # where nothing was seen, what is believed stands in
    assert who.contribute(view_of(trust=0.37)) == pytest.approx([0.37])
