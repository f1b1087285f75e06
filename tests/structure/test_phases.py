"""Each phase reads and writes what its docstring says: no more, and nothing it says is idle."""

import inspect
import re
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import fields, replace

import numpy as np
import pytest

from ecology import Ecology, Policy
from ecology.policies.levers import LEVERS
from ecology.schedule import MONTH
from ecology.sector.sector import Environment, Sector, Tally

TABLES = ("people", "organisations", "funders", "grants", "ties", "hearsay", "partnerships")
PARTS = ("environment", "tally")
WHOLE = ("events", "spells", "measured", "measured_groups", "organisation_names")
"""Parts of the sector that are named as a whole."""
INNER = ("grow", "clear", "occupy", "vacate", "capacity")
"""Methods that look after slots; what they change is found by comparing before and after, and they read for no rule."""

ASKING = {
    "required_partnership": {},
    "deadline": {"depth": 3},
    "norm_agreement": {},
    "named_partners": {"rule": 1},
    "legal_duty": {},
    "seed_grants": {},
    "joint_bonus": {},
    "partner_count": {},
    "competition": {},
    "handover": {},
    "shared_leadership": {},
    "fair_voice": {},
    "recognition": {},
    "training": {},
    "pooling": {},
    "exit_support": {},
    "staged_support": {},
    "broker": {},
    "time_allowance": {},
    "secondment": {"rate": 0.5, "months": 3},
    "newcomers": {},
    "legitimacy_partner": {},
    "contract": {"support": 0.05},
    "time_bank": {"invited": 40},
}
SCENARIOS = [
    {"policy": "none", "rng": 1},
    # nobody keeps a grant, nobody asks for one: what a funder has stays with it
    {
        "policy": "none", "rng": 5,
        "parameters": {"funding.renewal": 0, "funding.appetite": 0, "funding.grant_months": 3},
    },
    # rival funders, whose grants take the places of each other's; partners who deepen what they have
    {
        "funders": {"Council": "none", "Trust": "targets"}, "rng": 6,
        "parameters": {
            "trust.gain": 0.6, "decision.prosocial": 1, "lifecycle.deepen_months": 1, "observation.sight": 1,
            "funding.renewal": 0.5, "funding.appetite": 0.05, "choice.opportunities": 0.2, "funding.adopt": 1,
        },
    },
    {
        "policy": "targets", "rng": 2,
        "parameters": {"ownwork.misreport_cost": 0.1, "money.adjust": 1, "money.lean_months": 24},
    },
    {"policy": "targets", "rng": 7, "parameters": {"all": True, "choice.opportunities": 0.4, "lifecycle.shock": 0.1}},
    {"policy": "enabling", "rng": 3, "parameters": {"mobility.exit_operational": 0.05, "trust.initial": 0.6}},
    {
        "policy": "hybrid", "rng": 4,
        "parameters": {
            "choice.opportunities": 0.4, "money.closure_small": 0.4, "money.founding": 0.4, "environment.shock": 0.2,
            "lifecycle.amicable": 0.05, "choice.buy_months": 1, "shadow.planned_months": 12, "shadow.renewal": 0.9,
        },
    },
    # funders who ask for partnerships, and for their depth and output at once, for a time
    {
        "policy": Policy("asking", "", "", tuple((n, LEVERS[n](start=3, end=20, **v)) for n, v in ASKING.items())),
        "rng": 8, "parameters": {"funding.failure": 0.5, "funding.tragedy": 0.3},
    },
]  # fmt: skip
"""Months in which everything happens that can."""


def columns(table):
    return tuple(spec.name for spec in fields(table))


def sections(phase):
    """Return what the docstring of a phase says under Reads and Writes, as text."""
    doc = inspect.getdoc(phase.run)
    return {
        title: re.search(rf"^{title}\n(.*?)(?=^\S|\Z)", doc, re.DOTALL | re.MULTILINE).group(1)
        for title in ("Reads", "Writes")
    }


def declared(phase, title):
    """Return the names declared: 'table.column', or a table's name alone for all its columns."""
    text = re.sub(r"\([^)]*\)", "", sections(phase)[title])
    names = {name.strip().split(" : ")[0] for name in text.replace("\n", " ").split(",")}
    return names - {"nothing", ""}


def all_names(sector):
    """Return every name that may be declared."""
    names = {*TABLES, *PARTS, *WHOLE}
    for table in (*TABLES, *PARTS):
        names |= {f"{table}.{name}" for name in columns(getattr(sector, table))}
    return names


def covered(name, names):
    return name in names or name.split(".")[0] in names


class Notes:
    """What each phase was seen to read and write."""

    def __init__(self):
        self.reads, self.writes, self.quiet = defaultdict(set), defaultdict(set), 0

    def watch(self, phase):
        """Return the phase, watched."""

        def run(sector, rules, streams):
            before = snapshot(sector)
            seen = self.reads[phase.name]
            parts = {name: getattr(sector, name) for name in (*TABLES, *PARTS)}
            kinds = {name: type(part) for name, part in parts.items()}
            for name, part in parts.items():
                part.__class__ = self.watching(kinds[name], name, seen)
            sector.__class__ = self.watching_whole(seen)
            try:
                return phase.run(sector, rules, streams)
            finally:
                sector.__class__ = Sector
                for name, part in parts.items():
                    part.__class__ = kinds[name]
                self.writes[phase.name] |= differences(before, snapshot(sector), sector)

        return run

    def watching(self, kind, table, seen):
        """Return a subclass that notes which columns are asked for."""
        notes, names = self, frozenset(columns(kind))

        def quietly(method):
            def call(this, *args, **more):
                notes.quiet += 1
                try:
                    return method(this, *args, **more)
                finally:
                    notes.quiet -= 1

            return call

        def note(this, name):
            if name in names and not notes.quiet:
                seen.add(f"{table}.{name}")
            return kind.__getattribute__(this, name)

        inner = {name: getattr(kind, name) for name in INNER if hasattr(kind, name)}
        body = {name: property(quietly(m.fget)) if isinstance(m, property) else quietly(m) for name, m in inner.items()}
        return type(kind.__name__, (kind,), body | {"__getattribute__": note})

    @staticmethod
    def watching_whole(seen):
        class Watched(Sector):
            def __getattribute__(self, name):
                if name in WHOLE:
                    seen.add(name)
                return super().__getattribute__(name)

        return Watched


def snapshot(sector):
    kept = {}
    for table in TABLES:
        here = getattr(sector, table)
        kept.update({f"{table}.{name}": getattr(here, name).copy() for name in columns(here)})
    for part in PARTS:
        here = getattr(sector, part)
        kept.update({f"{part}.{name}": np.array(getattr(here, name)) for name in columns(here)})
    kept["events"], kept["spells"] = len(sector.events.chunks), len(sector.spells)
    kept["measured"], kept["measured_groups"] = (
        dict(sector.measured),
        {k: v.copy() for k, v in sector.measured_groups.items()},
    )
    kept["organisation_names"] = dict(sector.organisation_names)
    return kept


def differences(before, after, sector):
    """Return the names of all that changed; slots that were added hold the values of fresh ones."""
    changed = set()
    for name, old in before.items():
        new = after[name]
        if isinstance(old, np.ndarray):
            table, _, column = name.partition(".")
            if old.ndim and len(new) > len(old):
                fill = {spec.name: spec.metadata["fill"] for spec in fields(getattr(sector, table))}[column]
                added, new = new[len(old) :], new[: len(old)]
                if not (added == np.full_like(added, fill)).all():
                    changed.add(name)
            if old.tobytes() != new.tobytes():
                changed.add(name)
        elif isinstance(old, dict) and any(isinstance(v, np.ndarray) for v in old.values()):
            if old.keys() != new.keys() or any(old[k].tobytes() != new[k].tobytes() for k in old):
                changed.add(name)
        elif old != new:
            changed.add(name)
    return changed


@pytest.fixture(scope="module")
def notes():
    made = Notes()
    with pytest.MonkeyPatch.context() as patch:
        # the guard takes hold of every column to lock it, whatever is in it
        patch.setattr("ecology.mechanisms.policy.locked", lambda sector: nullcontext())
        for scenario in SCENARIOS:
            eco = Ecology("standard", **scenario)
            eco.rules = replace(eco.rules, mechanisms={phase.name: made.watch(phase) for phase in MONTH})
            eco.run(30)
    return made


each = pytest.mark.parametrize("phase", MONTH, ids=lambda phase: phase.name)


@each
def test_names_in_the_docstring_exist(phase):
    sector = Ecology("classroom", rng=1).sector
    for title in ("Reads", "Writes"):
        assert declared(phase, title) <= all_names(sector)


@each
def test_it_writes_only_what_it_declares(phase, notes):
    undeclared = {name for name in notes.writes[phase.name] if not covered(name, declared(phase, "Writes"))}
    assert not undeclared, f"{phase.name} writes, but does not declare: {', '.join(sorted(undeclared))}"


@each
def test_it_reads_only_what_it_declares(phase, notes):
    known = declared(phase, "Reads") | declared(phase, "Writes")
    undeclared = {name for name in notes.reads[phase.name] if not covered(name, known)}
    assert not undeclared, f"{phase.name} reads, but does not declare: {', '.join(sorted(undeclared))}"


@each
def test_it_writes_all_that_it_declares(phase, notes):
    written = notes.writes[phase.name] | {name.split(".")[0] for name in notes.writes[phase.name]}
    idle = declared(phase, "Writes") - written
    assert not idle, f"{phase.name} declares, but never writes: {', '.join(sorted(idle))}"


@each
def test_it_reads_all_that_it_declares(phase, notes):
    read = notes.reads[phase.name] | {name.split(".")[0] for name in notes.reads[phase.name]}
    idle = declared(phase, "Reads") - read
    assert not idle, f"{phase.name} declares, but never reads: {', '.join(sorted(idle))}"


def test_watching_changes_nothing():
    plain, watched = Ecology("classroom", "targets", rng=1), Ecology("classroom", "targets", rng=1)
    made = Notes()
    watched.rules = replace(watched.rules, mechanisms={phase.name: made.watch(phase) for phase in MONTH})
    plain.run(14)
    watched.run(14)
    assert plain.frame.equals(watched.frame)


def test_the_watch_notices():
    """A phase that writes what it did not declare is found out."""

    class Sly:
        name = "sly"

        @staticmethod
        def run(sector, rules, streams):
            sector.ties.trust[0, 0] += 0.25
            sector.environment.funding += sector.people.patience[0]

    made = Notes()
    sector = Ecology("classroom", rng=1).sector
    made.watch(Sly)(sector, None, None)
    assert made.writes["sly"] == {"ties.trust", "environment.funding"}
    assert made.reads["sly"] == {"ties.trust", "environment.funding", "people.patience"}
    assert type(sector) is Sector
    assert type(sector.tally) is Tally
    assert type(sector.environment) is Environment
