"""A text about a vote as tokens, so that the words of a vote can come in any order.

A token is a count ("9", "nio (9)"), a side ("JAA-ääntä", "nej", "blanka"), the unit of a count ("röster", "kpl"), a
word that sets two counts against each other ("mot", "vastaan"), a word for the proposal that votes are for ("för",
"puolesta"), a verb of receiving votes ("sai", "fick"), a filler that may come between a count and its side
("annettiin", "ledamöter"), names in brackets, a dash between figures, a conjunction, a comma, the end of a sentence, or
another word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from extractors.language.numerals import numerals
from extractors.language.prefilter import folded, occurs, stems
from extractors.vocabulary import either, either_of, words

Side = Literal["for", "against", "blank", "absent"]
SIDES: tuple[Side, ...] = ("for", "against", "blank", "absent")

STRONG = 2
"""A side's word that can mean nothing else: "JAA", "ja-röster"; "Ja" is 1, and "ja", which is also "and", is 0."""


class Token(NamedTuple):
    """A token: what it is, where it stands in the text, and for a side which one and how sure."""

    kind: str
    start: int
    end: int
    side: Side | None = None
    strength: int = 0


@cache
def side_word(side: Side) -> str:
    """The regular expression for a side's word; no groups.

    For and against are a small word, alone or with the word for votes: "JAA", "jaa-ääntä", "JA röster", "nejröster" (a
    hyphen at a line's end is lost), "ja- och nej-röster".
    """
    if side not in ("for", "against"):
        return rf"(?<![\w-])(?i:{either((*words('votes', side), *words('tallies', side)))})(?!\w)"
    base = either_of("votes", "yes" if side == "for" else "no")
    noun = either_of("votes", "noun")
    return rf"(?<![\w-])(?i:{base}(?:-?{noun}|-\s{noun}|\s{noun}|-(?=\s))?)(?![\w-])"


def strength(word: str) -> int:
    """How sure a word is that of a side.

    >>> strength("JAA"), strength("nej-röster"), strength("Ei"), strength("ei ääntä"), strength("ja-")
    (2, 2, 1, 0, 2)
    """
    base = re.split(r"[-\s]", word)[0]
    if "-" in word or (len(base) > 1 and base.isupper()) or base.lower() not in _bases():
        return STRONG
    return 1 if base[0].isupper() else 0


@cache
def _bases() -> frozenset[str]:
    return frozenset(word.lower() for key in ("yes", "no") for word in words("votes", key))


@cache
def _scanner() -> re.Pattern[str]:
    """The pattern of a token; each kind of token is a group, tried in this order."""

    def whole(choices: Sequence[str]) -> str:
        return rf"(?<![\w-])(?i:{either(choices)})(?![\w-])"

    number = numerals()
    kinds = {
        # "(Anna Ek (sfp), Per Ås)": what stands in brackets and begins with a letter
        "names": r"\((?=[^\W\d])[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)",
        "for": side_word("for"),
        "against": side_word("against"),
        "blank": side_word("blank"),
        "absent": side_word("absent"),
        # "9", "nio", "nio (9)", "9 (nio)"; not "9.30", "9 %", "§ 9"
        "count": rf"(?<![\w§])(?<!\d[.,:])(?<!§\s){number}(?:\s?\({number}\))?(?!\w|[.,:]\d|\.\s\d|\s?%|\s?§)",
        "unit": whole([*words("votes", "noun"), *words("votes", "unit"), *words("votes", "counted")]),
        "versus": whole(words("votes", "versus")),
        "favour": whole(words("votes", "in_favour")),
        "received": whole(words("votes", "received")),
        "filler": whole(words("votes", "cast")) + "|:",
        "and": whole(words("motion", "and")),
        "dash": r"(?<=[\d\s])[-–—/](?=[\d\s])",
        "comma": r",",
        "stop": r"[.;!?](?=\s|$)|\n",
        "word": r"[\w§][\w'’-]*|[()\[\]%]",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


def tokens(text: str) -> list[Token]:
    """The tokens of a text.

    >>> [(token.kind, token.side) for token in tokens("Avgavs nio (9) JA-röster.")]
    [('filler', None), ('count', None), ('side', 'for'), ('stop', None)]
    """
    found = []
    for match in _scanner().finditer(text):
        kind, start, end = match.lastgroup or "", match.start(), match.end()
        if kind in SIDES:
            sure = strength(match[0]) if kind in ("for", "against") else STRONG
            found.append(Token("side", start, end, kind, sure))
        else:
            found.append(Token(kind, start, end))
    return _without_conjunctions(text, found)


def _without_conjunctions(text: str, found: list[Token]) -> list[Token]:
    """The tokens with a small "ja" as a conjunction where it is Finnish: no small "nej" is there that it answers."""
    if any(token.side == "against" and text[token.start : token.end].lower() == "nej" for token in found):
        return found
    conjunctions = words("motion", "and")
    return [
        Token("and", token.start, token.end)
        if token.side == "for" and token.strength == 0 and text[token.start : token.end] in conjunctions
        else token
        for token in found
    ]


@cache
def _needed() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a text with a count of votes has: a side's word as it is written, or a word whose case is free."""
    bases = [word for key in ("yes", "no") for word in words("votes", key)]
    written = tuple(form for base in bases for form in (base.upper(), base.capitalize()))
    free = [*words("votes", "noun"), *words("votes", "counted"), *words("votes", "blank"), *words("votes", "absent")]
    return written, stems([*free, *(f"{base}-" for base in bases), *(words("votes", "no", "sv"))])


def may_count_votes(text: str) -> bool:
    """Whether a text may state how many votes there were: a cheap test before `tokens`."""
    written, free = _needed()
    return occurs(text, written) or occurs(folded(text), free)
