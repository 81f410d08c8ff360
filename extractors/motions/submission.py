"""Where texts tell that a motion was handed in: by whom, with how many others, and when.

Two forms name the signatories: "Sini Juuti och 27 andra ledamöter lämnade 19.5.2025 en motion", "Hannele Kerola sekä
18 muuta valtuutettua ovat jättäneet 12.12.2016 valtuustoaloitteen"; and the short one, "Sini Juutis m.fl. motion
22.5.2025", which gives no count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.language.numerals import number_of, numerals
from extractors.language.prefilter import folded, occurs, stems
from extractors.organisations.body import kind as body_kind
from extractors.people.names import NAME, is_name, is_role_word, split_role
from extractors.vocabulary import either_of, words


class Mention(NamedTuple):
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
            (
                rf"{noun}(?:{gap}{submitted}(?:{gap}{date})?{gap}|)\s(?P<by>(?i:{either_of('motion', 'by')}))"
                rf"\s+(?:[a-zåäö]+\s+){{0,2}}{named}(?:{gap}{later})?"
            ),
            # "aloitteen on allekirjoittanut 16 valtuutettua"; not "aloitteen, jonka ... vähintään 15 valtuutettua"
            rf"{noun}[^.,;:?!]{{0,30}}?\s{signed}\s+{all_of_them}",
            # "motionären Anna Ek föreslår"
            rf"(?P<by>(?i:{either_of('motion', 'movers')}))\s+{name}",
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
def in_title() -> re.Pattern[str]:
    """ "Valtuutettu Anna Ekin aloite leikkipuistosta": whose motion it is, where nothing else tells."""
    return re.compile(rf"(?P<name>{NAME})\s+(?i:{either_of('motion', 'nouns')})(?!\w)")


@cache
def _elsewhere() -> re.Pattern[str]:
    """Words of what others do about a motion: "nämnden lämnade 12.3.2024 ett utlåtande om motionen"."""
    return re.compile(rf"(?<!\w){either_of('motion', 'elsewhere')}", re.IGNORECASE)


def mentions(text: Passage) -> list[Mention]:
    """The places of a text that speak of a motion's handing in or its signatories, in order."""
    found: list[tuple[int, Mention]] = []
    taken: list[tuple[int, int]] = []
    if not occurs(folded(text.text), _needs()):
        return []
    for pattern in _patterns():
        for match in pattern.finditer(text.text):
            groups = match.groupdict()
            signatory = name_in(text, match) if groups.get("name") else None
            if groups.get("name") and signatory is None:
                continue
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if not groups.get("count") and (_elsewhere().search(match[0]) or _by_others(text.text[: match.start()])):
                continue
            taken.append(match.span())
            mention = Mention(signatory, _count(text, match), _day(text, match), _genitive(match))
            found.append((match.start(), mention))
    return [mention for _, mention in sorted(found, key=lambda each: each[0])]


@cache
def _needs() -> tuple[str, ...]:
    return stems([*words("motion", "nouns"), *words("motion", "signers"), *words("labels", "others")])


@cache
def _handles() -> re.Pattern[str]:
    return re.compile(either_of("motion", "handles"), re.IGNORECASE)


def _by_others(before: str) -> bool:
    """Whether the word before tells of others: "kaupunginhallitus esitti ...", "käsitteli aloitteen 13.6.2025"."""
    word = before.split()[-1] if before.strip() else ""
    return body_kind(word) in ("board", "committee", "section") or _handles().match(word) is not None


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"\w*{either_of('motion', 'voices')}\w*\s+", re.IGNORECASE)


def name_in(text: Passage, match: re.Match[str]) -> Passage | None:
    """The name in a match, without a title before it; None where the words are no name."""
    whole = text.group(match, "name")
    titles = _titles().match(whole.text)  # "Valtuutetut Sari Korpi ja Matti Niemi", "Ledamöterna ..."
    _, name = split_role(whole[titles.end() :] if titles else whole)
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


@cache
def _referring() -> re.Pattern[str]:
    noun, referred = either_of("motion", "nouns"), either_of("motion", "referred")
    return re.compile(
        rf"(?<!\w){noun}(?!\w)[^.;?!]{{0,80}}?(?<!\w){referred}|(?<!\w){referred}[^.;?!]{{0,80}}?{noun}", re.IGNORECASE
    )


@cache
def _handing_in() -> re.Pattern[str]:
    noun, submit = (
        either_of("motion", "nouns"),
        f"(?:{either_of('motion', 'submit')}|{either_of('motion', 'submitted')})",
    )
    return re.compile(
        rf"(?<!\w){submit}(?!\w)[^.;?!]{{0,80}}?(?<!\w){noun}|(?<!\w){noun}(?!\w)[^.;?!]{{0,80}}?{submit}(?!\w)",
        re.IGNORECASE,
    )


def handed_in(council: Sequence[Handed]) -> dates.Date | None:
    """The day of the council's first handling, where that tells of the motion's handing in, or sends it on.

    "Frida Strand inlämnade en motion", "Motionen överfördes till stadsstyrelsen för beredning", "Aloite lähetettiin
    kaupunginhallituksen valmisteltavaksi".
    """
    for handed in sorted(council, key=lambda each: each.date.day)[:1]:
        for block in handed.blocks:
            match = _handing_in().search(block.text)
            if _referring().search(block.text) or (match and _elsewhere().search(match[0]) is None):
                return next((each.date for each in mentions(block.body) if each.date), handed.date)
    return None


@cache
def _dated() -> re.Pattern[str]:
    """A line with a place and a day: "Granvik den 12 mars 2026", "Granvikissa 12.3.2026"."""
    return re.compile(rf"(?:[A-ZÅÄÖ][\w-]+,?\s+)?(?:den\s+)?(?P<date>(?i:{dates.pattern()}))\.?")


@cache
def _first_person() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('motion', 'demand_own')}(?!\w)", re.IGNORECASE)


def signed_at(blocks: Sequence[Block]) -> Mention | None:
    """The date line and the names below it, where an account holds the motion's own text, in the first person."""
    lines = [line for block in blocks for line in (block.lines or (block.body,))]
    speaks = False
    for index, line in enumerate(lines):
        speaks = speaks or _first_person().search(line.text) is not None
        match = _dated().fullmatch(line.text) if speaks else None
        if match is None or not (day := dates.find(line.group(match, "date"))):
            continue
        names = list(takewhile(lambda each: is_name(each.text), map(_without_party, lines[index + 1 :])))
        behind = lines[index + 1 + len(names) :][:1]
        if names and not (behind and is_role_word(behind[0].text.split()[0])):
            everyone = Passage.join(names, "\n").means(len(names), "motions/named") if len(names) > 1 else None
            return Mention(names[0], everyone, day[0], genitive=False)
    return None


def _without_party(line: Passage) -> Passage:
    match = re.search(r"\s*\([^()]{1,30}\)$", line.text)
    return line[: match.start()] if match else line
