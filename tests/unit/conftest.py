"""Made-up frames in the shape the simulator returns, to develop analysis, plots and report against."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest

from ecology.metrics.declarations import METRICS
from ecology.sector.categories import GROUPINGS

BASE = {"£/month": 600_000.0, "hours/month per organisation": 14.0, "organisations": 58.0, "share/month": 0.02}


def made_results(
    shifts: Mapping[str, float], *, replications: int = 8, months: int = 48, seed: int = 1, noise: float = 0.01
) -> pd.DataFrame:
    """Return results of policies that add a share (their shift) to every outcome from month 13 on.

    Replications differ by 5 %, the same under every policy; `noise` is what pairs do not share.
    Odd metrics move against the shift, so that there is something that goes down.
    """
    rng = np.random.default_rng(seed)
    names = list(METRICS)
    sector = rng.normal(1, 0.05, (replications, len(names), 1))
    course = 1 + 0.03 * rng.normal(0, 1, (replications, len(names), months)).cumsum(axis=2) / np.sqrt(months)
    sign = np.where(np.arange(len(names)) % 2, -1, 1)[None, :, None]
    started = (np.arange(1, months + 1) > 12)[None, None, :]
    frames = []
    for policy, shift in shifts.items():
        own = rng.normal(0, noise, (replications, len(names), 1)) if shift else 0.0
        value = np.array([BASE.get(METRICS[name].unit, 0.5) for name in names])[None, :, None]
        value = value * sector * course * (1 + started * (sign * shift + own))
        frames += [_whole(policy, names, value), _grouped(policy, names, value, months)]
    return pd.concat(frames, ignore_index=True)


def _whole(policy, names, value):
    replication, metric, month = (axis.ravel() for axis in np.indices(value.shape))
    return _frame(policy, replication, month + 1, np.array(names)[metric], "all", "all", value.ravel())


def _grouped(policy, names, value, months):
    frames = []
    for i, name in enumerate(names):
        if not METRICS[name].grouped:
            continue
        years = value[:, i, : months // 12 * 12].reshape(len(value), -1, 12).mean(axis=2)
        replication, year = (axis.ravel() for axis in np.indices(years.shape))
        for grouping, levels in GROUPINGS.items():
            for j, level in enumerate(levels):
                share = 0.0 if level == "Unknown" else (j + 1) / len(levels) / 2
                values = years.ravel() * share
                frames.append(_frame(policy, replication, 12 * (year + 1), name, grouping, level, values))
    return pd.concat(frames)


def _frame(policy, replication, month, metric, group, level, value):
    frame = pd.DataFrame({
        "policy": policy, "replication": replication, "month": month, "metric": metric,
        "group": group, "level": level, "value": value,
    })  # fmt: skip
    frame["unit"] = frame["metric"].map({name: metric.unit for name, metric in METRICS.items()})
    return frame


@pytest.fixture(scope="session")
def make_results() -> Callable[..., pd.DataFrame]:
    return made_results
