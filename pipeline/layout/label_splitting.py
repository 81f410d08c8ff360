"""Printed lines that begin with a label: the label, and what stands behind it on the same line, become two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.core.document import Document, Line
from extractors.core.passage import Passage, Span
from extractors.language import dates
from extractors.organisations.body import short_kind
from extractors.people.names import is_name, is_role_word, split_role
from extractors.structure import meeting_reference, section_heading
from extractors.vocabulary import fold, kinds, label

SHORT_HEAD = re.compile(r"[A-ZÅÄÖ][\w.]{1,13}:?\s?§\s?\d+[a-z]?")
_SPACED_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][a-zåäö]+)\s+(?=[A-ZÅÄÖ\d])")  # "Aika 15.6.2026", "Ärenden 10§–19§"
_HEADED = re.compile(
    r"(?P<head>(?P<body>[A-ZÅÄÖ][\w.]{1,13}):?\s?(?:§\s?\d+[a-z]?|\d+[a-z]?\s?§))(?:\s{2,}|\t)\s*(?=\S)"
)  # "TEKLTK § 94   Kunnan ..."
_ADDRESS = re.compile(
    r"(?P<label>[A-ZÅÄÖ][^()]{3,60}?)\s*\([^()\s]+@[^()\s]+\):?$"
)  # "Valmistelijat (etunimi.sukunimi@granvik.fi):"
# "Beredare Projektchef Kai Ek, kai.ek@granvik.fi", "Päätösehdotus Kunnanjohtaja Ek Kai": no colon, one blank
_OFFICER = [  # a label of three words, two or one: "Lisätietoja antaa talousjohtaja Ek Kai"
    re.compile(rf"(?P<label>[A-ZÅÄÖ][a-zåäö]+(?: ?/ ?[a-zåäö]+)?(?: [a-zåäö]+){{{more}}}) (?P<rest>\w[^:]{{4,150}}):?$")
    for more in (2, 1, 0)
]
_NAMING = kinds(scope="handling", content="persons") | kinds(holder="line")
_BOTH_LANGUAGES = re.compile(
    r"(?P<label>[A-ZÅÄÖ]\w+(?: - | / |/)[A-ZÅÄÖ]\w+)\s+(?=[A-ZÅÄÖ\d])"
)  # "TID - AIKA 7.6.2011"
_GLUED = re.compile(
    r"[A-ZÅÄÖ]\w+ \d{1,2}\.\d{1,2}\.\d{4}/(?:Pykälä|Paragraf) \d+(?=[A-ZÅÄÖ])"
)  # "Protokoll 18.3.2024/Paragraf 10Motioner"
_DAY_BESIDE = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4})\s{2,}(?=\S)")
_BREAK = re.compile(r":(?=\s)|\S(?=\s{2,}|\t)")  # behind a colon, or before a gap in the line
# "Aika ja paikka | 3.2.2026 klo 17, kunnantalo": a cover set as a table, and what may stand there beside its label
_CELL = re.compile(r"(?P<label>[A-ZÅÄÖ][^|]{2,60}?)\s*\|\s*(?P<next>[^|\s][^|]*)")
_BESIDE = kinds(scope="cover", content="persons") | kinds(scope="closing")


def parted(document: Document, line: Line) -> Iterator[Line]:
    """Parts a line that begins with a label from the text behind it.

    "Beredning: förvaltningschef ..." · "Päätösehdotus     Kaupunginjohtaja ..." · a bold label before plain text.
    """
    text = document.text[line.start : line.end]
    if line.level or len(text) < 4:
        yield line
        return
    if (beside := _DAY_BESIDE.match(text)) is not None and SHORT_HEAD.fullmatch(_above(document, line)):
        yield replace(line, end=line.start + beside.end("day"))
        yield replace(line, start=line.start + beside.end(), bold=0)
        return
    if (glued := _GLUED.match(text)) is not None and meeting_reference.possible(glued[0]):
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
    if fold(text[cut:]) == fold(text[:cut]):
        return False  # the same office under each of two names
    if known := label(text[:cut]):
        counts = known.kind == "absent" and text[cut:].strip().isdecimal()  # "Poissa: 2" over them, in a vote
        if known.paragraph and text[cut - 1] == ":":
            return text[0].isupper() and not _above(document, line)
        if text[cut - 1] == ":" and known.kind in ("present", "absent", "others") and text[cut : cut + 2] == "  ":
            return not counts  # a column of labels: "Päättäjät:     Ek Anna"
        return text[cut - 1] != ":" or not (known.alone or counts)
    if text[cut - 2] == ")" and section_heading.read(document.passage(Span(line.start, line.start + cut))) is not None:
        return True  # "Päätösehdotus (pj.):"
    if text[cut - 1] != ":" or _above(document, line):
        return False  # behind a line of text it is part of that: a list of what an officer proposes on each paragraph
    if short_kind(text[: cut - 1]) is not None:
        return not text[cut:].lstrip().startswith("§")  # "Khall: Ehdotus hyväksyttiin."
    heading = section_heading.read(document.passage(Span(line.start, line.start + cut)))
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
    if (":" in text or "  " in text or "\t" in text) and (match := _BREAK.search(text[:70])):
        yield match.end()
    for each in _OFFICER:
        officer = each.match(text)
        known = label(officer["label"]) if officer else None
        if officer and known and known.kind in _NAMING and _names_officer(officer["rest"]):
            yield officer.end("label")


def _names_officer(text: str) -> bool:
    """Whether what stands behind a label is an officer: a title and a name, or a name with an address or a number."""
    first, *behind = text.split(",")
    role, name = split_role(Passage.of(first, Span(0, len(first))))
    if role is not None and is_name(name.text):
        return not behind or len(text) < 120
    return is_name(first) and any("@" in each or any(map(str.isdigit, each)) or is_role_word(each) for each in behind)
