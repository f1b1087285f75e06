"""Email addresses in other people's tables: taken out, for whatever is kept may be shown and passed on."""

from __future__ import annotations

import re

REMOVED = "[email removed]"

# With a dotted domain: the name of a place such as Studio@TheMill is no address. The bounds keep the time in proportion
# to the length of a text, whatever it holds.
_EMAIL = re.compile(r"[^\s@<>()\[\],;:]{1,64}@[^\s@<>()\[\],;:]{1,255}\.[^\W\d_]{2,}")


def without_emails(text: str) -> str:
    """Return text without the email addresses in it.

    Examples
    --------
    >>> without_emails("Ask someone@example.org")
    'Ask [email removed]'
    """
    return _EMAIL.sub(REMOVED, text) if "@" in text else text
