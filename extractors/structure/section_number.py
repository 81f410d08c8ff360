"""Section numbers: the number that a line gives to an item, and the title or case number printed after it.

Forms: "§ 72", "72 §", "§ 72 Title", "§ 8. Title.", "21 § (liite) TITLE", "§ 12 2025.107 XX", "Asianro 4 Title",
"Dnr 2025/107 § 12 Title", "KH § 270", "KS § 12 Title", "51 Title" (a bare number, which alone says little).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from extractors.core.passage import Passage
from extractors.structure.case_number import CaseNumber, find, leading
from extractors.vocabulary import either_of

NumberForm = Literal["sign_first", "sign_last", "word", "letters", "row", "timed", "bare"]
"""How a number is printed.

sign_first: "§ 12"; sign_last: "12 §"; word: "Asianro 12"; letters: "KH § 12" alone on the line; row: "KST § 12 Title",
the same with a title; timed: "§ 12, STST 2026-01-22 16:00"; bare: "12 Title".
"""

LONGEST = 300
"""Characters of a line at most that can begin an item."""


class SectionNumber(NamedTuple):
    """A candidate for the beginning of an item.

    number: as printed without the sign; title: what is printed after it on the same line; letters: the abbreviation
    of a body before the sign; case: the case number printed after it.
    """

    number: Passage
    form: NumberForm
    title: Passage | None = None
    letters: Passage | None = None
    case: CaseNumber | None = None

    @property
    def order(self) -> float:
        """The number as a figure to sort by: 12 for "12", 12.01 for "12a"."""
        digits = re.sub(r"\D", "", self.number.text)
        suffix = self.number.text[len(digits) :].lower()
        return int(digits) + (ord(suffix[0]) - 96) / 100 if suffix else int(digits)


# "KH § 270", "Khall 45 §": a body in short with a section and nothing else
_LETTERS = re.compile(
    r"(?P<letters>[A-ZÅÄÖ][\w.]{0,13}?)[.:]?\s*(?:§\s*(?P<after>\d+[a-z]?)|(?<=[\s:.])(?P<before>\d+[a-z]?)\s*§)"
)
# "KST § 210 Mötets konstituering": the same before a title
_ROW = re.compile(r"(?P<letters>[A-ZÅÄÖ][\w.-]{1,13})\s+§\s?(?P<number>\d+[a-z]?)\s+(?P<rest>[A-ZÅÄÖ\d\"”].*)")
# "§ 28, SFGE 2016-06-13 18:00": over an item; over an earlier handling no time is printed
_TIMED = re.compile(r"§\s*(?P<number>\d+[a-z]?),.*\d\s\d{1,2}:\d{2}")
# "12 Title": only capitals and figures begin a title
_BARE = re.compile(r"(?P<number>\d{1,3})\s+(?P<title>[A-ZÅÄÖ\"”].{3,})")
_DIGIT = re.compile(r"\d")
# What can be printed between the number and the title: ". ", " – ", "(liite)", "(bilaga 2)"
_BETWEEN = re.compile(r"[.:]?\s*(?:\((?P<word>[A-Za-zåäöÅÄÖ]+)[\s\d,.–-]*\)\s*)?[.:–-]?\s*")


@cache
def _number() -> re.Pattern[str]:
    """ "§ 12", "12 §", "§12:", "Asianro 4", with what follows."""
    word = either_of("documents", "item_word")
    return re.compile(
        rf"(?:§\s*(?P<sign_first>\d+[a-z]?)|(?P<sign_last>\d+[a-z]?)\s*§"
        rf"|(?i:{word}(?:\s*/\s*{word})?)\.?\s*(?P<word>\d+))(?=[\s.:–-]|$)(?P<rest>.*)"
    )


def read(line: Passage, references: bool) -> SectionNumber | None:
    """Reads the section number that a line begins with; None where it begins with none.

    Args:
        line: a printed line.
        references: whether the line reads as a reference to a meeting, with its body and day.

    >>> from extractors.core.passage import Span
    >>> def number(text):
    ...     found = read(Passage.of(text, Span(0, len(text))), False)
    ...     case = found and found.case and found.case.number.value
    ...     return found and (found.number.text, found.form, found.title and found.title.text, case)
    >>> number("§ 72"), number("42 § Torgets namn")
    (('72', 'sign_first', None, None), ('42', 'sign_last', 'Torgets namn', None))
    >>> number("§ 8. Torgets namn"), number("21 § (liite) TORIN NIMI")
    (('8', 'sign_first', 'Torgets namn', None), ('21', 'sign_last', 'TORIN NIMI', None))
    >>> number("§ 12 2025.107 GRN"), number("KH § 270")
    (('12', 'sign_first', None, '2025.107 GRN'), ('270', 'letters', None, None))
    >>> number("GRS § 12 Dnr GRS/2025:107"), number("Dnr 2025/107 § 12 Torgets namn")
    (('12', 'row', None, 'GRS/2025:107'), ('12', 'sign_first', 'Torgets namn', '2025/107'))
    >>> number("5 § i kommunallagen"), number("§ 42 - 52"), number("51 Mötets öppnande")
    (None, None, ('51', 'bare', 'Mötets öppnande', None))
    """
    text = line.text
    if not 0 < len(text) <= LONGEST or _DIGIT.search(text, 0, 60) is None:
        return None
    if "§" in text and (timed := _TIMED.match(text)) and references:
        return SectionNumber(line.group(timed, "number"), "timed")
    if (match := _number().match(text)) is not None:
        return _with_rest(line, match, references)
    if "§" in text[:32] and (letters := _LETTERS.fullmatch(text)):
        number = line.group(letters, "after" if letters["after"] else "before")
        return SectionNumber(number, "letters", letters=line.group(letters, "letters"))
    if "§" in text[:32] and (row := _ROW.fullmatch(text)) and not references:
        found = _titled(SectionNumber(line.group(row, "number"), "row"), line.group(row, "rest"))
        return found and found._replace(letters=line.group(row, "letters"))
    if "§" in text and (before := leading(line)) is not None and not references:
        found = read(line[before[1] :], False)
        return found._replace(case=before[0]) if found and found.form not in ("bare", "timed") else None
    if (bare := _BARE.fullmatch(text)) is not None and not references:
        return SectionNumber(line.group(bare, "number"), "bare", title=line.group(bare, "title"))
    return None


def _with_rest(line: Passage, match: re.Match[str], references: bool) -> SectionNumber | None:
    """A number with its sign or word, and what is printed after it: nothing, a case number, a title, or both."""
    form: NumberForm = "sign_first" if match["sign_first"] else "sign_last" if match["sign_last"] else "word"
    number = line.group(match, form)
    rest = line.group(match, "rest")
    if references and rest:
        return None  # "§ 75, Granviks nämnd 19.12.2025": a reference to a meeting
    gap = _BETWEEN.match(rest.text)
    title = rest[gap.end() :] if gap is not None else rest
    if not title:
        return SectionNumber(number, form)
    return _titled(SectionNumber(number, form), title)


def _titled(number: SectionNumber, title: Passage) -> SectionNumber | None:
    """The number with what is printed after it: a case number, a title, or both; None where it is neither."""
    if (alone := find(title)) is not None:
        return number._replace(case=alone)
    if (before := leading(title)) is not None:
        case, after = before
        return number._replace(title=title[after:] or None, case=case)
    if not (title.text[0].isupper() or title.text[0].isdigit() or title.text[0] in '"”') or title.text.isdigit():
        return None  # "5 § i kommunallagen"
    if re.match(r"\d+(?:\s*[-–]|\s*§)", title.text):
        return None  # "§ 42 - 52", "§ 4 § 5": several at once
    return number._replace(title=title)
