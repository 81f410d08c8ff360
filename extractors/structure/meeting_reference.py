"""Head lines: the lines that say which body met when, on a cover, in a running head, over an earlier handling.

"Fullmäktige 20.04.2026" · "Lapuan kaupunki Pöytäkirja 3/2025 6 (50)" · "Kaupunginvaltuusto, 11.11.2024, § 74" ·
"Esbo stad | Protokoll | Fullmäktige | 20.4.2026 | § 72 | Sida 1 / 3" · "Stadsstyrelsen 26.9.2022, 191 §" ·
"Fullmäktige / Protokoll 19.05.2025/Paragraf 72". Whatever is left when the known parts are taken out must be a
body's name, or the line is no head.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.language.prefilter import folded
from extractors.organisations.body import names_body, nominative, short_kind
from extractors.organisations.register import code
from extractors.vocabulary import either, either_of, fold, keys, label, words


class MeetingReference(NamedTuple):
    """What a line says that refers to a meeting; parts that it lacks are None.

    line: the whole line; body: the body's name as printed; date; section: the number of the section ("89"); number:
    the meeting's ("3/2025"); municipality; document: what kind of document the line is of; page: the page's number.
    certain: whether the body's name is known to be one; else any capitalised words beside a date and a section were
    taken for it.
    """

    line: Passage
    body: Passage | None = None
    date: dates.Date | None = None
    section: Found[str] | None = None
    number: Found[str] | None = None
    municipality: Passage | None = None
    document: Found[str] | None = None
    page: Passage | None = None
    certain: bool = True

    @property
    def handling(self) -> bool:
        """Whether it can stand over a handling: a body with a date or a paragraph, and no page number."""
        return bool(self.body and (self.date or self.section) and not self.page and not self.document)

    def document_is(self, kind: str) -> bool:
        """Whether it says that the document is of this kind."""
        return self.document is not None and self.document.value == kind

    @property
    def either(self) -> bool:
        """Whether it names two kinds of document, as the forms of some systems do: "Föredragningslista/protokoll"."""
        kinds = {match.lastgroup for match in _parts().finditer(self.line.text)}
        return len(kinds & {"agenda", "minutes"}) > 1

    @property
    def begins_item(self) -> bool:
        """Whether it stands over an item: its number first, then the body with day and hour.

        "§ 28, SFGE 2016-06-13 18:00" — over an earlier handling no hour stands.
        """
        return bool(self.body and self.date and self.section and _NUMBER_FIRST.match(self.line.text))

    @property
    def body_name(self) -> str | None:
        """The body's name in the nominative."""
        return nominative(self.body).value if self.body else None


LONGEST = 160
"""Longest meeting reference, in characters."""

# of a page, a number, a time or a term, where no word stands
_FIGURES = re.compile(r"\d(?:\s*\(\s*-?\d|/\d{2}|[.:]\d{2}|\s?[-–]\s?20\d\d$|(?:\d{3}|-\d\d)\s+[\d/]+$)|§\s*-\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d")  # every day, section and number of a meeting holds one
_NUMBER_FIRST = re.compile(r"§\s*\d+[a-z]?,.*\d\s\d{1,2}:\d{2}")
_SHORT = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,7}")  # a body in short that the vocabulary does not know: "Grunj"
_CELL = re.compile(r"\d{1,4}(?:\s*[-–/]\s*\d{1,4})?")
_SEVERAL = re.compile(r"§{1,2}\s*\d+(?:\s*[,–-]\s*\d+)+(?![\d.])")  # in a running head: "§ 42, 43, 44"
_BETWEEN = re.compile(r"[^|/\t]+")
_SECTIONS = (  # "§ 89", "Pykälä 127"; "42 §"
    re.compile(r"(?:§{1,2}|[Pp]aragraf|[Pp]ykälä)\s*(?P<number>\d+[a-z]?)(?!\w)"),
    re.compile(r"(?<![\w.])(?P<number>\d+[a-z]?)\s*§"),
)


_SPELLED = re.compile(r"[Pp](?:aragraf|ykälä)")


@cache
def _matter() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('documents', 'item_word')}\.?\s*(?P<number>\d+)(?!\w)")


@cache
def _federations() -> tuple[str, ...]:
    """The words for organisations other than municipalities that stand behind their names in head lines."""
    kinds = ("parish", "wellbeing_county", "joint_authority")
    return tuple(word for kind in kinds for word in words("organisations", kind) if not word.startswith("-"))


@cache
def _parts() -> re.Pattern[str]:
    kinds = {kind: either(words("documents", kind)) for kind in keys("documents")}
    documents = "|".join(rf"(?P<{kind}>{words_})" for kind, words_ in kinds.items() if kind != "item_word")
    federation = either(_federations())
    return re.compile(
        r"(?!(?<=\w)[a-zåäö])(?:"  # no part begins at a small letter inside a word; said first, for most letters are
        rf"(?<!\w)(?i:{documents})(?!\w)"
        r"|(?P<page>(?<!\w)(?:[Ss]id[ao]?\.?|[Ss]ivu)\s*\d{1,4}(?:\s*(?:[/(]|av\s)\s*\d{1,4}\)?)?|(?<![\w/.])\d{1,4}\s*\(\s*-?\d{1,4}\s*\)"
        r"|(?:(?<=\d{4})|(?<=\d-\d\d))\s+\d{1,4}(?:/\d{1,4})?$)"  # "13/2014  155", "5/2014  5/75"
        r"|(?P<none>§\s*-\d+|(?<=\s)20\d\d\s?[-–]\s?20\d\d$)"  # a cover's page: "§ -1, SSTYR 2015-04-14 18:00"; a term
        r"|(?P<number>(?<![\w/.])\d{1,3}/(?:19|20)\d{2}(?![\w/])|(?<=[Nn]r )\d{1,3}/\d{2}(?![\w/]))"
        rf"|(?P<municipality>[A-ZÅÄÖ][\w-]+\s+(?i:{either_of('municipality', 'words')})(?!\w))"
        rf"|(?P<federation>[A-ZÅÄÖ][\w-]+(?:\s[\w-]+){{0,3}}?\s(?i:{federation}))(?![\w-])"
        rf"|(?P<word>(?<!\w)(?i:{either_of('labels', 'head')})(?!\w))"
        r"|(?P<time>(?<!\d)\d{1,2}[.:]\d{2}(?!\d|\.\d)(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?))"
    )


def possible(text: str) -> bool:
    """Whether a printed line may be a meeting reference; False is certain.

    >>> possible("Stadsstyrelsen  16.3.2026"), possible("beslutade 16.3.2026 att bordlägga ärendet")
    (True, False)
    """
    found = _read(" ".join(text.split()))
    return found is not None and "uncertain" not in found


def is_label(text: str) -> bool:
    """Whether a line is only labels of a document's head, whose values are missing or elsewhere: "Päivämäärä".

    >>> is_label("Päivämäärä"), is_label("Organ Sammanträdesdatum Blad"), is_label("Datum för mötet")
    (True, True, False)
    """
    return len(text) < 80 and _labels().fullmatch(fold(text)) is not None


@cache
def _labels() -> re.Pattern[str]:
    word = either(map(fold, words("labels", "head")))
    return re.compile(rf"{word}(?:\s+{word}){{0,4}}")


def read(line: Passage) -> MeetingReference | None:
    """Reads a reference to a meeting; None where the line is something else.

    Where a date and a section are printed beside up to five capitalised words without any word for a body ("Svenska
    rum 16.3.2026 § 89"), the reference is uncertain: only a place where references are expected makes it one.

    >>> from extractors.core.passage import Span
    >>> def reference(text):
    ...     found = read(Passage.of(text, Span(0, len(text))))
    ...     assert found
    ...     return found.body_name, found.date and str(found.date.day), found.section and found.section.value
    >>> reference("Stadsstyrelsen 16.3.2026 § 89"), reference("Ympäristölautakunta, § 75,19.12.2023")
    (('Stadsstyrelsen', '2026-03-16', '89'), ('Ympäristölautakunta', '2023-12-19', '75'))
    >>> reference("Esbo stad | Protokoll | Fullmäktige | 20.4.2026 | § 72 | Sida 1 / 3")
    ('Fullmäktige', '2026-04-20', '72')
    >>> reference("Henjao 28.11.2023 § 52"), reference("§ 28, SFGE 2016-06-13 18:00"), reference("KH § 53")
    (('Henjao', '2023-11-28', '52'), ('SFGE', '2016-06-13', '28'), ('KH', None, '53'))
    >>> read(Passage.of("PRO T OK OL L", Span(0, 13))).document.value
    'minutes'
    >>> text = "Stadsstyrelsen beslutade 16.3.2026 § 89 att ärendet bordläggs"
    >>> read(Passage.of(text, Span(0, len(text)))) is None
    True
    """
    if not 0 < len(line) <= LONGEST or (parts := _read(line.text)) is None:
        return None
    found: dict[str, object] = {}
    for name, (start, end, meaning) in parts.items():
        where = line[start:end]
        if name == "uncertain":
            found["certain"] = False
        elif isinstance(meaning, datetime.date):
            found[name] = dates.Date(where, meaning)
        elif meaning is not None:
            found[name] = where.means(meaning, "references/document")
        else:
            found[name] = where.read(f"references/{name}") if name in ("section", "number") else where
    return MeetingReference(line, **found)  # type: ignore[arg-type]


def merge(first: MeetingReference, second: MeetingReference) -> MeetingReference | None:
    """One reference from two on neighbouring lines, each with parts of it; None where both name the same part."""
    parts = ("body", "date", "section", "number", "municipality", "document", "page")
    both = [name for name in parts if getattr(first, name) is not None and getattr(second, name) is not None]
    if both or not (first.certain and second.certain):
        return None
    found = {name: getattr(first, name) or getattr(second, name) for name in parts}
    return MeetingReference(Passage.join([first.line, second.line], " "), **found)


class _Part(NamedTuple):
    """Where a part of a meeting reference is in the line, and the value that is derived from it."""

    start: int
    end: int
    meaning: datetime.date | str | None = None


# "P R O T O K O L L", "PRO T OK OL L", "K a l l e l s e / d a g o r d n i n g": names of documents in letters set apart
_LETTERS_APART = re.compile(r"[^\W\d_]{1,4}(?: (?:/ ?)?[^\W\d_]{1,4}){2,}(?!\w)")


@cache
def _document_names() -> dict[str, str]:
    kinds = (kind for kind in keys("documents") if kind != "item_word")
    return {word.casefold(): kind for kind in kinds for word in words("documents", kind)}


def _letters_apart(text: str) -> _Part | None:
    """The name of a document that a text begins with in letters set apart; of two names with "/" between, the first.

    >>> _letters_apart("P Ö Y T Ä K I R J A 2/2022"), _letters_apart("K a l l e l s e / p r o t o k o l l NÄMNDEN")
    (_Part(start=0, end=19, meaning='minutes'), _Part(start=0, end=35, meaning='agenda'))
    >>> _letters_apart("Vi ses på ny tid")
    """
    match = _LETTERS_APART.match(text)
    if match is None:
        return None
    for end in range(match.end(), 0, -1):
        if text[end : end + 1].isalnum() or text[end - 1] in " /":
            continue
        names = text[:end].replace(" ", "").casefold().split("/")
        known = [_document_names().get(name) for name in names]
        if all(known):
            return _Part(0, end, known[0])
    return None


def _read(text: str) -> Mapping[str, _Part] | None:
    """The parts of a reference, by their fields; None where a text is none. "uncertain" marks an unknown body."""
    if (apart := _letters_apart(text)) is not None:
        after = text[apart.end :].lstrip(" ,.;:–-")
        parts = _read(after) if after else {}
        behind = len(text) - len(after)
        if parts is None or "document" in parts:
            return None
        moved = {name: _Part(each.start + behind, each.end + behind, each.meaning) for name, each in parts.items()}
        return {"document": apart} | moved
    if _begins_small(text) or _is_prose(text):
        return None
    found: dict[str, _Part] = {}
    taken: list[tuple[int, int]] = []
    if _FIGURE.search(text) is not None:
        _take_figures(text, found, taken)
    elif not _can_hold_parts(text):
        return _body_alone(text)  # as most lines that come here are read, for nothing
    for part in _parts().finditer(text) if _can_hold_parts(text) else ():
        start, end = part.span()
        if any(start < finish and begin < end for begin, finish in taken):
            continue
        taken.append((start, end))
        name = part.lastgroup or ""
        if name in ("municipality", "page", "number"):
            found.setdefault(name, _Part(start, end))
        elif name not in ("word", "time", "none", "federation"):
            found.setdefault("document", _Part(start, end, name))
    dated = "section" in found and "date" in found
    short = "section" in found and "document" not in found and text[0] != "("  # "(Kv 10.6.2024 § 55)" is a reference
    if (rest := _rest(text, taken, False, (short, dated and short), found)) is None:
        if not dated or (rest := _rest(text, taken, True, (short, True), found)) is None:
            return None
        found["uncertain"] = _Part(0, 0)
    if rest.start < rest.end:
        found["body"] = rest
    return found or None


def _body_alone(text: str) -> Mapping[str, _Part] | None:
    """The body that a text without figures and known parts names, perhaps in two languages; None for anything else."""
    names = [(match.start(), name) for match in _BETWEEN.finditer(text) if (name := _trimmed(match[0]))]
    if not 0 < len(names) <= 2 or not all(names_body(name) for _, name in names):
        return None
    begin = text.index(names[0][1], names[0][0])
    return {"body": _Part(begin, begin + len(names[0][1]))}


def _trimmed(text: str) -> str:
    """What is left of a text between two parts without the signs that part them."""
    return text.strip().strip(" ,.;:/|–-()_").strip()


def _take_figures(text: str, found: dict[str, _Part], taken: list[tuple[int, int]]) -> None:
    """Adds the day and the section of a text to its parts, and the places of every day and section to `taken`."""
    days = dates.places(text)
    if possible := [_Part(*day) for day in days if day[2] is not None]:
        found["date"] = possible[0]
        taken.extend((start, end) for start, end, _ in days)
    signed = "§" in text
    several = _SEVERAL.search(text) if signed else None
    if several is not None:
        taken.append(several.span())
    one = several is None and (signed or _SPELLED.search(text) is not None)
    sections = [section for each in _SECTIONS if (section := each.search(text)) is not None] if one else []
    if (sections or "date" in found) and (matter := _matter().search(text)) is not None:
        sections.append(matter)  # "Asianro 4" in an agenda
    if sections:
        found["section"] = _Part(*sections[0].span("number"))
        taken.extend(section.span() for section in sections[:: max(1, len(sections) - 1)])


def _begins_small(text: str) -> bool:
    """Whether a text begins with a small letter, and that with no known part: most lines of prose in a paragraph do."""
    if not text[0].islower():
        return False
    return text[:3] not in _beginnings() or not (_parts().match(text) or _SECTIONS[0].match(text))


PROSE = 8
"""Words in small letters that a reference has at most; a line of running text has more."""


def _is_prose(text: str) -> bool:
    """Whether a line has too many words in small letters for a reference; most lines of a paragraph do."""
    return len(text) > 50 and sum([word[0].islower() for word in text.split()]) > PROSE


@cache
def _beginnings() -> frozenset[str]:
    """The first three letters, small, of every word that a part of a reference can begin with."""
    documents = (word for kind in keys("documents") for word in words("documents", kind))
    known = [*documents, *words("labels", "head"), "sid", "sivu", "paragraf", "pykälä"]
    return frozenset(word[:3].lower() for word in known)


@cache
def _part_words() -> frozenset[str]:
    """The letters that each word of `_parts` begins with: "sid" of "Sid.", "pöytäkirjan" of "Pöytäkirjan ote"."""
    documents = (word for kind in keys("documents") if kind != "item_word" for word in words("documents", kind))
    known = [*documents, *words("municipality", "words"), *_federations(), *words("labels", "head")]
    known += ["sid", "sida", "sido", "sivu"]
    return frozenset(first[0] for word in known if (first := _LETTERS.match(folded(word))) is not None)


def _can_hold_parts(text: str) -> bool:
    """Whether `_parts` can find anything in a text: figures or a word that it knows."""
    return _FIGURES.search(text) is not None or not _part_words().isdisjoint(_LETTERS.findall(folded(text)))


def _rest(
    text: str, taken: list[tuple[int, int]], unknown: bool, short: tuple[bool, bool], known: Mapping[str, _Part]
) -> _Part | None:
    """What the known parts leave: a body's name, nothing (an empty part), or something else (None).

    known: the parts; unknown: any capitalised words count as a name; short: whether an abbreviation does, and one
    that no table has.
    """
    left: list[_Part] = []
    at = 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        for match in _BETWEEN.finditer(text, at, max(start, at)):
            kept = _trimmed(match[0])
            if kept and ("document" in known or "page" in known) and code(kept) is not None:
                continue  # the municipality, without a word for one: "Kangasniemi  Pöytäkirja  5/2015"
            if kept and _CELL.fullmatch(kept) and _columns().match(text):
                continue  # under "Organ  Sammanträdesdatum  Blad": a page or a number
            if kept:
                if len(left) == 2 or not kept[0].isupper():
                    return None  # no body's name, or more than one in each language
                begin = text.index(kept, match.start())
                left.append(_Part(begin, begin + len(kept)))
        at = max(at, end)
    if not left:
        return _Part(0, 0)
    texts = [text[part.start : part.end] for part in left]
    if unknown and len(left) == 1 and texts[0][0].isupper() and len(texts[0].split()) <= 5:
        return left[0]
    if len(left) == 1 and short[0] and _abbreviates(texts[0], short[1]):
        return left[0]
    if len(left) <= 2 and all(map(names_body, texts)):  # two: one body's name in both languages
        return left[0]
    return None


@cache
def _columns() -> re.Pattern[str]:
    """A row over columns on a cover: "Organ  Sammanträdesdatum  Blad", two such words at least."""
    word = either_of("labels", "head")
    return re.compile(rf"(?i:{word})\s+(?i:{word})(?!\w)")


def _abbreviates(text: str, unknown: bool) -> bool:
    """Whether a word is a body in short: a known one, or where `unknown` any short word that is no label."""
    if short_kind(text) is not None:
        return True
    return unknown and _SHORT.fullmatch(text) is not None and label(text) is None
