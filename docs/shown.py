"""Commands, files and figures that a page shows are run, written and drawn when the documentation is built.

`{run}` runs its lines in a shell, in a folder of the page's own, and shows them with what they print; `{file} NAME`
writes a file into that folder and shows it; `{drawn}` runs Python in the process that builds, without a kernel of the
page's own, and shows what it leaves as `figure`. What fails is a warning, which fails the build.
"""

from __future__ import annotations

import atexit
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import matplotlib as mpl
import matplotlib.pyplot as plt
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

mpl.use("agg")  # figures go to files
logging.getLogger("MESA").setLevel(logging.WARNING)  # Mesa notes every step, and Sphinx lets it be heard

LONGEST = 240
"""Seconds after which a command is given up."""


def folder_of(env: Any) -> Path:
    """Return the folder that the commands of the present page share; it is made when the page is first read."""
    if "folder_of_commands" not in env.temp_data:
        folder = tempfile.mkdtemp(prefix="ecology-docs-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        env.temp_data["folder_of_commands"] = folder
    return Path(env.temp_data["folder_of_commands"])


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lines in a shell that stops at the first that fails; ecology is the one that builds this page."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return subprocess.run(
        ["sh", "-ec", command], cwd=folder, env={**os.environ, "PATH": path, "COLUMNS": "80"}, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=LONGEST,
    )  # fmt: skip


class Run(SphinxDirective):
    """Commands with what they print."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"quiet": directives.flag, "last": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Return the commands and, unless quiet, what they printed (the last so many lines)."""
        command = "\n".join(self.content)
        answer = run(command, folder_of(self.env))
        if answer.returncode:
            raise self.error(f"the command failed:\n{command}\n{answer.stdout}")
        shown: list[nodes.Node] = [literal(command, "sh")]
        printed = re.sub(r"\s+$", "", answer.stdout)
        if "quiet" not in self.options and printed:
            lines = printed.splitlines()
            last = self.options.get("last", len(lines))
            shown.append(literal("\n".join((["…"] if last < len(lines) else []) + lines[-last:]), "text"))
        return shown


class File(SphinxDirective):
    """A file that the commands of the page use."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write the file and return its text."""
        name = self.arguments[0]
        text = "\n".join(self.content) + "\n"
        (folder_of(self.env) / name).write_text(text, encoding="utf-8")
        return [literal(text.rstrip("\n"), {".toml": "toml", ".py": "python"}.get(Path(name).suffix, "text"))]


class Drawn(SphinxDirective):
    """Python that draws a figure, with the code folded below it."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"alt": directives.unchanged_required, "caption": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Draw and return the figure, its caption and the code."""
        code, made = "\n".join(self.content), {}
        try:
            exec(compile(code, f"{self.env.docname}, figure", "exec"), made)
        except Exception as error:
            raise self.error(f"the figure failed: {type(error).__name__}: {error}\n{code}") from error
        path = f"generated/figures/{self.env.docname.replace('/', '-')}-{self.lineno}.png"
        target = Path(self.env.srcdir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        made["figure"].savefig(target, dpi=110)
        plt.close("all")
        caption = nodes.caption("", self.options["caption"])
        picture = nodes.figure("", nodes.image(uri=f"/{path}", alt=self.options["alt"]), caption)
        before, after = ("<details><summary>The code of this figure</summary>", "</details>")
        folded = (nodes.raw("", before, format="html"), literal(code, "python"), nodes.raw("", after, format="html"))
        return [picture, *folded]


def literal(text: str, language: str) -> nodes.literal_block:
    """Return a block of text as it is."""
    block = nodes.literal_block(text, text)
    block["language"] = language
    return block


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    kinds: dict[str, type[Directive]] = {"run": Run, "file": File, "drawn": Drawn}
    for name, kind in kinds.items():
        app.add_directive(name, kind)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
