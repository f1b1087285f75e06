"""A tab: all that one browser tab owns. Two tabs share nothing but the process in the background."""

from __future__ import annotations

import os
import shlex
import tempfile
import warnings
from pathlib import Path

from ecology.app.choices import Choices
from ecology.app.facts import Facts, facts_of
from ecology.app.live import Live
from ecology.app.others import Others
from ecology.errors import EcologyError
from ecology.founding.spec import SectorSpec
from ecology.importers.sector_import import read_sector
from ecology.policies.lever import FIRST_MONTH
from ecology.presets.policies import policy_names
from ecology.presets.sectors import load_sector
from ecology.story import name_of

OUTCOMES = ("public_value", "cooperation_rate", "partner_trust")
"""What the three charts show at first."""


class Tab:
    """Choices, the runs on the screen, what is looked at, and files that were brought."""

    def __init__(self) -> None:
        self.choices = Choices()
        """What is chosen now; it takes effect at the next reset."""
        self.outcomes = list(OUTCOMES)
        self.lives: list[Live] = []
        self.brought: SectorSpec | None = None
        """The sector made of a file."""
        self.brought_file = ""
        """The name of that file."""
        self.looked_at: tuple[int, str, int] | None = None
        """Which run, kind and entry number."""
        self.in_force = self.choices.copy()
        """What the runs on the screen were founded with."""
        self.others = Others.of(self.in_force)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.reset()

    def reset(self) -> None:
        """Found the chosen sector anew under each policy, back at month 0.

        Raises
        ------
        EcologyError
            If the choices do not go together; the runs on the screen stay as they are.
        """
        chosen = self.choices.copy()
        lives = [Live.of(chosen, policy) for policy in chosen.policies]
        before, self.lives = self.lives, lives
        self.in_force, self.others, self.looked_at = chosen, Others.of(chosen), None
        for live in before:
            live.free()

    def free(self) -> None:
        """Let go of the runs on the screen."""
        for live in self.lives:
            live.free()
        self.lives = []

    def close(self) -> None:
        """Let go of everything, files that were brought included."""
        self.free()
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def step(self) -> None:
        """Live one month under each policy."""
        for live in self.lives:
            live.step()

    @property
    def month(self) -> int:
        """Months lived so far."""
        return self.lives[0].eco.month

    @property
    def is_over(self) -> bool:
        """Whether the horizon is reached."""
        return self.lives[0].is_over

    @property
    def is_changed(self) -> bool:
        """Whether the choices differ from what is on the screen."""
        return self.choices.differ_from(self.in_force)

    @property
    def command(self) -> str:
        """The command that compares these policies with all that the app leaves out; '' where there is none."""
        names = [policy.name for policy in self.in_force.policies]
        if len(names) < 2 or any(name not in policy_names() for name in names):
            return ""
        own = self.in_force.sector is self.brought
        sector = "my-sector" if own else self.in_force.sector.name
        first = f"ecology import {shlex.quote(self.brought_file)} --out my-sector, then " if own else ""
        changes = "".join(f" --set {name}={value:g}" for name, value in self.in_force.assumptions.items())
        held = "".join(f" --strategy {shlex.quote(name)}" for name in self.in_force.strategies)
        return (
            f"{first}ecology compare {' '.join(names)} --sector {sector} --seed {self.in_force.seed} "
            f"--months {self.in_force.months}{changes}{held}"
        )

    @property
    def starts(self) -> int:
        """First month in which any lever is in force."""
        months = [lever.start for policy in self.in_force.policies for _, lever in policy.levers]
        return min(months, default=FIRST_MONTH)

    def bring(self, name: str, content: bytes) -> str:
        """Make a sector from a file, choose it, and return what was read in plain words.

        Raises
        ------
        BadFile
            If it cannot be read; the chosen sector stays as it is.
        """
        if self._folder is None:
            # goes with the program at the latest, whatever becomes of the tab
            self._folder = tempfile.TemporaryDirectory(prefix="ecology-", ignore_cleanup_errors=True)
        place = Path(tempfile.mkdtemp(dir=self._folder.name))
        # the name is a stranger's: its last part alone, and nothing hidden
        file = place / (Path(name.replace("\\", "/")).name.lstrip(".") or "file")
        try:
            file.write_bytes(content)
        except OSError as error:
            raise EcologyError(f"{file.name}: could not be put aside for reading ({error.strerror}).") from None
        found = read_sector(file)
        grants = found.grants if found.only_grants else None
        written = found.write(place / "sector") if grants is None else grants.write(place / "sector")
        with warnings.catch_warnings(record=True) as noted:
            warnings.simplefilter("always")
            self.choices.sector = self.brought = load_sector(place / "sector")
        self.brought_file = file.name
        taken = [str(note.message).removeprefix(f"{place / 'sector'}{os.sep}") for note in noted]
        return "\n".join([written.summary(), *taken])

    def look_at(self, run: int, kind: str, entry: int) -> None:
        """Choose what facts are shown of."""
        self.looked_at = (run, kind, entry)

    def facts(self) -> Facts | None:
        """Return the facts of what is looked at, as they are this month."""
        if self.looked_at is None:
            return None
        run, kind, entry = self.looked_at
        if run >= len(self.lives):
            return None
        return facts_of(self.lives[run].eco, kind, entry)

    def findable(self) -> dict[str, str]:
        """Return what can be looked at by name."""
        out = {}
        for i, (live, policy) in enumerate(zip(self.lives, self.in_force.policies, strict=True)):
            s = live.eco.sector
            for slot in s.partnerships.slots().tolist():
                member = s.partnerships.member[slot]
                who = ", ".join(name_of(s, int(entry)) for entry in s.organisations.entry[member[member >= 0]])
                entry = int(s.partnerships.entry[slot])
                out[f"{i} partnership {entry}"] = f"Partnership {entry} of {who}, under {policy.name}"
            for entry in s.organisations.entry[s.organisations.slots()].tolist():
                out[f"{i} organisation {entry}"] = f"{name_of(s, entry)}, under {policy.name}"
        return out
