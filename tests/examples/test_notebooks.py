"""Every notebook runs from an empty folder, in under a minute, without a warning; none is kept with what it printed."""

import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
EXPECTED = 7
LONGEST = 60.0
"""Seconds a notebook may take."""
WARNINGS_ARE_ERRORS = (
    "import warnings\nwarnings.simplefilter('error')\nwarnings.simplefilter('default', PendingDeprecationWarning)"
)

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_they_are_all_there():
    assert len(NOTEBOOKS) == EXPECTED


@each
def test_it_is_kept_without_what_it_printed(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert not any(cell.metadata for cell in notebook.cells)
    assert set(notebook.metadata) == {"kernelspec"}
    assert notebook.metadata.kernelspec.name == "python3"


@each
def test_it_ends_with_questions_and_a_cell_to_edit(path):
    *_, questions, last = nbformat.read(path, as_version=4).cells
    assert "## Questions to try" in questions.source
    assert last.cell_type == "code"


@each
@pytest.mark.filterwarnings("default::DeprecationWarning", "default::ResourceWarning")
def test_it_runs_within_a_minute(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(WARNINGS_ARE_ERRORS))
    # without a kernel specification of its own, Jupyter starts the interpreter that runs this
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    began = time.perf_counter()
    client.execute()
    assert time.perf_counter() - began < LONGEST
    assert not list(tmp_path.iterdir())
