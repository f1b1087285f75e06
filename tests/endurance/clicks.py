"""Click through the app in a browser, and measure how long a step takes and how much memory resets leave behind.

Not part of the suite: `python -m tests.endurance.clicks --clicks 25 --resets 200`, and with `--organisations 700` on a
sector of that size (synthetic, brought as a table; 32 people each). Needs Chromium and the extra `test`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAUSE = 600
"""Milliseconds between clicks, so that each begins on a page at rest."""
STAFF = 32
"""People in each organisation of a table that is brought: as in the English national portfolio."""
WATCH = """() => {
  window.painted = []; window.clicked = 0; window.shown = '';
  document.addEventListener('click', () => { window.clicked = performance.now() }, true);
  new MutationObserver(() => {
    const month = document.querySelector('.eco-month')?.innerText;
    if (!window.clicked || !month || month === window.shown) return;
    window.shown = month;
    const since = window.clicked;
    window.clicked = 0;
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now() - since)));
  }).observe(document.body, {childList: true, characterData: true, subtree: true});
}"""
"""Notes the milliseconds from each click until the month it leads to has been painted."""


def main() -> None:
    """Start the app, click, and print medians in ms and memory in MB."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clicks", type=int, default=25, help="steps that are measured")
    parser.add_argument("--resets", type=int, default=0, help="resets after them, each with one step before")
    parser.add_argument("--organisations", type=int, help="in a sector that is brought; else the standard one")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ecology", "app", "--no-show", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port)
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
            page.goto(f"http://127.0.0.1:{port}/")
            page.get_by_text("Month 0 of").first.wait_for()
            if given.organisations:
                table = Path(folder, "organisations.csv")
                rows = (f"Organisation {i},{STAFF}\n" for i in range(given.organisations))
                table.write_text("name,staff\n" + "".join(rows), encoding="utf-8")
                page.locator("input[type=file]").set_input_files(table)
                page.get_by_text(f"{given.organisations:,} organisations ·").first.wait_for(timeout=120_000)
            page.wait_for_timeout(4 * PAUSE)
            page.evaluate(WATCH)
            read = [click(page, month) for month in range(1, given.clicks + 1)]
            painted = page.evaluate("window.painted")
            print(f"step, median: read after {statistics.median(read):.0f} ms, "
                  f"painted after {statistics.median(painted):.0f} ms ({given.clicks} clicks)")  # fmt: skip
            print(f"memory: {memory(server.pid):.0f} MB")
            for n in range(1, given.resets + 1):
                page.get_by_role("button", name="Reset").click()
                page.get_by_text("Month 0 of").first.wait_for()
                click(page, 1)
                if n % 50 == 0:
                    print(f"memory after {n} resets: {memory(server.pid):.0f} MB", flush=True)
            browser.close()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the app did not start")


def click(page: object, month: int) -> float:
    """Step once, and return the milliseconds until the month can be read."""
    begun = time.perf_counter()
    page.get_by_role("button", name="Step").click()  # type: ignore[attr-defined]
    page.get_by_text(f"Month {month} of").first.wait_for()  # type: ignore[attr-defined]
    taken = 1000 * (time.perf_counter() - begun)
    page.wait_for_timeout(PAUSE if month > 1 else 0)  # type: ignore[attr-defined]
    return taken


def memory(group: int) -> float:
    """Return the resident memory of all processes of a group, MB."""
    told = subprocess.run(["ps", "-eo", "pgid,rss"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()[1:]]
    return sum(int(rss) for pgid, rss in rows if int(pgid) == group) / 1000


if __name__ == "__main__":
    main()
