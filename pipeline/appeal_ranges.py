"""Appeal information at the end of whole minutes, given for ranges of paragraphs: each item gets its own.

"Muutoksenhakukielto / §72, §73, §77" and then the text; "Besvärsförbud: 13, 14 och 19 §" and then the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parts import ItemOutline, Section

_NUMBERS = re.compile(
    r"^(?P<list>§{1,2}\s*\d+[a-z]?(?:\s*(?:,|–|-|ja|och)\s*(?:§\s*)?\d+[a-z]?)*"  # §72, §73, § 77–79
    r"|(?:\d+[a-z]?\s*(?:,|–|-|ja|och)\s*)*\d+[a-z]?\s*§)"  # 13, 14 och 19 §
)


def numbers(text: str) -> list[str]:
    """The paragraph numbers that a text begins with, ranges written out.

    >>> numbers("§72, §73, § 77-79"), numbers("13, 14 och 19 § Beslut som"), numbers("Valitus on tehtävä")
    (['72', '73', '77', '78', '79'], ['13', '14', '19'], [])
    """
    match = _NUMBERS.match(text)
    if match is None:
        return []
    found: list[str] = []
    for first, last in re.findall(r"(\d+[a-z]?)(?:\s*[–-]\s*(?:§\s*)?(\d+))?", match["list"]):
        if last and first.isdecimal() and int(first) < int(last) < int(first) + 500:
            found.extend(str(number) for number in range(int(first), int(last) + 1))
        else:
            found.append(first)
    return found


def distribute(items: Sequence[ItemOutline]) -> None:
    """Moves the appeal sections behind the last item to the items whose numbers they name."""
    if len(items) < 2:
        return
    last = items[-1]
    by_number = {item.number.value: item for item in items if item.number}
    kept = [section for section in last.sections if section.kind != "appeal"]
    current: list[tuple[list[str], Section]] = []
    label = None
    for section in (each for each in last.sections if each.kind == "appeal"):
        label = section.label
        current.append(([], Section("appeal", label)))
        for at, block in enumerate(section.blocks):
            named = numbers(block.text)
            if named and all(number in by_number for number in named):
                heading = section.blocks[at - 1] if at and section.blocks[at - 1].heading else None
                if heading is not None and current[-1][1].blocks[-1:] == [heading]:
                    current[-1][1].blocks.pop()  # "Kunnallisvalitus" over its numbers belongs to them
                current.append((named, Section("appeal", label, blocks=[heading] if heading else [])))
            current[-1][1].blocks.append(block)
    if not any(named for named, _ in current):
        return
    last.sections = kept
    for named, section in current:
        for number in named or ([] if not section.blocks else [last.number.value] if last.number else []):
            by_number[number].sections.append(section)
