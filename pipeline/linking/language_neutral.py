"""Language-independent features (dates, numbers, names), used to align Finnish and Swedish clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.core.slugs import ascii_letters
from extractors.language import dates
from extractors.language.numerals import number_of, numerals

_NUMBER = re.compile(r"(?<![\w])\d{1,3}(?:[ \u00a0.]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<=[^\s.:;!?•–-] )[A-ZÅÄÖ][\w-]{2,}")
_MARK = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[a-zåäö][.)]|[-–•*])\s+")


@dataclass(frozen=True)
class Facts:
    """Features of a text: dates (ISO 8601), numbers (digits only), capitalised words (first five ASCII letters)."""

    dates: Counter[str]
    numbers: Counter[str]
    names: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.dates or self.numbers or self.names)


def facts(text: str) -> Facts:
    """Extracts the features of a text, without the number of the clause itself.

    >>> found = facts("1) Maija Ek väljs från 1.1.2026, ersättning 1 250,50 euro")
    >>> dict(found.dates), dict(found.numbers)
    ({'2026-01-01': 1}, {'125050': 1})
    """
    text = _MARK.sub("", text)
    days: Counter[str] = Counter()
    rest, at = [], 0
    for start, end, day in dates.places(text):
        if day is not None:
            days[day.isoformat()] += 1
            rest.append(text[at:start])
            at = end
    left = " ".join([*rest, text[at:]])
    numbers = Counter(re.sub(r"\D", "", match[0]) for match in _NUMBER.finditer(left))
    names = frozenset(ascii_letters(match[0])[:5] for match in _NAME.finditer(" " + left))
    return Facts(days, numbers, names)


@cache
def _in_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){numerals()}(?!\w)", re.IGNORECASE)


def only_in(one: str, other: str) -> tuple[list[str], list[str]]:
    """Returns the dates and numbers of `one` missing in `other`, where numbers may be written in words.

    >>> only_in("sex ledamöter och 900 euro 1.2.2026", "6 jäsentä ja 800 euroa 1. helmikuuta 2026")
    ([], ['900'])
    """
    mine, others = facts(one), facts(other)
    worded = {str(number_of(match[0])) for match in _in_words().finditer(other)}
    known = set(others.numbers) | worded | {part for day in others.dates for part in _parts(day)}
    days = [day for day in mine.dates if day not in others.dates and not _in_parts(day, others)]
    numbers = [number for number in mine.numbers if number not in known and number.lstrip("0") not in known]
    return sorted(days), sorted(numbers, key=lambda number: (len(number), number))


def _parts(day: str) -> set[str]:
    year, month, of_month = day.split("-")
    return {year, month, of_month, month.lstrip("0"), of_month.lstrip("0"), f"{int(of_month)}{int(month)}"}


def _in_parts(day: str, others: Facts) -> bool:
    """Whether a date is in a text in parts: "1.–3.6.2026" has its first day without month and year."""
    year, month, of_month = day.split("-")
    pieces = {str(int(of_month)), f"{int(of_month)}{int(month)}"}
    years = set(others.numbers) | {each[:4] for each in others.dates}
    return bool(pieces & set(others.numbers)) and year in years


def agreement(one: Facts, other: Facts) -> float:
    """Returns how much two texts agree in dates, numbers and names: 0 to 1; 0 if either has none."""
    mine, others = _tokens(one), _tokens(other)
    total = (mine | others).total()
    return (mine & others).total() / total if mine and others else 0.0


def shared(one: Facts, other: Facts) -> int:
    """Counts the dates, numbers of three or more digits, and names that two texts share."""
    both = set(_tokens(one)) & set(_tokens(other))
    return sum(not (kind == "number" and len(token) < 3) for kind, token in both)


def _tokens(of: Facts) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    found.update({("date", day): 2 * count for day, count in of.dates.items()})
    found.update({("number", number): 2 * count for number, count in of.numbers.items()})
    found.update({("name", name): 1 for name in of.names})
    return found


def clauses(text: str) -> list[str]:
    r"""Splits a decision or proposal into clauses: its lines and paragraphs, numbered or not.

    >>> clauses("Nämnden beslutar\n1) godkänna planen\n2) bevilja 900 euro.")
    ['Nämnden beslutar', '1) godkänna planen', '2) bevilja 900 euro.']
    """
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _label(clause: str) -> str:
    match = _MARK.match(clause)
    return re.sub(r"[^\w]", "", match[0]) if match else ""


def align(left: Sequence[str], right: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Aligns the clauses of a text with those of its translation: index pairs in order, None for no match.

    Clauses are matched by dates, numbers, names, clause number and length; the rest are paired in order.

    >>> align(["Beslut", "1) 900 euro", "2) Anna Ek"], ["Päätös", "1) 900 euroa", "lisäksi 5.5.2026", "2) Anna Ek"])
    [(0, 0), (1, 1), (None, 2), (2, 3)]
    """
    known = [facts(each) for each in left], [facts(each) for each in right]
    rows, columns = len(left), len(right)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = _likeness(left[row], right[column], known[0][row], known[1][column])
            best[row][column] = max(pair + best[row + 1][column + 1], best[row + 1][column], best[row][column + 1])
    found: list[tuple[int | None, int | None]] = []
    row = column = 0
    while row < rows and column < columns:
        pair = _likeness(left[row], right[column], known[0][row], known[1][column])
        if pair > 0 and best[row][column] <= pair + best[row + 1][column + 1] + 1e-9:
            found.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] <= best[row + 1][column] + 1e-9:
            found.append((row, None))
            row += 1
        else:
            found.append((None, column))
            column += 1
    found += [(each, None) for each in range(row, rows)]
    found += [(None, each) for each in range(column, columns)]
    return found


def _likeness(one: str, other: str, mine: Facts, others: Facts) -> float:
    shorter, longer = sorted((len(one), len(other)))
    score = 0.3 * shorter / longer if longer else 0.0
    first, second = _label(one), _label(other)
    if first or second:
        score += 0.6 if first == second else -0.4
    if mine and others:
        score += agreement(mine, others)
    elif mine or others:
        score -= 0.15
    else:
        score += 0.2
    return score
