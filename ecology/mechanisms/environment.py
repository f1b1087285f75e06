"""Phase 1: audience demand, public funding and shocks."""

from __future__ import annotations

import numpy as np

from ecology.rules import Rules
from ecology.sector.sector import Sector
from ecology.streams import Streams


def change_environment(sector: Sector, rules: Rules, streams: Streams) -> None:
    """Move demand and public funding, which nobody in the sector chooses.

    d ← ϱ d + σ ε by region, by domain and for each organisation; a rare shock lowers demand everywhere; the log of
    public funding takes a random step, and falls for good in the month of a cut, if there is one.

    Reads
        organisations.alive, organisations.entry
    Writes
        organisations.demand, environment.demand_region, environment.demand_domain, environment.demand_sector,
        environment.funding
    Sources
        National portfolio 2015–18 (year-on-year changes of income); Clore report §2.1 (constant change)
    """
    here, p, month = sector.environment, rules.parameters.environment, sector.month
    regions, domains = len(here.demand_region), len(here.demand_domain)
    region = streams.at("demand of a region", month).normal(np.arange(regions))
    domain = streams.at("demand of a domain", month).normal(np.arange(domains))
    here.demand_region = p.persistence * here.demand_region + p.demand_sd * region
    here.demand_domain = p.persistence * here.demand_domain + p.demand_sd * domain
    shock = streams.at("shock", month).uniform(0)[0] < p.shock
    here.demand_sector = p.persistence * here.demand_sector - p.shock_size * float(shock)
    step = float(streams.at("public funding", month).normal(0)[0])
    here.funding = here.funding + p.funding_sd / np.sqrt(12.0) * step
    here.funding += float(np.log1p(-p.cut * (month == p.cut_month)))

    organisations = sector.organisations
    o = organisations.slots()
    own = streams.at("own demand", month).normal(organisations.entry[o])
    organisations.demand[o] = p.persistence * organisations.demand[o] + rules.parameters.money.demand_sd * own
