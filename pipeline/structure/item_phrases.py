"""What an item's lines say by their words alone: formulas, to whom is proposed, where talk or a note begins."""

from __future__ import annotations

import re
from functools import cache

from extractors.core.document import Block
from extractors.organisations import body
from extractors.people.inflection import title
from extractors.people.names import find, is_role_word
from extractors.structure.section_heading import SectionHeading
from extractors.vocabulary import either, either_of, fold, label_table, words
from pipeline.structure.model import Outline, Section

NOTED = 400
"""Characters at the beginning of a paragraph in which it says that a statement of members follows."""


@cache
def _talk() -> re.Pattern[str]:
    return re.compile(rf"{either(words('labels', 'talk'))}(?!\w)", re.IGNORECASE)


@cache
def _formulas() -> frozenset[str]:
    return frozenset(map(fold, words("labels", "formulas")))


def is_formula(text: str) -> bool:
    """Whether a line only says that an item was adjusted at once, which is no field's value.

    >>> is_formula("Paragrafen är omedelbart justerad."), is_formula("Paragrafen")
    (True, False)
    """
    return fold(text) in _formulas()


@cache
def _target() -> re.Pattern[str]:
    """ "Förslag till beslut i kommunfullmäktige", "Kommunstyrelsens förslag till fullmäktige:"."""
    begins = either_of("labels", "proposes_to")
    return re.compile(rf"(?:[A-ZÅÄÖ].{{3,60}}?s\s+)?{begins}\s+(?P<to>.{{4,80}}?)[\s:]*", re.IGNORECASE)


def proposes_to(text: str) -> bool:
    """Whether a line under a decision's label only says to which body it proposes something.

    >>> proposes_to("Förslag till beslut i kommunfullmäktige"), proposes_to("Förslag till ny taxa antas")
    (True, False)
    >>> proposes_to("Kommunstyrelsens förslag till kommunfullmäktige:")
    True
    """
    match = _target().fullmatch(text) if len(text) < 120 else None
    return match is not None and body.names_body(match["to"][0].upper() + match["to"][1:])


@cache
def _noted() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('labels', 'noted')}(?!\w)", re.IGNORECASE)


def turns_to_note(section: Section, block: Block) -> bool:
    """Whether a paragraph under a decision or a note begins a note.

    "Anna Ek (S) lämnar följande protokollsanteckning:"
    """
    if section.kind not in ("decision", "note") or not section.blocks or block.kind not in ("paragraph", "heading"):
        return False
    return next(find(block.body[:NOTED]), None) is not None and _noted().search(block.text[:NOTED]) is not None


def turns_to_talk(section: Section, block: Block) -> bool:
    """Whether a paragraph under a proposal says what happened at the meeting: "Under diskussionen föreslog ..."."""
    below = section.kind == "proposal" and bool(section.blocks) and block.kind in ("paragraph", "heading")
    return below and _talk().match(block.text) is not None


def did(text: str) -> bool:
    """Whether a text begins as what a body did, the body's name printed before it.

    >>> did("Hyväksyi esityksen."), did("Enligt förslag."), did("Päättää hyväksyä talousarvion.")
    (True, True, False)
    """
    return text.split(maxsplit=1)[0].rstrip(".,").lower() in words("outcome_words", "begins")


def decides_by_kind(block: Block) -> bool:
    """Whether a heading names a kind of document that can itself be the decision: "Lausunto"."""
    return fold(block.text) in label_table("title")


@cache
def numbered_document() -> re.Pattern[str]:
    """A line that names a numbered document: "Liite 1 Sopimusluonnos", "Bilaga nr 2: Karta"; `attached` if attached."""
    word = rf"(?:(?P<attached>{either_of('labels', 'attached')})|{either_of('labels', 'supplied')})"
    return re.compile(rf"^{word}\s+(?:n(?:r|ro|:o)\.?\s+)?\d{{1,2}}:?\s+[A-ZÅÄÖ\"”]")


def reported(heading: SectionHeading, outline: Outline) -> bool:
    """Whether a decision is an officer's that a body is informed of: "Stadsdirektörens beslut:" in its minutes."""
    if heading.by is None or not (is_role_word(heading.by.text.split()[-1]) or title(heading.by.text)):
        return False
    return any(each.body_name and not each.document_is("decision") for each in outline.references)
