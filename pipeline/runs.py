"""Runs: which printed lines belong together.

What begins a run although no blank line stands before it: a known label, a head line of a handling, a line with a
paragraph sign, a diary number, a list's marker, a change of heading rank or of bold, and text behind the last entry
of a list that a label opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors import case_numbers, dates, headings, heads
from extractors.bodies import kind as body_kind
from extractors.bodies import names_body, short_kind
from extractors.document import Document, Line
from extractors.names import find, is_name, is_role_word, split_role
from extractors.passage import Passage, Span
from extractors.persons import speaks_of_person
from extractors.vocabulary import label
from pipeline.entries import is_title
from pipeline.furniture import SECTION_ALONE

SECTION_LINE = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§)\s+(?P<rest>\S.*)$")
"""A paragraph sign, a number and more: perhaps an item's title."""

LISTED = re.compile(r"[.…_]{4,}\s*(?P<page>\d{1,4})$")
"""How a row of a contents list ends: dots and a page number."""

_MARKER = re.compile(r"^(?P<marker>[-–—•*·▪◦\uf0b7]|\(?\d{1,2}[.)]|\(?[a-zåäö][.)])(?=\s+\S)")
_NUMBERED = re.compile(r"^\d{1,3}\s+\S")  # "1 Suunnitelmakartta" in a list of documents
_SPACED_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][a-zåäö]+)\s+(?=[A-ZÅÄÖ\d])")  # "Aika 15.6.2026", "Ärenden 10§–19§"
_HEADED = re.compile(
    r"(?P<head>(?P<body>[A-ZÅÄÖ][\w.]{1,13}):?\s?(?:§\s?\d+[a-z]?|\d+[a-z]?\s?§))(?:\s{2,}|\t)\s*(?=\S)"
)  # "TEKLTK § 94   Kunnan ..."
_SHORT_ROW = re.compile(r"(?P<body>[A-ZÅÄÖ][\w.]{1,13})\s§\s?\d+[a-z]?\s+[A-ZÅÄÖ]")  # "KST § 210 Mötets ..."
_ADDRESS = re.compile(
    r"(?P<label>[A-ZÅÄÖ][^()]{3,60}?)\s*\([^()\s]+@[^()\s]+\):?$"
)  # "Valmistelijat (etunimi.sukunimi@granvik.fi):"
# "Beredare Projektchef Kai Ek, kai.ek@granvik.fi", "Päätösehdotus Kunnanjohtaja Ek Kai": no colon, one blank
_OFFICER = re.compile(r"(?P<label>[A-ZÅÄÖ][a-zåäö]+(?: ?/ ?[a-zåäö]+)?) (?P<rest>\w[^:]{4,150})$")
_NAMING = ("preparers", "presenter", "proposal")
_BOTH_LANGUAGES = re.compile(
    r"(?P<label>[A-ZÅÄÖ]\w+(?: - | / |/)[A-ZÅÄÖ]\w+)\s+(?=[A-ZÅÄÖ\d])"
)  # "TID - AIKA 7.6.2011"
_GLUED = re.compile(
    r"[A-ZÅÄÖ]\w+ \d{1,2}\.\d{1,2}\.\d{4}/(?:Pykälä|Paragraf) \d+(?=[A-ZÅÄÖ])"
)  # "Protokoll 18.3.2024/Paragraf 10Motioner"
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_DAY_BESIDE = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4})\s{2,}(?=\S)")
_SHORT_HEAD = re.compile(r"[A-ZÅÄÖ][\w.]{1,13}:?\s?§\s?\d+[a-z]?")
_FIGURE = re.compile(r"\d")
_BREAK = re.compile(r":(?=\s)|\S(?=\s{2,}|\t)")  # behind a colon, or before a gap in the line
# "Aika ja paikka | 3.2.2026 klo 17, kunnantalo": a cover set as a table, and what may stand there beside its label
_CELL = re.compile(r"(?P<label>[A-ZÅÄÖ][^|]{2,60}?)\s*\|\s*(?P<next>[^|\s][^|]*)")
_BESIDE = ("present", "absent", "others", "adjusters", "checked", "displayed", "signatures")
_LISTS = {
    "attachments": "documents",
    "supplementary": "documents",
    "preparers": "persons",
    "presenter": "presenter",
    "proposal": "proposal",
}


@dataclass(slots=True)
class Run:
    """Lines that belong together, with their texts.

    after_gap: a blank line or a page break stands before it; alone: it takes no further lines.
    after: what it follows directly: "section" for a bare paragraph sign, "documents", "persons", "presenter" or
    "proposal" for a label over such a list or text, "" for anything else.
    """

    lines: list[Line]
    texts: list[str]
    passages: list[Passage]
    after_gap: bool = True
    alone: bool = False
    after: str = ""

    def add(self, line: Line, text: str, passage: Passage) -> None:
        """Takes one more line."""
        self.lines.append(line)
        self.texts.append(text)
        self.passages.append(passage)


def marker(text: str) -> re.Match[str] | None:
    """The marker that a line begins with as an item of a list; "19. toukokuuta 2025" begins with a date."""
    found = _MARKER.match(text)
    return None if found is None or dates.begins(text) else found


def runs(document: Document, lines: Iterable[Line]) -> list[Run]:
    """Groups the lines of a document."""
    found: list[Run] = []
    last: Line | None = None
    for line in (part for whole in lines for part in _split_label(document, whole)):
        text, passage = document.text[line.start : line.end], document.passage(line.span)
        if not passage:
            continue  # a soft hyphen alone
        if found and _DAY.fullmatch(text) and _SHORT_HEAD.fullmatch(found[-1].texts[-1]):
            found[-1].add(line, text, passage)  # "KH § 45", and its day on the line below
            last = line
            continue
        alone = _stands_alone(line, text, passage)
        gap = last is None or line.page != last.page or document.text.count("\n", last.end, line.start) > 1
        if gap or alone or found[-1].alone or _breaks(document, found[-1], line, text, passage):
            found.append(Run([line], [text], [passage], gap, alone, _follows(found)))
        else:
            found[-1].add(line, text, passage)
        last = line
    return found


def _split_label(document: Document, line: Line) -> Iterator[Line]:
    """Parts a line that begins with a label from the text behind it.

    "Beredning: förvaltningschef ..." · "Päätösehdotus     Kaupunginjohtaja ..." · a bold label before plain text.
    """
    text = document.text[line.start : line.end]
    if line.level or len(text) < 4:
        yield line
        return
    if (beside := _DAY_BESIDE.match(text)) is not None and _SHORT_HEAD.fullmatch(_above(document, line)):
        yield replace(line, end=line.start + beside.end("day"))
        yield replace(line, start=line.start + beside.end(), bold=0)
        return
    if (glued := _GLUED.match(text)) is not None and heads.possible(glued[0]):
        yield replace(line, end=line.start + glued.end())
        yield replace(line, start=line.start + glued.end(), bold=0)
        return
    if (short := _HEADED.match(text)) is not None and short_kind(short["body"]) is not None:
        yield replace(line, end=line.start + short.end("head"))
        yield replace(line, start=line.start + short.end(), bold=0)
        return
    cell = _CELL.match(text) if line.table else None
    if cell is not None and _labels_row(document, line, cell):
        yield replace(line, end=line.start + cell.end("label"), table=False)
        yield replace(line, start=line.start + cell.start("next"), bold=0)
        return
    for cut in _label_ends(line, text):
        rest = text[cut:].lstrip()
        if rest and _is_label(document, line, text, cut):
            yield replace(line, end=line.start + cut)
            yield replace(line, start=line.end - len(rest), bold=max(0, line.bold - (len(text) - len(rest))))
            return
    yield line


def _above(document: Document, line: Line) -> str:
    """The line of text right above one."""
    end = document.text.rfind("\n", 0, line.start)
    return document.text[document.text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)].strip()


def _is_label(document: Document, line: Line, text: str, cut: int) -> bool:
    """Whether a line's beginning is a label: a known one, or an officer's ("Ordförandes förslag: ...")."""
    if known := label(text[:cut]):
        counts = known.kind == "absent" and text[cut:].strip().isdecimal()  # "Poissa: 2" over them, in a vote
        return text[cut - 1] != ":" or not (known.plain or counts)
    if text[cut - 1] != ":" or document.text[max(line.start - 2, 0) : line.start] not in ("\n\n", "\n\f", "\f", ""):
        return False  # behind a line of text it is part of that: a list of what an officer proposes on each paragraph
    if short_kind(text[: cut - 1]) is not None:
        return not text[cut:].lstrip().startswith("§")  # "Khall: Ehdotus hyväksyttiin."
    heading = headings.read(document.passage(Span(line.start, line.start + cut)))
    return heading is not None and heading.by is not None and heading.kind in ("proposal", "decision")


def _labels_row(document: Document, line: Line, cell: re.Match[str]) -> bool:
    """Whether the first cell of a table's row is a label of a cover and the next one its value, not another head."""
    opened = label(cell["label"])
    if opened is None or label(cell["next"]) is not None:
        return False
    if opened.kind == "time":
        return bool(dates.places(cell["next"]))
    if opened.kind == "place":
        end = document.text.find("\n", line.end + 1)
        near = (_above(document, line), document.text[line.end + 1 : end if end >= 0 else None])
        return any((other := label(row.split("|")[0].strip())) and other.kind == "time" for row in near)
    first = re.split(r"[,(]", cell["next"])[0].strip()
    return opened.kind in _BESIDE and is_name(split_role(Passage.of(first, Span(0, len(first))))[1].text)


def _label_ends(line: Line, text: str) -> Iterator[int]:
    """Where a label at the beginning of a line could end."""
    spaced = _SPACED_LABEL.match(text)
    if spaced and (opened := label(spaced["label"])) and opened.kind in ("time", "place", "contents"):
        yield spaced.end("label")
    both = _BOTH_LANGUAGES.match(text)
    if both and (opened := label(both["label"])) and opened.kind in ("time", "place", "contents"):
        yield both.end("label")
    if 0 < line.bold < len(text):
        yield line.bold
    if (address := _ADDRESS.match(text)) and label(text) and not text[: address.end("label")].endswith(":"):
        yield address.end("label")
    officer = _OFFICER.match(text)
    known = label(officer["label"]) if officer else None
    if officer and known and known.kind in _NAMING and _names_officer(officer["rest"]):
        yield officer.end("label")
    if (":" in text or "  " in text or "\t" in text) and (match := _BREAK.search(text[:70])):
        yield match.end()


def _names_officer(text: str) -> bool:
    """Whether what stands behind a label is an officer: a title and a name, or a name with an address or a number."""
    first, *behind = text.split(",")
    role, name = split_role(Passage.of(first, Span(0, len(first))))
    if role is not None and is_name(name.text):
        return not behind or len(text) < 120
    return is_name(first) and any("@" in each or _FIGURE.search(each) or is_role_word(each) for each in behind)


def _follows(before: Sequence[Run]) -> str:
    if not before:
        return ""
    text = before[-1].texts[-1]
    if SECTION_ALONE.match(text):
        return "section"
    known = label(text)
    return _LISTS.get(known.kind, "") if known else ""


def _stands_alone(line: Line, text: str, passage: Passage) -> bool:
    """Whether a line is a block by itself: a label, a bare paragraph sign, a head line, a diary number."""
    if line.level:
        return False
    if SECTION_ALONE.match(text) or (text[0].isupper() and headings.read(passage) is not None):
        return True
    if len(text) > 120 or not _FIGURE.search(text):
        return False
    if case_numbers.find(passage) is not None:
        return True
    head = heads.read(passage)
    return head is not None and bool(head.handling or head.document or head.number)


def _breaks(document: Document, run: Run, line: Line, text: str, passage: Passage) -> bool:
    """Whether a line begins a new run although it follows the last one directly."""
    last, previous = run.lines[-1], run.texts[-1]
    if line.level != last.level or line.table != last.table or LISTED.search(previous):
        return True
    listing = marker(run.texts[0]) is not None
    marked = marker(text)
    if (marked and (listing or _can_begin(marked["marker"]))) or _begins_item(text):
        return True
    if run.after and (ended := _ends_list(run, text, passage)) is not None:
        return ended
    if listing:
        indented = _indent(document, line) > _indent(document, run.lines[0])
        return not (text[0].islower() or len(previous) >= 60 or indented)
    return is_bold(last) != is_bold(line)


def _ends_list(run: Run, text: str, passage: Passage) -> bool | None:
    """Whether text begins where a title or a list that a label opened has ended; None where nothing tells."""
    previous = run.texts[-1]
    if run.after == "section" and len(run.lines) == 1 and len(previous) < 70 and text[0].isupper():
        return True
    if run.after == "documents" and _NUMBERED.match(run.texts[0]) and not _NUMBERED.match(text):
        return len(previous) < 70 and text[0].isupper()
    if run.after == "persons" and not speaks_of_person(passage):
        return speaks_of_person(run.passages[-1])
    if run.after == "proposal" and len(run.lines) == 1 and _is_holder(run.passages[0]):
        return True  # "Förslag", "Stadsdirektören:", then what he proposes
    if run.after == "presenter" and any(next(find(line), None) or body_kind(line.text) for line in run.passages):
        return len(text) > 60 or not is_role_word(text.split()[-1])
    return None


def _is_holder(line: Passage) -> bool:
    """Whether a line under a label for a proposal says whose it is: a title, an officer by name, or a body."""
    role, name = split_role(line)
    return is_title(line) or names_body(line.text) or (role is not None and is_name(name.text))


def is_bold(line: Line) -> bool:
    """Whether a whole line is bold."""
    return line.bold >= line.end - line.start


def _can_begin(found: str) -> bool:
    """Whether a marker can begin a list in the middle of a paragraph: a bullet, 1 or a; "15." only goes on a list."""
    return found.strip("().") in ("1", "a") or not any(letter.isalnum() for letter in found)


def _begins_item(text: str) -> bool:
    section = SECTION_LINE.match(text)
    if (short := _SHORT_ROW.match(text)) is not None and len(text) < 200:
        return short_kind(short["body"]) is not None
    return bool(section and section["rest"][0].isupper() and len(text) < 200)


def _indent(document: Document, line: Line) -> int:
    return line.start - (document.text.rfind("\n", 0, line.start) + 1)
