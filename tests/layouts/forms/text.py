"""Text: one line a printed line, pages parted by form feeds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tests.layouts.choices import Choices
from tests.layouts.printer.sheet import Beside, Break, Cells, Element, Gap, Line, Sheet

_LABEL = 22
"""Width of the column of labels, in characters."""


def written(sheet: Sheet, choices: Choices) -> bytes:
    """The text, UTF-8."""
    pages: list[list[str]] = [[]]
    room = choices.page_lines - len(sheet.head) - len(sheet.foot) - 2
    for element in sheet.elements:
        lines = list(_lines(element, choices.columns))
        for line in lines:
            if line == "\f" or (len(pages[-1]) >= room and (sheet.head or sheet.foot)):
                pages.append([])
            if line != "\f" and (line or pages[-1]):
                pages[-1].append(line)
    made = []
    for at, page in enumerate(pages, start=1):
        head = [_row(row, at, len(pages)) for row in sheet.head]
        foot = [_row(row, at, len(pages)) for row in sheet.foot]
        made.append("\n".join([*head, *([""] if head else []), *page, *([""] if foot else []), *foot]))
    if choices.transcript:
        made = [" ".join(page.split()) for page in made]
    return ("\n\f" if not choices.transcript else "\n").join(made).encode()


def _row(cells: tuple[str, ...], page: int, pages: int) -> str:
    return "    ".join(cells).format(page=page, pages=pages)


def _lines(element: Element, columns: int) -> Iterator[str]:
    if isinstance(element, Gap):
        yield ""
    elif isinstance(element, Break):
        yield "\f"
    elif isinstance(element, Line):
        yield from _wrapped(element, columns)
    elif isinstance(element, Beside):
        right = [row for line in element.lines for row in _wrapped(line, columns - _LABEL)]
        left = textwrap.wrap(element.label, _LABEL - 2) or [""]
        for at in range(max(len(left), len(right))):
            label = left[at] if at < len(left) else ""
            yield f"{label:{_LABEL}}{right[at] if at < len(right) else ''}".rstrip()
    else:
        yield from _columns(element, columns)


def _wrapped(line: Line, columns: int) -> list[str]:
    marker = f"{line.marker} " if line.marker else ""
    edge = " " * line.indent
    return textwrap.wrap(
        line.text,
        columns,
        initial_indent=edge + marker,
        subsequent_indent=edge + " " * len(marker),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _columns(element: Cells, columns: int) -> Iterator[str]:
    widths = [max(6, int(share * columns)) for share in element.widths]
    cells = [textwrap.wrap(cell, width - 2) or [""] for cell, width in zip(element.cells, widths, strict=True)]
    for at in range(max(map(len, cells))):
        row = [cell[at] if at < len(cell) else "" for cell in cells]
        yield "".join(f"{piece:{width}}" for piece, width in zip(row, widths, strict=True)).rstrip()
