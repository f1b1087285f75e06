"""What a person is like when they enter the sector, at founding or later."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from ecology.parameters import Parameters
from ecology.sector.columns import N_TOPICS, Slots
from ecology.sector.sector import Sector
from ecology.strategies import STRATEGIES
from ecology.streams import Streams


@cache
def strategy_mix(prosocial: float) -> npt.NDArray[np.float64]:
    """Return the share of each strategy among newcomers: the prosocial evenly, the others evenly."""
    nice = np.array([strategy.prosocial for strategy in STRATEGIES])
    out: npt.NDArray[np.float64] = np.where(nice, prosocial / nice.sum(), (1.0 - prosocial) / (~nice).sum())
    return out


def draw_people(sector: Sector, slots: Slots, parameters: Parameters, streams: Streams) -> None:
    """Fill in what newcomers are like; employer, level, domain and region are set by whoever calls.

    Parameters
    ----------
    slots : shape (n,)
        Slots of the newcomers; their draws are keyed by entry number.
    """
    people, entry = sector.people, sector.people.entry[slots]
    people.hours[slots] = parameters.hours.contract
    people.strategy[slots] = streams.at("strategy at entry", 0).choice(
        strategy_mix(parameters.decision.prosocial), entry
    )
    patience, field = streams.together(("patience", "own knowledge"), 0).uniform(entry)
    people.patience[slots] = np.clip(
        parameters.shadow.patience + (patience - 0.5) * parameters.shadow.patience_range, 0.0, 1.0
    )
    people.values[slots] = streams.at("values", 0).uniform(entry[:, None], np.arange(2))
    topics = np.arange(N_TOPICS)
    known = parameters.knowledge.entry_base * streams.at("knowledge", 0).uniform(entry[:, None], topics)
    own = (topics == people.domain[slots][:, None]) * field[:, None]
    people.knowledge[slots] = np.minimum(known + parameters.knowledge.entry_own * own, 1.0)
    people.motivation[slots] = 1.0
