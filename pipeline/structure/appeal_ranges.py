"""Appeal information at the end of whole minutes, given for ranges of paragraphs: each item gets its own.

"Muutoksenhakukielto / §72, §73, §77" and then the text; "Besvärsförbud: 13, 14 och 19 §" and then the text;
"Besvärsförbud", the text and then "Paragrafer: 13 – 17, 19"; "Begäran om omprövning: 18, 21 - 24".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.core.document import Block
from pipeline.structure.model import ItemOutline, Section

_NUMBERS = re.compile(
    r"^(?:[Pp]aragrafer(?:na)?:?\s*|[Pp]ykälät:?\s*)?"  # "Paragrafer: 31, 32 §"
    # §72, §73, § 77–79; "§:t 18, 19, 22 - 24"
    r"(?P<list>§{1,2}(?::t)?:?\s*\d+[a-z]?(?:\s*(?:,|–|-|ja|och)\s*(?:§\s*)?\d+[a-z]?)*"
    r"|(?:\d+[a-z]?\s*(?:,|–|-|ja|och)\s*)*\d+[a-z]?\s*§)"  # 13, 14 och 19 §
)
_BARE = re.compile(r"(?:\d+[a-z]?\s*(?:,|–|-|ja|och)\s*)*\d+[a-z]?(?:\s*§)?")
"""Numbers after a label with a colon need no sign."""
_OF_ALL = re.compile(r"(?:[Pp]aragraf(?:er|erna)?|[Pp]ykälät?):\s*(?P<bare>.+)")
_RANGE = re.compile(r"(\d+[a-z]?)(?:\s*[–-]\s*(?:§\s*)?(\d+))?")


def numbers(text: str) -> list[str]:
    """The paragraph numbers that a text begins with, ranges written out.

    >>> numbers("§72, §73, § 77-79"), numbers("13, 14 och 19 § Beslut som"), numbers("Valitus on tehtävä")
    (['72', '73', '77', '78', '79'], ['13', '14', '19'], [])
    >>> numbers("§:t 18, 19, 22 - 24"), numbers("Paragrafer: 31, 32 §")
    (['18', '19', '22', '23', '24'], ['31', '32'])
    """
    match = _NUMBERS.match(text)
    return _written_out(match["list"]) if match else []


def _labelled(section: Section, at: int, block: Block) -> list[str]:
    """The numbers that a line says after its label and a colon, which may be the section's own.

    The forms of some cities keep a line for every way, and leave it empty where no paragraph takes that way.
    """
    first = block.lines[0].text.strip()
    labelled = at == 0 and section.label is not None and section.label.text.endswith(":")
    match = _OF_ALL.fullmatch(first)
    bare = match["bare"] if match else first if labelled else ""
    return _written_out(bare) if _BARE.fullmatch(bare) else []


def _written_out(listed: str) -> list[str]:
    found: list[str] = []
    for first, last in _RANGE.findall(listed):
        if last and first.isdecimal() and int(first) < int(last) < int(first) + 500:
            found.extend(str(number) for number in range(int(first), int(last) + 1))
        else:
            found.append(first)
    return found


def distribute(items: Sequence[ItemOutline]) -> None:
    """Moves the appeal sections after the last item to the items whose numbers they name."""
    if len(items) < 2:
        return
    last = items[-1]
    by_number = {item.number.value: item for item in items if item.number}
    groups = _groups([section for section in last.sections if section.kind == "appeal"], frozenset(by_number))
    if not any(group.numbers for group in groups):
        return
    moved = {id(block) for group in groups if group.numbers for block in group.section.blocks}
    last.blocks = [block for block in last.blocks if id(block) not in moved]
    last.sections = [section for section in last.sections if section.kind != "appeal"]
    for group in groups:
        for number in group.numbers:
            by_number[number].sections.append(group.section)
        if not group.numbers and group.section.blocks:
            last.sections.append(group.section)


@dataclass(frozen=True, slots=True)
class _Group:
    """Appeal information for some items; without numbers it is the last item's own."""

    numbers: list[str]
    section: Section


def _groups(sections: Sequence[Section], known: frozenset[str]) -> list[_Group]:
    """Parts the appeal sections by the paragraph numbers in them; text without numbers goes on what stands above."""
    groups: list[_Group] = []
    for section in sections:
        labelled = [_labelled(section, at, block) for at, block in enumerate(section.blocks)]
        opened = False  # whether a group has begun under this section's label
        for at, block in enumerate(section.blocks):
            in_label = labelled[at]
            leads = any(labelled[at + 1 :])  # the paragraphs that a text is about are named after it
            named = in_label or numbers(block.text)
            above_all = bool(in_label) and opened and not groups[-1].numbers  # the text, and then whose it is
            if named and known.issuperset(named) and above_all:
                groups[-1].numbers.extend(named)
            elif named and known.issuperset(named):
                group = _Group(named, Section("appeal", section.label))
                above = section.blocks[at - 1] if at else None
                if above is not None and above.heading and groups and groups[-1].section.blocks[-1:] == [above]:
                    group.section.blocks.append(groups[-1].section.blocks.pop())  # a heading over the numbers
                groups.append(group)
            elif not groups or not (opened or groups[-1].numbers) or (groups[-1].numbers and leads):
                groups.append(_Group([], Section("appeal", section.label)))
            opened = True
            groups[-1].section.blocks.append(block)
    return groups
