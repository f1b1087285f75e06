"""The month: the phases in the order they happen, and why in that order. The first file to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ecology.mechanisms.environment import change_environment
from ecology.mechanisms.game.play import play
from ecology.mechanisms.habits.revision import revise
from ecology.mechanisms.jobs.labour import move_jobs
from ecology.mechanisms.lives.lifecycle import live_and_end
from ecology.mechanisms.meeting import meet
from ecology.mechanisms.minds.learning import learn
from ecology.mechanisms.money.accounts import account
from ecology.mechanisms.money.evaluation import evaluate
from ecology.mechanisms.money.funding import fund
from ecology.mechanisms.partners.matching import match
from ecology.mechanisms.policy import apply_policies
from ecology.mechanisms.sight.observation import observe
from ecology.metrics.record import record
from ecology.rules import Rules
from ecology.sector.sector import Sector, Tally
from ecology.streams import Streams


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of the month: what happens, and why it happens then."""

    run: Callable[[Sector, Rules, Streams], Rules | None]
    reason: str

    @property
    def name(self) -> str:
        """The name of what happens."""
        return self.run.__name__


MONTH = (
    Phase(change_environment, "nobody chooses demand or public money"),
    Phase(apply_policies,     "this month's rules, before anyone acts on them"),
    Phase(fund,               "grants are known before people decide to stay"),
    Phase(move_jobs,          "people leave and arrive with their ties"),
    Phase(meet,               "who knows whom decides who can work with whom"),
    Phase(match,              "opportunities find those who will share them"),
    Phase(play,               "partners contribute or hold back, and divide what they make"),
    Phase(observe,            "some of what was done is seen, questioned and talked about"),
    Phase(learn,              "trust, energy and knowledge move with what was seen and done"),
    Phase(live_and_end,       "partnerships advance, or end, on what has been learned"),
    Phase(account,            "the month's hours and pounds are booked once all is done"),
    Phase(evaluate,           "funders judge on the month's accounts"),
    Phase(revise,             "people compare how they did"),
    Phase(record,             "what is measured, after everything else"),
)  # fmt: skip
"""The schedule of one month."""
FIXED = ("change_environment", "apply_policies", "record")
"""Phases that cannot be switched off."""


def live_one_month(sector: Sector, rules: Rules, streams: Streams) -> Rules:
    """Live one month and return the rules that held in it.

    Parameters
    ----------
    sector : Sector
        Changed in place.
    rules : Rules
        Those of the month before, or fresh ones.
    streams : Streams
    """
    sector.month += 1
    sector.tally = Tally()
    for phase in MONTH:
        run = rules.mechanisms.get(phase.name, phase.run)
        rules = run(sector, rules, streams) or rules
    return rules


def nothing(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Do nothing: what takes the place of a phase that is switched off."""
