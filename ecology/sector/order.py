"""Order within groups: who is first, second, third where several compete for one thing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def rank_within(group: npt.NDArray[np.integer], *keys: npt.NDArray[np.generic]) -> Ints:
    """Return each row's rank (from 0) within its group, by the keys in order, then by position.

    Examples
    --------
    >>> rank_within(np.array([7, 7, 3]), np.array([0.9, 0.1, 0.5])).tolist()
    [1, 0, 0]
    """
    n = len(group)
    rank = np.zeros(n, dtype=np.int64)
    if n < 2:
        return rank
    # both sorts are stable, so that position comes last of all
    order = np.lexsort((*reversed(keys), group)) if keys else group.argsort(kind="stable")
    sorted_group = group[order]
    place = np.arange(n)
    first = np.zeros(n, dtype=np.int64)
    first[1:] = place[1:] * (sorted_group[1:] != sorted_group[:-1])
    rank[order] = place - np.maximum.accumulate(first)
    return rank


def nth_of_group(
    members: npt.NDArray[np.integer], group: npt.NDArray[np.integer], wanted: npt.NDArray[np.integer], n: Ints
) -> Ints:
    """Return the n-th member (modulo the size) of each wanted group, -1 where the group is empty.

    Parameters
    ----------
    members, group : shape (m,)
        Members in the order they come up, and the group of each, numbered from 0.
    wanted, n : shape (k,)
        The group wanted and which of its members.
    """
    if not len(members) or not len(wanted):
        return np.full(len(wanted), -1, dtype=np.int64)
    size = np.bincount(group, minlength=int(wanted.max()) + 1)
    start = size.cumsum() - size
    count = size[wanted]
    index = start[wanted] + n % np.maximum(count, 1)
    index[count == 0] = 0
    return np.where(count > 0, members[group.argsort(kind="stable")[index]], -1)


def split_within(group: npt.NDArray[np.integer], total: Ints, weights: npt.NDArray[np.float64]) -> Ints:
    """Return whole numbers in proportion to the weights that add up, in each group, to its total.

    As `split_exactly` does for one total, remainders that are alike going to whoever comes first.

    Parameters
    ----------
    group : shape (n,)
        Number of the group of each row, from 0.
    total : shape (groups,)
    weights : shape (n,)
        Above 0.

    Examples
    --------
    >>> split_within(np.array([0, 1, 0, 1]), np.array([3, 10]), np.array([1.0, 1.0, 2.0, 4.0])).tolist()
    [1, 2, 2, 8]
    """
    exact = total[group] * (weights / np.bincount(group, weights=weights, minlength=len(total))[group])
    whole = np.floor(exact).astype(np.int64)
    given = np.bincount(group, weights=whole, minlength=len(total)).astype(np.int64)
    whole += rank_within(group, whole - exact) < (total - given)[group]
    out: Ints = whole
    return out


def split_exactly(total: int, weights: npt.NDArray[np.float64]) -> Ints:
    """Return whole numbers in proportion to the weights that add up to the total (largest remainder).

    Examples
    --------
    >>> split_exactly(100, np.array([1.0, 1.0, 1.0])).tolist()
    [34, 33, 33]
    """
    exact = total * (weights / weights.sum())
    whole = np.floor(exact).astype(np.int64)
    left = total - int(whole.sum())
    first = np.lexsort((np.arange(len(weights)), -(exact - whole)))[: max(left, 0)]
    whole[first] += 1
    out: Ints = whole
    return out
