"""Mesa agents as views: never shared, never stale, never in the way; and the Mesa contract of the model."""

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest

from ecology import Ecology
from ecology.agents import Funder, Organisation, Person
from ecology.errors import Departed, EcologyError, UnknownName
from ecology.sector.sector import Sector


def model(months=0, policy="none", rng=1):
    eco = Ecology("classroom", policy, rng=rng)
    eco.run(months)
    return eco


def same(one, other):
    return one.frame.equals(other.frame) and one.people.equals(other.people) and one.events.equals(other.events)


def test_a_view_reads_and_writes_the_columns():
    eco = model()
    person = eco.agents.select(agent_type=Person)[0]
    people = eco.sector.people
    assert person.motivation == people.motivation[person.slot] == 1
    people.motivation[person.slot] = 0.7
    assert person.motivation == 0.7
    person.motivation = 0.4
    assert people.motivation[person.slot] == 0.4
    assert person.level in {"operational", "middle", "top"}
    person.strategy = "TFT"
    assert person.strategy == "TFT"
    with pytest.raises(UnknownName, match="Did you mean TFT"):
        person.strategy = "TFTT"


def test_two_models_never_share_state():
    one, other = model(), model()
    for a, b in zip(one.agents, other.agents, strict=True):
        assert a.model is one
        assert b.model is other
    untouched = model()
    for person in one.agents.select(agent_type=Person):
        person.motivation = 0.1
        person.knowledge[:] = 0
    one.run(6)
    assert same(other, untouched)
    assert (other.sector.people.motivation[other.sector.people.alive] == 1).all()
    mine, theirs = (
        [getattr(m.sector.people, name) for name in ("motivation", "knowledge", "alive")] for m in (one, other)
    )
    assert not any(np.shares_memory(a, b) for a, b in zip(mine, theirs, strict=True))


def test_a_view_of_someone_who_left_raises():
    eco = model()
    people = {p.unique_id: p for p in eco.agents.select(agent_type=Person)}
    entry = {uid: int(eco.sector.people.entry[p.slot]) for uid, p in people.items()}
    eco.run(40)
    still = set(eco.people.index)
    gone = [p for uid, p in people.items() if entry[uid] not in still]
    assert gone
    for person in gone:
        for read in (lambda p=person: p.motivation, lambda p=person: p.trust, lambda p=person: p.strategy):
            with pytest.raises(Departed, match=r"has left the sector; its history is in eco\.events"):
                read()
        with pytest.raises(Departed):
            person.motivation = 1
    for uid, person in people.items():
        if entry[uid] in still:
            assert person.motivation > 0
    # slots are taken again: a successor in the same slot is somebody else
    reused = [p for p in gone if eco.sector.people.alive[p.slot]]
    assert reused
    assert gone[0] not in eco.agents


def test_a_closed_organisation_is_departed():
    eco = model()
    firm = eco.agents.select(agent_type=Organisation)[0]
    assert firm.name == "Organisation 1"
    eco.sector.organisations.vacate(np.array([firm.slot]))
    with pytest.raises(Departed, match="organisation 0 has left"):
        _ = firm.name


def test_agents_are_those_who_are_there_now():
    eco = model(30)
    s = eco.sector
    kinds = {kind: len(agents) for kind, agents in eco.agents_by_type.items()}
    assert kinds == {Person: s.people.alive.sum(), Organisation: s.organisations.alive.sum(), Funder: 1}
    assert set(eco.agent_types) == {Person, Organisation, Funder}
    ids = [a.unique_id for a in eco.agents]
    assert len(ids) == len(set(ids)) == sum(kinds.values())
    again = eco.agents
    assert sorted(ids) == sorted(a.unique_id for a in again)


def test_select_agg_and_do():
    eco = model(6)
    people = eco.sector.people
    top = eco.agents.select(lambda a: isinstance(a, Person) and a.level == "top")
    assert len(top) == ((people.level == 2) & people.alive).sum()
    persons = eco.agents_by_type[Person]
    assert persons.agg("motivation", np.mean) == pytest.approx(people.motivation[people.alive].mean())
    assert sorted(persons.get("tenure")) == sorted(people.tenure[people.alive].tolist())
    persons.do(lambda a: setattr(a, "motivation", 0.5))
    assert (people.motivation[people.alive] == 0.5).all()
    assert persons.groupby("level").count().keys() == {"operational", "middle", "top"}


def test_trust_is_directed_and_by_entry_number():
    eco = model(6)
    ties = eco.ties
    person = eco.agents_by_type[Person][0]
    entry = int(eco.sector.people.entry[person.slot])
    own = ties[ties["person"] == entry].set_index("alter")["trust"]
    assert person.trust == pytest.approx(own.to_dict())


def test_funders_show_their_policy():
    eco = Ecology("classroom", funders={"Council": "targets", "Trust": "enabling"}, rng=1)
    assert {f.name: f.policy for f in eco.agents_by_type[Funder]} == {"Council": "targets", "Trust": "enabling"}


def packed_and_unpacked(eco):
    return pickle.loads(pickle.dumps(eco))


@pytest.mark.parametrize("look", [False, True])
@pytest.mark.parametrize("duplicate", [copy.deepcopy, packed_and_unpacked])
def test_copies_stay_their_own_and_go_on_alike(duplicate, look):
    eco = model(10, "enabling")
    if look:
        _ = eco.agents
    twin = duplicate(eco)
    # the copy goes on alone
    twin.run(10)
    assert (eco.month, twin.month) == (10, 20)
    assert all(a.model is twin for a in twin.agents)
    eco.step()
    for _ in range(9):
        eco.step()
    assert same(eco, twin)
    assert twin.steps == eco.steps == 20
    before = eco.sector.people.motivation.copy()
    for person in twin.agents_by_type[Person]:
        person.motivation = 0.2
    assert (eco.sector.people.motivation == before).all()


def test_a_copied_view_belongs_to_the_copied_model():
    eco = model(3)
    person = eco.agents_by_type[Person][0]
    twin, his = pickle.loads(pickle.dumps((eco, person)))
    assert his.model is twin
    his.motivation = 0.3
    assert twin.sector.people.motivation[his.slot] == 0.3
    assert person.motivation != 0.3


def test_the_mesa_contract():
    eco = Ecology("classroom", rng=5, months=3)
    assert isinstance(eco, mesa.Model)
    assert eco.running
    assert eco.steps == 0
    eco.step()
    assert (eco.steps, eco.month, eco.running) == (1, 1, True)
    eco.run()
    assert (eco.steps, eco.month, eco.running) == (3, 3, False)
    # Mesa's own driver
    driven = Ecology("classroom", rng=5, months=3)
    driven.run_model()
    assert driven.month == 3
    assert driven.frame.equals(eco.frame)
    assert all(isinstance(a, mesa.Agent) for a in eco.agents)


def test_run_goes_on_or_to_the_horizon():
    eco = Ecology("classroom", rng=5, months=8)
    eco.run(months=3)
    eco.run(months=2)
    assert eco.month == 5
    eco.run()
    assert eco.month == 8
    eco.run()
    assert eco.month == 8
    eco.run(0)
    assert eco.month == 8


@pytest.mark.parametrize("bad", [-1, 1.5, "3", True])
def test_months_are_whole_numbers(bad):
    with pytest.raises(EcologyError, match=r"months = .*: must be a whole number from 0 to 12,000"):
        model().run(bad)
    with pytest.raises(EcologyError, match=r"months = .*: must be a whole number from 1 to 12,000"):
        Ecology("classroom", rng=1, months=bad)


def test_rng_is_a_number_or_a_seed_sequence():
    with pytest.raises(TypeError, match="Generator cannot be repeated"):
        Ecology("classroom", rng=np.random.default_rng(1))
    a, b = Ecology("classroom", rng=7), Ecology("classroom", rng=np.random.SeedSequence(7))
    a.run(3)
    b.run(3)
    assert a.frame.equals(b.frame)
    fresh = Ecology("classroom")
    fresh.run(2)
    again = Ecology("classroom", rng=fresh.seed)
    again.run(2)
    assert again.frame.equals(fresh.frame)


def test_mistakes_are_said_with_the_nearest_names():
    with pytest.raises(UnknownName, match="Did you mean classroom"):
        Ecology("clasroom")
    with pytest.raises(UnknownName, match="Did you mean enabling"):
        Ecology("classroom", "enabeling")
    with pytest.raises(UnknownName, match="Did you mean revise"):
        Ecology("classroom", without=["revize"])
    with pytest.raises(UnknownName, match="record"):
        Ecology("classroom", without=["record"])


def test_a_phase_can_be_switched_off():
    eco = Ecology("classroom", rng=1, without=["match"])
    eco.run(12)
    assert (eco.frame["partnerships_alive"] == 0).all()


@pytest.mark.parametrize("look", [False, True])
def test_models_are_freed(look):
    eco = model(2)
    if look:
        _ = eco.agents, eco.agents_by_type, eco.graph
        eco.step()
        _ = eco.agents.select(lambda a: True)
    gone = weakref.ref(eco), weakref.ref(eco.sector)
    del eco
    gc.collect()
    assert [ref() for ref in gone] == [None, None]


def test_fifty_models_in_a_row_do_not_pile_up():
    def alive():
        gc.collect()
        return sum(isinstance(thing, (Ecology, Sector, Person)) for thing in gc.get_objects())

    before = alive()
    for seed in range(50):
        eco = Ecology("classroom", rng=seed)
        _ = eco.agents
        eco.step()
        _ = eco.agents
    del eco
    assert alive() == before
