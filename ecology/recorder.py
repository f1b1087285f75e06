"""The recorder: what was measured, month by month, as tidy frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ecology.metrics.declarations import METRICS
from ecology.sector.categories import GROUPINGS

if TYPE_CHECKING:
    from ecology.sector.sector import Sector

YEAR = 12
COLUMNS = ("policy", "replication", "month", "metric", "group", "level", "value", "unit")


@dataclass
class Recorder:
    """Keeps the months of one run."""

    months: list[int] = field(default_factory=list)
    values: list[list[float]] = field(default_factory=list)
    """One row a month, in the order of `METRICS`."""
    groups: list[dict[tuple[str, str], np.ndarray]] = field(default_factory=list)

    def note(self, sector: Sector) -> None:
        """Keep what was measured this month."""
        self.months.append(sector.month)
        self.values.append([sector.measured[name] for name in METRICS])
        self.groups.append(sector.measured_groups)

    def frame(self) -> pd.DataFrame:
        """Return month × metric; units are in `columns`."""
        index = pd.Index(self.months, name="month")
        return pd.DataFrame(np.array(self.values).reshape(-1, len(METRICS)), index=index, columns=list(METRICS))

    def long(self, policy: str, replication: int) -> pd.DataFrame:
        """Return one row for each number: every metric by month, and grouped ones by year (means of its months)."""
        n = len(METRICS) * len(self.months)
        months = [month for month in self.months for _ in METRICS]
        metrics, groups, levels = list(METRICS) * len(self.months), ["all"] * n, ["all"] * n
        values = [value for row in self.values for value in row]
        for start in range(0, len(self.months) - YEAR + 1, YEAR):
            year = self.groups[start : start + YEAR]
            for metric, grouping in year[-1]:
                numbers = np.array([month[metric, grouping] for month in year]).T
                there = np.flatnonzero(~np.isnan(numbers).all(1))
                values += np.nanmean(numbers[there], axis=1).tolist()
                levels += [GROUPINGS[grouping][level] for level in there]
                groups += [grouping] * len(there)
                metrics += [metric] * len(there)
                months += [self.months[start + YEAR - 1]] * len(there)
        units = [METRICS[metric].unit for metric in metrics]
        columns = (months, metrics, groups, levels, values, units)
        frame = pd.DataFrame(dict(zip(COLUMNS[2:], columns, strict=True)))
        frame.insert(0, "policy", policy)
        frame.insert(1, "replication", replication)
        return frame
