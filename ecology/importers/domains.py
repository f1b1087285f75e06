"""The art form a text speaks of, judged by its words."""

from __future__ import annotations

import re


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORDS: dict[str, frozenset[str]] = {
    "theatre": _words("theatre theatres theater theatrical drama dramatic acting playhouse puppetry circus"),
    "visual": _words("visual gallery galleries painting sculpture photography printmaking"),
    "music": _words(
        "music musical musicians musician orchestra orchestras orchestral opera operas choir choirs "
        "choral concert concerts philharmonic sinfonia symphony"
    ),
    "dance": _words("dance dances dancing dancers ballet choreography"),
    "literature": _words("literature literary book books poetry poets poet writing publishing"),
    "museums": _words("heritage museum museums archive archives"),
}
"""Domain of `categories.DOMAINS` → the words that speak of it; 'combined' is what is left, or several at once."""

# Phrases whose words would mislead one by one.
_PHRASES = {"musical theatre": "theatre", "fine arts": "visual", "fine art": "visual"}
_WORD = re.compile(r"[a-z]+")


def art_form(text: str) -> str:
    """Return the domain a text speaks of: 'combined' when it speaks of several, '' when of none.

    Examples
    --------
    >>> art_form("Fine Arts"), art_form("College of Music & Drama"), art_form("Scholarship")
    ('visual', 'combined', '')
    """
    lower = text.lower()
    for phrase, meaning in _PHRASES.items():
        lower = lower.replace(phrase, meaning)
    words = set(_WORD.findall(lower))
    spoken_of = [domain for domain, signs in WORDS.items() if signs & words]
    return "combined" if len(spoken_of) > 1 else "".join(spoken_of)
