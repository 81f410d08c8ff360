"""The spaCy pipelines: sentences that know Nordic abbreviations, and phrases from the vocabulary.

`blank("sv")` and `blank("fi")` tokenise; nothing is downloaded. Texts go in block by block, for spaCy refuses more
than a million characters at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

import spacy
from spacy.language import Language as Pipeline
from spacy.matcher import Matcher
from spacy.tokens import Doc

from extractors.passage import Passage
from extractors.vocabulary import keys, words

LIMIT = 900_000
"""Characters that one spaCy `Doc` may have; what is longer is cut here."""


@cache
def pipeline(language: str) -> Pipeline:
    """The tokenizer and sentencizer of a language ("sv", "fi"; others are read as Swedish)."""
    nlp = spacy.blank(language if language in ("sv", "fi") else "sv")
    tokenizer = cast("Any", nlp.tokenizer)
    for abbreviation in words("sentences", "abbreviations"):
        for form in {abbreviation, abbreviation.capitalize()}:
            tokenizer.add_special_case(form, [{"ORTH": form}])
    nlp.add_pipe("sentencizer")
    return nlp


@lru_cache(maxsize=64)
def _doc(text: str, language: str) -> Doc:
    return pipeline(language)(text[:LIMIT])


# "8 §. Nästa" ends a sentence, "19. toukokuuta" and "1. vice ordförande" do not: a figure before, a small letter after.
_ENDS_NOT = re.compile(r"(?:^|\s)(?:\d+|[IVX]+|[A-ZÅÄÖ])\.$")


def sentences(passage: Passage, language: str) -> list[Passage]:
    """The sentences of a passage.

    >>> from extractors.passage import Span
    >>> text = "Sini Juuti m.fl. lämnade en motion den 19. maj kl. 17 i fullmäktige. Den remitterades."
    >>> [each.text for each in sentences(Passage.of(text, Span(0, len(text))), "sv")]
    ['Sini Juuti m.fl. lämnade en motion den 19. maj kl. 17 i fullmäktige.', 'Den remitterades.']
    """
    found: list[Passage] = []
    start = 0
    for sentence in _doc(passage.text, language).sents:
        end = sentence.end_char
        behind = passage.text[end : end + 2].lstrip()
        goes_on = bool(behind) and behind[0].islower()
        if goes_on or (_ENDS_NOT.search(passage.text[start:end]) and end < len(passage.text)):
            continue
        if kept := passage[start:end].strip():
            found.append(kept)
        start = end
    if kept := passage[start:].strip():
        found.append(kept)
    return found


class Phrase(NamedTuple):
    """A phrase of the vocabulary where it stands: its key, the words, and its place in the key's list."""

    key: str
    passage: Passage
    rank: int = 0


def _token_pattern(word: str) -> dict[str, object]:
    if word == "..":
        return {"OP": "{0,8}"}
    choices = "|".join(
        re.escape(choice[:-1]) + ".*" if choice.endswith("*") else re.escape(choice)
        for choice in word.lower().split("|")
    )
    return {"LOWER": {"REGEX": rf"^(?:{choices})$"}}


@cache
def _matcher(table: str, language: str) -> Matcher:
    matcher = Matcher(pipeline(language).vocab)
    for key in keys(table):
        for rank, phrase in enumerate(words(table, key)):
            pattern = [_token_pattern(word) for word in phrase.split()]
            matcher.add(f"{key} {rank}", [pattern], greedy="LONGEST")
    return matcher


def phrases(passage: Passage, table: str, language: str, skip: re.Pattern[str] | None = None) -> Iterator[Phrase]:
    """The phrases of a vocabulary table in a passage, in order of place; none goes over the end of a sentence.

    Matching costs about 50 µs a token, so only sentences that hold the first word of a phrase are matched; those in
    which `skip` is found are not.
    """
    first = _first_words(table)
    for part in _SENTENCE.finditer(passage.text):
        if first.search(part[0]) is None or (skip is not None and skip.search(part[0])):
            continue
        doc = _doc(part[0], language)
        for key, start, end in sorted(_matcher(table, language)(doc), key=lambda match: (match[1], -match[2])):
            span = doc[start:end]
            name, _, rank = doc.vocab.strings[key].partition(" ")
            place = passage[part.start() + span.start_char : part.start() + span.end_char]
            yield Phrase(name, place, int(rank))


# Good enough to part long texts: a full stop and a capital, or a line's end.
_SENTENCE = re.compile(r"\S.*?(?=(?<=[.!?])\s+[A-ZÅÄÖ]|\n|$)")


@cache
def _first_words(table: str) -> re.Pattern[str]:
    firsts = {choice for key in keys(table) for phrase in words(table, key) for choice in phrase.split()[0].split("|")}
    choices = (re.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?!\w)") for word in sorted(firsts))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})", re.IGNORECASE)


def first_phrase(passage: Passage, table: str, language: str, skip: re.Pattern[str] | None = None) -> Phrase | None:
    """The phrase that decides: the first in the vocabulary's order that occurs, where it stands first.

    >>> from extractors.passage import Span
    >>> text = "Föredragandens förslag godkändes enhälligt."
    >>> first_phrase(Passage.of(text, Span(0, len(text))), "outcomes", "sv")[0]
    'approved'
    """
    order = {key: rank for rank, key in enumerate(keys(table))}
    return min(
        phrases(passage, table, language, skip), key=lambda phrase: (order[phrase.key], phrase.rank), default=None
    )
