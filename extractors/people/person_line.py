"""Lines of a list of persons: their columns, boxes, names, offices and parties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.core.passage import Passage
from extractors.people.names import WORD, is_given, is_name, is_role_word, split_role
from extractors.vocabulary import either_of, fold, label, words

# "[X] Kai Ek", "☐ Per Ås", "X Kai Ek"
BOX = re.compile(r"(?:\[(?P<mark>[ xX]?)\]|(?P<ticked>[☒☑✓✔]|^[xX](?=\s+[A-ZÅÄÖ][a-zåäö]+\s+[A-ZÅÄÖ]))|(?P<open>☐))\s*")
_JOINT = re.compile(r"\s+(?:och|samt|ja|sekä)\s+")
# What parts a line: commas, brackets, cells, dashes between words; a slash only around a party.
_PARTS = re.compile(r"(?P<open>\()|[,;)]|\s\|\s|\s[–-]\s(?!\d)|(?<=\s)[–-]\s(?!\d)")

_GIVEN = re.compile(r"[A-ZÅÄÖ]\w+(?:-[A-ZÅÄÖ]\w+)?\s(?=[a-zåäö])")
_INITIALS = re.compile(r"(?!X)[A-ZÅÄÖ]{1,4}")

_FIRM = re.compile(r"\b(?:Oy|Ab|Oyj|Abp|Ky|ry|rf|Osk|Tmi)\b", re.IGNORECASE)


@cache
def party() -> re.Pattern[str]:
    """The name of a party or its abbreviation: "kok", "sannf."."""
    return re.compile(rf"(?i:{either_of('attendance', 'parties')})\.?")


@cache
def _slashed() -> re.Pattern[str]:
    return re.compile(rf"/\s*(?P<party>{party().pattern})\s*/?(?=\s|$|[,;)])")


@cache
def folded(*keys: str) -> frozenset[str]:
    """The words under these keys of [attendance], as labels are compared."""
    return frozenset(fold(word) for key in keys for word in words("attendance", key))


def ticked(line: Passage) -> tuple[bool | None, Passage]:
    """Whether a line's box is ticked (None: it has none), and the line without the box."""
    match = BOX.match(line.text)
    if match is None:
        return None, line
    return bool(match["ticked"] or (match["mark"] or "").strip()), line[match.end() :]


def columns(line: Passage) -> list[Passage]:
    """The parts of a line that wide gaps or a table's bars part: columns as printed."""
    found, start = [], 0
    for match in re.finditer(r"\s(?:\|\s)?", line.text):
        before, behind = line[: match.start()], line[match.end() :]
        gap = before and behind and behind.start - before.spans[-1].end > 1
        if before and match.start() > start and (gap or "|" in match[0]):
            found.append(line[start : match.start()])
            start = match.end()
    return [part for part in (*found, line[start:]) if part]


def parts(line: Passage, aside: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[Passage, bool]]:
    """The parts of a line between its separators, without what tells of coming and going; whether in brackets."""
    cuts = [(start, end, "") for start, end in aside]
    cuts += [(match.start(), match.end(), match[0]) for match in _PARTS.finditer(line.text)]
    slashes = [(match.start("party"), match.end("party")) for match in _slashed().finditer(line.text)]
    cuts += [(start - 1, start, "/") for start, _ in slashes] + [(end, end + 1, "/") for _, end in slashes]
    at, bracketed = 0, False
    pieces: list[tuple[Passage, bool]] = []
    for start, end, sign in [*sorted(cuts), (len(line.text), len(line.text), "")]:
        if start < at:
            continue
        pieces += [(each.strip(" .:–-/|"), bracketed) for each in columns(line[at:start])]
        bracketed = sign == "("
        at = end
    pieces = [(piece, inside) for piece, inside in pieces if piece]
    at = 0
    while at < len(pieces):
        piece, inside = pieces[at]
        behind = pieces[at + 1][0] if at + 1 < len(pieces) else None
        if behind and _one(piece) and _one(behind) and is_given(behind.text) != is_given(piece.text):
            piece = Passage.join([piece, behind], " ")  # "Ek, Anna"; a column for each half of the name
            at += 1
        elif behind and _one(piece) and (given := _GIVEN.match(behind.text)) and _is_half(piece, given[0].strip()):
            piece = Passage.join([piece, behind[: given.end()].strip()], " ")  # "Ek, Anna kommundir."
            pieces[at + 1] = (behind[given.end() :], inside)
        yield piece, inside
        at += 1


def _is_half(surname: Passage, given: str) -> bool:
    return is_given(given) and not is_given(surname.text)


def _one(part: Passage) -> bool:
    return bool(re.fullmatch(WORD, part.text)) and not is_role_word(part.text) and not party().fullmatch(part.text)


def named(part: Passage) -> Iterator[tuple[Passage, Passage | None, Passage | None]]:
    """The persons of a part, each with the office before and what stands behind the name."""
    yield from (several := [(name, None, None) for name in _several(part)])
    if several:
        return
    for cut in _JOINT.finditer(part.text):
        halves = part[: cut.start()], part[cut.end() :]
        found = [_one_person(half) for half in halves]
        if all(found):
            yield from (each for each in found if each)
            return
    one = _one_person(part)
    if one is not None:
        yield one


def _several(part: Passage) -> list[Passage]:
    """Three or more persons with a blank between them only: "Anna Ek Kai Berg Per Holm", each with a given name."""
    words_ = list(re.finditer(r"\S+", part.text))
    if len(words_) < 6 or len(words_) % 2 or not all(re.fullmatch(WORD, word[0]) for word in words_):
        return []
    for first in (0, 1):
        pairs = [(words_[at + first][0], words_[at + 1 - first][0]) for at in range(0, len(words_), 2)]
        if all(is_given(given) and not is_given(surname) for given, surname in pairs):
            return [part[words_[at].start() : words_[at + 1].end()] for at in range(0, len(words_), 2)]
    return []


def _one_person(part: Passage) -> tuple[Passage, Passage | None, Passage | None] | None:
    if _FIRM.search(part.text):
        return None
    role, name = split_role(part)
    if is_name(name.text) and not _ends_in_party(name):
        return name, role, None
    if role is not None and is_name(name.text):
        rest, group = split_party(name)
        return (rest, role, group) if group and is_name(rest.text) else (name, role, None)
    ends = [match.end() for match in re.finditer(r"\S+", name.text)]
    for count in range(min(4, len(ends) - 1), 1, -1):
        first, rest = name[: ends[count - 1]], name[ends[count - 1] :]
        if is_name(first.text) and (
            is_role(rest) or split_party(rest)[1] or fold(rest.text) in folded("remote", "away_marks")
        ):
            return first, role, rest
    return (name, role, None) if is_name(name.text) else None


def _ends_in_party(name: Passage) -> bool:
    return len(name.text.split()) > 2 and split_party(name)[1] is not None


def split_party(text: Passage) -> tuple[Passage, Passage | None]:
    """Parts a party's abbreviation from the end of a text: "jäsen kok", "Ek Kai sfp."."""
    match = re.search(rf"(?:^|\s)(?P<party>{party().pattern})$", text.text)
    if match is None or (match.start() > 0 and len(match["party"]) == 1):
        return text, None
    return text[: match.start()], text.group(match, "party")


def is_party(text: Passage, bracketed: bool) -> bool:
    """Whether a text is a party's name, or in brackets any initials: "(NP)"; "(PJ)" is an office."""
    names = re.split(r"\s+(?:och|ja)\s+", text.text) if bracketed else [text.text]  # "(Sannf och obundna)"
    if all(party().fullmatch(name) for name in names):
        return True
    return bracketed and _INITIALS.fullmatch(text.text) is not None and not is_role(text)


def is_office(text: Passage) -> bool:
    """Whether a column holds an office and no name: "Puheenjohtaja", "vs. kunnanjohtaja"."""
    first = re.split(r"[,(]", text.text)[0].strip()
    return len(text.text.split()) <= 5 and not is_name(first) and is_role(text)


def is_role(text: Passage) -> bool:
    """Whether a text names an office: a word of it ends as titles do, or is short for one."""
    parts = [text.text, *re.split(r"\s*[,/]\s*|\s+(?:och|ja|för|i|på|vid|från)\s+", text.text)]
    known = {word.casefold() for word in words("attendance", "short_roles")}
    for each in filter(None, parts):
        last = each.split()[-1]
        if {each.casefold(), each.casefold() + ".", last.casefold()} & known or is_role_word(last):
            return True
    return False


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
