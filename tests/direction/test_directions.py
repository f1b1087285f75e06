"""Which way things move when one input is raised: the same sectors with little and with much of it, compared in pairs.

Only directions that follow from inputs; whatever a finding would be is not tested here. The mean of the paired
differences over the seeds must have the sign. Each was also run once on 12 other seeds: the mean over as many seeds as
a direction has is four standard errors or more from nought, so a test is neither lucky nor flaky.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from ecology import Ecology, Policy
from ecology.policies.levers import LEVERS
from ecology.presets.sectors import synthetic
from ecology.sector.ties import UNSEEN

FEW = 3
MORE = {
    "newcomers who are sent sit at the table": 20, "expectations agreed make people ask": 17,
    "handing over keeps ground in common": 9, "named partners have less energy than those who need one": 9,
    "pooling saves running costs": 7, "long grants make long plans": 5, "harder times close more": 4,
    "joint work that is worth more adds more": 4, "a service asked of who is not ready fails": 6,
    "paid time to look brings strangers together": 5, "where somebody respected asks more agree": 6,
}  # fmt: skip
"""Seeds of a direction, and of those that stand out less."""
MONTHS = 20
SECTOR = synthetic("directions", 14, 84)
BUSY = {"choice.opportunities": 0.2}
"""More chances to work together than by default, so that two years have something to show."""
MOVING = BUSY | {"mobility.exit_operational": 0.1, "mobility.exit_middle": 0.1}
DEEP = BUSY | {"lifecycle.deepen_months": 1, "lifecycle.ready": 0.2}


@dataclass(frozen=True, eq=False)
class Direction:
    """What is raised, from what to what, and what should follow."""

    name: str
    little: dict
    much: dict
    outcome: str
    sign: int = 1


def levers(**held):
    return {"policy": Policy("levers", "", "", tuple((n, LEVERS[n](start=1, **values)) for n, values in held.items()))}


def lever(name, **values):
    return levers(**{name: values})


def with_parameters(**values):
    return {"parameters": {**BUSY, **{name.replace("__", "."): value for name, value in values.items()}}}


NONE = {"policy": "none"}
HABIT = {"decision__calculation": 0, "revision__rate": 0, "revision__mutation": 0, "mobility__likeness": 0}
DIRECTIONS = (
    Direction("longer reports take more time", lever("reporting", hours=6), lever("reporting", hours=24), "burden"),
    Direction("more audits take more time", lever("audit", rate=0.2), lever("audit", rate=4), "burden"),
    Direction(
        "longer bids take more time",
        with_parameters(funding__bid_hours=5),
        with_parameters(funding__bid_hours=100),
        "burden",
    ),
    Direction("more events make more ties", NONE, lever("convening", events_per_year=30), "mean_ties"),
    Direction(
        "more introductions make more ties",
        with_parameters(meeting__introduction=0),
        with_parameters(meeting__introduction=0.3),
        "mean_ties",
    ),
    Direction(
        "forgetting loses ties",
        with_parameters(meeting__forgetting=0.01),
        with_parameters(meeting__forgetting=0.2),
        "mean_ties",
        -1,
    ),
    Direction(
        "movers keep more ties the more survive a move",
        with_parameters(mobility__portability=0, mobility__exit_operational=0.06),
        with_parameters(mobility__portability=1, mobility__exit_operational=0.06),
        "mean_ties",
    ),
    Direction(
        "a higher exit hazard means more people leave",
        with_parameters(mobility__exit_operational=0.005),
        with_parameters(mobility__exit_operational=0.04),
        "turnover",
    ),
    Direction(
        "insecure money makes people leave",
        with_parameters(mobility__insecurity=0),
        with_parameters(mobility__insecurity=10),
        "turnover",
    ),
    Direction(
        "more sight shows more",
        with_parameters(observation__sight=0.1),
        with_parameters(observation__sight=0.8),
        "share_seen",
    ),
    Direction(
        "channels show more", {**NONE, "parameters": BUSY}, {**lever("channels"), "parameters": BUSY}, "share_seen"
    ),
    Direction(
        "a good name at stake makes people contribute",
        with_parameters(decision__calculation=1, decision__reputation_stake=0),
        with_parameters(decision__calculation=1, decision__reputation_stake=4),
        "cooperation_rate",
    ),
    Direction(
        "more nice people contribute more",
        with_parameters(**HABIT, decision__prosocial=0.1),
        with_parameters(**HABIT, decision__prosocial=0.9),
        "cooperation_rate",
    ),
    Direction(
        "a higher cost makes people hold back",
        with_parameters(decision__calculation=1, game__cost=0),
        with_parameters(decision__calculation=1, game__cost=2),
        "cooperation_rate",
        -1,
    ),
    Direction(
        "more opportunities make more partnerships",
        with_parameters(choice__opportunities=0.02),
        with_parameters(choice__opportunities=0.2),
        "partnerships_alive",
    ),
    Direction(
        "a higher bar makes fewer partnerships",
        with_parameters(choice__accept_bar=-3),
        with_parameters(choice__accept_bar=4),
        "partnerships_alive",
        -1,
    ),
    Direction(
        "betrayal that hurts more leaves less trust",
        with_parameters(trust__loss=0.05),
        with_parameters(trust__loss=0.5),
        "partner_trust",
        -1,
    ),
    Direction(
        "contributions that count for more build more trust",
        with_parameters(trust__gain=0.02),
        with_parameters(trust__gain=0.4),
        "partner_trust",
    ),
    Direction(
        "what grows obsolete is lost",
        with_parameters(knowledge__obsolescence=0),
        with_parameters(knowledge__obsolescence=0.03),
        "mean_knowledge",
        -1,
    ),
    Direction(
        "partners teach",
        with_parameters(knowledge__learning=0),
        with_parameters(knowledge__learning=0.4),
        "mean_knowledge",
    ),
    Direction(
        "targets draw effort to what they read", NONE, lever("individual_targets", level=1), "reported_performance"
    ),
    Direction("control wears motivation", NONE, lever("individual_targets", level=1), "motivation", -1),
    Direction(
        "with no hidden cost of control motivation lasts",
        {**lever("audit", rate=1), **with_parameters(ownwork__crowding_out=1)},
        {**lever("audit", rate=1), **with_parameters(ownwork__crowding_out=0)},
        "motivation",
    ),
    Direction(
        "a condition of partnership makes partnerships",
        NONE,
        lever("required_partnership", share=1, stake=3),
        "partnerships_alive",
    ),
    Direction(
        "named partners have less energy than those who need one",
        lever("required_partnership", share=1, stake=3),
        lever("named_partners", share=1),
        "mean_energy",
        -1,
    ),
    Direction(
        "a duty that is accepted leaves more energy",
        lever("legal_duty", enforcement=1, legitimacy=0),
        lever("legal_duty", enforcement=1, legitimacy=1),
        "mean_energy",
    ),
    Direction("a deadline puts more at implementing", NONE, lever("deadline", months=1), "share_implementing"),
    Direction("expectations agreed make people ask", NONE, lever("norm_agreement", explicitness=1), "share_seen"),
    Direction(
        "a bonus on what is achieved together makes those who calculate contribute",
        {**NONE, **with_parameters(decision__calculation=1)},
        {**lever("joint_bonus", rate=2, checked=1), **with_parameters(decision__calculation=1)},
        "cooperation_rate",
    ),
    Direction(
        "paid for every partner, people ask less",
        {**NONE, "parameters": BUSY},
        {**lever("partner_count", pay=500), "parameters": BUSY},
        "share_questioned",
        -1,
    ),
    Direction("what is published is reported higher", NONE, lever("publicity", publicity=1, penalty=1), "misreport"),
    Direction("competition takes time", NONE, lever("competition", success_rate=0.2, bid_hours=200), "burden"),
    Direction(
        "handing over keeps ground in common",
        {**NONE, **with_parameters(mobility__exit_operational=0.1, mobility__exit_middle=0.1)},
        {
            **lever("handover", share=1, contacts=0),
            **with_parameters(mobility__exit_operational=0.1, mobility__exit_middle=0.1),
        },
        "partner_trust",
    ),
    Direction(
        "who may agree without those above joins more",
        {**NONE, **with_parameters(choice__approval=0.3)},
        {**lever("shared_leadership", delegation=1), **with_parameters(choice__approval=0.3)},
        "partnerships_alive",
    ),
    Direction(
        "asked for every level, members seat more",
        {**NONE, "parameters": BUSY},
        {**lever("three_levels", asked=1), "parameters": BUSY},
        "seats_a_member",
    ),
    Direction(
        "a voice for all evens out what each gets",
        {**NONE, "parameters": BUSY},
        {**lever("fair_voice", floor=1), "parameters": BUSY},
        "inequality",
        -1,
    ),
    Direction(
        "thanks give energy",
        {**NONE, "parameters": BUSY},
        {**lever("recognition", thanks=1), "parameters": BUSY},
        "mean_energy",
    ),
    Direction("people learn to be partners", NONE, lever("training", partnering=0.1), "skill"),
    Direction(
        "pooling saves running costs",
        {**NONE, "parameters": DEEP},
        {
            **lever("pooling", saving=0.3, setup=1),
            "parameters": DEEP,
        },
        "reserves",
    ),
    Direction(
        "who is helped out leaves",
        {**NONE, **with_parameters(lifecycle__leave_loss=1)},
        {**lever("exit_support", support=1), **with_parameters(lifecycle__leave_loss=1)},
        "partnerships_alive",
        -1,
    ),
    Direction(
        "support early brings partnerships to implement",
        {**NONE, "parameters": BUSY},
        {**lever("staged_support", support=5, pressure=0), "parameters": BUSY},
        "share_implementing",
    ),
    Direction(
        "brokers carry what partners do",
        {**NONE, "parameters": BUSY},
        {**lever("broker", cover=1, trust=1, search_hours=0), "parameters": BUSY},
        "share_seen",
    ),
    Direction(
        "time to get acquainted comes before output",
        {**NONE, "parameters": BUSY},
        {**lever("time_allowance", months=24), "parameters": BUSY},
        "share_implementing",
        -1,
    ),
    Direction("who changes places makes ties elsewhere", NONE, lever("secondment", rate=1), "outside_ties"),
    Direction(
        "newcomers who are sent sit at the table",
        {**NONE, "parameters": BUSY},
        {**lever("newcomers", reserved=1), "parameters": BUSY},
        "entrant_seats",
    ),
    Direction("control is felt", NONE, lever("audit", rate=1), "control_felt"),
    Direction(
        "audits hold misreporting back",
        lever("individual_targets"),
        levers(individual_targets={}, audit={"rate": 4, "sanction": 1}),
        "misreport",
        -1,
    ),
    Direction(
        "a service asked of who is not ready fails",
        {**lever("contract", demand=0), "parameters": BUSY},
        {**lever("contract", demand=1), "parameters": BUSY},
        "share_failing",
    ),
    Direction(
        "paid time to look brings strangers together",
        {**NONE, "parameters": BUSY},
        {**lever("free_choice", search_hours=40, hour_cost=0), "parameters": BUSY},
        "share_prior_tie",
        -1,
    ),
    Direction(
        "findings published show what partners do",
        {**NONE, "parameters": BUSY},
        {**lever("shared_evaluation", revealed=1, feedback_months=1), "parameters": BUSY},
        "share_seen",
    ),
    Direction(
        "trusted, people feel less controlled",
        levers(audit={"rate": 1}, trust_first={"response": 0}),
        levers(audit={"rate": 1}, trust_first={"response": 1}),
        "control_felt",
        -1,
    ),
    Direction("chances to begin small are taken up", NONE, lever("seed_grants", chances=0.2), "partnerships_alive"),
    Direction(
        "where somebody respected asks more agree",
        {**NONE, "parameters": BUSY},
        {**lever("legitimacy_partner", convening=10), "parameters": BUSY},
        "partnerships_alive",
    ),
    Direction(
        "long grants make long plans",
        {**lever("short_grants", months=6), "parameters": BUSY},
        {**lever("long_grants", months=96), "parameters": BUSY},
        "planned_months",
    ),
    Direction(
        "consent gives energy", with_parameters(energy__consent=0), with_parameters(energy__consent=0.4), "mean_energy"
    ),
    Direction(
        "where hours do not bind people work over",
        with_parameters(hours__elasticity=0),
        with_parameters(hours__elasticity=1),
        "overtime",
    ),
    Direction(
        "joint work that is worth more adds more",
        with_parameters(ownwork__joint_value=0.25),
        with_parameters(ownwork__joint_value=4),
        "joint_surplus",
    ),
    Direction(
        "harder times close more",
        with_parameters(money__closure_small=0),
        with_parameters(money__closure_small=0.5),
        "organisations_alive",
        -1,
    ),
)


@cache
def means(direction, which, seed):
    """Return the mean of the outcome over the months in which there is anything to tell."""
    eco = Ecology(SECTOR, rng=seed, events=direction.outcome == "share_questioned", **getattr(direction, which))
    values = []
    for _ in range(MONTHS):
        eco.step()
        values.append(measure(eco, direction.outcome))
    return float(np.nanmean(values))


def measure(eco, outcome):
    """Return a metric, or one of a few things that no metric tells."""
    s = eco.sector
    if outcome in s.measured:
        return s.measured[outcome]
    if outcome in OF_PARTNERSHIPS:
        live = s.partnerships.slots()
        return OF_PARTNERSHIPS[outcome](s.partnerships, live) if len(live) else np.nan
    return OTHERS[outcome](eco)


def inequality(p, live):
    """Return how far the largest share of what is made exceeds the smallest."""
    share, there = p.share[live], p.member[live] >= 0
    return (share.max(1) - np.where(there, share, 1).min(1)).mean()


def share_seen(eco):
    """Return, of the ties to people one shares a table with, those in which something was seen this month."""
    s = eco.sector
    live = s.partnerships.slots()
    person = s.partnerships.person[live].reshape(len(live), 12)
    pairs = [
        (a, b) for p, row in zip(live, person, strict=True)
        for i, a in enumerate(row) for j, b in enumerate(row) if a >= 0 and b >= 0 and i // 3 != j // 3
    ]  # fmt: skip
    seen = [(s.ties.seen[a][s.ties.alter[a] == b] != UNSEEN).any() for a, b in pairs]
    return np.mean(seen) if seen else np.nan


def questioned(eco):
    """Return the share of acts of holding back, of those seen this month, that were questioned."""
    counts = {
        what: sum(np.size(chunk[2]) for chunk in eco.sector.events.chunks if chunk[:2] == (eco.month, what))
        for what in ("questioned", "not questioned")
    }
    return counts["questioned"] / sum(counts.values()) if sum(counts.values()) else np.nan


OF_PARTNERSHIPS = {
    "planned_months": lambda p, live: p.months[live].mean(),
    "share_implementing": lambda p, live: (p.stage[live] == 3).mean(),
    "seats_a_member": lambda p, live: (p.person[live] >= 0).sum() / (p.member[live] >= 0).sum(),
    "inequality": inequality,
}


def outside_ties(eco):
    """Return the ties a person has to people of other organisations."""
    s = eco.sector
    staff = s.staff()
    alter = s.ties.alter[staff]
    there = (alter >= 0) & s.people.alive[alter]
    return (there & (s.people.employer[alter] != s.people.employer[staff][:, None])).sum(1).mean()


OTHERS = {
    "outside_ties": outside_ties,
    "misreport": lambda eco: eco.sector.organisations.misreport[eco.sector.organisations.alive].mean(),
    "overtime": lambda eco: eco.sector.people.overtime[eco.sector.staff()].mean(),
    "skill": lambda eco: eco.sector.people.skill[eco.sector.staff()].mean(),
    "reserves": lambda eco: eco.sector.organisations.reserves[eco.sector.organisations.alive].mean(),
    "share_questioned": questioned,
    "share_seen": share_seen,
}


@pytest.mark.parametrize("direction", DIRECTIONS, ids=lambda d: d.name)
def test_direction(direction):
    seeds = range(1, 1 + MORE.get(direction.name, FEW))
    differences = [means(direction, "much", seed) - means(direction, "little", seed) for seed in seeds]
    assert np.isfinite(differences).all()
    assert direction.sign * np.mean(differences) > 0, f"{direction.outcome}: {np.round(differences, 4)}"


def test_every_lever_has_its_direction():
    """Here, or for the time bank among those of mechanisms, which read what members do."""
    moved = {name for direction in DIRECTIONS for given in (direction.little, direction.much)
             if isinstance(policy := given.get("policy"), Policy) for name, _ in policy.levers}  # fmt: skip
    assert set(LEVERS) - moved == {"time_bank"}
