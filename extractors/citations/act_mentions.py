"""Mentions of acts and municipal rules in running text: where a name begins and ends, in either language.

"kuntalain", "maankäyttö- ja rakennuslaissa", "tulvariskien hallinnasta annetun lain", "lagen om småbarnspedagogik",
"MRL", "hallintosäännön"; and the bare word for an act ("lain", "lagen"), which points back to one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.citations import act_names
from extractors.vocabulary import either, either_of, pairs, words

_FINNISH = r"\d{1,4}\s?/\s?(?:1[89]|20)\d{2}(?![\d/])"  # "410/2015"
_SWEDISH = r"(?:SFS\s+)?(?:1[7-9]|20)\d{2}\s?:\s?\d{1,4}(?![\d:])"  # "2017:725", "SFS 2017:725"
NUMBER = rf"(?:{_FINNISH}|{_SWEDISH})"
"""The number of an act: of Finland's statute book with the year last, of Sweden's with the year first."""


class Mention(NamedTuple):
    """The name of an act in a text. `bare`: only the word for an act. `municipal`: a rule made by the municipality."""

    start: int
    end: int
    name: str
    bare: bool = False
    municipal: bool = False


def _inflected(endings: Collection[str]) -> set[str]:
    """The endings with all their forms."""
    return {*endings, *(form for form, plain in pairs("statutes", "inflected") if plain in endings)}


@cache
def _bare() -> frozenset[str]:
    return frozenset(_inflected(words("statutes", "endings")))


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(rf"[\w-]*{either(_inflected(words('statutes', 'municipal')))}", re.IGNORECASE)


@cache
def _none() -> re.Pattern[str]:
    """Words that end like names of acts but are not: "förslag", "bolagens"."""
    return re.compile(rf"[\w-]*{either_of('statutes', 'none')}(?:en|et|ens|ets|s)?", re.IGNORECASE)


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    """Names of acts: those of the table, long ones that begin with the word for an act, and those of one word.

    They are tried in this order; the first is a list of names that is made from the table.
    """
    ending = either(_bare() | _inflected(words("statutes", "municipal")))
    stop = rf"(?:{either_of('statutes', 'stops')}|[\w-]*{ending})(?![\w-])"
    plain = rf"(?!{stop})[^\s.,;:()§]+"
    to_number = rf"(?=\s*,?\s*\(?\s*{NUMBER})"
    maker = rf"(?:{either_of('statutes', 'makers')}\s+)?"
    # "laki rakennetun ympäristön tietojärjestelmästä (431/2023)", "Laki julkisista hankinnoista 134 §"
    finnish = rf"{maker}(?:laki|asetus)\s+{plain}(?:\s+{plain}){{0,17}}(?:{to_number}|(?<=st[aä])(?=\s+\d{{1,3}}\s?§))"
    cases = either({form for form, plain in pairs("statutes", "agreeing") if plain in ("laki", "asetus")})
    matter = rf"(?:\s+{plain}){{0,17}}\s+[^\s.,;:()§]+(?:st[aä]|ksi)(?:\s+{plain}){{0,3}}"
    case = rf"{maker}{cases}{matter}{to_number}"
    # "lagen om ordnande av social- och hälsovård (612/2021)", "6 § i lagen om småbarnspedagogik"
    of = either_of("statutes", "openings")
    start = rf"{maker}(?:lagen|lag|förordningen|förordning)\s+{of}\s+"
    swedish = (
        rf"{start}(?!{stop})(?:[^\s.;:()§]+\s+){{0,22}}?[^\s.,;:()§]+{to_number}|{start}{plain}(?:\s+{plain}){{0,9}}"
    )
    word = rf"(?:\w+-\s+(?:ja|och|sekä|samt|eller|tai)\s+)?[\w-]*{ending}"
    names = (act_names.long_names(), finnish, case, swedish, word)
    return tuple(re.compile(rf"(?<![\w-])(?:{name})(?![\w-])", re.IGNORECASE) for name in names)


@cache
def _given() -> re.Pattern[str]:
    """ "annetun lain": the end of a long name that begins earlier in the sentence."""
    ending = either(_inflected(("laki", "asetus")))
    maker = rf"(?:{either_of('statutes', 'makers')}\s+)?"
    return re.compile(rf"(?<![\w-]){either_of('statutes', 'participles')}\s+{maker}{ending}(?![\w-])", re.IGNORECASE)


# The words before "annetun lain": genitives, cases of place and an elative. "kunnossa- ja puhtaanapidosta"
_PART = re.compile(r"[\w-]+(?:n|st[aä]|ss[aä]|ll[aä]|ksi)|[\w-]+-|ja|sekä|tai", re.IGNORECASE)
_JOINING = ("ja", "sekä", "tai")


def _beginning(text: str, end: int, floor: int) -> int | None:
    """The start offset of the name whose "annetun lain" begins at `end`; None if no elative precedes it."""
    stops = set(words("statutes", "stops"))
    start = None
    for word in reversed(list(re.finditer(r"\S+", text[max(floor, end - 200) : end]))):
        if not _PART.fullmatch(word[0]) or word[0].lower() in stops:
            break
        if start is None and not re.search(r"st[aä]$|ss[aä]$", word[0]):
            break
        if word[0].lower() not in _JOINING:
            start = max(floor, end - 200) + word.start()
    if start is None or not re.search(r"st[aä]\b", text[start:end]):
        return None
    known = re.search(rf"(?<![\w-]){_matters()}\s*$", text[start:end], re.IGNORECASE)
    return start + known.start() if known else start


@cache
def _matters() -> str:
    """The subjects of the table's acts, in the form that precedes "annettu laki"."""
    return either(
        name.removeprefix("valtioneuvoston ").partition(" ")[2]
        for name in act_names.names()
        if re.match(r"(?:valtioneuvoston )?(?:laki|asetus) ", name)
    )


@cache
def _endings() -> tuple[str, ...]:
    """The endings of words that end or begin the name of an act."""
    plain = (*words("statutes", "endings"), *words("statutes", "municipal"))
    return tuple(sorted({*_inflected(plain), *(form for form, _ in pairs("statutes", "agreeing"))}))


@cache
def _words_before() -> int:
    """How many words of a name may precede the word with this ending: "maankäyttö- ja rakennuslaki"."""
    return max(2, *(name.count(" ") for name in act_names.names() if not name.startswith(_FIRST_WORDS)))


_FIRST_WORDS = ("laki ", "asetus ", "lag ", "förordning ", "valtioneuvoston ", "statsrådets ")
_WORD = re.compile(r"(?<![\w-])[\w-]+")


def _named(text: str) -> Iterator[re.Match[str]]:
    """Finds the names of acts in a text; patterns are tried only where a name can begin."""
    endings, before = _endings(), _words_before()
    starts: list[int] = []
    end = tried = 0
    for at, word in enumerate(_WORD.finditer(text)):
        starts.append(word.start())
        if not word[0].lower().endswith(endings):
            continue
        for start in starts[max(tried, at - before) : at + 1]:
            matches = (name.match(text, start) for name in _names()) if start >= end else ()
            if match := next(filter(None, matches), None):
                yield match
                end = match.end()
        tried = at + 1


def abbreviations(defined: Collection[str]) -> re.Pattern[str]:
    """The abbreviations of the table and those that the text defines: "MRL", "RakL:n"."""
    return _abbreviations(frozenset(filter(act_names.is_abbreviation, defined)))


# "9 kap. 31 § PBL": letters for an act's name directly after a section; the last one is for "lag" or "balk"
_AFTER_SECTION = r"(?<=§ )[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3}[LB]"


@lru_cache(maxsize=256)
def _abbreviations(defined: frozenset[str]) -> re.Pattern[str]:
    known = either({*act_names.abbreviations(), *defined})
    return re.compile(rf"(?<![\w-])(?P<name>{known}|{_AFTER_SECTION})(?::[a-zäö]{{1,4}})?(?![\w-])")


def find(text: str, defined: Collection[str] = ()) -> list[Mention]:
    """The mentions in a text, in order, without overlap.

    >>> [each.name for each in find("vapaasta sivistystyöstä annetun lain ja kuntalain 5 §, RakL 43 §; enligt förslag")]
    ['vapaasta sivistystyöstä annetun lain', 'kuntalain', 'RakL']
    """
    found = list(_long(text))
    taken = [(each.start, each.end) for each in found]
    for match in [*_named(text), *abbreviations(defined).finditer(text)]:
        if any(match.start() < end and start < match.end() for start, end in taken) or _none().fullmatch(match[0]):
            continue
        named = match["name"] if "name" in match.re.groupindex else match[0]
        bare, municipal = match[0].lower() in _bare(), _rule().fullmatch(match[0]) is not None
        found.append(Mention(match.start(), match.end(), named, bare, municipal))
    return sorted(found)


def _long(text: str) -> Iterator[Mention]:
    floor = 0
    for match in _given().finditer(text):
        start = _beginning(text, match.start(), floor)
        if start is not None:
            yield Mention(start, match.end(), text[start : match.end()])
        floor = match.end()
