"""Terms: what each funder asks of and offers each organisation. Levers return new terms and can reach nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ecology.errors import OutcomeWrite, OutOfRange, UnknownName
from ecology.parameters import Parameters

Floats = npt.NDArray[np.float64]

NO_DEADLINE = 240
"""Months to first output that stand for no deadline."""

NAMED_BY = ("named_nearest", "named_largest", "named_complementary")
"""Terms that hold the share of organisations for whom partners are named, each by its own rule."""


def term(unit: str, bounds: tuple[float, float], meaning: str) -> Any:
    """Declare one thing that a funder may ask or offer: its unit, bounds and meaning."""
    return field(metadata={"unit": unit, "bounds": bounds, "meaning": meaning})


def freeze(*arrays: npt.NDArray[Any]) -> None:
    """Make arrays read-only: terms are replaced, never edited."""
    for array in arrays:
        array.flags.writeable = False


@dataclass(frozen=True, slots=True)
class Labels:
    """What a lever may target by; arrays have shape (organisations,)."""

    alive: npt.NDArray[np.bool_]
    domain: npt.NDArray[np.int8]
    region: npt.NDArray[np.int8]
    size: npt.NDArray[np.int8]
    entry: npt.NDArray[np.int64]
    """Running numbers of organisations, which no other ever gets; a lot among them is keyed by these."""
    name: npt.NDArray[np.object_]

    def __post_init__(self) -> None:
        freeze(self.alive, self.domain, self.region, self.size, self.entry, self.name)


@dataclass(frozen=True, slots=True)
class Terms:
    """A frozen table; every array has shape (funders, organisations)."""

    labels: Labels
    grant_months: Floats = term("months", (1, 240), "planned length of a grant")
    renewal: Floats = term("probability", (0, 1), "that a grant is renewed")
    bid_hours: Floats = term("hours", (0, 1000), "to write a bid, new or for renewal")
    report_hours: Floats = term("hours/month", (0, 200), "reporting and administration on a grant")
    target: Floats = term("marginal reward", (0, 2), "reward on own measured work")
    target_share: Floats = term("share", (0, 1), "of the measured total that is the organisation's own")
    grant_at_stake: Floats = term("share", (0, 1), "of a grant that moves with reported performance")
    audit_rate: Floats = term("audits/year", (0, 12), "audits of a funded organisation")
    audit_accuracy: Floats = term("probability", (0, 1), "that an audit finds what is wrong")
    sanction: Floats = term("marginal reward", (0, 5), "loss when misreporting is found")
    control: Floats = term("0–1", (0, 1), "how controlling the requests are felt to be")
    joint_reward: Floats = term("marginal reward", (0, 2), "reward on joint work")
    joint_share: Floats = term("share", (0, 1), "of the judged total that is the organisation's own")
    search_hours: Floats = term("hours/month", (0, 200), "paid time to look for partners")
    event_places: Floats = term("places/month", (0, 1000), "at events where people from the sector meet")
    event_mixing: Floats = term("0–1", (0, 1), "0 people meet their like – 1 people meet anybody")
    event_hours: Floats = term("hours/place", (0, 100), "an event takes")
    channel_sight: Floats = term("probability a month", (0, 1), "added chance that a partner's action is seen")
    channel_hours: Floats = term("hours/month", (0, 100), "to keep up with channels")
    trust_first: Floats = term("0–1", (0, 1), "trust a funder starts with")
    response: Floats = term("ratio", (0, 1), "how far a funder answers trust with fewer demands and more renewal")
    partner_required: Floats = term("share/month", (0, 1), "of those without a partner who look for one for the grant")
    partner_stake: Floats = term("log odds", (0, 10), "by which who needs a partner for the grant agrees more readily")
    duty: Floats = term("share/month", (0, 1), "of all without a partner who are made to look for one by law")
    duty_legitimacy: Floats = term("0–1", (0, 1), "how far the right to demand that is accepted")
    depth_asked: Floats = term("steps", (0, 4), "of depth asked of partnerships at once")
    output_months: Floats = term("months", (1, NO_DEADLINE), "to a partnership's first output; 240 is no deadline")
    named_nearest: Floats = term("share/month", (0, 1), "of those without a partner who are given the nearest")
    named_largest: Floats = term("share/month", (0, 1), "of those without a partner who are given the largest")
    named_complementary: Floats = term(
        "share/month", (0, 1), "of those without a partner who are given the most unlike"
    )
    named_members: Floats = term("organisations", (1, 3), "named to each of them")
    norms: Floats = term("0–1", (0, 1), "how explicitly partners are to say what they expect of each other")
    seed: Floats = term("£/month", (0, 1e5), "paid to each member of a small partnership at first")
    seed_growth: Floats = term("share", (0, 5), "of the first sum that each success adds, up to three")
    seed_members: Floats = term("members", (0, 4), "of a partnership that counts as small")
    bonus: Floats = term("ratio", (0, 5), "of the joint value of partnerships, paid to their members")
    bonus_checked: Floats = term("share", (0, 1), "of the bonus paid by what each gave; the rest is shared evenly")
    chances: Floats = term("per organisation and month", (0, 1), "more chances seen to do something new")
    community_standing: Floats = term("0–1", (0, 1), "standing of a community's partner beside partnerships; 0 is none")
    convener: Floats = term("log odds", (0, 10), "by which people agree more readily when somebody respected asks")
    contract: Floats = term("share", (0, 1), "of a full service asked under contract; 0 is none")
    support: Floats = term("probability a month", (0, 1), "that somebody of the funder works with a contracted service")
    partner_pay: Floats = term("£/month", (0, 1e5), "paid to who holds a grant for each partner it has")
    partner_pay_cap: Floats = term("partners", (0, 3), "of a partnership that are paid for at most")
    bid_rivalry: Floats = term("0–1", (0, 1), "more rivalry between partners who bid for the same money")
    handover: Floats = term("share", (0, 1), "of what a leaver knew of partners that successors inherit, at least")
    more_seats: Floats = term("probability", (0, 1), "that a member seats somebody at each further level, at least")
    delegation: Floats = term("0–1", (0, 1), "how far staff may agree to partnerships without those above")
    lead_support: Floats = term("share", (0, 1), "of those who would wait that take the lead unasked")
    voice_floor: Floats = term("share", (0, 1), "of joint value divided evenly, whoever is powerful")
    thanks: Floats = term("probability", (0, 1), "that a contribution is recognised, seen by partners or not")
    skill_training: Floats = term("share/month", (0, 1), "of the partnering skill they lack that people learn")
    fear_relief: Floats = term("share", (0, 1), "of the fear of helping rivals taken away")
    pool_saving: Floats = term("share", (0, 0.5), "more of running costs saved by who shares services")
    pool_setup: Floats = term("share", (0, 1), "of the cost of setting up shared services that is borne")
    exit_support: Floats = term("0–1", (0, 1), "how much sooner members leave what does them harm")
    stage_support: Floats = term("ratio", (0, 10), "by which partnerships get on faster before they implement")
    stage_pressure: Floats = term("ratio", (0, 5), "by which more pledged hours are given while implementing")
    time_allowed: Floats = term("months", (0, 120), "of a partnership before which no output is asked")
    time_hours: Floats = term("hours/month", (0, 200), "a partner is paid for to get to know the others in that time")
    broker_cover: Floats = term("share", (0, 1), "of partnerships that paid brokers look after")
    broker_trust: Floats = term("0–1", (0, 1), "that partners have in a broker they know")
    broker_count: Floats = term("brokers", (0, 100), "who share the partnerships that are looked after")
    broker_tenure: Floats = term("months", (0, 240), "a broker stays")
    secondment: Floats = term("share/year", (0, 1), "of staff who change places with somebody of another organisation")
    secondment_months: Floats = term("months", (0, 120), "that they stay away")
    secondment_return: Floats = term("probability", (0, 1), "that they go back when the time is over")
    entrant_seats: Floats = term("probability", (0, 1), "that a newcomer, where there is one, is sent to the table")
    entrant_hours: Floats = term("hours/month", (0, 200), "of paid search for newcomers who look for partners")
    entrant_mentor: Floats = term("log odds", (0, 10), "by which people agree more readily when a newcomer asks")
    bank_invited: Floats = term("people/month", (0, 1000), "of an organisation invited into the time bank, who join")
    bank_debt: Floats = term("hours", (0, 1000), "drawn beyond those given at which new members agree to be refused")
    bank_sanction: Floats = term("share", (0, 1), "of new members who are held to that limit")
    organisation_cost: Floats = term("£/month", (0, 1e6), "what the funder spends on levers, an organisation")
    grant_cost: Floats = term("£/month", (0, 1e6), "what the funder spends on levers, a grant")

    def __post_init__(self) -> None:
        freeze(*(getattr(self, name) for name in FIELDS))

    @classmethod
    def baseline(cls, n_funders: int, labels: Labels, parameters: Parameters) -> Self:
        """Return what holds where no policy says otherwise: flat unconditional grants, no control."""
        p = parameters.funding
        start = {
            "grant_months": p.grant_months, "renewal": p.renewal, "bid_hours": p.bid_hours, "target_share": 1.0,
            "joint_share": 1.0, "event_mixing": 0.5, "trust_first": 0.5, "output_months": NO_DEADLINE,
            "named_members": 1.0,
        }  # fmt: skip
        shape = (n_funders, len(labels.alive))
        return cls(labels, **{name: np.full(shape, start.get(name, 0.0)) for name in FIELDS})

    def replace(self, **changes: npt.ArrayLike) -> Self:
        """Return terms with some changed.

        Raises
        ------
        OutcomeWrite
            For anything that is not a term: levers change inputs, never outcomes.
        OutOfRange
            For values outside a term's bounds, or not numbers.
        """
        new = {}
        for name, value in changes.items():
            if name not in FIELDS:
                near = str(UnknownName("term", name, FIELDS)).partition(". ")[2]
                raise OutcomeWrite(f"'{name}' is not a term a funder can set. {near}")
            array = np.array(np.broadcast_to(np.asarray(value, float), self.grant_months.shape))
            within(name, array)
            new[name] = array
        return replace(self, **new)  # type: ignore[arg-type]

    @property
    def held(self) -> dict[str, object]:
        """Return the labels and every term, by name."""
        return {"labels": self.labels, **{name: getattr(self, name) for name in FIELDS}}

    def check(self, old: Self) -> None:
        """Raise OutOfRange for a term that is not as it was and has no numbers within bounds for everybody."""
        for name in FIELDS:
            array, before = getattr(self, name), getattr(old, name)
            if array is not before:
                if np.shape(array) != before.shape:
                    raise OutOfRange(f"{name} has shape {np.shape(array)}: must be {before.shape}")
                within(name, array)

    def row(self, funder: int) -> Self:
        """Return the terms of one funder, still a table."""
        return replace(self, **{name: getattr(self, name)[funder : funder + 1] for name in FIELDS})

    @classmethod
    def stack(cls, rows: Sequence[Self]) -> Self:
        """Return one table from the rows of several funders."""
        columns: dict[str, Any] = {name: np.concatenate([getattr(row, name) for row in rows]) for name in FIELDS}
        return replace(rows[0], **columns)

    def differs(self, other: Self) -> bool:
        """Return whether any term differs."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in FIELDS)
        return any(a is not b and not np.array_equal(a, b) for a, b in pairs)


FIELDS: dict[str, dict[str, Any]] = {f.name: dict(f.metadata) for f in fields(Terms) if f.metadata}
"""Every term with its unit, bounds and meaning."""


def within(name: str, array: Floats) -> None:
    """Raise OutOfRange for a term whose values are not numbers within its bounds."""
    low, high = FIELDS[name]["bounds"]
    if not (np.isfinite(array).all() and array.min(initial=low) >= low and array.max(initial=low) <= high):
        raise OutOfRange(
            f"{name} would be {array.min():g} to {array.max():g}: must be {low:g}–{high:g} ({FIELDS[name]['unit']})"
        )
