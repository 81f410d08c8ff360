"""OCR of one page's image by the tesseract program, if it is installed; the project works without it.

The picture is made upright and free of specks, goes to the program on standard input, and the boxes of its words come
back on the page as drawn. One thread per process: several workers read pages at once.

Tesseract's Swedish and Finnish models have no "§" and no "@", and the Finnish one no "å": these are read
as "8", "O" and "ä". `look` tells them apart in the picture, by their holes; the rest is decided by the words
around (`repair`), or stays as it was read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
from PIL import Image

from pipeline.readers.pdf.ocr.image import (
    Scanned,
    clean,
    drawn,
    grey,
    lines,
    look,
    skew,
    split,
    turned,
    without_leaders,
)

__all__ = ["OcrError", "Scanned", "clean", "languages", "program", "recognise", "repair", "skew", "version"]

DPI = 300
"""The resolution to draw a page in."""

_LANGUAGES = ("swe", "fin")
# psm 4, one column of lines of any size: a row stays whole, where 3 reads the right column after the left one, 6 reads
# pictures as letters, and 11 loses full stops.
_COLUMN = "4"


class OcrError(Exception):
    """A page was not read. The message gives the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def program() -> str | None:
    """The path of tesseract, None if it is not installed."""
    return shutil.which("tesseract")


def languages() -> str | None:
    """The languages to read with, "swe+fin" or the one that is installed; None if neither or no program is there."""
    path = program()
    return _languages(path) if path else None


@cache
def _languages(path: str) -> str | None:
    try:
        listed = _run([path, "--list-langs"], b"", 20).split()
    except OcrError:
        return None
    return "+".join(language for language in _LANGUAGES if language in listed) or None


def version() -> str:
    """The program's name and version, "tesseract 5.3.0".

    Raises:
        OcrError: there is no program.
    """
    path = program()
    if path is None:
        raise OcrError("the program tesseract is not installed")
    return _version(path)


@cache
def _version(path: str) -> str:
    return _run([path, "--version"], b"", 20).partition("\n")[0].strip() or "tesseract"


def recognise(image: Image.Image, dpi: int, seconds: float = 60) -> list[Scanned]:
    """Reads a page's image.

    Args:
        image: the page as drawn, in any mode.
        dpi: how many of its pixels make an inch.
        seconds: how long the program may take.

    Returns:
        The words in reading order, with "§" and other characters restored that the models lack.

    Raises:
        OcrError: the program or its languages are missing, it failed, or it took too long.
    """
    path, known = program(), languages()
    if path is None or known is None:
        raise OcrError("the program tesseract with its language data for Swedish or Finnish is not installed")
    if min(image.size) < 1:
        raise OcrError("the image is empty")
    page = grey(image)
    smooth = clean(page)
    angle = skew(smooth, dpi)
    upright = turned(page, angle)
    smooth = upright if smooth is page else turned(smooth, angle)
    command = [path, "stdin", "stdout", "-l", known, "--psm", _COLUMN, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1"]
    header = f"P5 {smooth.width} {smooth.height} 255\n".encode("ascii")
    words = parse(_run(command, header + smooth.tobytes(), seconds))
    words = repair(*look(words, np.asarray(upright)))
    return [drawn(word, angle, page.size, upright.size, 72 / dpi) for word in words]


def _run(command: list[str], data: bytes, seconds: float) -> str:
    """Runs the program and returns its output."""
    try:
        done = subprocess.run(  # noqa: S603 (the path is from shutil.which, the rest our own)
            command,
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrError(f"tesseract was stopped after {seconds:g} seconds") from error
    except OSError as error:
        raise OcrError(f"tesseract can't be started: {error.strerror or error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrError(f"tesseract failed with code {done.returncode}: {said[-1] if said else 'it gave no reason'}")
    return done.stdout.decode("utf-8", "replace")


def parse(table: str) -> list[Scanned]:
    r"""The words of tesseract's TSV, their boxes in pixels; invalid rows are skipped.

    >>> row = "5\t1\t2\t1\t3\t1\t10\t20\t30\t12\t96.5\tPöytäkirja"
    >>> parse(f"level\tpage_num\n{row}\n5\t1\t2\t1\t3\t2\t50\t20\t9\t12\t-1\t \nx")
    [Scanned(text='Pöytäkirja', x0=10.0, top=20.0, x1=40.0, bottom=32.0, confidence=96.5, block=2, paragraph=1, line=3)]
    """
    words = []
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t", 11)
        text = unicodedata.normalize("NFC", re.sub(r"[\s\x00-\x1f\ufffd]+", "", cells[-1]))
        if len(cells) < 12 or cells[0] != "5" or not text:
            continue
        try:
            block, paragraph, line, _, left, top, width, height = map(int, cells[2:10])
            confidence = min(max(float(cells[10]), 0.0), 100.0)
        except ValueError:
            continue
        box = float(left), float(top), float(left + width), float(top + height)
        words.append(Scanned(text, *box, confidence, block, paragraph, line))
    return words


def _word(text: str, line: int = 1, confidence: float = 90) -> Scanned:
    return Scanned(text, 0.0, 12.0 * line, 6.0 * len(text), 12.0 * line + 10, confidence, 1, 1, line)


_SECTION = [
    re.compile(pattern)
    for pattern in (
        r"^([8$&])(?= \d{1,3}(?: [A-ZÅÄÖ]|$))",  # "8 72 Kokouksen avaus", "8 72"
        r"^\d{1,3} (8)(?= [A-ZÅÄÖ])",  # "13 8 Val av"
        r"(?<=\.\d{4} )([8&])(?= \d{1,4}\b)",  # "Kv 9.12.2024 8 93"
        r"\.\d{4}, \d{1,4} ([8&])(?=[,.;)]*(?: |$))",  # "Stadsstyrelsen 26.9.2022, 202 8"
        r"(?<=\d )([8$&])(?=:[a-zåäö])",  # "80 8:n"
        r"(?<=\d )([8$&])(?= \d{1,2} mom)",  # "103 8 1 momentin"
        r"(?<=\d )([8$&])(?= i \w+(?:lagen|stadgan)\b)",  # "5 8 i kommunallagen"
        r"(?<=\d )(\$)|(\$)(?= ?\d)",  # "72 $": no dollars in these documents
    )
]
_KNOWN = re.compile(r"§ (\d{1,4})\b|\b(\d{1,4}) §")
_MAIL = re.compile(r"([\w.-]*[a-zåäö]\.[\w-]*?[a-zåäö])(?:GO|O&|[OQG0&©®€])([a-z-]+(?:\.[a-z-]+)*\.[a-z]{2,3}[.,;)]*)")
_PAGE = re.compile(r"[—-]?(\d{1,3})[(1l|](\d{1,3})\)")  # "7(35)", and "3136)" where "3 (36)" is printed


def repair(words: Sequence[Scanned], certain: Collection[int] = ()) -> list[Scanned]:
    """Restores characters that the models misread, where the surrounding words leave no doubt.

    Args:
        words: the words of a page, in reading order.
        certain: indices of words with an 8 that is one.

    >>> def read(*lines):
    ...     words = [_word(text, n) for n, line in enumerate(lines) for text in line.split()]
    ...     return " ".join(word.text for word in repair(words))
    >>> read("8 72", "873 Kokouksen avaus", "874 jatkuu", "8 75 Val av justerare", "13 8 Sammanträdets laglighet")
    '§ 72 § 73 Kokouksen avaus § 74 jatkuu § 75 Val av justerare 13 § Sammanträdets laglighet'
    >>> read("Stadsstyrelsen 26.9.2022, 202 $", "Kv 9.12.2024 8 93", "Fullmäktige 8.9.2022, 43 8")
    'Stadsstyrelsen 26.9.2022, 202 § Kv 9.12.2024 § 93 Fullmäktige 8.9.2022, 43 §'
    >>> read("luvun 80 8:n mukaan", "Kuntalain 103 8 1 momentin", "enligt 5 8 i kommunallagen")
    'luvun 80 §:n mukaan Kuntalain 103 § 1 momentin enligt 5 § i kommunallagen'
    >>> read("mellan 8 72 och 8 75 kronor", "summa 8 350 euro", "8 jäsentä", "872 euroa", "890 Kuntaa", "5 8 17 8")
    'mellan 8 72 och 8 75 kronor summa 8 350 euro 8 jäsentä 872 euroa 890 Kuntaa 5 8 17 8'
    >>> read("JAA 17 El 8", "El-ääntä", "3136)", "minna.ekGOlapua.fi")
    'JAA 17 EI 8 EI-ääntä 3 (36) minna.ek@lapua.fi'
    """
    texts = [plain(word.text) for word in words]
    vote = any(re.match(r"\W*JAA\b", text) for text in texts)
    known: set[int] = set()
    glued: dict[int, int] = {}
    pages: dict[int, tuple[str, str]] = {}
    for indices in lines(words):
        starts: dict[int, int] = {}  # where each word begins in its line
        line = ""
        for n in indices:
            if vote:
                texts[n] = re.sub(r"^El(?=[.,:;]?$|-ään)", "EI", texts[n])
            starts[len(line)] = n
            line += texts[n] + " "
            page = _PAGE.fullmatch(texts[n])
            if page and "(" not in line[: -len(texts[n]) - 1] and int(page[1]) <= int(page[2]):
                pages[n] = page[1], f"({page[2]})"
        line = line[:-1]
        for pattern in _SECTION:
            for match in pattern.finditer(line):
                at = match.start(match.lastindex or 0)
                if starts.get(at, -1) not in {-1, *certain}:
                    line = f"{line[:at]}§{line[at + 1 :]}"
                    texts[starts[at]] = "§" + texts[starts[at]][1:]
        known.update(int(before or after) for before, after in _KNOWN.findall(line))
        if indices[0] not in certain and (opening := re.match(r"[85](\d{1,3})(?: \D|$)", line)):
            glued[indices[0]] = int(opening[1])
    running = {n for n, number in sorted(glued.items()) if _goes_on(number, known)}
    repaired = []
    for n, word in enumerate(words):
        if n in running:
            repaired += split(word, 1 / len(texts[n]), "§", texts[n][1:])
        elif n in pages:
            repaired += split(word, len(pages[n][0]) / len(texts[n]), *pages[n])
        else:
            repaired.append(word._replace(text=texts[n]))
    return [word for word in without_leaders(repaired) if word.text != "|"]  # "|" alone is a table's rule


def _goes_on(number: int, known: set[int]) -> bool:
    """Whether a number follows or precedes a known one; then it is known too."""
    if known.isdisjoint((number - 1, number, number + 1)):
        return False
    known.add(number)
    return True


def plain(text: str) -> str:
    """A word without the misreadings that its other letters reveal.

    >>> [plain(text) for text in ("l5.3.2O24", "2|7", "|-248", "1O", "I05", "10l", "H2O", "Il", "[X]", "Blomgvist")]
    ['15.3.2024', '217', '-248', '10', 'I05', '10l', 'H2O', 'II', '[X]', 'Blomqvist']
    """
    text = re.sub(r"^[|]+(?=\S)|(?<=\S)[|]+$", "", text)
    digits, letters = len(re.findall(r"\d", text)), len(re.findall("[OoIl|]", text))
    if re.fullmatch(r"[(\dOoIl|.,:/–-]+[).,;:%]*", text) and 0 < letters <= digits:
        text = re.sub(r"(?<=\d)[Il|](?=[.,:/–-]?\d)|^l(?=\d[\d.,:/–-]*\d)", "1", text)
        text = re.sub(r"(?<=\d)[Oo](?=[\d.,:/–-])|(?<=\d)O$|(?<=[.,:/–-])O(?=\d)", "0", text)
    if re.fullmatch(r"I?[Il]?l[.,:]?", text) and text[0] == "I":
        return text.replace("l", "I")
    text = _MAIL.sub(r"\1@\2", text)
    return re.sub(r"^([A-ZÅÄÖ][\wåäö-]{2,})gvist", r"\1qvist", text)  # the Finnish model has no q
