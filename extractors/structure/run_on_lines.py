"""Lines that run on: where a document has lost its line breaks, its lines are cut before and after known labels.

Such a document has a cover on a single line: "KUNNANHALLITUS PÖYTÄKIRJA 4/2020 Aika 3.2.2020 klo 17 Paikka Kunnantalo
Läsnä Ek Anna puheenjohtaja ...". Cuts are made around labels, page counts and the words for the document, and before
numbers of items that rise by one. Labels that are printed one after the other, as columns are read, are put each before
its value. The text stays as it is: only the lines are others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractors.core.document import Document, Line
from extractors.core.passage import Passage, Span
from extractors.language import dates
from extractors.organisations.body import names_body, short_kind
from extractors.people.names import is_given, is_role_word
from extractors.people.person_line import names_in
from extractors.structure import meeting_reference, run_on_numbers, section_heading
from extractors.structure.run_on_numbers import Chain
from extractors.structure.run_on_tops import PAGE, TOP, heads, without_tops
from extractors.vocabulary import SectionKind, either_of, fold, kinds, label, list_label, words

LONG = 240
"""Characters of a line that no printed page has; a paragraph that a portal prints on one line has no labels in it."""

FEWEST = 4
"""Labels at least inside the long lines of a document that has lost its line breaks."""

WORDS = 6
"""Words of a label at most."""

FEW = 5
"""Lines at most of a document that has one item, with a proposal and a decision, on a single line."""

INNER = 80
"""Characters of a line at least that can hold a sentence, a label and its text."""

_COVER: frozenset[SectionKind] = (kinds(scope="cover") | kinds(scope="closing")) - {"title"}
_PERSONS = kinds(scope="cover", content="persons") - {"adjusters"}
_PREFERRED: tuple[SectionKind | None, ...] = ("present", "others", "absent")
"""Of labels of persons one after the other, which the names below them most likely belong to."""
_DECIDING: frozenset[SectionKind] = frozenset({"proposal", "decision"})
# "1 (39)", "2(47)": the page and how many there are
_COUNT = re.compile(r"(?<!\S)(?:\d{1,3}\s?)?\(\d{1,3}\)(?!\S)")
# "Kunnanhallitus I": a letter that is left of a cell beside the body's name
_LEFT_OVER = re.compile(r"\s+[IVX]{1,3}$")
# "x Ek, Anna": somebody who was there
_CROSS = re.compile(r"(?<!\S)[xX]\s+(?=[A-ZÅÄÖ])")
# "Kunnantalo klo": the word for a clock time at the end
_LOST = re.compile(r"[\s,]+(?:klo|kl|klockan)\.?$")
# "... kutsulla. Puheenjohtajan päätösehdotus: Todetaan ...": a label with its holder after a sentence
_HELD = re.compile(r"(?<=[.!?)])\s+(?P<label>[A-ZÅÄÖ][^.:!?]{4,50}:)\s+(?=[A-ZÅÄÖ])")
# what is left of a clock time whose figures are lost
_NO_TIME = re.compile(r"\W*(?:klo|kl|den|klockan)?\W*", re.IGNORECASE)
# "6/": a meeting's number whose year is lost
_HALF = re.compile(r"(?<!\S)\d{0,3}/(?:\d{1,2})?(?!\S)\s*")
# "3.2.2020. Kunnantalo": where a sentence ends with a figure
_STOP = re.compile(r"(?<=\d\d)\.\s+(?=[A-ZÅÄÖ])")
_SENTENCE_END = re.compile(r"[a-zåäö]{2}\.(?=\s|$)")
# "8-15": the sections of a meeting
_RANGE = re.compile(r"§{0,2}\s*\d{1,4}\s*[-–]\s*\d{1,4}(?:\s*§)?")
# "GRANVIKS KOMMUN", "GRANVIKIN KAUPUNKI": in capitals, as a form has it at its top
_FORM = re.compile(r"(?<!\S)[A-ZÅÄÖ-]{3,}\s(?:KOMMUN|STAD|KUNTA|KAUPUNKI)(?!\w)")
# "TEKLTK § 64", "Khall § 64"
_SHORT = re.compile(r"(?<!\S)(?P<body>[A-ZÅÄÖ][\w.]{1,13})\s§\s?\d{1,4}(?=\s+[A-ZÅÄÖ])")
# "PÖYTÄKIRJA 5/2018 3 Kunnanhallitus": the page after the document's number
_NEXT = re.compile(r"\s+\d{1,3}\s+(?=[A-ZÅÄÖ])")
# "29 KOKOUKSEN AVAUS Kokouksen aluksi ...": where a title in capitals ends
_CAPITALS = re.compile(r"\d{1,3}\s+(?:[A-ZÅÄÖ\d(][A-ZÅÄÖ\d,.()/–-]*\s+){1,25}(?=[A-ZÅÄÖ][a-zåäö:])")


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a line: from where to where, and its kind; None for the name of an office over a signature.

    field: whether it is the head of a column or the name of a field, which opens nothing.
    """

    start: int
    end: int
    kind: SectionKind | None
    field: bool = False


class Recut(NamedTuple):
    """The lines of a document, cut where they ran on; furniture: the places of page numbers and fields; cut: whether
    any line was."""

    lines: tuple[Line, ...]
    furniture: tuple[Span, ...] = ()
    cut: bool = False


def recut(document: Document) -> Recut:
    """The lines of a document, cut where it has lost its line breaks; else as they are."""
    text = document.text
    long = [line for line in document.lines if line.end - line.start > LONG and not line.table]
    labels = (each for line in long for each in _labels(text[line.start : line.end]))
    known = [each.kind for each in labels if each.kind is not None]
    one_item = len(document.lines) <= FEW and set(known) >= _DECIDING
    if not long or (len(known) < FEWEST and not one_item):
        return Recut(tuple(part for line in document.lines for part in _at_holders(document, line)))
    furniture: list[Span] = []
    kept = list(without_tops(document, furniture))
    chain = run_on_numbers.chain(text, kept)
    cut = [(line, list(_cut(document, line, chain, furniture))) for line in kept]
    listed = [line for line, _ in cut if any(line.start <= number < line.end for number in chain.before)]
    rows: list[Line] = []
    found: list[Line] = []
    for line, parts in cut:
        first = next((n for n, part in enumerate(parts) if part.start in chain.before), len(parts))
        early = len(listed) == 1 and line is listed[0]  # the contents list on a page before that of the persons
        found.extend(parts[:first] if early else parts)
        rows.extend(parts[first:] if early else [])
    return Recut((*found, *rows), tuple(furniture), cut=True)


def _at_holders(document: Document, line: Line) -> Iterator[Line]:
    """A line, cut where a sentence ends and the label of somebody's proposal follows in the same paragraph."""
    if line.end - line.start > INNER and not line.table:
        text = document.text[line.start : line.end]
        for match in _HELD.finditer(text):
            first = line.start + match.start("label")
            heading = section_heading.read(document.passage(Span(first, line.start + match.end("label"))))
            if heading is not None and heading.by is not None and heading.kind in _DECIDING:
                yield _line(text, line, 0, match.start("label"))
                line, text = line._replace(start=first, bold=0), document.text[first : line.end]
                break
    yield line


# Labels


def _labels(text: str) -> Iterator[_Label]:
    """The labels inside a line, in order."""
    parts = list(re.finditer(r"\S+", text))
    at, since = 0, 0
    while at < len(parts):
        found = None
        if parts[at][0][0].isupper():
            longest = range(min(WORDS, len(parts) - at), 0, -1)
            ends = ((parts[at].start(), parts[at + count - 1].end(), count) for count in longest)
            found = next(((each, n) for a, b, n in ends if (each := _label(text, a, b, since)) is not None), None)
        if found is None:
            at += 1
            continue
        yield found[0]
        at += found[1]
        since = found[0].end
        if found[0].kind == "contents" and _rows().match(text, since):
            return  # the titles of the contents list, to the page's end


def _label(text: str, start: int, end: int, since: int) -> _Label | None:
    """The label between two places of a line; `since`: where the one before it ends."""
    name, before, after = text[start:end], text[since:start].strip(), text[end:].lstrip()
    if before.endswith((",", "/")) or name.endswith((",", ";")):
        return None
    if is_role_word(name) and " " not in name and _is_office(name) and not after[:1].islower():
        return _Label(start, end, None)
    if fold(name) in map(fold, words("labels", "fields")) and not after[:1].isdigit():
        return _Label(start, end, None, field=True)
    known = label(name) or list_label(name)
    kind = known.kind if known is not None else _proposed(name)
    if kind == "presenter" and _CROSS.match(after):
        kind = "others"  # who presents all matters of a meeting is among those who were there
    if kind in _DECIDING:
        ends = known is None or not before or before[-1] in ".!?:)" or names_body(before)
        return _Label(start, end, kind) if ends and after[:1].isupper() else None
    if kind not in _COVER or (after[:1].islower() and not _can_be_small(kind, after)):
        return None
    return _Label(start, end, kind)


@cache
def _rows() -> re.Pattern[str]:
    """ "Otsikko Sivu 15 Kokouksen laillisuus": the heads of columns, and the first row of a contents list."""
    return re.compile(rf"(?:\s*(?i:{either_of('labels', 'fields')}))*\s*\d{{1,3}}\s+[A-ZÅÄÖ]")


def _is_office(name: str) -> bool:
    """Whether a word is an office under a signature: "Sekreterare", "Ordförande"."""
    return fold(name) in words("roles", "chair") or fold(name) in words("roles", "secretary")


def _proposed(name: str) -> SectionKind | None:
    """The kind of a label that begins with a body in short: "Kh:n ehdotus"."""
    first = name.split()[0]
    if ":" not in first or " " not in name or short_kind(first.split(":")[0]) is None:
        return None
    last = label(name.split(maxsplit=1)[1].capitalize())
    return last.kind if last is not None else None


def _can_be_small(kind: SectionKind | None, after: str) -> bool:
    """Whether a value may begin with a small letter: "klo 17", "torstai", "seurakuntasali", a cross before a name."""
    return kind in ("time", "place", "present", "contents") or re.match(r"x\s", after) is not None


# Cuts


def _cut(document: Document, line: Line, chain: Chain, furniture: list[Span]) -> Iterator[Line]:
    """The pieces of a line, each label before its value; page numbers and names of fields go to the furniture.

    A label right after an item's number is its title; on a page that begins with an item, a cover's label is none.
    """
    text = document.text[line.start : line.end]
    begins = _begins(text, line, chain)
    known = {
        each.start: each
        for each in _labels(text)
        if line.start + each.start not in chain.titles and not (begins and each.kind not in _DECIDING)
    }
    places, aside = _places(document, line, chain, known)
    stack: list[_Label] = []
    for start, end in pairwise(sorted(places)):
        if start in aside:
            furniture.append(Span(line.start + start, line.start + end))
        elif start in known:
            stack.append(known[start])
        elif stack and stack[-1].kind == "contents" and _RANGE.fullmatch(text[start:end].strip()):
            label_of = stack.pop()  # "Sekreterare", "Paragrafer 8-15", "Ordförande": the offices' names come later
            yield from (_line(text, line, a, b) for a, b in ((label_of.start, label_of.end), (start, end)))
        elif text[start:end].strip() and not (stack and _NO_TIME.fullmatch(text[start:end])):
            yield from (_line(text, line, a, b) for a, b in _dealt(document, line, stack, start, end))
            stack = []
    yield from (_line(text, line, each.start, each.end) for each in stack)


def _begins(text: str, line: Line, chain: Chain) -> bool:
    """Whether a line begins with an item's number, after the page's number and count: no cover."""
    first = min((number - line.start for number in chain.before if line.start <= number < line.end), default=-1)
    return first >= 0 and not re.search(r"[^\W\d]", text[:first]) and _SENTENCE_END.search(text, first) is not None


def _places(document: Document, line: Line, chain: Chain, known: dict[int, _Label]) -> tuple[set[int], set[int]]:
    """Where a line is cut, and which of the pieces that begin there are furniture."""
    text = document.text[line.start : line.end]
    names = list(heads().finditer(text))
    numbers = {number - line.start for number in chain.before}
    counts = [match for pattern in (_COUNT, _HALF) for match in pattern.finditer(text)]
    counts += [match for match in _FORM.finditer(text) if match.start() > TOP]
    after = [match for head in names if (match := _NEXT.match(text, head.end()))]
    counts += [match for match in after if not numbers & set(range(*match.span()))]
    aside = {match.start() for match in counts} | {at for at, each in known.items() if each.field}
    places = {0, len(text)} | {place for each in known.values() for place in (each.start, each.end)}
    places |= {place for match in (*counts, *names, *_short_references(text)) for place in match.span()}
    places |= {match.end() for match in _STOP.finditer(text)} | {_dated(document, line)}
    if (page := PAGE.match(text)) is not None and page.start("number") + line.start not in chain.before:
        places.add(page.end())
        aside.add(0)
    places |= {end - line.start for end in chain.ends if line.start < end < line.end}
    for number, before in chain.before.items():
        at = number - line.start
        if 0 <= at < len(text):
            places |= {before - line.start, at}
            aside |= {before - line.start} - {at}
            places |= {title.end() for title in [_CAPITALS.match(text, at)] if title is not None}
    return places, aside


def _short_references(text: str) -> Iterator[re.Match[str]]:
    """ "TEKLTK § 64 Kunnan hallintosäännön ...": a body in short and a section before text."""
    return (match for match in _SHORT.finditer(text) if short_kind(match["body"]) is not None)


def _dated(document: Document, line: Line) -> int:
    """Where a reference to the meeting at a line's beginning ends ("Tekninen lautakunta § 64 10.11.2020 ..."), or 0."""
    _, end, _ = next(iter(dates.places(document.text[line.start : line.end][:TOP])), (0, 0, None))
    found = meeting_reference.read(document.passage(Span(line.start, line.start + end))) if end else None
    return end if found is not None and found.certain and found.handling else 0


def _line(text: str, line: Line, start: int, end: int) -> Line:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if (lost := _LOST.search(text[start:end])) is not None:
        end = start + lost.start()
    if (left := _LEFT_OVER.search(text[start:end])) is not None and names_body(text[start : start + left.start()]):
        end = start + left.start()
    return line._replace(start=line.start + start, end=line.start + end, bold=0)


def _dealt(document: Document, line: Line, stack: list[_Label], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Labels one after the other and the text after them: each label before what is its value."""
    value = document.passage(Span(line.start + start, line.start + end))
    offices = [each for each in stack if each.kind is None]
    rest = [each for each in stack if each.kind is not None]
    later = [each for each in rest if each.kind == "adjusters" and offices and each.start > offices[0].start]
    signing = sorted(offices + later, key=lambda each: each.start)
    names = _names(value)
    if len(signing) > 1 and names:
        yield from ((each.start, each.end) for each in rest if each not in signing)
        firsts = [*(start + at for at in names[: len(signing)]), end]
        for each, (a, b) in zip(signing, zip(firsts, [*firsts[1:-1], end], strict=False), strict=False):
            yield from ((each.start, each.end), (a, b))
        return
    present = sorted((each for each in rest if each.kind in _PERSONS), key=lambda each: _PREFERRED.index(each.kind))
    persons = next(iter(present), None) if names else None
    if any(each.kind == "place" for each in rest) and not _is_time(value):
        # "Aika: klo", whose figures are lost
        stack, rest = ([each for each in of if each.kind != "time"] for of in (stack, rest))
    early = _is_time(value) or (persons is not None and names[0] > 0)
    time = next((each for each in rest if each.kind in ("time", "place")), None) if early else None
    chosen = time or persons
    yield from (
        (each.start, each.end)
        for each in stack
        if each is not chosen
        and not (each.kind is None and each is stack[-1] and persons)
        and not (time and each is persons)
    )
    if chosen is None:
        cut = start + names[0] if names and rest and rest[-1].kind in ("checked", "adjusters") else start
        yield from ((a, b) for a, b in ((start, cut), (cut, end)) if a < b)
        return
    yield (chosen.start, chosen.end)
    if persons is not None and stack[-1].kind is None and not time:
        start = stack[-1].start  # "Övriga deltagande", "Sekreterare Anna Ek"
    if time is not None and persons is not None and names[0] > 0:
        yield from ((start, start + names[0]), (persons.start, persons.end), (start + names[0], end))
    else:
        yield (start, end)


def _is_time(value: Passage) -> bool:
    return bool(dates.find(value[:160]) or dates.times(value[:160]))


def _names(value: Passage) -> list[int]:
    """Where names of persons begin in a text: after crosses, else those with a given name."""
    if crosses := [match.start() for match in _CROSS.finditer(value.text)]:
        return crosses
    places = []
    at = 0
    for name in names_in(value):
        at = value.text.index(name.text, at)
        if any(is_given(word) or is_given(word.split("-")[0]) for word in name.text.split()):
            places.append(at)
        at += len(name.text)
    return places
