"""What must change nobody's history: looking, room to grow, a stranger, a policy that does nothing."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecology import Ecology, Policy, Reactive
from ecology.founding.people import FIRST_ENTRANT
from ecology.policies.levers import LEVERS
from ecology.presets.policies import load_policy, policy_names
from ecology.presets.sectors import synthetic

MONTHS = 24
SEED = 11


def history(eco, leave_out=()):
    """Return all that can be told of a run, by entry number, so that slots do not matter."""
    people = eco.people.drop(columns="slot").drop(index=list(leave_out)).sort_index()
    tables = {
        "frame": eco.frame,
        "people": people,
        "organisations": eco.organisations.drop(columns="slot").sort_index(),
        "partnerships": eco.partnerships.drop(columns="slot").sort_index(),
        "ties": eco.ties.sort_values(["person", "alter"], ignore_index=True),
        "events": eco.events,
    }
    # seats are given by slot of the person; who sits where is compared by entry number
    p, entry = eco.sector.partnerships, eco.sector.people.entry
    slots = p.slots()
    order = np.argsort(p.entry[slots])
    person = p.person[slots][order]
    seats = np.where(person >= 0, entry[person], -1)
    groups = [{key: values.tobytes() for key, values in month.items()} for month in eco.recorder.groups]
    arrays = {name: getattr(p, name)[slots][order].tobytes() for name in ("energy", "action", "given", "pledge")}
    return tables, seats.tobytes(), groups, arrays


def assert_same(one, other):
    for name in one[0]:
        left, right = one[0][name], other[0][name]
        assert list(left.columns) == list(right.columns)
        # to the last bit: pickles of equal columns; NaN is equal to NaN
        for column in left.columns:
            a, b = left[column].to_numpy(), right[column].to_numpy()
            same = a.tobytes() == b.tobytes() if a.dtype != object else a.tolist() == b.tolist()
            assert same, f"{name}.{column}"
    assert one[1:] == other[1:]


def lived(sector="classroom", policy="enabling", months=MONTHS, rng=SEED, **more):
    eco = Ecology(sector, policy, rng=rng, **more)
    eco.run(months)
    return eco


@pytest.fixture(scope="module")
def plain():
    return history(lived())


def test_the_same_seed_gives_the_same_bytes(plain):
    assert_same(history(lived()), plain)
    assert lived().recorder.frame().to_csv() == lived().recorder.frame().to_csv()


def test_another_seed_gives_another_history(plain):
    other = history(lived(rng=SEED + 1))
    assert not other[0]["frame"].equals(plain[0]["frame"])


@pytest.mark.parametrize("capacity", [90, 91, 200, 1000])
def test_room_for_more_people_changes_nothing(plain, capacity):
    assert_same(history(lived(capacity=capacity)), plain)


def test_room_for_more_of_everything_else_changes_nothing(plain):
    eco = Ecology("classroom", "enabling", rng=SEED)
    s = eco.sector
    # grants keep their size: their order in the table is their order of entry
    for table in (s.organisations, s.grants, s.partnerships):
        table.grow(3 * table.capacity)
    eco.run(MONTHS)
    assert_same(history(eco), plain)


def test_looking_changes_nothing(plain):
    eco = Ecology("classroom", "enabling", rng=SEED)
    eco.agents.shuffle()
    for _ in range(MONTHS):
        eco.step()
        eco.agents.select(lambda a: a.model.random.random() < 0.5)
        _ = eco.frame, eco.people, eco.ties, eco.events, eco.organisations, eco.partnerships, repr(eco)
        if eco.month % 10 == 0:
            _ = eco.graph, eco.agents_by_type
            plt.close(eco.plot())
    assert_same(history(eco), plain)


def test_events_kept_or_not_change_nothing(plain):
    quiet = history(lived(events=False))
    assert not len(quiet[0].pop("events"))
    assert_same(quiet, plain)


@pytest.mark.parametrize("seed", [1, 2, 3, SEED])
@pytest.mark.parametrize("policy", ["none", "enabling"])
def test_a_stranger_who_seeks_no_work_changes_nobody_elses_history(seed, policy):
    alone = history(lived(policy=policy, rng=seed))
    eco = Ecology("classroom", policy, rng=seed)
    people = eco.sector.people
    n = int(people.alive.sum())
    slot = eco.sector.add_people(1)
    # the last founder; entrants are numbered from ten million and keep their numbers
    people.entry[slot], people.n_entered = n, FIRST_ENTRANT
    eco.run(MONTHS)
    assert people is eco.sector.people
    assert n in eco.people.index
    assert_same(history(eco, leave_out=[n]), alone)


@pytest.mark.parametrize(
    "levers",
    [
        pytest.param((), id="no lever"),
        pytest.param(tuple((n, make(intensity=0)) for n, make in LEVERS.items()), id="all at intensity 0"),
        pytest.param(tuple((n, make(start=MONTHS + 1)) for n, make in LEVERS.items()), id="all of them later"),
    ],
)
def test_a_policy_that_does_nothing_is_none_bit_for_bit(levers):
    none = history(lived(policy="none"))
    assert_same(history(lived(policy=Policy("idle", "", "", levers))), none)


@given(seed=st.integers(0, 2**32), name=st.sampled_from(policy_names()))
@settings(max_examples=8, deadline=None, derandomize=True)
def test_intensity_nought_is_none_in_any_small_sector(seed, name):
    policy = load_policy(name)
    idle = Policy("idle", "", "", tuple((n, replace(lever, intensity=0.0)) for n, lever in policy.levers))
    sector = synthetic("small", 5, 25)
    assert_same(history(lived(sector, idle, 18, seed)), history(lived(sector, "none", 18, seed)))


@pytest.mark.parametrize("policy", [name for name in policy_names() if name != "none"])
def test_policies_share_their_first_year_bit_for_bit(policy):
    assert_same(history(lived(policy=policy, months=12)), history(lived(policy="none", months=12)))
    assert lived(policy=policy, months=13).rules.terms.differs(lived(policy="none", months=13).rules.terms)


def test_running_in_parts_is_running_at_once(plain):
    eco = lived(months=7)
    eco.run(5)
    eco.run(MONTHS - 12)
    assert_same(history(eco), plain)


def test_funders_with_the_same_policy_by_name_or_by_mapping(plain):
    eco = Ecology("classroom", funders={"Council": "enabling"}, rng=SEED)
    eco.run(MONTHS)
    assert_same(history(eco), plain)


@given(seed=st.integers(0, 2**32), row=st.tuples(*[st.floats(0, 1)] * 5))
@settings(max_examples=8, deadline=None, derandomize=True)
def test_a_strategy_nobody_can_come_to_hold_changes_nothing(seed, row):
    """Nobody starts with it where all start as cooperators and it is none; nobody tries it where nobody tries."""
    closed = {"decision.prosocial": 1.0, "revision.mutation": 0.0}
    own = Reactive("MINE", *row, "my own", prosocial=False)
    with_it, without = (
        Ecology(synthetic("small", 5, 25), "enabling", parameters=closed, strategies=s, rng=seed) for s in ([own], [])
    )
    with_it.run(18)
    without.run(18)
    assert_same(history(with_it), history(without))


def test_a_strategy_that_can_be_tried_is_tried():
    """Where the same doors are open, an own strategy does not leave the run as it was: newcomers and triers hold it."""
    own = Reactive("MINE", 1, 1, 0, 1, 0.5, "my own", prosocial=False)
    eco = Ecology(
        "classroom", parameters={"decision.prosocial": 1.0, "revision.mutation": 1.0}, strategies=[own], rng=1
    )
    assert "MINE" not in set(eco.people["strategy"])
    eco.run(36)
    assert "MINE" in set(eco.people["strategy"])
