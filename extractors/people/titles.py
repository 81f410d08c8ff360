"""Which lines, columns and words are titles of officers."""

from __future__ import annotations

from extractors.core.passage import Passage
from extractors.people.names import is_role_word
from extractors.people.person_tokens import tokens
from extractors.vocabulary import label, words


def is_title(text: Passage) -> bool:
    """Whether a line is an officer's title and nothing more: "Stadsdirektören:", "Direktören för utbildning".

    >>> from extractors.core.passage import Span
    >>> [is_title(Passage.of(t, Span(0, len(t)))) for t in ("Stadsdirektörens ersättare:", "Direktören beslutar:")]
    [True, False]
    """
    words_of = text.text.strip(" :").split()
    if not 0 < len(words_of) <= 6 or not words_of[0][0].isupper() or text.text.endswith((".", ",", ";")):
        return False
    if label(text.text) is not None or "," in text.text:
        return False  # "Valmistelija:"
    if len(words_of) == 1 and text.text.endswith(":") and words_of[0].lower() in words("roles", "short"):
        return True  # "SD:"
    if is_role_word(words_of[-1]):
        return not any(word in words("labels", "prepositions") for word in words_of)
    return is_role_word(words_of[0]) and len(words_of) > 2 and words_of[1] == "för" and not text.text.endswith(":")


def is_officer(line: Passage) -> bool:
    """Whether a line is one officer with the title before the name and nothing more: "Stadsdirektör Bo Ek:".

    >>> from extractors.core.passage import Span
    >>> [is_officer(Passage.of(t, Span(0, len(t)))) for t in ("tf. direktör Bo Ek:", "Bo Ek", "Direktör Bo Ek kom")]
    [True, False, False]
    """
    found = [token.kind for token in tokens(line.text, line.gaps())]
    return found[:2] == ["role", "name"] and found[2:] in ([], ["sep"])
