"""A scanned page's picture: deskewed and cleaned, and examined where letters were misread."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

_SKEW = 5.0  # degrees to either side that are tried
_UPRIGHT = 0.3  # degrees below which a page is not rotated
_SPECKS = 0.00015  # the share of bare paper that is specks from which on a page is cleaned


class Scanned(NamedTuple):
    """A word that OCR read.

    Its box is in PDF points from the page's top left, of the page as drawn; block, paragraph and line are numbered as
    tesseract groups the words, each within the one before.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    block: int
    paragraph: int
    line: int


def lines(words: Sequence[Scanned]) -> Iterator[range]:
    """The words of each line, as ranges of indices."""
    start = 0
    for n in range(1, len(words) + 1):
        if n == len(words) or words[n][6:] != words[start][6:]:
            yield range(start, n)
            start = n


def split(word: Scanned, at: float, left: str, right: str) -> list[Scanned]:
    """Splits a word in two at a share of its width."""
    middle = word.x0 + (word.x1 - word.x0) * at
    return [word._replace(text=left, x1=middle), word._replace(text=right, x0=middle)]


def without_leaders(words: Sequence[Scanned]) -> list[Scanned]:
    """Dots that lead from a title to its page: tesseract reads one long flat word, and letters upon it.

    >>> dots, title = Scanned("=ssmrrrsss", 80, 20, 200, 21, 0, 1, 1, 1), Scanned("Val", 9, 10, 30, 22, 90, 1, 1, 1)
    >>> words = [title, dots, dots._replace(text="rr", x0=120, x1=130, top=12), title._replace(text="7", x0=210)]
    >>> [word.text for word in without_leaders(words)]
    ['Val', '..........', '7']
    """
    kept: list[Scanned] = []
    for indices in lines(words):
        height = max(words[n].bottom - words[n].top for n in indices)
        leader: Scanned | None = None
        for n in indices:
            word = words[n]
            if word.bottom - word.top < height / 3 and len(word.text) > 4 and re.search(r"[^\W_]", word.text):
                leader = word
                kept.append(word._replace(text="." * len(word.text)))
            elif leader is None or word.confidence > 60 or word.x0 < leader.x0 or word.x1 > leader.x1 + 1:
                kept.append(word)
    return kept


def turned(page: Image.Image, angle: float) -> Image.Image:
    """A page rotated so that its lines are horizontal."""
    return page.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255) if angle else page


def drawn(word: Scanned, angle: float, page: tuple[int, int], upright: tuple[int, int], scale: float) -> Scanned:
    """Maps a word's box from the deskewed picture to the page as drawn, rotating about the page's middle."""
    across = (word.x0 + word.x1 - upright[0]) / 2
    down = (word.top + word.bottom - upright[1]) / 2
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    middle = page[0] / 2 + across * cos + down * sin, page[1] / 2 - across * sin + down * cos
    half = (word.x1 - word.x0) / 2, (word.bottom - word.top) / 2
    return word._replace(
        x0=(middle[0] - half[0]) * scale,
        top=(middle[1] - half[1]) * scale,
        x1=(middle[0] + half[0]) * scale,
        bottom=(middle[1] + half[1]) * scale,
    )


def grey(image: Image.Image) -> Image.Image:
    """A picture in shades of grey; what is transparent is paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")


def clean(page: Image.Image) -> Image.Image:
    """A picture without specks; one that has few stays as it is."""
    height = min(page.height, 120)
    specks = paper = 0
    for part in (0.2, 0.5, 0.8):
        top = int((page.height - height) * part)
        strip = page.crop((0, top, page.width, top + height))
        median = strip.filter(ImageFilter.MedianFilter(3))
        smooth = np.asarray(median, dtype=np.int16)
        bare = np.asarray(median.filter(ImageFilter.MinFilter(9))) > 150
        paper += int(bare.sum())
        specks += int((bare & (abs(np.asarray(strip, dtype=np.int16) - smooth) > 60)).sum())
    return page.filter(ImageFilter.MedianFilter(3)) if specks > paper * _SPECKS else page


def skew(page: Image.Image, dpi: int) -> float:
    """By how many degrees a page's lines rise to the right; 0 if negligible or unknown.

    Where lines lie along the rows, rows of ink and rows of paper differ most.
    """
    small = page.reduce(max(1, round(dpi / 100)))
    pixels = np.asarray(small)
    low, high = int(pixels.min()), int(np.median(pixels))
    down, across = np.nonzero(pixels < (low + high) / 2)
    if high - low < 50 or not 200 < len(down) < pixels.size / 3:
        return 0.0

    def contrast(degrees: float) -> float:
        rows = np.rint(down + (across - small.width / 2) * math.tan(math.radians(degrees))).astype(np.int64)
        profile = np.bincount(rows + small.width, minlength=small.height + 2 * small.width)
        return float((np.diff(profile).astype(np.float64) ** 2).sum())

    best = max(np.arange(-_SKEW, _SKEW + 0.1, 0.25), key=contrast)
    best = max(np.arange(best - 0.25, best + 0.26, 0.05), key=contrast)
    return float(best) if abs(best) >= _UPRIGHT and contrast(best) > 1.1 * contrast(0.0) else 0.0


_HEAD = re.compile(
    r"(?:(?<=^\()|^)[3589$&SB](?=\d{1,4}\b|[:.,;)]|$)"
)  # "8", "872", "(8", "8:n" where "§" may be printed
_TAIL = re.compile(r"(?<=\d)[3589$&S](?=(?::\w+)?[).,;:]*$)")  # "728"


def look(words: Sequence[Scanned], page: Grey) -> tuple[list[Scanned], set[int]]:
    """Restores "§" and "å" where the picture shows them.

    Args:
        words: the words, their boxes in pixels of the picture.
        page: the picture that they were read from.

    Returns:
        The words, and the indices of those with an 8 that is one.
    """
    seen: list[Scanned] = []
    certain: set[int] = set()
    for word in words:
        text = word.text
        if re.search("[äÄ]", text):
            text = _ringed(text, _crop(word, page))
        matches = _HEAD.search(text), _TAIL.search(text)
        verdicts = [(match.start(), *_look_at(word, page, match.start())) for match in matches if match]
        section = next(((at, share) for at, verdict, share in verdicts if verdict), None)
        if section is None:
            if any(verdict is False for _, verdict, _ in verdicts):
                certain.add(len(seen))
            seen.append(word._replace(text=text))
            continue
        at, share = section
        text = f"{text[:at]}§{text[at + 1 :]}"
        if text[at + 1 : at + 2].isdigit():
            seen += split(word, share, text[: at + 1], text[at + 1 :])
        elif at and text[at - 1].isdigit():
            seen += split(word, share, text[:at], text[at:])
        else:
            seen.append(word._replace(text=text))
    return seen, certain


def _crop(word: Scanned, page: Grey) -> Ink:
    """The ink in a word's box, as a boolean array."""
    box = page[max(int(word.top) - 2, 0) : int(word.bottom) + 2, max(int(word.x0) - 2, 0) : int(word.x1) + 2]
    if box.size == 0:
        return np.zeros((0, 0), dtype=np.bool_)
    return box < (int(box.min()) + int(box.max())) / 2


def _runs(line: NDArray[np.bool_] | np.bool_) -> list[tuple[int, int]]:
    """Where a row of marks is set: (beginning, end) of each stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], np.atleast_1d(line), [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _enclosed(ink: Ink) -> Ink:
    """The enclosed areas of paper (holes in letters)."""
    paper = np.pad(~ink, 1, constant_values=True)
    outside = np.zeros_like(paper)
    outside[0, :] = outside[-1, :] = outside[:, 0] = outside[:, -1] = True
    count = 0
    while count != (count := int(outside.sum())):
        for _ in range(4):
            grown = outside.copy()
            grown[1:] |= outside[:-1]
            grown[:-1] |= outside[1:]
            grown[:, 1:] |= outside[:, :-1]
            grown[:, :-1] |= outside[:, 1:]
            outside = grown & paper
    return (paper & ~outside)[1:-1, 1:-1]


def is_section(glyph: Ink) -> bool | None:
    """Whether a shape is "§", with a hole about its middle, or "8", with one above and one below; None: neither.

    >>> def drawn(*rows):
    ...     return np.kron(np.array([[dot == "#" for dot in row] for row in rows]), np.ones((4, 4))).astype(bool)
    >>> is_section(drawn(".###", "#...", ".##.", "#..#", ".##.", "...#", "###."))
    True
    >>> is_section(drawn(".##.", "#..#", ".##.", "#..#", "#..#", ".##.")), is_section(drawn("###", "#..", "###"))
    (False, None)
    """
    height, width = glyph.shape
    if height < 12 or not 0.25 <= width / height <= 0.9:
        return None
    holes = [
        ((start + end) / 2 / height, (end - start) / height)
        for start, end in _runs(_enclosed(glyph).sum(axis=1) > width / 12)
        if end - start > 1
    ]
    if any(0.4 <= middle <= 0.6 and 0.1 <= high <= 0.5 for middle, high in holes) and len(holes) in {1, 3}:
        return True
    if len(holes) == 2 and holes[0][0] < 0.45 and holes[1][0] > 0.55:
        return False
    return None


def _look_at(word: Scanned, page: Grey, at: int) -> tuple[bool | None, float]:
    """Whether a word's letter number `at` is "§", and at which share of the width the word parts there."""
    margin = (word.bottom - word.top) / 3  # boxes are not always about the whole of a letter
    ink = _crop(word._replace(x0=word.x0 - margin, x1=word.x1 + margin), page)
    left = word.x0 - max(word.x0 - margin - 2, 0)
    right = left + word.x1 - word.x0
    letters = [
        (start, end)
        for start, end in _runs(ink.any(axis=0))
        if end - start > 2 and 5 * (min(end, right) - max(start, left)) >= end - start
    ]
    last = at == len(word.text) - 1
    if len(letters) <= at or not (last or at < 2 or len(letters) == len(word.text)):
        return None, 0.0  # letters touch and can't be told apart
    start, end = letters[-1 if last and at else at]
    glyph = ink[:, start:end]
    top, bottom = max(_runs(glyph.any(axis=1)), key=lambda run: run[1] - run[0])
    edge = start if last and at else end
    return is_section(glyph[top:bottom]), min(max((edge - left) / (right - left), 0.0), 1.0)


def _ringed(text: str, ink: Ink) -> str:
    """A word with "å" for each "ä" over which a ring is printed."""
    height, width = ink.shape
    if height < 15:
        return text
    holes = _enclosed(ink[: round(height * 0.36)])
    rings = [
        (start + end) / 2 / width for start, end in _runs(holes.any(axis=0)) if _round(holes[:, start:end], height)
    ]
    letters = list(text)
    widths = np.array([_width(letter) for letter in letters])
    middles = (np.cumsum(widths) - widths / 2) / widths.sum()
    for ring in rings:
        near = [n for n, letter in enumerate(letters) if letter in "äÄ" and abs(middles[n] - ring) * widths.sum() < 1.2]
        if near:
            best = min(near, key=lambda n: abs(middles[n] - ring))
            letters[best] = "å" if letters[best] == "ä" else "Å"
    return "".join(letters)


def _round(hole: Ink, height: int) -> bool:
    """Whether a hole is as large and as round as a ring's over a letter, in a word of a height."""
    tall, wide, area = int(hole.any(axis=1).sum()), int(hole.shape[1]), int(hole.sum())
    return 0.05 * height <= wide <= 0.3 * height and 0.6 <= tall / wide <= 1.7 and 2 * area >= tall * wide


def _width(letter: str) -> float:
    """About how wide a letter is, in units of a common one."""
    if letter in "iljtfrI.,:;'()|!-":
        return 0.55
    return 1.5 if letter in "mwMW" else 1.25 if letter.isupper() else 1.0
