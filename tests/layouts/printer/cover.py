"""The first page: when, where, who."""

from __future__ import annotations

from tests.layouts.printer.sheet import Beside, Cells, Line, Sheet
from tests.layouts.printer.words import Words
from tests.layouts.truth import Meeting, Person


def cover(sheet: Sheet, words: Words, meeting: Meeting) -> None:
    """The cover, and what it tells."""
    choices = words.choices
    if choices.cover == "none":
        return
    agenda = choices.kind in ("agenda", "bulletin")
    told = sheet.meeting
    told |= {"start": meeting.start, "place": meeting.place}
    if not agenda:
        told |= {
            "end": meeting.end,
            "chair": meeting.chair.name,
            "present": [each.name for each in meeting.present],
            "others": [each.name for each in meeting.others],
            "secretary": meeting.secretary.name,
            "absent": [each.name for each in meeting.absent],
        }
    _time_and_place(sheet, words, meeting, agenda)
    if not agenda:
        attendance(sheet, words, meeting)
    if choices.cover == "cells" and not agenda:
        _adjusting(sheet, words, meeting)
    elif not agenda:
        signatures(sheet, words, meeting)


def _hours(words: Words, meeting: Meeting, agenda: bool) -> str:
    clock = {"fi": "klo", "sv_fi": "kl.", "sv_se": "kl."}[words.choices.variety]
    until = "" if agenda else f"{' - ' if words.language == 'fi' else '–'}{meeting.end}"
    return f"{words.day(meeting.day, prose=True)} {clock} {meeting.start}{until}"


def _time_and_place(sheet: Sheet, words: Words, meeting: Meeting, agenda: bool) -> None:
    when, hours = words.label("when"), _hours(words, meeting, agenda)
    where = words.label("where")
    way = words.choices.cover
    if way == "cells" and "place_and_time" in words.tables["labels"]:
        first, last = meeting.items[0].number, meeting.items[-1].number
        row = (
            words.label("place_and_time"),
            f"{meeting.place}, {hours}",
            words.label("sections"),
            f"§§ {first}–{last}",
        )
        sheet.elements.append(Cells(row, (0.2, 0.42, 0.18, 0.2)))
    elif way in ("cells", "labels"):
        sheet.elements += [Beside(when, (Line(hours),)), Beside(where, (Line(meeting.place),))]
    else:
        sheet.line(f"{when}: {hours}" if words.choices.colon else f"{when} {hours}")
        sheet.line(f"{where}: {meeting.place}" if words.choices.colon else f"{where} {meeting.place}")


def attendance(sheet: Sheet, words: Words, meeting: Meeting) -> None:
    """Who was there and who was not."""
    groups = [("present", meeting.present), ("others", meeting.others)]
    if meeting.absent and words.choices.people != "marks":
        groups.insert(1, ("absent", meeting.absent))
    for name, people in groups:
        sheet.gap()
        rows = _people(words, name, people, meeting)
        if words.choices.cover in ("cells", "labels") and words.choices.people != "table":
            sheet.elements.append(Beside(words.label(name), tuple(Line(row) for row in rows)))
            continue
        sheet.line(words.label(name, words.choices.colon), "label")
        for row, person in zip(rows, people, strict=False):
            if words.choices.people == "table":
                cells = (words.name(person), person.role or words.tables["roles"]["member"][0])
                sheet.elements.append(Cells(cells, (0.45, 0.55)))
            else:
                sheet.line(row)


def _people(words: Words, group: str, people: tuple[Person, ...], meeting: Meeting) -> list[str]:
    way = words.choices.people
    if way == "marks" and group == "present":
        marked = [f"[X] {words.titled(each)}" for each in people]
        return marked + [f"[ ] {words.titled(each)}" for each in meeting.absent]
    rows = [words.titled(each) for each in people]
    return [", ".join(rows)] if way == "run" else rows


def _adjusting(sheet: Sheet, words: Words, meeting: Meeting) -> None:
    """The lower half of a Swedish cover: who checks, who signs, the notice."""
    told = sheet.meeting
    told["adjusters"] = [each.name for each in meeting.adjusters]
    names = ", ".join(words.name(each) for each in meeting.adjusters)
    sheet.gap()
    sheet.elements.append(Beside(words.label("adjusters"), (Line(names),)))
    sheet.elements.append(Beside(words.label("adjust_at"), (Line(meeting.place),)))
    sheet.gap()
    sheet.line(words.label("signatures"), "label")
    for label, people in (
        ("secretary", (meeting.secretary,)),
        ("chair", (meeting.chair,)),
        ("adjuster" if "adjuster" in words.tables["labels"] else "adjusters", meeting.adjusters),
    ):
        sheet.gap()
        sheet.elements.append(
            Beside(words.label(label), (Line("." * 40), Line("  ".join(each.name for each in people))))
        )


def signatures(sheet: Sheet, words: Words, meeting: Meeting) -> None:
    """Who signed and who checked, in one column or two."""
    way = words.choices.signatures
    if way == "none":
        sheet.meeting["adjusters"] = None
        return
    sheet.meeting["adjusters"] = [each.name for each in meeting.adjusters]
    sheet.gap()
    sheet.line(words.label("signatures"), "label")
    offices = (words.label("chair"), words.label("secretary"))
    names = (meeting.chair.name, meeting.secretary.name)
    if way == "two":
        sheet.elements += [Cells(names, (0.5, 0.5)), Cells(offices, (0.5, 0.5))]
    else:
        for name, office in zip(names, offices, strict=True):
            sheet.line(name)
            sheet.line(office)
    sheet.gap()
    sheet.line(words.label("adjusters"), "label")
    if way == "two":
        sheet.elements.append(Cells(tuple(each.name for each in meeting.adjusters), (0.5, 0.5)))
    else:
        for each in meeting.adjusters:
            sheet.line(each.name)
