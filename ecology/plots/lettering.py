"""Lettering: what users wrote, made fit for print: nothing hidden in it, not too long, drawn as it stands."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font

HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u2028\u2029"  # controls and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066\u2067"  # marks that turn the direction of what follows
    "\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff]+"  # what is no character, or half of one
)
ISOLATE, END = "\u2068", "\u2069"
"""Between them a text has its own direction and leaves that of the sentence alone."""

NAME = 40
"""Longest name printed in full, characters."""
MISSING = "□"
"""Stands for a character the font of figures lacks."""


def legible(text: str) -> str:
    """Return the text with hidden characters (controls, direction marks) made spaces."""
    return HIDDEN.sub(" ", text)


def plain(text: str) -> str:
    """Return a text of users: nothing hidden in it, and single spaces."""
    return " ".join(legible(re.sub(f"[{ISOLATE}{END}]", " ", text)).split())


def shown(text: str, most: int = NAME) -> str:
    """Return a plain text of at most `most` characters: its beginning and its end, and an ellipsis between.

    The end is kept because names of one family differ there: '… round 1', '… round 2'.
    """
    text = plain(text)
    if len(text) <= most:
        return text
    tail = most // 3
    return f"{text[: most - tail - 3].rstrip()} … {text[-tail:].lstrip()}"


def named(name: str, most: int = NAME) -> str:
    """Return a name for the middle of a sentence; one written from right to left does not turn the sentence."""
    name = shown(name, most)
    turned = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in name)
    return f"{ISOLATE}{name}{END}" if turned else name


def literal(text: str) -> str:
    r"""Return a text that matplotlib draws as it stands: a name with two dollar signs is not mathematics."""
    known = _known()
    drawn = "".join(c if c == "\n" or ord(c) in known else MISSING for c in re.sub(f"[{ISOLATE}{END}]", "", text))
    return drawn.replace("$", r"\$")


def wrapped(text: str, width: int) -> str:
    """Return a text broken into lines of at most this many characters and about equal length, drawn as it stands."""
    lines = textwrap.wrap(plain(text), width)
    for narrower in range(width - 1, 0, -1):
        tighter = textwrap.wrap(plain(text), narrower, break_long_words=False)
        if len(tighter) > len(lines) or max(map(len, tighter), default=0) > width:
            break
        lines = tighter
    return "\n".join(literal(line) for line in lines)


def entry(text: str, width: int) -> str:
    """Return a text for a legend, where matplotlib would pass over one that begins with an underscore."""
    label = wrapped(text, width)
    return f" {label}" if label.startswith("_") else label


@cache
def _known() -> frozenset[int]:
    """Return the codes of the characters that the font of figures has."""
    return frozenset(get_font(findfont(FontProperties(family=["DejaVu Sans"]))).get_charmap())
