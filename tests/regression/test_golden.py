"""The classroom's first three years, to the ninth digit; written anew only on purpose.

After a deliberate change of the rules or parameters:

    python -m pytest tests/regression/test_golden.py --update-golden

Then look at the difference in git, and say in the commit why results changed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecology import Ecology

HERE = Path(__file__).parent / "golden"
MONTHS, SEED = 36, 1
AS_BEFORE = {"rtol": 1e-9, "atol": 1e-9}
HOW = (
    "If a rule or parameter was changed on purpose, write them anew with\n"
    "    python -m pytest tests/regression/test_golden.py --update-golden\n"
    "and say in the commit why. If not, something changed results that should not have."
)


def lived(policy):
    eco = Ecology("classroom", policy, rng=SEED)
    eco.run(MONTHS)
    return eco.frame


@pytest.mark.parametrize("policy", ["none", "targets", "enabling", "hybrid"])
def test_results_are_as_before(policy, request):
    path = HERE / f"classroom-{policy}.csv"
    now = lived(policy)
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        now.to_csv(path, float_format="%.17g", lineterminator="\n")
        return
    assert path.is_file(), f"{path.name} is missing. {HOW}"
    before = pd.read_csv(path, index_col="month")
    assert list(now.columns) == list(before.columns), f"the metrics are others than those of {path.name}. {HOW}"
    differences = []
    for metric in before.columns:
        same = np.isclose(now[metric], before[metric], equal_nan=True, **AS_BEFORE)
        if not same.all():
            month = before.index[~same][0]
            differences.append(f"{metric}: first in month {month}, {before[metric][month]!r} → {now[metric][month]!r}")
    assert not differences, "\n".join([f"policy {policy}: results differ from {path.name}", *differences, HOW])


def test_a_difference_would_be_noticed():
    before = lived("none")
    assert not np.isclose(before["public_value"], before["public_value"] * (1 + 1e-8), **AS_BEFORE).any()
    assert np.isclose(before["public_value"], before["public_value"] * (1 + 1e-12), **AS_BEFORE).all()
