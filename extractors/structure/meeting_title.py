"""Titles of minutes and notices without a form over them: "Protokoll fört vid sammanträde med Äldrerådet 2023-03-14".

Such a line names the document or the meeting, and a body; what else it has is a day, a number, a municipality and
words between them. Councils for the elderly, disabled or young, and web pages, begin so.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.organisations.body import kind, names_body, nominative
from extractors.structure import meeting_reference
from extractors.structure.meeting_reference import MeetingReference
from extractors.vocabulary import either, either_of, labelled, words

LONGEST, MOST_WORDS = 140, 16
"""Characters and words of such a title at most."""

_TRAIL = re.compile(r"\s[>›»]\s")  # between the parts of a web page's path
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}/(?:19|20)\d{2}(?!\d)")


@cache
def _documents() -> re.Pattern[str]:
    kinds = (f"(?P<{kind}>{either_of('documents', kind)})" for kind in ("minutes", "agenda"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)})(?!\w)", re.IGNORECASE)


@cache
def _meetings() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){either([*words('labels', 'meeting'), *words('labels', 'of_meeting')])}(?!\w)", re.IGNORECASE
    )


@cache
def _between() -> re.Pattern[str]:
    """What can be printed between the parts: "fört vid", "den", a weekday, a clock time, a municipality."""
    linking = either([*words("labels", "title_links"), *words("labels", "head"), *labelled("contents")])
    weekdays = either(day.replace("*", "") for day in words("labels", "weekdays") if len(day) > 3)
    town = rf"(?:[iI]\s+)?[A-ZÅÄÖ][\w-]+\s+{either_of('municipality', 'words')}"
    return re.compile(
        rf"(?<!\w)(?:{town}|(?i:{linking})|(?i:{weekdays})\w*|\d{{1,2}}[.:]\d{{2}}(?:\s*[-–]\s*\d{{1,2}}[.:]\d{{2}})?)(?!\w)"
    )


def read(line: Passage) -> MeetingReference | None:
    """The meeting that a title names; None where a line is no such title.

    >>> from extractors.core.passage import Span
    >>> def title(text):
    ...     found = read(Passage.of(text, Span(0, len(text))))
    ...     if found is not None:
    ...         day, kind = found.date, found.document
    ...         return found.body_name, day and str(day.day), kind and kind.value
    >>> title("Protokoll fört vid sammanträde med Äldrerådet i Granviks kommun 2023-03-14")
    ('Äldrerådet', '2023-03-14', 'minutes')
    >>> title("Protokoll från Socialutskottets sammanträde 2011-10-12 Innehållsförteckning")
    ('Socialutskottet', '2011-10-12', 'minutes')
    >>> title("Pöytäkirja vanhus- ja vammaisneuvoston kokouksesta 12.3.2024")
    ('vanhus- ja vammaisneuvosto', '2024-03-12', 'minutes')
    >>> title("Nuorisovaltuuston kokous 5/2024"), title("Stadsfullmäktiges beslut 26.4.2023")
    (('Nuorisovaltuusto', None, None), ('Stadsfullmäktige', '2023-04-26', None))
    >>> title("KIRKKOVALTUUSTON KOKOUS"), title("Direktionens protokoll 31 maj 2024")
    (('KIRKKOVALTUUSTO', None, None), ('Direktionen', '2024-05-31', 'minutes'))
    >>> title("Protokoll från föregående möte"), title("Torgets namn 31 maj 2024")
    (None, None)
    >>> title("Nämnden behandlade protokollet på sitt sammanträde den 3 maj 2023"), title("Ungdomsrådet")
    (None, None)
    """
    text = line.text
    if len(_TRAIL.findall(text)) > 1 and len(text) <= LONGEST:
        return _of_trail(line)
    if not 0 < len(text) <= LONGEST or len(text.split()) > MOST_WORDS or text.endswith((".", ",")):
        return None
    document = _documents().search(text)
    met = _meetings().search(text)
    if document is None and met is None:
        return None
    days = dates.find(line)
    number = _NUMBER.search(text)
    taken = [match.span() for match in (document, met, number) if match is not None]
    taken += [(start, end) for start, end, _ in dates.places(text)]
    named = _left(line, taken)
    if named is None:
        return None
    return MeetingReference(
        line,
        named,
        days[0] if days else None,
        number=line.group(number, 0).read("references/number") if number else None,
        document=_document(line, document) if document is not None else None,
    )


def _of_trail(line: Passage) -> MeetingReference | None:
    """The body and day in a web page's path; before a last step with a day it is the body, whatever it is called.

    "Start > Granviks kommun > Äldrenämnden > Sammanträde 2013-05-21"

    >>> from extractors.core.passage import Span
    >>> text = "Du är här: Start > Granviks kommun > Äldrenämnden > Sammanträde 2013-05-21"
    >>> found = _of_trail(Passage.of(text, Span(0, len(text))))
    >>> found and (found.body_name, str(found.date and found.date.day))
    ('Äldrenämnden', '2013-05-21')
    >>> text = "Hem > Granviks stad > Södra Granvik > Sammanträde 2026-05-04"
    >>> (found := _of_trail(Passage.of(text, Span(0, len(text))))) and found.body_name
    'Södra Granvik'
    """
    steps = [line.group(part, 0).strip(" ,.:;–-") for part in re.finditer(r"[^>›»]+", line.text)]
    named = [step for step in steps if step.text and kind(step.text) and names_body(step.text)]
    days = dates.find(line)
    if named:
        return MeetingReference(line, named[-1], days[0] if days else None)
    last = meeting_reference.read(steps[-1])
    dated = last is not None and last.date is not None and last.body is None and bool(steps[-2].text)
    return MeetingReference(line, steps[-2], days[0]) if dated else None


def _document(line: Passage, match: re.Match[str]) -> Found[str]:
    return line[match.start() : match.end()].means(str(match.lastgroup), "references/document")


def _left(line: Passage, taken: list[tuple[int, int]]) -> Passage | None:
    """The body's name that the known parts leave; None where they leave anything else."""
    text = line.text
    blank = list(text)
    for start, end in taken:
        blank[start:end] = "\0" * (end - start)
    rest = _between().sub(lambda match: "\0" * len(match[0]), "".join(blank))
    parts = [match for match in re.finditer(r"[^\0]+", rest) if re.search(r"\w", match[0])]
    if len(parts) != 1:
        return None
    piece = line[parts[0].start() : parts[0].end()].strip(" ,.:;–-()")
    name = nominative(piece).value
    if not kind(name) or not name[:1].isalpha():
        return None
    return piece if names_body(name[0].upper() + name[1:]) else None
