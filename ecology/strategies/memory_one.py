"""Memory-one strategies of the literature beyond those in force in a sector: one row each, and their families."""

from __future__ import annotations

from ecology.strategies.reactive import Reactive

MEMORY_ONE = (
    #         name            opening  CC   CD   DC   DD    first or best-known source
    Reactive("suspicious TFT",    0,    1,   0,   1,   0,    "Boyd and Lorberbaum 1987", prosocial=False),
    Reactive("grudger",           1,    1,   0,   0,   0,    "Friedman 1971, in Axelrod 1980"),
    Reactive("alternator",        1,    0,   0,   1,   1,    "Axelrod 1984", prosocial=False),
    Reactive("random",           .5,   .5,  .5,  .5,  .5,    "Axelrod 1980", prosocial=False),
    Reactive("Joss",              1,   .9,   0,  .9,   0,    "Axelrod 1980", prosocial=False),
    Reactive("Grofman",           1,    1, 2/7, 2/7,   1,    "Axelrod 1980"),
    Reactive("firm but fair",     1,    1,   0,   1, 2/3,    "Frean 1994"),
    Reactive("bully",             0,    0,   1,   0,   1,    "Beaufils, Delahaye and Mathieu 1996", prosocial=False),
)  # fmt: skip


def reactive(p: float, q: float, opening: float = 1.0) -> Reactive:
    """Return the reactive strategy (p, q): contribute so often after the other contributed, and after it held back."""
    return Reactive(f"reactive({p:g}, {q:g})", opening, p, q, p, q, "Nowak and Sigmund 1992", prosocial=opening == 1)


def generous(q: float) -> Reactive:
    """Return tit for tat that forgives with probability q."""
    return Reactive(f"GTFT({q:g})", 1, 1, q, 1, q, "Nowak and Sigmund 1992")
