"""The app in a real browser: started by its command, touched as a person would, seen at desk and phone width."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecology.app.tab import Tab

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
DESK, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
SHOTS = os.environ.get("ECOLOGY_SCREENSHOTS")
"""Folder to leave screenshots in, for those who want to look."""

CSV = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name\n"
    + "".join(
        f"360G-x-{i},Grant {i},Work,GBP,{10_000 * (i + 1)},2024-01-05,GB-CHC-{i},<b>Alpha {i}</b>,GB-CHC-9,Giver\n"
        for i in range(8)
    )
)


@pytest.fixture(scope="module")
def address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ecology", "app", "--no-show", "--port", str(port)]
    # NiceGUI behaves otherwise when it believes itself under test
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    with subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield browser
        browser.close()


@pytest.fixture
def tab(browser, address):
    """Return what opens a tab; whatever it asks of any other machine, or complains of, fails the test."""
    contexts, wrong = [], []

    def opened(size=DESK):
        context = browser.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: wrong.append(r.url) if not is_here(r.url, address) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.goto(address)
        month(page, 0)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def is_here(url, address):
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))


def month(page, n):
    page.get_by_text(re.compile(rf"^Month {n} of ")).wait_for(timeout=20_000)


def step(page):
    page.get_by_role("button", name="Step").click()


def choose(page, label, option):
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=re.compile(option)).click()


def unfold(page, title, nth=0):
    """Open a folded part; on a busy machine a click may miss what still moves, and is made again."""
    head = page.get_by_role("button", name=title).nth(nth)
    head.wait_for()
    for _ in range(10):
        if head.get_attribute("aria-expanded") == "true":
            return
        head.click()
        page.wait_for_timeout(1000)
    raise AssertionError(f"{title} does not open")


def small(page):
    choose(page, "Sector", "^classroom")
    page.locator(".eco-pictures .eco-quiet", has_text=re.compile("^12 organisations")).first.wait_for()


def shot(page, name):
    if SHOTS:
        page.wait_for_timeout(1500)
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def captions(page):
    return page.locator(".eco-pictures .eco-quiet").all_inner_texts()


def test_choose_step_run_pause_and_reset(tab):
    page = tab()
    small(page)
    choose(page, "Policy", "^hybrid")
    for n in (1, 2, 3):
        step(page)
        month(page, n)
    assert page.locator(".eco-pictures .eco-big").all_inner_texts() == ["hybrid", "enabling"]
    page.get_by_role("button", name="Run", exact=True).click()
    # on a busy machine a browser may skip months
    page.get_by_text(re.compile(r"^Month ([5-9]|\d\d+) of ")).wait_for(timeout=20_000)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Run", exact=True).wait_for()
    page.wait_for_timeout(1000)
    text = page.locator(".eco-month").inner_text()
    page.wait_for_timeout(1000)
    assert page.locator(".eco-month").inner_text() == text
    page.get_by_role("button", name="Reset").click()
    month(page, 0)


def test_a_choice_made_on_the_way_waits_for_the_reset(tab):
    page = tab()
    small(page)
    step(page)
    month(page, 1)
    choose(page, "compared with", "^nothing")
    page.get_by_text("Changed: press Reset to begin with it.").wait_for()
    assert len(captions(page)) == 2
    page.get_by_role("button", name="Reset").click()
    month(page, 0)
    page.wait_for_timeout(300)
    assert len(captions(page)) == 1


def test_people_may_hold_a_further_habit(tab):
    page = tab()
    small(page)
    choose(page, "Further habits that people may have", "^grudger$")
    page.keyboard.press("Escape")
    page.get_by_text("--strategy grudger").wait_for()
    step(page)
    month(page, 1)
    shot(page, "habits")


def test_two_equal_policies_are_refused_in_words(tab):
    page = tab()
    small(page)
    choose(page, "compared with", "^targets")
    page.get_by_text("both policies are targets: choose another one").wait_for()


def test_a_lever_is_changed_within_its_bounds(tab):
    page = tab()
    small(page)
    unfold(page, "Levers", 1)
    unfold(page, "long grants")
    field = page.get_by_label("months", exact=True).locator("visible=true")
    field.fill("500")
    field.press("Tab")
    page.get_by_text("must be between 36 and 120").wait_for()
    field.fill("60")
    field.press("Tab")
    page.get_by_text("enabling, changed", exact=True).wait_for()


def test_a_file_becomes_the_sector(tab, tmp_path):
    page = tab()
    file = tmp_path / "grants.csv"
    file.write_text(CSV)
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".eco-pictures .eco-quiet", has_text=re.compile("^8 organisations")).first.wait_for()
    step(page)
    month(page, 1)
    page.get_by_label("Look at (or click in a picture)").click()
    page.keyboard.type("Alpha 3")
    # the list is cut down to what was typed by the server: wait for it
    page.get_by_role("option").filter(has_text="Alpha 3").first.click()
    # a name from a file is text, never markup
    page.get_by_text("<b>Alpha 3</b>, under targets, month 1").wait_for()
    shot(page, "file")


def test_a_bad_file_is_refused_and_nothing_is_lost(tab, tmp_path):
    page = tab()
    step(page)
    month(page, 1)
    file = tmp_path / "broken.json"
    file.write_text('{"grants": [')
    page.locator("input[type=file]").set_input_files(file)
    page.locator(
        ".eco-side .eco-quiet", has_text=re.compile("^broken.json, line 1, column 13: not valid JSON")
    ).wait_for()
    assert "organisations" in captions(page)[0]
    step(page)
    month(page, 2)
    # another one can be brought in its place
    good = tmp_path / "grants.csv"
    good.write_text(CSV)
    page.locator("input[type=file]").set_input_files(good)
    page.locator(".eco-side .eco-quiet", has_text=re.compile("grants")).first.wait_for()
    page.locator(".eco-side").get_by_text(re.compile("^a file of yours")).first.wait_for()


def test_two_tabs_live_different_lives(tab):
    one, other = tab(), tab()
    small(one)
    for n in (1, 2):
        step(one)
        month(one, n)
    month(other, 0)
    assert captions(one)[0].startswith("12 organisations")
    assert captions(other)[0].startswith("60 organisations")
    step(other)
    month(other, 1)
    month(one, 2)


def test_a_click_in_the_picture_shows_facts(tab):
    # where an organisation stands is worked out here, from the same seed
    own = Tab()
    o = own.lives[0].eco.sector.organisations
    slot = int(o.posts.sum(1).argmax())
    name = own.lives[0].eco.sector.organisation_names[int(o.entry[slot])]
    x, y = own.lives[0].placement.places[int(o.entry[slot])]
    reach = own.lives[0].placement.reach
    own.close()
    page = tab()
    box = page.locator(".eco-picture").first.bounding_box()
    across, down = (x + reach) / (2 * reach), (reach - y) / (2 * reach)
    page.wait_for_timeout(800)
    page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
    page.get_by_text(f"{name}, under targets, month 0").wait_for()
    page.get_by_text("money in hand").wait_for()


def test_the_life_of_a_partnership_can_be_read(tab):
    page = tab()
    for n in range(1, 37 if SHOTS else 7):
        step(page)
        month(page, n)
    page.get_by_label("Look at (or click in a picture)").click()
    page.keyboard.type("Partnership")
    page.get_by_role("option").filter(has_text="Partnership").first.click()
    page.get_by_text("Its life").wait_for()
    page.get_by_text(re.compile("begin to work together")).first.wait_for()
    if SHOTS:
        page.get_by_text(re.compile("that one among them\\.$")).wait_for(timeout=600_000)
    shot(page, "app")


def test_how_sure_is_said_once_other_sectors_are_run(tab):
    page = tab()
    small(page)
    page.get_by_label("Months", exact=True).fill("24")
    page.get_by_label("Months", exact=True).press("Tab")
    page.get_by_text(re.compile("runs finished so far")).wait_for()
    # they run at low priority: beside a busy worker that takes many times their twenty seconds
    page.get_by_text(re.compile("that one among them\\.$")).wait_for(timeout=600_000)
    unfold(page, "Show the differences over the whole run")
    page.get_by_text("95 % interval").wait_for()
    assert page.locator(".eco-verdicts tr").count() == 1 + 11
    assert "ecology compare targets enabling --sector classroom" in page.content()
    shot(page, "sure")


def test_it_can_be_worked_by_keyboard(tab):
    page = tab()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Step one month":
            break
    page.keyboard.press("Enter")
    month(page, 1)


def test_it_fits_a_phone(tab):
    page = tab(PHONE)
    step(page)
    month(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(page, "phone")


def test_the_month_is_explained(tab):
    page = tab()
    unfold(page, "The month, phase by phase")
    unfold(page, "10. live and end")
    page.get_by_text("Advance stages, let members leave").filter(visible=True).wait_for()
