"""Parse time per PDF page beside that of an old commit, and the new tree's steps.

Use: python -m tests.bench.against --base COMMIT [--corpus] [--rounds N]
The old commit is checked out in a temporary git worktree and run with this interpreter. Old and new take turns in
processes of their own. Each document counts with its fastest round, in CPU time, for the machine may do other work; a
process reads all of them once before it measures, so that loading tables and compiling patterns do not count. Without
--corpus it takes the project's own PDF fixtures, with it the minutes in ../shared/corpus/lapua. OCR is left out: the
pages that need it would measure tesseract.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.paths import DOCUMENTS, LAPUA

HERE = Path(__file__).resolve().parents[2]

# Runs in either tree and needs no more of it than `pipeline.parse`; prints the pages and CPU seconds of each document.
WHOLE = """
import json, sys, time
from pathlib import Path
from pipeline import parse

found = []
documents = [Path(name).read_bytes() for name in sys.argv[1:]]
for data in documents:
    parse(data)
for data in documents:
    start = time.process_time()
    record = parse(data)
    found.append([record.source.pages, time.process_time() - start])
print(json.dumps(found))
"""

# The same for the new tree, step by step; the garbage collector pauses, as it does in `parse`.
STEPS = """
import gc, json, sys, time
from pathlib import Path
from pipeline import parse, readers
from pipeline.assembly.assemble import assemble
from pipeline.layout.blocks import layout
from pipeline.structure.document_outline import outline

found = []
documents = [Path(name).read_bytes() for name in sys.argv[1:]]
for data in documents:
    parse(data)
gc.disable()
for data in documents:
    times = [time.process_time()]
    document = readers.read(data)
    times.append(time.process_time())
    laid_out = layout(document)
    times.append(time.process_time())
    parts = outline(laid_out.blocks, laid_out.running)
    times.append(time.process_time())
    assemble(data, None, document, laid_out, parts)
    times.append(time.process_time())
    found.append([after - before for before, after in zip(times, times[1:])])
print(json.dumps(found))
"""


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """A temporary worktree of a commit, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "base"
        subprocess.run(["git", "-C", HERE, "worktree", "add", "--quiet", "--detach", tree, commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "-C", HERE, "worktree", "remove", "--force", tree], check=True)


def measured(tree: Path, script: str, documents: Sequence[Path]) -> list[list[float]]:
    """What a script prints of each document in a process of its own, with a tree's modules and without OCR."""
    environment = {"PYTHONPATH": str(tree), "PATH": ""}
    command = [sys.executable, "-c", script, *(str(path.resolve()) for path in documents)]
    done = subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True, text=True)
    found: list[list[float]] = json.loads(done.stdout)
    return found


def fastest(rounds: Sequence[Sequence[Sequence[float]]]) -> list[list[float]]:
    """The least of each figure of each document over the rounds.

    >>> fastest([[[1, 5], [2, 2]], [[3, 4], [1, 9]]])
    [[1, 4], [1, 2]]
    """
    return [[min(figures) for figures in zip(*documents, strict=True)] for documents in zip(*rounds, strict=True)]


def main() -> None:
    """Prints milliseconds per page of the old and the new tree, their ratio, and the new tree's steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="the commit to compare with")
    parser.add_argument("--corpus", action="store_true", help="the minutes in ../shared/corpus/lapua")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    documents = LAPUA if given.corpus else [path for path in DOCUMENTS if path.suffix == ".pdf"]
    if not documents:
        sys.exit("no PDF to measure")
    old, new, steps = [], [], []
    with checked_out(given.base) as base:
        for _ in range(given.rounds):
            old.append(measured(base, WHOLE, documents))
            new.append(measured(HERE, WHOLE, documents))
            steps.append(measured(HERE, STEPS, documents))
    pages = sum(each[0] for each in new[0])
    per_page = [1000 * sum(each[1] for each in fastest(tree)) / pages for tree in (old, new)]
    print(f"{len(documents)} documents, {pages:.0f} pages, {given.rounds} rounds; CPU milliseconds per page")
    print(f"old {per_page[0]:.2f}  new {per_page[1]:.2f}  ratio {per_page[1] / per_page[0]:.3f}")
    by_step = zip(*fastest(steps), strict=True)
    for name, times in zip(("read", "layout", "outline", "assemble"), by_step, strict=True):
        print(f"  {name:10}{1000 * sum(times) / pages:6.2f}")


if __name__ == "__main__":
    main()
