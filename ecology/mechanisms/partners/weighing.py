"""Weighing: to make, to buy or to partner, by what each would bring and take."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.rules import Rules
from ecology.sector.columns import Slots
from ecology.sector.sector import Sector
from ecology.streams import Streams

Floats = npt.NDArray[np.float64]

MAKE, BUY, PARTNER = range(3)


def weigh(sector: Sector, rules: Rules, streams: Streams, who: Slots, topic: Slots, initiator: Slots) -> Slots:
    """Return what each organisation does about its opportunity: `MAKE`, `BUY` or `PARTNER`, with P ∝ exp(w worth).

    Making is worth one's own capability in the topic; buying what is missing, less the share of spare money that it
    takes, and cannot be had without; partnering the best of what contacts' organisations can do, as far as they are
    trusted, less the cost of working together that is foreseen. Control is kept by making, lost by buying, shared by
    partnering; only partners learn from each other, which nobody reckons with here.

    Parameters
    ----------
    who, topic, initiator : shape (n,)
        Organisation, topic of its opportunity, and who would look for partners, −1 nobody.

    Returns
    -------
    shape (n,)

    Sources
        Perfect fit (make, buy or partner)
    """
    o, p = sector.organisations, rules.parameters
    spare = o.reserves[who] - p.choice.buy_months * o.cost(who)
    price = 100.0 * p.choice.buy_price
    takes = np.divide(price, spare, out=np.full(len(who), np.inf), where=spare > price)
    worth = np.stack([
        o.capability[who, topic],
        1.0 - takes,
        np.where(initiator >= 0, best_partner(sector, topic, initiator) - p.game.transaction_cost, -np.inf),
    ])  # fmt: skip
    lot = streams.at("make, buy or partner", sector.month).uniform(o.entry[who], np.arange(3)[:, None])
    wish = p.choice.weigh * worth - np.log(-np.log(np.clip(lot, 1e-12, 1 - 1e-12)))
    out: Slots = wish.argmax(0)
    return out


def best_partner(sector: Sector, topic: Slots, initiator: Slots) -> Floats:
    """Return the best capability in the topic among the organisations of contacts, each times trust in the contact.

    Parameters
    ----------
    topic, initiator : shape (n,)

    Returns
    -------
    shape (n,), index 0–1
    """
    people, ties = sector.people, sector.ties
    alter = ties.alter.take(initiator, axis=0)
    firm = np.where(alter >= 0, people.employer[alter], -1)
    other = (firm >= 0) & (firm != people.employer[initiator][:, None])
    worth = sector.organisations.capability[firm, topic[:, None]] * ties.trust.take(initiator, axis=0)
    out: Floats = np.where(other, worth, 0.0).max(1)
    return out
