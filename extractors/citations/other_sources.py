"""Sources of law other than Finnish acts: acts of the European Union, government bills and decisions of courts.

Some of their numbers look like those of acts: "HE 251/2016 vp", "MAO 123/2020".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["eu_act", "bill", "court"]

# "(EU) 2016/679", "(EY) N:o 1370/2007", "(EU, 2016/679)", with the word for the act before it
_EU_WORD = r"(?:asetu\w+|förordning\w*|direktiiv\w+|direktiv\w*|päätö\w+|beslut\w*)"
_MAKERS = (
    r"(?:Euroopan\s+parlamentin\s+ja\s+neuvoston\s+|Europaparlamentets\s+och\s+rådets\s+|neuvoston\s+|rådets\s+"
    r"|komission\s+|kommissionens\s+)?"
)
_NAME = rf"(?:(?<![\w-])(?P<name>{_MAKERS}[\w-]*{_EU_WORD})\s*)?"
_BY = r"(?:EU|EY|ETY|EG|EEG|Euratom)"
_EU_BEFORE = rf"{_NAME}\(\(?{_BY}\s*[),:]?\s*(?:N:o|nr|nro)?\s*(?P<number>\d{{2,4}}/\d{{1,4}})(?![\d/])\)?"
_EU_AFTER = rf"{_NAME}\(?(?<![\w/])(?P<number>\d{{2,4}}/\d{{1,4}}/{_BY})(?![\w/])\)?"
# "tietosuoja-asetusta (2016/679)": the year first, as no Finnish act has it
_EU_YEAR = (
    r"(?<![\w-])(?P<name>[\w-]*(?:asetu\w+|förordning\w*|direktiiv\w+|direktiv\w*))"
    r"\s*\(\s*(?P<number>(?:19[5-9]|20\d)\d/(?!19\d\d|20\d\d)\d{1,4})\s*\)"
)
_COURTS = r"(?:KHO|HFD|KKO|HD)"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("bill", re.compile(r"(?<!\w)(?:HE|RP)\s+(?P<number>\d{1,3}/(?:19|20)\d{2})(?!\d)(?:\s*(?:vp|rd)(?!\w))?")),
    ("court", re.compile(r"(?<!\w)(?P<number>ECLI:[A-Z]{2}:[A-Z]+:\d{4}:[A-Z]*\d+)")),
    # "KHO:2019:12", "HFD 2019:12", "KHO 2016:B3"
    ("court", re.compile(
        rf"(?<!\w)(?P<name>{_COURTS})\s?[:\s]\s?(?P<number>(?:19|20)\d{{2}}\s?:\s?[A-Z]?\d{{1,4}})(?!\d)"
    )),
    # "KHO 12.3.2019 t. 1021", "KHO 5.5.2015/1176"
    ("court", re.compile(
        rf"(?<!\w)(?P<name>{_COURTS})\s+(?P<number>\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d{{2}}"
        r"(?:\s?/\s?|\s*,?\s*(?:taltio|liggare|t\.|T|nro)\s*)\d{1,5})(?!\d)"
    )),
    ("court", re.compile(r"(?<!\w)(?P<name>MAO|MD)\s?[:\s]\s?(?P<number>H?\d{1,4}/\d{2}(?:\d{2})?)(?![\d/])")),
    ("court", re.compile(
        r"(?<!\w)(?P<name>[A-ZÅÄÖ]?[A-Za-zåäö]*HAO|FD)\s?:?\s?(?P<number>\d{2,4}/\d{3,5}/\d)(?![\d/])"
    )),
    ("eu_act", re.compile(_EU_BEFORE, re.IGNORECASE)),
    ("eu_act", re.compile(_EU_AFTER, re.IGNORECASE)),
    ("eu_act", re.compile(_EU_YEAR, re.IGNORECASE)),
)  # fmt: skip


class Source(NamedTuple):
    """A source that a text cites; the match has the group `number` and may have `name`."""

    kind: Kind
    match: re.Match[str]


def find(text: str) -> Iterator[Source]:
    """The sources in a text, grouped by kind.

    >>> text = "HE 86/2020 vp, KHO:2019:12, HAO 23/0123/1, asetuksen (EU) 2016/679, direktiivi 2014/24/EU, MAO 12/20"
    >>> [(each.kind, each.match["number"]) for each in find(text) if each.kind != "eu_act"]
    [('bill', '86/2020'), ('court', '2019:12'), ('court', '12/20'), ('court', '23/0123/1')]
    >>> [(each.match["name"], each.match["number"]) for each in find(text) if each.kind == "eu_act"]
    [('asetuksen', '2016/679'), ('direktiivi', '2014/24/EU')]
    >>> list(find("Diarienummer 5146/01.04.00/2023, Pöytäkirja 17/2024, KHO on linjannut"))
    []
    """
    if re.search(r"\d[/:]|[/:]\s?\d", text) is None:
        return
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield Source(kind, match)
