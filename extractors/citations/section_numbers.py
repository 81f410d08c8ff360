"""Sections of acts as citations print them: "14 ja 39 §", "7 luvun 68 §:n 2 momentti", "kap. 15, § 2", "6 artikla"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.core.passage import Found, Passage

_ONE = r"\d{1,3}(?:\.\d{1,2})?(?:\s?[a-zåäö](?![\w.]))?"  # "5", "20 a", "24.1": the subsection after a full stop
_RANGE = rf"{_ONE}(?:\s?[-–—]\s?{_ONE})?"
_AND = r"(?:\s*,\s*|\s*,?\s+(?:ja|sekä|tai|och|samt|eller)\s+)"
# "7 luvun", "16. luvun", "15 kap.", "13 kap", "kap. 15,", "III luvun"
_CHAPTER = (
    r"(?:(?:\d{1,2}(?:\s?[a-z])?\.?|[IVX]{1,5})\s*(?:kap(?:\.|(?!\w))|kapitlets?|luvun|luku|luvussa)"
    r"|(?:kap(?:\.|(?=\s))|kapitel)\s*\d{1,2}(?:\s[a-z](?!\w))?)\s*,?\s*"
)
_SIGN = r"§§?(?::\s?[a-zäö]{1,4}(?!\w)|[a-zäö]{1,4}(?!\w))?"  # "§:n", "§: n", "§ssä"
_UNIT = r"(?:mom(?:\.|ent\w*|(?!\w))|koh(?:ta|da|ti)\w*|alakoh\w+|punkt\w*|k\.?(?!\w)|p\.)"
# "1 mom. 5 punkten", "1 ja 2 momenttia", "1 momentin 1-kohtaa", "20 k"
_WITHIN = rf"(?:\s*,?\s*\d{{1,2}}\s?[a-z]?(?:\s*(?:[-–,]|ja|och|sekä|tai)\s*\d{{1,2}}){{0,6}}\s*-?\s*{_UNIT}){{0,4}}"
_GROUP = rf"(?:{_CHAPTER})?{_RANGE}(?:{_AND}{_RANGE}){{0,12}}\s*{_SIGN}{_WITHIN}"
# "§ 5", "kap. 15, § 2", "§ 3 mom. 1", "§ 2, moment 1, punkt 1"
_FIRST = rf"(?:{_CHAPTER})?§\s?{_RANGE}(?!\s*§)(?:\s*,?\s*(?:mom(?:ent|\.)|punkt)\s*\d{{1,2}}(?!\d)){{0,2}}"
_ARTICLE = (
    rf"(?:{_RANGE}(?:{_AND}{_RANGE}){{0,6}}\s+artikl\w+{_WITHIN}|artik(?:el|larna)\s+{_RANGE}(?:{_AND}{_RANGE}){{0,6}})"
)

LISTS = re.compile(
    rf"(?<![\w./-])(?:(?P<sections>{_GROUP}(?:{_AND}{_GROUP}){{0,12}})|(?P<first>{_FIRST})|(?P<articles>{_ARTICLE}))",
    re.IGNORECASE,
)
"""Runs of sections (`sections`, or `first` where the sign stands first) and of articles (`articles`)."""

_STEP = re.compile(
    rf"(?P<chapter>{_CHAPTER})?(?P<ones>{_RANGE}(?:{_AND}{_RANGE}){{0,12}})\s*{_SIGN}{_WITHIN}", re.IGNORECASE
)
_STEP_FIRST = re.compile(rf"(?P<chapter>{_CHAPTER})?§\s?(?P<ones>{_RANGE})", re.IGNORECASE)
_STEP_ARTICLE = re.compile(
    rf"(?P<ones>{_RANGE}(?:{_AND}{_RANGE}){{0,6}})\s+artikl"
    rf"|artik(?:el|larna)\s+(?P<others>{_RANGE}(?:{_AND}{_RANGE}){{0,6}})",
    re.IGNORECASE,
)
_EACH = re.compile(_RANGE, re.IGNORECASE)


def split(text: Passage, rule: str) -> list[Found[str]]:
    """Splits a run of section numbers; where several share one "§", all but the last are derived values.

    >>> from extractors.core.passage import Span
    >>> def sections(text):
    ...     return [each.value for each in split(Passage.of(text, Span(0, len(text))), "example")]
    >>> sections("14 ja 39 §:n"), sections("7 luvun 68 §:n 2 momentti, 3 §"), sections("134 § 1 mom, 163 §")
    (['14 §', '39 §'], ['7 luku 68 §', '3 §'], ['134 §', '163 §'])
    >>> sections("15 kap. 2 § 1 mom. 2 punkten"), sections("kap. 15, § 2"), sections("artikel 6"), sections("9§")
    (['15 kap. 2 §'], ['15 kap. 2 §'], ['artikel 6'], ['9 §'])
    >>> sections("13 kap 2 §"), sections("4 kap. 23 a och 24 §§")
    (['13 kap. 2 §'], ['4 kap. 23 a §', '4 kap. 24 §'])
    """
    return [_found(text[start:end], value, rule) for start, end, value in _values(text.text)]


def _found(text: Passage, value: str, rule: str) -> Found[str]:
    return text.read(rule) if text.text == value else text.means(value, rule)


def _values(text: str) -> Iterator[tuple[int, int, str]]:
    """The span of each section and its form in the record."""
    if "§" not in text:
        yield from _articles(text)
        return
    first = re.match(rf"(?:{_CHAPTER})?§", text, re.IGNORECASE)
    for step in (_STEP_FIRST if first else _STEP).finditer(text):
        chapter = _chapter(step["chapter"])
        ones = list(_EACH.finditer(text, *step.span("ones")))
        for each in ones:
            signed = re.compile(r"\s*§").match(text, each.end())
            start = step.start() if each is ones[0] else each.start()
            yield start, signed.end() if signed else each.end(), f"{chapter}{each[0]} §"


def _articles(text: str) -> Iterator[tuple[int, int, str]]:
    for step in _STEP_ARTICLE.finditer(text):
        for each in _EACH.finditer(text, *step.span("others" if step["others"] else "ones")):
            yield each.start(), each.end(), f"artikel {each[0]}" if step["others"] else f"{each[0]} artikla"


def _chapter(printed: str | None) -> str:
    """A chapter in the nominative, its number first: "7 luku ", "15 kap. "."""
    if not printed:
        return ""
    number = re.search(r"\d{1,2}(?:\s?[a-z](?!\w))?|[IVX]+(?!\w)", printed)
    return f"{number[0] if number else ''} {'kap.' if 'kap' in printed.lower() else 'luku'} "
