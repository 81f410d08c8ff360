"""Checks of one item: its dates, numbers, votes, citations and questions."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from extractors.citations import citation as citations
from extractors.citations.act_names import key
from extractors.decisions.votes.vote import Vote
from extractors.meeting.meeting import Meeting
from pipeline.checks.finding_builder import Raised, short
from pipeline.record.model import Item
from pipeline.structure.model import ItemOutline

MISSPELT = 96.0
"""Similarity, of 100, from which two names of acts are one name, one of them misspelt: a letter in a long name."""
ASKING = frozenset({"motion", "council_question"})
"""Kinds of matter that owe their questions an answer. Others quote questions: a survey's, a request for a statement."""


def raised(item: Item, parts: ItemOutline, meeting: Meeting, at: str) -> Iterator[Raised]:
    """The findings of one item; `at` is its JSON Pointer."""
    yield from _days(item, parts, meeting, at)
    yield from _section_number(item, meeting, at)
    yield from _act_numbers(item, at)
    yield from _unnumbered(item, at)
    yield from _unanswered(item, at)
    for n, vote in enumerate(item.handling.votes):
        yield from _counted(vote, f"{at}/handling/votes/{n}")
        yield from _attended(vote, len(meeting.present), f"{at}/handling/votes/{n}")
    for n, earlier in enumerate(item.history):
        for k, vote in enumerate(earlier.votes):
            yield from _counted(vote, f"{at}/history/{n}/votes/{k}")


def _days(item: Item, parts: ItemOutline, meeting: Meeting, at: str) -> Iterator[Raised]:
    """A motion dated twice; a handling of this meeting, or an earlier one, whose reference gives an impossible date."""
    motion = item.motion
    if motion is not None and len(motion.submitted_as_written) > 1:
        what = f"the motion is dated differently in two places: {' and '.join(motion.submitted_as_written)}"
        places = [f"{at}/motion/submitted_as_written/{n}" for n in range(len(motion.submitted_as_written))]
        yield Raised("date-conflict", "warning", what, places)
    line = parts.current.reference
    if line is not None and line.date is not None and meeting.date and line.date.day.isoformat() != meeting.date:
        what = f"the reference above this meeting's handling is {line.line.text!r}, but the meeting was {meeting.date}"
        yield Raised("date-conflict", "warning", what, [f"{at}/handling/date"], line.line.spans[0].start)
    for n, earlier in enumerate(item.history):
        if earlier.date and meeting.date and earlier.date > meeting.date:
            what = f"an earlier handling is dated {earlier.date}, after the meeting of {meeting.date}"
            yield Raised("date-conflict", "warning", what, [f"{at}/history/{n}/date"])


def _section_number(item: Item, meeting: Meeting, at: str) -> Iterator[Raised]:
    """A handling by this meeting's body on this meeting's date under a section number other than the item's."""
    for n, other in enumerate(item.history):
        same_body = other.body and meeting.body and other.body.name == meeting.body.name
        if same_body and other.date == meeting.date and item.number and other.section not in (None, item.number):
            what = f"the item is § {item.number}, the reference of this date's handling below it says § {other.section}"
            yield Raised("number-conflict", "warning", what, [f"{at}/number", f"{at}/history/{n}/section"])


def _act_numbers(item: Item, at: str) -> Iterator[Raised]:
    """One act printed with two numbers that share a half: "(390/2015)" and "(390/2014)", one of them a slip.

    An act and its successor of the same name share neither running number nor year.
    """
    first: dict[str, dict[str, int]] = defaultdict(dict)
    for n, citation in enumerate(item.citations):
        if citation.kind == "act" and citation.name and citation.number:
            first[key(citation.name)].setdefault(citation.number, n)
    for numbers in first.values():
        for (one, a), (other, b) in itertools.combinations(numbers.items(), 2):
            if any(half == same for half, same in zip(one.split("/"), other.split("/"), strict=False)):
                what = f"{item.citations[a].name!r} is printed with two numbers: {one} and {other}"
                yield Raised("number-conflict", "warning", what, [f"{at}/citations/{n}/number" for n in (a, b)])


def _unnumbered(item: Item, at: str) -> Iterator[Raised]:
    """Acts whose number is nowhere in the item, neither with this name nor with another form of it."""
    printed = {each.number: key(each.name) for each in item.citations if each.number and each.name}
    for n in citations.unnumbered(item.citations):
        citation = item.citations[n]
        name = key(citation.name or "")
        if citation.number_inferred in printed or any(
            fuzz.ratio(name, other) >= MISSPELT for other in printed.values()
        ):
            continue
        known = f" ({citation.number_inferred} by the bundled table)" if citation.number_inferred else ""
        what = f"{citation.name!r} is cited without its number{known}: {citation.as_written!r}"
        yield Raised("statute-unnumbered", "info", what, [f"{at}/citations/{n}"])


def _unanswered(item: Item, at: str) -> Iterator[Raised]:
    for n, question in enumerate(item.questions if item.kind in ASKING or item.motion else ()):
        if question.answer is None:
            what = f"no answer was found to question {question.number}: {short(question.text)!r}"
            yield Raised("question-unanswered", "warning", what, [f"{at}/questions/{n}"])


def _counted(vote: Vote, at: str) -> Iterator[Raised]:
    """Votes whose lists of voters do not add up to their counts."""
    cast = Counter[str](voter.vote for voter in vote.voters if voter.vote)
    for side, count in (("for", vote.for_), ("against", vote.against), ("blank", vote.blank)):
        if cast[side] and count is not None and cast[side] != count:
            what = f"{count} votes {side!r} are counted, but {cast[side]} voters are named"
            yield Raised("vote-sum", "error", what, [f"{at}/{side}"])


def _attended(vote: Vote, present: int, at: str) -> Iterator[Raised]:
    """Votes of this meeting in which more were cast than members were present, where the cover lists these."""
    cast = sum(count or 0 for count in (vote.for_, vote.against, vote.blank))
    if 0 < present < cast:
        what = f"{cast} votes were cast, but {present} members are listed as present"
        yield Raised("vote-sum", "warning", what, [at])
