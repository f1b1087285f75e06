"""Imports point downward only; only the shell and what is above it know Mesa, networkx and pandas."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ecology

ROOT = Path(ecology.__file__).parent

LAYERS = (
    ("GROUND", ("errors", "declared", "switches", "parameters", "streams")),
    ("STATE", ("sector",)),
    (
        "RULES",
        (
            "games", "strategies", "policies", "mechanisms", "metrics", "rules", "schedule",
            "founding.spec", "founding.shape", "founding.found", "founding.acquaintance",
            "founding.alliances", "founding.funders", "founding.people",
        ),
    ),
    ("FRAMES", ("analysis", "plots", "storage", "dictionary", "telling", "report.quantities")),
    (
        "SHELL",
        (
            "graph", "graph_file", "structure", "frames", "story", "agents", "recorder", "model", "presets",
            "founding.folder", "founding.description", "founding.tables", "founding.grants_table",
            "founding.people_table", "founding.partnerships_table", "founding.intervals", "founding.labels",
            "founding.postcodes", "founding.emails",
        ),
    ),
    ("STUDY", ("calibration", "classics", "experiments", "report", "importers", "scenario")),
    ("EDGE", ("app", "cli", "__main__")),
)  # fmt: skip
"""From the ground up; a module belongs to the longest name it begins with."""

LAYER = {module: depth for depth, (_, modules) in enumerate(LAYERS) for module in modules}
NAMES = [name for name, _ in LAYERS]

LIGHT = {"numpy"}
"""What rules and all below them may import besides the standard library."""
FRAMES_TOO = LIGHT | {"pandas", "matplotlib", "scipy", "pyarrow"}
HEAVY = ("mesa", "networkx", "pandas", "matplotlib", "scipy", "pyarrow", "numpy", "loky", "typer", "rich", "jinja2")

FILES = sorted(path for path in ROOT.rglob("*.py"))


def module_of(path):
    """Return the module of a file, without the package's own name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def depth_of(module):
    """Return how high a module stands, None for the package itself."""
    while module:
        if module in LAYER:
            return LAYER[module]
        module = module.rpartition(".")[0]
    return None


def imports_of(path):
    """Yield each imported module; what is imported for type checking alone is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for branch in node.body
        for inner in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are written in full"
            yield from (submodule(node.module, alias.name) for alias in node.names)


def submodule(module, name):
    """Return the module that 'from module import name' depends on."""
    inside = ROOT.joinpath(*module.split(".")[1:]) if module.split(".")[0] == "ecology" else None
    return f"{module}.{name}" if inside and ((inside / f"{name}.py").is_file() or (inside / name).is_dir()) else module


each = pytest.mark.parametrize("path", FILES, ids=[module_of(path) or "ecology" for path in FILES])


@each
def test_every_module_has_its_layer(path):
    assert path == ROOT / "__init__.py" or path.name == "__init__.py" or depth_of(module_of(path)) is not None


@each
def test_imports_point_downward(path):
    own = depth_of(module_of(path))
    for module in imports_of(path):
        if module == "ecology" or not module.startswith("ecology."):
            continue
        other = depth_of(module.removeprefix("ecology."))
        assert own is not None, f"{module_of(path) or 'ecology'} imports {module}"
        assert other is not None, f"{module} has no layer"
        assert other <= own, f"{module_of(path)} ({NAMES[own]}) imports {module} ({NAMES[other]})"


@each
def test_the_core_knows_neither_mesa_nor_networkx_nor_pandas(path):
    own = depth_of(module_of(path))
    if own is None or own >= NAMES.index("SHELL"):
        return
    allowed = LIGHT if own <= NAMES.index("RULES") else FRAMES_TOO
    outside = {module.split(".")[0] for module in imports_of(path)} - {"ecology", "__future__"}
    assert outside - set(sys.stdlib_module_names) <= allowed


@each
def test_no_two_modules_import_each_other(path):
    own = module_of(path)
    for module in imports_of(path):
        other = ROOT.joinpath(*module.split(".")[1:]).with_suffix(".py")
        if module.startswith("ecology.") and other.is_file() and other != path:
            assert f"ecology.{own}" not in set(imports_of(other))


def test_every_entry_of_the_list_exists():
    for module in LAYER:
        path = ROOT.joinpath(*module.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), module


def loaded_after(code):
    out = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in out.stdout.split()}


def test_import_ecology_is_light():
    assert not loaded_after("import ecology") & set(HEAVY)


def test_the_month_can_be_read_without_the_heavy_ones():
    assert not loaded_after("import ecology.schedule, ecology.founding.found") & (set(HEAVY) - {"numpy"})


def test_names_of_the_package_are_all_there():
    for name in ecology.__all__:
        assert getattr(ecology, name) is not None
    assert set(ecology.__all__) <= set(dir(ecology))
    with pytest.raises(AttributeError, match="has no attribute 'Economy'"):
        _ = ecology.Economy
