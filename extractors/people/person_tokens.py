"""Tokens of a line of persons: names, titles, parties, contact details, times, and separators.

A line is tokenised once and cached; tokens are spans of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extractors.people.contact_details import EMAIL, address_pattern, mail_label, telephone
from extractors.people.names import PARTICLES, WORD, is_given, is_name
from extractors.people.presence import CLOCK, span, stated
from extractors.people.word_classes import (
    Word,
    folded,
    is_short_title,
    no_title,
    party,
    words_of,
)
from extractors.people.word_runs import Piece, cut
from extractors.vocabulary import either_of, fold, list_label

Kind = Literal[
    "box",  # "[X]", "☐", "x" before a name
    "marker",  # "1." or "-" before an entry
    "group",  # "Ledamöter", "Muut": what part of the list follows
    "columns",  # "Nimi Tehtävä Lisätiedot": the headings of columns
    "name",
    "role",
    "party",
    "body",  # "Omsorgsnämnden": whom somebody represents
    "replaces",  # "ersätter", "ersättare för": a name follows
    "replaced",  # "Kaija Mannerkorven varajäsen": in the genitive before the word
    "absent",
    "remote",
    "arrived",
    "left",
    "span",  # from when to when
    "aside",  # agenda points, for a while, disqualified, who chaired for one matter: of no field
    "email",
    "pattern",  # "fornamn.efternamn@granvik.fi": for all
    "phone",
    "label",  # "tfn", "e-post"
    "and",
    "sep",
    "open",
    "close",
    "words",  # any other
]


class Token(NamedTuple):
    """A token and its place in the line; `tail`: the second half of a name that a comma or a gap splits."""

    kind: Kind
    start: int
    end: int
    tail: tuple[int, int] | None = None


# "[X] Kai Ek", "☐ Per Ås", "X Kai Ek"; in a line that begins with one also "... x Kai Ek - Per Ås"
_BOX = re.compile(r"\[[ xX]?\]|[☒☑✓✔☐]|(?<!\S)[xX](?=\s+[A-ZÅÄÖ][\wåäö'’-]+,?\s+[A-ZÅÄÖ])")
# A dash before a name where others have a cross: "x Ek, Anna - Berg, Kai"
_OPEN_DASH = re.compile(r"(?<!\S)[-–](?=\s+[A-ZÅÄÖ][\wåäö'’-]+,?\s+[A-ZÅÄÖ])")
# "1. Anna Ek", "• Kai Berg"
_MARKER = re.compile(r"(?:[-–•*]\s+|\d{1,3}[.)]?\s+(?=[A-ZÅÄÖ]))")
# Separators of a line: commas, cells, dashes between words, dotted lines, a slash, a label's colon
_SEPARATOR = re.compile(
    r"(?P<open>[(\[])|(?P<close>[)\]])|[,;|/\n]|(?<=\s)[–-](?=\s|$)(?!\s*\d)|\.{3,}|…+|_{3,}|:(?=\s|$)"
)
# "Bo Ek, chef, - 18:40": until then; "Bo Ek, chef, 18:40 -": from then on
_UNTIL = re.compile(rf"(?<![\w.:])[-–]\s?{CLOCK}")
_SINCE = re.compile(rf"{CLOCK}\s?[-–](?!\s?\w)")
# Section numbers without "§", as in tables: "157", "150,153 §:t", "17-25"
_BARE_NUMBERS = r"\d{1,4}(?:\s*[-–,]\s*\d{1,4})*(?:\s*§?:t)?(?:\s*§{1,2})?(?![\w.:])"


@cache
def _aside() -> re.Pattern[str]:
    """A remark about one matter only: "punkt A och B", "poistui 64 käsittelyn ajaksi", "puheenjohtajana 157"."""
    point = r"(?:[A-ZÅÄÖ]|\d{1,3})(?!\w)"
    left = rf"(?:{either_of('attendance', 'left')}|{either_of('attendance', 'went')})"
    return re.compile(
        rf"(?<!\w){either_of('attendance', 'points')}\s+{point}(?:\s*(?:[-–,]|och|ja|&)\s*{point})*,?"
        rf"|(?<!\w)(?i:{left})[^,;()|]{{0,60}}?{either_of('attendance', 'awhile')}(?!\w)"
        rf"|(?<!\w)(?i:{either_of('attendance', 'disqualified')})(?:\s+{_BARE_NUMBERS}|\s*:t\b)?"
        rf"|(?<!\w){either_of('attendance', 'chairing')}\s+{_BARE_NUMBERS}"
        rf"|(?<!\w)(?i:{either_of('attendance', 'acted')})(?:\s+[a-zåäö][\wåäö-]*){{1,4}}"
    )


@cache
def _replaces() -> re.Pattern[str]:
    """ "ersättare för", "varajäsen jäsenelle"; the small word "för" only between a name, or a party, and a name."""
    short = either_of("attendance", "replaces_short")
    return re.compile(
        rf"(?<!\w)(?i:{either_of('attendance', 'replaces')})(?!\w)"
        rf"|(?<=\w\s){short}(?=\s+[A-ZÅÄÖ])"
        rf"|(?<=\(){short}(?=\s+[A-ZÅÄÖ])"
        rf"|(?:(?<=\)\s)|(?<=\),\s)){short}(?=(?:\s+[A-ZÅÄÖ][\w-]+){{2}})"
    )


@cache
def _genitive() -> re.Pattern[str]:
    return re.compile(rf"\s+(?i:{either_of('attendance', 'replaces_genitive')})(?!\w)")


@cache
def _columns() -> re.Pattern[str]:
    """Two or more column headings: "Nimi Tehtävä Lisätiedot"."""
    one = f"(?i:{either_of('attendance', 'columns')})"
    return re.compile(rf"(?<!\w){one}(?:[\s|]+{one})+(?!\w)")


def tokens(text: str, gaps: tuple[int, ...] = ()) -> tuple[Token, ...]:
    """The tokens of a line, in order; `gaps` are the wide blanks that separate its columns.

    >>> [token.kind for token in tokens("Bo Ek (NP), ordförande, kl. 17.00–18.30")]
    ['name', 'open', 'party', 'close', 'sep', 'role', 'sep', 'span']
    """
    return _tokens(text, gaps)


@lru_cache(maxsize=8192)
def _tokens(text: str, gaps: tuple[int, ...]) -> tuple[Token, ...]:
    hard = sorted(_hard(text, gaps))
    found: list[Token] = []
    at = 0
    for start, end, kind in [*hard, (len(text), len(text), "end")]:
        if start > at and text[at:start].strip(" *"):
            found.extend(_run(text, at, start, not found))
        if kind != "end":
            found.append(Token(kind, start, end))  # type: ignore[arg-type]
        at = max(at, end)
    said = [_ungrouped(text, found, number) for number in range(len(found))]
    return tuple(_corrected(text, _brackets(text, said)))


def _ungrouped(text: str, found: Sequence[Token], number: int) -> Token:
    """A token; a label after a name at the end of a line is the person's role: "Bo Ek (Personalföreträdare)"."""
    token = found[number]
    following = found[number + 1] if number + 1 < len(found) else None
    if token.kind != "group" or not any(each.kind == "name" for each in found[:number]):
        return token
    labels = following is not None and following.kind in ("name", "role", "box")
    if labels or (following is not None and following.kind == "sep" and text[following.start] in ": \t|"):
        return token
    return token._replace(kind="words")


def _hard(text: str, gaps: Iterable[int]) -> list[tuple[int, int, str]]:
    """Tokens recognised by form alone, without overlap; earlier kinds take precedence."""
    found: list[tuple[int, int, str]] = []
    taken = bytearray(len(text) + 1)

    def take(kind: str, matches: Iterable[re.Match[str]], group: str | int = 0) -> None:
        for match in matches:
            start, end = match.span(group)
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, kind))

    if "@" in text or "(" in text or "[" in text:
        take("pattern", address_pattern().finditer(text))
        take("email", EMAIL.finditer(text))
    digits = any(map(str.isdigit, text))
    boxes = list(_BOX.finditer(text))
    take("box", (box for box in boxes if box.start() == 0 or boxes[0].start() == 0 or box[0] not in "xX"))
    if boxes and boxes[0][0] in ("x", "X") and boxes[0].start() == 0:
        take("box", _OPEN_DASH.finditer(text))
    take("marker", filter(None, [_MARKER.match(text)]))
    take("columns", _columns().finditer(text))
    take("aside", _aside().finditer(text))
    if digits:
        take("phone", (each for each in telephone().finditer(text) if each["label"] and _is_number(each)), "number")
        take("arrived", stated("arrived").finditer(text))
        take("left", stated("left").finditer(text))
        take("span", span().finditer(text))
        take("left", _UNTIL.finditer(text))
        take("arrived", _SINCE.finditer(text))
        take("aside", re.finditer(CLOCK, text))
        take("phone", filter(_is_number, telephone().finditer(text)), "number")
    take("label", mail_label().finditer(text))
    take("label", (each for each in telephone().finditer(text) if each["label"]), "label")
    take("replaces", _replaces().finditer(text))
    for match in _SEPARATOR.finditer(text):
        take("open" if match["open"] else "close" if match["close"] else "sep", [match])
    found += [(gap, gap + 1, "sep") for gap in gaps if not taken[gap] and text[gap - 1] not in ",;|"]
    return found


def _is_number(match: re.Match[str]) -> bool:
    digits = sum(letter.isdigit() for letter in match["number"])
    return digits >= 6 or bool(match["label"] and digits >= 4)


_SAID = ("words", "role", "body", "and")


def _run(text: str, start: int, end: int, line_start: bool) -> Iterator[Token]:
    """The tokens of a span without separators."""
    words = words_of(text, start, end)
    pieces = cut(words, line_start)
    kinds = [piece.kind for piece in pieces]
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        last = at + 1
        kind = piece.kind
        if kind == "name" and (deputy := _genitive().match(text, words[piece.last - 1].end)):
            name = words[piece.first : piece.last]
            if name[-1].text.endswith("n") and name[-1].shape != "G" and deputy.end() <= end:
                yield Token("replaced", name[0].start, deputy.end())
                while last < len(pieces) and words[pieces[last].first].start < deputy.end():
                    last += 1
                at = last
                continue
        if kind in _SAID:
            while last < len(pieces) and kinds[last] in _SAID:
                last += 1
            yield from _titled(text, words, pieces[at:last], kinds[last] if last < len(pieces) else None)
        else:
            yield Token(kind, words[piece.first].start, words[piece.last - 1].end)  # type: ignore[arg-type]
        at = last


def _titled(text: str, words: Sequence[Word], pieces: Sequence[Piece], then: str | None) -> Iterator[Token]:
    """Joins titles, words and "and" between names or at the end of a run into one title.

    Before a name small words are a title, whatever they are ("hamnmästare Börje Ek"), and a long one goes up to it
    ("Direktör för fostran och lärande Bo Ek"); at the end everything after a title's word is part of it.
    """
    rest = list(pieces)
    if rest and rest[0][0] == "and":
        joint = rest.pop(0)
        yield Token("and", words[joint.first].start, words[joint.last - 1].end)
    last_and = rest.pop() if rest and rest[-1][0] == "and" else None
    if rest:
        middle = words[rest[0][1] : rest[-1][2]]
        start, end = middle[0].start, middle[-1].end
        role = next((number for number, piece in enumerate(rest) if piece[0] == "role"), None)
        if role is None and then == "name" and last_and is None and rest[-1].kind != "body":
            small = all(word.shape in "x#&pr" and not word.text[0].isupper() for word in middle)
            particles = all(word.text.lower() in PARTICLES for word in middle)
            letters = any(sum(map(str.isalpha, word.text)) > 1 for word in middle)
            titled = small and letters and not particles and not no_title(text[start:end])
            yield Token("role" if titled else "words", start, end)
        elif role is None:
            yield Token("body" if all(piece.kind == "body" for piece in rest) else "words", start, end)
        else:
            first = words[rest[role][1]].start
            if role and middle[0].shape == "G":  # the second half of a name: "Ek, Anna kommundirektör"
                yield Token("words", start, words[rest[role][1] - 1].end)
                start = first
            yield Token("role", start, end)
    if last_and is not None:
        yield Token("and", words[last_and[1]].start, words[last_and[2] - 1].end)


def _brackets(text: str, found: Sequence[Token]) -> Iterator[Token]:
    """Reads text in brackets as a party where possible: "(NP)", "(Sannf och obundna)", "(-)"."""
    at = 0
    while at < len(found):
        token = found[at]
        yield token
        at += 1
        if token.kind != "open":
            continue
        close = next((number for number in range(at, len(found)) if found[number].kind in ("close", "open")), None)
        if close is None or found[close].kind == "open":
            continue
        inside = text[token.end : found[close].start].strip()
        start = text.find(inside, token.end) if inside else token.end
        if inside in ("-", "–", ""):
            at = close
        elif is_party(inside):
            yield Token("party", start, start + len(inside))
            at = close


@cache
def _local_party() -> re.Pattern[str]:
    """The name of a local party by its ending or beginning: "Granvikspartiet", "Alternativ för Granvik"."""
    ending, opening = (either_of("attendance", key) for key in ("party_endings", "party_openings"))
    return re.compile(rf"(?i:(?:[\w-]+ ){{0,2}}[\w-]*{ending}|{opening}(?: [\w-]+){{1,2}})")


def is_party(inside: str) -> bool:
    """Whether a text in brackets is a party's: its name, names of several, any initials but a title's.

    >>> [is_party(text) for text in ("NP", "sannf.", "sfp och obundna", "PJ", "ordförande")]
    [True, True, True, False, False]
    >>> [is_party(text) for text in ("Moderaterna", "Granvikspartiet", "Alternativ för Granvik", "på distans")]
    [True, True, True, False]
    """
    names = re.split(r"\s+(?:och|ja)\s+|\s*[/]\s*", inside)
    if all(party().fullmatch(name) or _local_party().fullmatch(name) for name in names):
        return True
    return all(re.fullmatch(r"(?!X)[A-ZÅÄÖ]{1,4}", name) is not None for name in names) and not is_short_title(inside)


def _corrected(text: str, found: Iterable[Token]) -> Iterator[Token]:
    """Joins names that a comma or a gap splits: "Ek, Anna", "Ek    Anna"; and slashed parties."""
    kept = list(_turned(text, list(found)))
    at = 0
    while at < len(kept):
        token = kept[at]
        following = kept[at + 2] if at + 2 < len(kept) and kept[at + 1].kind == "sep" else None
        if (
            following is not None
            and text[kept[at + 1].start] in ", \t|"
            and (joined := _halves(text, token, following))
        ):
            first, rest = joined
            yield first
            at += 3
            if rest is not None:
                kept.insert(at, rest)
            continue
        yield token
        at += 1


def _turned(text: str, found: list[Token]) -> Iterator[Token]:
    """Cuts a row of names with the surname first at its commas: "Ek, Anna Sund, Bo Ås, Kai" is three persons.

    Read one by one, "Anna Sund" and "Bo Ås" look like names; only the first and the last word tell.
    """
    at = 0
    while at < len(found):
        reached = at
        while (
            reached + 2 < len(found)
            and found[reached + 1].kind == "sep"
            and text[found[reached + 1].start] == ","
            and found[reached + 2].kind == "name"
            and len(text[found[reached + 2].start : found[reached + 2].end].split()) == 2
        ):
            reached += 2
        last = found[reached + 2] if reached + 2 < len(found) and found[reached + 1].kind == "sep" else None
        first = text[found[at].start : found[at].end]
        lone = found[at].kind == "words" and re.fullmatch(WORD, first) is not None and not is_given(first)
        given = last is not None and last.kind in ("words", "role") and is_given(text[last.start : last.end].split()[0])
        if reached == at or not (lone and given):
            yield found[at]
            at += 1
            continue
        for n in range(at, reached, 2):
            name = found[n + 2]
            split = text.index(" ", name.start)
            yield found[n] if n == at else Token("words", found[n].start, found[n].end)
            yield found[n + 1]
            yield Token("words", name.start, split)
            found[n + 2] = Token("words", split + 1, name.end)
        at = reached


_GIVEN = re.compile(rf"{WORD}(?:\s{WORD})?")


def _halves(text: str, token: Token, following: Token) -> tuple[Token, Token | None] | None:
    """The name joined from two halves, and the rest of the second token; None if they are not halves of a name."""
    surname = text[token.start : token.end]
    if token.kind != "words" or following.kind not in ("words", "role"):
        return None
    particles = rf"(?:(?:{'|'.join(PARTICLES)})\s)*"
    if re.fullmatch(rf"{particles}{WORD}", surname) is None or is_mark(surname):
        return None
    match = _GIVEN.match(text, following.start, following.end)
    if match is None:
        return None
    for end in (match.end(), match.start() + len(match[0].split()[0])):
        given = text[match.start() : end]
        if all(map(is_given, given.split())) != all(map(is_given, surname.split())) and is_name(f"{surname} {given}"):
            if len(given.split()) > 1 and not all(map(is_given, given.split())):
                continue
            rest = text[end : following.end]
            left = end + len(rest) - len(rest.lstrip())
            token = Token("name", token.start, token.end, (match.start(), end))
            if not rest.strip():
                return token, None
            kind = following.kind
            return token, Token(kind, left, following.end)
    return None


def is_mark(text: str) -> bool:
    """Whether a text is a known remark about a person other than name, title or party."""
    return fold(text) in folded("away_marks", "remote", "columns") or list_label(text) is not None
