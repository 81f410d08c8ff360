"""A motion that stands alone: its own text as it was handed in, and no document of a meeting.

It is read as one only where it can be: a title with a word for a motion, a demand or a question in its text, and who
signed it or when. Other letters, statements and questionnaires have no place in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.language.identification import SAMPLE, identify
from extractors.motions.demands import demands
from extractors.motions.motion import Motion
from extractors.motions.questions import asked
from extractors.people.names import find as find_names
from extractors.people.names import is_given
from extractors.people.person_line import is_person_line
from extractors.vocabulary import either, words
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.model import HandlingOutline, ItemOutline, Outline, Section
from pipeline.structure.section_kinds import COVER, STRUCTURAL

BEGINNING, END = 6, 12
"""Blocks at a document's beginning that the title is among, and at its end that names and day are among."""

MOTIONS = ("motion", "council_question")
"""Kinds of matter whose own text can stand alone."""

LONGEST = 200
"""Characters of a title at most."""


class StandaloneMotion(NamedTuple):
    """The parts of a motion: its title, its text, the names and days below it."""

    title: Passage
    text: list[Block]
    names: list[Passage]
    days: list[dates.Date]

    def outline(self, before: Outline) -> Outline:
        """The document's outline with the motion as its only item."""
        account = HandlingOutline(sections=[Section("account", blocks=self.text)])
        why = "a motion that stands alone"
        item = ItemOutline(title=self.title, current=account, blocks=list(self.text), why=why)
        return Outline(references=before.references, items=[item], labels=[*before.labels, self.title])

    def motion(self, found: Motion | None) -> Motion:
        """The motion with who signed it and when; the rest as it was found in its text."""
        names, days = self.names, {day.day: day for day in self.days}
        signed: dict[str, object] = {"title": self.title.read("motion.title")}
        if names:
            signed["first_signatory"] = names[0].read("motion.signed")
            signed["signatory_count"] = Passage.join(names, "\n").means(len(names), "motion.signed")
        if days:
            signed["submitted"] = self.days[0].iso if len(days) == 1 else None
            signed["submitted_as_written"] = [day.passage.read("motion.dated") for day in days.values()]
        if found is not None:
            places = [found._places[f"/demands/{n}"] for n in range(len(found.demands))]
            signed["demands"] = [
                Found(text, place.spans, place.rule) for text, place in zip(found.demands, places, strict=True)
            ]
        return Motion.model_validate(signed)


@cache
def _title() -> re.Pattern[str]:
    """ "Motion om stöd till föreningar", "Valtuustoaloite: Torin valaistus", "LEIKKIPUISTOALOITE"."""
    word = either(word for kind in MOTIONS for word in words("matters", kind))
    return re.compile(rf"(?:[\w-]+-)?{word}(?!\w)", re.IGNORECASE)


def find(blocks: Sequence[TaggedBlock], outline: Outline) -> StandaloneMotion | None:
    """The motion that a document is; None where it is anything else.

    Args:
        blocks: the document's blocks.
        outline: the document's outline: one with items of a meeting, a cover or a proposal is no motion.
    """
    labels = {each.label.kind for each in blocks if each.label is not None}
    numbered = any(item.number or item.case or item.history for item in outline.items)
    if numbered or labels & (COVER | STRUCTURAL) or any(found.document for found in outline.references):
        return None
    at = next((n for n, each in enumerate(blocks[:BEGINNING]) if is_title(each)), None)
    if at is None:
        return None
    text = [each.block for each in blocks[at + 1 :]]
    signing = [block for block in text[-END:] if _signs(block)]
    names = [name for block in signing for name in _names(block)]
    names = [name for name in names if any(map(is_given, name.text.split()))] or names  # "För Skärgårdslistan" is none
    around = [*(each.block for each in blocks[: at + 2]), *text[-END:]]
    days = [day for block in around if len(block.text) < LONGEST for day in dates.find(block.body)][:2]
    language = identify("\n".join(block.text for block in text)[:SAMPLE]) or "sv"
    if not (names or days) or not (demands(text, language) or asked(text, language)):
        return None
    return StandaloneMotion(blocks[at].body, text, names, days)


def is_title(each: TaggedBlock) -> bool:
    """Whether a block can be a motion's title: it begins with a word for one."""
    return len(each.text) <= LONGEST and not each.text.endswith(".") and _title().match(each.text) is not None


def _signs(block: Block) -> bool:
    """Whether a block is signatures: names, with parties, and nothing else."""
    lines = [line for line in block.lines if line.text.strip(" _.…")]
    return bool(lines) and all(is_person_line(line) for line in lines)


def _names(block: Block) -> Iterator[Passage]:
    for line in block.lines:
        yield from find_names(line)
