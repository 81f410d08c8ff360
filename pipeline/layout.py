"""Layout: lines to blocks. Page furniture goes out, sentences broken by a page or a blank line become whole again.

A block is a heading, a paragraph, an item of a list, or a table. What begins a block of its own although no blank
line stands before it: a known label, a head line of a handling, a line with a paragraph sign, a diary number, a
list's marker, a change of heading rank or of bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors import case_numbers, dates, headings, heads
from extractors.bodies import kind as body_kind
from extractors.document import Block, Document, Line
from extractors.heads import Head
from extractors.names import find, is_role_word
from extractors.passage import Passage, Span
from extractors.persons import speaks_of_person
from extractors.vocabulary import label
from pipeline import furniture
from pipeline.furniture import SECTION_ALONE

_MARKER = re.compile(r"^(?P<marker>[-–—•*·▪◦\uf0b7]|\(?\d{1,2}[.)]|\(?[a-zåäö][.)])(?=\s+\S)")
_BULLETS = "•*·▪◦\uf0b7"
_SECTION_LINE = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§)\s+(?P<rest>\S.*)$")
_SPACED_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][a-zåäö]+)\s+(?=[A-ZÅÄÖ\d])")  # "Aika 15.6.2026", "Paikka Kunnantalo"
_NUMBERED = re.compile(r"^\d{1,3}\s+\S")
_RULE = re.compile(r"^[\s_=*.\-–—]{3,}$")
_ENDS = re.compile(r"[.!?:;…”\"»)]\s*$")
LOOSE = 120
"""A heading by its look alone is at most this many characters long."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a document in reading order, and what was taken out of it."""

    blocks: tuple[Block, ...]
    furniture: tuple[Span, ...]
    running_heads: tuple[Head, ...]
    rules: tuple[Span, ...]


@dataclass(slots=True)
class _Run:
    """Lines that make up a block.

    after_gap: a blank line or a page break stands before it; alone: it takes no further lines.
    after: what its first line follows directly: a bare paragraph sign, a label over a list of documents, or neither.
    """

    lines: list[Line]
    after_gap: bool = True
    alone: bool = False
    after: str = ""


def _marker(text: str) -> re.Match[str] | None:
    """The marker that a line begins with as an item of a list; "19. toukokuuta 2025" begins with a date."""
    return None if dates.begins(text) else _MARKER.match(text)


def layout(document: Document) -> Layout:
    """Lays a document out."""
    found = furniture.find(document)
    rules = [line for line in document.lines if line not in found and _RULE.match(document.text[line.start : line.end])]
    kept = [
        part
        for line in document.lines
        if line not in found and line not in rules
        for part in _split_label(document, line)
    ]
    runs = _runs(document, kept)
    marked = any(line.level for line in kept)
    blocks = _join([_block(document, run, marked) for run in runs], [run.after_gap for run in runs], document)
    return Layout(
        blocks=tuple(_lone_items(blocks, document)),
        furniture=tuple(line.span for line in found),
        running_heads=tuple(head for head in found.values() if head is not None),
        rules=tuple(line.span for line in rules),
    )


def _split_label(document: Document, line: Line) -> list[Line]:
    """Parts a line that begins with a label from the text behind it.

    "Beredning: förvaltningschef ..." · "Päätösehdotus     Kaupunginjohtaja ..." · a bold label before plain text.
    """
    text = document.text[line.start : line.end]
    if line.level or len(text) < 4:
        return [line]
    if (spaced := _SPACED_LABEL.match(text)) and (known := label(spaced["label"])) and known.kind in ("time", "place"):
        return [replace(line, end=line.start + spaced.end("label")), replace(line, start=line.start + spaced.end())]
    cuts = [match.end() for match in re.finditer(r":(?=\s)|\S(?=\s{2,}|\t)", text[:70])][:1]
    if 0 < line.bold < len(text):
        cuts.insert(0, line.bold)
    for cut in cuts:
        known = label(text[:cut])
        gap = text[cut - 1] != ":"
        if known and text[cut:].strip() and (gap or not known.plain):
            rest = line.start + cut + len(text[cut:]) - len(text[cut:].lstrip())
            return [replace(line, end=line.start + cut), replace(line, start=rest, bold=0)]
    return [line]


def _runs(document: Document, lines: Sequence[Line]) -> list[_Run]:
    runs: list[_Run] = []
    last: Line | None = None
    for line in lines:
        text = document.text[line.start : line.end]
        alone = _stands_alone(document, line, text)
        gap = last is None or document.text.count("\n", last.end, line.start) > 1 or line.page != last.page
        if last is None or gap or alone or runs[-1].alone or _breaks(document, runs[-1], last, line, text):
            runs.append(_Run([line], gap, alone, "" if last is None else _follows(document, last)))
        else:
            runs[-1].lines.append(line)
        last = line
    return runs


def _follows(document: Document, last: Line) -> str:
    text = document.text[last.start : last.end]
    if SECTION_ALONE.match(text):
        return "section"
    known = label(text)
    return _FOLLOWS.get(known.kind, "") if known else ""


_FOLLOWS = {"attachments": "documents", "supplementary": "documents", "preparers": "persons", "presenter": "presenter"}


def _presents(document: Document, run: _Run) -> bool:
    """Whether the lines under a presenter's label name somebody already: a person, or a body."""
    return any(
        next(find(passage), None) is not None or body_kind(passage.text) is not None
        for passage in (document.passage(line.span) for line in run.lines)
    )


def _stands_alone(document: Document, line: Line, text: str) -> bool:
    """Whether a line is a block by itself: a label, a bare paragraph sign, a head line, a diary number."""
    if line.level:
        return False
    passage = document.passage(line.span)
    if (text[0].isupper() or text[0] == "*") and headings.read(passage) is not None:
        return True
    if SECTION_ALONE.match(text):
        return True
    if not any(letter.isdigit() for letter in text) or len(text) > 120:
        return False
    if case_numbers.find(passage) is not None:
        return True
    head = heads.read(passage)
    return head is not None and bool(head.handling or head.document or head.number)


def _breaks(document: Document, run: _Run, last: Line, line: Line, text: str) -> bool:
    """Whether a line begins a new block although it follows the last one directly."""
    if line.level != last.level or line.table != last.table:
        return True
    previous = document.text[last.start : last.end]
    first = document.text[run.lines[0].start : run.lines[0].end]
    marked = _marker(text)
    listing = _marker(first) is not None
    if (marked and (listing or _first(marked["marker"]))) or _begins_item(text):
        return True
    if run.after == "section" and len(run.lines) == 1 and len(previous) < 60 and text[0].isupper():
        return True  # a title, then the text
    if run.after == "documents" and _NUMBERED.match(first) and not _NUMBERED.match(text):
        return len(previous) < 70 and text[0].isupper()  # the last of a list of documents, then the text
    if run.after == "persons" and not speaks_of_person(document.passage(line.span)):
        return speaks_of_person(document.passage(last.span))  # the last of a list of persons, then the text
    if run.after == "presenter" and _presents(document, run):
        return not is_role_word(text.split()[-1]) or len(text) > 60
    if listing:
        return not (
            text[0].islower() or len(previous) >= 60 or _indent(document, line) > _indent(document, run.lines[0])
        )
    bold = [each.bold >= each.end - each.start for each in (last, line)]
    return bold[0] != bold[1]


def _first(marker: str) -> bool:
    """Whether a marker can begin a list in the middle of a paragraph: a bullet, 1 or a; "15." only goes on a list."""
    return marker.strip("().") in ("1", "a") or not any(letter.isalnum() for letter in marker)


def _begins_item(text: str) -> bool:
    section = _SECTION_LINE.match(text)
    return bool(section and section["rest"][0].isupper() and len(text) < 200)


def _indent(document: Document, line: Line) -> int:
    return line.start - (document.text.rfind("\n", 0, line.start) + 1)


def _block(document: Document, run: _Run, marked: bool) -> Block:
    """Makes the block of a run; `marked` tells whether the document marks its headings."""
    first, last = run.lines[0], run.lines[-1]
    spans = tuple(line.span for line in run.lines)
    text = document.text[first.start : first.end]
    bold = document.text[first.start : first.start + first.bold].strip()
    body = document.passage(Span(first.start, last.end))
    lines = tuple(document.passage(span) for span in spans)
    if first.table:
        return Block("table", body, lines, page=first.page, spans=spans)
    if first.level:
        return Block("heading", body, lines, level=first.level, page=first.page, spans=spans)
    all_bold = all(line.bold >= line.end - line.start for line in run.lines)
    if run.alone or (all_bold and len(body) < 250 and not body.text.endswith((".", ","))):
        kind = "heading" if all_bold or label(body.text) or headings.read(body) else "paragraph"
        return Block(kind, body, lines, page=first.page, spans=spans)  # type: ignore[arg-type]
    if marker := _marker(text):
        found = document.passage(Span(first.start, first.start + marker.end("marker")))
        rest = Span(first.start + marker.end(), last.end)
        inner = (document.passage(Span(rest.start, first.end)), *lines[1:])
        decoration = found.text in _BULLETS
        return Block(
            "item", document.passage(rest), inner, marker=found, marked=None if decoration else body,
            page=first.page, spans=spans,
        )  # fmt: skip
    loose = _looks_like_heading(body, run)
    return Block(
        "heading" if loose and not marked and run.after_gap else "paragraph",
        body,
        lines,
        loose=loose,
        bold=document.passage(Span(first.start, first.start + first.bold)) if bold else None,
        page=first.page,
        spans=spans,
    )


def _looks_like_heading(body: Passage, run: _Run) -> bool:
    text = body.text
    limit = 2 * LOOSE if text.endswith("?") else LOOSE
    return (
        len(run.lines) <= (3 if text.endswith("?") else 2)
        and len(text) <= limit
        and (text[:1].isupper() or text[:1].isdigit())
        and not text.endswith((".", ",", ";", ":", "!"))
        and "@" not in text
    )


def _lone_items(blocks: Sequence[Block], document: Document) -> Iterator[Block]:
    """A numbered question alone between paragraphs is no list but the heading over its answer."""
    for at, block in enumerate(blocks):
        beside = [blocks[n].kind for n in (at - 1, at + 1) if 0 <= n < len(blocks)]
        if block.number is not None and block.text.endswith("?") and "item" not in beside:
            yield replace(block, kind="heading", body=Passage.of(document.text, *block.spans), marker=None, marked=None)
        else:
            yield block


def _join(blocks: Sequence[Block], gaps: Sequence[bool], document: Document) -> list[Block]:
    """Joins the halves of a sentence that a page break or a blank line parted."""
    joined: list[Block] = []
    for block, gap in zip(blocks, gaps, strict=True):
        if joined and gap and _goes_on(joined[-1], block, document):
            before = joined[-1]
            spans = (*before.spans, *block.spans)
            kept = Passage.of(document.text, *_merged(before), *_merged(block))
            joined[-1] = replace(
                before, kind="item" if before.marker else "paragraph", body=kept, loose=False,
                marked=Passage.of(document.text, *before.marked.spans, *block.body.spans) if before.marked else None,
                lines=(*before.lines, *block.lines), spans=spans,
            )  # fmt: skip
        else:
            joined.append(block)
    return joined


def _merged(block: Block) -> tuple[Span, ...]:
    return block.body.spans


def _goes_on(before: Block, block: Block, document: Document) -> bool:
    """Whether a block is the second half of the sentence that the one before it begins."""
    if block.kind not in ("paragraph", "heading") or block.level or before.kind not in ("paragraph", "item", "heading"):
        return False
    if (
        before.level
        or headings.read(before.body)
        or headings.read(block.body)
        or SECTION_ALONE.match(before.text)
        or _ENDS.search(before.text)
    ):
        return False
    last = before.lines[-1].text
    over_page = block.page != before.page or _furniture_between(before, block, document)
    if block.text[:1].islower():
        return len(last) >= 40 or over_page
    return (
        over_page
        and len(last) >= 60
        and not _SECTION_LINE.match(block.text)
        and not SECTION_ALONE.match(block.text)
        and not block.bold
    )


def _furniture_between(before: Block, block: Block, document: Document) -> bool:
    return bool(document.text[before.spans[-1].end : block.spans[0].start].strip())
