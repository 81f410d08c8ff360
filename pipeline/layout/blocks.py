"""Layout: lines to blocks. Page furniture goes out, sentences broken by a page or a blank line become whole again.

A block is a heading, a paragraph, an item of a list, or a table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.core.document import Block, Document, Line
from extractors.core.passage import Passage, Span
from extractors.structure import section_heading
from extractors.structure.meeting_reference import Head
from pipeline.layout import annexes, headers_footers
from pipeline.layout.headers_footers import SECTION_ALONE
from pipeline.layout.paragraphs import LISTED, SECTION_LINE, Run, is_bold, marker, runs

LOOSE = 120
"""A heading by its look alone is at most this many characters long, a question twice as many."""

LONGEST = 20_000
"""Characters that a block may have. What is longer is no paragraph; it is cut, so that no finder meets more at once."""

_BULLETS = "•*·▪◦\uf0b7"
_RULE = re.compile(r"^[\s_=*.\-–—]{3,}$")
_DRAWN = re.compile(r"\s*[_=*\-–—]{5,}\s*$")
_BARE_MARKERS = re.compile(
    r"^\d{1,2}[.)](?:\s+\d{1,2}[.)])*\s*$"
)  # "1." and "2." on lines of their own, torn from their list
_ENDS = re.compile(r"[.!?:;…”\"»)]\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a document in reading order, and what was taken out of it."""

    blocks: tuple[Block, ...]
    furniture: tuple[Span, ...]
    running_heads: tuple[Head, ...]
    rules: tuple[Span, ...]
    annexes: tuple[annexes.Bound, ...] = ()


def layout(document: Document) -> Layout:
    """Lays a document out."""
    bound = annexes.find(document)
    aside = {page for annex in bound for page in range(annex.first, annex.last + 1)}
    lines = [line for line in document.lines if line.page not in aside] if aside else document.lines
    out = headers_footers.find(document, lines)
    text = document.text
    rules = {line.start: line for line in lines if _is_rule(text, line)}
    bare = [text[line.start].isdigit() and bool(_BARE_MARKERS.match(text[line.start : line.end])) for line in lines]
    torn = [first and second for first, second in pairwise(bare)]
    rules |= {line.start: line for line, pair in zip(lines[1:], torn, strict=False) if pair}
    rules |= {line.start: line for line, pair in zip(lines, torn, strict=False) if pair}
    found = runs(document, [line for line in lines if line.start not in out.lines and line.start not in rules])
    marked = any(line.level for line in document.lines) or _marks_bold(document)
    drawn = [start for start, line in sorted(rules.items()) if _DRAWN.match(text[line.start : line.end])]
    parted = _ruled([_block(document, run, marked) for run in found], drawn)
    blocks = _join([(block, run.after_gap) for block, run in zip(parted, found, strict=True)], document)
    return Layout(
        blocks=tuple(part for block in _lone_items(blocks, document) for part in _cut(block)),
        furniture=tuple(line.span for line in out.lines.values()),
        running_heads=tuple(head for head in out.heads.values() if head is not None),
        rules=tuple(line.span for start, line in sorted(rules.items()) if start not in out.lines),
        annexes=tuple(bound),
    )


def _ruled(blocks: Sequence[Block], rules: Sequence[int]) -> Iterator[Block]:
    """The blocks, each told whether a rule that begins at one of these places stands right before it."""
    end = 0
    for block in blocks:
        at = bisect_left(rules, end)
        yield replace(block, ruled=True) if at < len(rules) and rules[at] < block.spans[0].start else block
        end = block.spans[-1].end


def _marks_bold(document: Document) -> bool:
    """Whether a document sets its headings in bold: then what only stands alone is none."""
    bold = sum(is_bold(line) and line.box is not None for line in document.lines)
    return bold >= max(5, len(document.pages))


def _is_rule(text: str, line: Line) -> bool:
    return not text[line.start].isalnum() and _RULE.match(text[line.start : line.end]) is not None


def _block(document: Document, run: Run, marked: bool) -> Block:
    """Makes the block of a run; `marked` tells whether the document marks its headings."""
    first, last = run.lines[0], run.lines[-1]
    block = Block(
        "paragraph",
        run.passages[0] if first is last else document.passage(Span(first.start, last.end)),
        tuple(run.passages),
        page=first.page,
        spans=tuple(line.span for line in run.lines),
    )
    text = block.text
    if first.table:
        return replace(block, kind="table")
    if first.level:
        return replace(block, kind="heading", level=first.level)
    if all(map(is_bold, run.lines)) and len(text) < 250 and not text.endswith((".", ",")):
        return replace(block, kind="heading")
    if run.alone:
        return replace(block, kind="heading") if section_heading.read(block.body) else block
    if found := marker(run.texts[0]):
        sign = document.passage(Span(first.start, first.start + found.end("marker")))
        behind = first.start + found.end()
        return replace(
            block,
            kind="item",
            body=document.passage(Span(behind, last.end)),
            lines=(document.passage(Span(behind, first.end)), *run.passages[1:]),
            marker=sign,
            marked=None if sign.text in _BULLETS else block.body,
        )
    loose = _looks_like_heading(text, len(run.lines))
    return replace(block, kind="heading" if loose and not marked and run.after_gap else "paragraph", loose=loose)


def _looks_like_heading(text: str, lines: int) -> bool:
    question = text.endswith("?")
    return (
        lines <= (3 if question else 2)
        and len(text) <= (2 * LOOSE if question else LOOSE)
        and (text[0].isupper() or text[0].isdigit())
        and not text.endswith((".", ",", ";", ":", "!"))
        and "@" not in text
    )


def _lone_items(blocks: Sequence[Block], document: Document) -> Iterator[Block]:
    """A numbered question alone between paragraphs is no list but the heading over its answer."""
    for at, block in enumerate(blocks):
        beside = [blocks[n].kind for n in (at - 1, at + 1) if 0 <= n < len(blocks)]
        if block.number is not None and block.text.endswith("?") and "item" not in beside:
            yield replace(block, kind="heading", body=document.passage(*block.spans), marker=None, marked=None)
        else:
            yield block


def _cut(block: Block) -> Iterator[Block]:
    """A block in pieces that are not too long, cut between words where there are any."""
    start = 0
    while len(block.text) - start > LONGEST:
        end = block.text.rfind(" ", start + 1, start + LONGEST)
        end = end if end > start else start + LONGEST
        piece = block.body[start:end]
        yield replace(block, kind="paragraph", body=piece, lines=(piece,), marker=None, marked=None, spans=piece.spans)
        start = end
    if start == 0:
        yield block
    elif piece := block.body[start:]:
        yield replace(block, kind="paragraph", body=piece, lines=(piece,), marker=None, marked=None, spans=piece.spans)


def _join(blocks: Sequence[tuple[Block, bool]], document: Document) -> list[Block]:
    """Joins the halves of a sentence that a page break or a blank line parted."""
    joined: list[Block] = []
    for block, after_gap in blocks:
        if joined and after_gap and _goes_on(joined[-1], block, document):
            before = joined[-1]
            joined[-1] = replace(
                before,
                kind="item" if before.marker else "paragraph",
                body=_both(before.body, block, document),
                marked=_both(before.marked, block, document) if before.marked else None,
                loose=False,
                lines=(*before.lines, *block.lines),
                spans=(*before.spans, *block.spans),
            )
        else:
            joined.append(block)
    return joined


def _both(before: Passage, block: Block, document: Document) -> Passage:
    return document.passage(*before.spans, *block.body.spans)


def _goes_on(before: Block, block: Block, document: Document) -> bool:
    """Whether a block is the second half of the sentence that the one before it begins."""
    if len(before.body) > LONGEST:
        return False
    if block.ruled and document.page_at(before.spans[-1].end) == block.page:
        return False  # at a page's foot or head the line is the page's
    kinds = (before.kind, block.kind)
    if block.level or before.level or "table" in kinds or block.kind == "item" or _ENDS.search(before.text):
        return False
    if (
        SECTION_ALONE.match(before.text)
        or LISTED.search(before.text)
        or section_heading.read(before.body)
        or section_heading.read(block.body)
    ):
        return False
    last = before.lines[-1].text
    over_page = block.page != before.page or _furniture_between(before, block, document)
    if block.text[0].islower():
        return len(last) >= 40 or over_page
    begins = SECTION_LINE.match(block.text) or SECTION_ALONE.match(block.text)
    return over_page and len(last) >= 60 and not begins


def _furniture_between(before: Block, block: Block, document: Document) -> bool:
    return bool(document.text[before.spans[-1].end : block.spans[0].start].strip())
