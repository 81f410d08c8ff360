"""The matters of a meeting: heads, sections, earlier handlings, contents page, list of decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.layouts.printer import sections
from tests.layouts.printer.sections import Section
from tests.layouts.printer.sheet import Beside, Cells, Gap, Line, Sheet, Style
from tests.layouts.printer.words import Words
from tests.layouts.truth import Earlier, Item, Meeting


def contents(sheet: Sheet, words: Words, meeting: Meeting) -> None:
    """The contents list: numbers and titles, perhaps with pages."""
    way = words.choices.contents
    if way == "none":
        return
    sheet.gap()
    sheet.line(words.label("contents"), "label")
    for at, item in enumerate(meeting.items):
        number = words.number(item.number, meeting.body)
        if way == "table":
            sheet.elements.append(Cells((number, item.title, str(2 + at)), (0.12, 0.78, 0.1)))
        elif way == "dots":
            sheet.line(f"{number} {item.title} {'.' * max(3, 70 - len(item.title))} {2 + at}")
        else:
            sheet.line(f"{number} {item.title}")


def listed(words: Words, meeting: Meeting) -> list[dict[str, Any]]:
    """What a contents list alone tells of the matters."""
    return [{"number": str(item.number), "title": item.title, "case_number": None} for item in meeting.items]


def matters(sheet: Sheet, words: Words, meeting: Meeting, chosen: tuple[Item, ...]) -> None:
    """The matters one after the other."""
    for item in chosen:
        told: dict[str, Any] = {"number": str(item.number), "title": item.title, "language": words.language}
        if words.choices.gaps:
            sheet.gap()
        _head(sheet, words, meeting, item, told)
        if words.choices.kind == "bulletin":
            _bulletin(sheet, item, told)
        else:
            _handlings(sheet, words, meeting, item, told)
        sheet.items.append(told)


def _head(sheet: Sheet, words: Words, meeting: Meeting, item: Item, told: dict[str, Any]) -> None:
    title = item.title.upper() if words.choices.title == "caps" else item.title
    told["title"] = title
    told["case_number"] = item.case_number if "case" in words.choices.head else None
    parts = {"number": words.number(item.number, meeting.body), "title": title}
    if item.case_number:
        parts["case"] = words.case(item.case_number)
    for line in words.choices.head.split(" / "):
        cells = [" ".join(parts[name] for name in cell.split() if name in parts) for cell in line.split(" | ")]
        style: Style = "plain" if words.choices.title == "plain" else "title"
        if len(cells) > 1:
            sheet.elements.append(Cells(tuple(cells), (0.14, 0.86), style))
        elif cells[0]:
            only_case = line.strip() == "case"
            sheet.line(cells[0], "plain" if only_case else style, indent=_edge(words) if only_case else 0)
    if words.choices.gaps:
        sheet.gap()


def _edge(words: Words) -> int:
    """Behind a number at the edge all lines of the head are indented."""
    return 12 if "|" in words.choices.head else 0


def _bulletin(sheet: Sheet, item: Item, told: dict[str, Any]) -> None:
    assert item.decision
    sheet.line(item.decision.paragraphs[0])
    told["outcome"] = item.decision.outcome


def _handlings(sheet: Sheet, words: Words, meeting: Meeting, item: Item, told: dict[str, Any]) -> None:
    choices = words.choices
    told["history"] = []
    if choices.history in ("first", "table"):
        _history(sheet, words, meeting, item, told)
    current = Line(words.reference(meeting.body, meeting.day, item.number), "label")
    if item.history and choices.current == "top":
        sheet.elements.append(current)
    for name in choices.order.split():
        found, tells = sections.SECTIONS[name](words, item)
        told |= tells
        for section in found:
            _section(sheet, words, section)
        if name == "account" and choices.current == "behind_account":  # of a matter that nobody handled before
            sheet.elements += [] if item.history and choices.history in ("first", "table") else [current]
    if choices.history in ("last", "index"):
        _history(sheet, words, meeting, item, told)


def _history(sheet: Sheet, words: Words, meeting: Meeting, item: Item, told: dict[str, Any]) -> None:
    if not item.history:
        return
    way = words.choices.history
    if way in ("table", "index", "last"):
        sheet.line(words.label("history"), "label")
    told["history"] = [(each.body, each.day.isoformat(), str(each.section)) for each in item.history]
    if way == "table":
        columns = words.tables["labels"]["history_columns"]
        sheet.elements.append(Cells(tuple(columns), (0.5, 0.3, 0.2), "label"))
        for each in item.history:
            sheet.elements.append(_row(words, each))
        own = (meeting.body.name, words.day(meeting.day), str(item.number))
        sheet.elements.append(Cells(own, (0.5, 0.3, 0.2)))
    for each in item.history if way != "table" else ():
        reference = words.reference(each.body, each.day, each.section)
        if way == "index":
            sheet.line(reference)
            continue
        sheet.line(reference, "label")
        for label, text in (("proposal", each.proposal), ("decision", each.decision.paragraphs[0])):
            _section(sheet, words, (words.label(label), [Line(text)]))
    if way in ("first", "last"):
        told["history_decisions"] = [(each.decision.paragraphs[0], each.decision.outcome) for each in item.history]
    if words.choices.gaps:
        sheet.gap()


def _row(words: Words, each: Earlier) -> Cells:
    return Cells((each.body.name, words.day(each.day), str(each.section)), (0.5, 0.3, 0.2))


def _section(sheet: Sheet, words: Words, section: Section) -> None:
    label, lines = section
    choices = words.choices
    if choices.gaps:
        sheet.gap()
    if not label:
        sheet.elements += list(_apart(lines, choices.gaps))
    elif choices.labels == "beside":
        sheet.elements.append(Beside(label, tuple(lines)))
    elif choices.labels == "run_in" and not lines[0].marker:
        sheet.elements.append(Line(f"{label}: {lines[0].text}"))
        sheet.elements += lines[1:]
    else:
        sheet.line(f"{label}:" if choices.colon or choices.labels == "run_in" else label, "label")
        sheet.elements += list(_apart(lines, choices.gaps))


def _apart(lines: list[Line], gaps: bool) -> Iterator[Line | Gap]:
    """Paragraphs with blank lines between them; entries of a list stand close."""
    for at, line in enumerate(lines):
        if at and gaps and not line.marker and not lines[at - 1].marker:
            yield Gap()
        yield line
