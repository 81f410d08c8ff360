"""The spaCy pipelines: sentences that know Nordic abbreviations, and phrases from the vocabulary.

`blank("sv")` and `blank("fi")` tokenise; nothing is downloaded. Texts go in block by block, for spaCy refuses more
than a million characters at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

import spacy
from spacy.language import Language as Pipeline
from spacy.matcher import Matcher
from spacy.tokens import Doc

from extractors.core.passage import Passage
from extractors.language.prefilter import folded, occurs, stems
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


@lru_cache(maxsize=64)
def _tokens(text: str, language: str) -> Doc:
    return pipeline(language).make_doc(text[:LIMIT])


# "8 §. Nästa" ends a sentence, "19. toukokuuta" and "1. vice ordförande" do not: a figure before, a small letter after.
_ENDS_NOT = re.compile(r"(?:^|\s)(?:\d+|[IVX]+|[A-ZÅÄÖ])\.$")


def sentences(passage: Passage, language: str) -> list[Passage]:
    """The sentences of a passage.

    >>> from extractors.core.passage import Span
    >>> text = "Sini Juuti m.fl. lämnade en motion den 19. maj kl. 17 i fullmäktige. Den remitterades."
    >>> [each.text for each in sentences(Passage.of(text, Span(0, len(text))), "sv")]
    ['Sini Juuti m.fl. lämnade en motion den 19. maj kl. 17 i fullmäktige.', 'Den remitterades.']
    """
    found: list[Passage] = []
    start = 0
    for sentence in _doc(passage.text, language).sents:
        end = sentence.end_char
        following = passage.text[end : end + 2].lstrip()
        goes_on = bool(following) and following[0].islower()
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


class _Wording(NamedTuple):
    """A phrase of the vocabulary: its key, its place in the key's list, its words, and what each needs to occur."""

    key: str
    rank: int
    words: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]

    def can_occur(self, small: str) -> bool:
        """Whether all its words can stand in a folded text."""
        return all(occurs(small, choices) for choices in self.needs)


@cache
def _wordings(table: str) -> tuple[_Wording, ...]:
    """The phrases of a table in the vocabulary's order."""
    return tuple(
        _Wording(key, rank, parts, tuple(stems([word]) for word in parts if word != ".."))
        for key in keys(table)
        for rank, phrase in enumerate(words(table, key))
        for parts in [tuple(phrase.split())]
    )


def _token_pattern(word: str) -> dict[str, object]:
    if word == "..":
        return {"OP": "{0,8}"}
    choices = "|".join(
        re.escape(choice[:-1]) + ".*" if choice.endswith("*") else re.escape(choice)
        for choice in word.lower().split("|")
    )
    return {"LOWER": {"REGEX": rf"^(?:{choices})$"}}


@lru_cache(maxsize=512)
def _matcher(language: str, wordings: tuple[_Wording, ...]) -> Matcher:
    """The matcher for a few phrases: it costs about 50 µs a token with a whole table, next to nothing with two."""
    matcher = Matcher(pipeline(language).vocab)
    for wording in wordings:
        pattern = [_token_pattern(word) for word in wording.words]
        matcher.add(f"{wording.key} {wording.rank}", [pattern], greedy="LONGEST")
    return matcher


class _Sentence(NamedTuple):
    """A part of a passage that phrases are looked for in: where it begins, its text, and that folded."""

    start: int
    text: str
    small: str

    def matches(self, passage: Passage, language: str, wordings: tuple[_Wording, ...]) -> Iterator[Phrase]:
        """The phrases in it, in order of place."""
        doc = _tokens(self.text, language)
        for key, start, end in sorted(_matcher(language, wordings)(doc), key=lambda match: (match[1], -match[2])):
            span = doc[start:end]
            name, _, rank = doc.vocab.strings[key].partition(" ")
            place = passage[self.start + span.start_char : self.start + span.end_char]
            yield Phrase(name, place, int(rank))


# Good enough to part long texts: a full stop and a capital, or a line's end.
_STOP = re.compile(r"[.!?\n](?:(?<=\n)|\s+(?=[A-ZÅÄÖ]))")


def _parted(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, roughly, each with its beginning."""
    at = 0
    for stop in _STOP.finditer(text):
        part = text[at : stop.start() + (stop[0] != "\n")].lstrip()
        if part:
            yield stop.start() + (stop[0] != "\n") - len(part), part
        at = stop.end()
    if part := text[at:].lstrip():
        yield len(text) - len(part), part


@cache
def _first_words(table: str) -> re.Pattern[str]:
    firsts = {choice for key in keys(table) for phrase in words(table, key) for choice in phrase.split()[0].split("|")}
    choices = (re.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?!\w)") for word in sorted(firsts))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})", re.IGNORECASE)


@cache
def _by_first_stem(table: str) -> dict[str, tuple[int, ...]]:
    """Which phrases of a table, by their order, can occur where a stem does that begins one of their first words."""
    found: dict[str, list[int]] = {}
    for order, wording in enumerate(_wordings(table)):
        for stem in wording.needs[0]:
            found.setdefault(stem, []).append(order)
    return {stem: tuple(orders) for stem, orders in found.items()}


def _can_occur(table: str, small: str) -> Iterator[_Wording]:
    """The phrases of a table all of whose words can stand in a folded text, in the vocabulary's order."""
    wordings = _wordings(table)
    begun = {order for stem, orders in _by_first_stem(table).items() if stem in small for order in orders}
    return (wordings[order] for order in sorted(begun) if wordings[order].can_occur(small))


@cache
def _needs(table: str) -> tuple[str, ...]:
    return stems(phrase for key in keys(table) for phrase in words(table, key))


def _candidates(passage: Passage, table: str, skip: re.Pattern[str] | None) -> Iterator[_Sentence]:
    """The sentences that hold the first word of a phrase of a table; those in which `skip` is found are left out."""
    if not occurs(folded(passage.text), _needs(table)):
        return
    for start, part in _parted(passage.text):
        small = folded(part)
        if not occurs(small, _needs(table)) or _first_words(table).search(part) is None:
            continue
        if skip is None or skip.search(part) is None:
            yield _Sentence(start, part, small)


def phrases(passage: Passage, table: str, language: str, only: Collection[str] | None = None) -> Iterator[Phrase]:
    """The phrases of a vocabulary table in a passage, in order of place; none goes over the end of a sentence.

    Args:
        passage: the text.
        table: the vocabulary's table.
        language: the text's language.
        only: the keys whose phrases are wanted; all of the table where none are given.
    """
    for sentence in _candidates(passage, table, None):
        possible = _can_occur(table, sentence.small)
        wordings = tuple([each for each in possible if only is None or each.key in only])
        if wordings:
            yield from sentence.matches(passage, language, wordings)


def first_phrase(passage: Passage, table: str, language: str, skip: re.Pattern[str] | None = None) -> Phrase | None:
    """The phrase that decides: the first in the vocabulary's order that occurs, where it stands first.

    Sentences in which `skip` is found do not count.

    >>> from extractors.core.passage import Span
    >>> text = "Föredragandens förslag godkändes enhälligt."
    >>> first_phrase(Passage.of(text, Span(0, len(text))), "outcomes", "sv")[0]
    'approved'
    """
    candidates = list(_candidates(passage, table, skip))
    if not candidates:
        return None
    for wording in _can_occur(table, "\n".join([sentence.small for sentence in candidates])):
        for sentence in candidates:
            if wording.can_occur(sentence.small):
                found = next(sentence.matches(passage, language, (wording,)), None)
                if found is not None:
                    return found
    return None
