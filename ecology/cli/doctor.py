"""`ecology doctor`: what is installed, and whether it works."""

from __future__ import annotations

import platform
import re
import time
from collections.abc import Callable
from importlib import metadata

from ecology.cli.console import results, say
from ecology.cli.records import records_table
from ecology.errors import to_add
from ecology.experiments.pool import available_workers, run_all
from ecology.experiments.task import Task
from ecology.model import Ecology
from ecology.parameters import Parameters
from ecology.policies.levers import REFUSED
from ecology.presets.policies import load_policy
from ecology.presets.sectors import load_sector

MONTHS = 18
"""Length of a test run: policies start in month 13."""
SEED = 1


def examine() -> bool:
    """Print versions, extras and the outcome of each test; return whether all is well."""
    say(f"ecology {metadata.version('ecology')}, Python {platform.python_version()}, {platform.platform()}")
    say(f"{available_workers()} cores available\n")
    results().print(records_table(installed(), wide="version"))
    for name, why in REFUSED.items():
        say(f"The lever {name} was left out. {why}")
    say("\nSelf-test")
    well = [passes(words, test) for words, test in TESTS.items()]
    say("\nAll is well." if all(well) else "\nSomething is wrong. Please report it with this output.")
    return all(well)


def installed() -> list[dict[str, str]]:
    """Return what the package needs, base and extras, with the version that is there."""
    records = []
    for line in metadata.requires("ecology") or []:
        wanted, _, marker = line.partition(";")
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", marker)
        name = re.split(r"[^\w.-]", wanted.strip())[0]
        part = extra[1] if extra else "base"
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            version = "not installed" + (f"; to add it: {to_add(part)}" if extra else "")
        records.append({"part": part, "package": name, "version": version})
    return records


def passes(words: str, test: Callable[[], str]) -> bool:
    """Run one test and print what came of it; a test returns what is wrong, or nothing."""
    begun = time.perf_counter()
    try:
        wrong = test()
    except Exception as error:  # whatever goes wrong is what the user wants to know
        wrong = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - begun
    say(f"  FAILED  {words}: {wrong}" if wrong else f"  ok      {words} ({seconds:.1f} s)")
    return not wrong


def is_repeatable() -> str:
    """Run twice with one seed."""
    frames = []
    for _ in range(2):
        eco = Ecology(sector="classroom", policy="enabling", rng=SEED)
        eco.run(months=MONTHS)
        frames.append(eco.frame)
    return "" if frames[0].equals(frames[1]) else "two runs with the same seed differ"


def money_balances() -> str:
    """Compare the money there is with what came in and went out, to the penny."""
    eco = Ecology(sector="classroom", policy="targets", rng=SEED)
    for _ in range(MONTHS):
        before = pence_in(eco)
        eco.step()
        tally = eco.sector.tally
        missing = pence_in(eco) - before - (tally.money_in - tally.money_out)
        if missing:
            return f"£{missing / 100:,.2f} appeared from nowhere in month {eco.month}"
    return ""


def pence_in(eco: Ecology) -> int:
    """Return the money held by organisations and funders, pence."""
    organisations, funders = eco.sector.organisations, eco.sector.funders
    return int(organisations.reserves[organisations.alive].sum() + funders.balance[funders.alive].sum())


def pool_works() -> str:
    """Run the same tasks here and in two processes."""
    spec = load_sector("classroom")
    tasks = [Task(load_policy(name), 0, SEED, spec, MONTHS, Parameters()) for name in ("targets", "enabling")]
    for here, there in zip(run_all(tasks, workers=1), run_all(tasks, workers=2), strict=True):
        if here.error or there.error:
            return here.error or there.error
        if here.frame is None or there.frame is None or not here.frame.equals(there.frame):
            return "a run in another process came out differently"
    return ""


TESTS: dict[str, Callable[[], str]] = {
    "the same seed gives the same numbers": is_repeatable,
    "money balances to the penny": money_balances,
    "two processes give what one gives": pool_works,
}
"""What is tested → its test."""
