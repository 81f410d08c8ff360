"""Motions: who handed one in with how many others, when, and what it demands.

Two forms name the signatories: "Sini Juuti och 27 andra ledamöter lämnade 19.5.2025 en motion", "Hannele Kerola sekä
18 muuta valtuutettua ovat jättäneet 12.12.2016 valtuustoaloitteen"; and the short one, "Sini Juutis m.fl. motion
22.5.2025", which gives no count.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pydantic import Field

from extractors import dates
from extractors.bodies import kind as body_kind
from extractors.demands import demands
from extractors.document import Block
from extractors.names import NAME, Gazetteer, is_given, is_name, split_role
from extractors.numerals import number_of, numerals
from extractors.occurrence import folded, occurs, stems
from extractors.passage import Found, Passage
from extractors.values import Value
from extractors.vocabulary import either_of, words


class Motion(Value):
    """A motion, or a council question, that an item answers."""

    title: str | None = Field(None, description="Title of the motion.")
    submitted: str | None = Field(None, description="Day it was handed in, ISO 8601; null when the dates conflict.")
    submitted_as_written: list[str] = Field(default_factory=list, description="The different dates, as printed.")
    first_signatory: str | None = Field(None, description="Who signed first; given name first.")
    signatory_count: int | None = Field(None, description="How many signed it, the first included.")
    demands: list[str] = Field(default_factory=list, description="What it demands.")
    response_days: int | None = Field(None, description="Days from its handing in to this meeting.")


class _Mention(NamedTuple):
    """A place that speaks of the motion's handing in; `genitive` tells the case that the name stands in."""

    signatory: Passage | None
    others: Found[int] | None
    date: dates.Date | None
    genitive: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # names are read with their capitals, everything else without case
    # "Sini Juuti, Henna Partanen (Gröna) och 27 andra": the first of an enumeration signed first
    aside = r"(?:\s*\([^()]{1,30}\))?"
    joint = rf"(?:{either_of('motion', 'and')})"
    name = rf"(?P<name>{NAME}){aside}(?P<more>(?:\s*,\s*{NAME}{aside}){{0,30}}?)"
    several = rf"(?i:{either_of('labels', 'others')})"
    named = rf"{name}(?P<last>\s+{joint}\s+{NAME}{aside})?(?:\s+(?i:{either_of('motion', 'auxiliary')}))?"
    number = rf"(?P<count>{numerals()})"
    signers = rf"\w*{either_of('motion', 'signers')}"
    signers = rf"(?i:(?P<word>{either_of('labels', 'submitter_count')})(?:\s+\w+)?\s+{signers})"
    others = rf"{name}\s+{joint}\s+{number}\s+{signers}"
    all_of_them = rf"(?P<all>{numerals()})\s+(?i:\w*{either_of('motion', 'signers')})"
    date, later = (rf"(?:den\s+)?(?P<{group}>(?i:{dates.pattern()}))" for group in ("date", "later"))
    noun = rf"(?i:{either_of('motion', 'nouns')})(?!\w)"
    submit = rf"(?i:{either_of('motion', 'submit')})(?!\w)"
    submitted = rf"(?i:{either_of('motion', 'submitted')})(?!\w)"
    signed = rf"(?i:{either_of('motion', 'signed')})(?!\w)"
    gap = r"[^.;:?!]{0,60}?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            # "Sini Juuti och 27 andra ledamöter lämnade 19.5.2025"; the date also before the verb or not at all
            rf"{others}{gap}{submit}{gap}{date}",
            rf"{others}{gap}{date}(?:{gap}{submit})?",
            rf"{others}",
            # "den 19.5.2025 lämnade Sini Juuti och 27 andra ledamöter"
            rf"{date}{gap}{submit}{gap}{others}",
            # "Anna Ek ym. jättivät 12.6.2023 aloitteen"
            rf"{name}\s+{several}\s+(?:\w+\s+)?{submit}{gap}{date}{gap}{noun}",
            rf"{name}\s+{several}\s+(?:\w+\s+)?{date}{gap}{submit}{gap}{noun}",
            # "Sini Juutis m.fl. motion 22.5.2025"
            rf"{name}\s+{several}{gap}{noun}{gap}{date}",
            rf"{name}\s+{several}{gap}{noun}",
            # "Anna Ek lämnade 19.5.2025 en motion", "valtuutettu Anna Ek jätti valtuustokysymyksen 1.6.2026"
            rf"{named}\s+{submit}{gap}{date}{gap}{noun}",
            rf"{named}\s+{submit}{gap}{noun}{gap}{later}",
            rf"{named}\s+{submit}{gap}{noun}",
            # "Anna Ekin 1.6.2026 jättämään valtuustokysymykseen", "Anna Eks motion 19.5.2025"
            rf"{named}\s+{date}{gap}{submit}{gap}{noun}",
            rf"{named}\s+{noun}{gap}{date}",
            # "motionen, som inlämnades 19.5.2025 av Anna Ek", "en motion av Anna Ek 19.5.2025"
            rf"{noun}{gap}(?:{date}{gap})?\s(?P<by>(?i:{either_of('motion', 'by')}))\s+(?:[a-zåäö]+\s+){{0,2}}{named}"
            rf"(?:{gap}{later})?",
            # "aloitteen on allekirjoittanut 16 valtuutettua"; not "aloitteen, jonka ... vähintään 15 valtuutettua"
            rf"{noun}[^.,;:?!]{{0,30}}?\s{signed}\s+{all_of_them}",
            # "lämnade 19.5.2025 en motion", where the words before it are not understood
            rf"(?<!\w){submit}{gap}{date}{gap}{noun}",
            rf"(?<!\w){submit}{gap}{noun}{gap}{date}",
            # "motionen inlämnades vid fullmäktige 15.3.2021", "valtuuston kokouksessa 12.6.2023 § 54 jätetty aloite"
            rf"{noun}{gap}{submitted}{gap}{date}",
            rf"{date}{gap}{submitted}{gap}{noun}",
            # "motion 19.5.2025"
            rf"{noun}\s+{date}",
        )
    )


@cache
def _in_title() -> re.Pattern[str]:
    """ "Valtuutettu Anna Ekin aloite leikkipuistosta": whose motion it is, where nothing else tells."""
    return re.compile(rf"(?P<name>{NAME})\s+(?i:{either_of('motion', 'nouns')})(?!\w)")


@cache
def _elsewhere() -> re.Pattern[str]:
    """Words of what others do about a motion: "nämnden lämnade 12.3.2024 ett utlåtande om motionen"."""
    return re.compile(rf"(?<!\w){either_of('motion', 'elsewhere')}", re.IGNORECASE)


def _mentions(text: Passage) -> list[_Mention]:
    found: list[tuple[int, _Mention]] = []
    taken: list[tuple[int, int]] = []
    if not occurs(folded(text.text), _needs()):
        return []
    for pattern in _patterns():
        for match in pattern.finditer(text.text):
            groups = match.groupdict()
            signatory = _name(text, match) if groups.get("name") else None
            if groups.get("name") and signatory is None:
                continue
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if not groups.get("count") and (_elsewhere().search(match[0]) or _by_body(text.text[: match.start()])):
                continue
            taken.append(match.span())
            mention = _Mention(signatory, _count(text, match), _day(text, match), _genitive(match))
            found.append((match.start(), mention))
    return [mention for _, mention in sorted(found, key=lambda each: each[0])]


@cache
def _needs() -> tuple[str, ...]:
    return stems([*words("motion", "nouns"), *words("motion", "signers"), *words("labels", "others")])


def _by_body(before: str) -> bool:
    """Whether a body is the subject: "kaupunginhallitus esitti 12.3.2024 aloitteen hylkäämistä"."""
    return body_kind(" ".join(before.split()[-1:])) in ("board", "committee", "section")


def _name(text: Passage, match: re.Match[str]) -> Passage | None:
    """The name in a match, without a title before it; None where the words are no name."""
    _, name = split_role(text.group(match, "name"))
    return name if is_name(name.text) else None


@cache
def _submitting() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('motion', 'submit')}(?!\w)", re.IGNORECASE)


@cache
def _by_agent() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('motion', 'agent')}(?!\w)", re.IGNORECASE)


def _genitive(match: re.Match[str]) -> bool:
    """Whether the name stands in the genitive: "Sini Juutis m.fl. motion", "Hannele Kerolan ja 18 muun valtuutetun".

    With a count the word for the others tells ("muun"), else whether no verb of handing in follows. "Anna Ekin
    jättämä" has one, but it is a participle.
    """
    groups = match.groupdict()
    if groups.get("word") is not None:
        return groups["word"].lower() in words("labels", "submitter_genitive")
    if "by" in groups:
        return False
    behind = match.string[match.end("name") : match.end()] if groups.get("name") else match[0]
    return _submitting().search(behind) is None or _by_agent().search(behind) is not None


def _count(text: Passage, match: re.Match[str]) -> Found[int] | None:
    """How many signed: all of them where their number is told or all are named, else the others and those named."""
    groups = match.groupdict()
    if groups.get("all"):
        everyone = text.group(match, "all")
        return everyone.means(number_of(everyone.text), "motions/all")
    named = 1 + len(re.findall(NAME, groups.get("more") or ""))
    if groups.get("count"):
        others = text.group(match, "count")
        return others.means(number_of(others.text) + named, "motions/others")
    if groups.get("last"):
        enumeration = text[match.start("name") : match.end("last")]
        return enumeration.means(named + 1, "motions/named")
    return None


def _day(text: Passage, match: re.Match[str]) -> dates.Date | None:
    for group in ("date", "later"):
        if match.groupdict().get(group):
            found = dates.find(text.group(match, group))
            return found[0] if found else None
    return None


class Handed(NamedTuple):
    """A handling by the council: its day, and what it tells."""

    date: dates.Date
    blocks: Sequence[Block]


class Told(NamedTuple):
    """Where an item speaks of its motion: its title, proposals, account, earlier accounts, the council's handlings."""

    title: Passage | None
    proposals: Sequence[Passage]
    account: Sequence[Block]
    earlier: Sequence[Block] = ()
    council: Sequence[Handed] = ()


def find(told: Told, names: Gazetteer, language: str) -> Motion | None:
    """The motion that an item answers; None where nothing speaks of one.

    The account tells it at length and the proposals name it again; what both leave out is looked for in accounts of
    earlier handlings, in the title, and in the council's handling at which it was handed in.

    Args:
        told: where the item speaks of it.
        names: the names of the document.
        language: the item's language.
    """
    mentions = [mention for text in (*told.proposals, *_bodies(told.account)) for mention in _mentions(text)]
    earlier = [mention for text in _bodies(told.earlier) for mention in _mentions(text)]
    signed = mentions if any(each.signatory or each.others for each in mentions) else earlier
    dated = mentions if any(each.date for each in mentions) else earlier
    days: dict[datetime.date, dates.Date] = {}
    for mention in dated:
        if mention.date:
            days.setdefault(mention.date.day, mention.date)
    written = [day.passage.read("motions/submitted") for day in days.values()]
    submitted = next(iter(days.values())).iso if len(days) == 1 else None
    if not days and (handed := _handed_in(told.council)) is not None:
        submitted, written = handed.iso, [handed.passage.read("motions/handed_in")]
    counted = next((mention for mention in signed if mention.others), None)
    signatory = _signatory(signed, counted, names) or _of_title(told.title, names)
    demanded = demands(told.account, language) or demands(told.earlier, language)
    if not (submitted or written or signatory or counted or demanded):
        return None
    return Motion.model_validate(
        {
            "title": told.title.read("items/title") if told.title else None,
            "submitted": submitted,
            "submitted_as_written": written,
            "first_signatory": _given_first(signatory, names).read("motions/signatory") if signatory else None,
            "signatory_count": counted.others if counted else None,
            "demands": [demand.read("motions/demand") for demand in demanded],
        }
    )


def _bodies(blocks: Sequence[Block]) -> Iterator[Passage]:
    return (block.body for block in blocks)


def _given_first(name: Passage, names: Gazetteer) -> Passage:
    """A name with the given name first. Running text has it so already, unless both words are known as the reverse."""
    first, last = name.text.split()[0], name.text.split()[-1]
    return names.turn(name) if is_given(last) and not is_given(first) else name


@cache
def _referring() -> re.Pattern[str]:
    noun, referred = either_of("motion", "nouns"), either_of("motion", "referred")
    return re.compile(
        rf"(?<!\w){noun}(?!\w)[^.;?!]{{0,80}}?(?<!\w){referred}|(?<!\w){referred}[^.;?!]{{0,80}}?{noun}", re.I
    )


@cache
def _handing_in() -> re.Pattern[str]:
    noun, submit = (
        either_of("motion", "nouns"),
        f"(?:{either_of('motion', 'submit')}|{either_of('motion', 'submitted')})",
    )
    return re.compile(
        rf"(?<!\w){submit}(?!\w)[^.;?!]{{0,80}}?(?<!\w){noun}|(?<!\w){noun}(?!\w)[^.;?!]{{0,80}}?{submit}(?!\w)", re.I
    )


def _handed_in(council: Sequence[Handed]) -> dates.Date | None:
    """The day of the council's first handling, where that tells of the motion's handing in, or sends it on.

    "Frida Strand inlämnade en motion", "Motionen överfördes till stadsstyrelsen för beredning", "Aloite lähetettiin
    kaupunginhallituksen valmisteltavaksi".
    """
    for handed in sorted(council, key=lambda each: each.date.day)[:1]:
        for block in handed.blocks:
            match = _handing_in().search(block.text) or _referring().search(block.text)
            if match and _elsewhere().search(match[0]) is None:
                return handed.date
    return None


def _of_title(title: Passage | None, names: Gazetteer) -> Passage | None:
    """The signatory that a title names: "Valtuutettu Anna Ekin aloite leikkipuistosta"."""
    for match in _in_title().finditer(title.text) if title else ():
        name = _name(title, match) if title else None
        if name is not None and is_given(name.text.split()[0]):
            return names.nominative(name)
    return None


def _signatory(mentions: Sequence[_Mention], counted: _Mention | None, names: Gazetteer) -> Passage | None:
    """The first signatory, in the nominative: as the sentence with the count names it, else the first that is named."""
    named = [mention for mention in ([counted] if counted else []) + list(mentions) if mention.signatory]
    if not named or named[0].signatory is None:
        return None
    return names.nominative(named[0].signatory) if named[0].genitive else named[0].signatory
