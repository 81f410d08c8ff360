"""Slugs: names as lower-case ASCII for ids, file names and e-mail addresses."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "þ": "th"})


def ascii_letters(text: str) -> str:
    """A text in lower-case ASCII letters where it can be: å and ä become a, ö becomes o.

    >>> ascii_letters("Ikäheimonen Åsa")
    'ikaheimonen asa'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slug(text: str, limit: int = 80) -> str:
    """A text as a slug, cut at a word's end so that it is at most `limit` characters long.

    >>> slug("Motion om att utöka invånar- och kundorienteringen")
    'motion-om-att-utoka-invanar-och-kundorienteringen'
    """
    words = re.findall(r"[a-z0-9]+", ascii_letters(text))
    while len(words) > 1 and len("-".join(words)) > limit:
        words.pop()
    return "-".join(words)[:limit]
