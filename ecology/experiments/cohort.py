"""Cohorts: partnerships followed month by month, to ask what became of those that began in one way or another.

What a partnership is like is taken over its first six months, and only of those that lived that long; what becomes of
it is counted after that. So nothing that it did later can make it look different at the start.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from ecology.experiments.openness import lowest_trust
from ecology.mechanisms.likeness import complementarity
from ecology.metrics.record import FRUITLESS, NEWCOMER_MONTHS, YEAR
from ecology.model import Ecology
from ecology.sector.categories import CONDITIONAL
from ecology.sector.columns import Slots
from ecology.sector.partnerships import IMPLEMENTING, STAR, Dyads, Seats, dyads_of, seats_of
from ecology.sector.ties import find

Floats = npt.NDArray[np.float64]

START = 6
"""Months over which a partnership shows what it is like."""
TOLD = 24
"""Month of its life at which it is asked what has become of it."""
FEWEST = 5
"""Partnerships on either side below which a run says nothing."""

TRAITS = {
    "trust": "mean trust between partners",
    "energy": "mean energy",
    "least energy": "energy of the member that has least",
    "more than two": "whether it has three or four members",
    "levels": "levels seated a member",
    "top": "share of seats held by the top",
    "star": "whether three or more talk through a hub",
    "conditional": "whether it was formed because a grant asks for it, or a funder named it",
    "prior tie": "whether its founders knew each other",
    "newcomers": "share of seats held by people new to the sector",
    "bridging": "share of pairs from different art forms",
    "values apart": "mean distance between partners' values",
    "skills apart": "mean difference between members' capabilities",
    "imbalance": "staff of the largest member over that of all",
    "common ground": "shared understanding",
    "acquaintance": "mean familiarity between partners",
    "left to learn": "mean knowledge that a partner has beyond one's own",
    "knowledge apart": "knowledge of the member that knows most, less that of the one that knows least",
    "cooperation": "share of seats that contributed",
    "gap": "contribution of who gave most, less that of who gave least",
    "least trust": "the least that anybody has in a partner",
    "agreed": "how explicitly members have said what they expect of each other, 0–1",
    "central": "share of members whose own art form the project is of",
    "needed": "mean capability of members in what the project is about",
    "questions": "acts of holding back that were questioned, a month",
    "contact left": "whether any who sat there at first had left by the sixth month",
}
"""What a partnership may be like, all over its first six months."""
FATES = {
    "survives": "share that live to 24 months",
    "fruitless": "share that brought next to nothing by then",
    "output": "pledges a month made in months 7–24, nothing after the end",
    "implementing": "share that implement by the twelfth month",
    "innovation": "index 0–1, months 7–24 while alive",
    "later cooperation": "share of seats that contributed, months 7–24 while alive",
    "later energy": "mean energy, months 7–24 while alive",
    "questioned": "share of acts of holding back, among those seen, that were questioned",
    "gains apart": "what the member gained that gained most, less the one that gained least, a month until then",
    "again": "share of whose members two or more begin another together",
}
"""What may become of it."""


def follow(eco: Ecology) -> pd.DataFrame:
    """Run a model to its horizon and return one row for each partnership and month it was alive.

    Returns
    -------
    DataFrame
        Columns partnership (entry number), month, age (months, the first is 1), members_are (their entry numbers),
        contacts (entry numbers of who sits there), stage, value, innovation, and the traits of `TRAITS` that can be
        read off a month.
    """
    rows: list[pd.DataFrame] = []
    while eco.month < eco.months:
        eco.step()
        rows.append(seen_this_month(eco))
    return pd.concat(rows, ignore_index=True)


def seen_this_month(eco: Ecology) -> pd.DataFrame:
    """Return the rows of one month."""
    p, people, o, month = eco.sector.partnerships, eco.sector.people, eco.sector.organisations, eco.sector.month
    live, seats = p.slots(), seats_of(p)
    dyads = dyads_of(p, seats)
    mean = mean_by(p.capacity, seats.partnership, live)
    of_pairs = mean_by(p.capacity, dyads.partnership, live)
    energy, action = p.energy.take(seats.cell), p.action.take(seats.cell)
    member = p.member.take(live, axis=0)
    there = member >= 0
    size = o.posts.sum(1)[member] * there
    n_seats = np.bincount(seats.partnership, minlength=p.capacity)[live]
    given = p.contribution.take(live, axis=0)
    entered = people.entered[seats.person]
    return pd.DataFrame({
        "partnership": p.entry[live], "month": month, "age": month - p.began[live] + 1, "began": p.began[live],
        "members_are": [frozenset(o.entry[row[row >= 0]].tolist()) for row in member],
        "contacts": contacts(eco, seats, live),
        "stage": p.stage[live], "ledgers apart": apart(np.where(there, p.ledger.take(live, axis=0), np.nan)),
        "value": p.value[live], "innovation": p.innovation[live],
        "trust": of_pairs(trust_of(eco, dyads)), "energy": mean(energy),
        "least energy": np.fmin.reduce(by_member(eco, seats, energy, live), axis=1),
        "more than two": there.sum(1) > 2, "levels": n_seats / np.maximum(there.sum(1), 1),
        "top": mean(seats.level == 2),
        "star": (p.structure[live] == STAR) & (there.sum(1) > 2), "conditional": p.origin[live] >= CONDITIONAL,
        "prior tie": p.prior_tie[live], "newcomers": mean((entered > month - NEWCOMER_MONTHS) & (entered > 0)),
        "bridging": of_pairs(between(eco, dyads, o.domain)), "values apart": of_pairs(values_apart(eco, dyads)),
        "skills apart": of_pairs(skills_apart(eco, dyads)), "imbalance": size.max(1) / np.maximum(size.sum(1), 1),
        "least trust": lowest_trust(eco.sector, eco.rules.parameters.trust.initial)[live], "agreed": p.agreed[live],
        "central": mean_there(o.domain[member] == p.topic[live][:, None], there),
        "needed": mean_there(o.capability[member, p.topic[live][:, None]], there),
        "common ground": p.common_ground[live], "acquaintance": of_pairs(familiarity_of(eco, dyads)),
        "left to learn": of_pairs(left_to_learn(eco, dyads)),
        "knowledge apart": apart(by_member(eco, seats, people.knowledge[seats.person].mean(1), live)),
        "cooperation": mean(np.where(action >= 0, action == 1, np.nan)),
        "gap": given.max(1) - np.where(there, given, np.inf).min(1),
    })  # fmt: skip


def mean_by(capacity: int, partnership: Slots, live: Slots) -> Callable[[npt.ArrayLike], Floats]:
    """Return what takes the mean of values over the seats, or dyads, of each live partnership."""
    n = np.bincount(partnership, minlength=capacity)[live]

    def mean(values: npt.ArrayLike) -> Floats:
        total = np.bincount(partnership, weights=np.asarray(values, float), minlength=capacity)[live]
        out: Floats = np.divide(total, n, out=np.full(len(live), np.nan), where=n > 0)
        return out

    return mean


def trust_of(eco: Ecology, dyads: Dyads) -> Floats:
    """Return the trust of the first of each dyad in the second."""
    ties = eco.sector.ties
    column = find(ties.alter, dyads.person, dyads.alter)
    stranger = eco.rules.parameters.trust.initial
    return np.where(column >= 0, ties.trust[dyads.person, column], stranger).astype(float)


def between(eco: Ecology, dyads: Dyads, of_firm: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """Return whether the two of each dyad work for organisations of different kinds."""
    kind = of_firm[eco.sector.people.employer]
    out: npt.NDArray[np.bool_] = kind[dyads.person] != kind[dyads.alter]
    return out


def values_apart(eco: Ecology, dyads: Dyads) -> Floats:
    """Return the mean distance between the values of the two of each dyad, 0–1."""
    values = eco.sector.people.values
    out: Floats = np.abs(values[dyads.person] - values[dyads.alter]).mean(1).astype(float)
    return out


def skills_apart(eco: Ecology, dyads: Dyads) -> Floats:
    """Return how far the capabilities of the two members of each dyad complete each other, 0–1."""
    o, employer = eco.sector.organisations, eco.sector.people.employer
    out: Floats = complementarity(o.capability[employer[dyads.person]], o.capability[employer[dyads.alter]])
    return out


def familiarity_of(eco: Ecology, dyads: Dyads) -> Floats:
    """Return how well the first of each dyad knows the second, 0 for strangers."""
    ties = eco.sector.ties
    column = find(ties.alter, dyads.person, dyads.alter)
    return np.where(column >= 0, ties.familiarity[dyads.person, column], 0.0).astype(float)


def left_to_learn(eco: Ecology, dyads: Dyads) -> Floats:
    """Return what the second of each dyad knows beyond the first, mean over topics, 0–1."""
    known = eco.sector.people.knowledge
    out: Floats = np.maximum(known[dyads.alter] - known[dyads.person], 0.0).mean(1)
    return out


def by_member(eco: Ecology, seats: Seats, values: Floats, live: Slots) -> Floats:
    """Return the mean of values over the seats of each member, NaN where it has none; shape (live, members)."""
    p = eco.sector.partnerships
    width = p.member.shape[1]
    cell, size = seats.partnership * width + seats.member, p.capacity * width
    n = np.bincount(cell, minlength=size)
    total = np.bincount(cell, weights=values, minlength=size)
    mean = np.divide(total, n, out=np.full(size, np.nan), where=n > 0).reshape(-1, width)
    out: Floats = mean[live]
    return out


def mean_there(values: npt.ArrayLike, there: npt.NDArray[np.bool_]) -> Floats:
    """Return the mean over members of values of shape (live, members)."""
    out: Floats = (np.asarray(values, float) * there).sum(1) / np.maximum(there.sum(1), 1)
    return out


def apart(values: Floats) -> Floats:
    """Return the largest less the smallest of each row, leaving out NaN; 0 where there is nothing."""
    out: Floats = np.fmax.reduce(values, axis=1) - np.fmin.reduce(values, axis=1)
    return np.nan_to_num(out)


def contacts(eco: Ecology, seats: Seats, live: Slots) -> list[frozenset[int]]:
    """Return who sits in each live partnership, by entry number."""
    held: dict[int, list[int]] = {slot: [] for slot in live.tolist()}
    for slot, entry in zip(seats.partnership.tolist(), eco.sector.people.entry[seats.person].tolist(), strict=True):
        held[slot].append(entry)
    return [frozenset(held[slot]) for slot in live.tolist()]


def cohort(seen: pd.DataFrame, events: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return one row for each partnership that lived six months and whose 24th month came within the run.

    Parameters
    ----------
    seen : DataFrame
        As `follow` returns.
    events : DataFrame
        The log of the run.
    months : int
        Its length.

    Returns
    -------
    DataFrame
        Columns `TRAITS` and `FATES`, indexed by partnership.
    """
    whole = seen[(seen["began"] > 0) & (seen["began"] + TOLD - 1 <= months)]
    of_each = whole.groupby("partnership")
    lived = of_each["age"].max()
    kept = lived.index[lived >= START]
    early = whole[whole["age"] <= START].groupby("partnership")
    out = pd.DataFrame(index=kept)
    for trait in TRAITS:
        if trait not in ("contact left", "questions"):
            out[trait] = early[trait].mean().reindex(kept)
    asked = events[events["event"] == "questioned"]
    soon_after = asked["month"] - asked["partnership"].map(whole.groupby("partnership")["began"].first()) < START
    out["questions"] = asked[soon_after].groupby("partnership").size().reindex(kept).fillna(0.0) / START
    first, last = (whole[whole["age"] == age].set_index("partnership")["contacts"] for age in (1, START))
    out["contact left"] = [float(bool(first[entry] - last[entry])) for entry in kept]
    later = whole[(whole["age"] > START) & (whole["age"] <= TOLD)].groupby("partnership")
    out["survives"] = (lived.reindex(kept) >= TOLD).astype(float)
    out["output"] = later["value"].sum().reindex(kept).fillna(0.0) / (TOLD - START)
    made, soon = (whole[whole["age"] <= age].groupby("partnership") for age in (TOLD, YEAR))
    out["fruitless"] = (made["value"].sum().reindex(kept) < FRUITLESS).astype(float)
    out["implementing"] = (soon["stage"].max().reindex(kept) >= IMPLEMENTING).astype(float)
    for fate, column in (
        ("innovation", "innovation"),
        ("later cooperation", "cooperation"),
        ("later energy", "energy"),
    ):
        out[fate] = later[column].mean().reindex(kept)
    last_seen = whole[whole["age"] <= TOLD].groupby("partnership")[["ledgers apart", "age"]].last().reindex(kept)
    out["gains apart"] = last_seen["ledgers apart"] / last_seen["age"]
    said = events[events["event"].isin(("questioned", "not questioned"))]
    out["questioned"] = (said["event"] == "questioned").groupby(said["partnership"]).mean().reindex(kept)
    out["again"] = again(seen).reindex(kept)
    return out


def again(seen: pd.DataFrame) -> pd.Series[float]:
    """Return, for each partnership, whether two or more of those who began it begin another together later."""
    begun = seen.sort_values("month").groupby("partnership").first()
    begun = begun[begun["began"] > 0]
    members = begun["members_are"].tolist()
    began = begun["began"].tolist()
    found = [
        float(any(began[j] > began[i] and len(members[i] & members[j]) >= 2 for j in range(len(members))))
        for i in range(len(members))
    ]
    return pd.Series(found, index=begun.index)


def difference(lives: pd.DataFrame, trait: str, fate: str, among: str = "") -> tuple[float, float]:
    """Return the mean fate of partnerships with less of a trait, and that of those with more; nan where few are.

    Those with more are above the median of the run; of a trait that is there or not, those that have it.

    Parameters
    ----------
    lives : DataFrame
        As `cohort` returns.
    trait, fate : str
        Keys of `TRAITS` and `FATES`.
    among : str
        A trait that all of them are to have, or '' for all; 'not trust' takes those below the median of trust.
    """
    chosen = lives
    if among:
        name = among.removeprefix("not ")
        more = high(chosen[name])
        chosen = chosen[~more if among.startswith("not ") else more]
    chosen = chosen[chosen[trait].notna() & chosen[fate].notna()]
    more = high(chosen[trait])
    if min(int(more.sum()), int((~more).sum())) < FEWEST:
        return float("nan"), float("nan")
    return float(chosen.loc[~more, fate].mean()), float(chosen.loc[more, fate].mean())


def high(values: pd.Series[float]) -> pd.Series[bool]:
    """Return which values lie above their median, or at the top where that is the median; of 0 and 1, which are 1."""
    if values.isin((0.0, 1.0)).all():
        return values == 1.0
    above = values > values.median()
    return above if above.any() else values == values.max()
