"""The place of a meeting, where one label is for time and place together: "Aika ja paikka", "Tid och plats"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.core.passage import Passage
from extractors.language import dates
from extractors.vocabulary import either, either_of, labelled, words
from extractors.vocabulary import label as find_label

_STRIP = " ,;:.–-()|/"


_MOMENT = 80
"""Characters of a day with its hours at most."""

_CLOCK = re.compile(r"\d[.:]\d{2}(?!\d|\.\d)|\bkl\w*\.?\s*\d")  # of an hour: "13.00", "klo 18"


def of_both(label: str) -> bool:
    """Whether a label is for a place too.

    >>> of_both("Aika ja paikka"), of_both("Mötestid och -plats"), of_both("Kokousaika")
    (True, True, False)
    """
    known = find_label(label)
    return known is not None and known.also == "place"


@cache
def _moment() -> re.Pattern[str]:
    """A date, a weekday or a time: "tiistaina", "den", "3.2.2026", "klo 17", "17.00"."""
    days = words("labels", "weekdays")
    begun = rf"{either(word[:-1] for word in days if word.endswith('*'))}\w*"
    short = rf"{either(word for word in days if not word.endswith('*'))}(?=\.?\s+\d)"
    return re.compile(
        rf"{dates.pattern()}|(?<!\w)(?:{either_of('labels', 'clock')}\s*\d{{1,2}}(?:[.:]\d{{2}})?|\d{{1,2}}[.:]\d{{2}}"
        rf"|(?<=[-–])\s?\d{{1,2}}|{begun}|{short})(?![\w:]|\.\d)",
        re.IGNORECASE,
    )


def is_moment(text: str) -> bool:
    """Whether a line is a day with its hours and nothing else, as a cover without labels has it.

    >>> is_moment("Tisdagen den 14 maj 2019 kl 13.00-15.20"), is_moment("Torstaina 10.3.2022 klo 18")
    (True, True)
    >>> is_moment("Tisdagen den 14 maj 2019"), is_moment("Möte den 14 maj 2019 kl 13")
    (False, False)
    """
    if len(text) > _MOMENT or not dates.places(text) or _CLOCK.search(text) is None:
        return False
    return not re.search(r"\w", _moment().sub("", text))


@cache
def _said() -> re.Pattern[str]:
    """The label of the place in the middle of a line: "Aika 3.2.2026 klo 17 Paikka Kunnantalo"."""
    return re.compile(rf"(?:^|[\s,;]){either(labelled('place'))}\s*(?::\s*|\s)(?=\S)")


@cache
def _other() -> re.Pattern[str]:
    """Words about the course of the meeting: "kokous päättyi klo 19", "paus kl. 18.00–18.10"."""
    return re.compile(rf"(?<!\w){either_of('labels', 'no_venue')}", re.IGNORECASE)


# the cell beside the place: "Folkets hus  Paragrafer  §§ 12-19", "Klubbrummet  §§ 12–19"
_SECTIONS = re.compile(
    r"\s*(?<!\w)(?:(?:Paragraf(?:er)?|Pykälät?)\s*:?\s*§{0,2}|§{1,2})\s*\d{1,4}(?:\s*[-–]\s*§?\s*\d{1,4})?(?!\w)"
)


_IN = re.compile(r"(?:i|på|vid)\s+(?=\S)")  # "kl. 18.00 i sessionssalen"


def _without_sections(line: Passage) -> Passage:
    """A line without the cell of its sections, where that is its end."""
    match = _SECTIONS.search(line.text)
    return line[: match.start()] if match is not None and match.end() == len(line) and match.start() > 0 else line


def venue(blocks: Sequence[Sequence[Passage]], both: bool) -> Passage | None:
    """The place of a meeting as printed, from the lines of blocks under a label for the time; None if none is given.

    Args:
        blocks: the lines of each block under the label.
        both: whether the label is for the place too ("Tid och plats"); else only a "Plats:" within a line counts.

    A second line with times is about a break, and no place is read from it.

    >>> from extractors.core.passage import Span
    >>> def place(text, both=True):
    ...     found = venue([[Passage.of(text, Span(0, len(text)))]], both)
    ...     return found and found.text
    >>> place("tiistai 3.2.2026 klo 17.00–19.05, kunnantalo, valtuustosali")
    'kunnantalo, valtuustosali'
    >>> place("Stadshuset, tisdagen den 3 februari 2026, kl. 17–19"), place("3.2.2026 klo 17, kunnantalo", both=False)
    ('Stadshuset', None)
    >>> place("3.2.2026 klo 17 Paikka: Kunnantalo", both=False), place("Folkets hus, Ekby Paragrafer §§ 12-19")
    ('Kunnantalo', 'Folkets hus, Ekby')
    """
    blocks = [[_without_sections(line) for line in lines] for lines in blocks]
    for line in (line for lines in blocks for line in lines):
        if match := _said().search(line.text):
            return line[match.end() :].strip(_STRIP) or None
    timed = False
    for lines in blocks if both else ():
        found: list[Passage] = []
        for line in lines:
            moments = list(_moment().finditer(line.text))
            hours = bool(dates.times(line))
            if hours and timed:
                break
            timed = timed or hours
            pieces = [line[: moments[0].start()], line[moments[-1].end() :]] if moments else [line]
            pieces = [piece.strip(_STRIP) if moments else piece.strip() for piece in pieces]
            found.extend(piece for piece in pieces if _can_be_place(piece.text))
        if found:
            whole = _closed(_without_clock(Passage.join(found, " ")).strip(" ,;:.–-|/"))
            first = _IN.match(whole.text)
            return whole[first.end() :] if first else whole
    return None


# "kl." whose time is printed in the next line
_BEFORE_CLOCK = re.compile(r"[\s,;]+(?:kl|klo|klockan)\.?$", re.IGNORECASE)


def _without_clock(place: Passage) -> Passage:
    """A place without the word for a time at its end."""
    found = _BEFORE_CLOCK.search(place.text)
    return place[: found.start()] if found else place


def _closed(place: Passage) -> Passage:
    """A place without a bracket at its beginning or end that has no other half: "Gården (stora salen)" keeps both."""
    if place.text.count("(") == place.text.count(")"):
        return place.strip("() ") if place.text.startswith("(") and place.text.endswith(")") else place
    return place.strip(_STRIP)


def _can_be_place(text: str) -> bool:
    return any(map(str.isalpha, text)) and _other().search(text) is None
