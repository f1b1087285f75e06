"""On its first rung a sector is so many matches, and on its last the whole model."""

from collections import defaultdict

import numpy as np
import pytest

from ecology import Ecology, Parameters
from ecology.experiments.ladder import LABELS, RUNGS, figure, ladder, settings, switches_of
from ecology.games.match import play_match
from ecology.strategies.library import ROWS
from ecology.switches import SWITCHES

SURE = ("ALLC", "ALLD", "TFT", "WSLS")
"""Strategies that leave nothing to chance."""


def test_on_the_first_rung_partners_play_the_matches_of_their_strategies():
    """Month by month as `ecology.games` plays them, in every partnership of two who remember one round."""
    given = {**settings(RUNGS[0]), "decision.prosocial": 0.7}
    eco = Ecology("standard", parameters=given, rng=2, months=48, events=False)
    acted, who = defaultdict(list), {}
    for _ in range(48):
        eco.step()
        table = eco.sector.partnerships
        for slot in table.slots().tolist():
            seats = np.flatnonzero(table.person[slot].ravel() >= 0)
            people = table.person[slot].ravel()[seats]
            entry = int(table.entry[slot])
            who[entry] = [str(name) for name in np.array(eco.sector.strategy_names)[eco.sector.people.strategy[people]]]
            acted[entry].append(table.action[slot].ravel()[seats].tolist())
    pairs = {entry: names for entry, names in who.items() if len(names) == 2 and set(names) <= set(SURE)}
    assert len(pairs) > 10
    assert {"ALLD", "TFT"} <= {name for names in pairs.values() for name in names}
    for entry, (a, b) in pairs.items():
        expected = play_match(ROWS[a], ROWS[b], len(acted[entry]), slip=0.0, rng=1)
        assert acted[entry] == expected.tolist(), (entry, a, b)


def test_on_the_last_rung_it_is_the_whole_model():
    assert dict(Parameters().replace(settings(RUNGS[-1])).items()) == dict(Parameters().items())
    assert RUNGS[-1].policy != "none"


def test_each_mechanism_is_switched_on_by_one_rung():
    named = [name for rung in RUNGS for name in switches_of(rung)]
    assert sorted(named) == sorted(switch.name for switch in SWITCHES if switch.is_on)


def test_what_changes_is_counted_from_the_rung_before_run_by_run():
    found = ladder("classroom", runs=2, months=40).set_index(["outcome", "rung"])
    for outcome in LABELS:
        rows = found.loc[outcome]
        assert list(rows.index) == [rung.name for rung in RUNGS]
        assert rows["change"].iloc[1:].to_numpy() == pytest.approx(np.diff(rows["mean"].to_numpy()))
    drawn = figure(found.reset_index())
    assert [len(axes.lines) > 0 for axes in drawn.axes] == [True] * 3
