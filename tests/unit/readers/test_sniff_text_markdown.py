"""Readers: types told from content, encodings, pages, what Markdown prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import DocumentError, parse
from pipeline.readers import read, sniff
from tests.support.paths import DAMAGED

TEXT = "Stadsstyrelsen 3.2.2026 § 14\n\nVägförvaltningens åtgärder\n\nBeslut\n\nÄrendet bordlades.\n"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "application/pdf"),
        (b"\n\n  %PDF-1.4", "application/pdf"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "application/msword"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"<p>Beslut</p>", "text/html"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        (b'[{"a": 1}]', "application/json"),
        (b"[delaktighet](#) och mera", "text/markdown"),
        (b"# Beslut", "text/markdown"),
        (b"**Beslut**", "text/markdown"),
        (b"Beslut * 2 # 3 [4]", "text/plain"),
        (b"{ inte JSON", "text/plain"),
    ],
)
def test_types_are_recognised_by_content(data: bytes, media_type: str) -> None:
    assert sniff(data) == media_type


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    record = parse(TEXT.encode(encoding))
    assert record.items[0].title == "Vägförvaltningens åtgärder"


@pytest.mark.parametrize("name", ["minutes.pdf", "minutes.html", "minutes"])
def test_a_name_does_not_decide_the_type(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    record = parse(path)
    assert (record.source.media_type, record.source.uri) == ("text/plain", name)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b" \n\t\n\f", "empty", "empty"),
        (b"\x00\x01\x02" * 50, "unreadable", "binary"),
        (b"%PDF-1.4", "unreadable", "damaged"),
        (b"PK\x03\x04 ...", "unreadable", "damaged"),
        (b"\x89PNG ...", "unsupported", "image/png"),
        (b"<html><body>x</body></html>", "not_a_document", "agenda or minutes"),
        (b"<html><body><script>x</script></body></html>", "empty", "no text"),
        (b'{"a": 1}', "not_a_document", "JSON"),
        (b"# kommunprotokoll\n\nReads agendas and minutes.\n", "not_a_document", "agenda or minutes"),
    ],
)
def test_errors_say_what_is_wrong(data: bytes, code: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        parse(data)
    assert caught.value.code == code
    assert caught.value.status == ("skipped" if code == "not_a_document" else "failed")


def test_damaged_file_and_missing_file(tmp_path: Path) -> None:
    for path in (DAMAGED, tmp_path / "missing.txt", tmp_path):
        with pytest.raises(DocumentError) as caught:
            parse(path)
        assert caught.value.code == "unreadable"


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.parsing.LIMIT", 10)
    with pytest.raises(DocumentError) as caught:
        parse(TEXT.encode())
    assert caught.value.code == "too_large"


def test_form_feeds_part_pages() -> None:
    document = read(b"ett\n\ftv\xc3\xa5\n\ftre")
    assert [document.text[page.start : page.end] for page in document.pages] == ["ett\n", "två\n", "tre"]
    assert [line.page for line in document.lines] == [1, 2, 3]
    assert document.page_at(document.text.index("två")) == 2


def test_markdown_prints_what_its_reader_sees() -> None:
    document = read(
        b"## Title\n\nText with [a link](https://example.org/a) and **bold**, an escaped \\(bracket\\).  \n"
        b"Second line\n\n"
        b"- one\n- two\n\n3. three\n4. four\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    lines = [document.text[line.start : line.end] for line in document.lines]
    assert lines == [
        "Title",
        "Text with a link and bold, an escaped (bracket).",
        "Second line",
        "- one",
        "- two",
        "3. three",
        "4. four",
        "a | b",
        "1 | 2",
    ]
    assert [line.level for line in document.lines][:2] == [2, 0]
    assert [line.table for line in document.lines][-2:] == [True, True]
    [link] = document.links
    assert (document.text[link.span.start : link.span.end], link.url) == ("a link", "https://example.org/a")


def test_an_empty_list_item_means_none() -> None:
    text = "Stadsstyrelsen 3.2.2026\n\n## Torgets namn\n\n### Beslut\n\nÄrendet bordlades.\n\n"
    text += "### Bilaga\n\n-\n\n### Tilläggsmaterial\n\n- Karta\n"
    handling = parse(text.encode()).items[0].handling
    assert (handling.attachments, [each.title for each in handling.supplementary]) == ([], ["Karta"])


def test_the_media_type_given_wins() -> None:
    record = parse(TEXT.encode(), media_type="text/markdown; charset=utf-8", uri="https://example.org/1")
    assert (record.source.media_type, record.source.uri) == ("text/markdown", "https://example.org/1")
