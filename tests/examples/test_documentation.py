"""The documentation: built from outside the source, executed, without a warning, and without the network."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ecology.metrics.declarations import METRICS
from ecology.parameters import declarations
from ecology.policies.levers import LEVERS
from ecology.presets.policies import policy_names
from ecology.schedule import MONTH
from ecology.strategies import NAMES

DOCS = Path(__file__).resolve().parents[2] / "docs"
LOADS = dict.fromkeys(("script", "img", "iframe", "source", "video", "audio", "embed"), "src")
LOADS |= {"object": "data", "link": "href"}
"""Element → attribute from which a browser loads without being asked."""
HEAD = (DOCS / "howto" / "strategy.md").read_text(encoding="utf-8").split("\n# ")[0] + "\n\n"
"""What makes a page one with cells."""
REMOTE = re.compile(r"^(https?:)?//")


def build(source, site):
    """Build with the installed package, from a folder where there is no source of it."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-E", "-j", "4", "-b", "html", source, site]
    return subprocess.run(command, cwd=source.parent, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the built site; a warning, or an error in a cell or a command, fails the build."""
    folder = tmp_path_factory.mktemp("documentation")
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("generated"))
    answer = build(folder / "docs", folder / "site")
    assert answer.returncode == 0, answer.stderr
    return folder / "site"


class Loads(HTMLParser):
    """Addresses that a browser loads with the page, and the text it shows."""

    def __init__(self):
        super().__init__()
        self.addresses, self.text = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in LOADS and given.get("rel") not in {"canonical", "next", "prev", "index", "search"}:
            self.addresses.append(given.get(LOADS[tag]) or "")

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    reader = Loads()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader


def imported(text):
    """Return what a style sheet loads from elsewhere."""
    return [a for a in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s]+)", text) if REMOTE.match(a)]


def test_no_page_loads_anything_from_the_network(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        remote = [address for address in read(page).addresses if REMOTE.match(address)]
        assert not remote, f"{page.relative_to(site)} loads {remote}"
        assert not imported(page.read_text(encoding="utf-8")), page
    for sheet in site.rglob("*.css"):
        assert not imported(sheet.read_text(encoding="utf-8")), sheet


def test_a_load_from_the_network_is_noticed(tmp_path):
    page = tmp_path / "page.html"
    head = '<link rel="stylesheet" href="//fonts.example/a.css"><script src="https://cdn.example/x.js"></script>'
    page.write_text(head, encoding="utf-8")
    assert [a for a in read(page).addresses if REMOTE.match(a)] == ["//fonts.example/a.css", "https://cdn.example/x.js"]
    assert imported("@font-face { src: url('https://fonts.example/a.woff2') }") == ["https://fonts.example/a.woff2"]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("parameters", [d.name for d in declarations()]),
        ("levers", list(LEVERS)),
        ("policies", policy_names()),
        ("strategies", NAMES),
        ("files", list(METRICS)),
        ("phases_list", [phase.name for phase in MONTH]),
    ],
)
def test_the_reference_names_everything(site, page, names):
    shown = set("".join(read(site / "generated" / f"{page}.html").text).split())
    assert not set(names) - shown


@pytest.mark.parametrize("phase", [phase.name for phase in MONTH])
def test_every_phase_has_its_page_with_rule_and_figure(site, phase):
    page = read(site / "month" / f"{phase}.html")
    words = " ".join("".join(page.text).split())
    assert f"phase {phase}" in words or f".{phase}" in words
    assert "Reads" in words
    assert any("_images" in address for address in page.addresses)


def test_the_tutorial_reaches_ones_own_policy_on_ones_own_file(site):
    text = "".join(read(site / "tutorial.html").text)
    assert "12 grants from 1 funder" in text
    assert "gatherings compared with none" in text
    assert "Report: mine/report.html" in text


def test_pages_show_no_path_of_the_machine(site):
    for page in site.rglob("*.html"):
        text = "".join(read(page).text)
        assert not re.search(r"(/tmp|/home|/root|/work|/Users)/|site-packages", text), page.relative_to(site)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("```{run}\necology describe policy:enablin\n```", "the command failed"),
        (HEAD + "```{code-cell} python\n1 / 0\n```", "ExecutionError"),
        ("```{drawn}\n:alt: nothing\n:caption: nothing\n\n1 / 0\n```", "the figure failed: ZeroDivisionError"),
    ],
)
def test_what_fails_in_a_page_fails_the_build(tmp_path, page, said):
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("conf.py", "shown.py"):
        shutil.copy(DOCS / name, docs)
    (docs / "generated.py").write_text("def setup(app):\n    return {'parallel_read_safe': True}\n", encoding="utf-8")
    (docs / "_static").mkdir()
    (docs / "index.md").write_text(page.replace("```{", "# A page\n\n```{", 1) + "\n", encoding="utf-8")
    answer = build(docs, tmp_path / "site")
    assert answer.returncode
    assert said in answer.stderr
