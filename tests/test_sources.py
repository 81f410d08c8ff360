"""Sources: the file that names them, what each has, and the bytes; the web's from a real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.sources.config import (
    ConfigError,
    FeedSource,
    FilesSource,
    FolderSource,
    PortalSource,
    Source,
    WebSource,
    load,
)
from flows.sources.discovery import Candidate, DiscoveryError, attachments, discover
from flows.sources.fetching import Fetched, FetchError, NotModified, Validators, fetch
from flows.sources.http import Client
from flows.sources.reach import reach
from pipeline import parse
from tests.documents import FIXTURES, PROJECT
from tests.portal import Portal, failing, redirect, send, serve, status, tagged

DYNASTY = "kuusiranta.hosting.example"
ITEM = (FIXTURES / "documents" / "sv_html_dynasty10.html").read_bytes()
PDF = (FIXTURES / "documents" / "fi_pdf_ote.pdf").read_bytes()


@pytest.fixture
def portal() -> Iterator[Portal]:
    with serve() as portal:
        yield portal


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as client:
        yield client


QUICK: dict[str, Any] = {"allow_private": True, "requests_per_second": 1000, "timeout": 5, "retries": 0}


def found(source: Source, client: Client) -> tuple[list[Candidate], list[str]]:
    """What a source has, and why it was not gone through to its end."""
    candidates = []
    try:
        for each in discover(source, client):
            candidates.append(each)  # noqa: PERF402 - those before the error count
    except DiscoveryError as error:
        return candidates, error.reasons
    return candidates, []


def got(candidate: Candidate, source: Source, client: Client, known: Validators | None = None) -> Fetched:
    fetched = fetch(candidate, source, client, known)
    assert isinstance(fetched, Fetched)
    return fetched


# The file


def test_the_example_is_valid_and_shows_every_kind_and_setting() -> None:
    path = PROJECT / "sources.example.toml"
    sources = load(path)
    assert {source.kind for source in sources.sources} == {"folder", "files", "feed", "portal"}
    text = path.read_text(encoding="utf-8")
    for model in (type(sources), FolderSource, FilesSource, FeedSource, PortalSource):
        for name, field in model.model_fields.items():
            assert re.search(rf"\b{field.alias or name}\b", text), name
    # What it shows as settings that can be left out are their defaults.
    for line in re.findall(r"^#   (\w+) = ([\w.]+) ", text, flags=re.MULTILINE):
        default = FeedSource.model_fields[line[0]].default
        if default is not None:
            assert line[1].replace("_", "").lower() == str(default).lower(), line


def wrong(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert all(problem.startswith(f"{path}: ") and "\n" not in problem for problem in caught.value.problems)
    return [problem.removeprefix(f"{path}: ") for problem in caught.value.problems]


FEED = '[[source]]\nname = "a"\nkind = "feed"\nurl = "http://a.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[source]", "it is no TOML: "),
        ("", "source: is missing"),
        ("source = []", "source: list should have at least 1 item"),
        ('[[source]]\nname = "a"', "source 'a': kind: is missing"),
        ('[[source]]\nname = "a"\nkind = "rss"', "source 'a': kind: 'rss' is none of"),
        ('[[source]]\nkind = "folder"\npath = "a"', "source number 1: name: is missing"),
        (FEED + "timout = 3", "source 'a': timout: is not a setting here; 'timeout' is meant?"),
        (FEED + "max_depth = 3", "source 'a': max_depth: is not a setting here"),
        (FEED + FEED, "source: several sources have the name a"),
        (FEED.replace('"a"', '"Å/b"'), "source 'Å/b': name: 'Å/b' does not have the form"),
        (FEED.replace("http:", "ftp:"), "source 'a': url: only http and https addresses are fetched"),
        (FEED.replace("a.example", "me:secret@a.example"), "source 'a': url: the address on a.example holds a user"),
        (FEED + "since = 2026-02-30", "it is no TOML: "),
        (FEED + "since = 2026-02-01\nuntil = 2026-01-01", "source 'a': since is later than until"),
        (FEED + "tombstone_share = 1.5", "source 'a': tombstone_share: input should be less than or equal to 1"),
        (FEED + "requests_per_second = 0", "source 'a': requests_per_second: input should be greater than 0"),
        (FEED + 'allowed_hosts = ["http://b.example"]', "source 'a': allowed_hosts: 'http://b.example' is no name"),
        (FEED + '[schedule]\ncron = "0 2 * *"', "schedule.cron: '0 2 * *' has not the five fields"),
        (FEED + '[schedule]\ntimezone = "Europe/Esbo"', "schedule.timezone: 'Europe/Esbo' is no time zone"),
        ("wrokers = 2\n" + FEED, "wrokers: is not a setting here; 'workers' is meant?"),
        ('[[source]]\nname = "a"\nkind = "files"\nurl = "http://a.example/x"', "source 'a': url: web pages are"),
        ('[[source]]\nname = "a"\nkind = "files"\nurl = "zip::s3://a/x"', "source 'a': url: "),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, problem: str) -> None:
    told = wrong(tmp_path, text)
    assert len(told) == 1
    assert told[0].startswith(problem)


def test_every_fault_of_a_file_is_told(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, FEED + 'timeout = "soon"\nretries = -1\n[schedule]\ncron = ""')) == 3


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no\.toml: it can't be read: No such file"):
        load(tmp_path / "no.toml")


def test_paths_are_taken_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "sources.toml"
    path.parent.mkdir()
    path.write_text('[[source]]\nname = "a"\nkind = "folder"\npath = "../minutes"\n', encoding="utf-8")
    sources = load(path)
    source = sources.sources[0]
    assert isinstance(source, FolderSource)
    assert (source.path, sources.output) == (path.parent / "../minutes", path.parent / "output")


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


def rss(portal: Portal, *entries: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Granvik</title>'
    return f"{head}<link>{portal.root}</link>{''.join(entries)}</channel></rss>".encode()


def entry(link: str, day: str = "Tue, 19 May 2026 08:00:00 +0300", title: str = "Belysning") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"


def feed(portal: Portal, **more: Any) -> FeedSource:
    settings = {**QUICK, "name": "granvik", "url": f"{portal.root}/DREQUEST.PHP?page=rss/meetingitems&show=30"}
    return FeedSource(**{**settings, **more})


FEED_PATH = "/DREQUEST.PHP?page=rss/meetingitems&show=30"
ITEM_PATH = "/DREQUEST.PHP?page=meetingitem&id=20261412-6"


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


# Portals


@pytest.fixture
def dynasty(portal: Portal) -> Portal:
    """A portal of three levels: bodies, meetings of one, items of one meeting; the other meeting is a document."""
    for path, name in {
        "/kokous/TELIMET.HTM": "listings/fi_dynasty_toimielimet.htm",
        "/kokous/TELIN-310452.HTM": "listings/fi_dynasty_kokoukset.htm",
        "/kokous/2026118274.HTM": "listings/fi_dynasty_asiat.htm",
        "/kokous/2026118931.HTM": "documents/fi_html_dynasty.htm",
    }.items():
        portal.put(path, (FIXTURES / name).read_bytes(), DYNASTY)
    for number in range(1, 8):
        portal.put(f"/kokous/2026118274-{number}.HTM", (FIXTURES / "documents/fi_html_dynasty.htm").read_bytes())
    return portal


def listing(portal: Portal, **more: Any) -> PortalSource:
    settings = {**QUICK, "name": "a", "url": f"{portal.root}/kokous/TELIMET.HTM", "bodies": ["kaupunginhallitus"]}
    return PortalSource(**{**settings, "since": date(2026, 5, 18), **more})


def test_a_portal(dynasty: Portal, client: Client) -> None:
    source = listing(dynasty)
    candidates, reasons = found(source, client)
    assert reasons == []
    places = [each.address.removeprefix(f"{dynasty.root}/kokous/") for each in candidates]
    assert places == ["2026118931.HTM", *(f"2026118274-{number}.HTM" for number in range(1, 8))]
    assert (candidates[0].date, candidates[0].kind) == ("2026-06-01", "agenda")
    assert candidates[4] == Candidate(
        uri=f"{dynasty.root}/kokous/2026118274-4.HTM",
        address=f"{dynasty.root}/kokous/2026118274-4.HTM",
        date="2026-05-18",
        title="Valtuustokysymys talvikunnossapidosta Myllykallion rinnealueella (Kv-asia)",
        body="Kaupunginhallitus",
        kind="minutes",
    )
    # Other bodies, and meetings of earlier days, were not looked into.
    assert set(dynasty.counts) == {"/robots.txt"} | {
        f"/kokous/{page}.HTM" for page in ("TELIMET", "TELIN-310452", "2026118274", "2026118931")
    }
    assert got(candidates[4], source, client).media_type == "text/html"
    assert reach(source, client) == "6 bodies"


def test_a_meeting_that_cannot_be_had_hides_no_other_and_is_told(dynasty: Portal, client: Client) -> None:
    dynasty.pages["/kokous/2026118931.HTM"] = status(502)
    candidates, reasons = found(listing(dynasty), client)
    assert len(candidates) == 7
    assert reasons == [f"{dynasty.root}/kokous/2026118931.HTM: the server answers 502 Bad Gateway"]
    with pytest.raises(DiscoveryError) as caught:
        list(discover(listing(dynasty), client))
    assert caught.value.transient


def test_a_start_that_is_no_listing_is_not_an_empty_portal(portal: Portal, client: Client) -> None:
    portal.put("/kokous/TELIMET.HTM", b"<html><body><h1>Huoltokatko</h1></body></html>")
    candidates, reasons = found(listing(portal), client)
    assert candidates == []
    assert "it is no listing page" in reasons[0]
    portal.put("/kokous/TELIMET.HTM", (FIXTURES / "listings" / "fi_tweb_toimielimet.html").read_bytes())
    candidates, reasons = found(listing(portal, bodies=[]), client)
    assert "a list without addresses" in reasons[0]


@pytest.mark.parametrize(
    ("setting", "reason"), [("max_depth", "max_depth"), ("max_pages", "max_pages"), ("max_documents", "max_documents")]
)
def test_bounds_are_told(dynasty: Portal, client: Client, setting: str, reason: str) -> None:
    candidates, reasons = found(listing(dynasty, **{setting: 2}), client)
    assert len(candidates) <= 2
    assert reasons
    assert all(reason in each for each in reasons)


def test_a_body_that_is_not_there_is_told(dynasty: Portal, client: Client) -> None:
    _, reasons = found(listing(dynasty, bodies=["Kaupunginhallitus", "Hallitus"]), client)
    assert reasons == [f"{dynasty.root}/kokous/TELIMET.HTM: no body there is called 'Hallitus' (bodies)"]


def test_listings_that_lead_in_a_circle_end(portal: Portal, client: Client) -> None:
    page = (FIXTURES / "listings" / "fi_dynasty_kokoukset.htm").read_bytes()
    portal.put("/kokous/TELIMET.HTM", page, DYNASTY)
    for path in re.findall(rb"href=\"http://[^/\"]+(/kokous/\d+\.HTM)\"", page):
        portal.put(path.decode(), page, DYNASTY)
    candidates, reasons = found(listing(portal, bodies=[], since=None), client)
    assert (candidates, reasons) == ([], [])
    assert max(portal.counts.values()) == 1


def test_links_to_other_hosts_are_not_followed(dynasty: Portal, client: Client) -> None:
    page = (FIXTURES / "listings" / "fi_dynasty_asiat.htm").read_bytes()
    dynasty.put("/kokous/2026118274.HTM", page)  # its links name the host that is not allowed
    candidates, reasons = found(listing(dynasty), client)
    assert len(candidates) == 1
    assert len(reasons) == 7
    assert all(f"{DYNASTY} is not among the allowed hosts" in reason for reason in reasons)


def test_attachments_that_may_be_fetched(portal: Portal, client: Client) -> None:
    parent = Candidate(uri=f"{portal.root}{ITEM_PATH}", address=f"{portal.root}{ITEM_PATH}", date="2026-05-19")
    addresses = ["?page=attachment&id=1", "?page=attachment&id=1#a", "http://b.example/c.pdf", "mailto:a@b.example"]
    assert attachments(feed(portal), parent, parent.address, addresses) == []
    source = feed(portal, attachments=True)
    (own,) = attachments(source, parent, parent.address, addresses)
    assert (own.uri, own.parent, own.kind) == (
        f"{portal.root}/DREQUEST.PHP?page=attachment&id=1",
        parent.uri,
        "attachment",
    )
    portal.put("/DREQUEST.PHP?page=attachment&id=1", PDF)
    assert got(own, source, client).data == PDF


@pytest.mark.parametrize(
    ("page", "gone", "transient"),
    [(status(404), True, False), (status(503), False, True), (redirect("http://b.example/"), False, False)],
)
def test_faults_of_fetching(portal: Portal, client: Client, page: Any, gone: bool, transient: bool) -> None:
    portal.pages["/a"] = page
    candidate = Candidate(uri=f"{portal.root}/a", address=f"{portal.root}/a")
    with pytest.raises(FetchError) as caught:
        fetch(candidate, feed(portal), client)
    assert (caught.value.gone, caught.value.transient) == (gone, transient)


def test_private_addresses_need_a_word_in_the_configuration(portal: Portal, client: Client) -> None:
    source: WebSource = feed(portal, allow_private=False)
    _, reasons = found(source, client)
    assert "allow_private" in reasons[0]
    assert not portal.asked


# The commands


def config(tmp_path: Path, portal: Portal, **more: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(
        f'[[source]]\nname = "feed"\nkind = "feed"\nurl = "{portal.root}{FEED_PATH}"\nallow_private = true\n'
        f'retries = 0\n[[source]]\nname = "folder"\nkind = "folder"\npath = "."\n'
        '[[source]]\nname = "off"\nkind = "folder"\npath = "nowhere"\nenabled = false\n',
        encoding="utf-8",
    )
    return path


def test_sources_check(tmp_path: Path, portal: Portal) -> None:
    path = config(tmp_path, portal)
    result = CliRunner().invoke(app, ["sources", "check", str(path)])
    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["name", "kind", "enabled"],
        ["feed", "feed", "yes"],
        ["folder", "folder", "yes"],
        ["off", "folder", "no"],
    ]
    assert not portal.asked


def test_sources_check_reach(tmp_path: Path, portal: Portal) -> None:
    path = config(tmp_path, portal)
    portal.pages[FEED_PATH] = failing(1, rss(portal, entry("/a"), entry("/b")))
    result = CliRunner().invoke(app, ["sources", "check", "--reach", str(path)])
    assert result.exit_code == 1
    assert "kommunprotokoll: feed: " in result.stderr
    assert "503" in result.stderr
    assert [line.split(maxsplit=2)[2] for line in result.stdout.splitlines()] == ["found", "not reached", "1 file"]
    result = CliRunner().invoke(app, ["sources", "check", "--reach", str(path)])
    assert result.exit_code == 0
    assert "2 entries, the newest of 2026-05-19" in result.stdout


def test_sources_check_of_a_wrong_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nkind = "folder"\nfoo = 1\n', encoding="utf-8")
    result = CliRunner().invoke(app, ["sources", "check", str(path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 3
    assert "Traceback" not in result.stderr


def test_links_that_are_no_addresses(portal: Portal, client: Client) -> None:
    portal.put(FEED_PATH, rss(portal, entry("http://[kokous/a"), entry("/b")))
    candidates, reasons = found(feed(portal), client)
    assert [each.address for each in candidates] == [f"{portal.root}/b"]
    assert len(reasons) == 1
    page = (FIXTURES / "listings" / "fi_dynasty_asiat.htm").read_bytes()
    portal.put("/kokous/TELIMET.HTM", page.replace(DYNASTY.encode(), b"[kokous", 4), DYNASTY)
    candidates, reasons = found(listing(portal, bodies=[]), client)
    assert 0 < len(candidates) < 8


def test_hosts_are_compared_in_ascii() -> None:
    source = FeedSource(name="a", url="http://Närpes.example/rss", allowed_hosts=["*.Närpes.example", "[::1]"])
    assert source.hosts == {"xn--nrpes-gra.example", "*.xn--nrpes-gra.example", "::1"}


def test_the_command_line_loads_no_network() -> None:
    """What asks the web takes its time to load: only the commands that need it do."""
    program = "import sys, flows.cli, flows.sources.command, flows.listing; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=PROJECT)
    assert not {"httpx", "httpcore", "stamina", "fsspec", "feedparser", "protego"} & set(told.stdout.split())


def test_list_asks_the_web(dynasty: Portal) -> None:
    result = CliRunner().invoke(app, ["list", f"{dynasty.root}/kokous/TELIN-310452.HTM"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 5
    assert set(dynasty.counts) == {"/kokous/TELIN-310452.HTM"}  # a person asks: robots.txt is for crawlers
    result = CliRunner().invoke(app, ["list", f"{dynasty.root}/no.HTM"])
    assert result.exit_code == 1
    assert result.stderr.endswith("the page can't be read: the server answers 404 Not Found\n")
