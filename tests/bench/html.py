"""HTML pages per second the whole way to JSON, beside the least that such work costs.

Use: python -m tests.bench.html [--seconds N]
The floor is lxml's parse and text extraction plus spaCy's bare tokenization of the same text, by turns with ours in one
process; compare runs by the ratio. Pages: those of the shared corpus where it is, else the project's own fixtures.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import spacy
from lxml import html

import pipeline
from pipeline.errors import DocumentError
from tests.support.paths import FIXTURES, SHARED


def pages() -> list[Path]:
    """Pages that give a record."""
    corpus = SHARED / "corpus"
    folder, kinds = (corpus, "*/**/*") if corpus.is_dir() else (FIXTURES / "documents", "*")
    found = []
    for path in sorted(path for path in folder.glob(kinds) if path.suffix.lower() in (".htm", ".html")):
        try:
            pipeline.parse(path)
        except DocumentError:
            continue
        found.append(path)
    return found


def main() -> None:
    """Prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=10.0, help="how long to measure")
    given = arguments.parse_args()
    tokenize = spacy.blank("fi")
    documents = [path.read_bytes() for path in pages()]
    if not documents:
        print("\nHTML: no pages here")
        return
    own: list[float] = []
    bare: list[float] = []
    begun = time.perf_counter()
    while len(own) < 3 or time.perf_counter() - begun < given.seconds:
        start = time.process_time()
        for data in documents:
            pipeline.parse(data).model_dump_json(by_alias=True)
        own.append(time.process_time() - start)
        start = time.process_time()
        for data in documents:
            tokenize.make_doc(html.fromstring(data).text_content())
        bare.append(time.process_time() - start)
    ours, floor = statistics.median(own), statistics.median(bare)
    print(f"\nHTML: {len(documents)} pages, {len(own)} rounds, CPU time")
    print(f"  the whole way to JSON          {len(documents) / ours:8.1f} pages/s")
    print(f"  lxml's text + spaCy's tokens   {len(documents) / floor:8.1f} pages/s")
    print(f"  ratio                          {floor / ours:8.2f}")


if __name__ == "__main__":
    main()
