"""What became of amendments: told by words, by a vote, or by the decision.

"Muutosehdotus raukesi kannattamattomana" · "förföll i brist på understöd" · "veti pois esityksensä" · "totesi
kaupunginhallituksen hylänneen Elon muutosehdotuksen nro 2" · "päätökseksi tulee Pekka Hellan esitys".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.decisions.amendments.amendment import Amendment, Motioned, read
from extractors.decisions.decision import Decision
from extractors.decisions.votes.vote import Vote
from extractors.language.phrases import sentences
from extractors.people.inflection import speaks_of
from extractors.people.names import Gazetteer
from extractors.vocabulary import either_of


class _Words(NamedTuple):
    lapsed: re.Pattern[str]
    withdrawn: re.Pattern[str]
    lost: re.Pattern[str]
    carried: re.Pattern[str]
    proposal: re.Pattern[str]
    asked: re.Pattern[str]
    procedure: re.Pattern[str]


@cache
def _words() -> _Words:
    def whole(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){either_of('amendments', key)}(?!\w)", re.IGNORECASE)

    return _Words(
        whole("lapsed"),
        whole("withdrawn"),
        whole("lost"),
        whole("carried"),
        re.compile(either_of("amendments", "proposal"), re.IGNORECASE),
        whole("asked"),
        re.compile(rf"{either_of('votes', 'procedure')}|{either_of('votes', 'side_for')}", re.IGNORECASE),
    )


def amendments(
    blocks: Sequence[Block], names: Gazetteer, language: str, votes: Sequence[Vote], decision: Decision | None
) -> list[Amendment]:
    """The proposals that members made at a meeting, each with what became of it as far as the text tells."""
    found = read(blocks, names, language)
    if found:
        _by_words(found, blocks, language)
        _by_votes(found, votes)
        _by_decision(found, decision)
    return [each.finish() for each in found]


def _settle(each: Motioned, outcome: str, where: Passage, over: bool = False) -> None:
    if each.outcome is None or over:
        each.outcome = where.means(outcome, f"amendments/{outcome}")


def _by_words(found: Sequence[Motioned], blocks: Sequence[Block], language: str) -> None:
    words = _words()
    asked: list[Motioned] = []  # those that the chair has asked about: "voidaanko Elon muutosehdotus hyväksyä"
    for block in blocks:
        for sentence in sentences(block.body, language):
            before = [each for each in found if _starts_before(each, sentence)]
            if not before:
                continue
            named = _named(before, sentence.text)
            if words.asked.search(sentence.text):
                asked = named or before[-1:]
                continue
            if words.procedure.search(sentence.text):
                continue
            if match := words.lapsed.search(sentence.text):
                unseconded = [each for each in before if not each.seconded and each.outcome is None]
                for each in named or unseconded[-1:]:
                    if not each.seconded:
                        _settle(each, "lapsed", sentence.group(match))
                continue
            if match := words.withdrawn.search(sentence.text):
                for each in named or before[-1:]:
                    _settle(each, "withdrawn", sentence.group(match))
                continue
            targets = _named(before, _before_proposals(sentence.text))
            if not targets and _speaks_of_proposal(sentence.text):
                targets = before[-1:]
            targets = targets or asked
            asked = []
            for outcome, pattern in (("lost", words.lost), ("carried", words.carried)):
                if (match := pattern.search(sentence.text)) and not _moves(sentence, found):
                    for each in targets:
                        _settle(each, outcome, sentence.group(match))
                    break


def _before_proposals(text: str) -> str:
    """What a text says whose the proposals are: the words before each, "Elon muutosehdotuksen nro 2"."""
    said = []
    for match in _words().proposal.finditer(text):
        before = re.split(r"[,:;]", text[max(0, match.start() - 60) : match.start()])[-1]
        said.append(before + text[match.start() : match.end() + 25])
    return " | ".join(said)


def _starts_before(each: Motioned, sentence: Passage) -> bool:
    return bool(each.by.spans) and each.by.spans[0].start < sentence.start + len(sentence.text)


def _moves(sentence: Passage, found: Sequence[Motioned]) -> bool:
    """Whether an amendment is moved in this very sentence, whose words on accepting are its own."""
    end = sentence.spans[-1].end
    return any(sentence.start <= each.by.spans[0].start < end and each.text.start == sentence.start for each in found)


def _named(found: Sequence[Motioned], text: str) -> list[Motioned]:
    """The amendments that a text names by mover, and by number where it gives one."""
    named = [each for each in found if speaks_of(text, each.by.value)]
    numbers = re.findall(r"(?:nro|nr)\s*(\d{1,2})", text)
    if numbers:
        return [each for each in named if each.number in numbers]
    if any(each.number for each in named):
        kind = "addition" if re.search(r"(?i)lisäys|tillägg", text) else None
        return [each for each in named if (each.kind.value if each.kind else None) == kind]
    return named


_PROPOSAL = re.compile(
    r"^(?:Toivomus|Toivomusponsi|Ponsi|Ponsiesitys|Muutosehdotus|Muutosesitys|Vastaehdotus|Vastaesitys|Lisäysehdotus"
    r"|Palautusehdotus|Ehdotus|Esitys|Klämmen|Önskemålet|Ändringsförslaget|Motförslaget|Tilläggsförslaget"
    r"|Återremissförslaget|Bordläggningsförslaget)\s",
)


def _speaks_of_proposal(text: str) -> bool:
    return _PROPOSAL.match(text) is not None


def _by_votes(found: Sequence[Motioned], votes: Sequence[Vote]) -> None:
    """A vote decides the amendment that one of its propositions names, or the only one that was seconded."""
    open_ones = [each for each in found if each.outcome is None and each.seconded]
    for vote in votes:
        if vote.result not in ("for", "against"):
            continue
        place = vote._places.get("/result")
        spans = place.spans if place is not None else ()
        sides = {"for": vote.proposition_for or "", "against": vote.proposition_against or ""}
        told = False
        for side, text in sides.items():
            for each in open_ones:
                other = sides["against" if side == "for" else "for"]
                if speaks_of(text, each.by.value) and not speaks_of(other, each.by.value):
                    told = True
                    if each.outcome is None:
                        outcome = "carried" if vote.result == side else "lost"
                        each.outcome = Found(outcome, spans, "amendments/vote:derived")
        winner = _against_base(sides)
        if not told and winner and len(votes) == 1 and len(open_ones) == 1 and open_ones[0].outcome is None:
            outcome = "carried" if vote.result == winner else "lost"
            open_ones[0].outcome = Found(outcome, spans, "amendments/vote:derived")


def _against_base(sides: dict[str, str]) -> str | None:
    """Which side of a vote is against the base proposal; None where its propositions don't tell.

    >>> _against_base({"for": "", "against": ""})
    'against'
    >>> _against_base({"for": "otto-oikeuden käyttämisen", "against": "alkuperäisen päätösehdotuksen"})
    'for'
    """
    base = re.compile(either_of("amendments", "base"), re.IGNORECASE)
    yes, no = (base.search(sides[side]) is not None for side in ("for", "against"))
    if not sides["for"] and not sides["against"]:
        return "against"  # by custom JAA and JA stand for the base proposal
    return None if yes == no else "against" if yes else "for"


def _by_decision(found: Sequence[Motioned], decision: Decision | None) -> None:
    """A proposal to table or to return a matter carried where that was decided."""
    if decision is None:
        return
    place = decision._places.get("/outcome")
    wanted = {"tabled": "tabling", "returned": "return"}.get(decision.outcome or "")
    for each in found:
        if each.outcome is None and each.kind is not None and each.kind.value == wanted and place is not None:
            each.outcome = Found("carried", place.spans, "amendments/decision:derived")
