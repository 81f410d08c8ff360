"""Builds findings: a check reports code, message and pointers; item, handling and page are added here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from pipeline.record.model import Finding, Handling, Item, MeetingRecord

Severity = Literal["info", "warning", "error"]
PageAt = Callable[[int], int | None]
"""The page, from 1, on which a place of the text stands; None for formats without pages."""
SHORT = 60
"""Characters of a title or phrase that a message quotes."""


class Raised(NamedTuple):
    """A finding as a check reports it. start: its offset in the text, if no value of the record is there."""

    code: str
    severity: Severity
    what: str
    pointers: list[str]
    start: int | None = None


def finding(raised: Raised, record: MeetingRecord, page_at: PageAt) -> Finding:
    """Builds the finding, its message preceded by the location: "§ 14 'Torgets namn', page 3: ...".

    Missing decisions are reported once per document, in a message that already names the items.
    """
    where = [] if raised.code == "undecided" else _where(raised, record)
    start = raised.start if raised.start is not None else _start(raised.pointers[0], record)
    if start is not None and (page := page_at(start)) is not None:
        where.append(f"page {page}")
    message = f"{', '.join(where)}: {raised.what}" if where else raised.what
    return Finding(code=raised.code, severity=raised.severity, message=message, pointers=raised.pointers)


def title(item: Item) -> str:
    """An item as a message names it.

    >>> title(Item(number="14", title="Torgets namn")), title(Item(title="Torgets namn")), title(Item())
    ("§ 14 'Torgets namn'", "'Torgets namn'", 'an item without number and title')
    """
    parts = [f"§ {item.number}" if item.number else "", repr(short(item.title)) if item.title else ""]
    return " ".join(filter(None, parts)) or "an item without number and title"


def short(text: str, length: int = SHORT) -> str:
    """A text's beginning, cut between words.

    >>> short("Rådet antecknar lägesrapporten för kännedom", 20)
    'Rådet antecknar …'
    """
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def listed(texts: list[str], most: int = 12) -> str:
    """A list for a message, cut after `most` entries.

    >>> listed(["§ 1", "§ 2", "§ 3"], most=2)
    '§ 1, § 2 and 1 more'
    """
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def handling_name(handling: Handling) -> str:
    """An earlier handling as a message names it: "Stadsstyrelsen 2026-03-16 § 89"."""
    parts = [
        handling.body.name if handling.body else "",
        handling.date or "",
        f"§ {handling.section}" if handling.section else "",
    ]
    return " ".join(filter(None, parts))


def _where(raised: Raised, record: MeetingRecord) -> list[str]:
    """The item, and the earlier handling, that all pointers refer to; empty if they refer to several."""
    items = {match[1] for pointer in raised.pointers if (match := re.match(r"/items/(\d+)/", pointer))}
    if len(items) != 1:
        return []
    item = record.items[int(items.pop())]
    where = [title(item)]
    if earlier := re.match(r"/items/\d+/history/(\d+)", raised.pointers[0]):
        where.append(handling_name(item.history[int(earlier[1])]) or "an earlier handling")
    return where


def _start(pointer: str, record: MeetingRecord) -> int | None:
    """The start offset of a value, or of the first value in it."""
    return min(_starts(pointer, record), default=None)


def _starts(pointer: str, record: MeetingRecord) -> Iterator[int]:
    if pointer in record.evidence:
        yield record.evidence[pointer].spans[0].start
        return
    for key, place in record.evidence.items():
        if key.startswith(pointer + "/"):
            yield place.spans[0].start
