"""Questions of a motion, and the answer to each.

Questions appear in a numbered or bulleted list, or in prose. An answer follows a heading that repeats its question
word for word, gives its number ("Vastaus kysymykseen 2"), or resembles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple

from pydantic import Field
from rapidfuzz import fuzz

from extractors.core.block_text import prose
from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.core.slugs import slug
from extractors.language.phrases import sentences
from extractors.language.prefilter import folded, occurs
from extractors.vocabulary import either_of, words

SIMILAR = 80.0
"""How alike (0 to 100, rapidfuzz's token_set_ratio) a heading must be to a question to stand over its answer."""


class Question(Value):
    """A question and its answer."""

    number: int = Field(0, description="Its place in the order of the questions, from 1.")
    text: str = Field("", description="The question.")
    answer: str | None = Field(None, description="The whole answer; null where there is none.")
    matched_by: Literal["verbatim", "number", "similarity", "none"] = Field(
        "none", description="How the heading of the answer was matched to the question."
    )
    score: float | None = Field(
        None,
        description="How sure the match is: 1 for verbatim and number, else the likeness; null without an answer.",
    )


class _Answer(NamedTuple):
    matched_by: Literal["verbatim", "number", "similarity"]
    score: float
    heading: Block
    body: Passage


@cache
def _introducing() -> tuple[str, ...]:
    return tuple(" ".join(folded(phrase).split()) for phrase in words("motion", "questions"))


@cache
def _numbered_heading() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{either_of('motion', 'question_word')})\s*(?:nro|nr)?\s*(?P<number>\d{{1,2}})(?!\d)", re.IGNORECASE
    )


def asks(text: str) -> bool:
    """Whether a text introduces questions: "I motionen ställs följande frågor:"."""
    return occurs(" ".join(folded(text).split()), _introducing())


def asked(blocks: Sequence[Block], language: str) -> list[Passage]:
    """The questions that a motion asks: the list after an introduction, a list of questions, or those in its prose."""
    for index, block in enumerate(blocks):
        if asks(block.text) and not block.heading:
            inline = _inline(block, language)
            points = _run_of_items(blocks[index + 1 :]) or _run_of_questions(blocks[index + 1 :])
            if points and any(_asks(point) for point in points):
                return inline + [point.body for point in points]
            if inline:
                return inline
    for index in range(len(blocks)):
        points = _run_of_items(blocks[index:])
        if points and all(_asks(point) for point in points):
            return [point.body for point in points]
    return []


def _inline(block: Block, language: str) -> list[Passage]:
    """The questions after the introduction in the same paragraph; those before it are rhetorical."""
    found: list[Passage] = []
    led = False
    for sentence in sentences(block.body, language):
        led = led or asks(sentence.text)
        if led and sentence.text.endswith("?"):
            found.append(_without_introduction(sentence))
    return found


def _without_introduction(question: Passage) -> Passage:
    """A question in prose without its introductory words ("I motionen frågas följande: 1) Hur ...?")."""
    match = re.search(r"[^:]{0,160}:\s+(?=[A-ZÅÄÖ\d])", question.text)
    rest = question[match.end() :] if match else question
    counted = re.match(r"\d{1,2}\s*[.)]\s*", rest.text)
    return rest[counted.end() :] if counted else rest


def _asks(block: Block) -> bool:
    return block.text.rstrip("\"'”’ ").endswith("?")


def _run_of_questions(blocks: Sequence[Block]) -> list[Block]:
    """Unnumbered questions, each in a separate paragraph."""
    return list(takewhile(lambda block: _asks(block) and block.level == 0, blocks))


def _run_of_items(blocks: Sequence[Block]) -> list[Block]:
    run: list[Block] = []
    for block in blocks:
        if block.kind != "item":
            break
        run.append(block)
    return run


def pair(questions: Sequence[Passage], blocks: Sequence[Block]) -> list[Question]:
    """Pairs each question with its answer from the blocks of the account."""
    answers = _under_headings(questions, blocks)
    found = []
    for index, question in enumerate(questions):
        answer = answers.get(index)
        found.append(
            Question.model_validate(
                {
                    "number": index + 1,
                    "text": question.read("questions/text"),
                    "answer": answer.body.read(f"questions/{answer.matched_by}") if answer else None,
                    "matched_by": answer.matched_by if answer else "none",
                    "score": round(answer.score, 2) if answer else None,
                }
            )
        )
    return found


def _under_headings(questions: Sequence[Passage], blocks: Sequence[Block]) -> dict[int, _Answer]:
    """The answer to each question that has one, by the question's index."""
    found: dict[int, _Answer] = {}
    for way in ("verbatim", "number", "similarity"):
        for index, block in enumerate(blocks):
            if _is_asked(block, questions) or any(block is answer.heading for answer in found.values()):
                continue
            if way != "verbatim" and not block.heading:
                continue
            which, score = _match(way, block, questions)
            if which is None or which in found:
                continue
            body = prose(_under(blocks, index, questions))
            if body:
                found[which] = _Answer(way, score, block, body)
    return found or _labelled(questions, blocks) or _counted(questions, blocks)


@cache
def _answer_label() -> re.Pattern[str]:
    return re.compile(
        rf"{either_of('motion', 'answer_word')}\s*(?:nro|nr)?\s*(?P<number>\d{{1,2}})\s*[:.–-]\s*", re.IGNORECASE
    )


def _labelled(questions: Sequence[Passage], blocks: Sequence[Block]) -> dict[int, _Answer]:
    """Answers that open with their number in running text: "Svar på fråga 1: Staden ...", up to the next one."""
    found: dict[int, _Answer] = {}
    for index, block in enumerate(blocks):
        match = None if block.heading else _answer_label().match(block.text)
        if match and 0 < (number := int(match["number"])) <= len(questions) and number - 1 not in found:
            under = takewhile(
                lambda each: not each.heading and _answer_label().match(each.text) is None, blocks[index + 1 :]
            )
            body = Passage.join([each for each in (block.body[match.end() :], prose(under)) if each])
            if body:
                found[number - 1] = _Answer("number", 1.0, block, body)
    return found


@cache
def _answering() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('motion', 'answers')}", re.IGNORECASE)


def _counted(questions: Sequence[Passage], blocks: Sequence[Block]) -> dict[int, _Answer]:
    """Answers in a numbered list as long as that of the questions, after "Staden svarar följande:"."""
    for index, block in enumerate(blocks):
        run = _run_of_items(blocks[index + 1 :])
        if len(run) != len(questions) or not questions or _answering().search(block.text) is None:
            continue
        if [point.number for point in run] == list(range(1, len(run) + 1)) and not any(map(_asks, run)):
            return {at: _Answer("number", 1.0, point, point.body) for at, point in enumerate(run)}
    return {}


def _is_asked(block: Block, questions: Sequence[Passage]) -> bool:
    """Whether a block asks a question rather than answering it."""
    return any(question.start == block.body.start for question in questions)


def _match(way: str, block: Block, questions: Sequence[Passage]) -> tuple[int | None, float]:
    """The question that a block is the heading for, by one criterion, and their similarity."""
    text = re.sub(r"^\s*\d{1,2}\s*[.)]\s*", "", block.text)
    if way == "verbatim":
        for index, question in enumerate(questions):
            if slug(text, 10_000) == slug(question.text, 10_000):
                return index, 1.0
        return None, 0.0
    if way == "number":
        match = _numbered_heading().search(block.text)
        if match and 0 < int(match["number"]) <= len(questions):
            index = int(match["number"]) - 1
            return index, 1.0
        return None, 0.0
    scores = [fuzz.token_set_ratio(text, question.text) for question in questions]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None or scores[best] < SIMILAR or len(text.split()) < 3:
        return None, 0.0
    return best, scores[best] / 100


def _under(blocks: Sequence[Block], heading: int, questions: Sequence[Passage]) -> list[Block]:
    """The blocks under a heading, up to the next heading of equal or higher rank or of another answer."""
    level = blocks[heading].level
    under: list[Block] = []
    for block in blocks[heading + 1 :]:
        if block.heading and (level == 0 or block.level == 0 or block.level <= level):
            break
        if _match("verbatim", block, questions)[0] is not None and not _is_asked(block, questions):
            break
        under.append(block)
    return under
