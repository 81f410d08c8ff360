"""Cuts a run of words, with no separator between them, into names, titles, parties and the rest.

"Ahola Merja jäsen Laurila Helka puheenjohtaja" is two names with a title each; "hamnmästare Börje Ek" a title and a
name. All cuts are scored and the best one is taken: names of a given name and a surname weigh most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.organisations.body import kind as body_kind
from extractors.organisations.body import names_body
from extractors.people.names import is_name
from extractors.people.word_classes import Word, folded, is_short_title, party
from extractors.vocabulary import fold, list_label


class Piece(NamedTuple):
    """A part of a run: `kind` as of tokens, and its first and its last word (exclusive)."""

    kind: str
    first: int
    last: int


NAME_WEIGHTS = {
    **dict.fromkeys(["GS", "SG"], 3.0),
    **dict.fromkeys(["GGS", "SGG", "GSS", "SSG"], 2.7),
    **dict.fromkeys(["GGSS", "GGGS", "GSSS", "SGGG", "SSGG", "SSSG"], 2.2),
    "GG": 2.0,
    "GGG": 1.8,
    "SGS": 1.4,  # "Hallinto Anna Ek": a unit's name and a person
    "GSG": 1.4,
    "SS": 1.2,
    "SSS": 0.9,
}
"""How well a sequence of given names (G) and other capitalised words (S) makes one name."""

OTHER_NAME = 0.4
TITLE = 1.5
"""Weight of a stretch that ends in a title's word; one capitalised word inside costs `FOREIGN`."""
FOREIGN = 0.45
STRAY = {"G": -1.2, "S": -1.0, "C": -0.2, "B": -0.2}
"""What it costs to leave a capitalised word out of every name."""
LONGEST_TITLE = 9
LONGEST_RUN = 400
_MIXED = ("GS", "SG", "GGS", "SGG", "GSS", "SSG")


def cut(words: Sequence[Word], line_start: bool = False) -> list[Piece]:
    """The best cut of a run; `line_start`: nothing precedes it on its line.

    >>> from extractors.people.word_classes import words_of
    >>> def kinds(text):
    ...     words = words_of(text, 0, len(text))
    ...     return [(p.kind, " ".join(w.text for w in words[p.first:p.last])) for p in cut(words)]
    >>> kinds("Ahola Merja jäsen Laurila Helka puheenjohtaja")[:3]
    [('name', 'Ahola Merja'), ('role', 'jäsen'), ('name', 'Laurila Helka')]
    >>> kinds("Anna Ek Kai Berg Per Holm")[2], kinds("Direktör Bo Ek")
    (('name', 'Per Holm'), [('role', 'Direktör'), ('name', 'Bo Ek')])
    """
    if len(words) > LONGEST_RUN:
        return [Piece("words", 0, len(words))]
    return list(_cut(tuple((word.text, word.shape) for word in words), line_start))


@lru_cache(maxsize=8192)
def _cut(words: tuple[tuple[str, str], ...], line_start: bool) -> tuple[Piece, ...]:
    # The best weight of each way to end before a word, by what the last piece leaves open for the next.
    best: list[dict[str, tuple[float, tuple[Piece, ...]]]] = [{} for _ in range(len(words) + 1)]
    best[0][""] = (0.0, ())
    for at in range(len(words)):
        found = list(_pieces(words, at, line_start))
        for state, (weight, before) in best[at].items():
            for piece, gain, shapes in found:
                if piece.kind == "name" and state and not _may_follow(state, shapes):
                    continue
                end = best[piece.last]
                key = shapes if piece.kind == "name" else ""
                if shapes == "SS" and state in _MIXED:
                    key = state  # "Ek Anna Berg Ilta Sund Kai": the order goes on
                if key not in end or weight + gain > end[key][0] + 1e-9:
                    end[key] = weight + gain, (*before, piece)
    return max(best[-1].values(), key=lambda each: each[0])[1]


def _may_follow(before: str, shapes: str) -> bool:
    """Whether a name can follow another with nothing between: both of a given name and a surname in the same order.

    The second one's given name need not be known: "Anna Ek Ilta Berg", "Ek Anna Berg Ilta".
    """
    return before in _MIXED and ((shapes in _MIXED and before[0] == shapes[0]) or shapes == "SS")


def _pieces(words: tuple[tuple[str, str], ...], at: int, line_start: bool) -> Iterator[tuple[Piece, float, str]]:
    """All pieces that begin at a word, each with its weight, and a name with its sequence of given names."""
    text, shape = words[at]
    yield Piece("and" if shape == "&" else "words", at, at + 1), STRAY.get(shape, -0.05), ""
    yield from _names(words, at)
    yield from _titles(words, at)
    phrase = text
    for end in range(at + 1, min(at + 6, len(words) + 1)):
        phrase = phrase if end == at + 1 else f"{phrase} {words[end - 1][0]}"
        small = fold(phrase)
        if end - at <= 3 and party().fullmatch(phrase) and (len(phrase) > 1 or at == 0):
            yield Piece("party", at, end), 1.0 if phrase.isupper() or end - at == 1 else 1.6, ""
        if small in folded("away_marks", "remote"):
            yield Piece("absent" if small in folded("away_marks") else "remote", at, end), 1.4 + 0.1 * (end - at), ""
        if text[0].isupper() and body_kind(words[end - 1][0]) and names_body(phrase):
            yield Piece("body", at, end), 0.9, ""  # "Humanistiska nämnden": whom somebody represents
        if (
            list_label(phrase) is not None
            and (line_start or end < len(words) or small not in folded("away_marks"))  # "Ek Anna (POISSA)"
            and (text[0].isupper() or (line_start and at == 0))
            and (end < len(words) and words[end][1] in "GSpr" if end < len(words) else at == 0)
        ):
            yield Piece("group", at, end), 2.0 + 0.1 * (end - at), ""
    if shape == "C" and at >= 2 and words[at - 2][1] + words[at - 1][1] in ("GS", "SG", "SS"):
        yield Piece("party", at, at + 1), 0.5, ""  # "Ulla Ek PRO": whom somebody represents


def _names(words: tuple[tuple[str, str], ...], at: int) -> Iterator[tuple[Piece, float, str]]:
    shapes = ""
    for end in range(at, min(at + 8, len(words))):
        shape = words[end][1]
        if shape in "GSC":
            shapes += "S" if shape == "C" else shape
        elif shape != "p":
            break
        if len(shapes) > 4:
            break
        if len(shapes) >= 2 and shape != "p" and is_name(" ".join(word for word, _ in words[at : end + 1])):
            if _of_firm(words, end + 1) or all(len(word) < 3 and word.isupper() for word, _ in words[at : end + 1]):
                break
            state = shapes if shape != "C" else f"{shapes}C"
            yield Piece("name", at, end + 1), NAME_WEIGHTS.get(shapes, OTHER_NAME), state


def _of_firm(words: tuple[tuple[str, str], ...], at: int) -> bool:
    """Whether capitalised words from here on end in a firm's form: "Harjulan Kotiasunnot Oy"."""
    while at < len(words) and words[at][1] in "GSC":
        at += 1
    return at < len(words) and words[at][1] == "F"


def _titles(words: tuple[tuple[str, str], ...], at: int) -> Iterator[tuple[Piece, float, str]]:
    """Parts of a run that end in a word for a title: small words, ordinals and bodies can go before it."""
    weight = TITLE
    for end in range(at, min(at + LONGEST_TITLE, len(words))):
        text, shape = words[end]
        if shape == "r" or is_short_title(text) or is_short_title(" ".join(word for word, _ in words[at : end + 1])):
            yield Piece("role", at, end + 1), weight + 0.05 * (end - at + 1), ""
            if shape != "r":
                return
        elif shape == "G" or (shape == "&" and end == at):
            return
        elif shape in "SCF":
            weight -= FOREIGN if end == at and text[-1:] in "sn" else 3 * FOREIGN
