"""Earlier handlings that the account of a matter mentions: which body, on which date, under which section.

"Arbetsutskottet har den 4 mars 2031, § 12 behandlat ärendet" · "Kaupunginhallitus on käsitellyt asiaa 4.3.2031 § 12".
What the body handled must be the matter itself; a decision on anything else is no handling of it. The frames are in
`vocabulary/frames/handlings.toml`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Found, Passage
from extractors.events.frame_data import pattern, shared
from extractors.events.frame_fillers import Filler
from extractors.events.frames import Event, events
from extractors.language import dates
from extractors.vocabulary import either, either_of, keys, pairs, words


class EarlierHandling(NamedTuple):
    """A handling that a sentence mentions: the body as printed, the date (ISO 8601) and the section number."""

    body: Passage
    date: Found[str]
    section: Found[str]


def stated(paragraphs: Sequence[Passage], until: datetime.date | None) -> list[EarlierHandling]:
    """The earlier handlings that the paragraphs of an account mention, in order.

    Args:
        paragraphs: the paragraphs of the current handling's account.
        until: the day of the meeting: later handlings are left out, and a day without a year is the last one before
            it. Where it is not known, a day must have its year.

    >>> from extractors.core.passage import Span
    >>> def mentioned(text):
    ...     found = stated([Passage.of(text, Span(0, len(text)))], datetime.date(2031, 6, 1))
    ...     return [(each.body.text, each.date.value, each.section.value) for each in found]
    >>> mentioned("Park- och hamnnämndens arbetsutskott har den 4 mars 2031, § 12 behandlat ärendet.")
    [('Park- och hamnnämndens arbetsutskott', '2031-03-04', '12')]
    >>> mentioned("Hamnnämnden har behandlat ärendet under sitt sammanträde 4 mars, § 12.")
    [('Hamnnämnden', '2031-03-04', '12')]
    >>> mentioned("Satamalautakunta päätti 4.3.2031 § 12 palauttaa asian valmisteltavaksi.")
    [('Satamalautakunta', '2031-03-04', '12')]
    >>> mentioned("Hamnnämnden beslutade om en riktlinje den 4 mars 2031, § 12.")
    []
    """
    return [each for text in paragraphs if "§" in text.text for each in _of(text, until)]


def _of(text: Passage, until: datetime.date | None) -> Iterator[EarlierHandling]:
    finders = {"body": _bodies, "meeting": lambda sentence: _meetings(sentence, until)}
    for event in events(text, "handlings", finders):
        body = event.one("body")
        if event.negated or body is None or _of_another(event):
            continue
        for filler in event.fillers["meeting"]:
            if filler.date is not None and (until is None or filler.date.day <= until):
                day = filler.date.passage.means(filler.date.day.isoformat(), event.rule)
                yield EarlierHandling(body, day, filler.parts[0].read(event.rule))


def _of_another(event: Event) -> bool:
    """Whether the sentence says what the matter is about, which is then another one: "ärendet om bryggan"."""
    text = event.sentence.text
    about = pattern(shared("handlings", "about"))
    return any(about.match(text, each.end + 1) is not None for each in event.fillers["object"])


@cache
def _body() -> re.Pattern[str]:
    """A body's name in the nominative: "Kommunstyrelsens arbetsutskott", "Park- och hamnnämnden", "Tekniska nämnden",
    "Nämnden för kultur".
    """
    ends = [word for kind in keys("bodies") for word in words("bodies", kind)]
    genitives = {form for form, _ in pairs("inflection", "body") if len(form) > 1} | {f"{word}s" for word in ends}
    joined = rf"(?:[\w-]+-\s+{either_of('clauses', 'and')}\s+)?"
    whole = rf"(?:{joined}[\w-]*{either(genitives)}\s+)?"  # "Kommunstyrelsens ", "Kaupunginhallituksen "
    quality = r"(?:[A-ZÅÄÖ][\w-]+(?:ska|nen)\s+)?"  # "Tekniska ", "Tekninen "
    name = rf"{whole}{quality}{joined}[\w-]*{either(ends)}(?:\s+för\s+[\w-]+)?"
    return re.compile(rf"(?<![\w-]){name}(?![\w-])", re.IGNORECASE)


def _bodies(sentence: Passage) -> Iterator[Filler]:
    for match in _body().finditer(sentence.text):
        yield Filler(*match.span(), (sentence.group(match),))


@cache
def _meeting() -> re.Pattern[str]:
    """A day and a section beside it: "den 4 mars 2031, § 12", "4 mars, § 12", "4.3.2031 § 12", "§ 12 den 4.3.2031"."""
    day = rf"(?P<day>{dates.pattern()}|{dates.yearless()})"
    sign_first = r"§\s?(?P<number>\d{1,4}[a-z]?)(?![\w.:]*\d)"
    sign_last = r"(?P<before>\d{1,4})\s?§(?!:)"
    first = r"(?<!§)§\s?(?P<first>\d{1,4}[a-z]?)"
    other = day.replace("?P<day>", "?P<late>")
    return re.compile(rf"{day},?\s+\(?(?:{sign_first}|{sign_last})\)?|{first},?\s+(?:den\s+)?{other}", re.IGNORECASE)


def _meetings(sentence: Passage, until: datetime.date | None) -> Iterator[Filler]:
    for match in _meeting().finditer(sentence.text):
        printed = sentence.group(match, "day" if match["day"] else "late")
        day = dates.parse(printed.text) if re.search(r"\d{4}", printed.text) else dates.last(printed.text, until)
        number = next(each for each in ("number", "before", "first") if match[each])
        if day is not None:
            yield Filler(*match.span(), (sentence.group(match, number),), dates.Date(printed, day))
