"""Prints invented meetings in many layouts, reads them, and prints how much of what was printed the records have.

Use: python -m tests.layouts [NAME ...] [--base COMMIT] [--detail NAME] [--random N] [--update] [--lower] [--print DIR]
Each named layout prints three meetings; N random combinations (300, seeds 0 to N - 1) print one each. --base reads the
same documents with an old commit and prints its scores beside. --detail lists what was misread of a layout ("random-17"
is one too). --print writes the documents. Fails where a layout falls below its floor in floors.json; --update raises
the floors to what was reached, and only --lower lets one sink.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.layouts.forms import SUFFIXES
from tests.layouts.measured import FLOORS, SAMPLE, TOLERANCE, Printed, below, raised, random_documents, scored
from tests.layouts.measured import named_documents as named
from tests.layouts.reading import read, read_by
from tests.layouts.score import GROUPS, Record, Tally

RANDOM = 300


def main() -> None:
    """Prints the table and keeps the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="layouts; all and the random ones without any")
    parser.add_argument("--base", help="an old commit to compare with")
    parser.add_argument("--detail", default="", metavar="NAME")
    parser.add_argument("--random", type=int, default=RANDOM)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--print", type=Path, metavar="DIR", dest="folder")
    given = parser.parse_args()
    documents = [each for each in named() if not given.names or each.layout in given.names]
    chance = [] if given.names else random_documents(given.random)
    chance += [each for each in random_documents(RANDOM) if each.layout in given.names]
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        for each in documents + chance:
            (given.folder / f"{each.name}{SUFFIXES[each.choices.form]}").write_bytes(each.data)
    records = {each.name: read(each.data) for each in documents + chance}
    tallies, together = scored(documents, records), scored(chance, records, one="random")
    old: dict[str, Tally] = {}
    if given.base:
        files = {each.name: (SUFFIXES[each.choices.form], each.data) for each in documents + chance}
        before = read_by(given.base, files)
        old = scored(documents, before) | scored(chance, before, one="random")
    show(tallies | together, old)
    detail(given.detail, documents + chance, records)
    if not given.names and given.random >= SAMPLE:
        sample = scored(chance[:SAMPLE], records, one="random sample")
        floors(tallies | together | sample, given.update, given.lower)


def show(tallies: dict[str, Tally], old: dict[str, Tally]) -> None:
    """Prints layout by group of fields, the old commit's micro F1 beside, and the summary."""
    print(f"{'layout':28} {'micro':>6} {'old' if old else '':>6} " + " ".join(f"{group[:9]:>9}" for group in GROUPS))
    for name, tally in tallies.items():
        cells = " ".join(f"{value:9.3f}" if value is not None else f"{'-':>9}" for value in tally.by_group().values())
        before = f"{old[name].micro() or 0:6.3f}" if name in old else " " * 6
        print(f"{name:28} {tally.micro() or 0:6.3f} {before} {cells}")
    single = {name: tally.micro() or 0.0 for name, tally in tallies.items() if name != "random"}
    if single:
        worst = min(single, key=single.__getitem__)
        good = sum(value >= 0.98 for value in single.values())
        print(f"{good} of {len(single)} named layouts reach 0.98; the worst is {worst} with {single[worst]:.3f}")


def detail(wanted: str, documents: list[Printed], records: Mapping[str, Record | None]) -> None:
    """Lists what was misread of a layout, "all" of all."""
    for each in documents:
        if wanted and wanted in ("all", each.layout, each.name):
            tally = scored([each], records)[each.layout]
            for name, where, want, got in tally.wrong:
                print(f"  {each.name} {where} {name}: printed {str(want)[:150]!r}, read {str(got)[:200]!r}")


def floors(tallies: dict[str, Tally], update: bool, lower: bool) -> None:
    """Holds what was reached against the floors, or writes it."""
    reached = {name: round(tally.micro() or 0, 4) for name, tally in tallies.items()}
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if update or lower:
        FLOORS.write_text(json.dumps(raised(kept, reached, lower), indent=2) + "\n", encoding="utf-8")
        return
    if failing := below(reached, kept):
        sys.exit("\n".join([f"below the floors (tolerance {TOLERANCE}):", *failing]))


if __name__ == "__main__":
    main()
