"""What a printed document is made of, before it gets the form of a PDF or another file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["plain", "title", "label", "head", "bold"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; the form wraps it. `marker` stands before it, further lines hang after the marker."""

    text: str
    style: Style = "plain"
    marker: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of columns side by side; `widths` are shares of the line."""

    cells: tuple[str, ...]
    widths: tuple[float, ...]
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Beside:
    """A label in the left column, its section in the right one."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank line."""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Element = Line | Cells | Beside | Gap | Break


@dataclass
class Sheet:
    """A document as it is printed, and what it tells of the truth ("meeting", "items")."""

    elements: list[Element] = field(default_factory=list)
    head: tuple[tuple[str, ...], ...] = ()
    """Rows of the running head, each of cells; {page} and {pages} are filled in."""
    foot: tuple[tuple[str, ...], ...] = ()
    meeting: dict[str, Any] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)

    def line(self, text: str, style: Style = "plain", marker: str = "", indent: int = 0) -> None:
        """Adds a paragraph."""
        self.elements.append(Line(text, style, marker, indent))

    def gap(self) -> None:
        """Adds a blank line where there is none yet."""
        if self.elements and not isinstance(self.elements[-1], Gap | Break):
            self.elements.append(Gap())
