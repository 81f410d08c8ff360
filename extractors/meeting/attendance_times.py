"""When a person came and went: by the clock or by paragraphs, in a list of those present."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Found, Passage
from extractors.people.person import Person
from extractors.vocabulary import either_of

CLOCK = r"(?<![\d.])\d{1,2}[.:]\d{2}(?!\.?\d)"
_NUMBERS = r"\d{1,4}[a-z]?(?:\s*(?:[-–,]|ja|och|sekä|samt)\s*(?:§\s*)?\d{1,4}[a-z]?(?![\d.:]))*"
SECTIONS = rf"(?:§{{1,2}}(?::\w{{1,3}})?\s*:?\s*{_NUMBERS}(?![.:]\d)|(?<![\d.:]){_NUMBERS}\s*§{{1,2}})"


class Presence(NamedTuple):
    """What a line says of coming and going, and where: `cuts` are the parts of the line that say it."""

    arrived: Found[str] | None
    left: Found[str] | None
    cuts: tuple[tuple[int, int], ...]


@cache
def _at() -> str:
    return rf"(?:{either_of('labels', 'clock')}\.?\s*)?"


@cache
def _told(key: str) -> re.Pattern[str]:
    """Coming or going with its time: "saapui klo 18.02 § 74", "avlägsnade sig kl. 19.10", "fr.o.m. § 74"."""
    behind = rf"(?:{CLOCK}|{SECTIONS})"
    return re.compile(
        rf"(?<!\w){either_of('attendance', key)}(?!\w)[^\d§,;()|]{{0,60}}?{_at()}{behind}"
        rf"(?:[^\d§,;()|]{{0,30}}?{_at()}{behind})?(?:\s+{either_of('attendance', key + '_behind')})?"
        rf"|{_at()}{behind}\s+{either_of('attendance', key + '_behind')}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _range() -> re.Pattern[str]:
    during = rf"(?:{either_of('attendance', 'during')}\s*:?\s*)?"
    return re.compile(
        rf"(?<!\w){during}{_at()}(?P<first>{CLOCK})\s*[-–]\s*{_at()}(?P<last>{CLOCK})|{during}(?P<sections>{SECTIONS})",
        re.IGNORECASE,
    )


@cache
def _chairing() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('roles', 'chair')}\s*,?\s*$", re.IGNORECASE)


@cache
def _absence() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('attendance', 'away_marks')}\s*:?\s*$", re.IGNORECASE)


def presence(line: Passage) -> Presence:
    """What a line of an attendance list says of when its person was there.

    The clock goes before paragraphs. A range of paragraphs gives the first and the last one.

    >>> from extractors.core.passage import Span
    >>> def told(text):
    ...     found = presence(Passage.of(text, Span(0, len(text))))
    ...     return tuple(each and each.value for each in found[:2])
    >>> told("Kai Ek, saapui klo 18.02 § 74"), told("Kai Ek, avlägsnade sig kl. 19.10"), told("Kai Ek, § 74–80")
    (('18:02', None), (None, '19:10'), ('§ 74', '§ 80'))
    >>> told("Ek Kai, paikalla klo 17.00–18.30 §§ 1–9"), told("Kai Ek, ordförande")
    (('17:00', '18:30'), (None, None))
    """
    values: dict[str, Found[str] | None] = {"arrived": None, "left": None}
    cuts: list[tuple[int, int]] = []
    for key in ("arrived", "left"):
        for match in _told(key).finditer(line.text):
            if any(match.start() < end and start < match.end() for start, end in cuts):
                continue
            cuts.append(match.span())
            values[key] = when(line.group(match), key)
    ranges = sorted(_range().finditer(line.text), key=lambda match: match["sections"] is not None)  # the clock first
    for match in ranges:
        if any(match.start() < end and start < match.end() for start, end in cuts):
            continue
        cuts.append(match.span())
        if _absence().search(line.text[: match.start()]):
            continue  # "poissa klo 18.00–18.10"
        if match["sections"] and (any(values.values()) or _chairing().search(line.text[: match.start()])):
            continue  # "ordförande § 14–15" chaired for that long, and was there before
        if match["first"]:
            ends = {"arrived": line.group(match, "first"), "left": line.group(match, "last")}
            found = {key: each.means(clock(each.text), f"meetings/{key}") for key, each in ends.items()}
        else:
            found = {key: _section(line.group(match, "sections"), key) for key in values}
        values = {key: values[key] or found[key] for key in values}
    return Presence(values["arrived"], values["left"], tuple(sorted(cuts)))


def drop_whole(of: Person, start: Found[str] | None, end: Found[str] | None, numbers: Sequence[str]) -> None:
    """Takes coming and going from a person who was there from the meeting's beginning to its end, as lists print it."""
    clocks = (start.value, end.value) if start and end else None
    sections = (f"§ {numbers[0]}", f"§ {numbers[-1]}") if len(numbers) > 1 else None
    if of.arrived and of.left and (of.arrived, of.left) in (clocks, sections):
        of.arrived = of.left = None
        of.forget("arrived", "left")


def clock(text: str) -> str:
    """A time as the record has it: "9.05" is "09:05"."""
    hour, minute = re.split(r"[.:]", text)
    return f"{int(hour):02d}:{minute}"


def when(text: Passage, key: str) -> Found[str] | None:
    """The time in a text that tells of coming or going, else the paragraph."""
    if match := re.search(CLOCK, text.text):
        return text.group(match).means(clock(match[0]), f"meetings/{key}")
    match = re.search(SECTIONS, text.text)
    return _section(text.group(match), key) if match else None


def _section(text: Passage, key: str) -> Found[str]:
    numbers = list(re.finditer(r"\d+[a-z]?", text.text))
    chosen = numbers[0 if key == "arrived" else -1]
    return text.means(f"§ {chosen[0]}", f"meetings/{key}")
