"""Slow twin of hindsight: what was exchanged, what it is held to be worth now, and what that does to trust."""

import math

import numpy as np
import pytest

from ecology.mechanisms.minds.hindsight import judge_anew

CLOSE = {"rtol": 1e-5, "atol": 1e-6}
"""Ties are kept in single precision."""


def fair(got, gave):
    return min(1, 2 * got / (got + gave)) if got + gave > 1e-9 else 1


def test_hindsight(scene):
    s = scene(trust__hindsight=0.4, trust__hindsight_weight=0.5, trust__hindsight_step=0.3)
    ties, people, month = s.sector.ties, s.sector.people, s.sector.month
    now = np.linspace(0, 0.03, len(s.dyads.person)) ** 2
    received, balance, trust = (s.before("ties", name).astype(float) for name in ("received", "balance", "trust"))
    for i, person, _, column in s.pairs():
        if column >= 0:
            received[person, column] += now[i]
    judged = {}
    for _, person, alter, column in s.pairs():
        back = np.flatnonzero(ties.alter[alter] == person).tolist()
        lot = float(
            s.streams.at("judge an exchange anew", month).uniform(int(people.entry[person]), int(people.entry[alter]))[
                0
            ]
        )
        if column < 0 or not back or lot >= 0.4:
            continue
        got, gave = received[person, column], received[alter, back[0]]
        if got + gave <= 1e-9:
            continue
        anew = gave * math.exp(0.5 * (people.standing[alter] - people.standing[person]))
        held = max(got - balance[person, column], 0)
        judged[person, column] = got - anew, fair(got, anew) - fair(got, held)
    logged = len(s.sector.events.columns()["event"])
    judge_anew(s.sector, s.rules, s.streams, s.dyads, s.column, now)
    expected = trust.copy()
    for at, (left, change) in judged.items():
        balance[at] = left
        expected[at] += 0.3 * change * ((1 - trust[at]) if change > 0 else trust[at])
    assert np.allclose(ties.received, received, **CLOSE)
    assert np.allclose(ties.balance, balance, **CLOSE)
    assert np.allclose(ties.trust, expected, **CLOSE)
    assert min(change for _, change in judged.values()) < -0.01
    log = s.sector.events.columns()
    amounts = [a for what, a in zip(log["event"][logged:], log["amount"][logged:], strict=True)]
    assert sorted(amounts) == pytest.approx(sorted(c for _, c in judged.values() if c), rel=1e-3, abs=1e-5)


def test_nothing_is_judged_where_it_is_off(scene):
    s = scene(trust__hindsight=0)
    trust = s.before("ties", "trust")
    judge_anew(s.sector, s.rules, s.streams, s.dyads, s.column, np.ones(len(s.dyads.person)))
    assert (s.sector.ties.trust == trust).all()
    assert not s.sector.ties.received.any()
