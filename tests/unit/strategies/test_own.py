"""Strategies of one's own, in a model and in a comparison."""

import copy
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace

import pytest

from ecology import Ecology, Reactive, compare
from ecology.experiments.plan import planned, tasks_of
from ecology.experiments.store import Store
from ecology.experiments.wording import assumptions
from ecology.graph import graph_of
from ecology.strategies import NAMES
from ecology.strategies.identity import identity_of
from ecology.strategies.library import LIBRARY
from ecology.strategies.memory_one import MEMORY_ONE

MINE = Reactive("MINE", 1, 1, 0, 1, 0.5, "my own")
AT_ONCE = {"revision.mutation": 1.0}


@dataclass(frozen=True)
class Wary:
    """Contribute where trust reaches a threshold."""

    threshold: float = 0.6
    name: str = "wary"
    source: str = "my own"
    prosocial: bool = True

    def contribute(self, view):
        return (view.trust >= self.threshold).astype(float)


def test_own_names_stand_in_frames_agents_and_graph():
    eco = Ecology(sector="classroom", strategies=[MINE, Wary()], rng=1, parameters=AT_ONCE)
    eco.run(3)
    slot = eco.people.loc[eco.people["strategy"] == "MINE", "slot"].iloc[0]
    assert eco.sector.people.strategy[slot] == len(NAMES)
    assert {"MINE", "wary"} < set(eco.people["strategy"]) <= {*NAMES, "MINE", "wary"}
    held = {data["strategy"] for _, data in graph_of(eco.sector).nodes(data=True) if data["kind"] == "person"}
    assert held == set(eco.people["strategy"])
    person = next(agent for agent in eco.agents if getattr(agent, "strategy", "") == "wary")
    person.strategy = "MINE"
    assert eco.sector.people.strategy[person.slot] == len(NAMES)


@pytest.mark.parametrize("name", [row.name for row in MEMORY_ONE])
def test_a_row_of_the_library_is_held_by_name(name):
    """As the row itself would be; where all mutate at once, some hold it."""
    eco = Ecology(sector="classroom", strategies=[name], rng=1, parameters=AT_ONCE)
    eco.run(3)
    assert (eco.people["strategy"] == name).any()
    assert eco.rules.strategies[-1] is LIBRARY[name]


def test_the_prosocial_start_evenly_own_ones_among_them():
    # six of the built-in seven are prosocial: with two more, each has an eighth of those who start as cooperators
    eco = Ecology(sector="standard", strategies=[MINE, Wary()], rng=1, parameters={"decision.prosocial": 1.0})
    share = eco.people["strategy"].value_counts(normalize=True)
    assert len(share) == 8
    assert share.to_numpy() == pytest.approx(1 / 8, abs=0.03)


def test_a_strategy_decides_what_its_holders_do():
    """All hold it, nobody calculates, slips or learns: then all contribute, or nobody does."""
    still = {"decision.calculation": 0.0, "game.slip": 0.0, "revision.mutation": 0.0, "mobility.entry": 0.0}
    for chance in (0.0, 1.0):
        mine = Reactive("MINE", *[chance] * 5, "my own")
        eco = Ecology(sector="classroom", strategies=[mine], rng=1, parameters=still, without=["revise"])
        eco.sector.people.strategy[:] = len(NAMES)
        eco.run(12)
        p = eco.sector.partnerships
        seated = p.alive[:, None, None] & (p.person >= 0)
        assert seated.any()
        assert (p.action[seated] == chance).all()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda eco: pickle.loads(pickle.dumps(eco))])
def test_a_copy_holds_them_too(copied):
    eco = Ecology(sector="classroom", strategies=[MINE, Wary()], rng=1, parameters=AT_ONCE)
    eco.run(3)
    other = copied(eco)
    eco.run(3)
    other.run(3)
    assert eco.frame.equals(other.frame)
    assert eco.people.equals(other.people)


def hundred(threshold):
    """Return a strategy whose code, not whose values, holds the threshold."""

    @dataclass(frozen=True)
    class Closed:
        name: str = "closed"
        source: str = "my own"
        prosocial: bool = True

        def contribute(self, view):
            return (view.trust >= threshold).astype(float)

    return Closed()


class Plain:
    """Values in the class itself."""

    name, source, prosocial, threshold = "plain", "my own", True, 0.25

    def contribute(self, view):
        return (view.trust >= self.threshold).astype(float)


class Plainer(Plain):
    threshold = 0.2500001


OTHERS = [
    (MINE, replace(MINE, dd=0.25)), (MINE, replace(MINE, source="another")), (MINE, replace(MINE, prosocial=False)),
    (Wary(), Wary(0.6000001)), (hundred(0.5), hundred(0.5000001)), (Plain(), Plainer()),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OTHERS, ids=lambda strategy: strategy.name)
def test_another_strategy_makes_another_study_and_other_runs(one, other, tmp_path):
    first, second = (planned(["none", "enabling"], "classroom", runs=1, strategies=[s]) for s in (one, other))
    without = planned(["none", "enabling"], "classroom", runs=1)
    again = planned(["none", "enabling"], "classroom", runs=1, strategies=[copy.deepcopy(one)])
    assert first.config == again.config
    assert len({str(plan.config) for plan in (first, second, without)}) == 3
    with Store(tmp_path, "sector") as store:
        ids = [store.run_id(tasks_of(plan)[0]) for plan in (first, second, without, again)]
    assert len(set(ids)) == 3
    assert ids[0] == ids[3]


def test_other_code_is_another_strategy_even_where_no_sample_shows_it():
    same = "view.trust >= 0.6"
    texts = (same, f"({same}) & (view.repute > -1)", "view.trust >= LIMIT", "above(view.trust)")
    made = []
    for limit in (0.6, 0.6000001):
        for text in texts:
            space = {"__name__": "__main__", "LIMIT": limit}
            exec(
                "def above(trust):\n    return trust >= LIMIT\n"
                "class Cell:\n    name, source, prosocial = 'cell', 'my own', True\n"
                f"    def contribute(self, view):\n        return ({text}).astype(float)\n",
                space,
            )
            made.append(identity_of(space["Cell"]()))
    # of the last two texts, each with two limits; the limit is nothing to the first two
    assert len(set(made)) == 6
    assert made[:2] == made[4:6]


def test_the_configuration_says_nothing_of_strategies_where_there_are_none_of_ones_own():
    assert "strategies" not in planned(["none", "enabling"], "classroom", runs=1).config


def test_the_report_says_what_was_added():
    plan = planned(["none", "enabling"], "classroom", runs=1, strategies=[MINE])
    assert "Strategies added to the built-in ones, under every policy: MINE (my own)." in assumptions(plan)
    assert "strategies=[MINE]" in plan.call


CELL = """
from dataclasses import dataclass
from ecology import compare

@dataclass
class Cell:
    name: str = "cell"
    source: str = "my own"
    prosocial: bool = True
    def contribute(self, view):
        return 0.5 + 0.0 * view.trust

if __name__ == "__main__":
    kept = {}
    for workers in (1, 2):
        made = compare(["none", "enabling"], "classroom", runs=2, months=14, ends=0, workers=workers,
                       strategies=[Cell()])
        kept[workers] = made.frame
        assert not any(outcome.error for outcome in made.outcomes)
    assert kept[1].equals(kept[2])
    print("the same", len(made.frame))
"""


def test_a_class_made_in_a_cell_goes_to_the_workers_and_gives_the_same(tmp_path):
    script = tmp_path / "cell.py"
    script.write_text(CELL, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.startswith("the same"), done.stderr


def test_kept_runs_are_found_again_and_never_for_another_strategy(tmp_path):
    given = {"sector": "classroom", "runs": 1, "months": 14, "ends": 0, "strategies": [MINE]}
    first = compare(["none", "enabling"], folder=tmp_path / "study", **given)
    again = compare(["none", "enabling"], folder=tmp_path / "study", **given)
    assert first.frame.equals(again.frame)
    with pytest.raises(Exception, match="holds study"):
        compare(["none", "enabling"], folder=tmp_path / "study", **given | {"strategies": [replace(MINE, dd=0.1)]})
