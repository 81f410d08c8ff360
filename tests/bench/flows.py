"""What `ingest` costs beside reading: workers, Prefect, memory, and a second run that finds nothing new.

Use: python -m tests.bench.flows [--documents N] [--many N] [--rounds N]
The documents are the text fixtures with other days, numbers and names, so that no two records are alike. Each figure is
measured in a process of its own, after a run over a few documents that starts workers and, where it takes part,
Prefect's server. Ratios mean something on a machine that is idle only: the load stands beside them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.readers.text import decode
from tests.support.paths import DOCUMENTS

CHUNK = 200
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")
_PARAGRAPH = re.compile(r"(?<=§ )(\d{1,3})\b")
_DIARY = re.compile(r"\b(\d{2,4})(?=/\d\d\.\d\d)")
_NAME = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]+ ([A-ZÅÄÖ][a-zåäö]{4,})\b")
_IN_WORDS = ("sv_tva_sprak",)
"""Fixtures whose day is in words: all copies would claim one id."""
_FIRST = ("Al", "Berg", "Dal", "Ek", "Fors", "Gran", "Hed", "Kivi", "Lehti", "Mäki", "Niemi", "Ranta", "Salo", "Vuori")
_LAST = ("aho", "berg", "fors", "gren", "kangas", "koski", "lund", "mäki", "ranta", "salo", "strand", "vik")


def texts(number: int) -> Iterator[tuple[str, str]]:
    """Documents, each with a name."""
    templates = [path for path in DOCUMENTS if path.suffix in (".md", ".txt") and path.stem not in _IN_WORDS]
    read = [decode(path.read_bytes()) for path in templates]
    for index in range(number):
        which, copy = index % len(read), index // len(read)
        yield f"{copy:05}-{templates[which].name}", another(read[which], copy)


def another(text: str, copy: int) -> str:
    """A text with other days, paragraphs, diary numbers and names; the first copy is the text itself."""

    def later(found: re.Match[str]) -> str:
        try:
            day = date(int(found[3]), int(found[2]), int(found[1])) + timedelta(days=copy)
        except ValueError:
            return found[0]
        return f"{day.day}.{day.month}.{day.year}"

    if copy == 0:
        return text
    text = _DAY.sub(later, text)
    text = _PARAGRAPH.sub(lambda found: str(int(found[1]) + copy % 7), text)
    text = _DIARY.sub(lambda found: str(int(found[1]) + copy), text)
    for name in sorted(set(_NAME.findall(text))):
        picked = int.from_bytes(hashlib.sha256(f"{name} {copy}".encode()).digest()[:4])
        new = _FIRST[picked % len(_FIRST)] + _LAST[picked // 100 % len(_LAST)]
        text = re.sub(rf"\b{name}(?=\b|s\b)", new, text).replace(name.lower(), new.lower())
    return text


def made(folder: Path, number: int) -> Path:
    """A folder with so many documents."""
    folder.mkdir()
    for name, text in texts(number):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def bare(folder: Path, output: Path, workers: int) -> Any:
    """What the flow does, without Prefect."""
    from flows.runs.ingest_flow import conclude
    from flows.runs.ingestion import Ingestion
    from flows.runs.open_output import opened
    from flows.runs.source_documents import Supply, folder_source
    from flows.sources.http.client import Client
    from flows.workers.backend import backend
    from flows.workers.job import Limits

    with backend(workers) as readers, opened(output, "ingest") as store, Client() as client:
        source = folder_source(folder, store.catalogue.sources(), Limits().size)
        work = Ingestion(Supply(source, client, output), store, readers)
        for start in range(0, len(work.wanted), CHUNK):
            work.read(work.wanted[start : start + CHUNK])
        report = work.finish()
        conclude(store, [report])
    return report


def flow(folder: Path, output: Path, workers: int) -> Any:
    """The flow itself."""
    from flows.runs.ingest_flow import ingest

    return ingest(folder, output, workers, chunk_size=CHUNK)


def measure(how: str, folder: Path, workers: int, runs: int) -> None:
    """Runs in a process of its own: prints seconds of each run over one folder into one output, and the peak memory."""
    ingest = {"bare": bare, "flow": flow}[how]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        os.environ["PREFECT_HOME"] = f"{place}/prefect"
        os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
        began = time.perf_counter()
        ingest(made(Path(place, "few"), 5), Path(place, "warm"), workers)
        result: dict[str, Any] = {"start": time.perf_counter() - began, "seconds": [], "loads": []}
        for _ in range(runs):
            loads, before = os.getloadavg()[0], _processor()
            began = time.perf_counter()
            report = ingest(folder, Path(place, "output"), workers)
            result["seconds"].append(time.perf_counter() - began)
            result["loads"].append(loads)
            result.setdefault("own", []).append(_processor() - before)
            if report.failed:
                raise SystemExit(f"{report.failed} documents failed: {report.failures[0].reason}")
        result["unchanged"] = report.unchanged
        result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result), flush=True)


def _processor() -> float:
    """Seconds of the processor that this process took, its children apart."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def apart(how: str, folder: Path, workers: int, runs: int = 1) -> dict[str, Any]:
    """`measure` in a process of its own."""
    given = ["--measure", how, "--folder", str(folder), "--workers", str(workers), "--runs", str(runs)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.flows", *given], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def best(how: str, folder: Path, workers: int, rounds: int) -> tuple[float, dict[str, Any]]:
    """The median time of several rounds, and what the last one says."""
    found = [apart(how, folder, workers) for _ in range(rounds)]
    return statistics.median(each["seconds"][0] for each in found), found[-1]


def row(what: str, figure: str, target: str = "", met: bool | None = None) -> None:
    """Prints a line of the table."""
    verdict = "" if met is None else "met" if met else "MISSED"
    print(f"  {what:58} {figure:>14}   {target:8} {verdict}", flush=True)


def main() -> None:
    """Prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=2000, help="documents for speed and Prefect's share")
    arguments.add_argument("--many", type=int, default=0, help="documents for memory; five times as many unless given")
    arguments.add_argument("--rounds", type=int, default=1, help="times each is measured; the median counts")
    for hidden in ("measure", "folder"):
        arguments.add_argument(f"--{hidden}", help=argparse.SUPPRESS)
    for hidden in ("workers", "runs"):
        arguments.add_argument(f"--{hidden}", type=int, default=1, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.measure:
        measure(given.measure, Path(given.folder), given.workers, given.runs)
        return
    few, many = given.documents, given.many or 5 * given.documents
    processors = len(os.sched_getaffinity(0))
    print(f"\nflows: {few} and {many} documents, {processors} processors, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory() as place:
        some = made(Path(place, "some"), few)
        one, last = best("bare", some, 1, given.rounds)
        row("documents/s, 1 worker", f"{few / one:.1f}")
        two, last = best("bare", some, 2, given.rounds)
        row("documents/s, 2 workers", f"{few / two:.1f}")
        row("ratio", f"{one / two:.2f}", ">= 1.7", one / two >= 1.7)
        row("share of the coordinating process, 2 workers", f"{last['own'][0] / two:.0%}")
        whole, last = best("flow", some, 2, given.rounds)
        share = (whole - two) / whole
        row("Prefect's share of the time, its server's start apart", f"{share:.1%}", "< 15 %", share < 0.15)
        row("memory of the coordinating process (peak, MB)", f"{last['peak']:.0f}")
        found = apart("flow", made(Path(place, "many"), many), 2, 2)
        grown = found["peak"] / last["peak"]
        row(f"the same at {many} documents, after two runs", f"{found['peak']:.0f}")
        row("ratio", f"{grown:.2f}", "flat", grown < 1.25)
        first, second = found["seconds"]
        row(f"{many} documents, first run (s)", f"{first:.1f}")
        row("second run, nothing new (s)", f"{second:.2f}")
        row("times faster", f"{first / second:.0f}", ">= 20", first / second >= 20)
        row("start of server and workers, with five documents (s)", f"{found['start']:.1f}")
    print(f"  load {os.getloadavg()[0]:.1f} at the end; what others do on this machine is in every figure")


if __name__ == "__main__":
    main()
