"""Folders, files of fsspec and feeds as sources; the web is a real server."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.sources.config import FilesSource, FolderSource
from flows.sources.discovery import Candidate, discover
from flows.sources.fetch import FetchError, NotModified, Validators, fetch
from flows.sources.http.client import Client
from flows.sources.reachability import reach
from pipeline import parse
from tests.support.discovery import FEED_PATH, ITEM_PATH, entry, feed, found, got, rss
from tests.support.paths import FIXTURES
from tests.support.portal_server import Portal, send, status, tagged

DYNASTY = "kuusiranta.hosting.example"
ITEM = (FIXTURES / "documents" / "sv_html_dynasty10.html").read_bytes()
PDF = (FIXTURES / "documents" / "fi_pdf_ote.pdf").read_bytes()


# Folders and files


def test_a_folder(tmp_path: Path, client: Client) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "å.txt").write_text("text", encoding="utf-8")
    (tmp_path / "in" / ".hidden").write_text("text", encoding="utf-8")
    (tmp_path / "in" / "out").mkdir()
    (tmp_path / "in" / "out" / "record.json").write_text("{}", encoding="utf-8")
    source = FolderSource(name="a", path=tmp_path / "in", max_bytes=10)
    candidates = list(discover(source, client, tmp_path / "in" / "out"))
    assert [(each.uri, each.size) for each in candidates] == [("deep/å.txt", 4)]
    first = got(candidates[0], source, client)
    assert (first.data, first.media_type) == (b"text", "text/plain")
    assert (first.validators.size, first.validators.modified) == (4, candidates[0].modified)
    assert fetch(candidates[0], source, client, first.validators) == NotModified()
    path = tmp_path / "in" / "deep" / "å.txt"
    path.write_text("next", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert got(candidates[0], source, client, first.validators).data == b"next"
    path.write_text("much too long", encoding="utf-8")
    with pytest.raises(FetchError, match="13 bytes, the limit is 10"):
        fetch(candidates[0], source, client)
    path.unlink()
    with pytest.raises(FetchError) as caught:
        fetch(candidates[0], source, client)
    assert (caught.value.gone, caught.value.transient) == (True, False)


def test_a_folder_that_is_not_there_is_not_empty(tmp_path: Path, client: Client) -> None:
    candidates, reasons = found(FolderSource(name="a", path=tmp_path / "no"), client)
    assert (candidates, reasons) == ([], [f"there is no folder {tmp_path / 'no'}"])


def test_a_folder_below_that_cannot_be_read_is_not_gone(
    tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("text", encoding="utf-8")
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)  # as root, no folder is shut
    candidates, reasons = found(FolderSource(name="a", path=tmp_path), client)
    assert [each.uri for each in candidates] == ["open/a.txt"]
    assert reasons == [f"{tmp_path / 'shut'}: Permission denied"]


def test_files_of_fsspec(client: Client) -> None:
    import fsspec

    system = fsspec.filesystem("memory")
    system.pipe({"/minutes/2026/a.pdf": PDF, "/minutes/.b": b"text", "/minutes/c.txt": b"text"})
    try:
        source = FilesSource(name="a", url="memory://minutes", max_bytes=len(PDF))
        candidates, reasons = found(source, client)
        assert ([each.uri for each in candidates], reasons) == (["2026/a.pdf", "c.txt"], [])
        first = got(candidates[0], source, client)
        assert (first.data, first.media_type) == (PDF, "application/pdf")
        assert fetch(candidates[0], source, client, first.validators) == NotModified()
        system.pipe("/minutes/2026/a.pdf", PDF + b"%")
        with pytest.raises(FetchError, match="max_bytes"):
            fetch(candidates[0], source, client, first.validators)
        system.rm("/minutes/2026/a.pdf")
        with pytest.raises(FetchError) as caught:
            fetch(candidates[0], source, client)
        assert caught.value.gone
    finally:
        system.rm("/minutes", recursive=True)
    assert found(source, client) == ([], ["there is no memory://minutes"])


def test_files_of_a_protocol_that_nobody_knows(client: Client) -> None:
    candidates, reasons = found(FilesSource(name="a", url="nosuch://minutes"), client)
    assert candidates == []
    assert reasons[0].startswith("nosuch can't be opened")


# Feeds


def test_a_feed(portal: Portal, client: Client) -> None:
    link = f"{ITEM_PATH}#top".replace("&", "&amp;")
    portal.put(FEED_PATH, rss(portal, entry(link, title="Protokoll 19.5.2026 § 72"), entry(link)))
    portal.pages[ITEM_PATH] = tagged(ITEM, '"1"')
    source = feed(portal)
    candidates, reasons = found(source, client)
    assert reasons == []
    assert candidates == [
        Candidate(
            uri=f"{portal.root}{ITEM_PATH}",
            address=f"{portal.root}{ITEM_PATH}",
            date="2026-05-19",
            title="Protokoll 19.5.2026 § 72",
            kind="minutes",
        )
    ]
    first = got(candidates[0], source, client)
    assert parse(first.data, uri=candidates[0].uri).items[0].number == "72"
    assert fetch(candidates[0], source, client, first.validators) == NotModified()
    assert not source.exhaustive
    assert reach(source, client) == "1 entry, the newest of 2026-05-19"


def test_an_atom_feed(portal: Portal, client: Client) -> None:
    portal.put(
        FEED_PATH,
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Vaali</title>'
        b'<link href="/vaali"/><updated>2026-04-02T08:00:00Z</updated></entry></feed>',
    )
    candidates, reasons = found(feed(portal), client)
    assert ([each.uri for each in candidates], reasons) == ([f"{portal.root}/vaali"], [])
    assert candidates[0].date == "2026-04-02"


def test_entries_of_other_days_and_hosts(portal: Portal, client: Client) -> None:
    entries = [
        entry("/old", "Wed, 31 Dec 2025 12:00:00 +0200"),
        entry("/in", "Thu, 01 Jan 2026 00:10:00 +0200"),  # in UTC it is still the old year
        entry("/late", "Mon, 01 Jun 2026 12:00:00 +0300"),
        entry("/undated", "soon"),
        entry("http://elsewhere.example/a"),
    ]
    portal.put(FEED_PATH, rss(portal, *entries))
    candidates, reasons = found(feed(portal, since=date(2026, 1, 1), until=date(2026, 5, 31)), client)
    assert [each.address for each in candidates] == [f"{portal.root}/in", f"{portal.root}/undated"]
    assert len(reasons) == 1
    assert "elsewhere.example is not among the allowed hosts" in reasons[0]


def test_a_broken_feed_gives_what_it_has_and_says_so(portal: Portal, client: Client) -> None:
    whole = rss(portal, entry("/a"), entry("/b"))
    portal.put(FEED_PATH, whole[: whole.rindex(b"<item>") + 30])
    candidates, reasons = found(feed(portal), client)
    assert candidates[0].address == f"{portal.root}/a"
    assert any("damaged" in reason for reason in reasons)
    assert all("\n" not in reason for reason in reasons)


@pytest.mark.parametrize("page", [b"<html><body>Sidan hittades inte", b"", b"{}", status(500), status(404)])
def test_what_is_no_feed(portal: Portal, client: Client, page: Any) -> None:
    portal.pages[FEED_PATH] = page
    candidates, reasons = found(feed(portal), client)
    assert candidates == []
    assert len(reasons) == 1


def test_the_pdf_of_a_page_instead(portal: Portal, client: Client) -> None:
    portal.put(FEED_PATH, rss(portal, entry(ITEM_PATH.replace("&", "&amp;"))))
    portal.put(ITEM_PATH, ITEM)
    portal.pages[f"{ITEM_PATH}&form=pdf"] = tagged(PDF, '"1"')
    source = feed(portal, follow_pdf=True)
    candidates, _ = found(source, client)
    first = got(candidates[0], source, client)
    assert (first.data, first.media_type) == (PDF, "application/pdf")
    assert first.address == f"{portal.root}{ITEM_PATH}&form=pdf"
    assert candidates[0].uri == f"{portal.root}{ITEM_PATH}"
    assert fetch(candidates[0], source, client, first.validators) == NotModified()


def test_a_document_that_is_a_pdf_itself_is_not_had_twice(portal: Portal, client: Client) -> None:
    source = feed(portal, follow_pdf=True)
    for path in ("/a.pdf", "/proxy?docid=1"):
        portal.pages[path] = tagged(PDF, '"1"')
        candidate = Candidate(uri=f"{portal.root}{path}", address=f"{portal.root}{path}")
        first = got(candidate, source, client)
        assert (first.data, portal.counts[path]) == (PDF, 1)
        assert fetch(candidate, source, client, first.validators) == NotModified()


def test_the_pdf_of_a_page_can_change_while_the_page_does_not(portal: Portal, client: Client) -> None:
    day = "Tue, 19 May 2026 08:00:00 GMT"

    def dated(handler: Any) -> None:
        send(handler, 304) if "If-Modified-Since" in handler.headers else send(handler, 200, ITEM, Last_Modified=day)

    portal.pages[ITEM_PATH] = dated
    portal.pages[f"{ITEM_PATH}&form=pdf"] = lambda handler: send(handler, 200, PDF, Last_Modified=day)
    candidate = Candidate(uri=f"{portal.root}{ITEM_PATH}", address=f"{portal.root}{ITEM_PATH}")
    source = feed(portal, follow_pdf=True)
    first = got(candidate, source, client)
    assert first.validators == Validators(last_modified=day)
    assert got(candidate, source, client, first.validators).data == PDF
