"""Targets: what is known of real sectors, and between which values the simulated one should come out.

Targets marked `FIT` are what the optimiser works on. Those marked `HELD_OUT` were named before any rate was tuned, are
never shown to the optimiser, and tell whether a fit holds for what it was not made for.
"""

from __future__ import annotations

from dataclasses import dataclass

FIT, HELD_OUT = "fit", "hold-out"

TRUSTED = 0.7
"""Trust that counts as having been built, 0–1."""
BETRAYED = 0.5
"""Trust, 0–1, above which holding back is a betrayal and not what was expected."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is known, as a number with the range in which it is accepted."""

    name: str
    label: str
    unit: str
    low: float
    high: float
    use: str
    """`FIT` or `HELD_OUT`."""
    counts: str
    """Name of the counts it is worked out from; see `lives`."""
    meaning: str
    source: str
    by: int | None = None
    """For a time until something happens: the month by which it has happened, of the share that is asked for."""
    times: float = 1.0
    """Factor from the share to the unit: 12 makes a rate a year of one a month."""


TARGETS = (
    Target("cost_exceeds", "Partnerships that cost some partner more than they gave", "share", 0.25, 0.42, FIT,
           "out_of_pocket",
           "of partnerships that ended in the second half of a run, those in which the ledger of at least one member "
           "(benefit less cost) was negative when the partnership ended, or when that member left",
           "Clore report §2.2.2 (Hay Group): a third"),
    Target("fruitless", "Partnerships that die without output", "share", 0.2, 0.4, FIT, "fruitless",
           "of partnerships that ended in the second half of a run, those that in all their life had made less than "
           "one partner's full contribution for one month",
           "Clore report §4.1.1: many; range of the model's specification"),
    Target("prior_tie", "New partnerships among people who knew each other", "share", 0.5, 1.0, FIT, "prior_tie",
           "of partnerships begun in the second half of a run, those whose founders had a tie",
           "Clore report §4.2.1: most"),
    Target("trust_by_24", f"Trust of {TRUSTED} reached within 24 months", "share", 0.0, 0.5, FIT, "trust",
           f"of partnerships that go on, those in which mean trust between partners has reached {TRUSTED} by month 24; "
           "at most half, for the median is to be no shorter than 24 months",
           "Clore report §4.4.2: trust can take three years", by=24),
    Target("trust_by_48", f"Trust of {TRUSTED} reached within 48 months", "share", 0.5, 1.0, FIT, "trust",
           "the same by month 48; at least half, for the median is to be no longer than 48 months",
           "Clore report §4.4.2: trust can take three years", by=48),
    Target("betrayal_by_5", "Trust made good within 5 months of a betrayal", "share", 0.0, 0.5, FIT, "betrayal",
           f"of people who saw a partner hold back whom they had trusted at more than {BETRAYED}, and who did not see "
           "it again, those whose trust was back where it had been by month 5; at most half, for a betrayal is to "
           "cost 6 months or more",
           "Clore report §4.4.2: trust is easily damaged", by=5),
    Target("partners_out_of_pocket", "Partners for whom costs outweigh benefits", "share", 0.25, 0.42, HELD_OUT,
           "partners_out_of_pocket",
           "of members of live partnerships at least 12 months old, those whose ledger is negative; all months of the "
           "second half of a run together",
           "Clore report §2.2.2 (Hay Group), asked of partners at work"),
    Target("pair_trust_by_24", f"Trust of {TRUSTED} in one partner within 24 months", "share", 0.0, 0.5, HELD_OUT,
           "pair_trust",
           f"of people who go on sitting in a partnership with the same person, those whose trust in that person has "
           f"reached {TRUSTED} by month 24",
           "Clore report §4.4.2, person by person", by=24),
    Target("pair_trust_by_48", f"Trust of {TRUSTED} in one partner within 48 months", "share", 0.5, 1.0, HELD_OUT,
           "pair_trust", "the same by month 48", "Clore report §4.4.2, person by person", by=48),
    Target("open_partnerships", "Truly open partnerships", "share", 0.0, 0.2, HELD_OUT, "open",
           f"of live partnerships in the months of the second half of a run, those in which every person trusts every "
           f"partner at {TRUSTED} or more",
           "Clore report §4.4.3: rare"),
    Target("closures", "Organisations that close", "share a year", 0.0025, 0.0095, HELD_OUT, "closures",
           "closures, insolvencies among them, per organisation and year, over the whole run; base rates are inputs, "
           "what insolvency adds is not",
           "museum closures, between the rates of large and of small ones", times=12.0),
    Target("new_grantees", "Newcomers among grant holders", "share a round", 0.05, 0.1, HELD_OUT, "new_grantees",
           "of those who hold a grant at the end of 36 months, those who held none at their beginning",
           "national portfolio 2015–18: 7.4 % a round"),
)  # fmt: skip
"""Everything a calibration reports, in the order of its table."""

FITTED = tuple(target for target in TARGETS if target.use == FIT)

ROUND_MONTHS = 36
"""Between two rounds of the national portfolio."""

NOT_FITTED = (
    ("Transaction costs about 1.5 times expectation",
     "an input: game.cost_overrun is 1.5, and nothing in the model can move it"),
    ("Handover of at most .2; initial prosocial share of .47; the ratio of costs",
     "inputs by the specification"),
    ("People trusted more than organisations, and those more than the system",
     "not measurable: people trust people and organisations trust funders; there is no trust in an organisation, nor "
     "in the system as a whole"),
    ("About 6 % audit half their partners",
     "an input: observation.audit is .06"),
    ("Grants flat in cash 73.5 %, cut 12 %, raised 14 % a round",
     "not comparable: a funder pays out its whole budget by weight each month, so no grant stays exactly what it was"),
)  # fmt: skip
"""What is known as well and is no target here → why."""
