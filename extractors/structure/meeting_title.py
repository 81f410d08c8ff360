"""Titles of a meeting: lines of a cover or a web page that name the body in words, and no head line.

"KIRKKOVALTUUSTON KOKOUS" · "Direktionens protokoll 31 maj 2024" · "Protokoll från kyrkorådets sammanträde den 4 maj
2026" · "Din position: Hem > Granviks kommun > Socialnämnden > Sammanträde 2026-05-04" (a web page's trail).
"""

from __future__ import annotations

import re
from functools import cache

from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.organisations import body
from extractors.structure import meeting_reference
from extractors.structure.meeting_reference import MeetingReference
from extractors.vocabulary import either, either_of, words

LONGEST = 200
"""Characters of such a line at most."""

# "Hem > Granviks kommun > Socialnämnden"
_STEP = re.compile(r"\s*[>›»]\s*")


@cache
def _documents() -> str:
    kinds = (f"(?P<{kind}>{either(words('documents', kind))})" for kind in ("minutes", "agenda"))
    return "|".join(kinds)


@cache
def _held() -> re.Pattern[str]:
    """ "KIRKKOVALTUUSTON KOKOUS", "Stadsfullmäktiges beslut 26.4.2023", "Direktionens protokoll 31 maj 2024"."""
    word = rf"(?:{_documents()}|{either_of('labels', 'meeting')})"
    between = either_of("labels", "head")
    return re.compile(
        rf"(?P<body>[A-ZÅÄÖ].{{3,80}}?)\s+(?i:{word})(?:[\s,]+(?:{between}|{dates.pattern()}|[\d.,/: –-]+))*",
        re.IGNORECASE,
    )


@cache
def _of() -> re.Pattern[str]:
    """ "Protokoll från kyrkorådets sammanträde den 4 maj 2026", "Protokoll fört vid sammanträde med Socialnämnden"."""
    meeting = either_of("labels", "meeting")
    return re.compile(
        rf"(?:{_documents()})\s+{either_of('labels', 'minutes_of')}\s+(?:{meeting}\s+\w{{1,4}}\s+)?"
        rf"(?P<body>[^\W\d].{{3,80}}?)(?:\s+{meeting})?(?=\s+(?:den\s+)?{dates.pattern()}|\s*[,.]?$).*",
        re.IGNORECASE,
    )


def read(line: Passage) -> MeetingReference | None:
    """Reads the meeting that a title names: the body, the day where one is printed; None where it names none.

    >>> from extractors.core.passage import Span
    >>> def title(text):
    ...     found = read(Passage.of(text, Span(0, len(text))))
    ...     day = found and found.date and str(found.date.day)
    ...     return found and (found.body_name, day, found.document and found.document.value)
    >>> title("KIRKKOVALTUUSTON KOKOUS"), title("Direktionens protokoll 31 maj 2024")
    (('KIRKKOVALTUUSTO', None, None), ('Direktionen', '2024-05-31', 'minutes'))
    >>> title("Protokoll från kyrkorådets sammanträde den 4 maj 2026 i Granvik")
    ('kyrkorådet', '2026-05-04', 'minutes')
    >>> title("Din position: Hem > Granviks stad > Södra Granvik > Sammanträde 2026-05-04")
    ('Södra Granvik', '2026-05-04', None)
    >>> title("Protokoll från föregående möte"), title("Torgets namn 31 maj 2024")
    (None, None)
    """
    text = line.text
    if not 0 < len(text) <= LONGEST:
        return None
    if len(_STEP.findall(text)) > 1:
        return _trail(line)
    for pattern in (_held(), _of()):
        if match := pattern.fullmatch(text):
            found = _named(line, match)
            if found is not None:
                return found
    return None


def _named(line: Passage, match: re.Match[str]) -> MeetingReference | None:
    name = line.group(match, "body")
    whole = body.nominative(name).value
    if not body.kind(whole) or not body.names_body(whole[:1].upper() + whole[1:]):
        return None
    kind = next((each for each in ("minutes", "agenda") if match[each]), None)
    document: Found[str] | None = line.group(match, kind).means(kind, "titles/document") if kind else None
    return MeetingReference(line, name, next(iter(dates.find(line)), None), document=document)


def _trail(line: Passage) -> MeetingReference | None:
    """The meeting of a web page's trail: its last step has the day, the step before it is the body."""
    ends = [match.span() for match in _STEP.finditer(line.text)]
    name, last = line[ends[-2][1] : ends[-1][0]], line[ends[-1][1] :]
    found = meeting_reference.read(last)
    if found is None or found.date is None or found.body is not None or not name:
        return None
    return MeetingReference(line, name, found.date)
