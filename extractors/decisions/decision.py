"""Decisions: their text, what they came to, and whether all agreed."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.decisions.elections import Elected, elected
from extractors.language.phrases import Phrase, first_phrase, sentences
from extractors.organisations.body import names_body
from extractors.people.names import Gazetteer
from extractors.vocabulary import either_of, fold, words

Outcome = Literal[
    "approved",
    "approved_amended",
    "rejected",
    "tabled",
    "returned",
    "noted",
    "elected",
    "opened_closed",
    "withdrawn",
    "other",
]


SUBJECT = 8
"""Words at most before the verb of a decision: the body's name."""


class Decision(Value):
    """What a body decided."""

    text: str = Field("", description="The decision's whole text, without its label.")
    outcome: Outcome | None = Field(None, description="What it came to.")
    as_written: str | None = Field(None, description="The phrase that states the outcome, as printed.")
    unanimous: bool | None = Field(None, description="Whether all agreed; null when the text does not say.")
    elected: list[Elected] = Field(default_factory=list, description="Who was chosen for what.")


@cache
def _procedure() -> re.Pattern[str]:
    """What is approved in a sentence about the order of voting is that order, not the proposal."""
    return re.compile(either_of("votes", "procedure"), re.IGNORECASE)


@cache
def about_voting() -> re.Pattern[str]:
    """Sentences about what is voted on, and how, state no outcome."""
    keys = ("procedure", "supporters", "supporting", "side_for")
    return re.compile("|".join(either_of("votes", key) for key in keys), re.IGNORECASE)


@cache
def _decided() -> re.Pattern[str]:
    """ "päätti", "hyväksyttiin", "beslutade"."""
    return re.compile(rf"{either_of('outcome_words', 'decided')}(?!\w)", re.IGNORECASE)


def verb_of_decision(sentence: Passage) -> int | None:
    """Where the verb of a decision is in a sentence: at its beginning, or right after a body's name; None for no verb.

    >>> from extractors.core.passage import Span
    >>> def verb(text):
    ...     return verb_of_decision(Passage.of(text, Span(0, len(text))))
    >>> verb("Hyväksyttiin."), verb("Tekniska nämnden beslutade bordlägga ärendet."), verb("Nämnden har beslutat.")
    (0, 17, None)
    """
    text = sentence.text
    if _decided().match(text):
        return 0
    for space in itertools.islice(re.finditer(r"\s+", text[:160]), SUBJECT):
        if _decided().match(text, space.end()) and names_body(text[: space.start()]):
            return space.end()
    return None


@cache
def side_decision() -> re.Pattern[str]:
    """Words of a decision beside the main one: "läsnäolo- ja puheoikeus", "omedelbart justerad"."""
    return re.compile(rf"(?<!\w){either_of('outcome_words', 'side')}", re.IGNORECASE)


def _agreement(text: Passage, language: str, outcome: Phrase | None) -> Phrase | None:
    """What says whether all agreed; what only a sentence about a side decision says is not the main one's."""
    agreed = first_phrase(text, "unanimity", language)
    if agreed is None or outcome is None or not side_decision().search(text.text):
        return agreed
    main = [each for each in sentences(text, language) if not side_decision().search(each.text)]
    if not any(outcome.passage.text in each.text for each in main):
        return agreed
    return next(filter(None, (first_phrase(each, "unanimity", language) for each in main)), None)


@cache
def _changes() -> re.Pattern[str]:
    """ "muutti esitystään", "ändrade sitt förslag"."""
    return re.compile(rf"(?<!\w){either_of('amendments', 'changes')}(?!\w)", re.IGNORECASE)


def _changed_on(text: Passage | None) -> Passage | None:
    """Where a text states that the presenter changed the proposal: what is approved is then not the base one."""
    match = _changes().search(text.text) if text else None
    return text.group(match) if text and match else None


def _sentence(text: str, at: int) -> int:
    """Where the sentence begins that holds a place."""
    return max((stop.end() for stop in re.finditer(r"\.\s|\n", text[:at])), default=0)


@cache
def _others() -> re.Pattern[str]:
    """What is rejected along with them is not the matter: "Muut tarjoukset hylätään"."""
    return re.compile(rf"(?<!\w){either_of('outcome_words', 'others')}(?!\w)", re.IGNORECASE)


def _without_the_rest(text: Passage, language: str, rejected: Phrase) -> Phrase:
    """The outcome of the matter, where only the rest of it is rejected, in a later sentence or clause."""
    at = text.text.find(rejected.passage.text)
    sentence = _sentence(text.text, at)
    end = next((stop.start() for stop in re.finditer(r"[.\n]", text.text[at:])), len(text) - at)
    if _others().search(text.text[sentence : at + end]) is None:
        return rejected
    before = first_phrase(text[:at], "outcomes", language)
    agreed = before is not None and before.key in ("approved", "elected")
    return (
        before if before and agreed and fold(before.passage.text) not in words("outcome_words", "generic") else rejected
    )


def _phrase(text: Passage, language: str, formality: bool) -> Phrase | None:
    """The phrase that tells the outcome: "Todettiin." alone opens a meeting where legality is the matter."""
    phrase = first_phrase(text, "outcomes", language, _procedure()) or first_phrase(text, "outcomes", language)
    if phrase is not None and phrase.key == "rejected":
        phrase = _without_the_rest(text, language, phrase)
    if phrase is None and fold(text.text) in words("labels", "stated"):
        return Phrase("opened_closed" if formality else "noted", text.strip("."))
    if phrase is not None and phrase.key == "opened_closed" and not formality:
        before = text[: _sentence(text.text, text.text.find(phrase.passage.text))]
        phrase = first_phrase(before, "outcomes", language) or phrase  # "Puheenjohtaja päätti kokouksen."
    return phrase or first_phrase(text, "weak_outcomes", language)


def decision(
    text: Passage,
    language: str,
    names: Gazetteer,
    talk: Passage | None = None,
    formality: bool = False,
    opening: bool = False,
) -> Decision | None:
    """Reads a decision from its text; None where there is no text.

    `talk` is the text of the proceedings, which tell whether all agreed where the decision does not; `formality` says
    that the matter is a meeting's own: its legality, its minutes; `opening` that it is the meeting's legality or end,
    so that "Hyväksyttiin" approves just that.

    >>> from extractors.core.passage import Span
    >>> text = "Ärendet bordlades enhälligt."
    >>> found = decision(Passage.of(text, Span(0, len(text))), "sv", Gazetteer())
    >>> found.outcome, found.as_written, found.unanimous
    ('tabled', 'bordlades', True)
    """
    if not text:
        return None
    phrase = _phrase(text, language, formality)
    if phrase and phrase.key == "approved" and (changed := _changed_on(text) or _changed_on(talk)):
        phrase = Phrase("approved_amended", changed)
    elif phrase and phrase.key == "approved" and opening:
        phrase = Phrase("opened_closed", phrase.passage)
    agreed = _agreement(text, language, phrase) or (first_phrase(talk, "unanimity", language) if talk else None)
    return Decision.model_validate(
        {
            "text": text.read("outcomes/text"),
            "outcome": phrase.passage.means(phrase.key, "outcomes/phrase")
            if phrase
            else text.means("other", "outcomes/none"),
            "as_written": phrase.passage.read("outcomes/phrase") if phrase else None,
            "unanimous": agreed.passage.means(agreed.key == "unanimous", "outcomes/unanimity") if agreed else None,
            "elected": elected(text, names) if phrase and phrase.key == "elected" else [],
        }
    )


@cache
def _legality() -> re.Pattern[str]:
    """ "Kokouksen laillisuus ja päätösvaltaisuus", "Mötets öppnande"."""
    return re.compile(rf"(?<![\w-]){either_of('labels', 'legality')}", re.IGNORECASE)


def opens_or_ends(title: Passage | None, proposal: Passage, language: str, formality: bool) -> bool:
    """Whether a matter is the legality, the beginning or the end of a meeting, by its title or else its proposal.

    >>> from extractors.core.passage import Span
    >>> def opens(title, proposal):
    ...     first, second = (Passage.of(text, Span(0, len(text))) for text in (title, proposal))
    ...     return opens_or_ends(first if title else None, second, "fi", bool(title))
    >>> opens("Kokouksen laillisuus", "Todetaan."), opens("", "Todetaan kokous laillisesti kokoonkutsutuksi.")
    (True, True)
    >>> opens("Pöytäkirjan tarkastajien valinta", "Valitaan kaksi tarkastajaa.")
    False
    """
    if title is not None:
        return formality and _legality().search(title.text) is not None
    phrase = first_phrase(proposal, "outcomes", language) if proposal else None
    return phrase is not None and phrase.key == "opened_closed"


def set_outcome(decision: Decision, outcome: str, phrase: Passage) -> None:
    """Sets a decision's outcome and the phrase that it was read from."""
    found = phrase.means(outcome, "outcomes/phrase")
    decision.outcome = found.value  # type: ignore[assignment]
    decision.note("outcome", found)
    decision.as_written = phrase.text
    decision.note("as_written", phrase.read("outcomes/phrase"))
