"""Who was disqualified from a matter, and why: under a heading of its own, told in prose, or told by an office alone.

Not where a challenge is rejected ("ei katsottu esteelliseksi", "avslog jävsinvändningen") or a rule is told of
members in general, and not who chaired or presented in the meantime. By an office alone: "Rehtori poistui
esteellisenä", "Rektorn anmälde jäv".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pydantic import Field

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language import phrases
from extractors.meeting.meeting import offices
from extractors.people.inflection import full_name
from extractors.people.names import WORD, Gazetteer, find, is_role_word
from extractors.people.person import Person
from extractors.vocabulary import either_of, words


class Disqualification(Value):
    """A person who took no part in a matter."""

    name: str | None = Field(None, description="Given name first.")
    reason: str | None = Field(None, description="The reason as printed.")


def disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons that a section on disqualification names, and why.

    They stand before the reason ("Kai Ek anmälde jäv, eftersom ..."), or behind it where none stands before
    ("Esteellisenä (osallisuusjäävi) kokouksesta poistui jäsen Kai Ek").
    """
    found: list[Disqualification] = []
    for block in blocks:
        for sentence in phrases.sentences(block.body, "sv"):
            _sentence(sentence, block.body, names, found)
    return found


def told_disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons whom prose tells to be disqualified, where no section does.

    "Kai Ek ilmoitti olevansa esteellinen" · "Ledamot Anna Berg anmälde jäv" · "Puheenjohtaja Kai Ek poistui
    kokoushuoneesta asian käsittelyn ajaksi (osallisuusjäävi)" · "Esteellisenä poistui Kai Ek".
    """
    found: list[Disqualification] = []
    for block in blocks:
        if not told().search(block.text):
            continue
        going_on = False
        for sentence in phrases.sentences(block.body, "sv"):
            because = _because().match(sentence.text) is not None
            going_on = bool(told().search(sentence.text) or denied().search(sentence.text) or (going_on and because))
            if going_on:
                _sentence(sentence, sentence, names, found)
    return found


def _sentence(sentence: Passage, whole: Passage, names: Gazetteer, found: list[Disqualification]) -> None:
    """Takes what a sentence says: whom it names, or why those named before it were disqualified."""
    if denied().search(sentence.text):
        found[:] = [each for each in found if not _speaks_of(sentence.text, each.name or "")]
        return
    if (instead := _instead().search(sentence.text)) is not None:
        cuts = [cut.start() for cut in _AND.finditer(sentence.text, 0, instead.start() + 1)]
        sentence = sentence[: cuts[-1] if cuts else 0]
        if not told().search(sentence.text):
            return
    cut, behind, reason = why(sentence)
    persons = list(_named(sentence[:cut], names)) or list(_named(sentence[behind:], names))
    if not persons and reason is not None:
        for person in found:
            if person.reason is None:
                person.reason = reason.text
                person.note("reason", reason.read("dissents/reason"))
        return
    for name in persons:
        known = next((each for each in found if each.name == name.value), None)
        if known is None:
            person = Disqualification.model_validate(
                {"name": name, "reason": reason.read("dissents/reason") if reason else None}
            )
            person.at(whole, "dissents/disqualified")
            found.append(person)


def _named(text: Passage, names: Gazetteer) -> list[Found[str]]:
    """The persons of a text. Behind "totesi" they stand in the genitive, and who is before it only says so."""
    stated = _stating().search(text.text)
    if stated is not None and "olevansa" not in text.text:
        objects = list(find(text[stated.end() :]))
        if objects:
            return [full_name(name, names, "dissents/disqualified", genitive=True) for name in objects]
    whole = [names.turn(name).read("dissents/disqualified") for name in find(text)]
    if whole:
        return whole
    titled = re.finditer(rf"(?P<title>[\w-]+)\s+(?P<surname>{WORD})(?![\w-])", text.text)
    return [
        full_name(text.group(match, "surname"), names, "dissents/disqualified")
        for match in titled
        if is_role_word(match["title"])
    ]


def _speaks_of(text: str, name: str) -> bool:
    """Whether a text names a person, in whatever case ("Anna Ekiä")."""
    given, _, surname = name.rpartition(" ")
    return given in text and surname[: max(2, len(surname) - 2)] in text


_AND = re.compile(r"[,;]\s|\s(?:ja|och|samt|sekä)\s")


@cache
def told() -> re.Pattern[str]:
    """What tells that somebody is disqualified."""
    return re.compile(rf"(?<!\w){either_of('disqualification', 'told')}(?!\w)", re.IGNORECASE)


@cache
def _stating() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('disqualification', 'stating')}(?!\w)", re.IGNORECASE)


@cache
def _instead() -> re.Pattern[str]:
    """Who chaired, presented or was heard in the meantime."""
    return re.compile(rf"(?<!\w){either_of('disqualification', 'instead')}(?!\w)", re.IGNORECASE)


@cache
def denied() -> re.Pattern[str]:
    """A challenge that was rejected: "ei ollut esteellinen", "inte jävig", "hylkäsi esteellisyysväitteen"."""
    adjective = r"(?:esteelli(?:nen|s(?:eksi|et|iä|iksi|tä))|jääv(?:i|iksi|ejä)|jävig(?:a|t)?|jäv)"
    no = r"(?:ei|eivät|ettei|etteivät|inte|ej|icke)"
    claim = r"(?:esteellisyys\w*|jääviys\w*|jävs?\w*)"
    rejected = either_of("disqualification", "rejected")
    return re.compile(
        rf"(?<!\w){no}\s+(?:(?!som\b|såsom\b)\w+\s+){{0,4}}{adjective}(?!\w)"
        rf"|(?<!\w){adjective}\s+(?:\w+\s+){{0,1}}inte\s+föreligger|(?<!\w)inte\s+föreligger\s+{claim}"
        rf"|(?<!\w){rejected}\s+(?:\w+\s+){{0,3}}{claim}|(?<!\w){claim}\s+(?:\w+\s+){{0,2}}{rejected}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _because() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){either_of('disqualification', 'because')}\s+(?P<reason>.+?)"
        rf"(?=,?\s+{either_of('disqualification', 'going')}(?!\w)|\.\s+[A-ZÅÄÖ]|\.?$)",
        re.IGNORECASE,
    )


@cache
def _aside() -> re.Pattern[str]:
    """A reason in brackets: "(yhteisöjäävi, hallintolaki (434/2003) 28 § 1 mom. 5 k.)"; no party's abbreviation."""
    return re.compile(
        r"\((?P<aside>(?=[^)]*(?:jääv|jäv|esteel|§|lag|laki))(?:[^()]|\([^()]*\)){4,240})\)", re.IGNORECASE
    )


# "esteellinen kyläyhdistyksen puheenjohtajana": as what somebody is
_AS = re.compile(r"esteelli(?:nen|siä|seksi)\s+(?P<as>[^.,()]{5,90}?n[aä])(?=\s+ja\s|[.,]|$)")


def why(text: Passage) -> tuple[int, int, Passage | None]:
    """Where the reason begins and ends in a text, and its words: behind "eftersom" or "koska", else in brackets."""
    matches = {"reason": _because().search(text.text), "aside": _aside().search(text.text), "as": _AS.search(text.text)}
    group, match = next(((key, each) for key, each in matches.items() if each), ("", None))
    if match is None:
        return len(text), len(text), None
    starts = [each.start() for each in matches.values() if each]
    reason = text.group(match, group).strip(" ,")
    bare = {word.casefold() for word in words("disqualification", "bare")}
    return min(starts), match.end(), None if reason.text.casefold() in bare else reason


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>[A-ZÅÄÖ][\w-]+)\s+{either_of('disqualification', 'does')}(?!\w)")


def titled(blocks: Sequence[Block], people: Sequence[Person]) -> list[Disqualification]:
    """Those whom sentences call disqualified by their office; a name only where one of `people` alone holds it."""
    found: list[Disqualification] = []
    for block in blocks:
        for sentence in phrases.sentences(block.body, "sv") if told().search(block.text) else ():
            match = _subject().match(sentence.text)
            if match is None or not _is_title(match["title"]) or not told().search(sentence.text):
                continue
            if denied().search(sentence.text):
                continue
            holders = [each for each in people if any(_is(office, match["title"]) for office in offices(each))]
            name = holders[0].name if len(holders) == 1 else None
            said = sentence.group(match, "title")
            *_, reason = why(sentence)
            found.append(
                Disqualification.model_validate(
                    {
                        "name": said.means(name, "dissents/title") if name else None,
                        "reason": reason.read("dissents/reason") if reason else None,
                    }
                )
            )
            found[-1].at(sentence, "dissents/disqualified")
    return found


def _is_title(word: str) -> bool:
    return any(is_role_word(word.removesuffix(article)) for article in ("", "n", "en"))


def _is(office: str, title: str) -> bool:
    """Whether an office is the one that a sentence begins with, in Swedish with the article: "Rektorn"."""
    small = title.lower()
    return any(small == f"{office}{article}" for article in ("", "n", "en"))
