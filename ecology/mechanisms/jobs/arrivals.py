"""What a person is like when they enter the sector, at founding or later."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from ecology.parameters import Parameters
from ecology.sector.columns import N_TOPICS, Slots
from ecology.sector.sector import Sector
from ecology.strategies import Strategy
from ecology.streams import Streams


@cache
def strategy_mix(prosocial: float, nice: tuple[bool, ...]) -> npt.NDArray[np.float64]:
    """Return the share of each strategy among newcomers: the prosocial evenly, the others evenly.

    Parameters
    ----------
    prosocial : 0–1
        Share of newcomers who start with a prosocial strategy.
    nice : tuple of bool
        Which strategies are.
    """
    which = np.array(nice)
    out: npt.NDArray[np.float64] = np.where(which, prosocial / which.sum(), (1.0 - prosocial) / (~which).sum())
    return out


def draw_people(
    sector: Sector, slots: Slots, parameters: Parameters, streams: Streams, strategies: tuple[Strategy, ...]
) -> None:
    """Fill in what newcomers are like; employer, level, domain and region are set by whoever calls.

    Parameters
    ----------
    slots : shape (n,)
        Slots of the newcomers; their draws are keyed by entry number.
    strategies : tuple of Strategy
        Those in force.
    """
    people, entry = sector.people, sector.people.entry[slots]
    people.hours[slots] = parameters.hours.contract
    mix = strategy_mix(parameters.decision.prosocial, tuple(strategy.prosocial for strategy in strategies))
    people.strategy[slots] = streams.at("strategy at entry", 0).choice(mix, entry)
    patience, field, people.skill[slots] = streams.together(
        ("patience", "own knowledge", "partnering skill"), 0
    ).uniform(entry)
    people.patience[slots] = np.clip(
        parameters.shadow.patience + (patience - 0.5) * parameters.shadow.patience_range, 0.0, 1.0
    )
    people.values[slots] = streams.at("values", 0).uniform(entry[:, None], np.arange(2))
    topics = np.arange(N_TOPICS)
    known = parameters.knowledge.entry_base * streams.at("knowledge", 0).uniform(entry[:, None], topics)
    own = (topics == people.domain[slots][:, None]) * field[:, None]
    people.knowledge[slots] = np.minimum(known + parameters.knowledge.entry_own * own, 1.0)
    people.motivation[slots] = 1.0
