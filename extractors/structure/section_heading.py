"""Section headings: what a short line opens, and in whose name.

Besides the labels of the vocabulary there are those with a name in the genitive before them ("Stadsdirektörens
förslag:", "Kaupunginhallituksen päätös:", "Stadsdirektör Kai Eks förslag:"), and a body's name with a colon, under
which its decision stands ("Fullmäktige:").
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from extractors.core.passage import Passage
from extractors.language.prefilter import folded
from extractors.organisations.body import kind as body_kind
from extractors.organisations.body import names_body, nominative, short_kind
from extractors.people.inflection import title
from extractors.people.names import inflected, is_name, is_role_word, split_role
from extractors.structure import label_parts
from extractors.vocabulary import SectionKind, either, either_of, genitive_labels, kinds, label, words

_LISTED_ONLY = kinds(scope="closing") | {"contents"}
"""Kinds whose words are in ordinary titles too ("Esityslistan hyväksyminen"): only a listed label opens them."""

_HELD = kinds(holder="label")
"""Sections whose label can say whose they are."""


class SectionHeading(NamedTuple):
    """What a heading opens.

    kind: the section's kind, or "speaker" for a body's name over its words.
    by: whose proposal or decision it is, as printed, in the nominative where that is a part of it.
    plain: whether it opens a section only on a line of its own and without a colon.
    changed: whether it stands over a changed proposal.
    demand: whether inside an account it heads what somebody demanded ("Oikaisuvaatimus").
    certain: whether the vocabulary lists it; if not, it was read from its words and counts only by its look.
    """

    kind: SectionKind | Literal["speaker"]
    by: Passage | None = None
    plain: bool = False
    changed: bool = False
    demand: bool = False
    certain: bool = True


@cache
def _genitive() -> re.Pattern[str]:
    forms = [rf"(?P<{kind}>{either(genitive_labels(kind))})" for kind in sorted(_HELD)]
    return re.compile(rf"^(?P<by>[A-ZÅÄÖ].{{1,80}}?)\s+(?:{'|'.join(forms)})\s*:?$", re.IGNORECASE)


@cache
def _parted() -> re.Pattern[str]:
    """ "Förslag, kommundirektören:", "Päätös, khall", "Päätösehdotus (kj.)": the holder after the label."""
    return re.compile(
        r"^(?P<label>[A-ZÅÄÖ][\w ]{3,30}?)\s*(?:[,/]|(?P<open>\())\s*(?P<by>[^,/:()]{2,40}?)\.?(?(open)\))\s*:?$"
    )


def _named(by: Passage) -> Passage | None:
    """A body or an officer, not in the genitive; None where it is neither."""
    upper = by.text[:1].upper() + by.text[1:]
    known = names_body(upper) or short_kind(upper) is not None or by.text.lower() in words("roles", "short")
    return by if known or (is_role_word(by.text.split()[-1]) and len(by.text.split()) <= 3) else None


@cache
def _last_words() -> tuple[str, ...]:
    forms = (form for kind in _HELD for form in genitive_labels(kind))
    return tuple({folded(form.split()[-1]) for form in forms})


def _ends_as_genitive(text: str) -> bool:
    """Whether a text can match `_genitive`, told by its end alone, for few lines do."""
    return folded(text.rstrip().removesuffix(":").rstrip()).endswith(_last_words())


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(either_of("amendments", "changed"), re.IGNORECASE)


def read(line: Passage) -> SectionHeading | None:
    """What a line opens; None where it is no section heading.

    >>> from extractors.core.passage import Span
    >>> def heading(text):
    ...     found = read(Passage.of(text, Span(0, len(text))))
    ...     return found and (found.kind, found.by and found.by.text)
    >>> heading("Beslut"), heading("Stadsdirektörens förslag:"), heading("Stadsdirektör Kai Åkers förslag:")
    (('decision', None), ('proposal', 'Stadsdirektören'), ('proposal', 'Stadsdirektör Kai Åker'))
    >>> heading("Förslag, kommundirektören:"), heading("KST beslut:"), heading("Päätös, khall"), heading("Beslut, §")
    (('proposal', 'kommundirektören'), ('decision', 'KST'), ('decision', 'khall'), None)
    >>> heading("FÖRSLAG (kommundirektören):"), heading("Päätösehdotus (pj.):"), heading("Päätös (2. kokous)")
    (('proposal', 'kommundirektören'), ('proposal', 'pj'), None)
    >>> heading("Valtuusto:"), heading("Kaupunginhallituksen ehdotus:"), heading("Kommunen gav ett förslag")
    (('speaker', 'Valtuusto'), ('proposal', 'Kaupunginhallituksen'), None)
    """
    text = line.text
    if len(text) > 100 or not text:
        return None
    if known := label(text):
        return SectionHeading(known.kind, plain=known.alone, demand=known.demand)
    if text.endswith(":") and names_body(text[:-1]) and nominative(line[:-1]).value == text[:-1]:
        return SectionHeading("speaker", line[:-1])
    if text.endswith(":") and short_kind(text[:-1]) is not None:
        return SectionHeading("speaker", line[:-1])
    if (parted := _parted().match(text)) and (known := label(parted["label"])) and known.kind in _HELD:
        by = line.group(parted, "by")
        if holder := _named(by):
            return SectionHeading(known.kind, holder)
    if _ends_as_genitive(text) and (match := _genitive().match(text)):
        kind = next(each for each in _HELD if match[each])
        by = line.group(match, "by")
        if _changed().fullmatch(by.text):
            return SectionHeading(kind, changed=True)
        if holder := _holder(by):
            return SectionHeading(kind, holder)
    return None


def unlisted(text: str) -> SectionHeading | None:
    """What a line that looks like a heading opens by the words that it is made of, where no label is listed for it.

    >>> unlisted("Ärendebeskrivning och bakgrund").kind, unlisted("Detaljplan för Sörgård")
    ('account', None)
    """
    kind = label_parts.read(text)
    return None if kind is None or kind in _LISTED_ONLY else SectionHeading(kind, certain=False)


def _holder(by: Passage) -> Passage | None:
    """The holder of a genitive: an officer, a body or a person; None where it is nothing of the kind."""
    short = by.text.partition(":")[0]  # "KJ:n ehdotus", "KST beslut:"
    if short.lower() in words("roles", "short") or short_kind(short[:1].upper() + short[1:]) is not None:
        return by[: len(short)]
    _, name = split_role(by)
    if name is not by and is_name(name.text):
        return inflected(by)
    officer = title(by.text)
    if officer is not None and not by.text.startswith(officer) and by.text[0].isupper():
        return by  # "Henkilöstöpäällikön", "Teknisen johtajan"
    for cut in (by, by[: len(by) - 1]):
        if is_role_word(cut.text.split()[-1]) and cut.text[0].isupper():
            return cut
    if body_kind(nominative(by).value) and names_body(nominative(by).value):
        found = nominative(by)
        return by if found.rule.endswith(":derived") else by[: len(found.value)]
    if by.text[-1] == "n" and is_role_word(by.text[:-1]):
        return by
    return by if is_name(by.text) else None
