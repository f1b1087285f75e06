"""What every strategy of the library promises in a match, whatever it remembers."""

import pytest

from ecology.games.rounds import play
from ecology.strategies.library import LIBRARY, named

ROUNDS = 60
OPPONENTS = ("random", "ALLC", "ALLD", "TFT")
MORE = ("norm 187", "norm 186 rule 11")
EVERYONE = {**LIBRARY, **{name: named(name) for name in MORE}}
each = pytest.mark.parametrize("strategy", EVERYONE.values(), ids=list(EVERYONE))


def matches(strategy, rounds=ROUNDS, company=(), rng=3, known_end=False):
    """Return what it and four others do, in matches numbered alike whoever plays besides."""
    field = [strategy, *(LIBRARY[name] for name in OPPONENTS), *company]
    others = len(field) - 1
    return play(
        field, [0] * others, range(1, others + 1), rounds, slip=0.1, rng=rng, known_end=known_end,
        numbers=range(others),
    )[:, : len(OPPONENTS)]  # fmt: skip


@each
def test_it_is_named_sourced_and_explained(strategy):
    assert strategy.name.strip() == strategy.name != ""
    assert strategy.source.strip()
    assert isinstance(strategy.prosocial, bool)
    assert type(strategy).__doc__


@each
def test_it_plays_the_same_again_and_in_any_company(strategy):
    alone = matches(strategy)
    assert (alone == matches(strategy)).all()
    assert (alone == matches(strategy, company=[LIBRARY["Feld"], LIBRARY["gradual"], strategy])).all()


@each
def test_it_does_not_see_what_is_yet_to_come(strategy):
    """Unless the end is known, a shorter match is the beginning of a longer one."""
    assert (matches(strategy, ROUNDS)[:25] == matches(strategy, 25)).all()


@each
def test_who_is_called_prosocial_is_never_the_first_to_hold_back(strategy):
    acted = play([strategy, LIBRARY["ALLC"]], [0], [1], ROUNDS, rng=1, known_end=False)[:, 0, 0]
    if strategy.prosocial:
        assert acted.all()
    else:
        # some wait for their chance, but none of them contributes throughout in every company
        against = matches(strategy)[..., 0]
        assert not (acted.all() and against.all())
