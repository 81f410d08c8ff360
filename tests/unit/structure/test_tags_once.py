"""Each printed line is classified once, and everything after reads its tags."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from extractors.structure import meeting_reference, section_heading
from pipeline.debug.tag_listing import listing
from pipeline.layout.blocks import layout
from pipeline.parsing import parse_bytes
from pipeline.readers import read
from tests.support.paths import DOCUMENTS, SHARED

ROOT = Path(__file__).parents[3]
FIXTURE = next(path for path in DOCUMENTS if path.name == "fi_kolme_kasittelya.txt")
MINUTES = SHARED / "corpus" / "lapua" / "kaupunginhallitus_2025-01-20_minutes.pdf"
CLASSIFIERS = ("section_heading", "meeting_reference", "section_number", "case_number", "label_prefix")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Counter[tuple[str, tuple[tuple[int, int], ...]]]]:
    """How often the bodies of the label and the reference classifier run for each text with its place."""
    counted: dict[str, Counter[tuple[str, tuple[tuple[int, int], ...]]]] = {}
    for module in (section_heading, meeting_reference):
        counter: Counter[tuple[str, tuple[tuple[int, int], ...]]] = Counter()
        counted[module.__name__.rpartition(".")[2]] = counter
        body = module.read

        def counting(line, body=body, counter=counter):  # type: ignore[no-untyped-def]
            counter[line.text, tuple(line.spans)] += 1
            return body(line)

        monkeypatch.setattr(module, "read", counting)
    return counted


@pytest.mark.parametrize("path", [FIXTURE, pytest.param(MINUTES, marks=pytest.mark.corpus)], ids=["fixture", "minutes"])
def test_the_classifiers_run_once_for_each_line(path: Path, runs: dict[str, Counter[object]]) -> None:
    if not path.exists():
        pytest.skip("the real documents are not here")
    data = path.read_bytes()
    document = read(data)
    lines = len(layout(document).lines)
    for counter in runs.values():
        counter.clear()
    parse_bytes(data, None, path.name)
    for name, counter in runs.items():
        again = {key: times for key, times in counter.items() if times > 1}
        assert again == {}, f"{name} looks at a text twice"
        assert sum(counter.values()) <= 1.2 * lines  # parts of lines and headings over two lines beside the lines


def test_only_the_tagger_classifies_lines() -> None:
    """Layout and structure read tags: none of their modules calls a classifier's reader."""
    calls = []
    for folder in ("pipeline/layout", "pipeline/structure", "pipeline/assembly"):
        for path in sorted((ROOT / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
                if called.partition(".")[0] in CLASSIFIERS and called.endswith((".read", ".find")):
                    calls.append(f"{path.name}: {called}")
    assert calls == []


def test_the_listing_shows_tags_what_became_of_them_and_why() -> None:
    shown = list(listing(FIXTURE.read_bytes()))
    assert any("label proposal" in line and "item 77 current.proposal" in line for line in shown)
    assert any(line.strip().startswith("why: ") and "dominant" in line for line in shown)
    assert any("reference Kunnanhallitus 2026-10-05 § 141" in line and "item 77 history 2" in line for line in shown)
