"""Arrival and departure of a person in a list, by clock time or section number ("saapui klo 18.02 § 74", "§§ 1–9")."""

from __future__ import annotations

import re
from functools import cache

from extractors.core.passage import Found, Passage
from extractors.vocabulary import either_of

# "17.05", "9:30"; no part of a date
CLOCK = r"(?<![\d.])\d{1,2}[.:]\d{2}(?!\.?\d)"
_NUMBERS = r"\d{1,4}[a-z]?(?:\s*(?:[-–,]|ja|och|sekä|samt)\s*(?:§\s*)?\d{1,4}[a-z]?(?![\d.:]))*"
# "§ 74", "§§ 45-50", "74 och 75 §", "§:t 20-23"
SECTIONS = rf"(?:§{{1,2}}(?::\w{{1,3}})?\s*:?\s*{_NUMBERS}(?![.:]\d)|(?<![\d.:]){_NUMBERS}\s*§{{1,2}})"


@cache
def _at() -> str:
    return rf"(?:{either_of('labels', 'clock')}\.?\s*)?"


@cache
def stated(key: str) -> re.Pattern[str]:
    """Arrival ("arrived") or departure ("left") with its time: "saapui klo 18.02 § 74", "avlägsnade sig kl. 19.10"."""
    time = rf"(?:{CLOCK}|{SECTIONS})"
    return re.compile(
        rf"(?<!\w){either_of('attendance', key)}(?!\w)[^\d§,;()|]{{0,60}}?{_at()}{time}"
        rf"(?:[^\d§,;()|]{{0,30}}?{_at()}{time})?(?:\s+{either_of('attendance', key + '_after')})?"
        rf"|{_at()}{time}\s+{either_of('attendance', key + '_after')}(?!\w)",
        re.IGNORECASE,
    )


@cache
def span() -> re.Pattern[str]:
    """The start and end of attendance: "kl. 17.00–18.15", "§§ 51-58", "del av § 159"."""
    during = rf"(?:{either_of('attendance', 'during')}\s*:?\s*)?"
    return re.compile(
        rf"(?<!\w){during}{_at()}(?P<first>{CLOCK})\s*[-–]\s*{_at()}(?P<last>{CLOCK})"
        rf"|(?:(?<!\w){during})?(?P<sections>{SECTIONS})",
        re.IGNORECASE,
    )


def clock(text: str) -> str:
    """A time in the form of the record, HH:MM: "9.05" is "09:05"."""
    hour, minute = re.split(r"[.:]", text)
    return f"{int(hour):02d}:{minute}"


def when(text: Passage, key: str) -> Found[str] | None:
    """The clock time in a text about an arrival or departure, else the section number."""
    if match := re.search(CLOCK, text.text):
        return text.group(match).means(clock(match[0]), f"meetings/{key}")
    match = re.search(SECTIONS, text.text)
    return section(text.group(match), key) if match else None


def section(text: Passage, key: str) -> Found[str]:
    """The first ("arrived") or the last ("left") section number in a text: "§ 74"."""
    numbers = list(re.finditer(r"\d+[a-z]?", text.text))
    chosen = numbers[0 if key == "arrived" else -1]
    return text.means(f"§ {chosen[0]}", f"meetings/{key}")
