"""Records of printed documents, by this tree or by an old commit's."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline import parse
from pipeline.errors import DocumentError
from tests.bench.against import checked_out
from tests.layouts.score import Record

# Runs in the old tree and needs no more of it than `pipeline.parse`; prints a JSON line for each file in a folder.
OLD = """
import json, sys
from pathlib import Path
from pipeline import parse
from pipeline.errors import DocumentError

for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        record = json.loads(parse(path.read_bytes()).model_dump_json(by_alias=True))
    except DocumentError:
        record = None
    print(json.dumps([path.stem, record]))
"""


def read(data: bytes) -> Record | None:
    """The record of a document; None where it is refused."""
    try:
        record: Record = json.loads(parse(data).model_dump_json(by_alias=True))
    except DocumentError:
        return None
    return record


def read_by(commit: str, documents: Mapping[str, tuple[str, bytes]]) -> dict[str, Record | None]:
    """The records that an old commit makes of documents: by name, (suffix, bytes)."""
    with tempfile.TemporaryDirectory() as folder, checked_out(commit) as tree:
        for name, (suffix, data) in documents.items():
            (Path(folder) / f"{name}{suffix}").write_bytes(data)
        command = [sys.executable, "-c", OLD, folder]
        environment = {"PYTHONPATH": str(tree), "PATH": ""}
        done = subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(line) for line in done.stdout.splitlines())
