"""Properties that hold for any input: spans rebuild the text, parsing gives a record or a documented error."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.core.document import Document
from extractors.core.passage import Passage, Span, heal
from pipeline import DocumentError, parse
from pipeline.readers import read
from tests.support.paths import DOCUMENTS
from tests.support.spans import rebuild

TEXTS = st.text(st.sampled_from("abcåäöABÖ -\n\t\u200b\u00ad.,§19"), max_size=80)
LINES = st.sampled_from(
    [line for path in DOCUMENTS for line in path.read_text(encoding="utf-8", errors="replace").split("\n")]
)
"""Lines of the fixtures, to be put together in any order."""


def quick(tests: int) -> settings:
    return settings(max_examples=tests, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(TEXTS)
@quick(300)
def test_a_passage_is_its_healed_text(text: str) -> None:
    passage = Passage.of(text, Span(0, len(text)))
    assert passage.text == heal(text)


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
@quick(500)
def test_every_slice_knows_its_letters(text: str, start: int, end: int) -> None:
    passage = Passage.of(text, Span(0, len(text)))
    part = passage[start:end]
    assert part.text in passage.text
    spans = part.spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    letters = [letter for span in spans for letter in text[span.start : span.end] if letter.isalnum()]
    assert letters == [letter for letter in part.text if letter.isalnum()]


@given(TEXTS, TEXTS)
@quick(300)
def test_pieces_joined_and_healed_give_the_passage(first: str, second: str) -> None:
    text = first + second
    passage = Passage.of(text, Span(0, len(first)), Span(len(first), len(text)))
    squeezed = "".join(passage.text.split())
    assert "".join(rebuild(text, [Span(0, len(first)), Span(len(first), len(text))]).split()) == squeezed


def assert_sound(document: Document) -> None:
    for line in document.lines:
        assert 0 <= line.start < line.end <= len(document.text)
        assert "\n" not in document.text[line.start : line.end]
        assert "\f" not in document.text[line.start : line.end]
    assert [page.start for page in document.pages] == sorted(page.start for page in document.pages)
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for link in document.links:
        assert document.text[link.span.start : link.span.end].strip()


def assert_sound_parse(data: bytes) -> None:
    try:
        record = parse(data)
    except DocumentError as error:
        if not error.reason or error.status not in ("failed", "skipped"):
            raise AssertionError("an error without a reason") from error
        return
    assert_sound(read(data))
    for pointer, evidence in record.evidence.items():
        for span in evidence.spans:
            assert 0 <= span.start < span.end <= len(record.text), pointer
    assert record.id
    assert type(record).model_validate_json(record.model_dump_json(by_alias=True)) is not None
    assert parse(data).model_dump_json() == record.model_dump_json()


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"%PDF-1.7\n")
@example(b"<html><body>Beslut</body></html>")
@example(b'{"a": 1}')
@example(b"PK\x03\x04")
@quick(200)
def test_any_bytes_give_a_record_or_a_documented_error(data: bytes) -> None:
    assert_sound_parse(data)


@given(st.text(max_size=300))
@example("\f\f\f")
@example("#\n" * 50)
@example("- " * 200)
@example("**[" * 100)
@example("§ 1\n" * 30)
@quick(200)
def test_any_text_gives_a_record_or_a_documented_error(text: str) -> None:
    assert_sound_parse(text.encode("utf-8", "surrogatepass"))


@given(st.lists(LINES, min_size=1, max_size=40))
@quick(120)
def test_any_lines_of_documents_give_a_record_or_a_documented_error(lines: list[str]) -> None:
    assert_sound_parse("\n".join(lines).encode())


@given(st.integers(0, 10_000))
@quick(40)
def test_documents_cut_and_shuffled_give_a_record_or_a_documented_error(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, nothing secret
    data = chance.choice(DOCUMENTS).read_bytes()
    paragraphs = data.split(b"\n\n")
    chance.shuffle(paragraphs)
    assert_sound_parse(b"\n\n".join(paragraphs)[: chance.randrange(1, len(data))])
