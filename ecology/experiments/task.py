"""A task: one run of one policy, which comes back as frames or as an error, never as a crash."""

from __future__ import annotations

import io
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from ecology.experiments.outcome import Outcome
from ecology.founding.spec import SectorSpec
from ecology.model import Ecology
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.strategies import Strategy


@dataclass(frozen=True, slots=True)
class Task:
    """What one run needs; replication i has the same sector and streams under every policy."""

    policy: Policy
    replication: int
    seed: int
    sector: SectorSpec
    months: int
    parameters: Parameters
    without: tuple[str, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    """Own ones, beside the built-in."""
    other_streams: bool = False
    """Whether chance events differ from those of the other policies, in the same sector."""
    events: bool = False
    """Whether to bring back what happened to whom."""
    graph: bool = False
    """Whether to bring back the graph of the last month."""

    @property
    def sector_rng(self) -> np.random.SeedSequence:
        """Return the seed of this replication's sector, the same for every policy."""
        return np.random.SeedSequence(self.seed, spawn_key=(self.replication,))

    @property
    def rng(self) -> np.random.SeedSequence:
        """Return the seed of this replication's chance events."""
        key = (self.replication, 1) if self.other_streams else (self.replication,)
        return np.random.SeedSequence(self.seed, spawn_key=key)


def perform(task: Task) -> Outcome:
    """Run a task; whatever goes wrong in it becomes the outcome's error."""
    try:
        eco = Ecology(
            task.sector, task.policy, months=task.months, parameters=task.parameters, without=task.without,
            strategies=task.strategies,
            rng=task.rng, sector_rng=task.sector_rng, events=task.events,
        )  # fmt: skip
        try:
            return lived(eco, task)
        finally:
            # a Mesa model holds itself; a large one must not wait for the garbage collector
            eco.__dict__.clear()
    except Exception as error:  # a failed run is a row with its error, never an aborted sweep
        passing = isinstance(error, MemoryError | OSError)
        return Outcome(task.policy.name, task.replication, f"{type(error).__name__}: {error}", passing=passing)


def lived(eco: Ecology, task: Task) -> Outcome:
    """Run a model to its horizon and return what came of it."""
    o, people = eco.sector.organisations, eco.sector.people
    facts = {
        "organisations": int(o.alive.sum()), "people": int(people.alive.sum()), "scale": eco.sector.scale,
        "labels": dict(eco.sector.labels),
    }  # fmt: skip
    eco.run()
    return Outcome(
        task.policy.name, task.replication, frame=eco.recorder.long(task.policy.name, task.replication),
        events=named_events(eco) if task.events else None, graph=graphml(eco.graph) if task.graph else b"",
        changed=eco.rules.changed, facts=facts,
    )  # fmt: skip


def named_events(eco: Ecology) -> pd.DataFrame:
    """Return what happened, with the name of the organisation concerned, for those who read it without the model."""
    events = eco.events
    names = {-1: "", **eco.sector.organisation_names}
    events["organisation_name"] = [names.get(entry, "") for entry in events["organisation"].tolist()]
    return events


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """Return a graph as GraphML."""
    buffer = io.BytesIO()
    nx.write_graphml(graph, buffer)
    return buffer.getvalue()
