"""Names of persons: what looks like one, and which part is the given name.

Lists print "Sepponen Marianne", signatures "Marianne Sepponen". The record puts the given name first. What decides,
in this order: other mentions in the document, an e-mail address, a table of given names; else the order is kept.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property

from extractors.core.passage import Passage
from extractors.core.slugs import ascii_letters
from extractors.vocabulary import either, pairs, rows, words

PARTICLES = ("von", "af", "de", "van", "der", "la", "le", "zu", "av")
"""Small words that open a surname."""

_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x250)) if letter.isupper())  # Latin with all its accents
_LOWER = "".join(letter for letter in map(chr, range(0x61, 0x250)) if letter.islower())
_PARTICLE = rf"(?:{'|'.join(PARTICLES)})"
WORD = (
    rf"(?:Mc|Mac|[OD]['’])?[{_UPPER}][{_LOWER}'’]+"
    rf"(?:[-–](?:{_PARTICLE}[ ])*(?:[OD]['’])?[{_UPPER}{_LOWER}][{_LOWER}]+)*"
)
CAPITALS = rf"[{_UPPER}]{{2,}}(?:-[{_UPPER}]{{2,}})*"
INITIAL = rf"[{_UPPER}]\.(?:-?[{_UPPER}]\.)*"
NAME = rf"(?:{WORD}|{INITIAL})(?:[ ]{_PARTICLE})*(?:[ ](?:{WORD}|{INITIAL}|{CAPITALS})(?![{_LOWER}])){{1,3}}"
"""A name in running text: two to four capitalised words; no groups."""

# Alone on a line a name can also begin with a particle: "von Hellens Anna-Maija"
_NAME_ALONE = re.compile(rf"(?:{_PARTICLE}[ ])*{NAME}")
# or be in capitals, all of it or the surname: "MALLI MIKKO", "MALLI Mikko"
_NAME_IN_CAPITALS = re.compile(rf"{CAPITALS}(?:(?:[ ]{CAPITALS}){{1,2}}|(?:[ ]{WORD}){{1,2}})")


def _is_alone(text: str) -> bool:
    """Whether a whole text has the form of a person's name."""
    return bool(_NAME_ALONE.fullmatch(text) or _NAME_IN_CAPITALS.fullmatch(text))


@cache
def given_names() -> frozenset[str]:
    """The bundled table of given names, in lower case."""
    return frozenset(row["name"].lower() for row in rows("given_names.csv"))


def is_given(word: str) -> bool:
    """Whether a word is a given name, or a hyphenated pair that begins with one.

    >>> is_given("Marianne"), is_given("Sepponen")
    (True, False)
    """
    return word.lower() in given_names() or ("-" in word and word.split("-")[0].lower() in given_names())


def is_name(text: str) -> bool:
    """Whether a whole text has the form of a person's name and is not an officer's title.

    >>> is_name("Sepponen Marianne"), is_name("Kaupunginjohtaja"), is_name("Stadsdirektör Kai")
    (True, False, False)
    """
    joined = any(word in ("JA", "OCH", "SEKÄ", "SAMT") for word in text.split())  # a heading in capitals
    return _is_alone(text) and not joined and not any(map(is_role_word, text.split()))


@cache
def _role_endings() -> tuple[str, ...]:
    return tuple(sorted({word.lower() for word in words("roles", "endings")}, key=len, reverse=True))


def is_role_word(word: str) -> bool:
    """Whether a word ends like an officer's title.

    >>> is_role_word("stadsdirektör"), is_role_word("Talousjohtaja"), is_role_word("Ek")
    (True, True, False)
    """
    return word.lower().strip(",.:;").endswith(_role_endings())


@cache
def _no_roles() -> tuple[str, ...]:
    return tuple(words("roles", "none"))


def is_no_role(word: str) -> bool:
    """Whether a lower-case word before a name belongs to no title: a language, an introduction ("suomenkielinen")."""
    return word.lower().strip(",.:;").startswith(_no_roles())


def split_role(passage: Passage) -> tuple[Passage | None, Passage]:
    """Splits "stf. stadsdirektör Kai Ek" into the title and the name.

    >>> from extractors.core.passage import Span
    >>> def split(text):
    ...     role, name = split_role(Passage.of(text, Span(0, len(text))))
    ...     return role and role.text, name.text
    >>> split("Stadsdirektör Kai Mykkänen"), split("Kai Mykkänen")
    (('Stadsdirektör', 'Kai Mykkänen'), (None, 'Kai Mykkänen'))
    """
    ends = [match.end() for match in re.finditer(r"\S+", passage.text) if is_role_word(match[0])]
    small = re.match(r"(?:[a-zåäö.\d][\w.-]*\s+)+(?=[A-ZÅÄÖ])", passage.text)  # "hamnmästare Börje Ek"
    for end in [*reversed(ends), *([small.end()] if small else [])]:
        rest = passage[end:]
        role = passage[:end].strip()
        no_role = any(map(is_no_role, role.text.split()))
        particles = all(word.lower() in PARTICLES for word in role.text.split())
        if rest and not particles and _is_alone(rest.text):
            return (role if is_role_word(role.text.split()[-1]) or not no_role else None), rest
    if unit := _unit_end(passage.text):
        return None, passage[unit:]
    # "Direktör för sektorn för fostran och lärande Barbro Ek": a long title ends with a small word
    long = re.search(rf"(?<=[{_LOWER}])\s+(?P<name>{NAME})$", passage.text)
    if long and ends and ends[0] <= long.start() and len(passage) <= 120:
        return passage[: long.start()], passage.group(long, "name")
    return None, passage


def _unit_end(text: str) -> int:
    """The start of a person's name after a capitalised word that is not part of it: "Hallinto Anna Ek"; 0 else."""
    parts = text.split()
    known = [is_given(word) for word in parts] if len(parts) == 3 else []
    return len(parts[0]) + 1 if known == [False, True, False] and _is_alone(text) else 0


# "Rannan Sirkuskoulu ry", "Puusepänliike Harju Oy": a name that is an organisation's
@cache
def _organisation() -> re.Pattern[str]:
    kinds = either([*words("organisations", "joint_authority"), *words("municipality", "foundations")])
    return re.compile(rf"\s*(?:ry|rf|Oy|Ab|Oyj|Abp|{kinds})(?!\w)")


_FIRM = re.compile(r"\b(?:Oy|Ab|Oyj|Abp|Ky|Ry|Rf|Osk|Tmi)\b")


def find(passage: Passage) -> Iterator[Passage]:
    """The names of persons in running text, without titles before them; organisations are left out.

    >>> from extractors.core.passage import Span
    >>> text = "Jäsen Ville Salo ja Rannan Teatteri ry sekä Anu Ek"
    >>> [name.text for name in find(Passage.of(text, Span(0, len(text))))]
    ['Ville Salo', 'Anu Ek']
    """
    for match in re.finditer(NAME, passage.text):
        _, name = split_role(passage.group(match))
        if not is_name(name.text) or _organisation().match(passage.text, match.end()) or _FIRM.search(name.text):
            continue
        yield from two_persons(name) or (name,)


def two_persons(name: Passage) -> tuple[Passage, Passage] | None:
    """Splits two names without a comma between them; None if the text is one name.

    >>> from extractors.core.passage import Span
    >>> both = two_persons(Passage.of("Anna Ekberg Kai Salmela", Span(0, 23)))
    >>> both and [each.text for each in both]
    ['Anna Ekberg', 'Kai Salmela']
    """
    parts = name.text.split(" ")
    if len(parts) != 4:
        return None
    for first in (0, 1):
        if all(is_given(parts[at]) and not is_given(parts[at ^ 1]) for at in (first, first + 2)):
            cut = len(" ".join(parts[:2]))
            return name[:cut], name[cut:]
    return None


def inflected(name: Passage) -> Passage:
    """A name without a genitive's ending, if the nominative is a substring of the printed form ("Juutis": "Juuti").

    >>> from extractors.core.passage import Span
    >>> inflected(Passage.of("Sini Juutis", Span(0, 11))).text
    'Sini Juuti'
    """
    for ending, replacement in pairs("inflection", "name"):
        if not replacement and name.text.endswith(ending) and len(name.text.split()[-1]) > len(ending) + 2:
            return name[: len(name) - len(ending)]
    return name


_CAPITAL = re.compile(rf"[{_UPPER}](?<![\w-].)")
_PAIR = re.compile(rf"({WORD} {WORD})(?![\w-])")
_ADDRESS = re.compile(r"([\w-]+)\.(?:\w\.)?([\w-]+)@")


def _address_start(text: str, sign: int) -> int:
    """The start of the local part of an address before an at sign."""
    start = sign
    while start and (text[start - 1].isalnum() or text[start - 1] in "_.-"):
        start -= 1
    return start


class Gazetteer:
    """The names of one document: the forms that occur, and their order in e-mail addresses."""

    def __init__(self, text: Passage | None = None) -> None:
        self._text = text

    @cached_property
    def _seen(self) -> dict[str, list[int]]:
        """Every pair of capitalised words in the document, with its start offsets."""
        seen: dict[str, list[int]] = {}
        text = self._text.text if self._text is not None else ""
        for capital in _CAPITAL.finditer(text):
            if match := _PAIR.match(text, capital.start()):
                seen.setdefault(match[1], []).append(match.start())
        return seen

    @cached_property
    def _surnames(self) -> dict[str, Counter[str]]:
        """The full names that contain a surname, given name first, if the given name is known."""
        found: dict[str, Counter[str]] = {}
        for pair, places in self._seen.items():
            first, last = pair.split(" ")
            if is_role_word(first) or is_role_word(last) or is_given(first) == is_given(last):
                continue
            given, surname = (first, last) if is_given(first) else (last, first)
            found.setdefault(surname, Counter())[f"{given} {surname}"] += len(places)
        return found

    def of_surname(self, surname: str) -> str | None:
        """The full name of the person with this surname; None if there is none, or another is named as often.

        One below the other in a list, two names can look like a third: it stands there once.
        """
        known = self._surnames.get(surname, Counter()).most_common(2)
        return known[0][0] if known and (len(known) == 1 or known[0][1] > known[1][1]) else None

    def mentions(self, name: str) -> bool:
        """Whether a name of two words occurs in the document in this form."""
        return name in self._seen

    @cached_property
    def _mails(self) -> frozenset[tuple[str, str]]:
        text = self._text.text if self._text is not None else ""
        signs = (sign.start() for sign in re.finditer("@", text))
        found = (_ADDRESS.search(text, _address_start(text, sign), sign + 1) for sign in signs)
        return frozenset((match[1].lower(), match[2].lower()) for match in found if match)

    def surname_first(self, name: str) -> bool | None:
        """Whether a name has its surname first; None if undecided."""
        parts = name.split()
        if len(parts) < 2:
            return None
        if parts[0].lower() in PARTICLES:
            return True
        capital = [len(part) > 1 and part.isupper() for part in parts]
        if capital[0] != capital[-1]:
            return capital[0]  # "MALLI Mikko": the surname is in capitals
        last, first = ascii_letters(parts[0]), ascii_letters(parts[-1])
        if (first, last) in self._mails:
            return True
        if (last, first) in self._mails:
            return False
        known_first, known_last = is_given(parts[0]), is_given(parts[-1])
        if known_first != known_last:
            return known_last
        other = len(self._seen.get(f"{parts[-1]} {parts[0]}", ())) if len(parts) == 2 else 0
        if other and len(self._seen.get(name, ())) <= min(1, other - 1):
            return True
        return None

    def turn(self, name: Passage, surname_first: bool | None = None) -> Passage:
        """A name with the given name first; `surname_first` is the order to assume if the name itself is undecided."""
        stated = self.surname_first(name.text)
        if not (surname_first if stated is None else stated):
            return name
        words_of = name.text.split(" ")
        surname = next((n for n, word in enumerate(words_of) if word.lower() not in PARTICLES), 0) + 1
        cut = len(" ".join(words_of[:surname]))
        return Passage.join([name[cut:], name[:cut]], " ") if cut < len(name) else name

    def nominative(self, name: Passage) -> Passage:
        """The nominative of a name in the genitive, as printed elsewhere in the document, else without the ending.

        "Ann-Mari Söderlingin kannattamana": the nominative is one that the document prints with the same given name
        and the same beginning, so that "Virtasen" finds "Virtanen".
        """
        given, _, surname = name.text.rpartition(" ")
        if surname.endswith("nen") or not surname.endswith(
            tuple(ending[-1] for ending, _ in pairs("inflection", "name"))
        ):
            return name
        best: tuple[int, str] | None = None
        for other in self._seen:
            first, _, last = other.rpartition(" ")
            if first != given or last.startswith(surname) or len(last) > len(surname):
                continue
            common = len(os.path.commonprefix([last, surname]))
            if common >= max(2, len(last) - 3) and (best is None or common > best[0]):
                best = common, other
        if best is None or self._text is None:
            return inflected(name)
        _, other = best
        if name.text.startswith(other):
            return name[: len(other)]
        at = self._seen[other][0]
        return self._text[at : at + len(other)]
