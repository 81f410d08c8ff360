"""Lines of a cover that look like others: the body over the document's kind, days and labels among signatures."""

from __future__ import annotations

import re
from functools import cache

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.language import dates
from extractors.organisations import body as bodies
from extractors.structure import meeting_reference
from extractors.structure.meeting_reference import Head
from extractors.structure.section_heading import Heading
from extractors.vocabulary import either, words
from pipeline.structure.model import Outline, Section
from pipeline.structure.section_kinds import CLOSING


@cache
def _meeting() -> re.Pattern[str]:
    documents = (word for kind in ("minutes", "agenda") for word in words("documents", kind))
    word = either([*words("labels", "meeting"), *documents])
    return re.compile(rf"(?P<body>[A-ZÅÄÖ].{{3,80}}?)\s+(?i:{word})(?:[\s,]+[\d.,/: –-]+)?")


def met(block: Block, outline: Outline) -> None:
    """Takes the body that a line of a block on the cover names, where no head line named any.

    "KIRKKOVALTUUSTON KOKOUS", "Stadsfullmäktiges beslut 26.4.2023"; or a body's name between other lines.
    """
    outline.labels.extend(line for line in block.lines if meeting_reference.is_label(line.text))
    if any(head.body for head in outline.heads):
        return
    found = [head for line in block.lines if (head := meeting_reference.read(line) or _of_meeting(line)) is not None]
    if any(head.body for head in found):
        outline.heads.extend(found)
        outline.labels.extend(head.line for head in found)


def _of_meeting(line: Passage) -> Head | None:
    match = _meeting().fullmatch(line.text)
    body = bodies.nominative(line.group(match, "body")) if match else None
    if match is None or body is None or not bodies.names_body(body.value):
        return None
    return Head(line, line.group(match, "body"), next(iter(dates.find(line)), None))


def closes(section: Section | None, heading: Heading | None) -> bool:
    """Whether a line that reads as a head is the next closing label: "PÖYTÄKIRJA ON TARKASTETTU" under signatures."""
    kinds = (section.kind if section is not None else None, heading.kind if heading is not None else None)
    return all(kind in CLOSING for kind in kinds)


def dates_closing(section: Section, head: Head | None, heading: Heading | None) -> bool:
    """Whether a line is a day over a signature."""
    return section.kind in CLOSING and head is not None and not head.body and not closes(section, heading)
