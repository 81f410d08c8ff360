"""Attachments and supplementary documents, as a section lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pydantic import Field

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Passage, Span
from extractors.vocabulary import either, either_of, labelled, words


class Attachment(Value):
    """A document that goes with an item."""

    title: str | None = Field(None, description="Its title, without its number.")
    number: str | None = Field(None, description='Its number as printed: "1".')
    url: str | None = Field(None, description="Its address.")


# "1 Suunnitelmakartta", "Liite 2: Kartta", "Bilaga 1 Karta", "2) 114 korttelin kartta"; a year or a date is no number
@cache
def _numbered() -> re.Pattern[str]:
    word = either([*words("labels", "attached"), *words("labels", "supplied")])
    return re.compile(
        rf"(?P<word>{word}\s*)?(?:(?:nro|n:o|nr)\.?\s*)?"
        r"(?P<number>\d{1,3})\s*(?:(?P<stop>[.):])\s+|\s+(?=\D))(?:–\s+)?(?P<title>\S.*)",
        re.DOTALL,
    )


_LONG = 45
"""Characters of a line at least that goes on below, in small letters or under a number that it has alone."""


def is_none(text: str) -> bool:
    """Whether an entry only says that there is none.

    >>> is_none("-"), is_none("Karta")
    (True, False)
    """
    return text.strip().casefold().rstrip(".") in words("labels", "none")


def _is_secrecy(text: str) -> bool:
    """Whether a line only says on which ground a document is secret: "Salassapidettävä JulkL 24 §"."""
    return "§" in text and re.match(rf"\W*{either_of('labels', 'secret')}(?!\w)", text, re.IGNORECASE) is not None


def listed(blocks: Sequence[Block]) -> list[Passage]:
    """The entries of a list section: its list items, else its printed lines; "-" alone is no entry."""
    found: list[Passage] = []
    for block in blocks:
        if block.kind == "item":
            marked = block.marker is not None and block.marker.text[:1].isdigit()
            found.append(Passage.join([block.marker, block.body], " ") if marked and block.marker else block.body)
        else:
            found.extend(_wrapped(block.lines))
    return [entry for entry in found if entry and not is_none(entry.text) and not _is_secrecy(entry.text)]


@cache
def _documents() -> re.Pattern[str]:
    """What a recipient is sent, beside or after the name: "Liite 1", "Muutoksenhaku hankintapäätökseen"."""
    others = either_of("labels", "not_recipients")
    appeals = either(labelled("appeal"))
    return re.compile(
        rf"(?:^{others}$|^{either_of('labels', 'attached')}\s*\d.*|(?:^|\s+)(?<![\w-]){appeals}(?![\w-]).*)$",
        re.IGNORECASE | re.DOTALL,
    )


FEWEST = 3
"""Names at least on a line that is a list of them, whatever ends it."""


def recipients(blocks: Sequence[Block]) -> list[Passage]:
    """The recipients that a section lists; those on one line are parted by commas."""
    found: list[Passage] = []
    fewest = FEWEST
    for entry in listed(blocks):
        if document := _documents().search(entry.text):
            entry = entry[: document.start()]
        if enumerates(entry.text, fewest):
            entry, fewest = entry.strip(" .,;"), 2  # the rest of the list, on the next line
        parts = [entry.group(match).strip() for match in re.finditer(r"(?:[^,;]|(?<=\w-),)+", entry.text)]
        plain = not any(letter.isdigit() for letter in entry.text) and not entry.text.endswith(".")
        found.extend(part for part in parts if part) if plain else found.append(entry)
    return [each for each in found if each and not _documents().match(each.text)]


def enumerates(text: str, fewest: int = FEWEST) -> bool:
    """Whether a text is a list of names on one line, parted by commas, whatever ends it.

    >>> enumerates("Sökanden, Grannar enligt sändlista, VA-avdelningen."), enumerates("Beslutet delges, när det vunnit")
    (True, False)
    """
    parts = [part.split() for part in re.split(r"[,;]", text.strip(" .,;"))]
    return len(parts) >= fewest and all(0 < len(part) <= 5 and part[0][0].isupper() for part in parts)


def sent(blocks: Sequence[Block]) -> list[Passage]:
    """The documents that a list of recipients names beside or below a recipient, to whom they are sent: "Liite 1"."""
    found = ((entry, _documents().search(entry.text)) for entry in listed(blocks))
    return [entry[match.start() :].strip() for entry, match in found if match is not None]


def _wrapped(lines: Sequence[Passage]) -> list[Passage]:
    """The entries that lines print: of numbered ones each goes on to the next number, of others in small letters.

    A first line alone with a figure is numbered only where it is long enough to go on: not "12 Karta" over "Kalkyl".
    """
    numbered = [bool(_numbered().match(line.text)) for line in lines]
    found: list[Passage] = []
    for at, line in enumerate(lines):
        long = at > 0 and len(lines[at - 1].text) >= _LONG
        goes_on = not numbered[at] if numbered[0] and (sum(numbered) > 1 or long) else line.text[:1].islower() and long
        if found and goes_on:
            found[-1] = Passage.join([found[-1], line], " ")
        else:
            found.append(line)
    return found


def _numbers(entries: Sequence[Passage]) -> list[re.Match[str] | None]:
    """The number of each entry; beside entries without one, a figure without word or stop must run on from 1."""
    found = [_numbered().fullmatch(entry.text) for entry in entries]
    last = 0
    for at, match in enumerate(found):
        if match is not None and not (match["word"] or match["stop"]):
            running = int(match["number"]) == last + 1
            found[at] = match if running or None not in found else None
        last = int(match["number"]) if found[at] is not None and match is not None else 0
    return found


def attachments(blocks: Sequence[Block], links: Mapping[Span, str]) -> list[Attachment]:
    """The documents that a section lists, with their numbers and addresses; what is listed in two places is one.

    Portals list them over the matter, with links, and the text once more, with numbers.
    """
    found: list[Attachment] = []
    places: list[Passage] = []
    entries = listed(blocks)
    for entry, match in zip(entries, _numbers(entries), strict=True):
        number = entry.group(match, "number") if match else None
        title = entry.group(match, "title") if match else entry
        start, end = entry.spans[0].start, entry.spans[-1].end
        url = next((url for span, url in links.items() if start <= span.start and span.end <= end), None)
        attachment = Attachment.model_validate(
            {
                "title": title.read("attachments/title"),
                "number": number.read("attachments/number") if number else None,
                "url": entry.means(url, "attachments/url") if url and url.strip("# ") else None,
            }
        )
        again = bool(found) and _like(found[-1], attachment)  # "Ritning" twice in a row: two drawings
        at = None if again else next((at for at, other in enumerate(found) if _same(other, attachment)), None)
        if at is None:
            attachment.at(entry, "attachments/entry")
            found.append(attachment)
            places.append(entry)
            continue
        for field in ("number", "url"):
            if getattr(found[at], field) is None and (value := getattr(attachment, field)) is not None:
                setattr(found[at], field, value)
                found[at].note(field, attachment._places[f"/{field}"])
        places[at] = Passage.join([places[at], entry], "\n")
        found[at].at(places[at], "attachments/entry")
    return found


def _like(one: Attachment, other: Attachment) -> bool:
    """Whether two entries say the same: one title, and neither a number nor an address with either."""
    return one.title == other.title and not any((one.number, one.url, other.number, other.url))


def _same(one: Attachment, other: Attachment) -> bool:
    """Whether two entries are one document: the same title, and neither a different number nor a different address."""
    titles = {" ".join((each.title or "").casefold().split()).rstrip(" .") for each in (one, other)}
    pairs = ((one.number, other.number), (one.url, other.url))
    return len(titles) == 1 and all(None in pair or len(set(pair)) == 1 for pair in pairs)
