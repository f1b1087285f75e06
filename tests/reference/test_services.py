"""Slow twin of services under contract: a plain loop from the docstring's chances."""

from dataclasses import replace

import numpy as np
import pytest

from ecology.mechanisms.money.services import deliver_services, sound


def test_services_begin_to_fail_go_on_and_are_found(scene):
    s = scene(funding__failure=0.9, funding__tragedy=0.3, funding__tragedy_cost=0.4)
    o, month = s.sector.organisations, s.sector.month
    n = o.capacity
    terms = s.rules.asked.replace(contract=np.where(np.arange(n) % 5, 0.8, 0.0)[None], support=0.25)
    rules = replace(s.rules, terms=terms)
    o.failing[:] = np.where(np.arange(n) % 2, 3, 0)
    o.legitimacy[:] = 0.5
    inspected = np.arange(0, n, 7)
    grants = s.sector.grants
    holds = {int(grants.organisation[g]) for g in np.flatnonzero(grants.alive)}
    lots = {
        f: [float(s.streams.at(name, month).uniform(o.entry[[f]])[0])
            for name in ("service begins to fail", "support sees", "tragedy")]
        for f in range(n)
    }  # fmt: skip
    found = set(deliver_services(s.sector, rules, s.streams, inspected).tolist())
    kinds = set()
    for f in range(n):
        under = bool(o.alive[f]) and f in holds and f % 5 > 0
        was = 3 if f % 2 else 0
        begins, sees, tragedy = lots[f]
        visited, tragic = sees < 0.25, was > 0 and tragedy < 0.3
        if not under:
            wanted, shown, standing = 0, False, 0.5
        elif was:
            shown = visited or tragic or f % 7 == 0
            wanted, standing = 0 if shown else 4, 0.3 if tragic else 0.5
        else:
            best = max(o.capability[f].tolist())
            wanted, shown, standing = int(not visited and begins < 0.9 * 0.8 * (1 - best)), False, 0.5
        assert (int(o.failing[f]), f in found) == (wanted, shown)
        assert o.legitimacy[f] == pytest.approx(standing)
        kinds.add((under, was > 0, wanted, shown))
    assert {(True, True, 4, False), (True, True, 0, True), (True, False, 1, False), (True, False, 0, False)} <= kinds


def test_without_a_contract_nothing_fails(scene):
    s = scene()
    s.sector.organisations.failing[:] = 5
    assert len(deliver_services(s.sector, s.rules, s.streams, np.arange(3))) == 0
    assert not s.sector.organisations.failing.any()


def test_a_failing_service_is_worth_less(scene):
    s = scene(funding__failing_loss=0.3)
    s.sector.organisations.failing[:2] = [0, 9]
    assert sound(s.sector, s.rules)[:2] == pytest.approx([1.0, 0.7])
