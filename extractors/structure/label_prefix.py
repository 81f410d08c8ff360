"""Where a printed line that begins with a label is cut: the label, and what is printed after it on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.core.document import Line
from extractors.core.passage import Passage, Span
from extractors.language import dates
from extractors.organisations.body import short_kind
from extractors.people.names import is_name, is_role_word, split_role
from extractors.people.person_line import is_person_line
from extractors.people.person_tokens import tokens
from extractors.structure import meeting_reference, section_heading
from extractors.vocabulary import fold, kinds, label, label_table


class Above(NamedTuple):
    """What the line right above says: whether it is a body in short with a section ("KH § 45"), and what its label
    opens where it was cut into a label and the rest."""

    short_reference: bool
    opens: str | None


class Cut(NamedTuple):
    """The label's end and the beginning of the rest, counted from the line's beginning; table: whether the label's
    part stays a row of a table."""

    end: int
    start: int
    table: bool


# "Aika 15.6.2026", "Ärenden 10§–19§", "Tid och plats Onsdagen den 3 juni"
_SPACED = re.compile(r"(?P<label>[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,3})\s+(?=[A-ZÅÄÖ\d])")
# "TEKLTK § 94   Kunnan ..."
_SHORT_FIRST = re.compile(
    r"(?P<reference>(?P<body>[A-ZÅÄÖ][\w.]{1,13}):?\s?(?:§\s?\d+[a-z]?|\d+[a-z]?\s?§))(?:\s{2,}|\t)\s*(?=\S)"
)
# "Valmistelijat (etunimi.sukunimi@granvik.fi):"
_ADDRESS = re.compile(r"(?P<label>[A-ZÅÄÖ][^()]{3,60}?)\s*\([^()\s]+@[^()\s]+\):?$")
# "Beredare Projektchef Kai Ek, kai.ek@granvik.fi", "Päätösehdotus Kunnanjohtaja Ek Kai": no colon, one blank;
# a label of three words, two or one: "Lisätietoja antaa talousjohtaja Ek Kai"
_OFFICER = [
    re.compile(rf"(?P<label>[A-ZÅÄÖ][a-zåäö]+(?: ?/ ?[a-zåäö]+)?(?: [a-zåäö]+){{{more}}}) (?P<rest>\w[^:]{{4,150}}):?$")
    for more in (2, 1, 0)
]
_WORD = re.compile(r"[^\W\d_]+")
_NAMING = kinds(scope="handling", content="persons") | kinds(holder="line")
# "TID - AIKA 7.6.2011"
_BOTH_LANGUAGES = re.compile(r"(?P<label>[A-ZÅÄÖ]\w+(?: - | / |/)[A-ZÅÄÖ]\w+)\s+(?=[A-ZÅÄÖ\d])")
# "Protokoll 18.3.2024/Paragraf 10Motioner"
_GLUED = re.compile(r"[A-ZÅÄÖ]\w+ \d{1,2}\.\d{1,2}\.\d{4}/(?:Pykälä|Paragraf) \d+(?=[A-ZÅÄÖ])")
_DAY_BESIDE = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4})\s{2,}(?=\S)")  # "2.2.2026       Torget behöver"
_BREAK = re.compile(r":(?=\s)|\S(?=\s{2,}|\t)")  # after a colon, or before a gap in the line
# "Aika ja paikka | 3.2.2026 klo 17, kunnantalo": a cover set as a table, and what can be beside its label
_CELL = re.compile(r"(?P<label>[A-ZÅÄÖ][^|]{2,60}?)\s*\|\s*(?P<next>[^|\s][^|]*)")
_BESIDE = kinds(scope="cover", content="persons") | kinds(scope="closing")
_LISTS = kinds(scope="cover", content="persons")
_COVER_FACTS = ("time", "place", "contents")


def cut(line: Line, text: str, above: Above | None) -> Cut | None:
    """Where a line is cut into a label and the rest; None where it is one piece.

    Args:
        line: the printed line.
        text: its text as printed.
        above: what the line right above it says; None where a blank line is between, or nothing.

    "Beredning: förvaltningschef ..." · "Päätösehdotus     Kaupunginjohtaja ..." · a bold label before plain text.
    """
    if line.level or len(text) < 4:
        return None
    if (day := _DAY_BESIDE.match(text)) and above is not None and above.short_reference:
        return Cut(day.end("day"), day.end(), line.table)
    if "/" in text and (glued := _GLUED.match(text)) is not None and meeting_reference.possible(glued[0]):
        return Cut(glued.end(), glued.end(), line.table)
    if "§" in text and (short := _SHORT_FIRST.match(text)) is not None and short_kind(short["body"]) is not None:
        return Cut(short.end("reference"), short.end(), line.table)
    if line.table and (cell := _CELL.match(text)) and _labels_row(cell, above):
        return Cut(cell.end("label"), cell.start("next"), False)
    for end in _label_ends(line, text):
        rest = text[end:].lstrip()
        if rest and _is_label(line, text, end, above):
            return Cut(end, len(text) - len(rest), line.table)
    return None


def _is_label(line: Line, text: str, end: int, above: Above | None) -> bool:
    """Whether a line's beginning is a label: a known one, or an officer's ("Ordförandes förslag: ...")."""
    first = text[:end]
    if fold(text[end:]) == fold(first):
        return False  # the same office under each of two names
    colon = text[end - 1] == ":"
    if known := label(first):
        counts = known.kind == "absent" and text[end:].strip().isdecimal()  # "Poissa: 2" over them, in a vote
        if known.paragraph and colon:
            return text[0].isupper() and above is None
        if colon and known.kind in _LISTS and (text[end : end + 2] == "  " or _are_persons(text[end:].strip())):
            return not counts  # a column of labels: "Päättäjät:     Ek Anna"; "Läsnä: Anna Ek, Kai Salo"
        return not colon or not (known.alone or counts)
    source = Passage(first.strip(), ((0, line.start, len(first.strip()), 0),))
    if text[end - 2 : end - 1] == ")" and section_heading.read(source) is not None:
        return True  # "Päätösehdotus (pj.):"
    if not colon or above is not None:
        return False  # below a line of text it is part of that: a list of what an officer proposes on each section
    if short_kind(text[: end - 1]) is not None:
        return not text[end:].lstrip().startswith("§")  # "Khall: Ehdotus hyväksyttiin."
    heading = section_heading.read(source)
    return heading is not None and heading.by is not None and heading.kind in ("proposal", "decision")


def _labels_row(cell: re.Match[str], above: Above | None) -> bool:
    """Whether the first cell of a table's row is a label of a cover and the next one its value, not another label."""
    opened = label(cell["label"])
    if opened is None or label(cell["next"]) is not None:
        return False
    if opened.kind == "time":
        return bool(dates.places(cell["next"]))
    if opened.kind == "place":
        return above is not None and above.opens == "time"
    first = re.split(r"[,(]", cell["next"])[0].strip()
    return opened.kind in _BESIDE and is_name(split_role(Passage.of(first, Span(0, len(first))))[1].text)


def _label_ends(line: Line, text: str) -> Iterator[int]:
    """Where a label at the beginning of a line could end."""
    known_form = _begins_known(text)
    for pattern in (_SPACED, _BOTH_LANGUAGES) if known_form else ():
        match = pattern.match(text)
        opened = label(match["label"]) if match else None
        if match and opened and (opened.kind in _COVER_FACTS or (opened.kind in _LISTS and _is_person(text, match))):
            yield match.end("label")
    if 0 < line.bold < len(text):
        yield line.bold
    if (
        "@" in text
        and (address := _ADDRESS.match(text))
        and label(text)
        and not text[: address.end("label")].endswith(":")
    ):
        yield address.end("label")
    if (":" in text or "  " in text or "\t" in text) and (match := _BREAK.search(text[:70])):
        yield match.end()
    for each in _OFFICER if known_form else ():
        officer = each.match(text)
        known = label(officer["label"]) if officer else None
        if officer and known and known.kind in _NAMING and _names_officer(officer["rest"]):
            yield officer.end("label")


@cache
def _first_words() -> frozenset[str]:
    """The first words, folded, of the labels known by their form: those of a cover and those that name persons."""
    rows = (row for row in label_table().values() if row.kind in _NAMING | _LISTS | {*_COVER_FACTS})
    return frozenset(word[0] for row in rows if (word := _WORD.match(fold(row.text))) is not None)


def _begins_known(text: str) -> bool:
    """Whether a text begins with a capital and the first word of a label that is known by its form."""
    word = _WORD.match(text) if text[0].isupper() else None
    return word is not None and word[0].casefold() in _first_words()


def _is_person(text: str, label_: re.Match[str]) -> bool:
    """Whether a person and nothing else is printed after a label: "Beslutande Anna Ek (M), ordförande"."""
    return _are_persons(text[label_.end() :])


def _are_persons(text: str) -> bool:
    """Whether a text is persons and nothing else, the name first."""
    return is_person_line(Passage.of(text, Span(0, len(text)))) and next(iter(tokens(text))).kind == "name"


def _names_officer(text: str) -> bool:
    """Whether the text after a label is an officer: a role and a name, or a name with an address or a number."""
    first, *others = text.split(",")
    role, name = split_role(Passage.of(first, Span(0, len(first))))
    if role is not None and is_name(name.text):
        return not others or len(text) < 120
    return is_name(first) and any("@" in each or any(map(str.isdigit, each)) or is_role_word(each) for each in others)
