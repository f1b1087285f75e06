"""The ODD protocol says what the code does: no phase, parameter or state variable is left out, and none is invented."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from test_phases import SCENARIOS

from ecology import Ecology
from ecology.founding.found import found_sector
from ecology.parameters import Parameters, declarations
from ecology.presets.sectors import load_sector
from ecology.schedule import MONTH
from ecology.sector.funders import Funders, Grants
from ecology.sector.organisations import Organisations
from ecology.sector.partnerships import Partnerships
from ecology.sector.people import People
from ecology.sector.sector import Environment
from ecology.sector.ties import Hearsay, Ties
from ecology.streams import Streams

ODD = (Path(__file__).resolve().parents[2] / "docs" / "odd.md").read_text(encoding="utf-8")
ELEMENTS = (
    "1. Purpose and patterns", "2. Entities, state variables and scales", "3. Process overview and scheduling",
    "4. Design concepts", "5. Initialisation", "6. Input data", "7. Submodels",
)  # fmt: skip
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip
ENTITIES = {
    kind.__name__: [spec.name for spec in fields(kind)]
    for kind in (People, Organisations, Funders, Grants, Ties, Hearsay, Partnerships, Environment)
}
PARAMETERS = {d.name for d in declarations()}
PHASES = [phase.name for phase in MONTH]


def sections(text, marks):
    """Return the text under each heading of a depth, by heading, up to the next of that depth or less."""
    found = re.findall(rf"^{marks} (.+)\n((?:(?!^#{{1,{len(marks)}}} ).*\n?)*)", text, flags=re.MULTILINE)
    return {title.strip(): body for title, body in found}


def named(text):
    """Return what stands in the type of code."""
    return set(re.findall(r"`([^`\s]+)`", text))


def problems(text, phases, parameters, entities, used):
    """Return what the text leaves out and what it invents.

    Parameters
    ----------
    used : mapping
        Phase → parameters it was seen to read; '' → those that founding read.
    """
    parts = sections(text, "##")
    told = [f"no element '{title}'" for title in ELEMENTS if title not in parts]
    models = sections(parts.get(ELEMENTS[6], ""), "###")
    found = sections(parts.get(ELEMENTS[1], ""), "###")
    told += [f"no design concept '{name}'" for name in CONCEPTS if f"**{name}.**" not in parts.get(ELEMENTS[3], "")]
    told += [f"phase {name} has no submodel" for name in phases if name not in models]
    told += [f"submodel {name} is no phase" for name in models if name not in phases]
    told += [f"entity {name} is not described" for name in entities if name not in found]
    for name, columns in entities.items():
        words = named(found.get(name, ""))
        told += [f"{name}.{column} is not described" for column in columns if column not in words]
        told += [f"{name}.{word} is no state variable" for word in words if word not in columns]
    in_a_model = set().union(*map(named, models.values()), named(parts.get(ELEMENTS[4], "")))
    told += [f"parameter {name} is in no submodel" for name in parameters if name not in in_a_model]
    for phase, names in used.items():
        place, words = (phase, models.get(phase, "")) if phase else ("initialisation", parts.get(ELEMENTS[4], ""))
        told += [f"{place} reads {name} and does not say so" for name in names if name not in named(words)]
    told += [f"{w} is no parameter" for w in named(text) if re.fullmatch(r"[a-z]+\.[a-z_]+", w) and w not in parameters]
    return told


class Noting:
    """Parameters, or a group of them, that notes what is read."""

    def __init__(self, held, seen, path=""):
        self.held, self.seen, self.path = held, seen, path

    def __getattr__(self, name):
        value = getattr(self.held, name)
        if not self.path:
            return value if callable(value) else Noting(value, self.seen, name)
        self.seen.add(f"{self.path}.{name}")
        return value


@pytest.fixture(scope="module")
def used():
    """Return which parameters each phase, and founding, was seen to read."""
    seen = {name: set() for name in ("", *PHASES)}

    def watched(phase):
        def run(sector, rules, streams):
            noting = replace(rules, parameters=Noting(rules.parameters, seen[phase.name]))
            changed = phase.run(sector, noting, streams)
            return None if changed is None else replace(changed, parameters=rules.parameters)

        return run

    for scenario in SCENARIOS:
        eco = Ecology("standard", **scenario)
        eco.rules = replace(eco.rules, mechanisms={phase.name: watched(phase) for phase in MONTH})
        eco.run(30)
    found_sector(load_sector("classroom"), Noting(Parameters(), seen[""]), Streams.of(1))
    return seen


def test_it_leaves_nothing_out_and_invents_nothing(used):
    assert not problems(ODD, PHASES, PARAMETERS, ENTITIES, used)


def test_runs_read_every_parameter_there_is(used):
    assert set().union(*used.values()) == PARAMETERS


def test_what_is_added_to_the_code_is_reported(used):
    more = {**ENTITIES, "People": [*ENTITIES["People"], "courage"], "Audiences": ["alive"]}
    reads = {**used, "play": used["play"] | {"knowledge.practice"}, "": used[""] | {"game.cost"}}
    told = problems(ODD, [*PHASES, "celebrate"], PARAMETERS | {"trust.forgiveness"}, more, reads)
    assert sorted(told) == sorted([
        "phase celebrate has no submodel", "parameter trust.forgiveness is in no submodel",
        "People.courage is not described", "entity Audiences is not described", "Audiences.alive is not described",
        "play reads knowledge.practice and does not say so", "initialisation reads game.cost and does not say so",
    ])  # fmt: skip


def test_what_is_gone_from_the_code_is_reported(used):
    fewer = {**ENTITIES, "Grants": [name for name in ENTITIES["Grants"] if name != "weight"]}
    reads = {phase: names - {"revision.rate"} for phase, names in used.items()}
    told = problems(ODD, PHASES[:-1], PARAMETERS - {"revision.rate"}, fewer, {**reads, "record": set()})
    assert sorted(told) == sorted([
        "submodel record is no phase", "revision.rate is no parameter", "Grants.weight is no state variable",
    ])  # fmt: skip


def test_an_element_that_is_missing_is_reported(used):
    told = problems(ODD.replace("## 6. Input data", "").replace("**Sensing.**", ""), PHASES, PARAMETERS, ENTITIES, used)
    assert sorted(told) == ["no design concept 'Sensing'", "no element '6. Input data'"]
