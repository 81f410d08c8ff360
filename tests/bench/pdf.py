"""PDF pages per second, beside the engines that others read them with; memory and growth of long files.

Use: python -m tests.bench.pdf [--files N] [PDF ...]
Without files it takes the minutes in ../shared/corpus/lapua, or else the project's own PDF fixtures. Every engine reads
the same pages in a process of its own, one after another, best of three rounds: ratios hold where the machine drifts.
docling and kreuzberg are measured where they are installed (`pip install docling kreuzberg`), and named where not.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib.util
import math
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.support.paths import FIXTURES, SHARED

_WORD = re.compile(r"\S+")


def whole(path: Path) -> int:
    """The whole way: bytes to validated JSON."""
    import pipeline

    record = pipeline.parse(path.read_bytes(), uri=path.name)
    record.model_dump_json(by_alias=True)
    return record.source.pages or 0


def pdfium_words(path: Path) -> int:
    """Bare pypdfium2: words with font, true size and box, and nothing done with them."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    document = pdfium.PdfDocument(path.read_bytes())
    rectangle, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        handle = text_page.raw
        count = raw.FPDFText_CountChars(handle)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(handle, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        words = []
        for match in _WORD.finditer(text):
            first, last = match.start(), match.end() - 1
            raw.FPDFText_GetLooseCharBox(handle, first, rectangle)
            x0, y0 = rectangle.left, rectangle.bottom
            raw.FPDFText_GetLooseCharBox(handle, last, rectangle)
            size = raw.FPDFText_GetFontSize(handle, first)
            raw.FPDFText_GetMatrix(handle, first, matrix)
            raw.FPDFText_GetFontInfo(handle, first, name, 100, flags)
            words.append((match[0], x0, y0, rectangle.right, rectangle.top, size * math.hypot(matrix.c, matrix.d)))
        page.close()
    pages = len(document)
    document.close()
    return pages


def pdfplumber_words(path: Path) -> int:
    """pdfplumber's `extract_words`, each page closed after it."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.close()
        return len(document.pages)


def kreuzberg_text(path: Path) -> int:
    """kreuzberg's text extraction."""
    import kreuzberg  # type: ignore[import-not-found,unused-ignore]

    kreuzberg.extract_file_sync(str(path))
    return _pages(path)


def docling_text(path: Path) -> int:
    """docling's conversion, without its table and OCR models; it fetches a layout model from a hub."""
    from docling.datamodel.base_models import InputFormat  # type: ignore[import-not-found,unused-ignore]
    from docling.datamodel.pipeline_options import (  # type: ignore[import-not-found,unused-ignore]
        PdfPipelineOptions,
    )
    from docling.document_converter import (  # type: ignore[import-not-found,unused-ignore]
        DocumentConverter,
        PdfFormatOption,
    )

    options = PdfPipelineOptions(do_ocr=False, do_table_structure=False)
    formats = {InputFormat.PDF: PdfFormatOption(pipeline_options=options)}
    DocumentConverter(format_options=formats).convert(path)
    return _pages(path)


def _pages(path: Path) -> int:
    import pypdfium2 as pdfium

    return len(pdfium.PdfDocument(path))


ENGINES: dict[str, tuple[Callable[[Path], int], str, int]] = {
    # name: (function, module that must be there, how many of the files it gets: the slow ones get fewer)
    "kommunprotokoll, bytes to JSON": (whole, "pipeline", 100),
    "pypdfium2, bare words": (pdfium_words, "pypdfium2", 100),
    "pdfplumber, extract_words": (pdfplumber_words, "pdfplumber", 8),
    "kreuzberg, text": (kreuzberg_text, "kreuzberg", 100),
    "docling, text": (docling_text, "docling", 2),
}


def measure(engine: str, paths: Sequence[Path]) -> None:
    """Runs in a process of its own: prints pages a second, best of three rounds, and the peak memory in MB."""
    function, _, most = ENGINES[engine]
    some = paths[:: max(1, len(paths) // most)][:most]
    function(some[0])  # imports, models
    best = 0.0
    for _ in range(3 if most > 2 else 1):
        begun = time.process_time()
        pages = sum(function(path) for path in some)
        best = max(best, pages / (time.process_time() - begun))
    print(best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def repeat(paths: Sequence[Path], pages: int, target: Path) -> None:
    """Writes a PDF of this many pages, by repeating those of others."""
    import pypdfium2 as pdfium

    made = pdfium.PdfDocument.new()
    while len(made) < pages:
        for path in paths:
            source = pdfium.PdfDocument(path)
            if take := min(len(source), pages - len(made)):
                made.import_pages(source, list(range(take)))
            source.close()
    made.save(target)
    made.close()


def _in_process(*given: str) -> list[float]:
    done = subprocess.run([sys.executable, "-m", "tests.bench.pdf", *given], check=True, capture_output=True, text=True)
    return [float(value) for value in done.stdout.split()[-2:]]


def table(paths: Sequence[Path]) -> None:
    """Prints pages a second for every engine that is installed."""
    print(f"\n{len(paths)} PDFs, one process an engine, CPU time, best of three rounds")
    print(f"  {'engine':32} {'pages/s':>9} {'ratio':>7} {'peak MB':>8}")
    ours = 0.0
    for engine, (_, module, _) in ENGINES.items():
        if importlib.util.find_spec(module) is None:
            print(f"  {engine:32} not installed")
            continue
        try:
            speed, memory = _in_process("--engine", engine, *map(str, paths))
        except subprocess.CalledProcessError as error:
            print(f"  {engine:32} failed: {error.stderr.strip().splitlines()[-1:]}")
            continue
        ours = ours or speed
        print(f"  {engine:32} {speed:9.1f} {ours / speed:6.2f}x {memory:8.0f}")
    print("  ratio: how many times as fast as that engine the whole way to JSON is")


def growth(paths: Sequence[Path]) -> None:
    """Prints time and memory for files of 50 to 2,000 pages."""
    print("\nlong files, made by repeating pages")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for pages in (50, 200, 500, 2000):
            long = Path(folder, f"{pages}.pdf")
            repeat(paths, pages, long)
            speed, memory = _in_process("--once", str(long))
            first = first or 1 / speed
            print(
                f"  {pages:5} pages  {1000 / speed:6.2f} ms a page ({1 / speed / first:4.2f}x)  peak {memory:5.0f} MB"
            )


def once(path: Path) -> None:
    """Runs in a process of its own: prints pages a second for one file, and the peak memory in MB."""
    whole(min((FIXTURES / "documents").glob("fi_pdf_*.pdf")))  # imports
    begun = time.process_time()
    pages = whole(path)
    print(pages / (time.process_time() - begun), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Prints all figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pdfs", nargs="*", type=Path)
    arguments.add_argument("--engine", help=argparse.SUPPRESS)
    arguments.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    given: Any = arguments.parse_args()
    if given.once:
        once(given.once)
        return
    corpus = sorted((SHARED / "corpus" / "lapua").glob("*.pdf")) if SHARED.is_dir() else []
    paths = given.pdfs or corpus or sorted((FIXTURES / "documents").glob("*_pdf_[!bs]*.pdf"))
    if given.engine:
        measure(given.engine, paths)
        return
    table(paths)
    growth(paths)


if __name__ == "__main__":
    main()
