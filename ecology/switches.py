"""Switches: every mechanism by name, and the values of parameters at which it does nothing.

A mechanism is switched off as it is set: by its own parameters. So no rule asks whether it is in force, and what is
switched off shows among the parameters of a run as any other change does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecology.errors import EcologyError

ALL = "all"
"""Every mechanism at once."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A mechanism that can be switched off and on."""

    name: str
    phase: str
    """The phase of the month it works in."""
    meaning: str
    off: Mapping[str, float]
    """Parameters, by full name, at which it does nothing."""
    on: Mapping[str, float] = field(default_factory=dict)
    """Parameters at which it works, where it is off by default; empty where it is on."""

    @property
    def is_on(self) -> bool:
        """Whether it works by default."""
        return not self.on


def _rate(name: str, phase: str, meaning: str, *parameters: str, at: float = 0.0) -> Switch:
    """Return a switch that is off where its parameters, mostly rates and weights, have one value."""
    return Switch(name, phase, meaning, dict.fromkeys(parameters, at))


SWITCHES = (
    # environment
    _rate("demand", "change_environment", "audience demand moves by region and art form", "environment.demand_sd"),
    _rate("shocks", "change_environment", "demand falls everywhere now and then", "environment.shock"),
    _rate("budgets", "change_environment", "funders' budgets change from year to year", "environment.funding_sd"),
    _rate("choice-of-funder", "fund", "organisations come more readily to funders they trust", "funding.choice"),
    Switch("adoption", "apply_policies", "funders take over the policy of who does better", {"funding.adopt": 0},
           {"funding.adopt": 0.5}),
    # people and posts
    _rate("turnover", "move_jobs", "people leave their posts",
          "mobility.exit_operational", "mobility.exit_middle", "mobility.exit_top"),
    _rate("insecurity", "move_jobs", "people leave sooner when all money ends soon", "mobility.insecurity"),
    _rate("referral", "move_jobs", "posts go to those who know somebody there", "mobility.referral"),
    _rate("promotion", "move_jobs", "senior posts go to colleagues below", "mobility.promotion"),
    _rate("portability", "move_jobs", "ties survive a change of employer", "mobility.portability"),
    _rate("handover", "move_jobs", "successors inherit some of what their predecessor knew of partners",
          "mobility.handover"),
    _rate("likeness", "move_jobs", "entrants resemble those who hire them", "mobility.likeness"),
    _rate("like-minds", "move_jobs", "entrants' values resemble those of who heads the organisation",
          "mobility.like_minds"),
    _rate("burnout", "move_jobs", "people leave sooner when overworked or worn", "mobility.burnout"),
    # meeting
    _rate("acquaintance", "meet", "people meet colleagues and those they know", "meeting.colleague", "meeting.contact"),
    _rate("introductions", "meet", "friends introduce friends", "meeting.introduction"),
    _rate("forgetting", "meet", "familiarity fades without contact", "meeting.forgetting"),
    Switch("courting", "meet", "people make themselves known where they would like to work together",
           {"meeting.courting": 0}, {"meeting.courting": 0.05}),
    # matching
    _rate("chosen-by-trust", "match", "partners are chosen and accepted by trust", "choice.trust"),
    _rate("chosen-by-repute", "match", "partners are chosen and accepted by repute", "choice.repute"),
    _rate("cold-contact", "match", "strangers are considered as partners", "choice.cold_contact"),
    _rate("approval", "match", "hierarchies must approve a partnership level by level", "choice.approval", at=1),
    Switch("come-to", "match", "those without a building come to those who have one",
           {"choice.come_to": 0, "choice.roof": 0}, {"choice.come_to": 0.5, "choice.roof": 1}),
    Switch("weighing", "match", "making, buying and partnering are weighed by what each brings and takes",
           {"choice.weigh": 0}, {"choice.weigh": 5}),
    _rate("company", "match", "members who are in already make it easier to join", "choice.company"),
    _rate("more-members", "match", "partnerships have more than two members", "choice.more_members"),
    _rate("more-levels", "match", "members seat people at more than one level", "choice.second_level"),
    Switch("motives", "match", "ten motives, each read from circumstances; the strongest makes people agree",
           {"motive.pull": 0}, {"motive.pull": 1}),
    Switch("unapproved", "match", "people take part although those above have not approved",
           {"choice.unapproved": 0}, {"choice.unapproved": 0.3}),
    Switch("unclaimed", "match", "who leads, and knows people across, takes up opportunities nobody has claimed",
           {"choice.unclaimed": 0}, {"choice.unclaimed": 0.02}),
    Switch("governance", "match", "partnerships are run by a committee, by one member or by a joint body",
           {"governance.agree": 0}, {"governance.agree": 1}),
    # play
    _rate("synergy", "play", "joint effort makes more than the sum of its parts", "game.synergy"),
    _rate("rivalry", "play", "holding back wins audience from a partner", "game.rivalry_gain"),
    _rate("power", "play", "the powerful take a larger share", "game.split_exponent"),
    _rate("commitment", "play", "trust decides how much is committed", "game.trust_weight"),
    _rate("calculation", "play", "people calculate instead of following habit", "decision.calculation"),
    _rate("good-name", "play", "being seen to hold back costs those who depend on others", "decision.reputation_stake"),
    _rate("need", "play", "a good name is worth more where others will be needed later", "decision.need"),
    Switch("envy", "play", "people want to do better than their partners", {"decision.envy": 0},
           {"decision.envy": 0.3}),
    _rate("slips", "play", "actions come out as their opposite now and then", "game.slip"),
    _rate("binding", "play", "depth adds to what can be gained and lost", "game.depth_gain", "game.depth_risk"),
    _rate("hidden-cost", "play", "working together costs more than expected", "game.cost_overrun", at=1),
    _rate("level-incentives", "play", "targets bear on the top more than on those below", "ownwork.level_incentive"),
    _rate("careers", "play", "the hope of promotion draws effort to own measured work", "ownwork.career"),
    Switch("messages", "play", "who talks with many hears little of each; a hub settles what is simple",
           {"game.messages": 3, "lifecycle.hub_speed": 0}),
    # observation
    _rate("gossip", "observe", "people hear about others they have not met", "observation.gossip_reach"),
    _rate("bad-news", "observe", "bad news is passed on more readily than good", "observation.good_news", at=1),
    _rate("cover-up", "observe", "bad news of friends is kept back", "observation.cover"),
    _rate("association", "observe", "a bad name rubs off on colleagues", "observation.association"),
    Switch("standing", "observe", "holding back on somebody of bad name is let pass", {"observation.standing": 0},
           {"observation.standing": 1}),
    Switch("stern-judging", "observe", "giving to somebody of bad name is held against one", {"observation.stern": 0},
           {"observation.stern": 1}),
    _rate("misreading", "observe", "contributions are misread where little is shared", "observation.misread"),
    _rate("news-from-below", "observe", "people hear what colleagues in the partnership saw", "observation.upward"),
    Switch("requital", "observe", "a few pay to punish partners who hold back and to reward those who contribute",
           {"decision.requite": 0}, {"decision.requite": 0.05}),
    _rate("closeness", "observe", "those who deliver see more", "observation.close"),
    _rate("stakes", "observe", "people question the more readily the more is at stake", "observation.stakes"),
    _rate("evidence", "observe", "partners ask for evidence, which offends those who gave no cause",
          "observation.ask"),
    _rate("partner-audit", "observe", "a few check half of their partnerships closely", "observation.audit"),
    # learning
    _rate("trust", "learn", "trust moves with what is seen", "trust.gain", "trust.loss"),
    _rate("outcome", "learn", "what a partnership brings, against what was expected, moves trust", "trust.outcome"),
    _rate("drift", "learn", "trust drifts towards what familiarity supports", "trust.drift"),
    _rate("competence", "learn", "trust in competence moves with what is delivered", "trust.competence"),
    _rate("energy", "learn", "the energy of a seat moves with how it is to work there", "energy.rate"),
    _rate("fit", "learn", "likeness in values gives energy", "energy.fit"),
    _rate("consent", "learn", "having agreed freely gives energy", "energy.consent"),
    _rate("voice", "learn", "a say in decisions gives energy", "energy.voice"),
    _rate("progress", "learn", "progress gives energy", "energy.progress"),
    _rate("recognition", "learn", "being seen to contribute gives energy", "energy.recognition"),
    _rate("strain", "learn", "overtime takes energy", "energy.overtime"),
    _rate("learning", "learn", "partners learn from each other", "knowledge.learning"),
    _rate("colleagues", "learn", "colleagues learn from each other", "knowledge.colleagues"),
    _rate("obsolescence", "learn", "knowledge grows obsolete", "knowledge.obsolescence"),
    _rate("practice", "learn", "practice renews knowledge of one's own field", "knowledge.practice"),
    _rate("memory", "learn", "organisations keep some of what their staff know", "knowledge.memory"),
    _rate("common-ground", "learn", "working together makes common ground", "knowledge.common_ground"),
    _rate("crowding-out", "learn", "control wears motivation down", "ownwork.crowding_out"),
    _rate("repair", "learn", "skilled partners mend what holding back breaks", "trust.repair"),
    _rate("exchange", "learn", "trust moves with the parity of what is exchanged", "trust.exchange"),
    Switch("hindsight", "learn", "what an exchange was worth is judged anew later", {"trust.hindsight": 0},
           {"trust.hindsight": 0.05}),
    _rate("clash", "learn", "opposite values wear trust down", "trust.clash"),
    _rate("incongruence", "learn", "values preached and not practised breed distrust", "trust.incongruence"),
    _rate("absorption", "learn", "those who know more learn more", "knowledge.absorption"),
    Switch("reticence", "learn", "those higher up do not admit what they do not know", {"knowledge.reticence": 0},
           {"knowledge.reticence": 0.3}),
    _rate("fear", "learn", "people are less open to rivals", "knowledge.fear"),
    _rate("innovation", "learn", "different knowledge, committed and challenged, makes new knowledge",
          "knowledge.innovation"),
    _rate("level-consent", "learn", "who is seated by a colleague's signature did not agree in person",
          "energy.signature"),
    # the lives of partnerships
    _rate("leading", "live_and_end", "partnerships wait for somebody to take the lead", "lifecycle.leaderless", at=1),
    Switch("forcing", "live_and_end", "leads push partnerships on, and lose trust by it", {"lifecycle.force": 0},
           {"lifecycle.force": 0.1}),
    Switch("lead-styles", "live_and_end", "who leads does so in one of four styles, each of which can be overdone",
           {"lifecycle.style": 0, "energy.lead": 0}, {"lifecycle.style": 0.3, "energy.lead": 0.1}),
    _rate("head-start", "live_and_end", "those with common ground soon agree on what to do", "lifecycle.head_start"),
    _rate("equity", "live_and_end", "members leave when they give more than their part", "lifecycle.leave_unfair"),
    _rate("make-or-break", "live_and_end", "shocks break partnerships that little holds together", "lifecycle.shock"),
    _rate("adaptation", "live_and_end", "agreements are made to adapt", "lifecycle.adapt"),
    _rate("distrust", "live_and_end", "members leave those they distrust", "lifecycle.leave_distrust"),
    _rate("regret", "live_and_end", "members leave when they are out of pocket", "lifecycle.leave_loss"),
    _rate("learning-race", "live_and_end", "members leave once they have learnt", "lifecycle.leave_race"),
    _rate("parting", "live_and_end", "interests change and partners part amicably", "lifecycle.amicable"),
    _rate("over-depth", "live_and_end", "depth beyond readiness loses value", "lifecycle.over_depth"),
    # accounts
    _rate("own-demand", "account", "each organisation's own audience comes and goes", "money.demand_sd"),
    _rate("resizing", "account", "organisations fit their size to their money", "money.adjust"),
    _rate("closures", "account", "organisations close for reasons other than money",
          "money.closure_small", "money.closure_medium", "money.closure_large"),
    _rate("foundings", "account", "new organisations are founded", "money.founding"),
    _rate("mutual-aid", "account", "rich partners help those who are about to go under", "money.mutual_aid"),
    _rate("shared-services", "account", "partners who coordinate share services", "money.shared_services"),
    _rate("legitimacy", "account", "standing with the public moves earned income", "money.legitimacy"),
    _rate("substitution", "account", "organisations of one art form and region share an audience",
          "money.substitution"),
    # revision
    _rate("imitation", "revise", "people copy those who do better", "revision.rate"),
    _rate("mutation", "revise", "people try any strategy now and then", "revision.mutation"),
    _rate("induction", "revise", "who is new in a post is more open to change", "revision.openness"),
    Switch("reinforcement", "revise", "people who do badly try something else", {"revision.reinforcement": 0},
           {"revision.reinforcement": 0.02}),
)  # fmt: skip
"""In the order of the month."""

_BY_NAME = {switch.name: switch for switch in SWITCHES}


def expanded(changes: Mapping[str, float | bool]) -> dict[str, float]:
    """Return changes of parameters in which mechanisms switched off or on are replaced by what that means.

    Parameters
    ----------
    changes : mapping
        Full name of a parameter → value, or name of a mechanism (or 'all') → True or False. What is given for a
        parameter itself prevails, and a mechanism over 'all'.

    Raises
    ------
    EcologyError
        If a mechanism is given a value other than True or False.

    Examples
    --------
    >>> expanded({"gossip": False, "trust.gain": 0.2})
    {'observation.gossip_reach': 0.0, 'trust.gain': 0.2}
    """
    for name, value in changes.items():
        if (name == ALL or name in _BY_NAME) and not isinstance(value, bool):
            raise EcologyError(f"{name} = {value!r}: a mechanism is switched on or off (True or False in Python)")
    out: dict[str, float] = {}
    if ALL in changes:
        for switch in SWITCHES:
            out.update(switch.on if changes[ALL] else switch.off)
    for switch in SWITCHES:
        if switch.name in changes:
            for name in switch.off:
                out.pop(name, None)
            out.update(switch.on if changes[switch.name] else switch.off)
    out.update({name: value for name, value in changes.items() if name != ALL and name not in _BY_NAME})
    return out


def switch_names() -> list[str]:
    """Return the names of all mechanisms."""
    return list(_BY_NAME)
