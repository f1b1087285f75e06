"""Slow twins of what funders ask of partnerships: plain loops from what the docstrings say."""

from dataclasses import replace

import numpy as np
import pytest

from ecology.mechanisms.lives.hurrying import hurry, unskipped
from ecology.mechanisms.partners.conditions import need_of
from ecology.mechanisms.partners.forming import form
from ecology.mechanisms.partners.matching import match
from ecology.mechanisms.partners.naming import named
from ecology.mechanisms.partners.turns import seats_held
from ecology.mechanisms.sight.norms import agree_on_norms, readiness_to_ask
from ecology.policies.terms import NAMED_BY
from ecology.sector.categories import CONDITIONAL, ORIGINS

EXACT = {"rel": 1e-12, "abs": 1e-15}


def asked(rules, **terms):
    """Return rules under which funders ask so."""
    return replace(rules, terms=rules.asked.replace(**terms))


def holders(sector):
    """Return the organisations that hold a grant, with the funders it is of."""
    grants, out = sector.grants, {}
    for g in np.flatnonzero(grants.alive).tolist():
        out.setdefault(int(grants.organisation[g]), []).append(int(grants.funder[g]))
    return out


def partnered(sector):
    p = sector.partnerships
    return {int(o) for slot in p.slots().tolist() for o in p.member[slot] if o >= 0}


def test_who_needs_a_partner_for_the_grant(scene):
    s = scene(choice__opportunities=0.02)
    n = s.sector.organisations.capacity
    share = np.where(np.arange(n) % 2, 0.4, 0.0)
    rules = asked(s.rules, partner_required=share[None], partner_stake=1.5)
    need = need_of(s.sector, rules, s.streams)
    lot = s.streams.at("look for a partner that is asked for", s.sector.month)
    held, has = holders(s.sector), partnered(s.sector)
    seen = set()
    for o in range(n):
        must = bool(s.sector.organisations.alive[o]) and o in held and o not in has and o % 2 == 1
        assert need.free[o] == (0 if must else 1)
        assert need.stake[o] == (1.5 if must else 0)
        looks = must and float(lot.uniform(s.sector.organisations.entry[[o]])[0]) < 0.4
        assert need.looks[o] == looks
        seen.add((must, looks))
    assert seen == {(False, False), (True, False), (True, True)}


def test_without_the_condition_nobody_needs_one(scene):
    s = scene()
    need = need_of(s.sector, s.rules, s.streams)
    assert (need.free == 1).all()
    assert not (need.looks.any() or need.stake.any())


@pytest.mark.parametrize(("depth", "months"), [(3.0, 2.0), (0.0, 240.0), (1.0, 240.0), (0.0, 3.0)])
def test_hurrying(scene, depth, months):
    s = scene()
    p = s.sector.partnerships
    live = p.slots()
    rng = np.random.default_rng(1)
    p.asked[live] = rng.integers(0, 4, len(live))
    p.depth[live] = np.maximum(p.asked[live], rng.integers(0, 5, len(live)))
    p.skipped[live] = rng.uniform(0, 2, len(live))
    p.stage[live] = rng.integers(1, 4, len(live))
    p.progress[live] = rng.uniform(0, 1.2, len(live))
    trust, worked = rng.uniform(0, 1, len(live)), rng.uniform(0, 0.5, len(live))
    before = {name: s.before("partnerships", name) for name in ("asked", "depth", "skipped", "stage", "progress")}
    held = holders(s.sector)
    rules = asked(s.rules, depth_asked=depth, output_months=months)
    hurry(s.sector, rules, trust, worked)
    readiness, what = rules.parameters.lifecycle.readiness, set()
    for i, slot in enumerate(live.tolist()):
        funded = any(int(o) in held for o in p.member[slot] if o >= 0)
        demand = int(depth) if funded else 0
        old = {name: column[slot] for name, column in before.items()}
        now = int(old["depth"])
        if demand < old["asked"]:
            now = min(now, round(readiness * trust[i]))
        assert (p.asked[slot], p.depth[slot]) == (demand, max(now, demand))
        hurried = funded and months < 240
        late = hurried and old["stage"] < 3 and s.sector.month - p.began[slot] + 1 >= months
        skipped = float(old["skipped"])
        if late:
            skipped = min(skipped + 3 - old["stage"] - min(old["progress"], 1), 2)
        if not hurried:
            skipped = max(skipped - worked[i], 0)
        assert p.skipped[slot] == pytest.approx(skipped, **EXACT)
        assert p.stage[slot] == (3 if late else old["stage"])
        assert p.progress[slot] == (0 if late else old["progress"])
        what.add((funded, bool(late)))
    assert (True, months < 240) in what
    price = rules.parameters.lifecycle.skipping
    wanted = [max(1 - price * x, 0) for x in p.skipped[live].tolist()]
    assert unskipped(s.sector, rules, live) == pytest.approx(wanted, **EXACT)


def test_whose_grant_depends_on_it_did_not_agree_freely(scene):
    # a third of consent is being free to refuse, a third being free to leave; who was asked had the first third
    s = scene(choice__opportunities=0, choice__accept_bar=-5, choice__more_members=0, choice__unclaimed=0)
    rules = asked(s.rules, partner_required=1.0, partner_stake=1.5)
    need = need_of(s.sector, rules, s.streams)
    assert need.looks.any()
    before = set(s.sector.partnerships.slots().tolist())
    match(s.sector, rules, s.streams)
    p = s.sector.partnerships
    fresh = [slot for slot in p.slots().tolist() if slot not in before]
    assert fresh
    unfree = set()
    for slot in fresh:
        assert ORIGINS[p.origin[slot]] == "conditional" == ORIGINS[CONDITIONAL]
        proposer, one = (int(o) for o in p.member[slot, :2])
        assert need.looks[proposer]
        assert p.consent[slot, 1] == pytest.approx((2 + need.free[one]) / 3)
        assert p.consent[slot, 0] <= 2 / 3 + 1e-12
        unfree.add(float(need.free[one]))
    assert unfree


def test_expectations_once_agreed_stay_and_loosen_tongues(scene):
    s = scene()
    p, o = s.sector.partnerships, s.sector.organisations
    live = p.slots()
    p.agreed[live] = 0.3
    held = holders(s.sector)
    agree_on_norms(s.sector, asked(s.rules, norms=0.6))
    wanted = [0.6 if any(int(m) in held for m in p.member[slot] if m >= 0) else 0.3 for slot in live.tolist()]
    assert p.agreed[live].tolist() == wanted
    agree_on_norms(s.sector, asked(s.rules, norms=0.0))
    assert p.agreed[live].tolist() == wanted
    for slot in live.tolist():
        firm = int(p.member[slot, p.lead[slot]])
        c, a = float(o.challenge[firm]), float(p.agreed[slot])
        assert readiness_to_ask(s.sector, s.rules, np.array([firm]), np.array([slot]))[0] == pytest.approx(
            c + a * (1 - c)
        )


@pytest.mark.parametrize("rule", NAMED_BY)
def test_who_is_named(scene, rule):
    s = scene(choice__max_seats=3)
    sector, o = s.sector, s.sector.organisations
    people, p = sector.people, sector.partnerships
    contact = np.full(o.capacity, -1)
    for firm in o.slots().tolist():
        staff = [i for i in sector.staff().tolist() if people.employer[i] == firm]
        contact[firm] = max(staff, key=lambda i: (people.level[i], -i)) if staff else -1
    load = seats_held(sector)
    rules = asked(s.rules, named_members=2.0, **{rule: 0.7})
    given = named(sector, rules, s.streams, contact, load.copy())
    held, has, month = holders(sector), partnered(sector), sector.month
    tie = s.streams.at("which partner is named", month)
    lot = s.streams.at("partners named by a funder", month)
    wanted = []
    for firm in o.slots().tolist():
        told = firm in held and firm not in has and contact[firm] >= 0
        if not told or float(lot.uniform(o.entry[[firm]])[0]) >= 0.7 or load[contact[firm]] >= 3:
            continue

        def key(other, firm=firm):
            mine, theirs = o.capability[firm], o.capability[other]
            unlike = sum(abs(mine - theirs)) / sum(np.maximum(mine, theirs))
            apart = 0.5 * (o.domain[firm] != o.domain[other]) + 0.5 * (o.region[firm] != o.region[other])
            fit = {"named_nearest": -apart, "named_largest": sum(o.posts[other]), "named_complementary": unlike}[rule]
            return -float(fit), float(tie.uniform(o.entry[[firm]], o.entry[[other]])[0])

        open_ = [x for x in o.slots().tolist() if x != firm and contact[x] >= 0 and load[contact[x]] < 3]
        party = [firm, *sorted(open_, key=key)[:2]]
        for member in party:
            load[contact[member]] += 1
        wanted.append([int(contact[m]) for m in party] + [-1])
    assert wanted
    assert given.party.tolist() == wanted
    assert not given.free.any()
    before = set(p.slots().tolist())
    form(sector, rules, s.streams, given)
    fresh = [slot for slot in p.slots().tolist() if slot not in before]
    assert {ORIGINS[p.origin[slot]] for slot in fresh} == {"named"}
    # of having had alternatives, being free to refuse and being free to leave, the last alone
    assert p.consent[fresh][:, :3].ravel().tolist() == pytest.approx([1 / 3] * 3 * len(fresh))


def test_a_duty_binds_all_who_have_no_partner_and_is_accepted_in_part(scene):
    s = scene(choice__opportunities=0.02)
    n = s.sector.organisations.capacity
    share = np.where(np.arange(n) % 2, 0.4, 0.0)
    rules = asked(s.rules, duty=0.2, duty_legitimacy=0.7, partner_required=share[None])
    need = need_of(s.sector, rules, s.streams)
    lot = s.streams.at("look for a partner that is asked for", s.sector.month)
    held, has = holders(s.sector), partnered(s.sector)
    kinds = set()
    for o in range(n):
        bound = bool(s.sector.organisations.alive[o]) and o not in has
        funded = bound and o in held and o % 2 == 1
        # a condition leaves no freedom; a duty as much as it is accepted; and either may make one look
        assert need.free[o] == (0 if funded else 0.7 if bound else 1)
        chance = 1 - (1 - 0.4 * funded) * (1 - 0.2 * bound)
        assert need.looks[o] == (bound and float(lot.uniform(s.sector.organisations.entry[[o]])[0]) < chance)
        kinds.add((bound, funded))
    assert kinds == {(False, False), (True, False), (True, True)}
