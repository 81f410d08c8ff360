"""Head lines: the lines that say which body met when, on a cover, in a running head, over an earlier handling.

"Fullmäktige 20.04.2026" · "Lapuan kaupunki Pöytäkirja 3/2025 6 (50)" · "Kaupunginvaltuusto, 11.11.2024, § 74" ·
"Esbo stad | Protokoll | Fullmäktige | 20.4.2026 | § 72 | Sida 1 / 3" · "Stadsstyrelsen 26.9.2022, 191 §" ·
"Fullmäktige / Protokoll 19.05.2025/Paragraf 72". Whatever is left when the known parts are taken out must be a
body's name, or the line is no head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors import dates
from extractors.bodies import names_body, nominative
from extractors.passage import Found, Passage
from extractors.vocabulary import either, either_of, keys, words


@dataclass(frozen=True, slots=True)
class Head:
    """What a head line says; parts that it lacks are None."""

    line: Passage
    body: Passage | None = None
    date: dates.Date | None = None
    section: Found[str] | None = None
    number: Found[str] | None = None
    municipality: Passage | None = None
    document: Found[str] | None = None
    page: Passage | None = None

    @property
    def handling(self) -> bool:
        """Whether it can stand over a handling: a body with a date or a paragraph, and no page number."""
        return bool(self.body and (self.date or self.section) and not self.page and not self.document)

    @property
    def body_name(self) -> str | None:
        """The body's name in the nominative."""
        return nominative(self.body).value if self.body else None


_SECTIONS = (  # "§ 89", "Pykälä 127"; "42 §"
    re.compile(r"(?:§{1,2}|[Pp]aragraf|[Pp]ykälä)\s*(?P<number>\d+[a-z]?)(?!\w)"),
    re.compile(r"(?<![\w.])(?P<number>\d+[a-z]?)\s*§"),
)


@cache
def _parts() -> re.Pattern[str]:
    kinds = {kind: either(words("documents", kind)) for kind in keys("documents")}
    documents = "|".join(rf"(?P<{kind}>{words_})" for kind, words_ in kinds.items() if kind != "item_word")
    return re.compile(
        rf"(?<!\w)(?i:{documents})(?!\w)"
        r"|(?P<page>(?<!\w)(?:[Ss]id[ao]?\.?|[Ss]ivu)\s*\d{1,4}(?:\s*[/(]\s*\d{1,4}\)?)?|(?<![\w/.])\d{1,4}\s*\(\s*\d{1,4}\s*\))"
        r"|(?P<number>(?<![\w/.])\d{1,3}/(?:19|20)\d{2}(?![\w/]))"
        rf"|(?P<municipality>[A-ZÅÄÖ][\w-]+\s+(?i:{either_of('municipality', 'words')})(?!\w))"
        rf"|(?P<word>(?<!\w)(?i:{either_of('labels', 'head')})(?!\w))"
        r"|(?P<time>(?<!\d)\d{1,2}[.:]\d{2}(?!\d|\.\d)(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?)"
    )


def read(line: Passage, any_body: bool = False) -> Head | None:
    """Reads a head line; None where the line is something else.

    `any_body` takes up to five capitalised words for a body's name although no word for a body is among them ("Svenska
    rum 16.3.2026 § 89"), where day and paragraph both stand beside them.

    >>> from extractors.passage import Span
    >>> def head(text):
    ...     found = read(Passage.of(text, Span(0, len(text))))
    ...     assert found
    ...     return found.body_name, found.date and str(found.date.day), found.section and found.section.value
    >>> head("Stadsstyrelsen 16.3.2026 § 89"), head("Ympäristölautakunta, § 75,19.12.2023")
    (('Stadsstyrelsen', '2026-03-16', '89'), ('Ympäristölautakunta', '2023-12-19', '75'))
    >>> head("Esbo stad | Protokoll | Fullmäktige | 20.4.2026 | § 72 | Sida 1 / 3")
    ('Fullmäktige', '2026-04-20', '72')
    >>> text = "Stadsstyrelsen beslutade 16.3.2026 § 89 att ärendet bordläggs"
    >>> read(Passage.of(text, Span(0, len(text)))) is None
    True
    """
    text = line.text
    if len(text) > 160 or not text:
        return None
    found: dict[str, object] = {}
    taken: list[tuple[int, int]] = []

    def take(start: int, end: int) -> None:
        taken.append((start, end))

    day = dates.find(line)
    if day:
        found["date"] = day[0]
        for match in re.finditer(dates.pattern(), text, re.IGNORECASE):
            take(*match.span())
    sections = [section for each in _SECTIONS if (section := each.search(text)) is not None]
    if sections:
        found["section"] = line.group(sections[0], "number").read("heads/section")
        take(*sections[0].span())
    for part in _parts().finditer(text):
        if any(part.start() < end and start < part.end() for start, end in taken):
            continue
        take(*part.span())
        name = part.lastgroup or ""
        if name == "municipality" or name == "page":
            found.setdefault(name, line.group(part))
        elif name == "number":
            found.setdefault(name, line.group(part).read("heads/number"))
        elif name not in ("word", "time"):
            found.setdefault("document", line.group(part).means(name, "heads/document"))
    unknown = any_body and "date" in found and "section" in found
    if (rest := _rest(line, taken, unknown)) is None:
        return None
    if rest:
        found["body"] = rest
    if not found:
        return None
    return Head(line, **found)  # type: ignore[arg-type]


def _rest(line: Passage, taken: list[tuple[int, int]], unknown: bool) -> Passage | None:
    """What the known parts leave: a body's name, nothing (an empty passage), or something else (None)."""
    left: list[Passage] = []
    at = 0
    for start, end in [*sorted(taken), (len(line), len(line))]:
        for match in re.finditer(r"[^|/\t]+", line.text[at:start] if start > at else ""):
            part = line[at + match.start() : at + match.end()].strip(" ,.;:/|–-()_")
            if part:
                left.append(part)
        at = max(at, end)
    if not left:
        return line[0:0]
    if unknown and len(left) == 1 and left[0].text[0].isupper() and len(left[0].text.split()) <= 5:
        return left[0]
    bodies = [part for part in left if names_body(part.text)]
    if len(bodies) == len(left) and len(left) <= 2:  # two: one body's name in both languages
        return bodies[0]
    return None
