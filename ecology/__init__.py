"""A simulator of a cultural sector: people, organisations and funders who cooperate and compete.

>>> from ecology import Ecology
>>> eco = Ecology(sector="classroom", rng=1)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Ecology": "ecology.model",
    "Parameters": "ecology.parameters",
    "Policy": "ecology.policies.policy",
    "Reactive": "ecology.strategies.reactive",
    "compare": "ecology.experiments.compare",
    "load_policy": "ecology.presets.policies",
    "load_scenario": "ecology.scenario",
    "read_grants": "ecology.importers.grants",
    "read_sector": "ecology.importers.sector_import",
}
"""Public name → module it lives in; imported when first used, so that `import ecology` stays quick."""

__all__ = [
    "Ecology",
    "Parameters",
    "Policy",
    "Reactive",
    "compare",
    "load_policy",
    "load_scenario",
    "read_grants",
    "read_sector",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ecology' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*globals(), *__all__])
