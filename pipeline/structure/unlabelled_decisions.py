"""Decisions that no label opens: the paragraph of a handling that begins with what the body did.

"Kaupunginhallitus päätti yksimielisesti, että ...", "Asia poistettiin esityslistalta.", "Godkändes enligt förslaget."
A proposal is printed in the present tense, so a paragraph in the past tense under it is the decision. In an account
the past tense also tells of earlier meetings: there such a paragraph counts only where the document has no label of a
decision at all, and where it names no day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.decisions.decision import side_decision, verb_of_decision
from extractors.language import dates
from extractors.language.identification import identify
from extractors.language.phrases import first_phrase, phrases, sentences
from extractors.organisations import body
from extractors.vocabulary import either_of
from pipeline.structure.model import HandlingOutline, ItemOutline, Outline, Section

# "(§ 121)", "121 §": a section beside a day, in what is told of an earlier meeting
_SECTION = re.compile(r"§\s?\d|\d\s?§(?!:)")


@cache
def _matter() -> re.Pattern[str]:
    """ "Asia poistettiin", "Ärendet bordlades": a matter that leaves the meeting."""
    return re.compile(rf"{either_of('outcome_words', 'matter')}\s+\w", re.IGNORECASE)


def decides(sentence: Passage, language: str) -> bool:
    """Whether a sentence says what a body did with the matter.

    >>> from extractors.core.passage import Span
    >>> def told(text, language):
    ...     return decides(Passage.of(text, Span(0, len(text))), language)
    >>> told("Kunnanhallitus päätti yksimielisesti hyväksyä esityksen.", "fi"), told("Asia jätettiin pöydälle.", "fi")
    (True, True)
    >>> told("Tekniska nämnden godkände förslaget.", "sv"), told("Kommunstyrelsen beslutar godkänna förslaget.", "sv")
    (True, False)
    >>> told("Kunnanhallitus päätti 12.3.2020 § 45, että asia valmistellaan.", "fi")
    False
    """
    text = sentence.text
    if not text[:1].isupper() or side_decision().search(text):
        return False
    if _matter().match(text):
        phrase = first_phrase(sentence, "outcomes", language)
        return phrase is not None and phrase.key in ("withdrawn", "tabled", "returned")
    verb = verb_of_decision(sentence)
    return verb is not None and not dates.find(sentence[verb : verb + 80])


SHORT = 14
"""Words at most of a sentence that says of a matter what became of it: "Dagordningen fastställdes." """


@cache
def _became() -> re.Pattern[str]:
    """ "Dagordningen fastställdes.", "Protokollet lades till handlingarna."."""
    verb = either_of("outcome_words", "decided")
    return re.compile(rf"[A-ZÅÄÖ]\w+\s+(?:[\w-]+\s+){{0,4}}?{verb}(?!\w)", re.IGNORECASE)


def _settles(sentence: Passage, language: str) -> bool:
    """Whether a sentence of a document without labels of decisions tells one, also without naming the body."""
    if decides(sentence, language):
        return True
    short = (
        len(sentence.text.split()) <= SHORT and not dates.find(sentence) and not side_decision().search(sentence.text)
    )
    return short and _became().match(sentence.text) is not None


@cache
def _rules() -> re.Pattern[str]:
    """ "Direktionen beslutar", "Kommunstyrelsen beslutar att godkänna ...": the body, and that it decides."""
    return re.compile(rf"(?P<body>[A-ZÅÄÖ].{{2,60}}?)\s+{either_of('outcome_words', 'rules')}(?!\w)")


def rules(text: str) -> bool:
    """Whether a paragraph begins with a body and that it decides, in the present tense.

    >>> rules("Direktionen beslutar att godkänna planen"), rules("Nämndens förslag till beslut")
    (True, False)
    """
    match = _rules().match(text)
    return match is not None and body.names_body(match["body"])


def find(outline: Outline) -> None:
    """Opens sections for the decisions without a label."""
    labelled = any(each.has("decision") for item in outline.items for each in (item.current, *item.history))
    ruled = not labelled and not any(item.current.has("proposal") for item in outline.items) and not _is_agenda(outline)
    for item in outline.items:
        for each in (item.current, *item.history):
            if not each.has("decision"):
                _below_proposal(each)
        if ruled and _in_force(item):
            continue
        if item.current.has("decision", "proposal"):
            continue
        if labelled:
            _alone(item.current)
        else:
            _in_account(item, outline)


@cache
def _settled() -> re.Pattern[str]:
    """ "Informationen noteras.", "Rapporten läggs till handlingarna."."""
    return re.compile(rf"[A-ZÅÄÖ]\w+(?:en|et|na|n)\s+{either_of('outcome_words', 'settles')}\.?")


def _alone(handling: HandlingOutline) -> None:
    """The decision that is a paragraph of a few words, in an item of minutes whose other items have labels."""
    for section in handling.of("account"):
        for at, block in enumerate(section.blocks):
            if block.kind != "item" and _settled().fullmatch(block.text):
                handling.sections.insert(handling.sections.index(section) + 1, Section("decision", blocks=[block]))
                del section.blocks[at]
                if not section.blocks and section.label is None:
                    handling.sections.remove(section)
                return


def _is_agenda(outline: Outline) -> bool:
    return any(each.document_is("agenda") and not each.either for each in outline.references)


def _in_force(item: ItemOutline) -> bool:
    """Opens the decision that begins with "Direktionen beslutar", where no document's label does; whether one does."""
    for section in item.current.of("account"):
        for at, block in enumerate(section.blocks):
            if rules(block.text):
                _open(item.current, section, at, block)
                return True
    return False


def _below_proposal(handling: HandlingOutline) -> None:
    """The decision under a proposal: from the first of its later paragraphs that says what the body did."""
    section = next(iter(handling.of("proposal")[-1:]), None)
    if section is None or len(section.blocks) < 2:
        return
    for at, block in enumerate(section.blocks[1:], 1):
        if block.kind == "paragraph" and _begins(block):
            _open(handling, section, at, block)
            return


def _begins(block: Block) -> bool:
    language = identify(block.text) or "fi"
    return decides(next(iter(sentences(block.body[:2000], language)), block.body), language)


def _in_account(item: ItemOutline, outline: Outline) -> None:
    """The decision in the text of a matter of a document without labels of decisions: the last such sentence."""
    handling = item.current
    met = [name for each in outline.references if (name := each.body_name)]
    for section in reversed(handling.of("account")):
        for at in range(len(section.blocks) - 1, -1, -1):
            block = section.blocks[at]
            language = identify(block.text) or "fi"
            for sentence in reversed(sentences(block.body, language)):
                if _settles(sentence, language) and not _earlier(sentence, met):
                    before, after = _parted(block, block.text.find(sentence.text))
                    section.blocks[at : at + 1] = [*before, after]
                    _open(handling, section, at + len(before), after)
                    _appeal(item, handling.of("decision")[0])
                    return


def _earlier(sentence: Passage, met: Sequence[str]) -> bool:
    """Whether a sentence of an account tells of another meeting: it names a day and a section, or another body.

    "Harjulan kunnanvaltuusto hyväksyi strategian kokouksessaan 16.12.2019 (§ 121)." in a committee's minutes.
    """
    if _SECTION.search(sentence.text) and dates.find(sentence):
        return True
    verb = verb_of_decision(sentence)
    name = sentence.text[:verb].strip() if verb is not None else ""
    words = name.split()
    own = [" ".join(words[at:]) for at in range(len(words))]  # without the municipality's name before it
    return bool(name) and bool(met) and not any(body.same(each, known) for each in own for known in met)


def _parted(block: Block, at: int) -> tuple[list[Block], Block]:
    """A block in two, cut at a place of its text; the first part is empty where that is its beginning."""
    if at <= 0:
        return [], block
    first, second = block.body[:at].strip(), block.body[at:]
    return [_piece(block, first)], _piece(block, second)


def _piece(block: Block, body: Passage) -> Block:
    return block._replace(body=body, lines=(body,), spans=body.spans, loose=False)


def _open(handling: HandlingOutline, section: Section, at: int, first: Block) -> None:
    """Moves the blocks of a section from one on into a decision of their own."""
    decision = Section("decision", blocks=[first, *section.blocks[at + 1 :]])
    section.blocks = section.blocks[:at]
    place = handling.sections.index(section)
    handling.sections.insert(place + 1, decision)
    if not section.blocks and section.label is None:
        handling.sections.remove(section)


def _appeal(item: ItemOutline, decision: Section) -> None:
    """Takes what forbids an appeal out of a decision: "Päätöksestä ei saa tehdä oikaisuvaatimusta"."""
    for at, block in enumerate(decision.blocks[1:], 1):
        if forbids_appeal(block):
            item.sections.append(Section("appeal", blocks=decision.blocks[at:]))
            del decision.blocks[at:]
            return


def forbids_appeal(block: Block) -> bool:
    """Whether a paragraph says that the decision can not be appealed."""
    language = identify(block.text) or "fi"
    named = re.match(either_of("outcome_words", "the_decision"), block.text, re.IGNORECASE)
    return named is not None and next(phrases(block.body, "appeals", language, ("prohibited",)), None) is not None
