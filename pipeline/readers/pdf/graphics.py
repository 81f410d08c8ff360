"""Graphics on a PDF page other than text: rules, bullets and pictures, through PDFium's raw interface."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

from pipeline.readers.pdf.page import Dot, Rule, Sheet

SIDE = 20_000.0
"""Points that a page's side may have: PDF's own limit is 14 400, 200 inches."""

FAR = 10 * SIDE
"""Points from which on nothing is anywhere near a page."""

OBJECTS = 20_000
"""Drawn objects of a page that are looked at: a map may have a million."""

THIN = 3.0
"""Points: what is thinner is a rule and no area."""

DOT = (1.5, 8.0)
"""Points that a drawn bullet measures at least and at most, as wide as high."""

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]
"""Turns a rectangle of the page's own space (left, bottom, right, top) into (x0, top, x1, bottom) as drawn."""


def finite(*numbers: float) -> bool:
    """Whether a rectangle's edges are anywhere near a page: some are infinite or not a number."""
    return all(-FAR < number < FAR for number in numbers)


def note(page: Any, sheet: Sheet, place: Place) -> None:
    """Records the rules, bullets and pictures of a page on its sheet."""
    area = sheet.width * sheet.height
    for index in range(min(raw.FPDFPage_CountObjects(page), OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if bounds := _bounds(drawn, place):
                _path(drawn, _clipped(drawn, bounds, sheet, place), sheet)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE or (kind == raw.FPDF_PAGEOBJ_FORM and _holds_picture(drawn)):
            x0, top, x1, bottom = _bounds(drawn, place) or (0.0, 0.0, 0.0, 0.0)
            covered = max(0.0, min(x1, sheet.width) - max(x0, 0.0))
            covered *= max(0.0, min(bottom, sheet.height) - max(top, 0.0))
            sheet.pictures = max(sheet.pictures, covered / area)


def _bounds(drawn: Any, place: Place) -> tuple[float, float, float, float] | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return place(left, bottom, right, top) if finite(left, bottom, right, top) else None


def _clipped(
    drawn: Any, bounds: tuple[float, float, float, float], sheet: Sheet, place: Place
) -> tuple[float, float, float, float]:
    """The visible part of a path drawn beyond the page, such as a table continued from the page before."""
    x0, top, x1, bottom = bounds
    if x0 >= 0 and top >= 0 and x1 <= sheet.width and bottom <= sheet.height:
        return bounds
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    corners = []
    for path in range(max(0, min(raw.FPDFClipPath_CountPaths(clip), 5)) if clip else 0):
        x, y = ctypes.c_float(), ctypes.c_float()
        for segment in range(max(0, min(raw.FPDFClipPath_CountPathSegments(clip, path), 50))):
            point = raw.FPDFClipPath_GetPathSegment(clip, path, segment)
            if point and raw.FPDFPathSegment_GetPoint(point, x, y) and finite(x.value, y.value):
                corners.append((x.value, y.value))
    window = (0.0, 0.0, sheet.width, sheet.height)
    if corners:
        across, along = [x for x, _ in corners], [y for _, y in corners]
        window = place(min(across), min(along), max(across), max(along))
    return max(x0, window[0]), max(top, window[1]), min(x1, window[2]), min(bottom, window[3])


def _holds_picture(form: Any) -> bool:
    count = min(raw.FPDFFormObj_CountObjects(form), 50)
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, index)) == raw.FPDF_PAGEOBJ_IMAGE
        for index in range(count)
    )


def _path(drawn: Any, bounds: tuple[float, float, float, float], sheet: Sheet) -> None:
    """Records a path: a thin one is a rule, a rectangle gives four rules, a small square one is a bullet."""
    x0, top, x1, bottom = bounds
    width, height = x1 - x0, bottom - top
    if width < 0 or height < 0:
        return  # nothing of it is visible
    rules = sheet.rules
    if max(width, height) <= DOT[1]:
        if min(width, height) >= DOT[0] and abs(width - height) <= 1:
            sheet.dots.append(Dot((x0 + x1) / 2, (top + bottom) / 2))
    elif width <= THIN or height <= THIN:
        middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
        lies = width >= height
        rules.append(Rule(x0, middle_y, x1, middle_y) if lies else Rule(middle_x, top, middle_x, bottom))
    elif 4 <= raw.FPDFPath_CountSegments(drawn) <= 6 and width < 0.98 * sheet.width:
        rules.extend(
            (
                Rule(x0, top, x1, top),
                Rule(x0, bottom, x1, bottom),
                Rule(x0, top, x0, bottom),
                Rule(x1, top, x1, bottom),
            )
        )
