"""Renders the pages of a PDF with coloured boxes that show the parsing result.

A worker of the guarded pool parses and renders, since either may hang or exhaust memory.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli.output import say
from flows.workers.job import Job, Limits, Outcome, not_read
from flows.workers.pool import read_all
from pipeline.errors import DocumentError, TooLarge, Unreadable, Unsupported
from pipeline.storage.atomic_files import OutputError, make_folder, uri_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from pipeline.debug.page_overlay import Mark, Marks, Rect

SECONDS = 300.0
"""Time limit for one document in seconds: parsing (as for `parse`) and rendering."""

LARGEST = 6_000
"""Maximum side of an image in pixels; larger pages, such as plans and maps, are scaled down."""

MISSED, GREY, WHITE = (213, 94, 0), (90, 90, 90), (255, 255, 255)
MARGIN = 3.0
"""Width in inches of the margin that holds the JSON Pointers."""


@dataclass(frozen=True, kw_only=True)
class Drawn(Outcome):
    """Result of one document. pages: number of images written; lost: the file that can't be written, and why."""

    pages: int = 0
    lost: tuple[str, str] | None = None


def ranges(text: str) -> list[range]:
    """Parses a list of page numbers and ranges, counted from 1.

    >>> ranges("1,3-5")
    [range(1, 2), range(3, 6)]

    Raises:
        ValueError: the text is not a list of page numbers.
    """
    found = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise ValueError(f"{text!r} are no page numbers; write them as 1,3-5")
        found.append(range(first, last + 1))
    return found


def draw_pages(file: Path, output: Path, wanted: Sequence[range], dpi: int) -> bool:
    """Writes images of the pages of a PDF into a folder; returns whether that succeeded.

    Args:
        file: the PDF.
        output: the folder; created if missing.
        wanted: page ranges; empty for all pages.
        dpi: resolution in dots per inch.

    Raises:
        OutputError: the output can't be written.
    """
    make_folder(output)
    job = Job(path=str(file), uri=uri_of(file.name))
    work = partial(draw, output=output, wanted=wanted, dpi=dpi)
    (outcome,) = read_all([job], 1, Limits(seconds=SECONDS), work)
    if not isinstance(outcome, Drawn):
        say(outcome.path, str(outcome.reason))
        return False
    if outcome.lost:
        raise OutputError(Path(outcome.lost[0]), outcome.lost[1])
    if outcome.reason:
        say(outcome.path, f"no values are marked: {outcome.reason}")
    say(f"{outcome.pages} {'page' if outcome.pages == 1 else 'pages'} written to {output}")
    return True


def draw(job: Job, limits: Limits, *, output: Path, wanted: Sequence[range], dpi: int) -> Outcome:
    """Parses a PDF and renders its pages in a worker. Errors are returned in the outcome, never raised."""
    from pipeline.debug.page_overlay import understand
    from pipeline.parsing import read_file
    from pipeline.readers import sniff

    written = 0
    try:
        data = read_file(Path(job.path))
        if len(data) > limits.size:
            raise TooLarge(f"the file has {len(data):,} bytes, the limit is {limits.size:,}")
        if data.strip() and (kind := sniff(data)) != "application/pdf":
            raise Unsupported(f"it is {kind}, and only the pages of a PDF can be drawn")
        pages, reason = understand(data)
        numbers = [number for number in range(1, len(pages) + 1) if _is_in(number, wanted)]
        if not numbers:
            raise Unreadable(f"it has no such page: its last one is {len(pages)}")
        chosen = [pages[number - 1] for number in numbers]
        for number, picture in zip(numbers, _pictures(data, chosen, dpi, Path(job.path).name), strict=True):
            path = output / f"{Path(job.path).stem}-{number:0{len(str(len(pages)))}}.png"
            try:
                _write(path, picture)
            except OSError as error:
                lost = (str(path), error.strerror or str(error))
                return Drawn(path=job.path, uri=job.path, status="failed", pages=written, lost=lost)
            written += 1
    except DocumentError as error:
        return not_read(job, error)
    return Drawn(path=job.path, uri=job.path, status="record", pages=written, reason=reason)


def _is_in(number: int, wanted: Sequence[range]) -> bool:
    return not wanted or any(number in each for each in wanted)


def _pictures(data: bytes, pages: Sequence[Marks], dpi: int, name: str) -> Iterator[Image]:
    """Yields the image of each page with its marks painted."""
    from PIL import Image

    from pipeline.readers.pdf.pdfium import open_document

    document = open_document(data)
    try:
        for marks in pages:
            try:
                page = document[marks.number - 1]
                scale = min(dpi / 72, LARGEST / max(page.get_size()))
                picture = page.render(scale=scale).to_pil().convert("RGB")
                page.close()
            except RuntimeError:  # from PDFium: the parser treats a page that can't be loaded as empty
                scale = dpi / 72
                picture = Image.new("RGB", (round(595 * scale), round(842 * scale)), WHITE)
            yield Painter(picture, scale, dpi).paint(marks, f"{name}, page {marks.number} of {len(document)}")
    finally:
        document.close()


def _write(path: Path, picture: Image) -> None:
    """Writes an image file atomically."""
    new = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        picture.save(new, "PNG")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


class Painter:
    """Paints one page's marks over its image, JSON Pointers into a margin beside it, and a legend below."""

    def __init__(self, page: Image, scale: float, dpi: int) -> None:
        from PIL import Image, ImageDraw, ImageFont

        self._page, self._scale = page, scale
        self._size = max(round(0.11 * dpi), 10)  # font size in pixels
        self._font = ImageFont.load_default(self._size)
        self._row = round(1.35 * self._size)
        self._right = page.width
        self._full = max(page.width, round(4 * dpi)) + round(MARGIN * dpi)
        self._tint = Image.new("RGB", page.size, WHITE)
        self._new, self._draw = Image.new, ImageDraw.Draw

    def paint(self, marks: Marks, name: str) -> Image:
        """Returns the image of the page with marks, margin and legend."""
        from PIL import ImageChops

        from pipeline.debug.page_overlay import Kind

        drawn = sorted(marks.drawn, key=lambda mark: list(Kind).index(mark.kind))
        tint = self._draw(self._tint)
        for mark in drawn:
            for rect in mark.rects:
                tint.rectangle(self._pixels(rect), fill=mark.kind.tint)
        page = ImageChops.multiply(self._page, self._tint)
        draw = self._draw(page)
        for mark in drawn:
            self._frame(draw, mark)
        for rect in marks.missed:
            x0, _, x1, bottom = self._pixels(rect)
            draw.line((x0, bottom, x1, bottom), MISSED, 3)
        if marks.annex:
            draw.rectangle((0, 0, page.width - 1, page.height - 1), outline=Kind.ASIDE.colour, width=6)
        strip = self._strip(marks, name)
        whole = self._new("RGB", (self._full, page.height + strip.height), WHITE)
        whole.paste(page)
        whole.paste(strip, (0, page.height))
        self._tags(self._draw(whole), drawn, page.height)
        return whole

    def _pixels(self, rect: Rect, by: int = 0) -> tuple[int, int, int, int]:
        x0, top, x1, bottom = (round(edge * self._scale) for edge in rect)
        return x0 - by, top - by, max(x1, x0) + by, max(bottom, top) + by

    def _frame(self, draw: ImageDraw, mark: Mark) -> None:
        """Draws a mark's outline: a frame for headings and excluded text, a bar for prose of several lines."""
        from pipeline.debug.page_overlay import STRUCTURE, Kind

        colour = mark.kind.colour
        boxes = [self._pixels(rect, 2 if mark.kind in STRUCTURE else 0) for rect in mark.rects]
        x0, top, _, bottom = (
            edge(values) for edge, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
        )
        if len(boxes) > 1 and mark.kind not in STRUCTURE:
            for box, below in zip(boxes, [*boxes[1:], boxes[-1]], strict=True):
                close = 0 <= below[1] - box[3] < 1.2 * (box[3] - box[1])  # no other line between the two
                draw.line((x0 - 4, box[1], x0 - 4, below[1] if close else box[3]), colour, 3)
            return
        for box in boxes:
            draw.rectangle(box, outline=GREY if mark.kind is Kind.ASIDE else colour)
        if mark.kind is Kind.HEADING:
            draw.rectangle((x0 - 4, top, x0, bottom), fill=colour)

    def _tags(self, draw: ImageDraw, drawn: Sequence[Mark], height: int) -> None:
        """Draws the pointers beside the lines where their values begin; one margin line for each text line."""
        tagged = [(self._pixels(mark.rects[0]), mark) for mark in drawn if mark.tag]
        tagged.sort(key=lambda each: (each[0][1] + each[0][3]) // 2)
        rows: list[tuple[int, list[tuple[int, Mark]]]] = []
        for (x0, top, _, bottom), mark in tagged:
            middle = (top + bottom) // 2
            if rows and middle - rows[-1][0] < self._size // 2:
                rows[-1][1].append((x0, mark))
            else:
                rows.append((middle, [(x0, mark)]))
        at = [max(middle, self._row) for middle, _ in rows]
        for index in range(1, len(at)):
            at[index] = max(at[index], at[index - 1] + self._row)
        limit = height - self._row // 2
        for index in range(len(at) - 1, -1, -1):
            at[index], limit = min(at[index], limit), min(at[index], limit) - self._row
        for (middle, row), y in zip(rows, at, strict=True):
            draw.line((self._right, middle, self._right + self._size, y), GREY)
            self._tag(draw, [mark for _, mark in sorted(row, key=lambda each: each[0])], y)

    def _tag(self, draw: ImageDraw, marks: Sequence[Mark], y: int) -> None:
        """Draws one line of the margin; the prefix that its pointers share is written once."""
        from pipeline.debug.page_overlay import shortened

        x, before, kind = self._right + self._size + 2, "", None
        for index, mark in enumerate(marks):
            text = shortened(mark.tag, before)
            before = mark.tag
            width = round(draw.textlength(text, self._font))
            if index and x + width + 3 * self._size > self._full:
                draw.text((x, y), f"+{len(marks) - index}", GREY, self._font, "lm")
                return
            if mark.kind is not kind:
                kind, half = mark.kind, self._size // 3
                draw.rectangle((x, y - half, x + 2 * half, y + half), kind.colour)
                x += self._size
            draw.text((x, y), text, (0, 0, 0), self._font, "lm")
            x += width + self._size // 2

    def _strip(self, marks: Marks, name: str) -> Image:
        """Returns the legend: page number, how the page was read, and the meaning of the colours."""
        from pipeline.debug.page_overlay import STRUCTURE, Kind

        said = [name, f"read from: {marks.reader}"]
        said += [f"annex to section {marks.annex}"] if marks.annex else []
        said += [f"{len(marks.missed)} lines in no field of the record: underlined"] if marks.missed else []
        strip = self._new("RGB", (self._full, 6 * self._row), WHITE)
        draw = self._draw(strip)
        draw.line((0, 0, self._full, 0), GREY, 2)
        draw.text((self._size, self._row), _ascii(" | ".join(said)), (0, 0, 0), self._font, "lm")
        x, y = self._size, round(2.3 * self._row)
        for kind in Kind:
            width = round(draw.textlength(kind.words, self._font)) + 5 * self._size
            if x + width > self._full:
                x, y = self._size, round(y + 1.3 * self._row)
            box = (x, y - self._size // 2, x + 2 * self._size, y + self._size // 2)
            draw.rectangle(box, kind.tint, kind.colour if kind in STRUCTURE else None)
            if kind not in STRUCTURE or kind is Kind.HEADING:
                draw.rectangle((x, box[1], x + 3, box[3]), kind.colour)
            draw.text((x + 2.5 * self._size, y), kind.words, (0, 0, 0), self._font, "lm")
            x += width
        return strip.crop((0, 0, self._full, y + self._row))


def _ascii(text: str) -> str:
    """Replaces the characters that Pillow's default font lacks."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
