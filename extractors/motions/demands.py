"""The demands of a motion: the lists, clauses and sentences in which the motion itself makes a request.

The speaker distinguishes a demand from a proposal of the answering body: "esitämme, että", "vi föreslår att" identify
the speaker; "esitetään", "föreslår" count if the motion or its signatories are named before them or right after them
("I motionen föreslås att", "muut valtuutetut esittävät aloitteessaan, että").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.language.phrases import sentences
from extractors.language.prefilter import folded, occurs, stems
from extractors.motions.questions import asks
from extractors.organisations.body import kind as body_kind
from extractors.vocabulary import either_of, words

DEMAND_VERBS = ("demand_first_person", "demand_third_person", "demand_objects")
"""The vocabulary's tables of verbs that demand: in the first person, in the third, and with the demand as object."""


@cache
def _opening() -> re.Pattern[str]:
    """A verb of demanding with the words that open the demand: ":", "att", ", että", or the demand as its object."""
    first_person, third_person, objects = (either_of("motion", key) for key in DEMAND_VERBS)
    between = rf"(?:\s+{either_of('motion', 'demand_between')}(?!\w)){{0,5}}"
    return re.compile(
        rf"(?<!\w)(?:(?P<first_person>{first_person})|{third_person})(?!\w)(?:"
        rf"{between}\s+att(?:\s*:)?(?!\w)\s*"  # "föreslås i motionen att"; not "föreslår en plan för att"
        rf"|[^.,;:?!]{{0,60}}?(?<!siitä)(?<!siihen)(?<!niin),?\s+että(?:\s*:)?(?!\w)\s*"  # "esittävät, että"
        # "esitetään seuraavaa:"
        rf"|(?:[^.,;:?!]{{0,60}}?\s)?(?:{either_of('motion', 'demand_following')})\s*(?::|$)\s*"
        rf"|{between}\s*:\s*"
        r")"
        rf"|(?<!\w)(?P<object>{objects}){between}(?!\w)\s+",  # "ehdotetaan vuokrien kohtuullistamista"
        re.IGNORECASE,
    )


@cache
def _verbs() -> tuple[str, ...]:
    return stems(word for key in DEMAND_VERBS for word in words("motion", key))


@cache
def _voices() -> re.Pattern[str]:
    """Words for the motion itself, or for its signatories."""
    return re.compile(rf"(?<![\w-])\w*{either_of('motion', 'voices')}\w*", re.IGNORECASE)


@cache
def _aside() -> re.Pattern[str]:
    """Text that follows a motion without being a demand: "Aloite on liitteenä"."""
    return re.compile(rf"(?<!\w){either_of('motion', 'demand_asides')}", re.IGNORECASE)


@cache
def _further() -> re.Pattern[str]:
    return re.compile(rf"{either_of('motion', 'demand_further')}(?!\w)", re.IGNORECASE)


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"{either_of('motion', 'pronouns')}(?!\w)")


def _opens(sentence: str, going_on: bool = False, above: str = "") -> re.Match[str] | None:
    """The offset at which a sentence opens a demand of the motion.

    Args:
        sentence: the sentence.
        going_on: whether it directly follows another demand ("Samalla esitetään, että").
        above: the sentence before it, which identifies "De" in "De föreslår att".
    """
    if not occurs(folded(sentence), _verbs()):
        return None
    meant = _pronoun().match(sentence) is not None and _voices().search(above) is not None
    for match in _opening().finditer(sentence):
        before = sentence[: match.start()]
        subject = " ".join(before.split()[-2:])
        if match["first_person"] or (meant and len(before.split()) < 3):
            return match
        if match["object"] and before.rstrip().rpartition(" ")[2].lower() in words("motion", "relative"):
            continue  # "den rutt som föreslås i motionen"
        if body_kind(subject.rpartition(" ")[2].strip(",")) and not _voices().search(subject):
            continue
        if _voices().search(before) or _voices().search(match[0]) or (going_on and _further().match(sentence)):
            if match["object"] and len(sentence[match.end() :].split()) < 2:
                continue
            return match
    return None


def demands(blocks: Sequence[Block], language: str) -> list[Passage]:
    """The demands of a motion, one by one; only the first group of them in the text is taken."""
    for index, block in enumerate(blocks):
        if block.heading or asks(block.text) or not occurs(folded(block.text), _verbs()):
            continue
        found = _in_paragraph(block.body, blocks[index + 1 :], language)
        for after, following in enumerate(blocks[index + 1 :], index + 2) if found else ():
            # "Vi föreslår att ...", "Vi föreslår också att ...": a paragraph for each
            first = sentences(following.body, language)[:1] if following.kind == "paragraph" else []
            if not first or _opens(first[0].text, going_on=True) is None or asks(following.text):
                break
            found.extend(_in_paragraph(following.body, blocks[after:], language, going_on=True))
        if found:
            return found
    return []


def _in_paragraph(text: Passage, following: Sequence[Block], language: str, going_on: bool = False) -> list[Passage]:
    """The demands of a paragraph, and of the list or paragraphs that it leads up to."""
    found: list[Passage] = []
    parts = sentences(text, language)
    for index, sentence in enumerate(parts):
        above = parts[index - 1].text if index else ""
        match = _opens(sentence.text, going_on or bool(found), above)
        if match is None:
            if found:
                break
            continue
        rest = sentence[match.end() :]
        last = index + 1 == len(parts)
        if last and not rest.text.endswith((".", "!")) and (listed := _listed(following)):
            return found + listed
        if not rest:
            return found + (_paragraphs(following, language) if last else _until_aside(parts[index + 1 :]))
        if ":" in match[0]:  # "esitetään seuraavaa: A tehdään. B tehdään."
            return found + _numbered(rest) + _until_aside(parts[index + 1 :])
        found += _numbered(rest)
    return found


def _until_aside(parts: Sequence[Passage]) -> list[Passage]:
    return list(takewhile(lambda part: _aside().search(part.text) is None, parts))


_POINT = re.compile(r"(?:^|(?<=[\s,;:]))(?P<number>\d{1,2}|[a-h])\)\s+")


def _numbered(text: Passage) -> list[Passage]:
    """The points of a text that numbers them, "1) planerar en lekpark, och 2) ..."; else the text as it is."""
    points = list(_POINT.finditer(text.text))
    counted = [point["number"] for point in points]
    if (
        len(points) < 2
        or points[0].start() > 0
        or counted
        not in (
            [str(number) for number in range(1, len(points) + 1)],
            list("abcdefgh"[: len(points)]),
        )
    ):
        return [text]
    ends = [*(point.start() for point in points[1:]), len(text)]
    return [_bare(text[point.end() : end]) for point, end in zip(points, ends, strict=True)]


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"[\s,;]*(?:\s{either_of('motion', 'and')})?[\s,;]*$")


def _bare(point: Passage) -> Passage:
    """A point of a list without the comma and "och" that join it to the next."""
    match = _joint().search(point.text)
    return point[: match.start()] if match else point


def _listed(blocks: Sequence[Block]) -> list[Passage]:
    """The list that follows; a paragraph that begins in lower case continues the point above it."""
    found: list[Passage] = []
    for block in blocks:
        if block.kind == "item":
            found.append(block.body)
        elif found and block.kind == "paragraph" and block.text[:1].islower():
            found[-1] = Passage.join([found[-1], block.body])
        else:
            break
    return found


def _paragraphs(blocks: Sequence[Block], language: str) -> list[Passage]:
    """The paragraphs that "föreslår följande:" leads up to: the first, and those that continue its sentence."""
    found: list[Passage] = []
    for block in blocks:
        runs_on = bool(found) and (found[-1].text.endswith((",", ";", ":")) or block.text[:1].islower())
        if block.heading or block.kind == "table" or (found and not runs_on) or asks(block.text):
            break
        found.extend(_until_aside(sentences(block.body, language)))
    return found
