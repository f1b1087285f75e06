"""Teams, searching, landscapes, two tasks, fines, jobs, flows of labour, bridges and messages: cases by hand."""

import networkx as nx
import numpy as np
import pytest
from test_tournaments import value

from ecology.classics import (
    bridge_decay,
    communication_net,
    crowding_out,
    job_contacts,
    labour_flow,
    multitask,
    network_search,
    nk,
    nkc,
    team_assembly,
)  # fmt: skip
from ecology.classics.landscapes import landscapes
from ecology.classics.scoreboard import score
from ecology.classics.search_in_networks import Nets, best_seen, most_common, searched
from ecology.errors import EcologyError, OutOfRange
from ecology.streams import Streams


@pytest.mark.parametrize("name", ["multitask", "crowding_out", "nk"])
def test_what_is_published_holds(name):
    """Those that hang on chance held for all of 20 other seeds."""
    assert score(name).verdict == "reproduced"


def test_strangers_who_never_meet_again_form_no_network():
    # no place goes to incumbents: every team stands alone
    found = team_assembly(3, 0.0, n_teams=50, retire_after=100, repetitions=2)
    assert value(found, "giant") == pytest.approx(3 / 150)
    assert value(found, "collaborators") == 2
    # one person, who is every team
    alone = team_assembly(1, 1.0, n_teams=30, repetitions=2)
    assert value(alone, "people active") == 1
    # whoever has been in no team for so long is gone: only the last ten teams of two are there
    assert value(team_assembly(2, 0.0, n_teams=60, retire_after=10, repetitions=2), "people active") == 20
    with pytest.raises(OutOfRange, match="p = 2"):
        team_assembly(4, 2)


def test_where_all_see_all_the_best_is_held_by_all_after_a_round():
    values = searched("full", 8, 3, 10, 1, 6, 2)
    alike = searched("full", 8, 3, 10, 0, 6, 2)
    land = landscapes(8, 3, 6, Streams.of(2))
    assert (values[1] >= alike[0]).all()
    assert values.max() <= 1
    # nobody sees anybody: values rise by trying alone, and never fall
    alone = searched(nx.empty_graph(10), 8, 3, 10, 12, 6, 2)
    assert (np.diff(alone, axis=0) >= 0).all()
    assert (land.values.max(1) > 0).all()
    # so it is under either rule
    assert np.array_equal(alone, searched(nx.empty_graph(10), 8, 3, 10, 12, 6, 2, "most common"))
    with pytest.raises(EcologyError, match="nodes"):
        network_search(nx.empty_graph(3), agents=10)
    with pytest.raises(EcologyError, match="rule = 'worst'"):
        network_search(rule="worst")


def test_what_is_most_common_is_what_two_of_three_hold():
    # one sees none, two sees one, three sees two, four sees three others
    nets = Nets(np.array([[[-1, -1, -1], [0, -1, -1], [0, 1, -1], [0, 1, 2]]]), np.array([[0, 1, 2, 3]]))
    for lots in np.random.default_rng(1).random((20, 3, 1, 4)):
        assert most_common(np.array([[7, 7, 5, 9]]), nets, lots)[0, :3].tolist()[:2] == [0, 1]
        assert most_common(np.array([[7, 7, 5, 9]]), nets, lots)[0, 2] in (0, 1)
        assert most_common(np.array([[5, 7, 7, 9]]), nets, lots)[0, 2:].tolist()[0] == 2
        assert most_common(np.array([[5, 7, 7, 9]]), nets, lots)[0, 3] in (1, 2)
        # no two alike: everybody keeps to themselves
        assert most_common(np.array([[5, 6, 7, 9]]), nets, lots)[0].tolist() == [0, 1, 2, 3]
        # where everybody sees everybody, nobody looks at themselves, nor at anybody twice
        full = Nets(np.empty((1, 4, 0), np.int64), np.full((1, 4), 3))
        assert most_common(np.array([[5, 5, 6, 7]]), full, lots)[0, :2].tolist() == [0, 1]
        assert most_common(np.array([[5, 6, 6, 6]]), full, lots)[0, 0] in (1, 2, 3)
    assert best_seen(np.array([[0.9, 0.1, 0.5, 0.2]]), nets)[0].tolist() == [0, 0, 0, 0]
    assert best_seen(np.array([[0.1, 0.1, 0.5, 0.2]]), nets)[0].tolist()[3] == 2


def test_landscapes_without_ties_have_one_peak():
    assert value(nk(6, 0, repetitions=5), "local optima") == 1
    # all pairs of two bits: the peaks of a square are one or two
    optima = landscapes(2, 1, 200, Streams.of(1)).optima
    assert set(optima.tolist()) == {1, 2}
    # 2² / 3 expected; standard error .033
    assert optima.mean() == pytest.approx(4 / 3, abs=0.1)
    # species that hang on nothing but themselves come to rest
    assert value(nkc(6, 0, 0, rounds=200, repetitions=5), "share") == 1
    with pytest.raises(OutOfRange, match="k = 6"):
        nk(6, 6)


def test_incentives_solve_their_equations():
    # (1 + r σ₁²) α₁ + r κ σ₂² α₂ = 1 and r κ σ₁² α₁ + (1 + r σ₂²) α₂ = 1 at r 2, κ .3, σ² .4 and .9
    found = multitask(0.3, 2.0, 0.4, False, other_noise=0.9)
    a, b = value(found, "incentive on task 1"), value(found, "incentive on task 2")
    assert (1 + 0.8) * a + 2 * 0.3 * 0.9 * b == pytest.approx(1)
    assert 2 * 0.3 * 0.4 * a + (1 + 1.8) * b == pytest.approx(1)
    # κ e₂ + e₁ = α₁
    assert value(found, "effort on task 1") + 0.3 * value(found, "effort on task 2") == pytest.approx(a)
    # a variance without bounds is the limit of large ones
    far = multitask(0.3, 2.0, 0.4, False, other_noise=1e9)
    assert value(far, "incentive on task 1") == pytest.approx(value(multitask(0.3, 2.0, 0.4), "incentive on task 1"))
    assert value(multitask(0.7, 3.0, 0.2, floor=True), "incentive on task 1") == pytest.approx(1 / 1.6)
    # tasks that help each other, κ = −.4: (1 − κ) / (1 + r σ² (1 − κ²)), and both are worked on more
    helped = multitask(-0.4, 1.0, 0.5)
    assert value(helped, "incentive on task 1") == pytest.approx(1.4 / (1 + 0.5 * 0.84))
    assert value(helped, "effort on task 2") > 0
    for wrong in (1, -1):
        with pytest.raises(OutOfRange, match="substitution = "):
            multitask(wrong)


def test_with_a_floor_the_task_that_is_measured_badly_is_let_go():
    # whichever of the two it is
    for noise, other, good in ((10.0, 0.1, 2), (0.1, 10.0, 1)):
        found = multitask(0.5, 1.0, noise, False, floor=True, other_noise=other)
        assert value(found, f"incentive on task {good}") == pytest.approx(1 / 1.1)
        assert value(found, f"effort on task {3 - good}") == 0
    # both could be worked on at κ .9, r 2, σ² 1, but one alone earns more: ½ × 1/(1 + 2)
    both = multitask(0.9, 2.0, 1.0, False)
    alpha, e = value(both, "incentive on task 1"), value(both, "effort on task 1")
    assert e > 0
    assert 2 * e - 1.9 * e * e - 2 * alpha * alpha < 1 / 6
    alone = multitask(0.9, 2.0, 1.0, False, floor=True)
    assert value(alone, "incentive on task 1") == pytest.approx(1 / 3)
    assert value(alone, "effort on task 2") == 0


def test_a_fine_that_wears_nothing_only_deters():
    found = crowding_out(1.0, 1.0, 0.0, repetitions=10)
    # 1 / (1 + e) and 1 / (1 + e²); standard error of the former .0044
    assert value(found, "share late before") == pytest.approx(1 / (1 + np.e), abs=0.015)
    assert value(found, "share late in its last") == pytest.approx(1 / (1 + np.e**2), abs=0.015)
    assert value(found, "share late in the four weeks after") == pytest.approx(1 / (1 + np.e), abs=0.015)
    # no fine, nothing worn: three times 1 / (1 + e)
    none = crowding_out(0.0, 1.0, 0.9, repetitions=10)
    assert none["value"][:3].to_numpy() == pytest.approx(1 / (1 + np.e), abs=0.015)
    with pytest.raises(OutOfRange):
        crowding_out(-1)


def test_out_of_work_alone_and_with_friends():
    few = {"months": 120, "repetitions": 200}
    # out of work next month: out now and no news, or in work then and lost
    for a, b in ((0.2, 0.05), (0.5, 0.3)):
        assert value(job_contacts("alone", a, b, **few), "unemployment, exact") == pytest.approx(
            b / (1 - (1 - a) * (1 - b))
        )
    found = job_contacts(nx.star_graph(3), 0.2, 0.05, months=200, repetitions=3000)
    # standard error about .001
    assert value(found, "unemployment, simulated") == pytest.approx(value(found, "unemployment, exact"), abs=0.005)
    assert value(found, "correlation") > 0
    # who has more friends in work is out of it less
    exact = [value(job_contacts(nx.complete_graph(n), 0.2, 0.05, **few), "unemployment, exact") for n in (1, 2, 3, 4)]
    assert (np.diff(exact) < 0).all()
    with pytest.raises(OutOfRange, match="a = 0"):
        job_contacts("pair", 0)


def test_sizes_follow_neighbours_over_hazard():
    graph = nx.path_graph(3)
    found = labour_flow(graph, [0.2, 0.4, 0.2], people=3000, months=400, repetitions=2)
    # 1/.2, 2/.4, 1/.2: all alike
    assert value(found, "largest") == pytest.approx(1 / 3)
    assert value(found, "the same organisation, simulated") == pytest.approx(1 / 3, abs=0.01)
    apart = nx.disjoint_union(nx.complete_graph(3), nx.star_graph(3))
    for wrong in ({"hazard": 0.0}, {"graph": nx.empty_graph(4)}, {"graph": apart}, {"hazard": [0.1, 0.2]}):
        with pytest.raises(OutOfRange):
            labour_flow(**wrong)


def test_two_who_talk_know_all_after_a_round():
    found = communication_net("pair", 1, 4, repetitions=3)
    assert value(found, "rounds until") == 1
    assert value(found, "share of groups") == 1
    # five pieces, one a message
    assert value(communication_net("pair", 5, 1, repetitions=3), "rounds until") == 5
    # the hub hears four in the first round and writes to each in turn
    assert value(communication_net("star", repetitions=3), "rounds until") == 5
    with pytest.raises(OutOfRange, match="connected"):
        communication_net(nx.empty_graph(3))


def test_bridges_need_sectors():
    with pytest.raises(OutOfRange, match="repetitions = 1"):
        bridge_decay(repetitions=1)
    found = bridge_decay("classroom", {}, repetitions=2)
    assert found["expected"].isna().all()
    assert found["value"][:4].between(0, 1).all()
