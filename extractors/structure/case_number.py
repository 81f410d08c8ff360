"""Diary numbers of matters, and the classes of the filing plan printed with them.

Forms seen: "LAPDno-2025-524", "NKBY/497/12.03.01/2022", "5146/01.04.00/2023", "HEL 2020-006250 T 00 03 00",
"5024-2017 (010)", "730/2017", "CFV: 49/2015"; the class stands inside the number, after it, or on a line of its own
("00.01.01.00").
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.vocabulary import either_of, fold, words


class Classification(Value):
    """A class of the filing plan."""

    code: str | None = Field(None, description='Code as printed: "00 03 00", "01.04.00".')
    name: str | None = Field(None, description="Name of the class, where printed.")


_FORMS = (
    r"[A-ZÅÄÖ]{2,8}[A-Za-z]{0,4}-\d{4}-\d{1,6}"  # LAPDno-2025-524
    r"|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,19}[Dd]n(?:o|r|ro)-\d{4}-\d{1,6}"  # HarjulaDno-2025-2258
    r"|(?:[A-ZÅÄÖ]{1,8}[/:] ?)?\d{1,6}/\d{2}(?:\.\d{2}){1,4}/\d{4}"  # NKBY/497/12.03.01/2022, 5146/01.04.00/2023
    r"|[A-ZÅÄÖ]{2,8}(?:: ?|/)\d{1,6}/\d{4}"  # CFV: 49/2015, GRV/812/2023
    r"|[A-ZÅÄÖ]{3} \d{4}-\d{6} T(?: \d{2})+"  # HEL 2020-006250 T 00 03 00
    r"|(?:19|20)\d{2}[./:-]\d{1,6} [A-ZÅÄÖ]{2,6}"  # 2025.107 GRN, 2019/45 KS
    r"|[A-ZÅÄÖ]{2,8}[ /-]?(?:19|20)\d{2}[/:.-]\d{1,6}(?:[./-]\d{2,3})?"  # KS 2019/45, KS/2023:45, KSN-2022-00123
)
_SURE = re.compile(rf"(?<![\w/.-])(?:{_FORMS})(?![\w/])")
# Only after a label or alone on a line: "730/2017" and "5024-2017 (010)" look like an act or a range of years.
_BARE = re.compile(r"(?<![\w/.-])(?:\d{1,6}/\d{4}|(?:19|20)\d\d[/:]\d{1,6}|\d{1,6}-\d{4}(?: \(\d{3}\))?)(?![\w/-])")
# "2026/2027", "2015-2017": a school year or a term, not a case
_TERM = re.compile(r"(?:19|20)\d{2}\s?[/–-]\s?(?:19|20)\d{2}")
# Only after a label: "Dnr JOMA 88/2024".
_LETTERED = re.compile(r"[A-ZÅÄÖ]{2,8} \d{1,6}/\d{4}")
# Only after a label, whatever its system writes: "2017/SN 0229 013", "1.6-0463/2011", "31/16".
_NAMED = re.compile(r"(?=.*\d{2})[A-ZÅÄÖ\d][A-ZÅÄÖa-zåäö\d./:-]*(?: [A-ZÅÄÖ\d][A-ZÅÄÖ\d./:-]*){0,4}(?<![.:/-])")
# Before other text only after a label: "Dnr 2025/107 § 12".
_UNSURE = rf"{_BARE.pattern}|{_LETTERED.pattern}"
_JOINED = re.compile(r"\d[-/.:]\d")  # in every form
_CLASS = re.compile(r"(?<![\d.])\d{2}(?:\.\d{2}){1,4}(?![\d.])")


@cache
def _labelled() -> re.Pattern[str]:
    word = either_of("labels", "case_number")
    return re.compile(rf"{word}(?:\s*/\s*{word})?\.?\s*:?\s*(?P<number>\S.*)", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    word = either_of("labels", "case_number")
    return re.compile(
        rf"(?P<label>(?i:{word})(?!\w)\.?:?\s*)?(?P<number>{_FORMS}|(?(label)(?:{_UNSURE})|(?!)))[\s,;:–-]+(?=\S)"
    )


class CaseNumber(NamedTuple):
    """A diary number, and the class printed with it."""

    number: Found[str]
    classification: Classification | None


def find(line: Passage) -> CaseNumber | None:
    """The diary number that a line of an item's head gives; None where the line is something else.

    >>> from extractors.core.passage import Span
    >>> def number(text):
    ...     found = find(Passage.of(text, Span(0, len(text))))
    ...     return found and (found.number.value, found.classification and found.classification.code)
    >>> number("LAPDno-2025-524"), number("Diarienummer: 730/2017")
    (('LAPDno-2025-524', None), ('730/2017', None))
    >>> number("5146/01.04.00/2023"), number("HEL 2020-006250 T 00 03 00")
    (('5146/01.04.00/2023', '01.04.00'), ('HEL 2020-006250 T 00 03 00', '00 03 00'))
    >>> number("HarjulaDno-2025-2258"), number("GrvDnr-2024-7")
    (('HarjulaDno-2025-2258', None), ('GrvDnr-2024-7', None))
    >>> number("GRV:2345/02.05.01/2024"), number("GRV/812/2023"), number("Dnr GRAN 88/2024")
    (('GRV:2345/02.05.01/2024', '02.05.01'), ('GRV/812/2023', None), ('GRAN 88/2024', None))
    >>> number("Dnr. 2017/GN 0229 013"), number("Dnr: 1.6-0463/2011"), number("Dnr 31/16")
    (('2017/GN 0229 013', None), ('1.6-0463/2011', None), ('31/16', None))
    >>> number("kommunallagen (410/2015)")
    """
    labelled = _labelled().fullmatch(line.text)
    if labelled is None and _JOINED.search(line.text) is None:
        return None
    where = line.group(labelled, "number") if labelled else line
    if labelled is None and _TERM.fullmatch(line.text):
        return None
    match = (labelled and _LETTERED.fullmatch(where.text)) or _SURE.search(where.text) or _BARE.search(where.text)
    rest = (where.text[: match.start()] + where.text[match.end() :]).strip(" ,;:()") if match else ""
    if match is None or (rest and not _CLASS.fullmatch(rest)):
        match = _NAMED.fullmatch(where.text) if labelled and not dates.begins(where.text) else None
    if match is None:
        return None
    number = where.group(match)
    return CaseNumber(number.read("case_numbers/number"), _classification(where, number))


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(fold, words("labels", "case_number")))


def is_label(text: str) -> bool:
    """Whether a text is a label for a case number and nothing else: "Diarienummer:"."""
    return fold(text) in _labels()


def is_labelled(line: Passage) -> bool:
    """Whether a line is the word for a case number, and the number.

    >>> from extractors.core.passage import Span
    >>> is_labelled(Passage.of("Dnr 31/16", Span(0, 9))), is_labelled(Passage.of("KS 2019/45", Span(0, 10)))
    (True, False)
    """
    return _labelled().fullmatch(line.text) is not None and find(line) is not None


def leading(line: Passage) -> tuple[CaseNumber, int] | None:
    """The case number that a line begins with before other text, and where that text begins; None where it has none.

    >>> from extractors.core.passage import Span
    >>> found = leading(Passage.of("KS 2019/45 Torgets namn", Span(0, 23)))
    >>> found and (found[0].number.value, found[1])
    ('KS 2019/45', 11)
    """
    match = _leading().match(line.text)
    if match is None:
        return None
    number = line.group(match, "number")
    return CaseNumber(number.read("case_numbers/number"), None), match.end()


def classified(case: CaseNumber, line: Passage) -> CaseNumber | None:
    """A diary number with the class that stands alone on the line below it; None where the line is something else.

    >>> from extractors.core.passage import Span
    >>> whole = classified(CaseNumber(Found("730/2017", (), ""), None), Passage.of("00.01.01", Span(0, 8)))
    >>> whole and whole.classification and whole.classification.code
    '00.01.01'
    """
    if case.classification is not None or not _CLASS.fullmatch(line.text):
        return None
    code = line.read("case_numbers/class")
    return case._replace(classification=Classification.model_validate({"code": code}))


def _classification(line: Passage, number: Passage) -> Classification | None:
    inside = re.search(r"T((?: \d{2})+)$", number.text) or re.search(r"/(\d{2}(?:\.\d{2})+)/", number.text)
    if inside:
        return Classification.model_validate({"code": number.group(inside, 1).read("case_numbers/class")})
    match = _CLASS.search(line.text)
    if match:
        return Classification.model_validate({"code": line.group(match).read("case_numbers/class")})
    return None
