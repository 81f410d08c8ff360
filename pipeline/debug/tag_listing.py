"""A document's lines with their tags, how the grammar parsed each, and why: the first thing to look at when a value
is wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from extractors.core.document import Block
from extractors.structure.tagged_line import TaggedLine
from pipeline.layout.blocks import layout
from pipeline.readers import read
from pipeline.structure.document_outline import outline
from pipeline.structure.model import HandlingOutline, ItemOutline, Outline, Section

WIDTH = 100
"""Characters of a line's text that are shown."""


def listing(data: bytes) -> Iterator[str]:
    """Lists the lines of a document, one output line each: number, tags, role, text.

    Below a line that begins an item or a handling the reason is given, with the parts of its score.

    Raises:
        DocumentError: the document can't be read.
    """
    laid_out = layout(read(data))
    parts = outline(laid_out.blocks, laid_out.running)
    became, why = roles(parts)
    aside = {span.start: "header or footer" for span in laid_out.furniture}
    aside |= {span.start: "rule" for span in laid_out.rules}
    annexed = {page for annex in laid_out.annexes for page in range(annex.first, annex.last + 1)}
    role = ""
    reasons, to_come = deque(sorted(why.items())), deque(sorted(became.items()))
    for number, line in enumerate(laid_out.lines, 1):
        if not line.text:
            continue
        for part in line.parts or (line,):
            while to_come and to_come[0][0] < part.line.end:
                role = to_come.popleft()[1]
            shown = "annex" if line.line.page in annexed else aside.get(line.start, role)
            yield f"{number:5}  {', '.join(_tags(part)) or '-':44}  {shown or '-':30}  {part.text[:WIDTH]}"
            while reasons and reasons[0][0] < part.line.end:
                for reason in reasons.popleft()[1]:
                    yield f"{'':7}why: {reason}"


def _tags(line: TaggedLine) -> Iterator[str]:
    """The line's tags with their values: "label proposal (Stadsdirektören)", "number 72 (sign_first)"."""
    if line.label is not None:
        holder = f" ({line.label.by.text})" if line.label.by is not None else ""
        yield f"label {line.label.kind}{holder}"
    if (reference := line.reference) is not None:
        named = [reference.body_name, reference.date and reference.date.day.isoformat()]
        named.append(f"§ {reference.section.value}" if reference.section is not None else None)
        yield f"{'reference' if reference.certain else 'reference?'} {' '.join(filter(None, named))}".rstrip()
    if line.number is not None:
        yield f"number {line.number.number.text} ({line.number.form})"
    if line.case is not None:
        yield f"case {line.case.number.value}"
    for name in line.names():
        if name not in ("label", "reference", "number", "case"):
            yield name


def roles(parts: Outline) -> tuple[dict[int, str], dict[int, list[str]]]:
    """The role of the text from each offset on, and the reasons for items and handlings, by line start."""
    became: dict[int, str] = {}
    why: dict[int, list[str]] = {}
    for section in parts.cover:
        _mark(became, section, f"cover.{section.kind}")
    for block in parts.loose:
        became[block.spans[0].start] = "cover"
    for reference in parts.references:
        became.setdefault(reference.line.start, "meeting")
    for _, title in [*parts.contents, *parts.listed]:
        became[title.start] = "contents"
    for item in parts.items:
        _mark_item(became, why, item)
    return became, why


def _mark_item(became: dict[int, str], why: dict[int, list[str]], item: ItemOutline) -> None:
    name = f"item {item.number.value}" if item.number is not None else "item"
    first = item.number.spans[0].start if item.number is not None and item.number.spans else None
    start = item.title.start if item.title is not None and first is None else first
    if item.title is not None:
        became[item.title.start] = f"{name} title"
    if start is not None:
        became.setdefault(start, f"{name} number")
        why.setdefault(start, []).append(item.why)
    if item.case is not None:
        became[item.case.number.spans[0].start] = f"{name} case number"
    for section in item.sections:
        _mark(became, section, f"{name} {section.kind}")
    for n, handling in enumerate([item.current, *item.history]):
        _mark_handling(became, why, handling, f"{name} {'current' if n == 0 else f'history {n}'}")


def _mark_handling(became: dict[int, str], why: dict[int, list[str]], handling: HandlingOutline, name: str) -> None:
    if handling.reference is not None:
        at = handling.reference.line.start
        became[at] = name
        why.setdefault(at, []).append(handling.why)
    for section in handling.sections:
        _mark(became, section, f"{name}.{section.kind}")


def _mark(became: dict[int, str], section: Section, name: str) -> None:
    blocks: list[Block] = [*([section.label] if section.label is not None else []), *section.blocks]
    for block in blocks:
        became[block.spans[0].start] = name
