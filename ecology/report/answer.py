"""Answer: what one policy changes against the first, as the page says it, short and at length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecology.analysis.effects import ALL, CLEAR, NO_DIFFERENCE
from ecology.metrics.declarations import HEADLINE, METRICS
from ecology.plots.choices import Choice
from ecology.report.quantities import amount, span
from ecology.report.sentences import (
    Row,
    Sentence,
    finding,
    group_finding,
    group_name,
    more,
    outlay,
    pairs_needed,
    runs_needed,
)
from ecology.report.turning import Turning, turning

ANSWER = "public_value"
"""The outcome that the answer leads with."""
NAMED_LOSERS = 3


@dataclass(frozen=True, slots=True)
class Share:
    """Who gains and who loses in one outcome: the groups whose intervals say so, and the others by name."""

    outcome: str
    label: str
    more: list[Sentence]
    less: list[Sentence]
    same: list[Row]
    unclear: list[Row]

    @property
    def counted(self) -> str:
        """How many groups there are of each kind: '2 clearly have more and 17 are not settled'."""
        kinds = {"clearly have more": len(self.more), "clearly have less": len(self.less),
                 "hardly differ": len(self.same), "are not settled": len(self.unclear)}  # fmt: skip
        said = [f"{count} {words}" for words, count in kinds.items() if count]
        return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))

    @property
    def rows(self) -> list[Row]:
        """Every group, those that gain first."""
        return [said.row for said in self.more + self.less] + self.same + self.unclear


@dataclass(frozen=True, slots=True)
class Answer:
    """What the report says of one policy against the first."""

    a: str
    b: str
    turning: Turning | None
    """Whether the answer keeps its sign; None when the outcome it leads with was not recorded."""
    size: Sentence | None
    """How large the difference is, where it is clear."""
    losers: Sentence | None
    """Who loses although the sector gains, or the other way about; None without groups."""
    headline: list[Row]
    agreeing: Mapping[str, int]
    """Key of a row → pairs that move as the mean does."""
    everything: list[Row]
    """Every outcome for the sector as a whole."""
    shares: list[Share]
    outlay: list[Sentence]
    narrowed: list[tuple[Row, int]]
    """Unclear outcomes and the pairs that would narrow their interval to what is worth speaking of."""
    choices: list[Choice]
    confidence: float

    @property
    def others(self) -> list[tuple[str, list[Row]]]:
        """Headline outcomes besides the one the answer leads with: what was found → which."""
        sets = [("Clearly higher", self.up), ("Clearly lower", self.down), ("Hardly different", self.same),
                ("Not settled by these runs", self.unclear)]  # fmt: skip
        apart = [(title, [row for row in rows if row.outcome != ANSWER]) for title, rows in sets]
        return [(title, rows) for title, rows in apart if rows]

    @property
    def up(self) -> list[Row]:
        """Headline outcomes clearly higher."""
        return [row for row in self.headline if row.verdict == CLEAR and row.difference > 0]

    @property
    def down(self) -> list[Row]:
        """Headline outcomes clearly lower."""
        return [row for row in self.headline if row.verdict == CLEAR and row.difference < 0]

    @property
    def same(self) -> list[Row]:
        """Headline outcomes that hardly differ."""
        return [row for row in self.headline if row.verdict == NO_DIFFERENCE]

    @property
    def unclear(self) -> list[Row]:
        """Headline outcomes that the runs leave open."""
        return [row for row in self.headline if row.verdict not in {CLEAR, NO_DIFFERENCE}]

    @property
    def runs_needed(self) -> list[Sentence]:
        """How many pairs each unclear outcome needs, in words."""
        return [said for said in map(runs_needed, self.headline) if said is not None]

    def found(self, rows: Sequence[Row]) -> list[Sentence]:
        """Return the findings of rows in full."""
        return [finding(row, self.confidence) for row in rows]

    def agrees(self, row: Row) -> str:
        """Return in how many pairs a row moves as its mean does: 'higher in 7 of 8'; empty without a direction."""
        if row.key not in self.agreeing or row.n_pairs < 2:
            return ""
        return f"{'higher' if row.difference > 0 else 'lower'} in {self.agreeing[row.key]:,} of {row.n_pairs:,}"


def answer(
    found: Sequence[Row],
    agreeing: Mapping[str, int],
    choices: Sequence[Choice],
    *,
    grouped: Sequence[str],
    confidence: float = 0.95,
) -> Answer:
    """Return what is said of one policy, from its rows of effects and of choices."""
    order = [metric.name for metric in HEADLINE]
    whole = [row for row in found if row.group == ALL]
    headline = [row for row in whole if row.outcome in order]
    main = next((row for row in headline if row.outcome == ANSWER), None)
    shares = [share for name in grouped for share in _shares(name, found, confidence)]
    needed = [(row, pairs_needed(row)) for row in headline]
    return Answer(
        a=found[0].a,
        b=found[0].b,
        turning=turning(main, choices) if main else None,
        size=_size(main, agreeing, confidence) if main and main.verdict == CLEAR else None,
        losers=_losers(shares, main) if main else None,
        headline=headline,
        agreeing=agreeing,
        everything=whole,
        shares=shares,
        outlay=outlay(found, confidence),
        narrowed=[(row, pairs) for row, pairs in needed if pairs is not None and pairs > row.n_pairs],
        choices=[choice for choice in choices if choice.b == found[0].b and choice.a == found[0].a],
        confidence=confidence,
    )


def _size(row: Row, agreeing: Mapping[str, int], confidence: float) -> Sentence:
    """Return how large a clear difference is, how sure that is, and in how many pairs it points that way."""
    share = f", or {abs(row.difference / row.mean_a):.1%},".replace("%", " %") if row.mean_a else ""
    pairs = (
        f" It is {'higher' if row.difference > 0 else 'lower'} in {agreeing[row.key]:,} of the {row.n_pairs:,} pairs "
        "of runs."
        if row.key in agreeing
        else ""
    )
    return Sentence(
        f"The difference is {amount(row.difference, row.unit, row.scale)}{share} {more(row.difference)} "
        f"({100 * confidence:.3g} % interval {span(row.low, row.high, row.unit, row.scale)}).{pairs}", row,
    )  # fmt: skip


def _losers(shares: Sequence[Share], main: Row) -> Sentence | None:
    """Return whether everybody gains in the outcome of the answer, the groups that do not named."""
    share = next((share for share in shares if share.outcome == ANSWER), None)
    if share is None:
        return None
    least = sorted(share.less, key=lambda said: said.row.difference)
    if not least:
        return Sentence(
            f"No size, region or art form clearly has less {share.label.lower()}; of {len(share.rows)} groups, "
            f"{share.counted}.", main,
        )  # fmt: skip
    said = "; ".join(f"{group_name(one.row.group)} ({_change(one.row)})" for one in least[:NAMED_LOSERS])
    others = f", and {len(least) - NAMED_LOSERS} more" if len(least) > NAMED_LOSERS else ""
    start = "Not everybody gains" if main.difference > 0 else "It falls on some more than on others"
    return Sentence(f"{start}: {share.label.lower()} is clearly lower for {said}{others}.", least[0].row)


def _change(row: Row) -> str:
    share = f" or {abs(row.difference / row.mean_a):.1%}".replace("%", " %") if row.mean_a else ""
    return f"{amount(row.difference, row.unit, row.scale)}{share} {more(row.difference)}"


def _shares(outcome: str, found: Sequence[Row], confidence: float) -> list[Share]:
    """Return who gains and who loses in one outcome; nothing when it was not recorded by group."""
    groups = [row for row in found if row.outcome == outcome and row.group != ALL]
    if not groups:
        return []
    clear = [row for row in groups if row.verdict == CLEAR]
    return [
        Share(
            outcome=outcome,
            label=METRICS[outcome].label,
            more=[group_finding(row, confidence) for row in clear if row.difference > 0],
            less=[group_finding(row, confidence) for row in clear if row.difference < 0],
            same=[row for row in groups if row.verdict == NO_DIFFERENCE],
            unclear=[row for row in groups if row.verdict not in {CLEAR, NO_DIFFERENCE}],
        )
    ]
