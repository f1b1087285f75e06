"""That the report prints to two pages; asks a browser, where there is one."""

import re
import shutil
import subprocess

import pytest

from ecology.analysis.effects import effects
from ecology.parameters import declarations
from ecology.plots.choices import open_choices
from ecology.plots.winners import winners
from ecology.report.page import report

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium to print with")
@pytest.mark.parametrize("verdict", ["all keep", "two turn"])
def test_two_policies_print_to_two_pages(verdict, results, pair_meta, make_choices, tmp_path):
    found = effects(results, ["none", "enabling"], last_months=24)
    swept = [declared for declared in declarations() if declared.ends]
    turned = -40_000.0 if verdict == "two turn" else 60_000.0
    varied = make_choices(
        *[(d.name, d.default, end, turned if place in {0, 4} and end == d.ends[0] else 80_000.0, 20_000.0)
          for place, d in enumerate(swept) for end in d.ends], main=70_000.0,
    )  # fmt: skip
    meanings = {d.name: d.meaning for d in swept}
    varied = varied.assign(meaning=varied.parameter.map(meanings))
    foot = "ecology 0.1.0 · sector standard · 30 pairs of 120 months · seed 1 · study 770a6f061b"
    figures = {"winners": winners(found, foot=foot), "open-choices": open_choices(varied, foot=foot)}
    text = report(found, results, meta=pair_meta, figures=figures, choices=varied)
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'browser'}",
         "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'report.pdf'}", (tmp_path / "report.html").as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    paper = (tmp_path / "report.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
    width, height = map(float, re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", paper).groups())
    assert (width, height) == pytest.approx((595, 842), abs=1)  # A4 in points
