"""Headings that the vocabulary does not list: where they are printed, what is printed below, and what that may be.

For an operator who adds a municipality: a heading of its own is one row of `labels.toml`, and what is printed below
it often tells the row's kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from extractors.core.document import Block
from extractors.decisions.decision import verb_of_decision
from extractors.decisions.votes.vote import votes
from extractors.language import dates
from extractors.language.identification import SAMPLE, identify
from extractors.organisations.body import names_body
from extractors.people.names import Gazetteer
from extractors.people.person_line import is_person_line
from extractors.structure import label_parts
from extractors.structure.section_heading import SectionHeading
from extractors.vocabulary import SectionKind, either, fold, label_table, section_kind, words
from extractors.vocabulary.section_kinds import section_kinds
from pipeline.debug.tag_listing import roles
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.parsing import Parts
from pipeline.structure.item_phrases import did, proposes_to
from pipeline.structure.list_entries import is_prose, offers
from pipeline.structure.section_kinds import CLOSING

LONGEST, MOST_WORDS = 60, 6
"""Characters and words of a heading at most."""

BEFORE, AFTER = 2, 4
"""Lines that are shown before and after a heading."""

WIDTH = 100
"""Characters of a line that are shown."""

MOST_BELOW = 6
"""Blocks below a heading that are looked at."""

SHORT = 12
"""Words at most of a decision that begins without the name of the body ("Hyväksyi esityksen.")."""

ALIKE = 85
"""How like a listed label a heading must be, of 100, to be another form of it (rapidfuzz's ratio)."""

# "Ansvarig beredare", "Päätös/toimenpiteet": words that begin with a capital, no figures, no full stop
_SHAPE = re.compile(r"[A-ZÅÄÖ][^\W\d_]+(?:(?:[ /&-]|, | / )[^\W\d_]+)*")
# "Ansvarig beredare: Anna Ek": the words before a colon at a paragraph's beginning
_RUN_IN = re.compile(r"(?P<label>[A-ZÅÄÖ][^\W\d_]+(?:[ /-][^\W\d_]+){0,3}):\s+(?P<rest>\S.*)", re.DOTALL)
# "karta.pdf", "1 Ritning", "Bilaga 2": how entries of a list of documents look
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|zip)\b|^(?:Liite|Bilaga)\s*\d|^\d{1,2}\s+[A-ZÅÄÖ]", re.IGNORECASE)


_OWN = ("appeal", "vote", "present", "others", "absent")
"""Sections whose lines have words before colons that are no headings: addresses, counts, persons."""

MOST_SENTENCE = 3
"""Words of a line that ends with a colon and is not set as a heading, at most: what is longer leads up to a list."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind of section that a heading may open, and what speaks for it."""

    kind: SectionKind
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading is printed.

    heading: as printed, without its colon; line: its number in `kommunprotokoll tags`; page: None without pages;
    role: what the grammar made of it ("item 77 current.account"); near: the lines around it, as printed, the
    heading's own being number `at`; guess: the likeliest kind; read_as: the kind that it was read as by its words
    alone; ordinary: whether its words are also printed in running text; language: of the text around it.
    """

    heading: str
    line: int
    page: int | None
    role: str
    near: tuple[str, ...]
    at: int
    guess: Guess | None = None
    read_as: SectionKind | None = None
    ordinary: bool = False
    language: str | None = None


def unknown(parts: Parts) -> list[Place]:
    """The headings of a document that the vocabulary does not list, in order.

    Titles of items, bodies, persons and lines that refer to a meeting are none. What only looks like a heading can be
    one of an account's own; how often it is printed tells them apart.
    """
    pages = _Pages(parts)
    blocks = parts.layout.blocks
    titles = {item.title.start for item in parts.outline.items if item.title is not None}
    titles |= {title.start for _, title in parts.outline.contents}
    found = []
    heads = -2  # the last block that looked like a heading
    for at, each in enumerate(blocks):
        heading, rest = _heading(each)
        if heading is None or each.body.start in titles:
            continue
        role = pages.role(each.body.start)
        if rest and role.endswith(_OWN):
            continue
        covered = _is_covered(role)
        below = [*rest, *_below(blocks[at + 1 :])]
        guess = _guess(heading, below, covered, role.startswith(tuple(f"cover.{kind}" for kind in CLOSING)))
        if guess is None and not below and (covered or at == len(blocks) - 1):
            continue  # a value of the cover, or the last line
        if each.block.loose and not rest and heads == at - 1 and not any(map(is_prose, below[:1])):
            heads = at
            continue  # an entry of the list that the heading before it opens
        heads = at
        found.append(pages.place(heading, each.body.start, guess, _opened(each.label)))
    return found


def places(parts: Parts, heading: str) -> list[Place]:
    """Every place where a line is this heading, or begins with it and a colon, whether it is known or not."""
    pages = _Pages(parts)
    wanted = fold(heading)
    found = []
    for line in parts.layout.lines:
        first = line.text.partition(":")[0]
        labels = [each.label for each in (line, *line.parts[:1])]
        if wanted in (fold(line.text), fold(first), *(fold(part.text) for part in line.parts[:1])):
            opened = [kind for each in labels if (kind := _opened(each)) is not None]
            found.append(pages.place(heading, line.start, None, opened[0] if opened else None))
    return found


def kinds_for(where: Iterable[str]) -> list[SectionKind]:
    """The kinds of section to choose from for a heading that has these roles: a cover's, or an item's.

    >>> kinds_for(["cover"])[:3], "decision" in kinds_for(["item 7 current.account"])
    (['time', 'place', 'present'], True)
    """
    covers = {_is_covered(role) for role in where}
    scopes = {True: ("cover", "closing"), False: ("item", "handling", "account")}
    wanted = {scope for covered in covers for scope in scopes[covered]}
    return [kind for kind, row in section_kinds().items() if row.scope in wanted]


class _Pages:
    """A document's lines, by their places in its text."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lines = [line for line in parts.layout.lines if line.text]
        self._number = {line.start: n for n, line in enumerate(parts.layout.lines, 1)}
        self._roles = sorted(roles(parts.outline)[0].items())
        self._text = parts.document.text

    def role(self, start: int) -> str:
        """What the grammar made of the text at an offset: the role of the last part that begins before or there."""
        before = [role for place, role in self._roles if place <= start]
        return before[-1] if before else ""

    def place(self, heading: str, start: int, guess: Guess | None, read_as: SectionKind | None) -> Place:
        at = max((n for n, line in enumerate(self._lines) if line.start <= start), default=0)
        first = max(0, at - BEFORE)
        near = [" ".join(line.text.split()) for line in self._lines[first : at + AFTER + 1]]
        around = self._text[max(0, start - SAMPLE // 2) : start + SAMPLE]
        document = self._parts.document
        return Place(
            heading,
            self._number[self._lines[at].start],
            document.page_at(start) if document.paged else None,
            self.role(start),
            tuple(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…" for line in near),
            at - first,
            guess,
            read_as,
            _is_ordinary(heading, self._text),
            identify(around),
        )


def _opened(label: SectionHeading | None) -> SectionKind | None:
    return label.kind if label is not None and label.kind != "speaker" else None


def _heading(each: TaggedBlock) -> tuple[str | None, list[Block]]:
    """The heading that a block is or begins with, and what of the block is below it; None where it is none."""
    label, block = each.label, each.block
    known = label is not None and label.certain
    if known or each.reference or each.number or each.case or each.tags.cover_words or each.tags.row_page is not None:
        return None, []
    text = each.text.rstrip(" :")
    colon = each.text.endswith(":") and len(text.split()) <= MOST_SENTENCE
    looks = colon or (block.heading and not each.text.endswith(":")) or bool(block.level)
    if looks and len(block.lines) == 1 and _can_be_heading(text) and not _names(each):
        return text, []
    match = _RUN_IN.match(each.text) if block.kind != "item" and not each.lines[0].parts else None
    if match is None or not _can_be_heading(match["label"]) or not any(map(str.isalpha, match["rest"])):
        return None, []
    rest = each.body[match.start("rest") :]
    return match["label"], [Block("paragraph", rest, (rest,), spans=rest.spans)]


def _can_be_heading(text: str) -> bool:
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or not _SHAPE.fullmatch(text):
        return False
    known = fold(text) in label_table() or fold(text) in label_table("list")
    return not known and not names_body(text)


def _names(each: TaggedBlock) -> bool:
    """Whether a line only names persons, a municipality ("Granvik stad") or to whom something is proposed."""
    organisation = either([*words("municipality", "words"), *words("municipality", "federations")])
    town = re.fullmatch(rf"\S.*\s{organisation}", each.text, re.IGNORECASE)
    return town is not None or is_person_line(each.body) or proposes_to(each.text)


def _below(blocks: Sequence[TaggedBlock]) -> Iterator[Block]:
    """What is printed below a heading: to the next heading, label, number or reference."""
    for each in blocks[:MOST_BELOW]:
        heads = each.block.heading and not each.block.loose
        if heads or each.label is not None or each.number is not None or each.reference is not None:
            return
        yield each.block


def _is_covered(role: str) -> bool:
    return role == "" or role.startswith(("cover", "meeting", "contents"))


def _is_ordinary(heading: str, text: str) -> bool:
    """Whether a heading's words are running text too: printed in small letters, or before another word on the line."""
    small = heading[0].lower() + heading[1:]
    return re.search(rf"(?<!\w){re.escape(small)}(?!\w)", text) is not None


@cache
def _listed() -> tuple[dict[str, SectionKind], tuple[str, ...]]:
    known = {text: row.kind for text, row in label_table().items()}
    return known, tuple(known)


def _guess(heading: str, below: Sequence[Block], covered: bool, closing: bool) -> Guess | None:
    """The kind that a heading most likely opens: by its words, by a label like it, by what is printed below it.

    Args:
        heading: its words.
        below: what is printed below it.
        covered: whether it is on the cover.
        closing: whether it is among what closes minutes: signatures, checking, display.
    """
    known, texts = _listed()
    near = process.extractOne(fold(heading), texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if near is not None and _can_hold(known[near[0]], below):
        return Guess(known[near[0]], f"like the listed {near[0]!r}")
    if (kind := label_parts.read(heading)) is not None and _can_hold(kind, below):
        return Guess(kind, "by the words it is made of")
    if closing and _are_persons(below):
        return Guess("signatures", "persons are printed below it")
    return _by_content(below, covered)


def _can_hold(kind: SectionKind, below: Sequence[Block]) -> bool:
    """Whether what is printed below can be a section's of this kind: a list of persons holds persons."""
    return section_kind(kind).content != "persons" or not below or _are_persons(below)


def _are_persons(blocks: Sequence[Block]) -> bool:
    lines = [line for block in blocks[:3] for line in block.lines if line]
    return bool(lines) and all(is_person_line(line) for line in lines[:6])


def _by_content(below: Sequence[Block], covered: bool) -> Guess | None:
    if not below:
        return None
    first = below[0].text
    lines = [line.text for block in below for line in block.lines]
    if _are_persons(below):
        return Guess("present" if covered else "preparers", "persons are printed below it")
    if covered:
        dated = bool(dates.find(below[0].body)) and bool(dates.times(below[0].body))
        return Guess("time", "a day and an hour are printed below it") if dated else None
    if sum(_DOCUMENT.search(line) is not None for line in lines) > len(lines) / 2:
        return Guess("attachments", "documents are printed below it")
    if votes(below, Gazetteer(below[0].body), identify(first) or "sv"):
        return Guess("vote", "votes are counted below it")
    if verb_of_decision(below[0].body) or (did(first) and len(first.split()) <= SHORT):
        return Guess("decision", "what follows says what was done")
    if offers(first):
        return Guess("proposal", "what follows says what a body is to do")
    if all(len(block.text.split()) <= 5 and not block.text.endswith(".") for block in below):
        return Guess("for_information", "short lines without a verb are printed below it")
    return Guess("account", "running text is printed below it")
