"""What README shows, done as it shows it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    import matplotlib.pyplot as plt

    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)[1]
    shorter = code.replace("months=120", "months=16").replace("runs=30", "runs=2").replace("workers=2", "workers=1")
    assert shorter != code
    exec(shorter, {})  # our own words
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")
    plt.close("all")
