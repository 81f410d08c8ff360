"""Which words of the vocabulary can stand in a text at all: a cheap question to ask before an expensive one.

A pattern that needs one of some words can only match where one of them occurs. `occurs` tells that with plain string
searches, which cost a hundredth of a pattern's; it may say yes where the pattern then finds nothing, but never no
where it would find something.
"""

from __future__ import annotations

from collections.abc import Iterable

# What the regular expressions take for one letter without regard to case although `str.lower` does not.
_ALSO = (("\u017f", "s"), ("\u0131", "i"), ("i\u0307", "i"), ("\u03bc", "\u00b5"), ("\u03c2", "\u03c3"))


def folded(text: str) -> str:
    """A text as `occurs` wants it: in small letters.

    >>> folded("Kommunens LÅNGA \u017fång")
    'kommunens långa sång'
    """
    small = text.lower()
    if not small.isascii():
        for letter, plain in _ALSO:
            small = small.replace(letter, plain)
    return small


def stems(phrases: Iterable[str]) -> tuple[str, ...]:
    """The shortest beginnings that cover the first words of phrases; what begins with another one is left out.

    >>> stems(["bordl*", "bordläggs", "lämna* .. på bordet", "JA-röster|ja"])
    ('bordl', 'ja', 'lämna')
    """
    firsts = {folded(choice.rstrip("*")) for phrase in phrases for choice in phrase.split()[0].split("|")}
    kept: list[str] = []
    for stem in sorted(firsts, key=lambda stem: (len(stem), stem)):
        if not any(shorter in stem for shorter in kept):
            kept.append(stem)
    return tuple(sorted(kept))


def occurs(small: str, choices: Iterable[str]) -> bool:
    """Whether one of these stems occurs in a folded text."""
    return any(map(small.__contains__, choices))
