"""Funders and the grants they have awarded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecology.sector.columns import Array, Slotted, column


@dataclass
class Funders(Slotted):
    """Columns of funders; shape (funders, …). Money is in whole pence."""

    budget: Array = column("int64", "pence/year", "what it can spend on grants and levers together")
    places: Array = column("int64", "grants", "how many organisations it funds at a time")
    balance: Array = column("int64", "pence", "received and not yet spent")
    grants_paid: Array = column("int64", "pence/month", "paid in grants this month")
    lever_cost: Array = column("int64", "pence/month", "spent on anything but grants this month")


@dataclass
class Grants(Slotted):
    """Columns of grants in force; shape (grants, …)."""

    funder: Array = column("int32", "funder slot", "who pays", fill=-1)
    organisation: Array = column("int32", "organisation slot", "who is paid", fill=-1)
    weight: Array = column("float64", "share", "relative size of the grant in the funder's pot")
    months: Array = column("int32", "months", "planned length, constant while it runs")
    began: Array = column("int32", "month", "first month of payment")
    ends: Array = column("int32", "month", "last month of payment")

    def held(self, shape: tuple[int, ...]) -> Array:
        """Return which organisations hold a grant of which funder, shape (funders, organisations)."""
        out = np.zeros(shape, dtype=bool)
        live = self.slots()
        out[self.funder[live], self.organisation[live]] = True
        return out
