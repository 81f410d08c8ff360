"""Dates and clock times as Finnish and Swedish-language documents print them.

Three forms of a date are read: figures with the day first ("19.5.2025", "19.05.2025", "27-09-2022"), ISO
("2025-05-19") and a month's name ("19 maj 2025", "den 19 maj 2025", "19. toukokuuta 2025"). Times are "17:00",
"klo 17.00", "kl. 17.00".
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Found, Passage
from extractors.vocabulary import LANGUAGES, either, either_of, tables


class Date(NamedTuple):
    """A date where it stands: the passage as printed, and the date."""

    passage: Passage
    day: datetime.date

    @property
    def iso(self) -> Found[str]:
        """The ISO form, "2025-05-19"."""
        return self.passage.means(self.day.isoformat(), "dates/iso")


@cache
def _months() -> dict[str, int]:
    return {name: month for each in LANGUAGES for month, name in enumerate(tables(each)["months"]["names"], 1)}


@cache
def pattern() -> str:
    """The regular expression for a date in any of the forms, to be put into other patterns; no named groups."""
    months = either(_months())
    return (
        r"(?:(?<![\d.])\d{1,2}[.]\s?\d{1,2}[.]\s?\d{4}(?![\d])"  # 19.5.2025, 19. 5. 2025
        r"|(?<![\d-])\d{1,2}-\d{1,2}-\d{4}(?![\d-])"  # 27-09-2022
        r"|(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])"  # 2025-05-19
        rf"|(?<![\d.])\d{{1,2}}\.?\s+{months}\s+\d{{4}}(?!\d))"  # 19 maj 2025, 19. toukokuuta 2025
    )


_YEAR = re.compile(r"\d{4}")


@cache
def _date() -> re.Pattern[str]:
    return re.compile(rf"(?=\d){pattern()}", re.IGNORECASE)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}\.?\s+{either(_months())}(?!\w)", re.IGNORECASE)


def begins(text: str) -> bool:
    """Whether a text begins with a day and a month's name.

    >>> begins("19. toukokuuta 2025"), begins("1. Hur säkerställer staden")
    (True, False)
    """
    return _named().match(text) is not None


def parse(text: str) -> datetime.date | None:
    """The date that a matched text stands for; None for an impossible one ("31.2.2025").

    >>> parse("19. toukokuuta 2025"), parse("19.05.2025") == parse("2025-05-19"), parse("31.2.2025")
    (datetime.date(2025, 5, 19), True, None)
    """
    named = re.search(r"[^\W\d_]+", text)
    figures = [int(part) for part in re.findall(r"\d+", text)]
    if named and len(figures) == 2:
        figures.insert(1, _months()[named[0].lower()])
    if len(figures) != 3:
        return None
    if figures[0] > 31:
        figures.reverse()
    day, month, year = figures
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def find(passage: Passage) -> list[Date]:
    """All dates in a passage, in order; impossible ones are left out.

    >>> from extractors.core.passage import Span
    >>> text = "lämnade 19.5.2025 en motion, behandlad den 8 juni 2026"
    >>> [date.iso.value for date in find(Passage.of(text, Span(0, len(text))))]
    ['2025-05-19', '2026-06-08']
    """
    return [Date(passage[start:end], day) for start, end, day in places(passage.text) if day is not None]


@cache
def yearless() -> str:
    """The regular expression for a day and a month's name without a year, to be put into other patterns."""
    return rf"(?:(?<![\d.])\d{{1,2}}\.?\s+{either(_months())}(?![\w-])(?!\s+\d{{4}}))"


def last(text: str, until: datetime.date | None) -> datetime.date | None:
    """The last date up to `until` that a day and a month's name mean; None for an impossible one or without `until`.

    >>> last("8 december", datetime.date(2031, 6, 1)), last("1. kesäkuuta", datetime.date(2031, 6, 1))
    (datetime.date(2030, 12, 8), datetime.date(2031, 6, 1))
    """
    if until is None:
        return None
    days = [parse(f"{text} {year}") for year in (until.year, until.year - 1)]
    return next((day for day in days if day is not None and day <= until), None)


def places(text: str) -> list[tuple[int, int, datetime.date | None]]:
    """Where the dates of a text begin and end, in order, with the date; None for an impossible one."""
    if _YEAR.search(text) is None:
        return []
    return [(*match.span(), parse(match[0])) for match in _date().finditer(text)]


@cache
def _clock() -> re.Pattern[str]:
    # "klo 17:00", "kl. 17.00", "17:00"; a bare "17.00" only after the word for clock or a dash, or between a day
    # and a dash ("2014-03-06, 16.00-18.30"); "klo 17", "kl. 17–19"
    clock = rf"(?<!\w)(?i:{either_of('labels', 'clock')})\s*"
    return re.compile(
        rf"(?:{clock}|[-–]\s*|(?<=\d\d,\s)(?=\d{{1,2}}[.:]\d{{2}}\s?[-–]))(\d{{1,2}})[.:](\d{{2}})(?!\d|\.\d)|(?<!\d)(\d{{1,2}}):(\d{{2}})(?!\d)"
        rf"|{clock}(\d{{1,2}})(?![.:]?\d)(?:\s*[-–]\s*(\d{{1,2}})(?![.:]?\d))?"
    )


def times(passage: Passage) -> list[Found[str]]:
    """The clock times in a passage, as "17:00", in order.

    >>> from extractors.core.passage import Span
    >>> text = "11.11.2024, klo 17.00 - 18.01"
    >>> [time.value for time in times(Passage.of(text, Span(0, len(text))))]
    ['17:00', '18:01']
    >>> text = "tiistai 3.2.2026 klo 17–19"
    >>> [time.value for time in times(Passage.of(text, Span(0, len(text))))]
    ['17:00', '19:00']
    """
    found: list[Found[str]] = []
    for match in _clock().finditer(passage.text):
        if match[5]:
            hours = [passage.group(match, whole) for whole in (5, 6) if match[whole] and int(match[whole]) < 25]
            found.extend(hour.means(f"{int(hour.text):02}:00", "dates/clock") for hour in hours)
            continue
        first = 1 if match[1] else 3
        hour, minute = int(match[first]), int(match[first + 1])
        if hour < 25 and minute < 60:
            where = passage[match.start(first) : match.end(first + 1)]
            found.append(where.means(f"{hour:02}:{minute:02}", "dates/clock"))
    return found
