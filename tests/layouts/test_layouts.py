"""The layouts hold what they promise, and records of a sample of them don't fall below the floors."""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layouts import forms
from tests.layouts.choices import Choices, options_of, settled
from tests.layouts.invent import meeting
from tests.layouts.measured import FLOORS, SAMPLE, below, named_documents, random_documents, scored
from tests.layouts.named import layouts
from tests.layouts.printer.document import printed
from tests.layouts.reading import read
from tests.layouts.score import tight

HERE = Path(__file__).parent
READERS = {"reading.py", "test_layouts.py"}
"""The only modules that may know the parser."""
PARSER = {"pipeline", "extractors", "flows", "kommunprotokoll"}

CHOICES = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in options_of().items()}).map(settled)


def imported(path: Path) -> set[str]:
    """The first names of what a module imports, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_what_prints_knows_nothing_of_the_parser() -> None:
    for path in HERE.rglob("*.py"):
        if path.name not in READERS:
            assert not imported(path) & PARSER, path
    for folder in ("printer", "forms", "wording"):
        for path in (HERE / folder).rglob("*.py"):
            assert "tests.layouts.reading" not in path.read_text(encoding="utf-8"), path
            assert "vocabulary" not in path.read_text(encoding="utf-8"), path


def test_the_house_holds_here_too() -> None:
    for folder in (HERE, *(path for path in HERE.iterdir() if path.is_dir())):
        modules = list(folder.glob("*.py"))
        assert len(modules) <= 15, folder
        for path in modules:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name}"


def test_forty_layouts_and_each_class_of_strangers_twice() -> None:
    assert len(layouts()) >= 40
    shown = Counter(number for _, classes in layouts().values() for number in classes)
    assert [number for number in range(1, 14) if shown[number] < 2] == []
    assert len({choices for choices, _ in layouts().values()}) == len(layouts()), "two names for one layout"


@settings(max_examples=25, deadline=None, derandomize=True)
@given(CHOICES, st.integers(0, 10_000))
def test_a_page_says_what_it_is_said_to_say(choices: Choices, seed: int) -> None:
    """What the sheet says that it tells stands in its elements, letter by letter."""
    sheet = printed(meeting(choices.variety, seed), choices)
    text = tight(_words(sheet))
    for told in sheet.items:
        for name in ("title", "case_number", "proposal"):
            if told.get(name):
                assert tight(told[name]) in text, name
    if choices.form != "docx":  # a ZIP archive holds the time
        assert forms.written(sheet, choices) == forms.written(sheet, choices)


def _words(sheet: object) -> str:
    return " ".join(repr(each) for each in getattr(sheet, "elements", ()))


@pytest.mark.parametrize("part", range(3))
def test_named_layouts_do_not_fall(part: int) -> None:
    """A third of a sample of the named layouts, the same in each run."""
    names = list(layouts())[part::9]
    documents = named_documents(names)
    reached = scored(documents, {each.name: read(each.data) for each in documents})
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert not below({name: tally.micro() or 0 for name, tally in reached.items()}, floors)
    assert set(names) <= set(floors)


def test_random_layouts_do_not_fall() -> None:
    documents = random_documents(SAMPLE)
    reached = scored(documents, {each.name: read(each.data) for each in documents}, one="random sample")
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert not below({name: tally.micro() or 0 for name, tally in reached.items()}, floors)
