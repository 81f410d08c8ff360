"""Coming and going as the minutes of the items tell it, and whom of the list of those present a name means.

"Merkittiin, että Mikko Malli poistui kokouksesta klo 18.40" · "Maria Ås anlände till mötet kl. 18.05 under § 45".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz

from extractors.core.passage import Found, Passage
from extractors.language import phrases
from extractors.people.names import WORD, find, is_role_word
from extractors.people.person import Person
from extractors.people.presence import CLOCK, when
from extractors.vocabulary import either, either_of, words

ALIKE = 90
"""How alike (0 to 100) two spellings of a name are that mean one person: a slip of a letter, a hyphen, a genitive."""

_CLAUSE = re.compile(r"[,;:]\s+(?=[a-zåäö])|(?<=\s)(?:att|että)\s+")


@cache
def _verbs() -> re.Pattern[str]:
    came, went = (either_of("attendance", key) for key in ("came", "went"))
    return re.compile(rf"(?<!\w)(?:(?P<arrived>{came})|(?P<left>{went}))(?!\w)", re.IGNORECASE)


@cache
def _of_meeting() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('attendance', 'meeting')}(?!\w)", re.IGNORECASE)


@cache
def _away() -> re.Pattern[str]:
    """What tells that somebody was only away for a while, or disqualified; and "17.20-17.22"."""
    whole = either(word for word in words("attendance", "away") if not word.endswith("*"))
    begun = either(word[:-1] for word in words("attendance", "away") if word.endswith("*"))
    return re.compile(rf"(?<!\w)(?:{whole}(?!\w)|{begun})|{CLOCK}\s*[-–]\s*{CLOCK}", re.IGNORECASE)


def alike(name: str, people: Iterable[Person]) -> Person | None:
    """The person of a list whom a name means, a slip of the pen aside; None where it is nobody or could be two.

    >>> listed = [Person(name="Esko Yli-Karhu"), Person(name="Anna Ek"), Person(name="Anne Ek")]
    >>> alike("Esko Ylikarhu", listed).name, alike("Anne Ek", listed).name, alike("Kai Ek", listed)
    ('Esko Yli-Karhu', 'Anne Ek', None)
    """
    scored = [(fuzz.ratio(name.casefold(), (each.name or "").casefold()), each) for each in people]
    best = max((score for score, _ in scored), default=0.0)
    chosen = [each for score, each in scored if score == best]
    one = {each.name for each in chosen}
    return chosen[0] if best >= ALIKE and len(one) == 1 else None


def tell(blocks: Iterable[Passage], number: Found[str] | None, people: Sequence[Person]) -> None:
    """Notes with the persons of the list when they came and went, as an item's text tells; the list's word goes first.

    Without a time the item's own paragraph is when it was. Who only left the room for a while was there.
    """
    for block in blocks:
        if _verbs().search(block.text):
            for sentence in phrases.sentences(block, "sv"):
                if not _away().search(sentence.text) and _of_meeting().search(sentence.text):
                    _sentence(sentence, number, people)


def _sentence(sentence: Passage, number: Found[str] | None, people: Sequence[Person]) -> None:
    verbs = list(_verbs().finditer(sentence.text))
    for at, verb in enumerate(verbs):
        start = verbs[at - 1].end() if at else 0
        end = verbs[at + 1].start() if at + 1 < len(verbs) else len(sentence)
        key = "arrived" if verb["arrived"] else "left"
        behind = sentence[verb.end() : end]
        clauses = [cut.end() for cut in _CLAUSE.finditer(sentence.text, start, verb.start())]
        start = clauses[-1] if clauses else start
        meant = _meant(sentence[start : verb.start()], people) or _meant(behind, people)
        value = when(behind, key) or when(sentence[start:end], key)
        if value is None and number is not None:
            value = sentence.group(verb).means(f"§ {number.value}", f"meetings/{key}")
        for person in meant:
            listed = f"/{key}" in person._places and key not in person.times_in_items
            if value is not None and not listed and (key == "left" or key not in person.times_in_items):
                setattr(person, key, value.value)
                person.note(key, Found(value.value, value.spans, f"comings/{key}:derived"))
                person.times_in_items.add(key)


def _meant(text: Passage, people: Sequence[Person]) -> list[Person]:
    """The persons of the list whom a text names: by the whole name, else by title and surname."""
    found = [person for name in find(text) if (person := alike(name.text, people)) is not None]
    if found:
        return found
    for match in re.finditer(rf"(?P<title>[\w-]+)\s+(?P<surname>{WORD})(?![\w-])", text.text):
        if is_role_word(match["title"]):
            of_it = [each for each in people if (each.name or "").split()[-1:] == [match["surname"]]]
            if len(of_it) == 1:
                found.append(of_it[0])
    return found
