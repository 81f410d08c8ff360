"""Layout: lines to blocks. Headers and footers go out, sentences broken by a page or a blank line become whole again.

A block is a heading, a paragraph, an item of a list, or a table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.core.document import Block, BlockKind, Document, Line
from extractors.core.passage import Passage, Span
from extractors.structure import run_on_lines, section_heading, tagged_line
from extractors.structure.meeting_reference import MeetingReference
from extractors.structure.tagged_line import TaggedLine
from pipeline.layout import annexes, headers_footers
from pipeline.layout.paragraphs import Paragraph, is_bold, paragraphs
from pipeline.layout.tagged_block import NOTHING, TaggedBlock, tags_of

LOOSE = 120
"""A heading by its look alone is at most this many characters long, a question twice as many."""

LONGEST = 20_000
"""Characters that a block may have. What is longer is no paragraph; it is cut, so that no finder meets more at once."""

_BULLETS = "•*·▪◦\uf0b7"
_ENDS = frozenset('.!?:;…”"»)')


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a document in reading order, and what was taken out of it.

    blocks: with their tags; furniture: headers and footers; running: the meeting references among them;
    rules: rows of signs; annexes: documents bound in; lines: every tagged line, in order.
    """

    blocks: tuple[TaggedBlock, ...]
    furniture: tuple[Span, ...]
    running: tuple[MeetingReference, ...]
    rules: tuple[Span, ...]
    annexes: tuple[annexes.Bound, ...] = ()
    lines: tuple[TaggedLine, ...] = ()


def layout(document: Document) -> Layout:
    """Lays a document out."""
    recut = run_on_lines.recut(document)
    tagged = tagged_line.tag(document, recut.lines)
    bound = annexes.find(document, tagged)
    aside = {page for annex in bound for page in range(annex.first, annex.last + 1)}
    lines = [line for line in tagged if line.line.page not in aside] if aside else tagged
    out = headers_footers.find(document, lines)
    rules = {line.start: line for line in lines if line.ruled}
    torn = [first.torn_marker and second.torn_marker for first, second in pairwise(lines)]
    for (first, second), pair in zip(pairwise(lines), torn, strict=True):
        if pair:  # "1." and "2." on lines of their own, torn from their list
            rules |= {first.start: first, second.start: second}
    found = paragraphs(
        document, [line for line in lines if line.start not in out.lines and line.start not in rules], recut.cut
    )
    marked = any(line.level for line in document.lines) or _marks_bold(document)
    drawn = [start for start, line in sorted(rules.items()) if line.drawn]
    parted = _ruled([_block(document, each, marked) for each in found], drawn)
    gaps = [each.after_gap and not recut.cut for each in found]
    blocks = _join(list(zip(parted, gaps, strict=True)), document)
    return Layout(
        blocks=tuple(part for block in _lone_items(blocks, document) for part in _cut(block)),
        furniture=(*(line.line.span for line in out.lines.values()), *recut.furniture),
        running=tuple(reference for reference in out.references.values() if reference is not None),
        rules=tuple(line.line.span for start, line in sorted(rules.items()) if start not in out.lines),
        annexes=tuple(bound),
        lines=tuple(tagged),
    )


def _ruled(blocks: Sequence[TaggedBlock], rules: Sequence[int]) -> Iterator[TaggedBlock]:
    """The blocks, each marked where a rule that begins at one of these places is printed right before it."""
    end = 0
    for each in blocks:
        block = each.block
        at = bisect_left(rules, end)
        ruled = at < len(rules) and rules[at] < block.spans[0].start
        yield each._replace(block=block._replace(ruled=True)) if ruled else each
        end = block.spans[-1].end


def _marks_bold(document: Document) -> bool:
    """Whether a document sets its headings in bold: then a line that only stands alone is none."""
    bold = sum(is_bold(line) and line.box is not None for line in document.lines)
    return bold >= max(5, len(document.pages))


def _block(document: Document, paragraph: Paragraph, marked: bool) -> TaggedBlock:
    """Makes the block of a paragraph; `marked` says whether the document marks its headings."""
    lines = tuple(paragraph.lines)
    block = _of(document, paragraph, marked)
    tags = tags_of(block, lines)
    if tags.label is None and block.heading and len(lines) == 1:
        tags = tags._replace(label=section_heading.unlisted(block.text))
    if tags.label is not None:
        kind = "heading" if paragraph.alone else block.kind
        block = block._replace(kind=kind, opens=tags.label.kind)
    return TaggedBlock(block, lines, tags)


def _of(document: Document, paragraph: Paragraph, marked: bool) -> Block:
    """The block of a paragraph by its look."""
    lines = paragraph.lines
    first, last = lines[0].line, lines[-1].line
    passages = tuple([line.passage for line in lines])
    body = passages[0] if len(lines) == 1 else document.passage(Span(first.start, last.end))
    kind, loose = _look(paragraph, body.text, marked)
    block = Block(
        kind,
        body,
        passages,
        level=first.level if kind == "heading" else 0,
        loose=loose,
        page=first.page,
        spans=tuple([line.line.span for line in lines]),
    )
    marker = lines[0].marker
    return _item(document, block, first, marker) if kind == "item" and marker is not None else block


def _look(paragraph: Paragraph, text: str, marked: bool) -> tuple[BlockKind, bool]:
    """The kind of a paragraph's block, and whether it is a heading only by its look."""
    lines = paragraph.lines
    first = lines[0].line
    if first.table:
        return "table", False
    if first.level:
        return "heading", False
    if len(text) < 250 and not text.endswith((".", ",")) and all(is_bold(line.line) for line in lines):
        return "heading", False
    if paragraph.alone and not _lists_meeting(lines[0]):
        return "paragraph", False
    if lines[0].marker is not None:
        return "item", False
    loose = _looks_like_heading(text, len(lines))
    return "heading" if loose and not marked and paragraph.after_gap else "paragraph", loose


def _lists_meeting(line: TaggedLine) -> bool:
    """Whether a line is an entry of a list that names meetings by their days: "- Stadsstyrelsen, möte 6.5.2026"."""
    reference = line.reference
    return line.marker is not None and reference is not None and reference.handling and reference.section is None


def _item(document: Document, block: Block, first: Line, marker: re.Match[str]) -> Block:
    """The block of a list's item: its marker apart from its text."""
    raw = document.text[first.start : first.end]
    start = first.start + len(raw) - len(raw.lstrip())
    sign = document.passage(Span(start, start + marker.end("marker")))
    after, end = start + marker.end(), block.spans[-1].end
    return block._replace(
        kind="item",
        body=document.passage(Span(after, end)),
        lines=(document.passage(Span(after, first.end)), *block.lines[1:]),
        marker=sign,
        marked=None if sign.text in _BULLETS else block.body,
    )


def _looks_like_heading(text: str, lines: int) -> bool:
    question = text.endswith("?")
    return (
        lines <= (3 if question else 2)
        and len(text) <= (2 * LOOSE if question else LOOSE)
        and (text[0].isupper() or text[0].isdigit())
        and not text.endswith((".", ",", ";", ":", "!"))
        and "@" not in text
    )


def _lone_items(blocks: Sequence[TaggedBlock], document: Document) -> Iterator[TaggedBlock]:
    """A numbered question alone between paragraphs is no list but the heading over its answer."""
    for at, each in enumerate(blocks):
        block = each.block
        neighbours = [blocks[n].block.kind for n in (at - 1, at + 1) if 0 <= n < len(blocks)]
        if block.number is not None and block.text.endswith("?") and "item" not in neighbours:
            whole = document.passage(*block.spans)
            yield each._replace(block=block._replace(kind="heading", body=whole, marker=None, marked=None))
        else:
            yield each


def _cut(each: TaggedBlock) -> Iterator[TaggedBlock]:
    """A block in pieces that are not too long, cut between words where there are any."""
    block = each.block
    start = 0
    while len(block.text) - start > LONGEST:
        end = block.text.rfind(" ", start + 1, start + LONGEST)
        end = end if end > start else start + LONGEST
        yield _piece(each, block.body[start:end])
        start = end
    if start == 0:
        yield each
    elif piece := block.body[start:]:
        yield _piece(each, piece)


def _piece(each: TaggedBlock, piece: Passage) -> TaggedBlock:
    block = each.block._replace(
        kind="paragraph", body=piece, lines=(piece,), marker=None, marked=None, spans=piece.spans
    )
    return TaggedBlock(block, each.lines)


def _join(blocks: Sequence[tuple[TaggedBlock, bool]], document: Document) -> list[TaggedBlock]:
    """Joins the halves of a sentence that a page break or a blank line separates."""
    joined: list[TaggedBlock] = []
    for each, after_gap in blocks:
        if joined and after_gap and _goes_on(joined[-1], each, document):
            joined[-1] = _both(joined[-1], each, document)
        else:
            joined.append(each)
    return joined


def _both(first: TaggedBlock, second: TaggedBlock, document: Document) -> TaggedBlock:
    before, block = first.block, second.block
    whole = before._replace(
        kind="item" if before.marker else "paragraph",
        body=document.passage(*before.body.spans, *block.body.spans),
        marked=document.passage(*before.marked.spans, *block.body.spans) if before.marked else None,
        loose=False,
        lines=(*before.lines, *block.lines),
        spans=(*before.spans, *block.spans),
    )
    tags = NOTHING
    if first.number is not None and first.number.title is not None and whole.kind == "paragraph":
        at = whole.body.text.find(first.number.title.text)
        tags = tags._replace(number=first.number._replace(title=whole.body[at:])) if at >= 0 else tags
    return TaggedBlock(whole, (*first.lines, *second.lines), tags)


def _goes_on(first: TaggedBlock, second: TaggedBlock, document: Document) -> bool:
    """Whether a block is the second half of the sentence that the one before it begins."""
    before, block = first.block, second.block
    if len(before.body) > LONGEST:
        return False
    if block.ruled and document.page_at(before.spans[-1].end) == block.page:
        return False  # at a page's foot or head the line is the page's
    kinds = (before.kind, block.kind)
    if block.level or before.level or "table" in kinds or block.kind == "item" or before.text[-1:] in _ENDS:
        return False
    if first.lines[0].alone_number or first.tags.row_page is not None or first.label or second.label:
        return False
    if len(first.lines) == 1 and (first.reference is not None or first.case is not None):
        return False
    last = before.lines[-1].text
    over_page = block.page != before.page or _furniture_between(before, block, document)
    if block.text[0].islower():
        return len(last) >= 40 or over_page
    number = second.lines[0].number
    begins = number is not None and number.form in ("sign_first", "sign_last")
    return over_page and len(last) >= 60 and not begins


def _furniture_between(before: Block, block: Block, document: Document) -> bool:
    return bool(document.text[before.spans[-1].end : block.spans[0].start].strip())
