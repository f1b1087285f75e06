"""The model: one Mesa model for notebooks, app and sweeps alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import pandas as pd
from mesa.agent import AgentSet

from ecology.agents import KINDS, View
from ecology.errors import EcologyError, UnknownName
from ecology.founding.found import MOST_PEOPLE, found_sector
from ecology.founding.spec import SectorSpec
from ecology.frames import (
    events_frame,
    groups_frame,
    organisations_frame,
    partnerships_frame,
    people_frame,
    seats_frame,
    ties_frame,
)
from ecology.graph import graph_of
from ecology.metrics.declarations import METRICS
from ecology.parameters import Parameters
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector
from ecology.recorder import Recorder
from ecology.rules import Rules
from ecology.schedule import FIXED, MONTH, live_one_month, nothing
from ecology.sector.columns import Table
from ecology.sector.sector import Sector
from ecology.story import Story, story_of
from ecology.strategies import STRATEGIES, Strategy
from ecology.strategies.own import with_own
from ecology.streams import Streams
from ecology.structure import structure_of

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

MOST_MONTHS = 12_000
"""Beyond which a number is taken for a slip."""


class Ecology(mesa.Model):
    """A cultural sector under the policies of its funders.

    Parameters
    ----------
    sector : str, Path, SectorSpec or networkx graph
        A built-in name ('standard', 'classroom'), a sector folder, or any graph.
    policy : str, Path or Policy
        Policy of every funder: a built-in name, a TOML file, or a policy made in Python.
    funders : mapping, optional
        Funder name → its policy, for rival funders; instead of `policy`.
    months : int
        Horizon: `run()` without an argument goes this far.
    parameters : Parameters or mapping, optional
        All parameters, or full name → value of those that differ.
    without : sequence of str
        Phases to switch off by name, such as 'revise'.
    strategies : sequence of str or Strategy
        Further ones beside those of every sector: names of memory-one strategies of the library, such as 'grudger', or
        your own: rows of `Reactive`, or anything with their name, source, prosocial and contribute. People start with
        them, copy them and try them as they do the others.
    rng : int or SeedSequence, optional
        The same number gives the same history; without one a fresh seed is drawn and kept in `seed`.
    sector_rng : int or SeedSequence, optional
        Another seed for founding alone: the same sector with other chance events, or other sectors with the same.
    capacity : int, optional
        Slots for people; has no effect on anybody's history.
    events : bool
        Whether to log what happens to whom.

    Examples
    --------
    >>> eco = Ecology(sector="classroom", policy="enabling", rng=1)
    >>> eco.run(months=12)
    >>> eco.month
    12
    """

    def __init__(
        self,
        sector: str | Path | SectorSpec | nx.Graph = "standard",
        policy: str | Path | Policy = "none",
        *,
        funders: Mapping[str, str | Path | Policy] | None = None,
        months: int = 120,
        parameters: Parameters | Mapping[str, float] | None = None,
        without: Sequence[str] = (),
        strategies: Sequence[str | Strategy] = (),
        rng: int | np.random.SeedSequence | None = None,
        sector_rng: int | np.random.SeedSequence | None = None,
        capacity: int | None = None,
        events: bool = True,
    ) -> None:
        self.seed = rng if rng is not None else int(np.random.SeedSequence().generate_state(1)[0])
        self.streams = Streams.of(self.seed)
        # Mesa's own generators serve AgentSet.shuffle and the like; no rule draws from them
        super().__init__(rng=self.streams.seed % 2**32)
        self.months = whole("months", months, 1, MOST_MONTHS)
        if funders is not None and not (
            isinstance(funders, Mapping) and all(isinstance(name, str) for name in funders)
        ):
            raise EcologyError(f"funders = {funders!r}: must give each funder's name its policy")
        chosen = parameters if isinstance(parameters, Parameters) else Parameters().replace(parameters or {})
        spec = load_sector(sector)
        if capacity is not None:
            capacity = whole("capacity", capacity, 1, MOST_PEOPLE)
        founding = self.streams if sector_rng is None else Streams.of(sector_rng)
        in_force = with_own(STRATEGIES, strategies)
        self.sector = found_sector(spec, chosen, founding, tuple(funders or ()), capacity, in_force)
        self.sector.events.keep = events
        self.rules = Rules(
            chosen, self._policies(policy, funders), mechanisms=dict.fromkeys(checked(without), nothing),
            strategies=in_force,
        )  # fmt: skip
        self.recorder = Recorder()

    def _policies(
        self, policy: str | Path | Policy, funders: Mapping[str, str | Path | Policy] | None
    ) -> tuple[Policy, ...]:
        """Return one policy for each funder of the sector."""
        names = self.sector.funder_names
        if funders is None:
            return (load_policy(policy),) * len(names)
        if policy != "none":
            raise EcologyError("give either policy=, for every funder, or funders=, a policy for each, not both")
        for name in funders:
            if name not in names:
                raise UnknownName("funder", name, names)
        missing = [name for name in names if name not in funders]
        if missing:
            raise EcologyError(f"funders: no policy was given for {', '.join(missing)}")
        return tuple(load_policy(funders[name]) for name in names)

    @property
    def month(self) -> int:
        """Months lived so far."""
        return self.sector.month

    def step(self) -> None:
        """Live one month."""
        self.rules = live_one_month(self.sector, self.rules, self.streams)
        self.recorder.note(self.sector)
        self.running = self.month < self.months

    def run(self, months: int | None = None) -> None:
        """Live so many further months; without a number, up to the horizon."""
        left = max(self.months - self.month, 0)
        for _ in range(left if months is None else whole("months", months, 0, MOST_MONTHS)):
            self.step()

    @property
    def agents(self) -> AgentSet[View]:
        """Mesa agents of everyone in the sector: views, made now."""
        self._look()
        return super().agents

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], AgentSet[Any]]:
        """The same by kind."""
        self._look()
        return super().agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """Kinds of agents there are."""
        self._look()
        return super().agent_types

    def _look(self) -> None:
        """Bring the views in line with the sector: those who left are dropped, newcomers are given a view."""
        there = {(agent.code, agent.slot): agent for agent in list(self._agents)}
        for kind in KINDS:
            table = getattr(self.sector, kind.kind)
            slots = table.slots().tolist()
            here = set(slots)
            for (code, slot), agent in there.items():
                if code == kind.code and (slot not in here or table.generation[slot] != agent.generation):
                    agent.remove()
            for slot in slots:
                view = there.get((kind.code, slot))
                if view is None or view.generation != table.generation[slot]:
                    kind(self, slot)
        # Mesa 3 counts ids in a table that keeps every model alive for ever
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    @property
    def frame(self) -> pd.DataFrame:
        """What was measured, month × metric; units are in `columns`."""
        return self.recorder.frame()

    @property
    def columns(self) -> pd.DataFrame:
        """Label, unit and meaning of each column of `frame`."""
        rows = [(m.name, m.label, m.unit, m.meaning) for m in METRICS.values()]
        return pd.DataFrame(rows, columns=["metric", "label", "unit", "meaning"]).set_index("metric")

    @property
    def people(self) -> pd.DataFrame:
        """People of this month."""
        return people_frame(self.sector)

    @property
    def organisations(self) -> pd.DataFrame:
        """Organisations of this month; money in pounds."""
        return organisations_frame(self.sector)

    @property
    def partnerships(self) -> pd.DataFrame:
        """Live partnerships of this month."""
        return partnerships_frame(self.sector)

    @property
    def seats(self) -> pd.DataFrame:
        """Who sits in live partnerships, at what level, how far they agreed to it, and what they put in."""
        return seats_frame(self.sector, self.rules)

    @property
    def ties(self) -> pd.DataFrame:
        """Who remembers whom, and with what trust."""
        return ties_frame(self.sector)

    @property
    def groups(self) -> pd.DataFrame:
        """Every metric that can be told by art form, region, size and level, of this month, in each group.

        `adds` says how groups make the whole: they add up (sum), average to it when weighted by `n` (mean), or each
        is worked out anew (own).
        """
        return groups_frame(self.sector, self.rules)

    @property
    def structure(self) -> pd.DataFrame:
        """How far ties keep to groups this month: modularity and assortativity, with bounds and what chance gives."""
        return structure_of(self.sector)

    @property
    def events(self) -> pd.DataFrame:
        """Everything that has happened so far: who, when, what, why."""
        return events_frame(self.sector)

    def story(self, partnership: int) -> Story:
        """Return the story of one partnership so far: sentences with the events they come from, and a line of time.

        Parameters
        ----------
        partnership : int
            Its entry number, as in `partnerships` and `events`.

        Raises
        ------
        EcologyError
            If there never was such a partnership.
        """
        return story_of(self.sector, partnership)

    @property
    def graph(self) -> nx.MultiDiGraph:
        """The sector of this month as a networkx graph."""
        return graph_of(self.sector)

    def plot(self, outcomes: Sequence[str] | None = None) -> Figure:
        """Return a figure of this run; one run has no uncertainty to show, and the figure says so."""
        from ecology.plots.trajectories import trajectories

        if not self.recorder.months:
            raise EcologyError("nothing has happened yet: call run() or step() before plot()")
        results = self.recorder.long(" + ".join(dict.fromkeys(p.name for p in self.rules.policies)), 0)
        return trajectories(
            results,
            outcomes,
            foot=f"ecology, sector {self.sector.name}, seed {self.seed}; one run, so no uncertainty is shown",
        )

    def __repr__(self) -> str:
        o, people = self.sector.organisations, self.sector.people
        held = ", ".join(
            f"{name}: {policy.name}" for name, policy in zip(self.sector.funder_names, self.rules.policies, strict=True)
        )
        return (
            f"Ecology: sector {self.sector.name}, month {self.month} of {self.months}, seed {self.seed}\n"
            f"  organisations {int(o.alive.sum())}   people {int(people.alive.sum())}   "
            f"live partnerships {int(self.sector.partnerships.alive.sum())}\n"
            f"  funders and policies  {held}\n"
            f"  next: run(), frame, people, organisations, partnerships, events, graph, plot()"
        )

    def __copy__(self) -> Ecology:
        """Return a model of its own: a copy that shared the sector would live two lives at once."""
        return deepcopy(self)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what Mesa binds to this very object; a copy binds it anew."""
        return {k: v for k, v in self.__dict__.items() if k not in BOUND}

    def __setstate__(self, state: dict[str, Any]) -> None:
        bare = mesa.Model.__new__(mesa.Model)
        mesa.Model.__init__(bare, rng=0)
        self.__dict__.update({k: v for k, v in bare.__dict__.items() if k in BOUND})
        self.__dict__.update(state)
        own_arrays(self.sector)
        self._user_step = type(self).step.__get__(self)
        if hasattr(self, "_wrapped_step"):
            self.step = self._wrapped_step  # type: ignore[method-assign]


def whole(name: str, value: Any, least: int, most: int) -> int:
    """Return a whole number within bounds, or say what it must be."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not least <= value <= most:
        raise EcologyError(f"{name} = {value!r}: must be a whole number from {least:,} to {most:,}")
    return int(value)


def own_arrays(sector: Sector) -> None:
    """Give a sector that was read from bytes arrays of its own, which can be made writeable again."""
    for part in vars(sector).values():
        if isinstance(part, Table):
            part.grow(part.capacity)
    for name, value in vars(sector.environment).items():
        setattr(sector.environment, name, value.copy() if isinstance(value, np.ndarray) else value)


BOUND = ("step", "_user_step", "_agents", "_agents_by_type", "_all_agents")


def checked(without: Sequence[str]) -> tuple[str, ...]:
    """Return the phases to switch off, or say which can be."""
    can = [phase.name for phase in MONTH if phase.name not in FIXED]
    for name in without:
        if name not in can:
            raise UnknownName("phase to switch off", name, can)
    return tuple(without)
