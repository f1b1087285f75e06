"""Indirect reciprocity: norms that keep people helping, how well others must be known, and what choosing them does."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from ecology.classics.five_ways import indirect
from ecology.classics.quantities import EXACT, Classic, estimate, frame, quantity, sign
from ecology.errors import OutOfRange
from ecology.games.indirect import IMAGE_SCORING, societies
from ecology.plots.classics.curves import Panel, curves
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

SOURCE = "Ohtsuki and Iwasa 2004, 2006"
SCORING = "Nowak and Sigmund 1998; Roberts 2015"
HELPFUL = 0.9
REPETITIONS = 20
LOWEST, HIGHEST = -5, 5
"""Ends of an image score."""


def leading_eight(b: float = 2.0, c: float = 1.0, error: float = 0.01) -> pd.DataFrame:
    """Return how many of 256 norms with 16 action rules are stable and keep people helping.

    Parameters
    ----------
    b, c : points
        Benefit to who is helped and cost to who helps, b > c > 0.
    error : 0–0.5
        Chance that help fails, and that a name is given wrongly.
    """
    if not b > c > 0:
        raise OutOfRange(f"b = {b}, c = {c}: must be b > c > 0")
    if not 0 < error < 0.5:
        raise OutOfRange(f"error = {error}: must be above 0 and below 0.5; without errors some names are never tried")
    found = societies(b, c, error)
    chosen = found.stable & (found.helping > HELPFUL)
    share = found.helping[chosen]
    published = (b, c, error) == (2.0, 1.0, 0.01)

    def told(name: str, value: float, expected: float, tolerance: float) -> dict[str, object]:
        return quantity(name, value, expected=expected if published else None, tolerance=tolerance, source=SOURCE)

    return frame([
        told(f"pairs that are stable and help in more than {HELPFUL:.0%} of cases", chosen.sum(), 16, 0),
        told("least share that helps among them", share.min() if len(share) else np.nan, 0.970, 5e-4),
        told("highest share that helps among them", share.max() if len(share) else np.nan, 0.971, 5e-4),
        told("pairs with image scoring among them", chosen[IMAGE_SCORING].sum(), 0, 0),
        quantity("pairs that are stable at all", found.stable.sum()),
    ])  # fmt: skip


def image_scoring(
    b: float = 10.0, c: float = 1.0, q: float = 0.9, *, people: int = 100, meetings: int = 300,
    generations: int = 200, looks_at: int = 5, mutation: float = 0.01, repetitions: int = REPETITIONS, rng: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return whether those who help the good resist those who never help, and what choosing whom to help adds.

    Where all help who is not known to be bad, a lone defector gets b (1 − q) and the others b − c: they resist iff
    q > c / b. In the simulation everybody has a threshold and helps whoever has at least that score, if they know it
    (else they help); helping adds 1 to one's own score and refusing takes 1 off. The next generation copies by payoff.
    With choice, who is asked first picks the one with the best known score of a few.

    Parameters
    ----------
    b, c : points
    q : 0–1
        Chance that a score is known.
    people, meetings, generations : int
        Of a simulated population, a generation, and a run, whose second half counts.
    looks_at : int
        Others among whom partners are chosen.
    mutation : 0–1
        Chance that a child has a threshold of its own.
    """
    if not b > c > 0 or not 0 <= q <= 1 or not 0 <= mutation <= 1:
        raise OutOfRange(
            f"b = {b}, c = {c}, q = {q}, mutation = {mutation}: b > c > 0 is needed, and chances from 0 to 1"
        )
    if people < 3 or min(meetings, generations, looks_at) < 1 or repetitions < 2:
        raise OutOfRange("people must be at least 3, repetitions 2, and meetings, generations and looks_at 1")
    usual = (b, c, q, people, meetings, generations, looks_at, mutation) == (10.0, 1.0, 0.9, 100, 300, 200, 5, 0.01)
    more = 1.0 if usual and repetitions >= REPETITIONS else None
    random, chosen = (
        evolved(b, c, q, people, meetings, generations, among, mutation, repetitions, rng)[generations // 2 :]
        for among in (1, looks_at)
    )
    # what one who helps the good gets more among their like than one who never helps, a straight line in q
    payoffs = [indirect(b, c, {"q": at}) for at in (0.0, 1.0, q)]
    unknown, known, resists = (round(float(a[0, 0] - a[1, 0]) / b, 12) * b for a in payoffs)
    rows = [
        quantity("least q at which those who help the good resist", unknown / (unknown - known),
                 expected=c / b, tolerance=EXACT, source=SCORING),
        quantity("gain of the resident over a lone defector, points a meeting", resists),
        quantity("they resist (1 yes, 0 no)", float(resists > 0), tolerance=0.0,
                 expected=float(round(q - c / b, 12) > 0), source=SCORING),
        estimate("share that helps, met at random", random.mean(0)),
        estimate("share that helps, partners chosen", chosen.mean(0)),
        estimate("swing of that share over time, met at random", random.std(0)),
        estimate("swing of that share over time, partners chosen", chosen.std(0)),
        *sign("share that helps, more with choice", chosen.mean(0) - random.mean(0), more, SCORING),
        *sign("swing, more without choice", random.std(0) - chosen.std(0), more, SCORING),
    ]  # fmt: skip
    return frame(rows)


def evolved(
    b: float, c: float, q: float, people: int, meetings: int, generations: int, among: int, mutation: float,
    repetitions: int, rng: int,
) -> Floats:  # fmt: skip
    """Return the share of requests met with help in each generation, shape (generations, repetitions)."""
    streams, row = Streams.of(rng), np.arange(repetitions)
    thresholds = HIGHEST - LOWEST + 2
    lot = streams.at("threshold", 0).uniform(row[:, None], np.arange(people))
    threshold = np.floor(lot * thresholds) + LOWEST
    out = np.empty((generations, repetitions))
    for generation in range(generations):
        score, payoff = np.zeros((2, repetitions, people))
        draws = streams.at("meetings", generation).uniform(
            row[:, None, None], np.arange(meetings)[:, None], np.arange(among + 2)
        )
        # the donor, then those it sees, none of them itself
        donor = np.floor(draws[:, :, 0] * people).astype(np.int64)
        others = (donor[:, :, None] + 1 + np.floor(draws[:, :, 1:-1] * (people - 1)).astype(np.int64)) % people
        knows = draws[:, :, -1] < q
        helped = np.zeros(repetitions)
        for meeting in range(meetings):
            giver, seen, known = donor[:, meeting], others[:, meeting], knows[:, meeting]
            best = np.where(known, score[row[:, None], seen].argmax(1), 0)
            to = seen[row, best]
            helps = ~known | (score[row, to] >= threshold[row, giver])
            payoff[row, giver] -= c * helps
            payoff[row, to] += b * helps
            score[row, giver] = np.clip(score[row, giver] + np.where(helps, 1, -1), LOWEST, HIGHEST)
            helped += helps
        out[generation] = helped / meetings
        fitness = payoff - payoff.min(1, keepdims=True) + 1e-9
        parent = streams.at("whose child", generation).choice(
            np.broadcast_to(fitness[:, None, :], (repetitions, people, people)), row[:, None], np.arange(people)
        )
        threshold = np.take_along_axis(threshold, parent, 1)
        new = streams.together(("mutates", "into what"), generation).uniform(
            (row[:, None] * people + np.arange(people)).ravel()
        ).reshape(2, repetitions, people)  # fmt: skip
        threshold = np.where(new[0] < mutation, np.floor(new[1] * thresholds) + LOWEST, threshold)
    return out


def draw(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw how many help in each stable society, at Ohtsuki and Iwasa's values."""
    result = societies(2.0, 1.0, 0.01)
    shares = np.sort(result.helping[result.stable])[::-1]
    rows = pd.DataFrame({"x": np.arange(1, len(shares) + 1), "value": shares, "line": "stable pairs"})
    panel = Panel(
        rows, "stable pairs of norm and action rule, in order", "share of those asked who help", level=HELPFUL,
        markers=False,
    )  # fmt: skip
    return curves([panel], foot)


def draw_scoring(found: pd.DataFrame, foot: str = "") -> Figure:
    """Draw the share that helps, generation by generation, in one population met at random and one with choice."""
    rows = []
    for line, among in (("met at random", 1), ("partners chosen", 5)):
        helped = evolved(10.0, 1.0, 0.9, 100, 300, 200, among, 0.01, 2, 0)[:, 0]
        rows += [{"line": line, "x": t, "value": v} for t, v in enumerate(helped.tolist())]
    panel = Panel(pd.DataFrame(rows), "generation", "share of requests met with help", markers=False)
    return curves([panel], foot)


CLASSIC = Classic(
    number=9, name="leading_eight", title="The leading eight norms", kind="exact", source=SOURCE, run=leading_eight,
    draw=draw,
)  # fmt: skip
SCORES = Classic(
    number=8, name="image_scoring", title="A good name, and choosing by it", kind="exact", source=SCORING,
    run=image_scoring, draw=draw_scoring,
)  # fmt: skip
