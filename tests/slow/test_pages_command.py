"""The command `pages`: what it writes, what its pictures show, and how it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from extractors.core.document import Document
from flows.cli.app import app
from flows.cli.printing.page_pictures import ranges
from pipeline.debug.page_overlay import Kind, Marks, understand
from pipeline.layout.blocks import layout
from pipeline.readers.pdf.reader import read
from tests.support.paths import DOCUMENTS, FIXTURES, PROJECT

MINUTES = FIXTURES / "documents" / "sv_pdf_styrelse.pdf"
ENCRYPTED, TRUNCATED = FIXTURES / "encrypted.pdf", FIXTURES / "truncated.pdf"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "80"}
DPI = 100

pytestmark = pytest.mark.skipif(not MINUTES.exists(), reason="the fixture is missing")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flows.cli", "pages", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all pages of the minutes."""
    folder = tmp_path_factory.mktemp("pages") / "new" / "folder"
    done = run(MINUTES, "--output", folder)
    assert (done.stdout, done.returncode) == ("", 0)
    assert done.stderr == f"kommunprotokoll: 12 pages written to {folder}\n"
    return folder


@pytest.fixture(scope="module")
def document() -> Document:
    return read(MINUTES.read_bytes())


@pytest.fixture(scope="module")
def marks() -> list[Marks]:
    return understand(MINUTES.read_bytes())[0]


def picture(folder: Path, number: int) -> Image.Image:
    return Image.open(folder / f"{MINUTES.stem}-{number:02}.png").convert("RGB")


def colours(image: Image.Image, box: tuple[float, ...]) -> set[object]:
    """The colours of a part of a page, given in points."""
    part = image.crop(tuple(round(edge * DPI / 72) for edge in box[:4]))  # type: ignore[arg-type]
    return {colour for _, colour in part.getcolors(1_000_000) or ()}


def test_one_picture_a_page(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [f"sv_pdf_styrelse-{n:02}.png" for n in range(1, 13)]


def test_a_heading_is_tinted_and_blank_paper_is_not(folder: Path, document: Document) -> None:
    block = next(each.block for each in layout(document).blocks if each.block.heading and each.text == "Förslag:")
    line = next(line for line in document.lines if line.start == block.spans[0].start)
    assert line.box is not None
    image = picture(folder, line.page)
    inside = colours(image, line.box[1:])
    assert Kind.HEADING.tint in inside
    assert (0, 0, 0) in inside  # the text is not hidden
    blank = colours(image, (line.box.x1 + 10, line.box.top, line.box.x1 + 100, line.box.bottom))
    assert blank == {(255, 255, 255)}


def test_values_have_the_colour_of_their_class(folder: Path, marks: list[Marks]) -> None:
    seen = set()
    for page in marks:
        for mark in page.drawn:
            if mark.kind in (Kind.PERSON, Kind.FACT, Kind.DECISION):
                seen.add(mark.kind)
                if mark.tag.endswith(("/name", "/title", "/case_number")):
                    assert mark.kind.tint in colours(picture(folder, page.number), mark.rects[0]), mark
    assert seen == {Kind.PERSON, Kind.FACT, Kind.DECISION}


def test_values_are_marked_by_their_words_and_not_by_whole_lines(marks: list[Marks]) -> None:
    (number,) = (mark for mark in marks[3].drawn if mark.tag == "items/0/number")
    (title,) = (mark for mark in marks[3].drawn if mark.tag == "items/0/title")
    assert number.rects[0].top == title.rects[0].top
    assert number.rects[0].x1 < title.rects[0].x0


def test_every_class_is_in_the_legend(folder: Path) -> None:
    image = picture(folder, 1)
    strip = image.crop((0, round(842 * DPI / 72), image.width, image.height))
    found = {colour for _, colour in strip.getcolors(1_000_000) or ()}
    assert {kind.tint for kind in Kind} <= found
    assert len(Kind) <= 7
    assert (0, 0, 0) in found  # its words


def test_an_annex_has_a_frame(folder: Path, marks: list[Marks]) -> None:
    (annex,) = (page for page in marks if page.annex)
    assert annex.annex == "33"
    assert picture(folder, annex.number).getpixel((2, 300)) == (0, 0, 0)
    assert picture(folder, annex.number + 1).getpixel((2, 300)) == (255, 255, 255)


def test_some_pages_at_another_resolution(tmp_path: Path, folder: Path) -> None:
    old = tmp_path / "sv_pdf_styrelse-02.png"
    old.write_bytes(b"old")
    done = run(MINUTES, "--output", tmp_path, "--pages", "2,11-99", "--dpi", "50")
    assert (done.stderr, done.returncode) == (f"kommunprotokoll: 3 pages written to {tmp_path}\n", 0)
    assert sorted(path.name[-6:-4] for path in tmp_path.iterdir()) == ["02", "11", "12"]
    assert Image.open(old).height < picture(folder, 2).height


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (DOCUMENTS[0], "and only the pages of a PDF can be drawn"),
        (Path("missing.pdf"), "the file can't be read: No such file or directory"),
        (ENCRYPTED, "the PDF is encrypted and needs a password"),
        (TRUNCATED, "the PDF is damaged: its structure can't be read"),
    ],
)
def test_what_can_not_be_drawn(tmp_path: Path, file: Path, reason: str) -> None:
    if file.name != "missing.pdf" and not file.exists():
        pytest.skip("the fixture is missing")
    done = run(file, "--output", tmp_path)
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr.startswith(f"kommunprotokoll: {file}: ")
    assert done.stderr.endswith(f"{reason}\n")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_no_such_page(tmp_path: Path) -> None:
    done = run(MINUTES, "--output", tmp_path, "--pages", "13")
    assert done.stderr == f"kommunprotokoll: {MINUTES}: it has no such page: its last one is 12\n"
    assert done.returncode == 1


def test_an_output_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "sv_pdf_styrelse-01.png").mkdir()
    done = run(MINUTES, "--output", tmp_path, "--pages", "1")
    assert done.stderr == f"kommunprotokoll: {tmp_path}/sv_pdf_styrelse-01.png: Is a directory\n"
    assert done.returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["sv_pdf_styrelse-01.png"]


@pytest.mark.parametrize("arguments", [["--pages", "0"], ["--pages", "5-3"], ["--pages", "all"], ["--dpi", "5"]])
def test_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["pages", str(MINUTES), "--output", str(tmp_path), *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert CliRunner().invoke(app, ["pages", str(MINUTES)]).exit_code == 2  # no folder
    assert CliRunner().invoke(app, ["pages", str(tmp_path), "--output", str(tmp_path)]).exit_code == 2


def test_page_numbers() -> None:
    assert ranges("1, 3-5") == [range(1, 2), range(3, 6)]
