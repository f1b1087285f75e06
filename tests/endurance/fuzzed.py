"""Import spoiled files by the ten thousand, and see that each is either imported or refused with a reason.

Not part of the suite, for it takes hours: `python -m tests.endurance.fuzzed --files 100000 --workers 2`. File i is made
from (seed, i) alone: `--only i` makes and imports it again, and says what happened. A fault is any other exception or
warning, more than 5 s of processor time, growth beyond 1 GB, an address or a person in what is written or said, a cell
that a spreadsheet would run, and a sector folder that was written and cannot be founded. Every file is read; what was
read is written and founded for one in five.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import faulthandler
import io
import json
import math
import multiprocessing
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from ecology.cli import importing
from ecology.errors import EcologyError
from ecology.founding.found import MOST_PEOPLE
from ecology.founding.spec import SectorSpec
from ecology.importers.sector_import import read_sector
from ecology.model import Ecology
from ecology.presets.sectors import load_sector
from tests.endurance.mutations import PERSON
from tests.endurance.specimens import KINDS, Case, case_of, kept, kind_of

LONGEST, LONGEST_WALL = 5.0, 90.0
"""Seconds: of processor time, for the machine may be busy, and on the clock, for what waits instead of reckoning."""
MOST_GROWTH = 1_000_000_000
"""Bytes of address space beyond what a worker has when it starts."""
WRITTEN_ONE_IN = 5
"""Files of which what was read is also written, read back, and founded; all are read."""
LIVED_ONE_IN, MONTHS = 20, 2
MOST_FOUNDED = 20_000
"""People beyond which a sector is read and not founded here: founding takes time for each of them, and rightly so."""

ADDRESS = re.compile(r"[\w.+-]@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


class TooLong(BaseException):
    """Time is up; no reader's `except Exception` may catch it."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    number: int
    result: str
    """imported, refused or fault."""
    said: str
    """What went wrong, or why it was refused."""
    seconds: float
    """Of processor time."""
    peak: int
    """Most memory the worker has held so far, bytes."""
    lived: bool = False


class Fault(AssertionError):
    """A promise that was not kept."""


def judged(seed: int, number: int, folder: Path) -> Outcome:
    """Make a file, import it as the command does, found what was written, and say what became of it."""
    case = case_of(seed, number)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    begun = time.process_time()
    result, said, lived = "fault", "", False
    try:
        with limits():
            turn = number // len(KINDS)
            whole = turn % WRITTEN_ONE_IN == 0
            result, said, lived = outcome(case, folder, whole=whole, live=turn % LIVED_ONE_IN == 0)
    except TooLong:
        said = f"took more than {LONGEST} s of processor time: {traceback.format_exc()[-1500:]}"
    except BaseException:
        said = traceback.format_exc()[-3000:]
    seconds = time.process_time() - begun
    if seconds > LONGEST and result != "fault":
        result, said = "fault", f"took {seconds:.1f} s"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Outcome(number, result, said, seconds, peak, lived)


@contextlib.contextmanager
def limits() -> Iterator[None]:
    """Stop what takes too long; warnings are errors, but for the notes that a sector folder's reader gives."""
    faulthandler.dump_traceback_later(LONGEST_WALL, exit=True)  # for what never comes back to Python
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def outcome(case: Case, folder: Path, whole: bool, live: bool) -> tuple[str, str, bool]:
    """Return what becomes of a case: imported or refused, what was said, and whether the sector lived."""
    kept(case, folder)
    if case.by_hand:
        try:
            spec = load_sector(folder)
            return "imported", "", whole and founded(spec, live)
        except EcologyError as error:
            return "refused", checked(str(error), "the message", case), False
    out = folder / "out"
    out.mkdir()
    for name in case.brought:
        (folder / name).rename(out / name)
    given = [folder / name for name in case.files if name != case.mapping]
    mapping = str(folder / case.mapping) if case.mapping in case.files else case.mapping or None
    kinds = [f"{kind}={folder / file}" if file else kind for kind, _, file in (k.partition("=") for k in case.kinds)]
    screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace")
    try:
        with contextlib.redirect_stdout(screen), mock.patch.object(importing, "notes", contextlib.nullcontext):
            if whole:
                importing.import_files(given, out, mapping, kinds, None)
            else:
                read_sector(*given, mapping=mapping, kinds=importing.forced(kinds, given))
                return "imported", "", False
    except EcologyError as error:
        return "refused", checked(str(error), "the message", case), False
    screen.seek(0)
    checked(screen.read(), "what is printed", case)
    check_written(out, case)
    try:
        return "imported", "", founded(load_sector(out), live)
    except EcologyError as error:
        raise Fault(f"what was written cannot be founded: {error}") from error


def founded(spec: SectorSpec, live: bool) -> bool:
    """Found a sector, let it live for a few months if told, and return whether it did."""
    staff = spec.organisations.staff
    known = len(spec.people.person) if spec.people else 1
    people = max(spec.headcount or 0, known * float(np.nansum(staff)))
    if people > known * MOST_PEOPLE:
        with contextlib.suppress(EcologyError):
            Ecology(spec, rng=1, events=False)
            raise Fault(f"{people:,} people were founded")
    if people > MOST_FOUNDED:
        return False
    sector = Ecology(spec, rng=1, events=False)
    if live:
        sector.run(months=MONTHS)
    return live


def checked(text: str, where: str, case: Case) -> str:
    """Return text in which nobody is named, or raise Fault."""
    # the author of a mapping is told which word of their own is unknown
    if found := ADDRESS.search(re.sub(r"unknown key '[^']*'", "", text)):
        raise Fault(f"{where} holds an address: {text[max(0, found.start() - 80) : found.end() + 80]!r}")
    if case.in_place and PERSON in text:
        at = text.index(PERSON)
        raise Fault(f"{where} names a person: {text[max(0, at - 80) : at + 80]!r}")
    for reader in ("MemoryError", "RecursionError"):
        if reader in text:
            raise Fault(f"{where} speaks of a {reader}: {text[:300]!r}")
    return text


def check_written(out: Path, case: Case) -> None:
    """Raise Fault if a file names somebody, is not what its ending says, or has a cell that a spreadsheet would run."""
    for path in out.iterdir():
        text = path.read_bytes().decode("utf-8")
        if path.name not in case.brought or path.read_bytes() != case.brought[path.name]:
            checked(text, path.name, case)
        if path.name == "import_report.md" and re.search(r"<\w", re.sub(r"`[^`]*`", "", text)):
            raise Fault("import_report.md holds markup")
        if path.suffix == ".toml":
            tomllib.loads(text)
        if path.suffix != ".csv" or path.name in case.brought:
            continue
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if any(len(row) != len(rows[0]) for row in rows):
            raise Fault(f"{path.name} has rows of several lengths")
        for row in rows:
            for cell in row:
                if cell.startswith(RUN_BY_SPREADSHEETS) and not re.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?", cell):
                    raise Fault(f"{path.name} has a cell that a spreadsheet would run: {cell[:80]!r}")


# --- many files ---------------------------------------------------------------------------------------------------


def work(numbers: list[int], seed: int, to: Connection) -> None:
    """Judge files one after the other, and send what became of each."""

    def stop(*_: Any) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, stop)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (now + MOST_GROWTH, resource.RLIM_INFINITY))
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            to.send(asdict(judged(seed, number, Path(folder, "case"))))
    to.close()


def all_judged(first: int, files: int, seed: int, workers: int) -> Iterator[Outcome]:
    """Yield what becomes of every file; a worker that dies has met a fault, and another goes on behind it."""
    left = {w: list(range(first + w, files, workers)) for w in range(workers)}
    lines: dict[Any, int] = {}

    def start(w: int) -> None:
        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(left[w], seed, there), daemon=True)
        process.start()
        there.close()
        lines[here] = w

    for w in left:
        start(w)
    while lines:
        for line in wait(list(lines)):
            w = lines[line]
            try:
                found = Outcome(**line.recv())
            except EOFError:
                del lines[line]
                if left[w]:
                    number = left[w].pop(0)
                    yield Outcome(number, "fault", "the worker died", 0.0, 0)
                    start(w)
                continue
            left[w].pop(0)
            yield found


def main() -> None:
    """Judge the files, print a table, and fail if there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first file, to go on from there")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="number of one file to make and import again")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so long, with fewer files")
    parser.add_argument("--keep", type=Path, help="folder for the files that met a fault")
    given = parser.parse_args()
    if given.only is not None:
        if given.keep:
            keep(given.seed, given.only, given.keep)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        with tempfile.TemporaryDirectory() as folder:
            print(
                json.dumps(asdict(judged(given.seed, given.only, Path(folder, "case"))), indent=1).replace("\\n", "\n")
            )
        return
    begun = time.monotonic()
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, Outcome] = {}
    faults, peak, lived = [], 0, 0
    for number, found in enumerate(all_judged(given.first, given.files, given.seed, given.workers), start=1):
        kind = kind_of(found.number)
        counts[kind, found.result] += 1
        slowest[kind] = max(slowest.get(kind, found), found, key=lambda outcome: outcome.seconds)
        peak, lived = max(peak, found.peak), lived + found.lived
        if found.result == "fault":
            faults.append(found)
            print(f"\n--- fault: --seed {given.seed} --only {found.number} ({kind})\n{found.said}", flush=True)
            if given.keep:
                keep(given.seed, found.number, given.keep)
        if number % 1_000 == 0:
            rate = number / (time.monotonic() - begun)
            print(f"{number:,} files, {len(faults)} faults, {rate:.0f} a second, peak {peak / 1e6:.0f} MB", flush=True)
        if time.monotonic() - begun > 60 * given.minutes:
            break
    print("\n| kind of file | imported | refused | faults | slowest, s |\n|---|---|---|---|---|")
    for kind in KINDS:
        each = " | ".join(f"{counts[kind, result]:,}" for result in ("imported", "refused", "fault"))
        print(f"| {kind} | {each} | {slowest[kind].seconds:.2f} (file {slowest[kind].number}) |")
    print(
        f"\n{counts.total():,} files in {time.monotonic() - begun:,.0f} s; {lived:,} sectors lived {MONTHS} months; "
        f"peak memory of a worker {peak / 1e6:.0f} MB; {len(faults)} faults"
    )
    if faults:
        raise SystemExit(1)


def keep(seed: int, number: int, folder: Path) -> None:
    """Write the files of a case to a folder of its own."""
    own = folder / f"{number}"
    own.mkdir(parents=True, exist_ok=True)
    kept(case_of(seed, number), own)


if __name__ == "__main__":
    sys.exit(main())
