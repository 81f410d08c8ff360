"""The structure of the code: folders, imports, functions, and what is added where."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from extractors import vocabulary
from tests.support.paths import PROJECT

PACKAGES = ("kommunprotokoll", "extractors", "pipeline", "flows")
FILES = [path for package in PACKAGES for path in sorted((PROJECT / package).rglob("*.py"))]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def imports() -> dict[str, set[str]]:
    """Which of the project's modules each imports, those for type checking and inside functions too."""
    names = {name_of(path) for path in FILES}
    found: dict[str, set[str]] = {}
    for path, tree in TREES.items():
        wanted: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                wanted |= {each if each in names else node.module for each in whole}
            elif isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
        found[name_of(path)] = {each for each in wanted if each in names and each != name_of(path)}
    return found


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """What is left when modules that import nothing of the rest are taken away again and again."""
    left = {name: set(to) for name, to in arrows.items()}
    while free := [name for name, to in left.items() if not to & left.keys()]:
        for name in free:
            del left[name]
    while free := [name for name in left if not any(name in to for to in left.values())]:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_circle_of_imports() -> None:
    assert circles(imports()) == []


def test_no_circle_among_the_folders_of_the_extractors() -> None:
    arrows: dict[str, set[str]] = {}
    for name, wanted in imports().items():
        folder = ".".join(name.split(".")[:2])
        if name.startswith("extractors."):
            arrows.setdefault(folder, set()).update(".".join(each.split(".")[:2]) for each in wanted)
            arrows[folder].discard(folder)
    assert circles(arrows) == []


def test_a_folder_holds_fifteen_modules_at_most() -> None:
    counted = Counter(path.parent for path in FILES if path.name != "__init__.py")
    assert {str(folder): n for folder, n in counted.items() if n > 15 and folder.name != "commands"} == {}


def test_functions_can_be_seen_whole() -> None:
    long = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "migrations" not in path.parts:
                lines = (node.end_lineno or 0) - node.lineno - (ast.get_docstring(node) or "").count("\n")
                if lines > 60:
                    long.append(f"{path.relative_to(PROJECT)} {node.name}")
    assert long == []


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [each for inner in value.values() for each in strings(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in strings(inner)]
    return [value] if isinstance(value, str) else []


def test_no_table_of_rules_names_a_city() -> None:
    """Portal profiles and registers aside; a word of the language that is a place's name too is written small."""
    rows = vocabulary.rows("municipalities.csv")
    names = {row[key] for row in rows for key in row if key.startswith("name")} - {""}
    for path in sorted((PROJECT / "extractors").rglob("*.toml")) + sorted(
        (PROJECT / "pipeline/structure").rglob("*.toml")
    ):
        words = {word for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))) for word in text.split()}
        assert not words & names, path


@pytest.mark.slow
def test_a_label_is_one_row(tmp_path: Path) -> None:
    """As CONTRIBUTING says: one row of labels.toml in a copy of the project, and the heading is read."""
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    labels = tmp_path / "extractors/vocabulary/fi/labels.toml"
    text = labels.read_text(encoding="utf-8")
    first = re.search(r"^  \{ text = ", text, re.MULTILINE)
    assert first is not None
    row = '  { text = "Käsittelijän linjaus", kind = "proposal" },\n'
    labels.write_text(text[: first.start()] + row + text[first.start() :], encoding="utf-8")
    document = tmp_path / "document.txt"
    document.write_text(
        "Kuusirannan kunta\nKunnanhallitus 4.5.2026\n\n§ 7 Torin nimi\n\nKäsittelijän linjaus\n\n"
        "Tori saa nimen.\n\nPäätös\n\nHyväksyttiin.\n",
        encoding="utf-8",
    )
    program = (
        "import sys; from kommunprotokoll import parse; print(parse(sys.argv[1]).items[0].handling.proposals[0].text)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(document)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        check=False,
    )
    assert done.stdout.strip() == "Tori saa nimen.", done.stderr
