"""Strategies: from what a seat can see to a probability of contributing.

To add a memory-one strategy, add its row to `reactive.REACTIVE`; for any other, write its file and add it here.
To try one of your own without changing the package, give it to `Ecology(strategies=[…])` or `compare(strategies=[…])`.
"""

from __future__ import annotations

from ecology.strategies.contingent import ContingentCooperator
from ecology.strategies.discriminator import Discriminator
from ecology.strategies.reactive import REACTIVE, Reactive
from ecology.strategies.strategy import Strategy
from ecology.strategies.view import View

STRATEGIES: tuple[Strategy, ...] = (*REACTIVE, Discriminator(), ContingentCooperator())
"""Every built-in strategy; a person's strategy is its position here, or further on where there are own ones."""

NAMES = tuple(strategy.name for strategy in STRATEGIES)

__all__ = ["NAMES", "STRATEGIES", "ContingentCooperator", "Discriminator", "Reactive", "Strategy", "View"]
