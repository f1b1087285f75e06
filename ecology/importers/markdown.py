"""Text from strangers in a Markdown report."""

from __future__ import annotations

import re


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is: other people's names must not become markup.

    Examples
    --------
    >>> escaped("<b>A_B</b>")
    '&lt;b&gt;A\\_B&lt;/b&gt;'
    """
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
