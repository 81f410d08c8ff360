"""The handlings of one matter over time, each with all documents that mention it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from extractors.core.model import Value
from extractors.decisions.decision import Outcome
from extractors.organisations.body import Body
from pipeline.linking.load import Placed
from pipeline.linking.matching import body, date, language, place, same_body, section
from pipeline.record.model import Handling, RecordKind


class Source(Value):
    """A document that mentions a handling."""

    record: str = Field(description="Id of the record.")
    file: str = Field(description="Its file, relative to the folder that was read.")
    pointer: str = Field(description="JSON Pointer to the handling in that file.")
    kind: RecordKind = Field(description="Kind of the document.")
    told_as: Literal["handling", "history"] = Field(description="As its current handling, or an earlier one.")
    language: str | None = Field(None, description="Language of the handling's text.")


class Handled(Value):
    """One body's handling of the matter at one meeting."""

    date: str | None = Field(None, description="Day of the meeting, ISO 8601.")
    body: Body | None = Field(None, description="The body, as the first document names it.")
    section: str | None = Field(None, description="Section number, without sign.")
    title: str | None = Field(None, description="Title of the item that the meeting handled, where a document has it.")
    outcome: Outcome | None = Field(None, description="The outcome; null while undecided or where documents differ.")
    sources: list[Source] = Field(
        default_factory=list, description="The documents that mention it, those of the meeting first."
    )


@dataclass(frozen=True)
class Mention:
    """A mention of a handling in one document; `history`: index of an earlier handling, None for the current one."""

    item: Placed
    history: int | None = None

    @property
    def handling(self) -> Handling:
        """The handling in the record."""
        return self.item.item.handling if self.history is None else self.item.item.history[self.history]

    @property
    def body(self) -> Body | None:
        """The body that handled the matter."""
        return body(self.item) if self.history is None else self.handling.body

    @property
    def date(self) -> str | None:
        """Date of the meeting, ISO 8601."""
        return date(self.item) if self.history is None else self.handling.date

    @property
    def section(self) -> str | None:
        """Section number; an agenda may number the item differently from the minutes."""
        return section(self.item) if self.history is None else self.handling.section

    @property
    def language(self) -> str | None:
        """Language of the mention."""
        return self.handling.language or language(self.item)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome stated in this document."""
        return self.handling.decision.outcome if self.handling.decision else None

    @property
    def pointer(self) -> str:
        """JSON Pointer of the handling, relative to its item."""
        return "/handling" if self.history is None else f"/history/{self.history}"

    def source(self) -> Source:
        """The source entry for the timeline."""
        at = place(self.item, self.pointer)
        return Source(
            record=at.record,
            file=at.file,
            pointer=at.pointer,
            kind=self.item.record.kind,
            told_as="handling" if self.history is None else "history",
            language=self.language,
        )


def mentions(item: Placed) -> Iterator[Mention]:
    """Yields an item's current handling, then the earlier ones that it mentions."""
    yield Mention(item)
    for index in range(len(item.item.history)):
        yield Mention(item, index)


def same_handling(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of the same handling: date, section and body agree as far as both give them.

    Section or body must be given by both and agree; a handling without a date matches no other.
    """
    if not one.date or one.date != other.date:
        return False
    bodies = same_body(one.body, other.body)
    if bodies == "different":
        return False
    if one.section and other.section:
        return one.section == other.section
    return bodies == "same" and bool(one.body and other.body)


def handlings(items: Iterable[Placed]) -> list[list[Mention]]:
    """Groups the mentions in a matter's items by handling, ordered by date, unknown dates last.

    A mention without a section is added to a handling with its body and date only if there is exactly one.
    """
    found = [mention for item in items for mention in mentions(item)]
    found = [each for each in found if each.date or each.body or each.outcome or each.history is None]
    found.sort(key=lambda each: (each.section is None, each.history is not None, each.item.key, each.history or 0))
    groups: list[list[Mention]] = []
    for mention in found:
        fitting = [group for group in groups if same_handling(group[0], mention)]
        if mention.section is None and len(fitting) > 1:
            fitting = []
        if fitting and not (mention.history is None and any(_two_items(each, mention) for each in fitting[0])):
            fitting[0].append(mention)
        else:
            groups.append([mention])
    return sorted(groups, key=_order)


def _two_items(one: Mention, other: Mention) -> bool:
    """Whether both are current handlings in one document, and thus two items of one meeting."""
    return one.history is None and one.item.loaded is other.item.loaded


def _order(group: Sequence[Mention]) -> tuple[str, int, str, str, int]:
    first = group[0]
    number = int(first.section) if first.section and first.section.isdecimal() else 0
    return first.date or "9999", number, *first.item.key[:1], first.pointer, first.item.index


def outcome(group: Sequence[Mention]) -> Outcome | None:
    """Returns the outcome of a handling, None if documents disagree; "other" is compatible with any outcome."""
    known = {each.outcome for each in group if each.outcome}
    if len(known) > 1:
        known.discard("other")
    return known.pop() if len(known) == 1 else None


def handled(group: Sequence[Mention]) -> Handled:
    """Merges the mentions of one handling into a timeline entry."""
    ordered = sorted(group, key=lambda each: (each.history is not None, each.outcome is None, each.item.key))
    first = next((each for each in ordered if each.body and each.body.name), ordered[0])
    titles = [each.item.item.title for each in ordered if each.history is None and each.item.item.title]
    return Handled.model_validate(
        {
            "date": ordered[0].date,
            "body": first.body.model_dump() if first.body else None,
            "section": next((each.section for each in ordered if each.section), None),
            "title": titles[0] if titles else None,
            "outcome": outcome(ordered),
            "sources": [each.source() for each in ordered],
        }
    )
