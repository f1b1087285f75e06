"""What a strategy of one's own must keep to be let in, and what each broken promise is told."""

from dataclasses import dataclass

import numpy as np
import pytest

from ecology import Ecology, Reactive
from ecology.errors import EcologyError
from ecology.strategies import STRATEGIES
from ecology.strategies.own import with_own


@dataclass(frozen=True)
class Mine:
    """Whatever a test makes of it."""

    does: object = None
    name: str = "mine"
    source: str = "my own"
    prosocial: bool = True

    def contribute(self, view):
        return self.does(view)


def half(view):
    return np.full(len(view.trust), 0.5)


def spoil(view):
    view.trust[:] = 1.0
    return view.trust


def count(view, calls=[]):  # noqa: B006
    calls.append(1)
    return half(view) / len(calls)


BROKEN = {
    "must be a list": "TFT",
    "is a class; give one of its kind, Mine": [Mine],
    "int has no name": [3],
    "has no name; give it": [Mine(half, name=" ")],
    "strategy mine: has no source": [Mine(half, source="")],
    "prosocial must be True or False": [Mine(half, prosocial=1)],
    "contribute failed .TypeError": [Mine(None)],
    "contribute failed .AttributeError": [Mine(lambda view: view.payoff)],
    "contribute failed .ValueError: assignment destination is read-only": [Mine(spoil)],
    r"asked about 60 seats it answered with shape \(\)": [Mine(lambda view: 0.5)],
    r"answered with shape \(60, 4\)": [Mine(lambda view: view.after)],
    "answered 1.5; a probability must be from 0 to 1": [Reactive("MINE", 1, 1, 0, 1, 1.5, "my own")],
    "answered -0.1; a probability": [Reactive("MINE", -0.1, 1, 0, 1, 1, "my own")],
    "answered nan": [Mine(lambda view: view.share_contributing)],
    "go by that seat's own view alone": [Mine(lambda view: np.full(len(view.trust), view.trust.mean()))],
    "draw no random numbers": [Mine(lambda view: np.random.default_rng().random(len(view.trust)))],
    "keep nothing between calls": [Mine(count)],
    "strategy tft: another is called that already": [Mine(half, name="tft")],
    "strategy mine: another is called that already": [Mine(half), Mine(half)],
    "strategy TFT: another is called that already": ["TFT"],
    "unknown strategy 'grujer'. Did you mean grudger": ["grujer"],
    r"strategy prober: .* goes by the whole past of a match; it plays matches and tournaments only": ["prober"],
    r"strategy gradual: .* goes by the whole past of a match; it plays matches and tournaments only": ["gradual"],
    "there is room for 25": [Mine(half, name=f"mine {i}") for i in range(26)],
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_promise_is_said(said):
    with pytest.raises(EcologyError, match=said):
        with_own(STRATEGIES, BROKEN[said])


def test_built_in_strategies_keep_their_places():
    mine = Reactive("MINE", 1, 1, 0, 1, 0.5, "my own")
    assert with_own(STRATEGIES, [mine]) == (*STRATEGIES, mine)
    assert with_own(STRATEGIES, []) == STRATEGIES


def test_built_in_strategies_would_be_let_in():
    assert with_own((), STRATEGIES) == STRATEGIES


def test_what_goes_wrong_only_in_a_run_names_the_strategy():
    """All that was seen of several partners at once is no sample, so this comes out when a seat has three of them."""

    def rarely(view):
        third = np.isclose(view.share_contributing, 2 / 3) | np.isclose(view.share_contributing, 1 / 3)
        return np.where(third, 2.0, 0.5)

    eco = Ecology(sector="classroom", strategies=[Mine(rarely)], rng=1)
    with pytest.raises(EcologyError, match="strategy mine: answered 2;"):
        eco.run(120)
