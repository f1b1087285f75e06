"""The data dictionary of a study: every file, every column, what it means and its unit."""

from __future__ import annotations

from ecology.metrics.declarations import METRICS

Columns = tuple[tuple[str, str, str], ...]

_RUN: Columns = (
    ("policy", "", "name of the policy"),
    ("replication", "", "number of the sector founded, from 0; the same number is the same sector under every policy"),
)
_RESULTS: Columns = (
    *_RUN,
    ("month", "months", "month of the run, from 1; for a group, the last month of the year the value is the mean of"),
    ("metric", "", "what is measured; see Metrics below"),
    ("group", "", "all, size, region or domain (art form)"),
    ("level", "", "which size, region or domain; all when the group is all"),
    ("value", "as in unit", "the value; empty when there was nothing to measure"),
    ("unit", "", "unit of the value"),
)
_EFFECTS: Columns = (
    ("outcome", "", "what is measured; see Metrics below"),
    ("unit", "", "unit of the means, the difference and the interval"),
    ("group", "", "all, or a group of organisations such as 'region: London'"),
    ("a", "", "policy compared with"),
    ("b", "", "policy compared"),
    ("mean_a", "as in unit", "mean over runs of the mean over the last months of each run, under a"),
    ("mean_b", "as in unit", "the same under b"),
    ("difference", "as in unit", "mean of b − a over pairs of runs of the same sector"),
    ("low", "as in unit", "lower end of the interval of the difference (95 % unless said otherwise)"),
    ("high", "as in unit", "upper end of the interval"),
    ("n_pairs", "pairs", "pairs of runs that both finished and have a value"),
    ("verdict", "", "'no difference' when the whole interval is too small to speak of, 'clear' when it leaves out 0, "
                    "else 'unclear'"),
)  # fmt: skip
_LEVELS: Columns = (
    ("theme", "", "what the rows that belong together are about"),
    ("of", "", "whose: person, organisation or sector"),
    ("outcome", "", "what is measured; `_each` is the mean of an organisation, `_in_all` the sum over organisations"),
    ("label", "", "the same in words"),
    *_EFFECTS[1:2],
    *_EFFECTS[3:],
    ("good", "", "whether the difference is for the better or the worse, as most readers would call it; not settled "
                 "where it is unclear"),
    ("signs_differ", "", "whether this theme is clearly better at one level and clearly worse at another"),
)  # fmt: skip
_EVENTS: Columns = (
    ("run", "", "number of the run, as in runs.csv"),
    ("month", "months", "month of the run"),
    ("event", "", "what happened"),
    ("person", "", "who did it or met it; empty when nobody in particular"),
    ("organisation", "", "the organisation concerned"),
    ("partnership", "", "the partnership concerned"),
    ("other", "", "the other person or organisation"),
    ("reason", "", "why"),
    (
        "amount",
        "pledged hours",
        "of joint work: the worth of what was made in the month",
    ),
    ("organisation_name", "", "the name of the organisation concerned"),
)

_CHOICES: Columns = (
    ("parameter", "", "the open choice"),
    ("meaning", "", "what it is"),
    ("unit", "", "unit of default, value and flip"),
    ("default", "as in unit", "what it is in the comparison"),
    ("value", "as in unit", "the end it was put to"),
    ("outcome", "", "what is measured; see Metrics below"),
    ("a", "", "policy compared with"),
    ("b", "", "policy compared"),
    ("n_pairs", "pairs", "pairs of runs at that end that both finished and have a value"),
    ("difference", "of the outcome", "mean of b − a over these pairs"),
    ("low", "of the outcome", "lower end of its 95 % interval"),
    ("high", "of the outcome", "upper end"),
    ("main", "of the outcome", "difference in the comparison itself"),
    ("verdict", "", "keeps (the sign of main, the interval leaves out 0), leans the same way (it does not), leans the "
                    "other way, turns (the opposite sign, the interval leaves out 0), or not measured"),
    ("flip", "as in unit", "value at which a straight line from the same pairs at the default to those at the end "
                           "crosses 0; empty where it does not"),
)  # fmt: skip

_EXPECTED: Columns = (
    ("claim", "", "row of the register of claims, where there is one"),
    ("says", "", "what the account says, in a sentence"),
    ("metric", "", "what is measured; see Metrics below"),
    ("unit", "", "unit of the margin, the means, the difference and the interval"),
    ("policy", "", "the policy the account speaks of"),
    ("than", "", "the policy it is compared with"),
    ("sign", "", "+ the account says more, - less, 0 about the same, either not the same"),
    ("margin", "as in unit", "largest difference that counts as about the same"),
    ("mean_than", "as in unit", "mean over runs of the mean over the last months of each run, under than"),
    ("mean_policy", "as in unit", "the same under policy"),
    ("difference", "as in unit", "mean of policy − than over pairs of runs of the same sector"),
    ("low", "as in unit", "lower end of its 95 % interval"),
    ("high", "as in unit", "upper end"),
    ("n_pairs", "pairs", "pairs of runs that both finished and have a value"),
    ("verdict", "", "agrees (the whole interval lies where the account says), contradicts (none of it does), or cannot "
                    "be told"),
)  # fmt: skip

FILES: tuple[tuple[str, str, Columns], ...] = (
    ("runs.csv", "A row per run; a failed run is a row with its error.", (
        ("run", "", "number of the run"), *_RUN,
        ("seed", "", "seed of the replication"),
        ("at_end", "", "the open choice that was put to one of its ends; empty for the runs of the comparison itself"),
        ("status", "", "ok or failed"),
        ("error", "", "why the run failed; else empty"),
        ("every other column", "as declared", "value of that parameter in the run"))),
    ("results.csv and results.parquet", "The same rows twice: for a spreadsheet, and for a program.", _RESULTS),
    ("effects.csv", "What each other policy changes against the first.", _EFFECTS),
    ("levels.csv", "The same for a person, an organisation and the sector, side by side, with a mark where signs "
     "differ.", _LEVELS),
    ("choices.csv", "Whether each headline difference keeps its sign with each open choice at each of its ends, in a "
     "few pairs.", _CHOICES),
    ("expected.csv", "What an account says should come out, and whether it did; for scenarios that say so.", _EXPECTED),
    ("events.parquet", "What happened in the first pair of runs, or in all with `--events all`.", _EVENTS),
    ("graph_POLICY_MONTH.graphml", "The sector of that month as a graph: people, organisations, funders and "
     "partnerships, tied by employment, trust, membership and funding, with every attribute.", ()),
    ("runs.sqlite", "Every finished run, kept the moment it was finished: with it the same command goes on where it "
     "was stopped, or prints what is finished. Not needed to read the results.", ()),
    ("report.html", "The page to forward; it needs no other file. `data-row` names the row of effects.csv behind a "
     "sentence: outcome|group|a|b; `data-choices` those of choices.csv: parameter|value|outcome|a|b; "
     "`data-expected` the row of expected.csv, from 1.", ()),
    ("figures/", "The figures of the report, as SVG and PNG.", ()),
    ("manifest.json", "What is needed to produce the study again: study (its hash), config, command, seeds, versions, "
     "platform, hashes (SHA-256 of the configuration and of each file read).", ()),
    ("columns.md", "This file.", ()),
)  # fmt: skip
"""File, what it holds, and its columns: name, unit, meaning."""


def columns_md() -> str:
    """Return columns.md: what every file of a study holds, column by column, and every metric."""
    lines = ["# What the files of a study hold", ""]
    for name, about, columns in FILES:
        lines += [f"## {name}", "", about, ""]
        if columns:
            lines += ["| column | unit | meaning |", "|---|---|---|"]
            lines += [f"| {column} | {unit} | {meaning} |" for column, unit, meaning in columns]
            lines += [""]
    lines += ["## Metrics", "", "Values of `metric` in the results and of `outcome` in the effects.", ""]
    lines += ["| metric | unit | meaning | smallest difference worth speaking of | by size, region, art form |"]
    lines += ["|---|---|---|---|---|"]
    for metric in METRICS.values():
        margin = f"{metric.margin:.1%} of the first policy's mean" if metric.relative else f"{metric.margin:g}"
        grouped = "yes" if metric.grouped else "no"
        lines.append(f"| {metric.name} | {metric.unit} | {metric.label}: {metric.meaning} | {margin} | {grouped} |")
    return "\n".join(lines) + "\n"
