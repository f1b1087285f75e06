"""Slow twins of how acts are read, who hears of them, who sees them, and what is at stake."""

import numpy as np
import pytest

from ecology.mechanisms.sight.observation import at_stake
from ecology.mechanisms.sight.reading import news_from_colleagues, read_acts
from ecology.mechanisms.sight.sight import sight_of


def entries(s):
    people, table = s.sector.people, s.sector.partnerships
    return people.entry[s.dyads.person], people.entry[s.dyads.alter], table.entry[s.dyads.partnership]


def test_misreading(scene):
    s = scene(observation__misread=0.9)
    who = entries(s)
    done = (np.arange(len(s.dyads.person)) % 3 - 1).astype(np.int8)
    lots = s.streams.at("misread an act", s.sector.month).uniform(*who)
    read = read_acts(s.sector, s.rules, s.streams, s.dyads, done, who)
    for i, act in enumerate(done.tolist()):
        ground = s.sector.partnerships.common_ground[s.dyads.partnership[i]]
        wrong = lots[i] < 0.9 * (1 - ground)
        assert read[i] == (0 if wrong and act == 1 else act)
    assert (read != done).any()


def test_news_from_colleagues(scene):
    s = scene(observation__upward=0.6, choice__second_level=1)
    who = entries(s)
    saw = np.arange(len(s.dyads.person)) % 4 == 0
    lots = s.streams.at("hear from a colleague", s.sector.month).uniform(*who)
    heard = news_from_colleagues(s.sector, s.rules, s.streams, s.seats, s.dyads, saw, who)
    own, other, member = s.dyads.own.tolist(), s.dyads.other.tolist(), s.seats.member.tolist()
    for i in range(len(saw)):
        beside = [
            j for j in range(len(saw))
            if other[j] == other[i] and member[own[j]] == member[own[i]]
            and s.dyads.partnership[j] == s.dyads.partnership[i]
        ]  # fmt: skip
        told = any(saw[j] for j in beside) and not saw[i]
        assert heard[i] == (told and lots[i] < 0.6)
    assert heard.any()


def test_those_who_deliver_see_more(scene):
    s = scene(observation__close=0.5, observation__sight=0.4, observation__indirect=0.5, observation__audit=0)
    seen = sight_of(s.sector, s.rules, s.streams, s.dyads, s.seats)
    levels = s.seats.level[s.dyads.own]
    for i, level in enumerate(levels.tolist()):
        o = 0.4 * (1.0 if s.dyads.interacts[i] else 0.5)
        # what the policy of the scene publishes adds its own chance
        seat = int(s.dyads.own[i])
        firm = s.sector.partnerships.member[s.seats.partnership[seat], s.seats.member[seat]]
        hidden = 1 - float(s.rules.asked.channel_sight[0, firm])
        own = 1 - (1 - o) * (1 - 0.5) if level == 0 else o
        assert seen[i] == pytest.approx(1 - (1 - own) * hidden, rel=1e-12)
    assert (levels == 0).any()


def test_stakes_by_stage(scene):
    s = scene(game__early_cost=0.3, game__middle_cost=0.7)
    for i, at in enumerate(at_stake(s.sector, s.rules, s.dyads).tolist()):
        stage = int(s.sector.partnerships.stage[s.dyads.partnership[i]])
        assert at == {1: 0.3, 2: 0.7, 3: 1.0}[stage]
