"""HTML: headings and paragraphs, rows of columns as tables."""

from __future__ import annotations

from html import escape
from itertools import groupby

from tests.layouts.choices import Choices
from tests.layouts.printer.sheet import Beside, Break, Cells, Element, Gap, Line, Sheet

_TAGS = {"title": "h2", "label": "h3", "bold": "h4", "head": "h1"}


def written(sheet: Sheet, choices: Choices) -> bytes:
    """The page, UTF-8. Labels are headings, or bold paragraphs where the wording is another than the first."""
    rows = [" ".join(row).format(page=1, pages=1) for row in sheet.head]
    parts = [f"<div>{escape(row)}</div>" for row in rows]
    for kind, group in groupby(sheet.elements, type):
        if kind is Cells:
            parts.append(_table([each.cells for each in group if isinstance(each, Cells)]))
        elif kind is Beside:
            parts.append("".join(_beside(each) for each in group if isinstance(each, Beside)))
        else:
            parts += [_paragraph(each, choices) for each in group]
    parts += [f"<div>{escape(' '.join(row).format(page=1, pages=1))}</div>" for row in sheet.foot]
    body = "\n".join(part for part in parts if part)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _paragraph(element: Element, choices: Choices) -> str:
    if isinstance(element, Gap | Break) or not isinstance(element, Line):
        return ""
    text = escape(f"{element.marker} {element.text}".strip())
    if element.style == "plain":
        return f"<p>{text}</p>"
    if choices.wording % 2:
        return f"<p><b>{text}</b></p>"
    tag = _TAGS[element.style]
    return f"<{tag}>{text}</{tag}>"


def _table(rows: list[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _beside(element: Beside) -> str:
    lines = "".join(f"<p>{escape(f'{line.marker} {line.text}'.strip())}</p>" for line in element.lines)
    return f"<table><tr><td>{escape(element.label)}</td><td>{lines}</td></tr></table>"
