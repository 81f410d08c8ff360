"""Votes counted in prose: for and against, blank and absent, in digits or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.core.passage import Found, Passage
from extractors.decisions.votes.voters import SIDES, word
from extractors.language.numerals import number_of, numerals
from extractors.language.prefilter import folded, occurs, stems
from extractors.people.names import NAME, WORD
from extractors.vocabulary import either_of, words


@cache
def _counts() -> re.Pattern[str]:
    """A side's word with its count behind it ("JA-röster: 6") or before it ("9 JAA-ääntä")."""
    return re.compile(
        "|".join(
            rf"(?<!\w){word(side)}\s*:?\s*(?:annettiin\s+|avgavs\s+|gavs\s+)?(?P<{side}_behind>\d{{1,3}})(?!\d|\.\s?\d)"
            rf"|(?<![\w.])(?P<{side}_before>{numerals()})\s+(?:äänesti\s+)?{word(side)}"
            for side in SIDES
        )
    )


_AGAINST_WORDS = ("röst", "äänellä", "ääntä", "äänin", "ään")


@cache
def _against() -> re.Pattern[str]:
    """ "med 9 röster mot 6", "med rösterna 9 mot 6", "9 äänellä 6 ääntä vastaan", "äänin 9-6"."""
    n = numerals()
    return re.compile(
        rf"(?<!\w)(?P<for>{n})\s+(?:röster|röst|äänellä|ääntä)\s+(?:(?:e?mot)\s+)?(?P<against>{n})"
        r"(?=\s+(?:ääntä\s+vastaan|röster|röst)|[\s.,;)]|$)"
        rf"|(?i:äänin|rösterna|röstetalen|röstetalet)\s+(?P<for2>{n})\s*(?:[-–—]|\s(?:e?mot|vastaan)\s)\s*(?P<against2>{n})(?!\w|\.\d)"
    )


@cache
def favour() -> re.Pattern[str]:
    """ "Kylkisalon esityksen puolesta annettiin seitsemän (7) ääntä ja johtajan esityksen puolesta kaksi (2) ääntä";
    "gavs 3 röster för direktörens förslag och 2 röster för Kobbnäs förslag"."""
    count = rf"(?:annettiin\s+)?(?:{numerals()}\s+)?\(?(?P<%s>{numerals()})\)?\s+ään(?:tä|i)"
    swedish = rf"(?<!\w)(?P<%s>{numerals()})\s+röst(?:er)?\s+för\s+(?P<%s>[^.,:;]{{3,90}}?)"
    return re.compile(
        rf"(?P<yes>[A-ZÅÄÖ][^.,:;]{{2,90}}?|[\w-]+\s+[\w-]+)\s+puolesta\s+{count % 'for3'}"
        rf"\s*(?:,|ja)\s+(?P<no>[^.:;]{{2,110}}?)\s+puolesta\s+{count % 'against3'}"
        rf"|{swedish % ('for4', 'yes4')}\s*(?:,|och)\s+{swedish % ('against4', 'no4')}(?=[.,;]|$)"
    )


@cache
def _received() -> re.Pattern[str]:
    """ "hallituksen ehdotus sai 35 ääntä ja Ekin ehdotus 30 ääntä", "fick Ek 12 röster, Ås 9"; no third behind."""
    n, who = numerals(), rf"(?:{NAME}|{WORD})"
    proposal = rf"(?:{NAME}|[A-ZÅÄÖ][^.,:;]{{2,90}}?(?:ehdotus|esitys|förslag))"
    votes_ = r"\s+(?:ääntä|röster|röst|äänen)(?!\w)"
    end = rf"(?:{votes_}|(?=[.;]|$))(?!\s*(?:,|ja|och)\s+[^.;]{{2,90}}?\s{n}(?:{votes_}|[.;]|$))"
    return re.compile(
        rf"(?P<yes>{proposal})\s+(?:sai|fick|erhöll)\s+(?P<for>{n}){votes_}\s*(?:,|ja|och)\s+"
        rf"(?P<no>[^.,:;\d]{{2,90}}?)\s+(?:(?:sai|fick|erhöll)\s+)?(?P<against>{n}){end}"
        rf"|(?<!\w)(?:fick|erhöll)\s+(?P<yes2>{who})\s+(?P<for2>{n}){votes_}\s*(?:,|och)\s+(?P<no2>{who})\s+"
        rf"(?P<against2>{n}){end}"
        rf"|(?<![\w-])(?i:ja|jaa|kyllä)[\s:]+(?P<for3>\d{{1,3}})(?:\s*(?:st|kpl))?\s*(?:,|ja|och)\s*"
        rf"(?i:nej|ei)[\s:]+(?P<against3>\d{{1,3}})(?!\d)"
        rf"|(?<![\w.])(?P<for4>\d{{1,3}})\s+(?i:ja|jaa|kyllä)\s*(?:,|ja|och|mot)\s*"
        rf"(?P<against4>\d{{1,3}})\s+(?i:nej|ei)(?![\w-])"
    )


_ANOTHER = re.compile(r"\s(?:ääntä|äänen|röster|röst|\d{1,3})\s*(?:,|ja|och|samt|sekä)\s*$")


def pairs_received(text: str) -> Iterator[re.Match[str]]:
    """The pairs of counts that are no ends of a longer list of candidates.

    >>> [match["yes"] for match in pairs_received("Anna Ek erhöll 12 röster och Kai Ås erhöll 9 röster.")]
    ['Anna Ek']
    >>> list(pairs_received("Anna Ek sai 12 ääntä, Kai Ås sai 9 ääntä ja Per Salo sai 3 ääntä."))
    []
    """
    for match in _received().finditer(text):
        if _ANOTHER.search(text[: match.start()]) is None:
            yield match


@cache
def _one_blank() -> re.Pattern[str]:
    """ "ja yhden äänestäessä tyhjää", "yhden jäsenen äänestäessä tyhjää", "två röstade blankt"."""
    return re.compile(rf"(?<!\w)(?P<blank>{numerals()})\s+(?:[a-zåäö]+\s+)?{either_of('votes', 'one_blank')}")


@cache
def _counted() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a count needs: a side's word as it is written, or one whose letters may be large or small."""
    written = tuple(each.split()[0] for side in SIDES[:2] for each in words("votes", side))
    return written, stems([*(each for side in SIDES[2:] for each in words("votes", side)), *_AGAINST_WORDS])


def read_counts(text: Passage) -> list[tuple[str, Found[int]]]:
    """The counts that a text tells, each with its side, in the order of the text."""
    written, either_case = _counted()
    if not occurs(text.text, written) and not occurs(folded(text.text), either_case):
        return []
    counts: list[tuple[int, str, Found[int]]] = []
    for match in _counts().finditer(text.text):
        group = next(name for name, value in match.groupdict().items() if value)
        count = text.group(match, group)
        counts.append((match.start(), group.partition("_")[0], count.means(number_of(count.text), "votes/count")))
    if not any(side in ("for", "against") for _, side, _ in counts):
        told = [(match, "") for match in favour().finditer(text.text)]
        told = told or [(match, "2" if match["for2"] else "") for match in _against().finditer(text.text)]
        told = told or [(match, "") for match in pairs_received(text.text)]
        blanks = [count for count in counts if count[1] == "blank"]
        counts = [count for count in counts if count[1] in ("blank", "absent")] if told else counts
        for match, _ in told:
            for side in ("for", "against"):
                group = next(name for name in (side, *(f"{side}{n}" for n in "234")) if match.groupdict().get(name))
                value = text.group(match, group)
                counts.append((match.start(), side, value.means(number_of(value.text), "votes/against")))
        for match in _one_blank().finditer(text.text) if told else ():
            if not any(abs(at - match.start()) < 60 for at, _, _ in blanks):
                value = text.group(match, "blank")
                counts.append((match.start(), "blank", value.means(number_of(value.text), "votes/blank")))
    return [(side, count) for _, side, count in sorted(counts, key=lambda each: each[0])]
