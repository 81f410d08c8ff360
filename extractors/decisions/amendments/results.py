"""What became of amendments, as the text states it, as a vote decided it, or as the decision shows.

"Muutosehdotus raukesi kannattamattomana" · "förföll i brist på understöd" · "veti pois esityksensä" · "totesi
kaupunginhallituksen hylänneen Elon muutosehdotuksen nro 2" · "päätökseksi tulee Pekka Hellan esitys" · "Ordföranden
ställer förslagen mot varandra och finner att nämnden beslutar enligt Eks förslag".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.document import Block
from extractors.core.passage import Found, Passage, Span
from extractors.decisions.amendments.amendment import Amendment, Moved, Result, base_proposal, read
from extractors.decisions.decision import Decision
from extractors.decisions.votes.vote import Vote
from extractors.language.phrases import sentences
from extractors.people.inflection import names_person
from extractors.people.names import Gazetteer
from extractors.vocabulary import either_of, words


class _Words(NamedTuple):
    lapsed: re.Pattern[str]
    withdrawn: re.Pattern[str]
    lost: re.Pattern[str]
    carried: re.Pattern[str]
    proposal: re.Pattern[str]
    asked: re.Pattern[str]
    finds: re.Pattern[str]
    decided_now: re.Pattern[str]
    opposed: re.Pattern[str]
    that_proposal: re.Pattern[str]
    procedure: re.Pattern[str]
    number: re.Pattern[str]
    addition: re.Pattern[str]


@cache
def _words() -> _Words:
    def whole(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){either_of('amendments', key)}(?!\w)", re.IGNORECASE)

    return _Words(
        lapsed=whole("lapsed"),
        withdrawn=whole("withdrawn"),
        lost=whole("lost"),
        carried=whole("carried"),
        proposal=re.compile(either_of("amendments", "proposal"), re.IGNORECASE),
        asked=whole("asked"),
        finds=whole("finds"),
        decided_now=whole("decided_now"),
        opposed=whole("opposed"),
        that_proposal=re.compile(rf"^{either_of('amendments', 'that_proposal')}\s", re.IGNORECASE),
        procedure=re.compile(rf"{either_of('votes', 'procedure')}|{either_of('votes', 'side_for')}", re.IGNORECASE),
        number=re.compile(rf"(?<!\w){either_of('amendments', 'number')}\s*(\d{{1,2}})"),
        addition=re.compile(either_of("amendments", "additional"), re.IGNORECASE),
    )


def amendments(
    blocks: Sequence[Block], names: Gazetteer, language: str, votes: Sequence[Vote], decision: Decision | None
) -> list[Amendment]:
    """The proposals that members made at a meeting, each with what became of it as far as the text tells."""
    found, proposing = read(blocks, names, language)
    if found:
        _by_words(found, blocks, language, proposing)
        _by_votes(found, votes)
        _by_decision(found, decision)
    return [each.finish() for each in found]


def _settle(each: Moved, outcome: str, where: Passage) -> None:
    if each.outcome is None:
        each.outcome = where.means(outcome, f"amendments/{outcome}")
        each.result = "text"


def _by_words(found: Sequence[Moved], blocks: Sequence[Block], language: str, proposing: Collection[int]) -> None:
    """Settles the amendments whose outcome sentences of the debate state; those that propose something don't."""
    asked: list[Moved] = []  # those that the chair has asked about: "voidaanko Elon muutosehdotus hyväksyä"
    for block in blocks:
        for sentence in sentences(block.body, language):
            before = [each for each in found if _starts_before(each, sentence)]
            if before and (sentence.start not in proposing or _words().finds.search(sentence.text)):
                asked = _by_sentence(sentence, before, found, asked)


def _by_sentence(sentence: Passage, before: Sequence[Moved], found: Sequence[Moved], asked: list[Moved]) -> list[Moved]:
    """Settles what a sentence states of the amendments moved before it; returns those that it asks about."""
    known = _words()
    if finding := known.finds.search(sentence.text):
        here = [each for each in before if each.text.start == sentence.start]  # "Ek föreslår ... och finner att ..."
        _by_finding(sentence[: finding.start()], sentence[finding.end() :], before, here)
        return []
    if known.asked.search(sentence.text):
        return _named(before, sentence.text) or list(before[-1:])
    if known.procedure.search(sentence.text):
        return asked
    if match := known.lapsed.search(sentence.text):
        unseconded = [each for each in before if not each.seconded and each.outcome is None]
        for each in _named(before, sentence.text) or unseconded[-1:]:
            if not each.seconded:
                _settle(each, "lapsed", sentence.group(match))
        return asked
    if match := known.withdrawn.search(sentence.text):
        for each in _named(before, sentence.text) or before[-1:]:
            _settle(each, "withdrawn", sentence.group(match))
        return asked
    targets = _named(before, _before_proposals(sentence.text))
    if not targets and known.that_proposal.search(sentence.text):
        targets = list(before[-1:])
    if not _moves(sentence, found):
        _by_verb(sentence, targets or asked)
    return []


def _by_verb(text: Passage, targets: Sequence[Moved]) -> str | None:
    """Settles amendments by a text's verb of rejecting or accepting; returns the outcome."""
    known = _words()
    for outcome, pattern in (("lost", known.lost), ("carried", known.carried)):
        if match := pattern.search(text.text):
            for each in targets:
                _settle(each, outcome, text.group(match))
            return outcome
    return None


def _by_finding(put: Passage, result: Passage, before: Sequence[Moved], here: Sequence[Moved]) -> None:
    """Settles amendments by what the chair finds to be decided: "... mot varandra och finner att nämnden ...".

    `put` is what the sentence says before "finner att", `result` what after it, `here` what it moves. Where the
    base proposal is accepted, or one of several that were put against each other, the others are lost.
    """
    known = _words()
    still_open = [each for each in before if each.outcome is None]
    kinds = {each.kind.value if each.kind else "amendment": each for each in still_open}
    if decided := known.decided_now.search(result.text):
        for each in still_open:
            if each.kind and each.kind.value in ("return", "tabling"):
                _settle(each, "lost", result.group(decided))
        return
    meant = _named(still_open, _before_proposals(result.text)) or list(here)
    outcome = _by_verb(result, meant)
    rivals = [each for each in still_open if each not in meant and (not each.kind or each.kind.value in _RIVALS)]
    if outcome == "carried" and meant and known.opposed.search(put.text):
        _by_base(result, rivals)
    elif outcome == "carried" and not meant and base_proposal().search(result.text):
        _by_base(result, _named(rivals, put.text) or rivals)
    elif not meant:
        for kind, outcome_word in (("return", "returned"), ("tabling", "tabled")):
            match = re.search(rf"(?<!\w){either_of('amendments', outcome_word)}", result.text, re.IGNORECASE)
            if match and kind in kinds:
                _settle(kinds[kind], "carried", result.group(match))


_RIVALS = ("rejection", "amendment")
"""Kinds of proposals that lose where the base proposal is accepted; an addition is put on its own."""


def _by_base(result: Passage, lost: Sequence[Moved]) -> None:
    match = _words().carried.search(result.text)
    for each in lost:
        _settle(each, "lost", result.group(match) if match else result)


def _before_proposals(text: str) -> str:
    """What a text says whose the proposals are: the words before each, "Elon muutosehdotuksen nro 2"."""
    said = []
    for match in _words().proposal.finditer(text):
        before = re.split(r"[,:;]", text[max(0, match.start() - 60) : match.start()])[-1]
        said.append(before + text[match.start() : match.end() + 25])
    return " | ".join(said)


def _starts_before(each: Moved, sentence: Passage) -> bool:
    return bool(each.by.spans) and each.by.spans[0].start < sentence.start + len(sentence.text)


def _moves(sentence: Passage, found: Sequence[Moved]) -> bool:
    """Whether an amendment is moved in this very sentence, whose words on accepting are its own."""
    end = sentence.spans[-1].end
    return any(sentence.start <= each.by.spans[0].start < end and each.text.start == sentence.start for each in found)


def _named(found: Sequence[Moved], text: str) -> list[Moved]:
    """The amendments that a text names by mover, and by number where it gives one."""
    named = [each for each in found if names_person(text, each.by.value)]
    numbers = _words().number.findall(text)
    if numbers:
        return [each for each in named if each.number in numbers]
    if any(each.number for each in named):
        kind = "addition" if _words().addition.search(text) else None
        return [each for each in named if (each.kind.value if each.kind else None) == kind]
    return named


def _derive(each: Moved, carried: bool, spans: tuple[Span, ...], by: Result) -> None:
    """Settles an amendment by a vote or by the decision."""
    each.outcome = Found("carried" if carried else "lost", spans, f"amendments/{by}:derived")
    each.result = by


def _by_votes(found: Sequence[Moved], votes: Sequence[Vote]) -> None:
    """A vote decides the amendment that one of its propositions means, or the only one that was seconded."""
    still_open = [each for each in found if each.outcome is None]
    seconded = [each for each in still_open if each.seconded]
    for vote in votes:
        if vote.result not in ("for", "against"):
            continue
        place = vote._places.get("/result")
        spans = place.spans if place is not None else ()
        sides = {"for": vote.proposition_for or "", "against": vote.proposition_against or ""}
        meant = [(side, each) for side in sides for each in still_open if _is_meant(each, side, sides)]
        for side, each in meant:
            if each.outcome is None:
                _derive(each, vote.result == side, spans, "vote")
        winner = _against_base(sides)
        if not meant and winner and len(votes) == 1 and len(seconded) == 1 and seconded[0].outcome is None:
            _derive(seconded[0], vote.result == winner, spans, "vote")


def _is_meant(each: Moved, side: str, sides: dict[str, str]) -> bool:
    """Whether a side of a vote stands for an amendment, by its mover or by what it asks for, and the other does not."""
    text, other = sides[side], sides["against" if side == "for" else "for"]
    if names_person(text, each.by.value):
        return not names_person(other, each.by.value)
    asks = _asks(each.kind.value) if each.kind is not None else None
    return asks is not None and asks.search(text) is not None and not asks.search(other)


@cache
def _asks(kind: str) -> re.Pattern[str] | None:
    """What asks for rejection, return or tabling where nobody is named: "avslag", "återremiss", "pöydälle"."""
    if kind not in ("rejection", "return", "tabling"):
        return None
    beginnings = (re.escape(word.rstrip("*")) for word in words("amendments", kind))
    return re.compile(rf"(?<!\w)(?:{'|'.join(beginnings)})", re.IGNORECASE)


def _against_base(sides: dict[str, str]) -> str | None:
    """Which side of a vote is against the base proposal; None where its propositions don't tell.

    >>> _against_base({"for": "", "against": ""})
    'against'
    >>> _against_base({"for": "otto-oikeuden käyttämisen", "against": "alkuperäisen päätösehdotuksen"})
    'for'
    """
    yes, no = (base_proposal().search(sides[side]) is not None for side in ("for", "against"))
    if not sides["for"] and not sides["against"]:
        return "against"  # by custom JAA and JA stand for the base proposal
    return None if yes == no else "against" if yes else "for"


def _by_decision(found: Sequence[Moved], decision: Decision | None) -> None:
    """A proposal to table or to return a matter carried where that was decided."""
    if decision is None:
        return
    place = decision._places.get("/outcome")
    wanted = {"tabled": "tabling", "returned": "return"}.get(decision.outcome or "")
    for each in found:
        if each.outcome is None and each.kind is not None and each.kind.value == wanted and place is not None:
            _derive(each, True, place.spans, "decision")
