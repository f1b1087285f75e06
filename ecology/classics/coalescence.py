"""When two walks on a graph meet, and the benefit over cost from which death–birth updating favours cooperators.

Source: Allen, Lippner, Chen, Fotouhi, Momeni, Yau and Nowak 2017.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.linalg import LinearOperator, cg  # type: ignore[import-untyped]

from ecology.classics.graphs import Neighbours
from ecology.errors import OutOfRange

Floats = npt.NDArray[np.float64]

LARGEST = 500
"""People up to whom the exact ratio is worked out."""
CLOSE = 1e-13
NOUGHT = 1e-9


def times_to_coalesce(links: Neighbours) -> Floats:
    """Return times until walks from two people meet, shape (n, n): τ_ij = 1 + ½ Σ_k (p_ik τ_jk + p_jk τ_ik), τ_ii = 0.

    Raises
    ------
    OutOfRange
        When the graph is too large.
    """
    n = len(links.degree)
    if n > LARGEST:
        raise OutOfRange(f"graph: {n} people; the exact ratio is worked out for {LARGEST} at most")
    # weighted by degrees the equations are symmetric, so that conjugate gradients solve them
    root = np.sqrt(links.degree.astype(np.float64))
    walk = csr_array((1.0 / (root[links.ego] * root[links.alter]), (links.ego, links.alter)), shape=(n, n))
    apart = 1.0 - np.eye(n)

    def left(flat: Floats) -> Floats:
        x = flat.reshape(n, n) * apart
        return ((x - (walk @ x + (walk @ x.T).T) / 2) * apart).ravel()

    one = np.outer(root, root) * apart
    found, failed = cg(LinearOperator((n * n, n * n), matvec=left, dtype=np.float64), one.ravel(), rtol=CLOSE, atol=0.0)
    if failed:
        raise OutOfRange("graph: times to coalesce could not be worked out; is it connected?")
    out: Floats = found.reshape(n, n) * apart / np.outer(root, root)
    return out


def critical_ratio(links: Neighbours, averaged: bool = False) -> float:
    """Return b/c from which on cooperators are favoured, exact for weak selection; infinite where none is enough.

    Gains are compared with those of people two steps away, who compete for the same places; τ stands for how unlike
    two people are. With payoffs averaged over neighbours this is t₂ / (t₃ − t₁), of the mean times to coalesce of the
    ends of walks of one, two and three steps.

    Parameters
    ----------
    averaged : bool
        Whether payoffs are means over neighbours, and not sums.
    """
    tau = times_to_coalesce(links)
    n, degree = len(tau), links.degree.astype(np.float64)
    walk = np.zeros((n, n))
    walk[links.ego, links.alter] = 1.0 / degree[links.ego]
    times = np.ones(n) if averaged else degree
    two = walk @ walk
    share = degree / degree.sum()
    # what a giver costs itself, and what comes back to it, over what falls to its rivals
    cost = float(share @ (two * tau * times).sum(1))
    received = tau @ walk.T * times
    benefit = float(share @ ((two * received).sum(1) - np.diag(received)))
    return cost / benefit if benefit > NOUGHT * cost else np.inf
