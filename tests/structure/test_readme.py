"""README, .ci/run, version, citation and changelog say the same."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import ecology

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def readme_command(name):
    """Return the command between its markers, read without the help of .ci/run."""
    found = re.findall(rf"<!-- command: {name} -->\n```sh\n(.+)\n```\n<!-- end of command -->", README)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", ["main", "test"])
def test_ci_runs_the_commands_of_the_readme(name):
    answer = subprocess.run(
        ["bash", ".ci/run", "command", name], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert answer.stdout == readme_command(name) + "\n"
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f'bash -euo pipefail -c "${name}_command"' in script


def test_the_commands_are_those_people_were_promised():
    assert readme_command("main").endswith(".venv/bin/ecology compare targets enabling")
    assert ".venv/bin/pytest" in readme_command("test")
    assert ".[test]" in readme_command("test")


def test_ci_can_be_run_and_names_no_machine():
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    text = path.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert not re.search(r"https?://|/home/|/root/|--index-url", text)


def test_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == ecology.__version__
    assert f"\nversion: {ecology.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_the_changelog_keeps_its_form():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert sections[0].startswith("[Unreleased]\n")
    for section in sections:
        assert "**Results may differ:**" in section
        assert set(re.findall(r"^### (.+)$", section, flags=re.MULTILINE)) <= {
            "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security",
        }  # fmt: skip


def test_every_file_the_readme_names_is_there():
    for name in re.findall(r"`([\w./-]+\.(?:md|py|toml|cff)|LICENSE)`", README):
        if name not in {"import_report.md", "columns.md"}:  # written by the commands
            assert (ROOT / name).is_file(), name
