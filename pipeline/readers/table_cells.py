"""Which cells of a table are printed: the filled ones, and empty ones in tables where the column of a cross matters."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.decisions.votes.roll_call_table import MARKS


def printed(rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """The numbers of the cells to print, row by row; no empty ones after the last filled cell.

    >>> printed([["Jäsen", "JAA", "EI"], ["Anna Ek", "", "x"], ["Kai Ås", "x", ""]])
    [[0, 1, 2], [0, 1, 2], [0, 1]]
    >>> printed([["Plats", "", "Antal"], ["Torget", "", "31"]])
    [[0, 2], [0, 2]]
    """
    filled = [[at for at, text in enumerate(row) if text.strip(" \xa0\n\r\t")] for row in rows]
    crossed = sum(
        any(row[at].strip() in MARKS for at in columns[1:]) for row, columns in zip(rows, filled, strict=True)
    )
    if crossed < 2:
        return filled
    return [list(range(columns[-1] + 1)) if columns else [] for columns in filled]
