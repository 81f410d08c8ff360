"""Prints docs/vocabulary.md: the kinds of section, the labels that open them, the lists of words, and the frames.

python -m extractors.vocabulary.document > docs/vocabulary.md
"""

from __future__ import annotations

import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator

from extractors.vocabulary import LANGUAGES, Label, SectionKind
from extractors.vocabulary.labels import label_rows
from extractors.vocabulary.lookup import HERE
from extractors.vocabulary.section_kinds import section_kinds

_NAMES = {"sv": "Swedish", "fi": "Finnish"}
_START = """\
# Vocabulary

Made by `python -m extractors.vocabulary.document` (`make schema`) from `extractors/vocabulary/`; do not edit it here.

## Kinds of section

`extractors/vocabulary/section_kinds.toml` says what each column means.
"""
_LABELS = """
## Labels

Rows of `labels.toml`; `sv/labels.toml` says what each attribute in brackets means.
"""
_LISTS = """
## Lists of words

Each file is there once for each language, in `sv/` and `fi/`, with the same tables and keys.

| File | Table | Keys |
| --- | --- | --- |
"""
_FRAMES = """
## Frames

Events that sentences state: the frame's name is the rule of the values that it yields.

| File | Frame | Slots |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "".join((_START, "\n", *_kinds(), _LABELS, *_labels(), _LISTS, *_lists(), _FRAMES, *_frames()))


def _kinds() -> Iterator[str]:
    columns = ("kind", "scope", "content", "ends", "stage", "holder", "after_decision", "comings")
    yield _row(columns) + _row("---" for _ in columns)
    for kind, row in section_kinds().items():
        cells = (row.scope, row.content, ", ".join(row.ends), row.stage or "", ", ".join(row.holder))
        yield _row((kind, *cells, *("yes" if each else "" for each in (row.after_decision, row.comings))))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _labels() -> Iterator[str]:
    for kind in section_kinds():
        yield f"\n### {kind}\n"
        for language in LANGUAGES:
            listed = " · ".join(_described(row) for row in label_rows(language) if row.kind == kind)
            yield f"\n{textwrap.fill(f'{_NAMES[language]}: {listed}', 118, break_on_hyphens=False)}\n"


def _described(row: Label) -> str:
    """A label and its attributes, without those that every label of the kind has."""
    implied: tuple[SectionKind, ...] = ("others", "absent")
    said = [f"only {row.only}"] if row.only else []
    said += [name for name in ("alone", "paragraph", "genitive", "demand") if getattr(row, name)]
    said += [f"also {row.also}"] if row.also else []
    said += [row.group] if row.group and row.kind not in implied and row.group != "members" else []
    said += [f"role {row.role}"] if row.role else []
    return f"{row.text} ({', '.join(said)})" if said else row.text


def _lists() -> Iterator[str]:
    for file in sorted((HERE / LANGUAGES[0]).iterdir(), key=lambda file: file.name):
        for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(entries, dict):
                keys = "a number for each word" if table == "numbers" else ", ".join(entries)
                yield _row((file.name, table, keys))


def _frames() -> Iterator[str]:
    for file in sorted((HERE / "frames").iterdir(), key=lambda file: file.name):
        for frame in tomllib.loads(file.read_text(encoding="utf-8"))["frame"]:
            yield _row((f"frames/{file.name}", frame["name"], ", ".join(frame["slots"])))


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode("utf-8"))
