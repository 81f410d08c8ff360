"""A whole document: running heads, cover, contents, matters."""

from __future__ import annotations

from tests.layouts.choices import Choices
from tests.layouts.printer.cover import cover
from tests.layouts.printer.items import contents, listed, matters
from tests.layouts.printer.sheet import Break, Sheet
from tests.layouts.printer.words import Words
from tests.layouts.truth import Item, Meeting


def printed(meeting: Meeting, choices: Choices) -> Sheet:
    """The document that the choices make of a meeting."""
    words, sheet = Words(choices), Sheet()
    chosen = meeting.items
    if choices.kind == "extract":
        chosen = (_fullest(meeting),)
    _heads(sheet, words, meeting, chosen)
    cover(sheet, words, meeting)
    contents(sheet, words, meeting)
    if choices.alone:
        sheet.items += listed(words, meeting) if choices.contents != "none" else []
        return sheet
    if choices.cover != "none":
        sheet.elements.append(Break())
    matters(sheet, words, meeting, chosen)
    return sheet


def _fullest(meeting: Meeting) -> Item:
    """The matter with the most to print."""
    return max(meeting.items, key=lambda item: (len(item.history), len(item.talk), bool(item.motion)))


def _heads(sheet: Sheet, words: Words, meeting: Meeting, chosen: tuple[Item, ...]) -> None:
    choices = words.choices
    kind = words.label(choices.kind)
    if choices.spaced:
        kind = " ".join(kind.upper())
    day, name = words.day(meeting.day), meeting.organisation.name
    number = f"{meeting.number}/{meeting.day.year}"
    sheet.meeting |= {
        "kind": choices.kind,
        "language": words.language,
        "body": meeting.body.name,
        "date": meeting.day.isoformat(),
        "municipality": meeting.organisation,
        "number": number if choices.running in ("line", "lines") else None,
    }
    if choices.running == "line":
        sheet.head = ((name, kind, number, "{page} ({pages})"), (meeting.body.name, day))
    elif choices.running == "lines":
        sheet.head = ((name,), (f"{kind} {number}",), (meeting.body.name, day, "{page}"))
    elif choices.running == "portal":
        section = {"fi": "Pykälä", "sv": "Paragraf"}[words.language]
        for text in (name, meeting.body.name, f"{kind} {words.day(meeting.day)}/{section} {chosen[0].number}"):
            sheet.line(text, "head")
    elif choices.running == "broken":
        first, _, rest = meeting.body.name.partition(" ")
        body = ((f"{first}",), (rest,)) if rest else ((first,),)
        sheet.head = ((name,), *body, (kind,), (day,), ("{page}",))
    else:  # once, as the head of the first page
        for text in (name, f"{kind}", meeting.body.name, day):
            sheet.line(text, "head")
        sheet.gap()
    seals = {
        "fi": ("Pöytäkirjan tarkastajat:", "Otteen oikeaksi todistaa:"),
        "sv": ("Justerandes sign", "Utdragsbestyrkande"),
    }
    page = words.label("page")
    sheet.foot = {
        "none": (),
        "page": ((f"{page} {{page}} / {{pages}}",),),
        "seals": (seals[words.language],),
        "address": ((name, "Storgatan 1" if words.language == "sv" else "Kirkkotie 1", meeting.organisation.domain),),
    }[choices.footer]
