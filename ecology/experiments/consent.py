"""Consent: how often top and front line are not of one mind, and whether their partnership lasts the year all the same.

Run it as `python -m ecology.experiments.consent`.
"""

from __future__ import annotations

import pandas as pd

from ecology import Ecology
from ecology.analysis.consent import KINDS, MEASURES, mind
from ecology.analysis.intervals import half_width
from ecology.experiments.options import options

YEAR = 12
MIND = tuple(KINDS.values())
AGREE = MIND[0]


def one(sector: str, months: int, rng: int) -> pd.DataFrame:
    """Return a row for each measure, year and partnership of one run: of what mind it was, and whether it lasted."""
    eco = Ecology(sector, "none", rng=rng, months=months, events=False)
    rows: list[tuple[int, str, str, bool]] = []
    before: list[tuple[str, str, int]] = []
    for _ in range(months // YEAR):
        eco.run(YEAR)
        alive = set(eco.partnerships.index)
        rows += [(rng, measure, kind, entry in alive) for measure, kind, entry in before]
        seats = eco.seats
        kinds = {name: mind(seats, name) for name in MEASURES}
        before = [(name, *one) for name, of in kinds.items() for one in zip(of, of.index.tolist(), strict=True)]
    return pd.DataFrame(rows, columns=["replication", "measure", "mind", "lasted"])


def consent(sector: str = "standard", *, runs: int = 20, months: int = 120) -> pd.DataFrame:
    """Return how many partnerships are of each mind, what share lasts the year, and how that differs from agreement.

    Returns
    -------
    DataFrame
        Columns measure, mind, n, share (of partnerships with people of both levels), lasted (share), difference (from
        those where both go along, mean of the runs that have both), low, high (95 % interval), n_runs.
    """
    made = pd.concat([one(sector, months, rng) for rng in range(runs)])
    rows = []
    for measure in MEASURES:
        mine = made[made["measure"] == measure]
        lasted = mine.groupby(["replication", "mind"])["lasted"].mean().unstack("mind").reindex(columns=list(MIND))
        for kind in MIND:
            n = int((mine["mind"] == kind).sum())
            apart = (lasted[kind] - lasted[AGREE]).dropna().to_numpy(float)
            mean = float(apart.mean()) if len(apart) else float("nan")
            half = half_width(apart) if len(apart) > 1 else float("nan")
            share = float(mine.loc[mine["mind"] == kind, "lasted"].mean())
            rows.append((measure, kind, n, n / len(mine), share, mean, mean - half, mean + half, len(apart)))
    return pd.DataFrame(
        rows, columns=["measure", "mind", "n", "share", "lasted", "difference", "low", "high", "n_runs"]
    )


def main() -> None:
    """Print the table as Markdown."""
    parser = options(
        "Whether top and front line are of one mind, and what becomes of it.", runs=20, months=120, shortest=2 * YEAR
    )
    given = parser.parse_args()
    found = consent(given.sector, runs=given.runs, months=given.months)
    print("| they | who goes along | partnerships | still at work a year later | against both, points |")
    print("|---|---|---|---|---|")
    for row in found.to_dict("records"):
        apart = f"{100 * row['difference']:+.1f} ({100 * row['low']:+.1f} to {100 * row['high']:+.1f})"
        last = "" if row["mind"] == AGREE else apart if row["n"] else "–"
        share = f"{row['n']} ({row['share']:.0%})"
        print(f"| {MEASURES[row['measure']]} | {row['mind']} | {share} | {row['lasted']:.0%} | {last} |")


if __name__ == "__main__":
    main()
