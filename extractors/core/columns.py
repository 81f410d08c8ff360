"""The columns of a printed line."""

from __future__ import annotations

import re

from extractors.core.passage import Passage


def columns(line: Passage) -> list[Passage]:
    """The parts of a line that wide gaps or a table's bars part: columns as printed.

    >>> from extractors.core.passage import Span
    >>> [cell.text for cell in columns(Passage.of("Anna Ek     Kai Berg | JAA", Span(0, 26)))]
    ['Anna Ek', 'Kai Berg', 'JAA']
    """
    cuts = {*line.gaps(), *(match.start() + 1 for match in re.finditer(r"\s\|(?=\s)", line.text))}
    found, start = [], 0
    for end in [*sorted(cuts), len(line.text)]:
        found.append(line[start:end].strip("|").strip())
        start = end
    return [part for part in found if part]
