"""Looks up acts of Finland and Sweden by name (`vocabulary/statutes.csv`) and puts names in the nominative.

A text inflects the name of an act ("kuntalain", "kommunallagens") and turns it round ("tulvariskien hallinnasta annetun
lain" for «laki tulvariskien hallinnasta»); here both lead to one name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.vocabulary import either, pairs, rows

CHANGE = timedelta(days=183)
"""So near the day when one act took another's place, a name alone does not tell which of them is meant."""


class Act(NamedTuple):
    """An act of the table, with the dates between which its name referred to it, if the table gives them.

    country: the country whose act it is, FI or SE; EU where it holds in both.
    """

    number: str
    country: str
    since: date
    until: date


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """The endings of inflected names and the dictionary's, the longest first."""
    return tuple(sorted(pairs("statutes", "inflected"), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=4096)
def nominative(name: str) -> str:
    """An act's name in the nominative, its case kept as printed.

    >>> nominative("Kuntalain"), nominative("kommunallagens"), nominative("hallintosäännön")
    ('Kuntalaki', 'kommunallagen', 'hallintosääntö')
    >>> nominative("tulvariskien hallinnasta annetun lain"), nominative("laissa neuvoa-antavista kansanäänestyksistä")
    ('tulvariskien hallinnasta annettu laki', 'laki neuvoa-antavista kansanäänestyksistä')
    >>> nominative("kunnallisesta viranhaltijasta annetun lain"), nominative("kunnallisen viranhaltijalain")
    ('kunnallisesta viranhaltijasta annettu laki', 'kunnallinen viranhaltijalaki')
    """
    words = name.split(" ")
    first = _whole(words[0])
    if len(words) > 1 and first.lower() in ("laki", "asetus"):  # "laissa yleisistä kirjastoista"
        return " ".join([first, *words[1:]])
    words[-1] = _ending(words[-1])
    for at in range(len(words) - 2, max(len(words) - 4, -1), -1):  # "annetun", "valtioneuvoston", "kunnallisen"
        words[at] = _whole(words[at]) if "annettu" not in map(str.lower, words[at + 1 :]) else words[at]
    return " ".join(words)


def _ending(word: str) -> str:
    for inflected, plain in _endings():
        if word.lower().endswith(inflected):
            return word[: len(word) - len(inflected)] + _as(word[len(word) - len(inflected) :], plain)
    return word


@cache
def _agreeing() -> dict[str, str]:
    """Inflected whole words before or after the name's last one: "annetun", "lain", "kunnallisen"."""
    return dict(pairs("statutes", "agreeing"))


def _whole(word: str) -> str:
    plain = _agreeing().get(word.lower())
    return word if plain is None else _as(word, plain)


def _as(printed: str, plain: str) -> str:
    """The plain form in the capitalisation of the printed form."""
    if len(printed) > 1 and printed.isupper():
        return plain.upper()
    return plain[0].upper() + plain[1:] if printed[:1].isupper() else plain


_GIVEN = re.compile(r"(?P<matter>.+) annettu (?P<what>(?:valtioneuvoston )?(?:laki|asetus))")
_DEFINITE = re.compile(r"(?:lagen|balken|förordningen)(?= |$)")


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The key shared by all mentions of an act: its name in the nominative, in lower case.

    >>> key("kommunallagens"), key("Lagen om grundläggande utbildning"), key("Vapaasta sivistystyöstä annetun lain")
    ('kommunallag', 'lag om grundläggande utbildning', 'laki vapaasta sivistystyöstä')
    """
    plain = nominative(" ".join(name.split())).casefold()
    if given := _GIVEN.fullmatch(plain):
        return f"{given['what']} {given['matter']}"
    return _DEFINITE.sub(lambda match: match[0][:-2], plain, count=1)


@cache
def _acts() -> dict[str, list[Act]]:
    """The acts of the table by the keys of their names and short names; abbreviations keep their case."""
    found: dict[str, list[Act]] = {}
    for row in rows("statutes.csv"):
        since, until = row["since"] or date.min.isoformat(), row["until"] or date.max.isoformat()
        act = Act(row["number"], row["country"], date.fromisoformat(since), date.fromisoformat(until))
        for name in _names(row):
            known = found.setdefault(name if is_abbreviation(name) else key(name), [])
            if act not in known:
                known.append(act)
    return found


@cache
def names() -> frozenset[str]:
    """The names and short names of the table's acts, as the table prints them."""
    return frozenset(name for row in rows("statutes.csv") for name in _names(row))


def _names(row: dict[str, str]) -> Iterator[str]:
    yield from filter(None, (row["name_fi"], row["name_sv"]))
    for column in ("short_fi", "short_sv"):
        yield from filter(None, row[column].split("|"))


def is_abbreviation(name: str) -> bool:
    """Whether a name is an abbreviation: "MRL", "JulkL", "KuntaL".

    >>> is_abbreviation("JulkL"), is_abbreviation("Kuntalaki"), is_abbreviation("SOVA-laki")
    (True, False, False)
    """
    return re.fullmatch(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]*[A-ZÅÄÖ]", name) is not None


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of the table."""
    return frozenset(filter(is_abbreviation, _acts()))


def number(name: str, day: date | None = None, printed: Collection[str] = (), country: str | None = None) -> str | None:
    """The number of an act by its name; None if the table has none, or several that remain ambiguous.

    Args:
        name: the name in any inflected form, or an abbreviation of the table.
        day: the document's date, which selects among successive acts of the same name.
        printed: numbers that the document prints with this name; one that is also in the table decides.
        country: the document's country, FI or SE; where it is unknown, a name that both countries have is ambiguous.
            Åland (AX) has its own acts, which the table lacks, in place of many of Finland's.

    >>> number("kuntalain", date(2024, 5, 6)), number("kommunallagen", date(2010, 5, 6), country="FI")
    ('410/2015', '365/1995')
    >>> number("kommunallagen", date(2024, 5, 6), country="SE"), number("kommunallagen", date(2024, 5, 6))
    ('2017:725', None)
    >>> number("Kuntalaki", date(2016, 5, 6)) is None, number("kuntalaki", date(2016, 5, 6), ["410/2015"])
    (True, '410/2015')
    """
    acts = _acts().get(name if is_abbreviation(name) else key(name), [])
    if country is not None:
        acts = [act for act in acts if act.country in (country, "EU")]
    numbers = {act.number for act in acts if act.number in printed}
    if not numbers:
        numbers = {act.number for act in acts if _meant(act, acts, day)}
    return numbers.pop() if len(numbers) == 1 else None


def _meant(act: Act, acts: list[Act], day: date | None) -> bool:
    """Whether the name can refer to this act on a date."""
    ends = {end for each in acts for end in (each.since, each.until)} - {date.min, date.max}
    if day is None:
        return len({each.number for each in acts}) == 1
    return act.since <= day <= act.until or any(abs(day - end) < CHANGE for end in ends)


@cache
def rest(number: str) -> str | None:
    """What follows the word for an act in its name, where its number can stand between: "om skydd mot olyckor".

    >>> rest("2003:778"), rest("2017:725")
    ('om skydd mot olyckor', None)
    """
    names = (row["name_sv"] for row in rows("statutes.csv") if row["number"] == number)
    return next((name.removeprefix("lag ") for name in names if name.startswith("lag ")), None)


@cache
def long_names() -> str:
    """A regular expression for the table's names of several words, in all their inflected forms."""
    found: set[str] = set()
    for row in rows("statutes.csv"):
        found.update(_pattern(name) for name in _names(row) if " " in name)
    ordered = sorted(found, key=lambda pattern: (-len(pattern), pattern))
    return "(?:" + "|".join(ordered) + ")"


def _pattern(name: str) -> str:
    """A name of several words with its inflected word in every form."""
    first, *rest = name.split(" ")
    if first in ("laki", "asetus", "lag", "förordning"):
        return r"\s+".join([_forms(first), *map(re.escape, rest)])
    if rest[0] == "asetus" or rest[0] == "förordning":
        return r"\s+".join([re.escape(first), _forms(rest[0]), *map(re.escape, rest[1:])])
    *before, last = name.split(" ")
    return r"\s+".join([*(_agreed(word) for word in before), _forms(last)])


def _forms(word: str) -> str:
    """All inflected forms of a word that ends like the name of an act: "hankintalaki", "hankintalain", "grundlagen"."""
    forms = {word}
    for inflected, plain in _endings():
        if word.endswith(plain):
            forms.add(word[: len(word) - len(plain)] + inflected)
    for plain in ("lag", "balk", "förordning"):
        if word.endswith(plain):
            forms |= {f"{word}en", f"{word}ens", f"{word}s"}
    return either(forms)


def _agreed(word: str) -> str:
    return either({word, *(inflected for inflected, plain in _agreeing().items() if plain == word)})


def eli(printed: str) -> str:
    """The ELI of a Finnish act at Finlex; a number "410/2015" becomes ".../2015/410".

    >>> eli("410/2015")
    'http://data.finlex.fi/eli/sd/2015/410'
    """
    act, year = printed.split("/")
    return f"http://data.finlex.fi/eli/sd/{year}/{act}"
