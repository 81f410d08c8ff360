"""What the lines of an item's lists are: officers, entries, or the running text that ends a list."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors import dates
from extractors.bodies import kind as body_kind
from extractors.bodies import names_body
from extractors.document import Block
from extractors.names import find, is_name, split_role
from extractors.vocabulary import SectionKind, label
from pipeline.parts import Section

_MARKER = re.compile(r"[-–•*]|\d{1,3}[.)]?")
_VALUELESS = re.compile(r",\s*\w+:$")  # "Anna Ek, kanslist, telefon:", printed without the number
_CELL = re.compile(r"(?:^| \| )((?:(?! \| ).)*)")


def signed(block: Block) -> tuple[SectionKind, Block] | None:
    """What a line of officers with a colon opens, and the officers, a line each.

    "Kaupunginjohtaja Kai Ek:" opens what he presents, "kaupunginsihteeri Satu Lehto 18.4.2017:", with a day behind the
    names, what they prepared.
    """
    if not block.text.endswith(":") or len(block.text) > 160 or block.kind == "item":
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
    return ("preparers" if days else "presenter"), replace(block, lines=tuple(officers), body=block.body[:end])


def is_officer(block: Block) -> bool:
    """Whether a block is an officer with name and title and nothing more: who presents, behind "Päätösehdotus"."""
    role, name = split_role(block.body)
    return role is not None and is_name(name.text) and len(block.text.split()) <= 7


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
    if of_persons and not any(letter in block.text for letter in "@0123456789") and block.text.endswith((".", ":")):
        return next(find(block.body), None) is None
    long = len(block.text) > 200 and len(block.lines) < len(block.text) / 60
    return (block.text.endswith((".", ":", "?")) and len(block.text.split()) > 6) or long


def presents(section: Section, block: Block) -> bool:
    """Whether a proposal so far is a body's name alone, and this block tells what another body is to decide."""
    if len(section.blocks) != 1 or block.kind == "item" or not names_body(section.blocks[0].text):
        return False
    first = block.text.split()
    name = next((name for n in range(min(4, len(first)), 0, -1) if names_body(name := " ".join(first[:n]))), None)
    return name is not None and name.casefold() != section.blocks[0].text.casefold()


def row_entry(block: Block, section: Section) -> list[Block] | None:
    """The entry that a row of a table is in a list; none for the row over the columns; None where it is no entry.

    "- | Tekniska nämnden" · "1 | Karta" · "Ote | Otteen liitteet" over "Hakija | Valitusosoitus".
    """
    if block.kind != "table":
        return None
    first, *others = [block.body.group(match, 1).strip() for match in _CELL.finditer(block.text)]
    if len(others) == 1 and _MARKER.fullmatch(first.text):
        number = first if first.text[0].isdigit() else None
        return [replace(block, kind="item", body=others[0], lines=(others[0],), marker=number or first, marked=None)]
    if section.kind != "for_information":
        return None
    known = label(first.text)
    return (
        []
        if known and known.kind == section.kind
        else [replace(block, kind="item", body=first, lines=(first,), marked=None)]
    )
