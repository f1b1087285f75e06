"""Awards → the frames of a sector: grants, organisations, funders."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from ecology.founding.postcodes import UNKNOWN, region_of_postcode
from ecology.importers.awards import Award

DAYS_A_YEAR = 365.25


def grants_frame(awards: Iterable[Award], kept: Mapping[str, str]) -> pd.DataFrame:
    """Return a row a grant, in the order of the files; `kept` gives the id that stands for each recipient."""
    rows = [
        (a.grant_id, a.funder_id, kept[a.org_id], a.amount_pence, a.award_date, a.months, a.programme, a.cohort)
        for a in awards
    ]
    columns = ["grant_id", "funder_id", "org_id", "amount_pence", "award_date", "months", "programme", "cohort"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"amount_pence": "int64", "award_date": "datetime64[s]", "months": "float64"})


def organisations_frame(awards: Sequence[Award], kept: Mapping[str, str]) -> pd.DataFrame:
    """Return a row an organisation, by id; name and postcode are those of its latest grant that gives them."""
    awards_of: dict[str, list[Award]] = defaultdict(list)
    for award in sorted(awards, key=lambda award: award.award_date, reverse=True):
        awards_of[kept[award.org_id]].append(award)
    rows = []
    for org_id in sorted(awards_of):
        own = awards_of[org_id]
        postcode = next((award.postcode for award in own if award.postcode), "")
        region = region_of_postcode(postcode)
        if region == UNKNOWN:
            region = next((award.added.region for award in own if award.added.region), UNKNOWN)
        rows.append(
            {
                "org_id": org_id,
                "name": own[0].org_name,
                "postcode": postcode,
                "region": region,
                # A postcode area can straddle a border, and GrantNav's best may be where the work was done.
                "region_from": "" if region == UNKNOWN else "inferred",
                "domain": domain_of(own),
                "domain_from": "inferred",
                "annual_income": latest_income(own),
                "n_grants": len(own),
                "total_pence": sum(award.amount_pence for award in own),
            }
        )
    return pd.DataFrame(rows).astype({"annual_income": "float64"})


def latest_income(latest_first: Iterable[Award]) -> float:
    """Return the income, pounds a year, with the latest date, or else that of the latest grant; NaN unknown."""
    known = [award.added for award in latest_first if award.added.income is not None]
    latest = max(known, key=lambda added: added.income_date or dt.date.min, default=None)
    return math.nan if latest is None or latest.income is None else latest.income


def domain_of(awards: Iterable[Award]) -> str:
    """Return an organisation's domain: what most of its grants' programmes speak of.

    Where no programme speaks of an art form, the words of its name and descriptions decide; where they do not speak of
    one either, and where two are level, it is 'combined'.
    """
    awards = list(awards)
    votes = Counter(award.programme_form for award in awards if award.programme_form)
    votes = votes or Counter(award.words_form for award in awards if award.words_form)
    if not votes:
        return "combined"
    most = max(votes.values())
    leaders = [domain for domain, count in votes.items() if count == most]
    return leaders[0] if len(leaders) == 1 else "combined"


def funders_frame(awards: Iterable[Award], passed_on: Iterable[Award], kept: Mapping[str, str]) -> pd.DataFrame:
    """Return a row a funder, by id; its budget is what it awarded over the years from first to last award.

    What a funder gave to another to pass on is the other's to award, and counts there.
    """
    received: Counter[str] = Counter()
    for award in passed_on:
        received[kept[award.org_id]] += award.amount_pence
    awards_of: dict[str, list[Award]] = defaultdict(list)
    for award in awards:
        awards_of[award.funder_id].append(award)
    rows = []
    for funder_id in sorted(awards_of):
        total = sum(award.amount_pence for award in awards_of[funder_id])
        first = min(award.award_date for award in awards_of[funder_id])
        last = max(award.award_date for award in awards_of[funder_id])
        years = max(1.0, (last - first).days / DAYS_A_YEAR)  # one day's awards are a year's
        rows.append(
            {
                "funder_id": funder_id,
                "name": max(awards_of[funder_id], key=lambda award: award.award_date).funder_name,
                "total_pence": total,
                "received_pence": received[funder_id],
                "first_award": first,
                "last_award": last,
                "budget": round(total / 100 / years, 2),
            }
        )
    return pd.DataFrame(rows).astype({"first_award": "datetime64[s]", "last_award": "datetime64[s]"})
