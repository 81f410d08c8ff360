"""Documents per second for the fixtures and the seed, and where the time goes, room by room.

Use: python -m tests.bench.documents [--seconds N]
Every figure is a median over rounds in one process, after a warm-up; ratios between them hold where the machine's
speed drifts. Compare runs by the ratios.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pipeline
from extractors.core.document import Document
from pipeline import readers
from pipeline.assembly import assemble as assembly
from pipeline.checks import record_checks
from pipeline.layout.blocks import Layout, layout
from pipeline.structure.document_outline import outline
from tests.support.paths import DOCUMENTS, SEEDS

ROOMS = ("read", "layout", "outline", "cover", "items", "evidence", "checks", "assembly", "json")


class Stopwatch:
    """Times the rooms of one document's way; a room inside another is taken off the outer one."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(ROOMS, 0.0)
        self._inner = [0.0]

    def time(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as this room."""

        def timed(*given: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            start = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                took = time.perf_counter() - start
                self.spent[room] += took - self._inner.pop()
                self._inner[-1] += took

        return timed


def walk(data: bytes, watch: Stopwatch) -> int:
    """Takes a document through every room; returns the length of its JSON."""
    document: Document = watch.time("read", readers.read)(data)
    laid_out: Layout = watch.time("layout", layout)(document)
    parts = watch.time("outline", outline)(laid_out.blocks, laid_out.running)
    record = watch.time("assembly", assembly.assemble)(data, None, document, laid_out, parts)
    return len(watch.time("json", record.model_dump_json)(by_alias=True))


def rooms(documents: list[bytes], seconds: float) -> tuple[dict[str, float], list[float]]:
    """Seconds spent in each room per round over all documents, and the rounds' whole times."""
    rounds: list[float] = []
    watches: list[Stopwatch] = []
    inside = {
        "cover": (assembly, "meeting"),
        "items": (assembly, "item"),
        "evidence": (assembly, "evidence"),
        "checks": (record_checks, "findings"),
    }
    plain = {room: getattr(module, name) for room, (module, name) in inside.items()}
    start = time.perf_counter()
    while time.perf_counter() - start < seconds or len(rounds) < 3:
        watch = Stopwatch()
        for room, (module, name) in inside.items():
            setattr(module, name, watch.time(room, plain[room]))
        begun = time.perf_counter()
        for data in documents:
            walk(data, watch)
        rounds.append(time.perf_counter() - begun)
        watches.append(watch)
    for room, (module, name) in inside.items():
        setattr(module, name, plain[room])
    return {room: statistics.median(watch.spent[room] for watch in watches) for room in ROOMS}, rounds


def report(name: str, paths: list[Path], seconds: float) -> None:
    """Prints the figures for some documents."""
    documents = [path.read_bytes() for path in paths]
    size = sum(map(len, documents))
    spent, rounds = rooms(documents, seconds)
    whole = statistics.median(rounds)
    print(f"\n{name}: {len(documents)} documents, {size / 1000:.0f} kB, {len(rounds)} rounds")
    print(f"  {len(documents) / whole:8.1f} documents/s   {size / 1000 / whole:8.0f} kB/s   (median of the rounds)")
    total = sum(spent.values())
    for room, took in spent.items():
        share = took / total
        print(f"  {room:9} {took / len(documents) * 1000:7.2f} ms a document  {share:5.0%}  {'█' * round(40 * share)}")


def growth(seconds: float) -> None:
    """Prints whether time grows with length: the longest fixture's items, five and ten times over."""
    texts = [path for path in DOCUMENTS if path.suffix in (".md", ".txt")]
    text = max(texts, key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
    pipeline.parse(text.encode())
    times = []
    for copies in (1, 5, 10, 20):
        data = "\n\n".join(text.replace("§ 3", f"§ {copy + 1}3") for copy in range(copies)).encode()
        best = min(_once(data) for _ in range(max(1, round(seconds))))
        times.append((copies, best))
    print("\nlength: " + ", ".join(f"{copies}x takes {took / times[0][1]:.1f}x the time" for copies, took in times[1:]))


def _once(data: bytes) -> float:
    start = time.perf_counter()
    pipeline.parse(data)
    return time.perf_counter() - start


def process(path: Path) -> None:
    """Prints what one whole `kommunprotokoll parse` costs, and how much of it is the start of Python and spaCy."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import spacy": [sys.executable, "-c", "import spacy"],
        "parse one document": [str(Path(sys.executable).parent / "kommunprotokoll"), "parse", str(path)],
    }
    print("\nwhole processes (median of 5)")
    for name, command in commands.items():
        took = []
        for _ in range(6):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            took.append(time.perf_counter() - start)
        print(f"  {name:20} {statistics.median(took[1:]):6.2f} s")


def main() -> None:
    """Prints all figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=4.0, help="how long to measure each group")
    given = arguments.parse_args()
    for path in DOCUMENTS:
        pipeline.parse(path)
    report("fixtures", DOCUMENTS, given.seconds)
    if SEEDS:
        report("seed", SEEDS, given.seconds)
    growth(given.seconds)
    process(DOCUMENTS[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
