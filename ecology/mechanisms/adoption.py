"""Adoption: funders compare what they can see of each other's grants, and take over the policy of who does better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

MONTHS_A_YEAR = 12


def adopt(sector: Sector, rules: Rules, streams: Streams) -> Rules:
    """Return rules in which funders hold the policies they hold after comparing; at the end of each year alone.

    With a given chance a funder looks at another, drawn evenly, and takes over its policy with
    P = 1 / (1 + exp(−β (π' − π) / π̄)), π being what those it funds reported last, a post, and π̄ the mean of both.
    Funders see what is reported and not what it is worth.

    Sources
        model ('policies, organisations and people co-evolve'); Szabó and Tőke 1998 for the Fermi rule
    """
    p, n, month = rules.parameters.funding, len(rules.policies), sector.month
    if not p.adopt or n < 2 or month % MONTHS_A_YEAR:
        return rules
    funder = np.arange(n)
    looks, which, lot = streams.together(("funder compares", "with which funder", "funder adopts"), month).uniform(
        funder
    )
    other = (funder + 1 + np.floor(which * (n - 1)).astype(np.int64)) % n
    seen = reported(sector, n)
    mean = np.maximum((seen[other] + seen) / 2, 1e-12)
    logit = np.clip(p.adopt_intensity * (seen[other] - seen) / mean, -50, 50)
    changes = (looks < p.adopt) & (lot < 1.0 / (1.0 + np.exp(-logit)))
    changes &= np.array([rules.policies[i] != rules.policies[j] for i, j in enumerate(other)])
    if not changes.any():
        return rules
    held = tuple(rules.policies[j if change else i] for i, (j, change) in enumerate(zip(other, changes, strict=True)))
    for i in np.flatnonzero(changes).tolist():
        sector.events.add(month, "policy adopted", other=int(other[i]), amount=float(i), reason=held[i].name)
    return replace(rules, policies=held)


def reported(sector: Sector, n_funders: int) -> Floats:
    """Return what those who hold each funder's grant reported last month, a post; shape (funders,), £/month."""
    grants, o = sector.grants, sector.organisations
    live = grants.slots()
    firm, funder = grants.organisation[live], grants.funder[live]
    a_post = o.reported[firm] / np.maximum(o.posts.take(firm, axis=0).sum(1), 1)
    count = np.maximum(np.bincount(funder, minlength=n_funders), 1)
    out: Floats = np.bincount(funder, weights=a_post, minlength=n_funders)[:n_funders] / count[:n_funders]
    return out


def drawn_to(sector: Sector, rules: Rules, who: npt.NDArray[np.int64], funder: int) -> Floats:
    """Return exp[c (trust in the funder − mean trust in all)]: how readily each organisation comes to a funder.

    1 where there is one funder.

    Parameters
    ----------
    who : shape (n,)
        Organisations.

    Returns
    -------
    shape (n,), ratio
    """
    trust = sector.organisations.trust_in_funder[who]
    out: Floats = np.exp(rules.parameters.funding.choice * (trust[:, funder] - trust.mean(1)))
    return out
