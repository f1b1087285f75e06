"""Kill a study again and again, and see that the same command still ends with the bytes of one left in peace.

Not part of the suite, for it takes some minutes: `python -m tests.endurance.killed --kills 20`. It prints a line for
each kill, and fails when a worker outlives its leader, a run is lost, or a byte differs.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STUDY = ["compare", "targets", "enabling", "--sector", "classroom", "--runs", "8", "--months", "60", "--ends", "2"]
GONE_WITHIN = 15.0
"""Seconds that workers may outlive a leader that was killed: they look for it every second once they have started."""


def main() -> None:
    """Kill the leader or one worker at random moments, then let the study end, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0, help="of the moments and the victims")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        peaceful, disturbed = Path(folder, "peaceful"), Path(folder, "disturbed")
        begun = time.monotonic()
        subprocess.run(command(peaceful), check=True, capture_output=True)
        length = time.monotonic() - begun
        kills = 0
        while kills < given.kills:
            victim = disturb(disturbed, chance, length)
            kills += victim != ""
            print(f"kill {kills}: {victim or 'none, it ended first'}", flush=True)
            if not victim:
                (disturbed / "runs.sqlite").unlink()  # begin again: there is nothing left to disturb
        subprocess.run(command(disturbed), check=True, capture_output=True)
        compare(peaceful, disturbed)
    print(f"{kills} kills: the same bytes, and no live worker was left behind")


def command(folder: Path) -> list[str]:
    """Return the command of the study."""
    return [sys.executable, "-m", "ecology", *STUDY, "--workers", "2", "--out", str(folder)]


def disturb(folder: Path, chance: random.Random, length: float) -> str:
    """Start the study, kill somebody at a random moment, and say who; '' if it had ended by then."""
    process = subprocess.Popen(
        command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(chance.uniform(0.0, length))
        return ""
    except subprocess.TimeoutExpired:
        pass
    workers = [pid for pid in members(process.pid) if pid != process.pid]
    if workers and chance.random() < 0.5:
        os.kill(chance.choice(workers), signal.SIGKILL)
        time.sleep(chance.uniform(0.0, 2.0))
        victim = "a worker, then the leader"
    else:
        victim = "the leader"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + GONE_WITHIN
    while (left := members(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    if left:
        raise SystemExit(f"{len(left)} processes outlived their leader")
    return victim


def members(group: int) -> list[int]:
    """Return the processes of a group that still live."""
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            alive.append(int(path.parent.name))
    return alive


def compare(peaceful: Path, disturbed: Path) -> None:
    """Fail unless both folders hold the same files with the same bytes."""
    files = {path.relative_to(peaceful) for path in peaceful.rglob("*") if path.is_file()}
    others = {path.relative_to(disturbed) for path in disturbed.rglob("*") if path.is_file()}
    if files != others:
        raise SystemExit(f"other files: {sorted(map(str, files ^ others))}")
    for name in sorted(files):
        if (peaceful / name).read_bytes() != (disturbed / name).read_bytes():
            raise SystemExit(f"{name} differs")


if __name__ == "__main__":
    main()
