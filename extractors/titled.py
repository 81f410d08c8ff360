"""Who was disqualified, where only an office is told: "Rehtori poistui esteellisenä", "Rektorn anmälde jäv"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors import nlp
from extractors.disqualifications import Disqualification, denied, told, why
from extractors.document import Block
from extractors.meetings import offices
from extractors.names import is_role_word
from extractors.persons import Person
from extractors.vocabulary import either_of


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>[A-ZÅÄÖ][\w-]+)\s+{either_of('disqualification', 'does')}(?!\w)")


def titled(blocks: Sequence[Block], people: Sequence[Person]) -> list[Disqualification]:
    """Those whom sentences call disqualified by their office; a name only where one of `people` alone holds it."""
    found: list[Disqualification] = []
    for block in blocks:
        for sentence in nlp.sentences(block.body, "sv") if told().search(block.text) else ():
            match = _subject().match(sentence.text)
            if match is None or not _is_title(match["title"]) or not told().search(sentence.text):
                continue
            if denied().search(sentence.text):
                continue
            holders = [each for each in people if any(_is(office, match["title"]) for office in offices(each))]
            name = holders[0].name if len(holders) == 1 else None
            said = sentence.group(match, "title")
            *_, reason = why(sentence)
            found.append(
                Disqualification.model_validate(
                    {
                        "name": said.means(name, "dissents/title") if name else None,
                        "reason": reason.read("dissents/reason") if reason else None,
                    }
                )
            )
            found[-1].at(sentence, "dissents/disqualified")
    return found


def _is_title(word: str) -> bool:
    return any(is_role_word(word.removesuffix(article)) for article in ("", "n", "en"))


def _is(office: str, title: str) -> bool:
    """Whether an office is the one that a sentence begins with, in Swedish with the article: "Rektorn"."""
    small = title.lower()
    return any(small == f"{office}{article}" for article in ("", "n", "en"))
