"""OCR by tesseract: drawn pages of invented text, clean, and noisy and crooked, are read as they were drawn."""

from __future__ import annotations

import math
import os
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.readers.pdf.ocr import tesseract as ocr

SIZE = 2480, 3508  # A4 at 300 dpi
LEFT, FIRST, PITCH = 250, 260, 76

SWEDISH = """\
Granvik stad          Protokoll          4/2025
Stadsfullmäktige
§ 71 Sammanträdets laglighet och beslutförhet
Ordföranden konstaterade att sammanträdet var lagligen sammankallat
och beslutfört, eftersom två tredjedelar av ledamöterna var på plats.
§ 72 Åtgärder för småbåtshamnen på Ängsön
Beredning: hamnmästare Börje Åkerlund, tfn 050 123 4567
Staden får såväl bryggor som båtplatser. Både gångvägen och parken
vid Rådhustorget påverkas också, enligt 14 § i byggnadsordningen.
Omröstning: 17 röster för, 8 röster mot, 2 ledamöter röstade blankt.
Stadsstyrelsen 12.5.2025, 88 §
§ 73 Val av protokolljusterare
Beslut: Åsa Öhman och Mårten Ek valdes."""

FINNISH = """\
Kuusiniemen kunta          Pöytäkirja          6/2025
Kunnanvaltuusto
§ 34 Kokouksen laillisuus ja päätösvaltaisuus
Puheenjohtaja avasi kokouksen ja totesi sen lailliseksi sekä
päätösvaltaiseksi. Läsnä oli 25 valtuutettua.
§ 35 Vesijohtoverkon korjaaminen Äijälän kylässä
Valmistelija: tekninen johtaja Päivi Hyökyvaara, puh. 040 765 4321
Hallintosäännön 80 §:n mukaan esityslista lähetetään neljä päivää
ennen kokousta. Kunnanhallitus 3.3.2025 § 41
Suoritetussa äänestyksessä annettiin 16 ääntä esityksen puolesta,
8 ääntä sitä vastaan ja 1 tyhjä.
§ 36 Ilmoitusasiat
Päätös: Merkittiin tiedoksi."""


class Truth(NamedTuple):
    text: str
    x: float
    y: float


@pytest.fixture(scope="module")
def font() -> ImageFont.FreeTypeFont:
    found = find_spec("reportlab")
    if found is None or found.origin is None:
        pytest.skip("reportlab, whose font draws the pages, is not installed")
    return ImageFont.truetype(Path(found.origin).parent / "fonts" / "Vera.ttf", 42)


@pytest.fixture
def tesseract() -> None:
    if ocr.languages() != "swe+fin":
        pytest.skip("tesseract with its language data swe and fin is not installed")


def draw(text: str, font: ImageFont.FreeTypeFont) -> tuple[Image.Image, list[Truth]]:
    """A page with a text, and its words with their middles in pixels."""
    page = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(page)
    truth = []
    for number, line in enumerate(text.split("\n")):
        x = float(LEFT)
        for word in line.split(" "):
            if word:
                left, top, right, bottom = pen.textbbox((x, FIRST + number * PITCH), word, font=font)
                pen.text((x, FIRST + number * PITCH), word, font=font, fill=0)
                truth.append(Truth(word, (left + right) / 2, (top + bottom) / 2))
            x += font.getlength(word + " ")
    return page, truth


def crooked(page: Image.Image, truth: list[Truth], degrees: float) -> tuple[Image.Image, list[Truth]]:
    """A page as a bad scan: turned about its middle, blurred, grey, with noise and specks; where its words are then."""
    page = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.8))
    random = np.random.default_rng(7)
    pixels = np.asarray(page, dtype=np.float64) * 0.85 + 25 + random.normal(0, 14, (SIZE[1], SIZE[0]))
    specks = random.random(pixels.shape)
    pixels[specks < 0.002] = 0
    pixels[specks > 0.998] = 255
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    middle = SIZE[0] / 2, SIZE[1] / 2
    turned = [
        Truth(
            text,
            middle[0] + (x - middle[0]) * cos + (y - middle[1]) * sin,
            middle[1] - (x - middle[0]) * sin + (y - middle[1]) * cos,
        )
        for text, x, y in truth
    ]
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8)), turned


def recall(words: list[ocr.Scanned], truth: list[Truth]) -> float:
    read = Counter(word.text for word in words)
    return sum((read & Counter(word.text for word in truth)).values()) / len(truth)


def farthest(words: list[ocr.Scanned], truth: list[Truth]) -> float:
    """How far from its place, in points, the middle of a word that occurs once is at most."""
    once = {text for text, count in Counter(word.text for word in truth).items() if count == 1}
    places = {word.text: word for word in words}
    distances = [
        math.dist((x * 72 / 300, y * 72 / 300), ((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2))
        for text, x, y in truth
        if text in once and (word := places.get(text))
    ]
    assert len(distances) > 30
    return max(distances)


def text_of(words: list[ocr.Scanned]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("text", [SWEDISH, FINNISH], ids=["Swedish", "Finnish"])
def test_a_clean_page_is_read_word_for_word(text: str, font: ImageFont.FreeTypeFont, tesseract: None) -> None:
    page, truth = draw(text, font)
    words = ocr.recognise(page, 300)
    assert recall(words, truth) >= 0.97
    assert farthest(words, truth) < 3
    assert text_of(words).count("§") == text.count("§")
    assert [word.text for word in words][:4] == [word.text for word in truth][:4]


@pytest.mark.parametrize("degrees", [1.5, -1.5])
@pytest.mark.parametrize("text", [SWEDISH, FINNISH], ids=["Swedish", "Finnish"])
def test_a_noisy_crooked_page_is_read_where_it_stands(
    text: str, degrees: float, font: ImageFont.FreeTypeFont, tesseract: None
) -> None:
    page, truth = crooked(*draw(text, font), degrees)
    assert ocr.skew(ocr.clean(page), 300) == pytest.approx(degrees, abs=0.15)
    words = ocr.recognise(page, 300)
    assert recall(words, truth) >= 0.9
    assert farthest(words, truth) < 4


def test_sections_come_back_and_eights_stay(font: ImageFont.FreeTypeFont, tesseract: None) -> None:
    swedish = text_of(ocr.recognise(draw(SWEDISH, font)[0], 300))
    for words in ("§ 71 Samman", "§ 72 Åtgärder", "§ 73 Val", "12.5.2025, 88 §", "17 röster", "8 röster", "på plats"):
        assert words in swedish
    finnish = text_of(ocr.recognise(draw(FINNISH, font)[0], 300))
    for words in ("§ 34 Kokouksen", "§ 35 Vesi", "§ 36 Ilmo", "80 §:n", "3.3.2025 § 41", "16 ääntä", "8 ääntä"):
        assert words in finnish


def test_label_and_text_beside_each_other_are_one_row(font: ImageFont.FreeTypeFont, tesseract: None) -> None:
    page, _ = draw(
        "Organ               Tekniska nämnden\nTid                      28.3.2025\n\nSiw Ek\nordförande", font
    )
    rows: dict[tuple[int, int, int], list[str]] = {}
    for word in ocr.recognise(page, 300):
        rows.setdefault(word[6:], []).append(word.text)
    assert [" ".join(row) for row in rows.values()][:2] == ["Organ Tekniska nämnden", "Tid 28.3.2025"]


def test_a_page_without_text_has_no_words(tesseract: None) -> None:
    assert ocr.recognise(Image.new("RGB", (1200, 1600), "white"), 150) == []
    assert ocr.recognise(Image.new("RGBA", (600, 800)), 72) == []


def test_the_version_is_named(tesseract: None) -> None:
    assert ocr.version().startswith("tesseract ")


def test_without_the_program_there_is_nothing_to_read_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.program() is None
    assert ocr.languages() is None
    with pytest.raises(ocr.OcrError, match="not installed"):
        ocr.recognise(Image.new("L", (100, 100), 255), 300)
    with pytest.raises(ocr.OcrError, match="not installed"):
        ocr.version()


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program named tesseract on the path that lists both languages and does otherwise what a script says."""
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\n[ "$1" = --list-langs ] && {{ printf "swe\\nfin\\n"; exit; }}\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a shell script")
def test_a_program_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f'echo $$ > "{tmp_path}/pid"; exec sleep 60')
    began = time.monotonic()
    with pytest.raises(ocr.OcrError, match=r"stopped after 1.5 seconds"):
        ocr.recognise(Image.new("L", (300, 300), 255), 300, seconds=1.5)
    assert time.monotonic() - began < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a shell script")
def test_a_program_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "cat > /dev/null; echo 'Error during processing.' >&2; exit 3")
    with pytest.raises(ocr.OcrError, match=r"code 3: Error during processing\."):
        ocr.recognise(Image.new("L", (300, 300), 255), 300)
