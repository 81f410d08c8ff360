"""What the lines of an item's lists are: officers, entries, or the running text that ends a list."""

from __future__ import annotations

import re

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.item.attachments import enumerates
from extractors.language import dates
from extractors.organisations.body import kind as body_kind
from extractors.organisations.body import names_body
from extractors.people.names import find, is_name, split_role
from extractors.people.person_line import is_title
from extractors.vocabulary import SectionKind, label, words
from pipeline.structure.model import Section

_MARKER = re.compile(r"[-–•*]|\d{1,3}[.)]?")
_ENTRY = re.compile(r"\d{1,2}[.)]?\s+[A-ZÅÄÖ]")
_VALUELESS = re.compile(r",\s*\w+:$")  # "Anna Ek, kanslist, telefon:", printed without the number
_SENTENCE_ENDS = re.compile(
    r"\s[a-zåäö][\w-]{2,}[.?!]\s+[A-ZÅÄÖ]"
)  # "... enligt bilaga. Beslutet delges ...", no initial
_CELL = re.compile(r"(?:^| \| )((?:(?! \| ).)*)")


def signed(block: Block, open_: Section | None = None) -> tuple[SectionKind, Block] | None:
    """What a line of officers with a colon opens, and the officers, a line each; nothing under an open label for them.

    "Kaupunginjohtaja Kai Ek:" opens what he presents, "kaupunginsihteeri Satu Lehto 18.4.2017:", with a day after the
    names, what they prepared.
    """
    if not block.text.endswith(":") or len(block.text) > 160 or block.kind == "item":
        return None
    if open_ is not None and open_.kind == "preparers" and not open_.blocks:
        return None
    days = [day.passage.text for day in dates.find(block.body)]
    end = block.text.find(days[0]) if days else len(block.text) - 1
    officers = [block.body.group(match) for match in re.finditer(r"[^,]+", block.text[:end])]
    if not officers:
        return None
    for officer in officers:
        role, name = split_role(officer)
        if role is None or not is_name(name.text):
            return None
    return ("preparers" if days else "presenter"), block._replace(lines=tuple(officers), body=block.body[:end])


def is_officer(block: Block) -> bool:
    """Whether a block is an officer with name and title and nothing more: who presents, after "Päätösehdotus"."""
    role, name = split_role(block.body)
    return role is not None and is_name(name.text) and len(block.text.split()) <= 7


def proposed(block: Block) -> tuple[Passage, Block] | None:
    """What an officer proposes without any label, and who: "Kommundirektören: Kommunstyrelsen beslutar ..."."""
    cut = block.text.find(": ")
    if not 3 <= cut <= 60 or block.kind not in ("paragraph", "heading") or not is_title(block.body[: cut + 1]):
        return None
    rest = block.body[cut + 1 :].strip()
    if not offers(rest.text):
        return None
    return block.body[:cut], block._replace(kind="paragraph", body=rest, lines=(rest,))


def offers(text: str) -> bool:
    """Whether a text begins as an officer's proposal does: a body and what it is to do, or "Esitän, että".

    >>> offers("Kommunstyrelsen beslutar godkänna avtalet."), offers("Protokolljustering äger rum i kansliet.")
    (True, False)
    """
    first = text.split()[:6]
    names = any(names_body(" ".join(first[:n])) and first[n][0].islower() for n in range(1, len(first)))
    return names or text.lower().startswith(words("amendments", "officer"))


def presented(section: Section) -> bool:
    """Whether a presenter's section names somebody already: a title alone waits for its name."""
    return any(
        next(find(block.body), None) is not None or body_kind(block.text) is not None for block in section.blocks
    )


def is_prose(block: Block, of_persons: bool = False) -> bool:
    """Whether a block is running text, no entry of a list: a sentence, or a long one.

    Where the list is one of persons, a line that leads up to something else ends it too ("Nämnden delges följande:").
    """
    if block.kind == "item":
        return False
    if block.kind == "table":
        return True
    if of_persons and _VALUELESS.search(block.text):
        return False
    if block.text.endswith(":") and len(block.text.split()) > 3:
        return True
    if of_persons and not any(letter in block.text for letter in "@0123456789"):
        if (end := _SENTENCE_ENDS.search(block.text)) and len(block.text[: end.end()].split()) > 6:
            return True
        if block.text.endswith((".", ":")):
            return next(find(block.body), None) is None
    numbered = _ENTRY.match(block.text) is not None  # "1 Hirvikankaan rajausmuutosehdotus, ...", however long
    long = len(block.text) > 200 and len(block.lines) < len(block.text) / 60 and not numbered
    return (block.text.endswith((".", ":", "?")) and len(block.text.split()) > 6) or long


def ends_list(section: Section, block: Block) -> bool:
    """Whether a block is running text after a list; a row of recipients is none, though a full stop ends it."""
    if section.kind == "for_information" and not section.blocks and enumerates(block.text):
        return False
    return is_prose(block, section.kind == "preparers")


def presents(section: Section, block: Block) -> bool:
    """Whether a proposal so far is a body's name alone, and this block tells what another body is to decide."""
    if len(section.blocks) != 1 or block.kind == "item" or not names_body(section.blocks[0].text):
        return False
    first = block.text.split()
    name = next((name for n in range(min(4, len(first)), 0, -1) if names_body(name := " ".join(first[:n]))), None)
    return name is not None and name.casefold() != section.blocks[0].text.casefold()


def row_entries(block: Block, section: Section) -> list[Block] | None:
    """The entries that the rows of a table are in a list; None where they are none.

    "- | Tekniska nämnden" · "1 | Karta" · "Ote | Otteen liitteet" over "Hakija | Valitusosoitus".
    """
    if block.kind != "table":
        return None
    rows = block.lines if len(block.lines) > 1 and all(" | " in line.text for line in block.lines) else [block.body]
    found = [_row_entry(row, block, section) for row in rows]
    return None if None in found else [entry for entries in found for entry in entries or []]


def _row_entry(row: Passage, block: Block, section: Section) -> list[Block] | None:
    """The entry that one row is; none for the row over the columns; None where it is no entry."""
    first, *others = [row.group(match, 1).strip() for match in _CELL.finditer(row.text)]
    if len(others) == 1 and _MARKER.fullmatch(first.text):
        number = first if first.text[0].isdigit() else None
        return [block._replace(kind="item", body=others[0], lines=(others[0],), marker=number or first, marked=None)]
    if section.kind != "for_information":
        return None
    known = label(first.text)
    if known and known.kind == section.kind:
        return []
    return [block._replace(kind="item", body=first, lines=(first,), marked=None)]
