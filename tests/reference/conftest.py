"""A sector that has lived a while with every mechanism on: the state that slow twins start from."""

import copy

import pytest

from ecology import Ecology
from ecology.presets.sectors import synthetic
from ecology.sector.partnerships import dyads_of, seats_of
from ecology.sector.ties import find


class Scene:
    """A sector just before a mechanism acts, with the seats and dyads that phases hand on."""

    def __init__(self, changes):
        self.eco = Ecology(
            synthetic("reference", 20, 140), "targets", rng=5,
            parameters={"all": True, "choice.opportunities": 0.4, **changes},
        )  # fmt: skip
        self.eco.run(months=15)
        self.sector, self.rules, self.streams = self.eco.sector, self.eco.rules, self.eco.streams
        self.seats = seats_of(self.sector.partnerships)
        self.dyads = dyads_of(self.sector.partnerships, self.seats)
        self.column = find(self.sector.ties.alter, self.dyads.person, self.dyads.alter)

    def pairs(self):
        """Yield place in the list, person, alter and the column of the tie (−1 none) of each dyad, as plain numbers."""
        d = self.dyads
        yield from zip(range(len(d.person)), d.person.tolist(), d.alter.tolist(), self.column.tolist(), strict=True)

    def before(self, table, name):
        """Return a copy of a column."""
        return copy.deepcopy(getattr(getattr(self.sector, table), name))


@pytest.fixture
def scene():
    """Return what makes a scene with some parameters changed."""
    return lambda **changes: Scene({name.replace("__", "."): value for name, value in changes.items()})
