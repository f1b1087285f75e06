"""Slow twin of unclaimed opportunities: between which art forms they lie, and who takes them up."""

from dataclasses import replace

import numpy as np

from ecology.mechanisms.partners.unclaimed import unclaimed

SCARCE = {"choice__unclaimed": 0.5, "lifecycle__lead_first": 0.3}


def test_who_takes_up_what_nobody_has_claimed(scene):
    s = scene(**SCARCE)
    people, o, ties, month = s.sector.people, s.sector.organisations, s.sector.ties, s.sector.month

    def lot(name, *keys, at=month):
        return float(s.streams.at(name, at).uniform(*([k] for k in keys))[0])

    pairs = []
    for firm in o.slots().tolist():
        entry = o.entry[firm]
        if lot("unclaimed opportunity", entry) < 0.5:
            first = int(lot("first art form", entry) * 7)
            pairs.append((first, (first + 1 + int(lot("second art form", entry) * 6)) % 7))
    claims = {}
    for person in s.sector.staff().tolist():
        if lot("boldness", people.entry[person], at=0) >= 0.3:
            continue
        own = int(o.domain[people.employer[person]])
        for alter in ties.alter[person].tolist():
            if alter >= 0 and people.employer[alter] >= 0 and o.domain[people.employer[alter]] != own:
                other = int(o.domain[people.employer[alter]])
                code = min(own, other) * 7 + max(own, other)
                claims.setdefault(frozenset((own, other)), {})[person] = (
                    lot("who takes up an unclaimed opportunity", people.entry[person], code), other,
                )  # fmt: skip
    expected, busy, met = [], set(), {}
    for first, second in pairs:
        pair = frozenset((first, second))
        queue = sorted(claims.get(pair, {}).items(), key=lambda claim: claim[1][0])
        person, (_, other) = queue[met.get(pair, 0) % len(queue)] if queue else (-1, (0, second))
        met[pair] = met.get(pair, 0) + 1
        if person in busy:
            person, other = -1, second
        busy |= {person} - {-1}
        expected.append((person, other))
    found = unclaimed(s.sector, s.rules, s.streams)
    assert list(zip(found.person.tolist(), found.topic.tolist(), strict=True)) == expected
    taken = [person for person, _ in expected if person >= 0]
    assert 2 < len(taken) == len(set(taken))
    assert -1 in [person for person, _ in expected]


def test_what_became_of_each_is_logged(scene):
    log = scene(**SCARCE).sector.events.columns()
    rows = [i for i, what in enumerate(log["event"]) if what == "unclaimed opportunity"]
    reasons = {log["reason"][i] for i in rows}
    assert reasons == {"taken up", "nobody who was asked would join", "nobody who leads knows anybody across"}
    taken = sorted((log["month"][i], log["person"][i]) for i in rows if log["reason"][i] == "taken up")
    begun = sorted(
        (log["month"][i], log["person"][i])
        for i, what in enumerate(log["event"])
        if what == "partnership begun" and log["reason"][i].startswith("led where nobody did, towards ")
    )
    assert begun == taken
    assert all((log["person"][i] < 0) == log["reason"][i].startswith("nobody who leads") for i in rows)


def test_nothing_arises_where_it_is_off(scene):
    s = scene(unclaimed=False)
    assert "unclaimed opportunity" not in s.sector.events.columns()["event"]
    assert not np.isin(unclaimed(s.sector, s.rules, s.streams).person, s.sector.staff()).any()


def test_the_more_lead_the_more_is_taken_up_and_none_without_ties_across(scene):
    s = scene(**SCARCE)

    def taken(share):
        rules = replace(s.rules, parameters=s.rules.parameters.replace({"lifecycle.lead_first": share}))
        return int((unclaimed(s.sector, rules, s.streams).person >= 0).sum())

    counts = [taken(share) for share in (0.0, 0.1, 0.3, 1.0)]
    assert counts == sorted(counts)
    assert counts[0] == 0 < counts[1] < counts[3]
    people, domain = s.sector.people, s.sector.organisations.domain
    firm = people.employer[s.sector.ties.alter]
    apart = domain[firm] != domain[people.employer][:, None]
    s.sector.ties.alter[apart] = -1
    assert taken(1.0) == 0
