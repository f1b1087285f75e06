"""A report's parts, made up, and what reads its HTML."""

import dataclasses
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from ecology.analysis.choices import COLUMNS, verdict
from ecology.analysis.effects import effects
from ecology.report.page import ReportMeta

META = ReportMeta(
    question="What happens if targets are dropped?",
    policies={"none": "Nothing changes.", "enabling": "Longer grants.", "targets": "Targets for each organisation."},
    sector="A made-up sector of 60 organisations",
    months=48,
    n_pairs=6,
    seed=1,
    version="0.1.0",
    command="ecology compare none enabling targets --runs 6",
    assumptions=["Funders spend the same in total under every policy."],
    labels={"ties": "synthetic", "grants": "observed", "region": "synthetic"},
    open_choices=["How much control wears motivation down."],
    limits=["Anything after month 48."],
    citation="ecology 0.1.0.",
    last_months=24,
)

VOID = frozenset({"meta", "img", "br"})


class Page(HTMLParser):
    """The tags of a page with their attributes and texts, and what stands open where."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.problems, self.texts = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]

    @property
    def text(self):
        return " ".join("".join(data for inside, data in self.texts if "style" not in inside).split())


def made_choices(*ends, main=100.0, outcome="public_value", a="none", b="enabling"):
    """Return choices, one row for each (parameter, default, value, difference, half width[, flip])."""
    rows = []
    for parameter, default, value, difference, half, *flip in ends:
        low, high = difference - half, difference + half
        rows.append((
            parameter, f"x: strength of {parameter}", "share", default, value, outcome, a, b,
            5 if np.isfinite(difference) else 0, difference, low, high, main,
            verdict(main, difference, low, high), *(flip or [np.nan]),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


@pytest.fixture(scope="session")
def meta():
    return META


@pytest.fixture(scope="session")
def pair_meta():
    return dataclasses.replace(META, policies={name: META.policies[name] for name in ("none", "enabling")})


@pytest.fixture(scope="session")
def read():
    return Page


@pytest.fixture(scope="session")
def make_choices():
    return made_choices


@pytest.fixture(scope="session")
def results(make_results):
    return make_results({"none": 0.0, "enabling": 0.03, "targets": -0.02}, replications=6, months=48)


@pytest.fixture(scope="session")
def found(results):
    return effects(results, ["none", "enabling", "targets"], last_months=24)
