"""What in an item is this meeting's own: its head, in full or in short, and not what it only tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from extractors.core.document import Block
from extractors.language import dates
from extractors.organisations import body as bodies
from extractors.people.inflection import title
from extractors.people.names import is_role_word
from extractors.structure import meeting_reference, section_heading
from extractors.structure.meeting_reference import Head
from extractors.structure.section_heading import Heading
from extractors.vocabulary import either, fold, label, label_table, words
from pipeline.structure.model import HandlingOutline, ItemOutline, Outline, Section

_SHORT_HEAD = re.compile(r"^[A-ZÅÄÖ][\w.]{0,13}[.:]?\s*(?:§\s*(?P<number>\d+[a-z]?)|(?P<before>\d+[a-z]?)\s*§)$")


def is_own(head: Head, item: ItemOutline, outline: Outline) -> bool:
    """Whether a head line is this meeting's: same body, and same day and paragraph as the document says.

    A body's paragraphs are numbered through the year, so the same paragraph on another day of the year is this
    meeting's with a slip in its day, and so is the same day and paragraph of another year.
    """
    number = item.number.value if item.number else None
    if head.date is None or not (head.section is None or number is None or head.section.value == number):
        return False
    name, day = head.body_name, head.date.day
    known = [own for own in outline.heads if not name or not own.body_name or bodies.same(own.body_name, name)]
    days = [own.date.day for own in known if own.date is not None]
    if day in days:
        return True
    blocks = [block for section in outline.cover_of("time") for block in section.blocks]
    told = [found.day for block in blocks for found in dates.find(block.body)]
    named = bool(name) and any(own.body_name and bodies.same(own.body_name, str(name)) for own in outline.heads)
    if named and head.section is not None and number is not None:
        return any(_slip(met, day) for met in days or told)
    return day in told and not any(own not in known for own in outline.heads)


def _slip(met: date, told: date) -> bool:
    """Whether a day can be another one misprinted: of the same year, or the same day of another."""
    return met.year == told.year or (met.month, met.day) == (told.month, told.day)


def same(one: Head, other: Head) -> bool:
    """Whether two head lines name the same handling."""
    days = [head.date.day if head.date else None for head in (one, other)]
    sections = [head.section.value if head.section else None for head in (one, other)]
    names = [head.body_name or "" for head in (one, other)]
    return bodies.same(*names) and days[0] == days[1] and sections[0] == sections[1]


def in_short(block: Block, item: ItemOutline) -> bool:
    """Whether a block is this meeting's head in short: "Kh § 190"."""
    match = _SHORT_HEAD.match(block.text)
    number = item.number.value if item.number else None
    return match is not None and (match["number"] or match["before"]) == number


def numbering(block: Block, item: ItemOutline) -> Head | None:
    """The head in short that tells the only item's number, where nothing else told it: "Rlupalk § 315"."""
    if item.number is not None or item.history or not _SHORT_HEAD.match(block.text):
        return None
    head = meeting_reference.read(block.body)
    return None if head is None or head.section is None or head.date is not None else head


def reported(heading: Heading, outline: Outline) -> bool:
    """Whether a decision is an officer's that a body is told of: "Stadsdirektörens beslut:" in its minutes."""
    if heading.by is None or not (is_role_word(heading.by.text.split()[-1]) or title(heading.by.text)):
        return False
    return any(own.body_name and not own.document_is("decision") for own in outline.heads)


def labels(block: Block, outline: Outline) -> bool:
    """Whether a line is a head's label without its value, or the only item's number alone."""
    return meeting_reference.is_label(block.text) or any(
        head.section and head.section.value == block.text for head in outline.heads
    )


def heading(block: Block, sections: Sequence[Section]) -> Heading | None:
    """What a block opens: "- Motion" is an entry of a list; "Lausunto" right under the title is the decision.

    Where a decision comes behind it under its own label, what "Lausunto" opened is the account.
    """
    if block.kind == "item":
        return None
    found = section_heading.read(block.body)
    if found is not None and block.text.endswith(".") and sections and sections[-1].kind == "decision":
        return found if sections[-1].blocks else None  # "Päätös", "Tiedoksi."
    named = label_table("title").keys()
    if found is None and not sections and block.heading and fold(block.text) in named:
        return Heading("decision")
    first = sections[0].label if sections and sections[0].kind == "decision" else None
    if found is not None and found.kind == "decision" and first is not None and fold(first.text) in named:
        sections[0].kind = "account"
    return found


@cache
def _talk() -> re.Pattern[str]:
    return re.compile(rf"{either(words('labels', 'talk'))}(?!\w)", re.IGNORECASE)


def turns_to_talk(section: Section, block: Block) -> bool:
    """Whether a paragraph under a proposal tells what happened at the meeting: "Under diskussionen föreslog ..."."""
    told = section.kind == "proposal" and bool(section.blocks) and block.kind in ("paragraph", "heading")
    return told and _talk().match(block.text) is not None


def settled(outline: Outline) -> Outline:
    """An outline whose items have all that is their own."""
    for item in outline.items:
        _reclaim(item)
    return outline


def _reclaim(item: ItemOutline) -> None:
    """Gives this meeting's handling the proposal and decision that stand behind an earlier one it only tells of.

    "Perustelut", in it "Khall § 250/22.5.2017" and what that decided, then "Ehdotus" and "Päätös": where this meeting's
    handling has a label for its account and neither of the two, and no label for history, they are its own.
    """
    own, last = item.own, item.history[-1] if item.history else None
    if last is None or own.has("proposal") or own.has("decision") or not any(each.label for each in own.of("account")):
        return
    kinds = [section.kind for section in last.sections]
    if kinds.count("proposal") != 1 or kinds.count("decision") != 1 or "account" not in kinds:
        return
    at = next(n for n, kind in enumerate(kinds) if kind in ("proposal", "presenter"))
    own.sections.extend(last.sections[at:])
    del last.sections[at:]


def may_follow(item: ItemOutline, section: Section | None, number: str) -> bool:
    """Whether an item may begin behind this one: in its appeal information only the next one; others are told of."""
    if section is None or section.kind != "appeal":
        return True
    last = re.sub(r"\D", "", item.number.value) if item.number is not None else ""
    return bool(last) and re.sub(r"\D", "", number) == str(int(last) + 1)


def demands(heading: Heading, block: Block, section: Section | None) -> bool:
    """Whether "Oikaisuvaatimus" inside an account heads what somebody demanded, or a law that is quoted."""
    inside = heading.kind == "appeal" and section is not None and section.kind == "account"
    return inside and (known := label(block.text)) is not None and known.demand


def did(text: str) -> bool:
    """Whether a text begins as what a body did, the body's name standing before it.

    >>> did("Hyväksyi esityksen."), did("Enligt förslag."), did("Päättää hyväksyä talousarvion.")
    (True, True, False)
    """
    return text.split(maxsplit=1)[0].rstrip(".,").lower() in words("outcome_words", "begins")


def ruled_off(handling: HandlingOutline, item: ItemOutline) -> HandlingOutline | None:
    """Where text goes behind a line that ends what an earlier meeting did; None where the line ends nothing.

    An earlier meeting quotes what one before it did under its own head: then it goes on behind the line.
    """
    quoting = [each for each in item.history if not each.has("account", "proposal", "decision")]
    if handling not in quoting and quoting and handling.has("proposal", "decision"):
        return quoting[-1]
    return item.own if handling.has("decision") else None


def decides(heading: Heading, section: Section | None, handling: HandlingOutline) -> bool:
    """Whether a body in short with a colon opens its decision, where no label does: "Khall: Hyväksyttiin."."""
    name = heading.by.text if heading.by is not None else ""
    waiting = section is not None and not section.blocks
    return bodies.kind(name) is None and not waiting and not handling.has("decision")
