"""What the sides of a vote stand for, as the chair puts it before the vote.

"Ne, jotka kannattavat pohjaehdotusta, äänestävät JAA" · "Den som bifaller nämndens förslag röstar ja" · "JA röstar de
som stöder Eks förslag" · "Nej-röst innebär avslag" · "EI-ehdotus: Salon ehdotus".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Found, Passage
from extractors.decisions.votes.tokens import Side, side_word, strength
from extractors.language.prefilter import folded, occurs, stems
from extractors.vocabulary import either, either_of, words

_RULE = "votes/proposition"
_KEYS: tuple[tuple[Side, str], ...] = (("for", "yes"), ("against", "no"))


class _Patterns(NamedTuple):
    side: re.Pattern[str]
    label: re.Pattern[str]
    verb_before: re.Pattern[str]
    verb_after: re.Pattern[str]
    means: re.Pattern[str]
    supporters: re.Pattern[str]
    supporting: re.Pattern[str]
    begins: re.Pattern[str]
    joins: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    verb = rf"(?i:{either_of('votes', 'side_verb')})"
    joint = either([*words("motion", "and"), *words("votes", "whereas")])
    label = rf"[-\s]?(?i:{either_of('votes', 'proposition')})\s*[:=]\s*(?=\S)"
    yes, no = (rf"{side_word(side)}|(?<![\w-])(?i:{either_of('votes', key)})(?={label})" for side, key in _KEYS)
    return _Patterns(
        # "JAA", "nej-röst", and the first word of "JA-förslag:"
        re.compile(rf"(?P<for>{yes})|(?P<against>{no})"),
        # "-förslag:", "-ehdotus =" after a side's word
        re.compile(label),
        # ", äänestävät ”" before JAA; "röstar" before ja
        re.compile(rf"\s*,?\s*(?<!\w){verb}\s*[\"”»'’]?$"),
        # "röstar" after JA
        re.compile(rf"[\"”»'’]?\s+{verb}\s+"),
        # "innebär" after "nej-röst"
        re.compile(rf"[\"”»'’]?\s+(?i:{either_of('votes', 'means')})\s+|\s*=\s*"),
        # "de som stöder", before what they support
        re.compile(rf"(?<!\w)(?i:{either_of('votes', 'supporters')})\s+"),
        # "kannattavat", after what they support
        re.compile(rf"\s+(?i:{either_of('votes', 'supporting')})$"),
        # where what is supported begins: after a comma, "ja" or quotation marks
        re.compile(rf"[.:;,]\s+|^\W*{joint}\s+|^\W+|\s{joint}\s+"),
        # what joins it to the other side: " och", ", medan"
        re.compile(rf",?\s+{joint}$|[,(\s]+$"),
    )


@cache
def _needed() -> tuple[str, ...]:
    """What a text about the sides has, in small letters: a verb of voting, or a label ("ja-förslag")."""
    labels = [
        f"{base}-{word}"
        for key in ("yes", "no")
        for base in words("votes", key)
        for word in words("votes", "proposition")
    ]
    votes = [f"{base}-" for base in words("votes", "no")]
    return stems([*words("votes", "side_verb"), *words("votes", "means")[1:], *labels, *votes, "="])


def propositions(text: Passage) -> dict[str, Found[str]]:
    """What the sides stand for as a text puts it, under "proposition_for" and "proposition_against".

    >>> from extractors.core.passage import Span
    >>> told = "De som stöder nämndens förslag röstar JA, NEJ röstar de som stöder Eks förslag."
    >>> [found.value for found in propositions(Passage.of(told, Span(0, len(told)))).values()]
    ['nämndens förslag', 'Eks förslag']
    """
    if not occurs(folded(text.text), _needed()):
        return {}
    return {f"proposition_{side}": put.read(_RULE) for side, put in _put(text) if put}


def _put(text: Passage) -> Iterator[tuple[Side, Passage]]:
    patterns = _patterns()
    sides = [match for match in patterns.side.finditer(text.text) if _is_side(text.text, match)]
    for number, match in enumerate(sides):
        side: Side = "for" if match["for"] else "against"
        start = sides[number - 1].end() if number else 0
        end = sides[number + 1].start() if number + 1 < len(sides) else len(text)
        if label := patterns.label.match(text.text, match.end()):
            yield side, _until_stop(text[label.end() : end], "")
        elif verb := patterns.verb_before.search(text.text, start, match.start()):
            yield side, _supported_before(text[start : verb.start()])
        elif patterns.supporting.search((clause := text[start : match.start()]).text):
            yield side, _supported_before(clause)  # "kannattavat EI", the verb left out
        elif verb := patterns.verb_after.match(text.text, match.end()):
            if supporters := patterns.supporters.match(text.text, verb.end()):
                yield side, _until_stop(text[supporters.end() : end], ",")
        elif means := patterns.means.match(text.text, match.end()):
            yield side, _until_stop(text[means.end() : end], ",")


def _is_side(text: str, match: re.Match[str]) -> bool:
    """Whether a word is a side's: written as one, or the small word after "röstar"; "ja" is "and" else."""
    patterns = _patterns()
    if strength(match[0]) > 0 or patterns.label.match(text, match.end()):
        return True
    return patterns.verb_before.search(text, max(match.start() - 40, 0), match.start()) is not None


def _supported_before(clause: Passage) -> Passage:
    """What is supported in a clause that ends with "äänestävät" or "röstar"; empty where it tells nothing."""
    patterns = _patterns()
    supporters = list(patterns.supporters.finditer(clause.text))
    if supporters:
        put = clause[supporters[-1].end() :]
        return put if 2 < len(put) <= 200 and not re.search(r"[.;:]", put.text) else clause[:0]
    supporting = patterns.supporting.search(clause.text)
    if supporting is None:
        return clause[:0]
    cut = [match.end() for match in patterns.begins.finditer(clause[: supporting.start()].text)]
    return clause[cut[-1] if cut else 0 : supporting.start()]


def _until_stop(put: Passage, also: str) -> Passage:
    """The beginning of a text up to the end of its clause, without the conjunction before the other side."""
    end = re.search(rf"[.;\n{also}](?=\s|$)|\n", put.text)
    put = put[: end.start() if end else len(put)]
    tail = _patterns().joins.search(put.text)
    put = put[: tail.start() if tail else len(put)]
    return put if 2 < len(put) <= 200 else put[:0]
