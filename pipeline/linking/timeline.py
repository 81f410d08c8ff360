"""The handlings of one matter over time, each with every document that tells it."""

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
    """A document that tells a handling."""

    record: str = Field(description="Id of the record.")
    file: str = Field(description="Its file, relative to the folder that was read.")
    pointer: str = Field(description="JSON Pointer to the handling in that file.")
    kind: RecordKind = Field(description="Kind of the document.")
    told_as: Literal["handling", "history"] = Field(description="As the document's own handling, or an earlier one.")
    language: str | None = Field(None, description="Language of the handling's text.")


class Handled(Value):
    """One body's handling of the matter at one meeting."""

    date: str | None = Field(None, description="Day of the meeting, ISO 8601.")
    body: Body | None = Field(None, description="The body, as the first document names it.")
    section: str | None = Field(None, description="Number of the paragraph, without sign.")
    title: str | None = Field(None, description="Title of the item that the meeting handled, where a document has it.")
    outcome: Outcome | None = Field(None, description="What it came to; null while undecided or documents differ.")
    sources: list[Source] = Field(
        default_factory=list, description="Where it is told: the meeting's own document first."
    )


@dataclass(frozen=True)
class Telling:
    """A handling as one document tells it; `history` is its place among the item's earlier handlings, or None."""

    item: Placed
    history: int | None = None

    @property
    def handling(self) -> Handling:
        """The handling."""
        return self.item.item.handling if self.history is None else self.item.item.history[self.history]

    @property
    def body(self) -> Body | None:
        """Who handled it."""
        return body(self.item) if self.history is None else self.handling.body

    @property
    def date(self) -> str | None:
        """When."""
        return date(self.item) if self.history is None else self.handling.date

    @property
    def section(self) -> str | None:
        """Under which number. An agenda's own number can be another than the minutes'."""
        return section(self.item) if self.history is None else self.handling.section

    @property
    def language(self) -> str | None:
        """In which language it is told."""
        return self.handling.language or language(self.item)

    @property
    def outcome(self) -> Outcome | None:
        """What it came to, as far as this document tells."""
        return self.handling.decision.outcome if self.handling.decision else None

    @property
    def pointer(self) -> str:
        """Where it stands in its item."""
        return "/handling" if self.history is None else f"/history/{self.history}"

    def source(self) -> Source:
        """Where it is told."""
        at = place(self.item, self.pointer)
        return Source(
            record=at.record,
            file=at.file,
            pointer=at.pointer,
            kind=self.item.record.kind,
            told_as="handling" if self.history is None else "history",
            language=self.language,
        )


def tellings(item: Placed) -> Iterator[Telling]:
    """An item's own handling, then the earlier ones that it tells."""
    yield Telling(item)
    for index in range(len(item.item.history)):
        yield Telling(item, index)


def same_handling(one: Telling, other: Telling) -> bool:
    """Whether two documents tell the same handling: same day, section and body, as far as both give them.

    One of section and body must be there and agree; a handling without a day is nobody else's.
    """
    if not one.date or one.date != other.date:
        return False
    bodies = same_body(one.body, other.body)
    if bodies == "different":
        return False
    if one.section and other.section:
        return one.section == other.section
    return bodies == "same" and bool(one.body and other.body)


def handlings(items: Iterable[Placed]) -> list[list[Telling]]:
    """What documents tell of one matter, sorted into handlings: in order of day, unknown days last.

    What has no section joins a handling of its body and day only where there is one and no more.
    """
    told = [telling for item in items for telling in tellings(item)]
    told = [each for each in told if each.date or each.body or each.outcome or each.history is None]
    told.sort(key=lambda each: (each.section is None, each.history is not None, each.item.key, each.history or 0))
    groups: list[list[Telling]] = []
    for telling in told:
        fitting = [group for group in groups if same_handling(group[0], telling)]
        if telling.section is None and len(fitting) > 1:
            fitting = []
        if fitting and not (telling.history is None and any(_own(each, telling) for each in fitting[0])):
            fitting[0].append(telling)
        else:
            groups.append([telling])
    return sorted(groups, key=_order)


def _own(one: Telling, other: Telling) -> bool:
    """Whether one document tells both as its own: then they are two items of one meeting."""
    return one.history is None and one.item.loaded is other.item.loaded


def _order(group: Sequence[Telling]) -> tuple[str, int, str, str, int]:
    first = group[0]
    number = int(first.section) if first.section and first.section.isdecimal() else 0
    return first.date or "9999", number, *first.item.key[:1], first.pointer, first.item.index


def outcome(group: Sequence[Telling]) -> Outcome | None:
    """What a handling came to, where the documents that tell it agree; "other" says nothing against a known one."""
    known = {each.outcome for each in group if each.outcome}
    if len(known) > 1:
        known.discard("other")
    return known.pop() if len(known) == 1 else None


def handled(group: Sequence[Telling]) -> Handled:
    """A handling of the timeline."""
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
