"""What is installed holds all it needs: presets, templates and styles, not only modules."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    # from a copy of what git has, so that nothing left behind in the folder gets in, and nothing is left behind here
    tree = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tree.returncode:
        pytest.skip("this is not a git clone")
    for name in filter(None, tree.stdout.split("\0")):
        if (ROOT / name).is_file():
            (out / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
            (out / "tree" / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(out / "tree")],
        capture_output=True, check=True,
    )  # fmt: skip
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_a_wheel_holds_every_file_of_the_package(names):
    tracked = subprocess.run(["git", "ls-files", "ecology"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = {name for name in tracked.stdout.split() if (ROOT / name).is_file()}
    assert {"ecology/presets/policies/enabling.toml", "ecology/report/report.html.j2", "ecology/py.typed"} <= files
    assert files - names == set()


def test_a_wheel_holds_nothing_else(names):
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"ecology"}
