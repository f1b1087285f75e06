"""Axelrod's first tournament, and what becomes of it when nobody knows the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.quantities import Classic, estimate, frame, quantity, sign
from ecology.games.dilemma import AXELROD, Dilemma
from ecology.games.tournament import Standings, places
from ecology.games.tournament import tournament as meet
from ecology.plots.classics.round_robin import field_of_scores, ranks_by_shadow
from ecology.strategies.first_field import FIRST_FIELD
from ecology.strategies.library import LIBRARY, AnyStrategy, chosen

SOURCE = "Axelrod 1980, as rebuilt in the Axelrod-Python library"
ROUNDS, REPETITIONS = 200, 20
SHORT = 0.9
UP = "places by which always holding back stands higher when the shadow is short"


def tournament(
    strategies: Sequence[str | AnyStrategy] = FIRST_FIELD,
    rounds: int = ROUNDS,
    repetitions: int = REPETITIONS,
    noise: float = 0.0,
    continuation: float | None = None,
    *,
    game: Dilemma = AXELROD,
    twins: bool = False,
    rng: int = 0,
) -> pd.DataFrame:
    """Let everybody meet everybody; return scores and ranks.

    Parameters
    ----------
    strategies : sequence of str or strategy
        Axelrod's first field by default.
    rounds : int
        Of each match; its end is known to both.
    repetitions : int
        Whole tournaments.
    noise : 0–1
        Chance that an action slips into its opposite.
    continuation : 0–1, optional
        Chance that a match goes on after each round; then nobody knows its end.
    twins : bool
        Whether the match against one's own twin counts, as it did in 1980.

    Returns
    -------
    DataFrame
        For each strategy its mean score and rank, a score being points in a match of `rounds`; then how the nice stand.
    """
    entries = chosen(strategies)
    standings = meet(
        entries, rounds, repetitions, slip=noise, continuation=continuation, twins=twins, game=game, rng=rng
    )
    published = (
        tuple(s.name for s in entries) == FIRST_FIELD and (rounds, noise, continuation) == (ROUNDS, 0.0, None)
        and game == AXELROD and not twins and repetitions > 1
    )  # fmt: skip
    score = standings.scores * rounds
    rows = []
    for i in (-score.mean(0)).argsort(kind="stable"):
        known = {"expected": 502, "tolerance": 8, "source": SOURCE} if published and entries[i].name == "TFT" else {}
        rows.append(estimate(f"mean score of {entries[i].name}, points a match", score[:, i], **known))
    rows += [estimate(f"rank of {n}", standings.ranks[:, i]) for i, n in enumerate(standings.names)]
    return frame([*rows, *how_the_nice_stand(entries, standings, rounds, published=published)])


def how_the_nice_stand(
    entries: Sequence[AnyStrategy], standings: Standings, rounds: int, *, published: bool
) -> list[dict[str, object]]:
    """Return in which share of repetitions all nice entries lead, and the gap below them."""
    nice = np.array([s.prosocial for s in entries])
    if nice.all() or not nice.any():
        return []
    worst = np.where(nice, standings.ranks, 0).max(1)
    score = standings.scores.mean(0) * rounds
    first = standings.ranks[:, standings.names.index("TFT")] == 1 if "TFT" in standings.names else None
    told = (
        ("nice entries take the first ranks by mean score (1 yes, 0 no)", score[nice].min() > score[~nice].max(), 1, 0),
        ("lowest mean score of a nice entry, points a match", score[nice].min(), 480, 10),
        ("highest mean score of the others, points a match", score[~nice].max(), 456, 10),
    )
    rows = [
        quantity(name, value, expected=expected if published else None, tolerance=tolerance, source=SOURCE)
        for name, value, expected, tolerance in told
    ]
    share = (worst == nice.sum()).mean()
    rows.append(quantity("share of repetitions in which the nice entries take the first ranks", share))
    if first is not None:
        rows.append(quantity("share of repetitions in which tit for tat comes first", first.mean()))
    return rows


def short_shadow(
    continuation: float = SHORT,
    strategies: Sequence[str | AnyStrategy] = tuple(LIBRARY),
    repetitions: int = 100,
    *,
    rounds: int = ROUNDS,
    rng: int = 0,
) -> pd.DataFrame:
    """Return where always holding back stands among all strategies with a long match, and with a short shadow.

    Parameters
    ----------
    continuation : 0–1
        Chance that a match goes on after each round, against matches of `rounds`.
    """
    entries = chosen(strategies)
    place = [s.name for s in entries].index("ALLD")
    long = meet(entries, rounds, repetitions, rng=rng).ranks[:, place]
    standings = meet(entries, rounds, repetitions, continuation=continuation, rng=rng + 1)
    short, by_round = standings.ranks[:, place], places(standings.scores_by_round)[:, place]
    published = continuation == SHORT and rounds == ROUNDS and {s.name for s in entries} >= set(FIRST_FIELD)
    rows = [
        estimate(f"rank of always holding back among {len(entries)}, matches of {rounds} rounds", long),
        estimate(f"rank of always holding back, matches that go on with chance {continuation:g}", short),
        estimate("rank of always holding back, the same, where a long match counts for more", by_round),
        *sign(UP, long - short, expected=1.0 if published else None, source="Axelrod-Python library, 245 strategies"),
    ]
    return frame(rows)


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw scores, the nice entries apart."""
    return field_of_scores(found, frozenset(name for name, s in LIBRARY.items() if s.prosocial), foot)


def draw_ranks(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the rank of always holding back over the shadow of the future."""
    entries, rows = chosen(tuple(LIBRARY)), []
    place = list(LIBRARY).index("ALLD")
    for w in (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99):
        ranks = meet(entries, ROUNDS, REPETITIONS, continuation=w, rng=1).ranks[:, place]
        rows.append({**estimate("", ranks), "continuation": w})
    return ranks_by_shadow(pd.DataFrame(rows), foot)


CLASSIC = Classic(
    number=2, name="tournament", title="Axelrod's first tournament", kind="seeded", source=SOURCE, run=tournament,
    draw=draw,
)  # fmt: skip
SHORT_SHADOW = Classic(
    number=3, name="short_shadow", title="The tournament with a short shadow", kind="signature",
    source="Axelrod-Python library", run=short_shadow, draw=draw_ranks,
)  # fmt: skip
