"""Items: from the parts that the outline found to the record's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.citations import citation
from extractors.core.block_text import printed_lines, prose, sample
from extractors.core.passage import Found, Passage, Span
from extractors.decisions.amendments.results import amendments
from extractors.decisions.amendments.settlement import settle
from extractors.decisions.decision import decision, opens_or_ends
from extractors.decisions.disqualifications import by_office, disqualified, stated_disqualified
from extractors.decisions.dissents import dissents, stated_dissents
from extractors.decisions.votes.vote import votes
from extractors.item.account import account
from extractors.item.appeal_instructions import Appeal, appeal
from extractors.item.attachments import attachments, recipients
from extractors.item.earlier_handlings import stated as stated_handlings
from extractors.item.hyperlinks import hyperlink
from extractors.item.matter_kind import MatterKind, by_title
from extractors.item.notes import note
from extractors.item.presenters import in_prose
from extractors.item.proceedings import proceedings
from extractors.item.proposals import Proposal, changed, proposal
from extractors.language.identification import SAMPLE, identify
from extractors.meeting.meeting import Meeting
from extractors.motions import motion, questions
from extractors.motions.motion import Motion
from extractors.motions.submission import CouncilHandling
from extractors.organisations.body import body, nominative
from extractors.organisations.body import kind as body_kind
from extractors.organisations.body import same as same_body
from extractors.organisations.register import Country
from extractors.people.inflection import title as officer_title
from extractors.people.names import Gazetteer, is_role_word, split_role
from extractors.people.person import Person, entries, named
from pipeline.record.model import Handling, Item
from pipeline.structure.model import HandlingOutline, ItemOutline, Section


@dataclass(frozen=True, slots=True)
class Context:
    """What items need to know of the whole document: its text, language, names, links, meeting and country."""

    source: str
    language: str
    names: Gazetteer
    links: Mapping[Span, str]
    base: str | None
    meeting: Meeting
    country: Country | None = None


def item(outline: ItemOutline, context: Context) -> Item:
    """The item that an outline describes."""
    text = sample(outline.blocks, SAMPLE)
    language = identify(text) or context.language
    title = outline.title
    kind = by_title(title.text) if title else "other"
    current = handling(outline.current, context, language, kind, title)
    _meet(current, outline, context.meeting)
    if not current.disqualified:
        there = [*context.meeting.present, *context.meeting.others]
        current.disqualified = by_office(outline.current.blocks("disqualification", "proceedings", "decision"), there)
    history = _history(outline, context, language, kind, current)
    accounts = outline.current.blocks("account") or [
        block for each in outline.history for block in each.blocks("account")
    ]
    asked = questions.asked(accounts, language)
    motion_like = kind in ("motion", "council_question")
    paired = questions.pair(asked, accounts)
    return Item.model_validate(
        {
            "number": outline.number,
            "title": title.read("items/title") if title else None,
            "language": language if text else None,
            "case_number": outline.case.number if outline.case else None,
            "classification": outline.case.classification if outline.case else None,
            "kind": title.means(kind, "items/title") if title else "other",
            "handling": current,
            "history": history,
            "motion": _motion(outline, context, language) if motion_like else None,
            # elsewhere, questions without answers are a survey's, or those of an authority that asks for a statement
            "questions": paired if motion_like or any(each.answer for each in paired) else [],
            "citations": citation.find_all(_sections_text(outline), _day(context), context.country),
            "links": [
                hyperlink(Passage.of(context.source, span), url, context.base)
                for span, url in sorted(context.links.items())
                if any(block.spans[0].start <= span.start < block.spans[-1].end for block in outline.blocks)
            ],
            "for_information": [
                entry.read("items/for_information")
                for section in outline.sections
                if section.kind == "for_information"
                for entry in recipients(section.blocks)
            ],
            "appeal": _appeal([section for section in outline.sections if section.kind == "appeal"], language),
        }
    )


def _motion(outline: ItemOutline, context: Context, language: str) -> Motion | None:
    """The motion that an item answers, from all of its handlings."""
    parts = motion.MotionParts(
        title=outline.title,
        proposals=[
            prose(section.blocks) for each in (outline.current, *outline.history) for section in each.of("proposal")
        ],
        account=outline.current.blocks("account"),
        earlier=[block for each in outline.history for block in each.blocks("account")],
        council=[
            CouncilHandling(each.reference.date, each.blocks())
            for each in outline.history
            if each.reference
            and each.reference.date
            and each.reference.body_name
            and body_kind(each.reference.body_name) == "council"
        ],
    )
    return motion.find(parts, context.names, language)


def _meet(current: Handling, outline: ItemOutline, meeting: Meeting) -> None:
    """Gives the current handling the body and date of the meeting and the item's section number."""
    for field in ("body", "date"):
        value = getattr(meeting, field)
        if value is not None and (getattr(current, field) is None or (field == "date" and current.date != value)):
            setattr(current, field, value.model_copy() if field == "body" else value)
            if field == "date" and "/date" in meeting._places:
                current.note("date", meeting._places["/date"])
    if current.section is None and outline.number is not None:
        current.section = outline.number.value
        current.note("section", outline.number)


def _history(
    outline: ItemOutline, context: Context, language: str, kind: MatterKind, current: Handling
) -> list[Handling]:
    """The earlier handlings in printed order: those printed in full, and others that the account mentions."""
    printed = [handling(each, context, language, kind, outline.title) for each in outline.history]
    starts = [each.reference.line.start if each.reference else 0 for each in outline.history]
    found = list(zip(starts, printed, strict=True))
    account_text = [block.body for block in outline.current.blocks("account")]
    for each in stated_handlings(account_text, _day(context)):
        new = Handling.model_validate({"body": body(each.body), "date": each.date, "section": each.section})
        if not any(_same(new, other) for other in (current, *(other for _, other in found))):
            found.append((each.body.start, new))
    return [each for _, each in sorted(found, key=lambda each: each[0])]


def _same(one: Handling, other: Handling) -> bool:
    """Whether two handlings can be one: the same section, and body and day as far as both are known."""
    days = one.date is None or other.date is None or one.date == other.date
    names = [each.body.name for each in (one, other) if each.body is not None and each.body.name is not None]
    return one.section == other.section and days and (len(names) < 2 or same_body(*names) or one.date == other.date)


def handling(
    outline: HandlingOutline, context: Context, language: str, kind: MatterKind = "other", title: Passage | None = None
) -> Handling:
    """The handling that an outline describes, of a matter of this kind and title."""
    reference = outline.reference
    talk = outline.blocks("proceedings", "vote", "disqualification")
    decided = outline.blocks("decision")
    decided_text = prose(decided)
    cast = votes(outline.blocks("proceedings", "vote"), context.names, language) or votes(
        decided, context.names, language
    )
    formality = kind == "formality"
    opening = opens_or_ends(title, prose(outline.blocks("proposal")), language, formality)
    came_to = decision(decided_text, language, context.names, prose(outline.blocks("proceedings")), formality, opening)
    moved = amendments([*talk, *decided], context.names, language, cast, came_to)
    settle(came_to, moved, cast, decided_text, language)
    return Handling.model_validate(
        {
            "body": body(reference.body) if reference and reference.body else None,
            "date": reference.date.iso if reference and reference.date else None,
            "section": reference.section if reference else None,
            "language": identify(sample(outline.blocks(), SAMPLE)),
            "preparers": entries(printed_lines(outline.blocks("preparers")), context.names),
            "presenter": presenter(outline, context.names),
            "proposals": [*proposals(outline), *changed([*outline.blocks("proceedings"), *decided], language)],
            "account": account(*(section.blocks for section in outline.of("account"))),
            "proceedings": proceedings(prose(outline.blocks("proceedings", "vote"))),
            "amendments": moved,
            "votes": cast,
            "disqualified": disqualified(outline.blocks("disqualification"), context.names)
            or stated_disqualified([*outline.blocks("proceedings"), *decided], context.names),
            "dissents": dissents(outline.blocks("dissent"), context.names)
            or stated_dissents([*outline.blocks("proceedings", "vote"), *decided], context.names),
            "notes": [note(prose(section.blocks), context.names) for section in outline.of("note") if section.blocks],
            "decision": came_to,
            "attachments": attachments(outline.blocks("attachments"), context.links),
            "supplementary": attachments(outline.blocks("supplementary"), context.links),
        }
    )


def presenter(outline: HandlingOutline, names: Gazetteer) -> Person | None:
    """Who presents: a person with a title before, after or above the name, or a body."""
    lines = printed_lines(outline.blocks("presenter"))
    if not lines:
        # "Stadsdirektör Kai Eks förslag:" — who proposes by name is the presenter where no label names one.
        by = next((section.by for section in outline.of("proposal") if section.by is not None), None)
        if by is not None and split_role(by)[0] is not None:
            return named(by, names, "items/presenter")
        texts = (prose(outline.blocks(*kinds)) for kinds in (("decision", "proceedings"), ("account",)))
        return next(filter(None, (in_prose(text, names) for text in texts)), None)
    for line in lines:
        if person := named(line, names, "items/presenter"):
            above = lines[0]
            if person.role is None and line is not above:
                person.role = above.text
                person.note("role", above.read("items/presenter"))
                person.at(Passage.join(lines, "\n"), "items/presenter")
            return person
    first = lines[0]
    if body_kind(first.text) or len(first.text.split()) <= 6:
        field = "name" if body_kind(first.text) else "role"
        values = {field: first.read("items/presenter")}
        return Person.model_validate(
            values | ({"as_written": first.read("items/presenter")} if field == "name" else {})
        )
    return None


def proposals(outline: HandlingOutline) -> list[Proposal]:
    """The proposals of a handling, the base proposal first."""
    found = [proposal(section.blocks, _by(section)) for section in outline.of("proposal")]
    return [each for each in found if each is not None]


def _by(section: Section) -> Found[str] | None:
    """Whose proposal it is, when a label says so."""
    if section.by is None:
        return None
    if body_kind(nominative(section.by).value):
        return nominative(section.by)
    whole = is_role_word(section.by.text.split()[-1])  # "Kyrkoherden" is no genitive
    officer = None if whole else officer_title(section.by.text)
    return section.by.means(officer, "items/by") if officer else section.by.read("items/by")


def _sections_text(outline: ItemOutline) -> list[Passage]:
    """The running text of an item, paragraph by paragraph, in printed order."""
    return [block.body for block in outline.blocks if not block.heading or len(block.text) > 60]


def _day(context: Context) -> date | None:
    return date.fromisoformat(context.meeting.date) if context.meeting.date else None


def _appeal(sections: Sequence[Section], language: str) -> Appeal | None:
    labels = Passage.join([section.label.body for section in sections if section.label], "\n")
    return appeal(labels, prose([block for section in sections for block in section.blocks]), language)
