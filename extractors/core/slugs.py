"""Slugs: names as lower-case ASCII for ids, file names and e-mail addresses."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "þ": "th"})
_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # combining marks


def ascii_letters(text: str) -> str:
    """A text in lower-case ASCII letters where it can be: å and ä become a, ö becomes o.

    >>> ascii_letters("Ikäheimonen Åsa")
    'ikaheimonen asa'
    """
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)))


def slug(text: str, limit: int = 80) -> str:
    """A text as a slug, cut at a word's end so that it is at most `limit` characters long.

    >>> slug("Motion om att utöka invånar- och kundorienteringen")
    'motion-om-att-utoka-invanar-och-kundorienteringen'
    """
    words = re.findall(r"[a-z0-9]+", ascii_letters(text))
    while len(words) > 1 and len("-".join(words)) > limit:
        words.pop()
    return "-".join(words)[:limit]
