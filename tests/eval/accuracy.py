"""Scores records of real documents against the hand-made annotations beside the project, and keeps a floor under them.

Use: python -m tests.eval.accuracy [--weights] [--update] [--lower] [--shared DIR]
Prints the table of the annotations' own scorer for all documents; micro F1 for each source, group of fields by group;
and how many words of the vocabulary occur in one municipality's documents alone, with what its documents score when
they are read without these words. --detail lists the words, and every miss and false find. --weights prints, instead
of all that, what each municipality's documents score with weights of the grammar that were fitted without them.
Fails where a figure falls below its floor in accuracy_floors.json. --update writes what was reached where that is
higher; only --lower lets a floor sink.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline import parse
from pipeline.errors import DocumentError

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, it has only its own folder
from tests.eval import generality, weights

HERE = Path(__file__).parent
FLOORS = HERE / "accuracy_floors.json"
SHARED = HERE.parents[2] / "shared"
TOLERANCE = 0.0005

GROUPS = {
    "meeting": "kind language municipality body date start end place meeting_number",
    "persons": "chair secretary present absent others adjusters preparers presenter",
    "items": "item number title case_number kind_of_matter",
    "proposal": "proposal_start proposal_end proposal_whole",
    "decision": "decision_start decision_end decision_whole outcome unanimous",
    "debate": "votes amendments disqualified dissents",
    "history": "history",
    "documents": "attachments supplementary for_information appeal",
    "motion": "motion_signatory motion_count motion_submitted question answer_start answer_end answer_whole",
    "law": "citation citations",
}
"""Groups of the scorer's fields; what stands in none is "other"."""
_ROW = re.compile(r"^(?P<field>\w+) .* tp (?P<tp>\d+) fp (?P<fp>\d+) fn (?P<fn>\d+)$", re.MULTILINE)

Figures = dict[str, dict[str, float | str]]
"""By source: "micro", the micro F1, and "digest", which tells the annotations that it was measured on."""
Tables = dict[str, Figures]
"""By what was measured: "whole", "without_words" (each municipality without the words that only its documents have) and
"weights_left_out" (each municipality with weights fitted without it)."""


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


def by_group(table: str) -> dict[str, float]:
    """Micro F1 of each group of fields in what the scorer printed; groups without a value are left out."""
    groups = {field: group for group, fields in GROUPS.items() for field in fields.split()}
    counts: dict[str, list[int]] = {}
    for row in _ROW.finditer(table):
        right, wrong = counts.setdefault(groups.get(row["field"], "other"), [0, 0])
        counts[groups.get(row["field"], "other")] = [
            right + 2 * int(row["tp"]),
            wrong + int(row["fp"]) + int(row["fn"]),
        ]
    return {group: right / (right + wrong) for group, (right, wrong) in counts.items() if right + wrong}


def measure(shared: Path) -> Tables:
    """Scores every source, with all words and without its own; prints the tables."""
    groups = by_source(shared / "gold")
    reached: Figures = {}
    tables: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        missing: dict[str, str] = {}
        for source, paths in groups.items():
            missing |= write_records(shared, paths, out)
            printed, figures = score(shared, out, paths)
            reached[source] = {"micro": round(figures["micro"], 4), "digest": digest(paths)}
            tables[source] = by_group(printed)
        everything = [path for paths in groups.values() for path in paths]
        table, figures = score(shared, out, everything, *(["--detail", "all"] if "--detail" in sys.argv else []))
        print(table)
        for name, reason in missing.items():
            print(f"no record for {name}: {reason}")
        print_groups(groups, reached, tables)
        return {"whole": reached, "without_words": measure_generality(shared, everything, out)}


def measure_weights(shared: Path) -> Tables:
    """Scores every municipality with weights of the grammar that were fitted without it; prints the table."""
    places = by_municipality(shared, [path for paths in by_source(shared / "gold").values() for path in paths])
    documents = {path: document(shared, path) for paths in places.values() for path in paths}
    reached: Figures = {}
    print(f"{'municipality':12} {'documents':>9} {'micro F1':>9} {'fitted without it':>18}")
    for name, fit in weights.leave_each_out(weights.Corpus(shared, places, documents)):
        reached[name] = {"micro": round(fit.fitted, 4), "digest": digest(places[name])}
        print(f"{name:12} {len(places[name]):9} {fit.committed:9.3f} {fit.fitted:18.3f}", flush=True)
    return {"weights_left_out": reached}


def by_municipality(shared: Path, annotations: list[Path]) -> dict[str, list[Path]]:
    """Annotations by the municipality of their documents."""
    places: dict[str, list[Path]] = {}
    for path in annotations:
        places.setdefault(generality.municipality(shared, document(shared, path)), []).append(path)
    return places


def print_groups(groups: dict[str, list[Path]], reached: Figures, tables: dict[str, dict[str, float]]) -> None:
    """Prints micro F1 for each source, over all and group of fields by group; "-" where no value is annotated."""
    names = [group for group in [*GROUPS, "other"] if any(group in table for table in tables.values())]
    print(f"\n{'source':10} {'documents':>9} {'micro F1':>9} " + " ".join(f"{name:>9}" for name in names))
    for source, paths in groups.items():
        cells = " ".join(f"{tables[source][name]:9.3f}" if name in tables[source] else f"{'-':>9}" for name in names)
        print(f"{source:10} {len(paths):9} {reached[source]['micro']:9.3f} {cells}")


def measure_generality(shared: Path, annotations: list[Path], records: Path) -> Figures:
    """Scores each municipality without the words that serve it alone; prints how many they are."""
    places = by_municipality(shared, annotations)
    written = {document(shared, path): records / f"{path.stem}.txt" for path in annotations}
    read = {at: text.read_text(encoding="utf-8") for at, text in written.items() if text.exists()}
    alone = generality.only_in(generality.by_municipality(shared, read))
    running = {name: generality.left_out(alone[name], shared, records / name, paths) for name, paths in places.items()}
    total = sum(1 for _ in generality.all_words())
    reached: Figures = {}
    print(f"\nOf {total} words of the vocabulary, those that occur in one municipality's documents and no other's:")
    print(f"{'municipality':12} {'documents':>9} {'words':>6} {'micro F1':>9} {'without them':>13}")
    for name, paths in places.items():
        if running[name].wait() != 0:
            raise RuntimeError(f"reading {name} without its own words failed")
        with_them, without = (score(shared, folder, paths)[1]["micro"] for folder in (records, records / name))
        reached[name] = {"micro": round(without, 4), "digest": digest(paths)}
        print(f"{name:12} {len(paths):9} {len(alone[name]):6} {with_them:9.3f} {without:13.3f}")
    if "--detail" in sys.argv:
        for name, words in alone.items():
            print("\n".join([f"\n{name}:", *(f"  {word}" for word in words)]))
    return reached


def below(reached: Tables, floors: Tables) -> list[str]:
    """What fell below its floor; a floor for other annotations counts as none."""
    return [
        f"{table}, {name}: micro F1 {figures['micro']} is below the floor {floor['micro']}"
        for table, measured in reached.items()
        for name, figures in measured.items()
        if (floor := floors.get(table, {}).get(name)) is not None
        and figures["digest"] == floor["digest"]
        and float(figures["micro"]) < float(floor["micro"]) - TOLERANCE
    ]


def raised(floors: Tables, reached: Tables, lower: bool) -> Tables:
    """The floors with what was reached in place of what it exceeds, or of everything where `lower` says so."""
    new = {table: dict(figures) for table, figures in floors.items()}
    for table, measured in reached.items():
        for name, figures in measured.items():
            old = new.setdefault(table, {}).get(name)
            better = old is None or float(figures["micro"]) >= float(old["micro"])
            if lower or (better and float(figures["micro"]) > 0):
                new[table][name] = figures
    return new


def main() -> int:
    """Prints the tables and checks the floors; the exit code says whether they hold."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    arguments.add_argument("--lower", action="store_true", help="with --update: lower them too")
    arguments.add_argument("--weights", action="store_true", help="fit the weights without each municipality in turn")
    arguments.add_argument("--detail", action="store_true", help="list every miss and false find")
    arguments.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold and corpus")
    given = arguments.parse_args()
    if not (given.shared / "gold").is_dir():
        print(f"no annotations at {given.shared / 'gold'}: nothing to score against", file=sys.stderr)
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    reached = measure_weights(given.shared) if given.weights else measure(given.shared)
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
