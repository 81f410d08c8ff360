"""Scores records of real documents against the hand-made annotations beside the project, and keeps a floor under them.

Use: accuracy.py [--update] [--lower] [--shared DIR]
Prints the table of the annotations' own scorer for all documents, and micro and macro F1 for each source. Fails where a
source falls below its floor in accuracy_floors.json. --update writes what was reached where that is higher; only
--lower lets a floor sink.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline import parse
from pipeline.errors import DocumentError

HERE = Path(__file__).parent
FLOORS = HERE / "accuracy_floors.json"
SHARED = HERE.parent.parent / "shared"
TOLERANCE = 0.0005

Figures = dict[str, dict[str, float | str]]
"""By source: "micro", the micro F1, and "digest", which tells the annotations that it was measured on."""


def by_source(gold: Path) -> dict[str, list[Path]]:
    """The annotation files by the source of their documents ("seed", "lapua", ...)."""
    groups: dict[str, list[Path]] = {}
    for path in sorted(gold.glob("*.json")):
        groups.setdefault(json.loads(path.read_text(encoding="utf-8"))["source"].split(",")[0], []).append(path)
    return groups


def document(shared: Path, annotation: Path) -> Path:
    """The document that an annotation is about."""
    name: str = json.loads(annotation.read_text(encoding="utf-8"))["file"]
    return next((path for path in (shared / name, shared / "corpus" / name) if path.exists()), shared / name)


def write_records(shared: Path, annotations: list[Path], out: Path) -> dict[str, str]:
    """Parses the documents and writes record and text; returns why there is no record, by document."""
    missing = {}
    for annotation in annotations:
        path = document(shared, annotation)
        try:
            record = parse(path)
        except DocumentError as error:
            missing[annotation.stem] = f"{error.code}: {error}"
            continue
        (out / annotation.name).write_text(record.model_dump_json(by_alias=True), encoding="utf-8")
        (out / f"{annotation.stem}.txt").write_text(record.text, encoding="utf-8")
    return missing


def score(shared: Path, records: Path, annotations: list[Path], *options: str) -> tuple[str, dict[str, float]]:
    """Runs the annotations' scorer; returns what it printed and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        for annotation in annotations:
            (Path(folder) / annotation.name).write_bytes(annotation.read_bytes())
            text = records / f"{annotation.stem}.txt"
            if text.exists():  # lets the scorer compare the length of texts too
                (Path(folder) / text.name).write_bytes(text.read_bytes())
        command = [
            sys.executable,
            str(shared / "gold" / "score.py"),
            str(records),
            "--gold",
            folder,
            "--json",
            *options,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    figures = next(line for line in done.stdout.splitlines() if line.startswith('{"micro"'))
    return done.stdout.replace(figures + "\n", ""), json.loads(figures)


def digest(annotations: list[Path]) -> str:
    """What the floors were measured on: they mean nothing for other annotations."""
    sha = hashlib.sha256()
    for path in annotations:
        sha.update(path.name.encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()[:12]


def measure(shared: Path, show: bool = True) -> Figures:
    """Scores every source; prints the tables where `show` says so."""
    groups = by_source(shared / "gold")
    reached: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        missing: dict[str, str] = {}
        for source, paths in groups.items():
            missing |= write_records(shared, paths, out)
            _, figures = score(shared, out, paths)
            reached[source] = {"micro": round(figures["micro"], 4), "digest": digest(paths)}
        everything = [path for paths in groups.values() for path in paths]
        table, figures = score(shared, out, everything, *(["--detail", "all"] if "--detail" in sys.argv else []))
    if show:
        print(table)
        for name, reason in missing.items():
            print(f"no record for {name}: {reason}")
        print(f"\n{'source':12} {'documents':>9} {'micro F1':>9}")
        for source, paths in groups.items():
            print(f"{source:12} {len(paths):9} {reached[source]['micro']:9.3f}")
    return reached


def below(reached: Figures, floors: Figures) -> list[str]:
    """What fell below its floor; a floor for other annotations counts as none."""
    return [
        f"{source}: micro F1 {reached[source]['micro']} is below the floor {floor['micro']}"
        for source, floor in floors.items()
        if source in reached
        and reached[source]["digest"] == floor["digest"]
        and float(reached[source]["micro"]) < float(floor["micro"]) - TOLERANCE
    ]


def raised(floors: Figures, reached: Figures, lower: bool) -> Figures:
    """The floors with what was reached in place of what it exceeds, or of everything where `lower` says so."""
    new = dict(floors)
    for source, figures in reached.items():
        old = floors.get(source)
        better = old is None or float(figures["micro"]) >= float(old["micro"])
        if lower or (better and float(figures["micro"]) > 0):
            new[source] = figures
    return new


def main() -> int:
    """Prints the tables and checks the floors; the exit code says whether they hold."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    arguments.add_argument("--lower", action="store_true", help="with --update: lower them too")
    arguments.add_argument("--detail", action="store_true", help="list every miss and false find")
    arguments.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold and corpus")
    given = arguments.parse_args()
    if not (given.shared / "gold").is_dir():
        print(f"no annotations at {given.shared / 'gold'}: nothing to score against", file=sys.stderr)
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    reached = measure(given.shared)
    fallen = below(reached, floors)
    if given.update:
        floors = raised(floors, reached, given.lower)
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        fallen = below(reached, floors)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
