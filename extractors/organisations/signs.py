"""Patterns of what shows whose document a text is, beside the organisation's name with the word for what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.organisations import naming
from extractors.vocabulary import either, either_of, words

IN = re.compile(r"(?<=\w)\s+i\s+(?P<name>[A-ZÅÄÖ][\w-]+)")


def seated(text: str) -> Iterator[re.Match[str]]:
    """Places of councils: "kommunfullmäktige i Granvik", "kyrkofullmäktige i Granviks"."""
    councils = words("bodies", "council")
    for match in IN.finditer(text):
        if text[max(0, match.start() - 30) : match.start()].casefold().endswith(councils):
            yield match


@cache
def possessed() -> re.Pattern[str]:
    """A municipality's body or building: "Granviks kommunstyrelse", "Harjulan valtuuston", "Harjulan kunnantalolla"."""
    bodies = either(word for word in words("organisation_bodies", "municipality"))
    buildings = either_of("municipality", "buildings")
    return re.compile(
        rf"(?<![\w-])(?P<name>{naming.cased()})\s+(?:(?P<body>{bodies}|valtuusto)\w*|(?P<office>{buildings})(?!\w))"
    )


@cache
def building() -> re.Pattern[str]:
    """A building and its place: "Kommunkontoret, Granvik", "Kommunkansliet i Granvik"."""
    buildings = either_of("municipality", "buildings")
    return re.compile(rf"(?<!\w)(?i:{buildings})(?:\s+i|,)?\s+(?P<name>{naming.cased()})(?![\w-])")


@cache
def behind() -> re.Pattern[str]:
    """What may follow "Granviks kommuns": its "officiella anslagstavla", its "kirjaamo"."""
    adjective = rf"(?:(?i:{either_of('municipality', 'board_adjectives')})\s+)*"
    board, registry = (rf"(?i:{either_of('municipality', key)})" for key in ("boards", "registries"))
    return re.compile(rf"[,\s]+{adjective}(?:(?P<board>{board})|(?P<office>{registry}))(?!\w)")


@cache
def elsewhere() -> re.Pattern[str]:
    """Words before a municipality that is only spoken of: "som i Granviks kommun"."""
    return re.compile(rf"(?<!\w){either_of('municipality', 'elsewhere')}\s+$", re.IGNORECASE)


@cache
def companies() -> re.Pattern[str]:
    """A municipality's own company: "Granvikshem", "Granviksbostäder"."""
    ending = either_of("municipality", "companies")
    return re.compile(rf"(?<![\w-])(?:AB )?(?P<name>[A-ZÅÄÖ][a-zåäö]{{2,}}?){ending}(?![\wåäö])")


# "HSY:n", "ÅUCS:s": an organisation that goes by its letters, declined
LETTERS = re.compile(r"(?<![\w-])(?P<name>[A-ZÅÄÖ]{3,6}):[a-zåäö]{1,4}(?!\w)")
CAPITALS = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{3,6}(?![\w-])")
HOST = re.compile(r"https?://(?:www\.)?(?P<host>[a-z]{3,})[-\w]*\.", re.IGNORECASE)  # "https://hsy10.example.org/"
# a name of one word that is no part of a person's or a place's: "Detaljplan för Granvik, skola", not "Anna Granvik"
ALONE = re.compile(r"(?<![\w-])(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö-]+(?![\w-])(?!\s[A-ZÅÄÖ])")
EMAIL = re.compile(r"(?:@|\(at\)|\[at\]|\(a\))(?:[\w-]+\.)*?(?P<name>[\w-]+\.(?:fi|ax|se))\b", re.IGNORECASE)
# "www.granvik.se/anslagstavla", "http://ep10.granvik.fi:80/cgi"
WEB = re.compile(r"(?:https?://|www\.)(?:[\w-]+\.)*?(?P<name>[\w-]+\.(?:fi|ax|se))(?=[/:\s.,)]|$)", re.IGNORECASE)
# "TRE:4530/2024", "HEL 2020-006250", "VAASA/812/2023", "LAPDno-2025-1"
DIARY = re.compile(r"(?<![\w/-])(?P<letters>[A-ZÅÄÖ]{2,12})(?P<dno>D(?:no|nr)-|[:/ ](?=\d))(?=\d{1,6}[-/. ]?\d)")
