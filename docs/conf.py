"""How the documentation is built: Sphinx, MyST and furo, without anything from the network."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # generated, shown and what they import, beside this file

import ecology

project = "ecology"
copyright = "the ecology authors, MIT licence"
version = release = ecology.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.duration", "sphinx.ext.napoleon", "generated", "shown"]
exclude_patterns = ["generated/phases/*"]  # these are included by the pages of month/
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# every page with code is run anew at each build, and an error or a warning in it fails the build
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_output_stderr = "error"
nb_execution_in_temp = True
# Mesa imports tqdm, which warns in every notebook without widgets that its bars, which nobody uses here, will be plain
os.environ["PYTHONWARNINGS"] = "ignore:IProgress not found"

autodoc_typehints = "none"  # types stand in the text of every docstring
autodoc_member_order = "bysource"
napoleon_google_docstring = False

html_theme = "furo"
html_title = f"ecology {release}"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_theme_options = {"navigation_with_keys": True}
html_copy_source = False
html_show_sphinx = False
