"""The grammar's weights fitted without one municipality, and what that municipality's documents score with them.

The committed weights (`pipeline/structure/scores.toml`) were set on all annotated documents. Here each municipality is
left out in turn: beginning with every weight at 1 or -1, each weight takes the value that reads the other
municipalities' documents best, twice over, and the one left out is read with the result. Where it then scores much less
than with the committed weights, a weight is fitted to it.

Use, by accuracy.py: `python -m tests.eval.accuracy --weights`. It takes some minutes.
"""

from __future__ import annotations

import ast
import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extractors.core.document import Document
from extractors.core.passage import Passage
from pipeline.assembly.assemble import assemble
from pipeline.errors import NotADocument
from pipeline.layout.blocks import Layout, layout
from pipeline.readers import read
from pipeline.structure import scores
from pipeline.structure.document_outline import outline

SIZES = (0.0, 1.0, 2.0, 4.0)
"""The values that a weight is tried with, times its sign."""
ROUNDS = 2
TABLES = ("item_start", "item_family", "handling", "stay", "return")

Weights = dict[tuple[str, str], float]
"""By table and name of the weight."""
Counts = tuple[int, int]
"""Of one document: twice the values that are right, and those with the wrong ones and the missing ones."""


class Annotated(NamedTuple):
    """A document as it was read and laid out, with its annotation."""

    name: str
    data: bytes
    document: Document
    layout: Layout
    annotation: dict[str, Any]


class Fit(NamedTuple):
    """A municipality's micro F1 with the committed weights and with those fitted without it."""

    committed: float
    fitted: float


class Corpus:
    """All annotated documents, each parsed again only where other weights give it another outline.

    Args:
        shared: the folder with `gold/score.py`.
        places: annotations by municipality.
        documents: the document of each annotation.
    """

    def __init__(self, shared: Path, places: Mapping[str, Sequence[Path]], documents: Mapping[Path, Path]) -> None:
        self.places = {
            name: [_annotated(path, documents[path]) for path in paths] for name, paths in sorted(places.items())
        }
        self._scorer = _scorer(shared)
        self._counts: dict[tuple[str, int], Counts] = {}  # by document and outline
        self._known: dict[tuple[str, tuple[float, ...]], Counts] = {}  # by municipality and weights

    def micro(self, weights: Weights, names: Sequence[str]) -> float:
        """Micro F1 of some municipalities' documents, read with these weights."""
        self.use(weights)
        right, every = map(sum, zip(*(self._of(name, tuple(weights.values())) for name in names), strict=True))
        return right / every if every else 0.0

    def use(self, weights: Weights) -> None:
        """Lets the grammar read with these weights from now on."""
        for (table, name), weight in weights.items():
            scores.weights(table)[name] = weight

    def _of(self, name: str, weights: tuple[float, ...]) -> Counts:
        if (name, weights) not in self._known:
            counts = [self._count(each) for each in self.places[name]]
            self._known[name, weights] = (sum(each[0] for each in counts), sum(each[1] for each in counts))
        return self._known[name, weights]

    def _count(self, each: Annotated) -> Counts:
        parts = outline(each.layout.blocks, each.layout.running)
        key = (each.name, hash(tuple(_shape(parts))))
        if key not in self._counts:
            try:
                record = assemble(each.data, None, each.document, each.layout, parts)
                found, text = json.loads(record.model_dump_json(by_alias=True)), record.text
            except NotADocument:
                found, text = {}, ""
            tally = self._scorer["Tally"]()
            self._scorer["score"](each.annotation, found, tally, each.name, self._scorer["tight"](text))
            right, wrong, missed = (sum(counts.values()) for counts in (tally.tp, tally.fp, tally.fn))
            self._counts[key] = (2 * right, 2 * right + wrong + missed)
        return self._counts[key]


def _annotated(annotation: Path, path: Path) -> Annotated:
    data = path.read_bytes()
    document = read(data)
    found = json.loads(annotation.read_text(encoding="utf-8"))
    return Annotated(annotation.stem, data, document, layout(document), found)


def _scorer(shared: Path) -> dict[str, Any]:
    """The functions of the annotations' scorer, which is a script: all that it defines, without the run at its end."""
    path = shared / "gold" / "score.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [each for each in tree.body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Call))]
    names: dict[str, Any] = {"__file__": str(path), "__name__": "score"}
    exec(compile(tree, str(path), "exec"), names)  # noqa: S102 (the scorer that accuracy.py runs as a process)
    return names


def _shape(value: Any) -> Iterator[object]:
    """What tells two outlines apart: all that they hold but the reasons, which name the weights."""
    if isinstance(value, Passage):
        yield tuple((span.start, span.end) for span in value.spans)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "why":
                yield field.name
                yield from _shape(getattr(value, field.name))
    elif isinstance(value, (list, tuple)):
        yield len(value)
        for each in value:
            yield from _shape(each)
    else:
        yield str(value)


def leave_each_out(corpus: Corpus) -> Iterator[tuple[str, Fit]]:
    """For each municipality what its documents score with weights that were fitted to the others'."""
    committed = {(table, name): weight for table in TABLES for name, weight in scores.weights(table).items()}
    start = {key: (weight > 0) - (weight < 0) + 0.0 for key, weight in committed.items()}
    for left_out in corpus.places:
        others = [name for name in corpus.places if name != left_out]
        fitted = fit(corpus, others, start, committed)
        with_them, without = (corpus.micro(weights, [left_out]) for weights in (committed, fitted))
        yield left_out, Fit(with_them, without)
    corpus.use(committed)


def fit(corpus: Corpus, names: Sequence[str], start: Weights, committed: Weights) -> Weights:
    """The weights that read some municipalities' documents best: one weight after the other, the rest as they are.

    A weight changes only where that reads better. The sign of a weight says for which reading it speaks, and stays.
    """
    weights = dict(start)
    best = corpus.micro(weights, names)
    for _ in range(ROUNDS):
        before = best
        for key, weight in committed.items():
            for size in SIZES if weight else ():
                tried = weights | {key: size * (1 if weight > 0 else -1)}
                if (reached := corpus.micro(tried, names)) > best + 1e-9:
                    best, weights = reached, tried
        if best == before:
            break
    return weights
