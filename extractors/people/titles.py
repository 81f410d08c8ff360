"""Which lines, columns and words are titles of officers."""

from __future__ import annotations

import re

from extractors.core.passage import Passage
from extractors.people.names import is_role_word
from extractors.people.person_tokens import tokens
from extractors.people.word_classes import is_short_title, party
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


def names_office(text: str) -> bool:
    """Whether a text names an office: a word of it ends as titles do, or is short for one.

    >>> names_office("teknisk direktör"), names_office("1. vpj"), names_office("Granvik")
    (True, True, False)
    """
    parts = [text, *re.split(r"\s*[,/]\s*|\s+(?:och|ja|för|i|på|vid|från)\s+", text)]
    return any(is_short_title(each) or is_role_word(each.split()[-1]) for each in parts if each.split())


def is_office(text: Passage) -> bool:
    """Whether a line or a column is a title and nobody's name: "Puheenjohtaja", "vs. kunnanjohtaja".

    >>> from extractors.core.passage import Span
    >>> is_office(Passage.of("vs. kunnanjohtaja", Span(0, 17))), is_office(Passage.of("direktör Bo Ek", Span(0, 14)))
    (True, False)
    """
    kinds = [token.kind for token in tokens(text.text, text.gaps())]
    return len(text.text.split()) <= 5 and "name" not in kinds and names_office(text.text)


def split_party(text: Passage) -> tuple[Passage, Passage | None]:
    """Parts a party's abbreviation from the end of a text: "jäsen kok", "Ek Kai sfp."."""
    match = re.search(rf"(?:^|\s)(?P<party>{party().pattern})$", text.text)
    if match is None or (match.start() > 0 and len(match["party"]) == 1):
        return text, None
    return text[: match.start()], text.group(match, "party")
