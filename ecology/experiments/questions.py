"""Questions: hypotheses of the sources, asked of the simulator, whatever the answer.

Run it as `python -m ecology.experiments.questions --table questions.csv --figure questions.png`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecology.analysis.expected import SIGNS, THESE_SIGNS, verdict
from ecology.analysis.intervals import half_width
from ecology.errors import BadFile, UnknownName
from ecology.experiments.cohort import FATES, TRAITS, cohort, difference, seen_this_month
from ecology.experiments.crew import Crew
from ecology.experiments.measures import MEASURES
from ecology.experiments.options import options, save
from ecology.experiments.rewired import draw_ties_anew
from ecology.metrics.declarations import METRICS
from ecology.model import Ecology
from ecology.parameters import Parameters
from ecology.plots.answers import answers
from ecology.policies.policy import Policy
from ecology.presets.files import only, read_toml
from ecology.presets.policies import load_policy, read_lever

QUESTIONS = Path(__file__).with_name("questions.toml")
COLUMNS = (
    "row", "says", "kind", "compared", "outcome", "unit", "sign", "mean_less", "mean_more", "difference", "low", "high",
    "n_runs", "verdict",
)  # fmt: skip
"""The columns of the table of answers."""
RAISED, AMONG, LEVEL = "raised", "among", "level"
ANEW = "anew"
"""What `ties` may be in a setting."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Under what a run is lived: a policy, parameters that differ, and whether people's ties are drawn anew first."""

    policy: Policy
    changes: tuple[tuple[str, float | bool], ...] = ()
    ties_anew: bool = False

    def lived(self, sector: str, months: int, rng: int, *, events: bool) -> Ecology:
        """Return a model founded under it, not lived yet."""
        parameters = Parameters().replace(dict(self.changes))
        eco = Ecology(sector, self.policy, parameters=parameters, months=months, rng=rng, events=events)
        if self.ties_anew:
            draw_ties_anew(eco, rng)
        return eco


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing a source says, and what it would show in."""

    row: str
    """Of the register of claims."""
    says: str
    sign: str
    """+ more, - less, 0 about the same, either not the same."""
    outcome: str
    """A metric or a measure; or, among partnerships, what becomes of them."""
    less: Setting
    more: Setting
    """The same as `less` where partnerships of one run are compared."""
    trait: str = ""
    """What the partnerships compared have less and more of; empty where whole sectors are."""
    among: str = ""
    than: float | None = None
    """A number that the outcome is compared with, where no second setting is."""
    unless: float | None = None
    """Difference, as a share of the mean with less, up to which the two count as about the same."""

    @property
    def kind(self) -> str:
        """What is compared: sectors with less and more, partnerships of one run, or one sector with a number."""
        return AMONG if self.trait else RAISED if self.than is None else LEVEL

    @property
    def unit(self) -> str:
        """Unit of the outcome."""
        if self.trait:
            return FATES[self.outcome]
        return (METRICS.get(self.outcome) or MEASURES[self.outcome]).unit

    @property
    def compared(self) -> str:
        """What is compared, in a few words."""
        if self.trait:
            group = f", of those with: {self.among}" if self.among else ""
            return f"by {self.trait}{group} ({told(self.less)})"
        if self.than is not None:
            return f"against {self.than:g} ({told(self.less)})"
        return f"{told(self.more)} against {told(self.less)}"


def told(setting: Setting) -> str:
    """Return a setting in a few words."""
    changes = [
        f"{name} {value if not isinstance(value, bool) else 'on' if value else 'off'}"
        for name, value in setting.changes
    ]
    named = [setting.policy.summary] if setting.policy.name == INLINE else [f"policy {setting.policy.name}"]
    changes += ["the same people with their ties drawn anew"] if setting.ties_anew else []
    return ", ".join([*(named if setting.policy.name != "none" or not changes else []), *changes])


INLINE = "one of levers alone"
"""Name of a policy that is written out in a question."""


def read_questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """Return the questions of a file, checked.

    Raises
    ------
    BadFile, UnknownName
        For anything that cannot be asked, with the number of the question.
    """
    content = read_toml(path)
    only(content, (RAISED, AMONG, LEVEL), path)
    out = [read_raised(one, path, f"{RAISED} {i}") for i, one in enumerate(content.get(RAISED, []), 1)]
    out += [read_among(one, path, f"{AMONG} {i}") for i, one in enumerate(content.get(AMONG, []), 1)]
    out += [read_level(one, path, f"{LEVEL} {i}") for i, one in enumerate(content.get(LEVEL, []), 1)]
    return tuple(sorted(out, key=lambda question: (question.row[0], int(question.row[1:]))))


def read_raised(given: Mapping[str, Any], path: Path, where: str) -> Question:
    """Return a question about whole sectors."""
    only(dict(given), ("row", "says", "sign", "outcome", "less", "more", "unless"), path, where)
    less, more = (read_setting(given[key], path, f"{where}, {key}") for key in ("less", "more"))
    return Question(
        row=given["row"], says=given["says"], sign=checked_sign(given["sign"], path, where),
        outcome=checked_outcome(given["outcome"], path, where), less=less, more=more, unless=given.get("unless"),
    )  # fmt: skip


def read_level(given: Mapping[str, Any], path: Path, where: str) -> Question:
    """Return a question of how much of something there is, against a number."""
    only(dict(given), ("row", "says", "sign", "outcome", "than", "policy", "levers", "set", "unless"), path, where)
    than = given.get("than")
    if isinstance(than, bool) or not isinstance(than, (int, float)):
        raise BadFile(f"{path}, {where}: than = {than!r}: must be a number, in the unit of the outcome")
    setting = read_setting({key: given[key] for key in ("policy", "levers", "set") if key in given}, path, where)
    return Question(
        row=given["row"], says=given["says"], sign=checked_sign(given["sign"], path, where),
        outcome=checked_outcome(given["outcome"], path, where), less=setting, more=setting, than=float(than),
        unless=given.get("unless"),
    )  # fmt: skip


def read_among(given: Mapping[str, Any], path: Path, where: str) -> Question:
    """Return a question about partnerships of one run."""
    only(dict(given), ("row", "says", "sign", "trait", "fate", "among", "policy", "levers", "unless"), path, where)
    for kind, key, known in (("trait", "trait", TRAITS), ("fate", "fate", FATES)):
        if given[key] not in known:
            raise UnknownName(kind, given[key], known, where=f"{path}, {where}")
    among = given.get("among", "")
    if among and among.removeprefix("not ") not in TRAITS:
        raise UnknownName("trait", among, TRAITS, where=f"{path}, {where}, among")
    setting = read_setting({key: given[key] for key in ("policy", "levers") if key in given}, path, where)
    return Question(
        row=given["row"], says=given["says"], sign=checked_sign(given["sign"], path, where), outcome=given["fate"],
        less=setting, more=setting, trait=given["trait"], among=among, unless=given.get("unless"),
    )  # fmt: skip


def checked_outcome(outcome: Any, path: Path, where: str) -> str:
    """Return the name of a metric or a measure, if it is one."""
    if outcome not in {**METRICS, **MEASURES}:
        raise UnknownName("metric", outcome, [*METRICS, *MEASURES], where=f"{path}, {where}")
    return str(outcome)


def checked_sign(sign: Any, path: Path, where: str) -> str:
    """Return a sign, if it is one."""
    if sign not in SIGNS:
        raise BadFile(f"{path}, {where}: sign = {sign!r}: must be one of {THESE_SIGNS}")
    return str(sign)


def read_setting(given: Mapping[str, Any], path: Path, where: str) -> Setting:
    """Return a setting from its table."""
    only(dict(given), ("policy", "levers", "set", "ties"), path, where)
    if given.get("ties", ANEW) != ANEW:
        raise BadFile(f'{path}, {where}: ties = {given["ties"]!r}: can only be "{ANEW}", and else is left out')
    if "levers" in given and "policy" in given:
        raise BadFile(f"{path}, {where}: give a policy by name or levers, not both")
    policy = load_policy(given.get("policy", "none"))
    if "levers" in given:
        levers = tuple((name, read_lever(name, values, path)) for name, values in given["levers"].items())
        said = [
            name + (f" ({', '.join(f'{key} {value}' for key, value in values.items())})" if values else "")
            for name, values in given["levers"].items()
        ]
        policy = Policy(INLINE, " and ".join(said), str(path.name), levers)
    changes = dict(given.get("set", {}))
    Parameters().replace(changes)
    return Setting(policy, tuple(changes.items()), "ties" in given)


@dataclass(frozen=True, slots=True)
class Run:
    """One run under one setting, and what is to be read off it."""

    setting: Setting
    sector: str
    months: int
    rng: int
    of_partnerships: tuple[tuple[str, str, str], ...]
    """(trait, fate, among) asked of its partnerships; empty where only metrics are asked."""
    measures: tuple[str, ...] = ()
    """Measures asked of its months."""


def lived(run: Run) -> dict[Any, Any]:
    """Return metric or measure → mean of the second half of the run; (trait, fate, among) → mean with less and more."""
    eco = run.setting.lived(run.sector, run.months, run.rng, events=bool(run.of_partnerships))
    seen: list[pd.DataFrame] = []
    measured: list[dict[str, float]] = []
    while eco.month < eco.months:
        eco.step()
        if run.of_partnerships:
            seen.append(seen_this_month(eco))
        measured.append({name: MEASURES[name].of(eco) for name in run.measures})
    out: dict[Any, Any] = {}
    if run.of_partnerships:
        lives = cohort(pd.concat(seen, ignore_index=True), eco.events, run.months)
        out.update({asked: difference(lives, *asked) for asked in run.of_partnerships})
    for months in (eco.recorder.frame(), pd.DataFrame(measured)):
        out.update(months.iloc[run.months // 2 :].mean().to_dict())
    return out


def answered(
    questions: Sequence[Question], *, sector: str = "standard", runs: int = 20, months: int = 120, workers: int = 1
) -> pd.DataFrame:
    """Return what came out for each question.

    Whole sectors are compared run by run, in the second half of a run; partnerships within each run. The interval is
    that of the mean over runs, 95 %.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`; `verdict` is 'agrees', 'contradicts' or 'cannot be told'.
    """
    asked: dict[Setting, set[tuple[str, str, str]]] = {}
    for question in questions:
        for setting in (question.less, question.more):
            asked.setdefault(setting, set()).update(
                {(question.trait, question.outcome, question.among)} if question.trait else ()
            )
    measures = {setting: tuple(sorted({
        question.outcome for question in questions
        if question.outcome in MEASURES and setting in (question.less, question.more)
    })) for setting in asked}  # fmt: skip
    todo = [
        Run(setting, sector, months, rng, tuple(sorted(of_partnerships)), measures[setting])
        for setting, of_partnerships in asked.items() for rng in range(runs)
    ]  # fmt: skip
    with Crew(workers) as crew:
        found = crew.make(lived, todo)
    by_setting: dict[Setting, list[dict[Any, Any]]] = {setting: [] for setting in asked}
    for run, what in zip(todo, found, strict=True):
        by_setting[run.setting].append(what)
    return pd.DataFrame([answer(question, by_setting) for question in questions], columns=list(COLUMNS))


def answer(question: Question, found: Mapping[Setting, Sequence[Mapping[Any, Any]]]) -> tuple[Any, ...]:
    """Return one row of the table."""
    less, more = found[question.less], found[question.more]
    if question.trait:
        key = (question.trait, question.outcome, question.among)
        pairs = np.array([what[key] for what in less], float)
    elif question.than is not None:
        pairs = np.array([(question.than, what[question.outcome]) for what in less], float)
    else:
        pairs = np.array([(a[question.outcome], b[question.outcome]) for a, b in zip(less, more, strict=True)], float)
    pairs = pairs[np.isfinite(pairs).all(1)]
    mean_less = mean_more = middle = low = high = float("nan")
    if len(pairs) > 1:
        mean_less, mean_more = (float(mean) for mean in pairs.mean(0))
        gaps = pairs[:, 1] - pairs[:, 0]
        middle, half = float(gaps.mean()), half_width(gaps)
        low, high = middle - half, middle + half
    margin = (question.unless or 0.0) * abs(mean_less)
    return (
        question.row, question.says, question.kind, question.compared, question.outcome,
        question.unit, question.sign, mean_less, mean_more, middle, low, high, len(pairs),
        verdict(question.sign, low, high, margin),
    )  # fmt: skip


def main() -> None:
    """Save the table and the figure, and print how often the sources agree with what came out."""
    parser = options("What the sources say, and what comes out.", runs=20, months=120)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--table", help="where to save the table, CSV")
    given = parser.parse_args()
    found = answered(read_questions(), sector=given.sector, runs=given.runs, months=given.months, workers=given.workers)
    if given.table:
        found.round(6).to_csv(given.table, index=False)
    save(answers, found, given, under="policies as the table says")
    for name, n in found["verdict"].value_counts().items():
        print(f"{name}: {n}")
    with pd.option_context("display.width", 200, "display.max_colwidth", 90, "display.max_rows", None):
        print(found[["row", "says", "mean_less", "mean_more", "low", "high", "verdict"]].to_string())


if __name__ == "__main__":
    main()
