"""The nightly flow against a portal that behaves as portals do, with Prefect's embedded server, which starts once.

The portal serves the project's fixture pages from the loopback: a feed in one corner, three levels of listing pages in
another, and answers that are slow, fail, redirect, lie or break off.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pipeline import producer
from pipeline.catalogue import Document, open_catalogue
from pipeline.originals import Originals
from tests.documents import FIXTURES
from tests.portal import Answer, Portal, failing, lying, redirect, send, serve, status, tagged

if TYPE_CHECKING:
    from flows.report import Report

pytestmark = pytest.mark.usefixtures("prefect_home")

DYNASTY = "kuusiranta.hosting.example"
FEED = "/rss"
STYRELSE = FIXTURES / "documents" / "sv_pdf_styrelse.pdf"
MAY = "2026-05-18"


def page(name: str) -> bytes:
    return (FIXTURES / "documents" / name).read_bytes()


def item(number: int, last: str = "leikkipaikka") -> bytes:
    """A page of an item in Dynasty's markup: the fixture's, under its own id and paragraph, with another last word."""
    data = page("fi_html_dynasty.htm").replace(b"2026118274-6", f"2026118274-{number}".encode())
    data = re.sub(rb"\b112\b", str(106 + number).encode(), data)
    return data.replace(b"leikkipaikka.", f"{last}.".encode())


def late(seconds: float, then: bytes) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        send(handler, 200, then)

    return answer


def called(kind: str, body: bytes) -> Answer:
    """A page whose server gives it a type that it has not."""
    return lambda handler: send(handler, 200, body, Content_Type=kind)


def dated(body: bytes, when: datetime) -> Answer:
    """A page with the time of its last change, which answers 304 to who has it."""
    said = format_datetime(when, usegmt=True)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-Modified-Since") == said:
            handler.send_response(304)
            handler.end_headers()
        else:
            send(handler, 200, body, Last_Modified=said)

    return answer


class Town:
    """A portal with a file of sources beside it, taken in night by night."""

    def __init__(self, portal: Portal, folder: Path) -> None:
        self.portal, self.folder = portal, folder
        self.entries: dict[str, str] = {}
        self.sources: list[str] = []
        self.output = folder / "output"

    # what it has

    def dynasty(self) -> None:
        """Listing pages: bodies, the meetings of one, the items of one meeting; another meeting is a document."""
        for path, name in {
            "TELIMET": "listings/fi_dynasty_toimielimet.htm",
            "TELIN-310452": "listings/fi_dynasty_kokoukset.htm",
            "2026118274": "listings/fi_dynasty_asiat.htm",
        }.items():
            self.portal.put(f"/kokous/{path}.HTM", (FIXTURES / name).read_bytes(), DYNASTY)
        self.portal.pages["/kokous/2026118931.HTM"] = tagged(page("fi_html_kunta.html"), '"a"')
        for number in range(1, 8):
            self.portal.pages[self.item(number)] = tagged(item(number), f'"{number}"')

    def item(self, number: int) -> str:
        return f"/kokous/2026118274-{number}.HTM"

    def feed(self, **entries: Any) -> None:
        """Entries of the feed, each with its page: None for one that is there already."""
        for name, answer in entries.items():
            path = f"/{name.replace('__', '.')}"
            self.entries[path] = "Tue, 19 May 2026 08:00:00 +0300"
            if answer is not None:
                self.portal.pages[path] = answer
        self.publish()

    def publish(self) -> None:
        head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Granvik</title>'
        told = "".join(
            f"<item><title>Protokoll</title><link>{self.portal.root}{path}</link><pubDate>{day}</pubDate></item>"
            for path, day in self.entries.items()
        )
        self.portal.pages[FEED] = f"{head}{told}</channel></rss>".encode()

    # what is configured

    def source(self, kind: str, name: str, **settings: Any) -> None:
        """Adds a source to the file; a setting is written as JSON writes it, which TOML reads too."""
        quick = {"allow_private": True, "requests_per_second": 1000, "timeout": 2, "retries": 2, "retry_wait": 0.01}
        said = {"kind": kind, "name": name, **quick, **settings}
        lines = [f"{key} = {value if key in ('since', 'until') else json.dumps(value)}" for key, value in said.items()]
        self.sources.append("\n".join(["[[source]]", *lines, ""]))
        (self.folder / "sources.toml").write_text("workers = 1\n" + "\n".join(self.sources), encoding="utf-8")

    def both(self, **settings: Any) -> None:
        """The two sources that most tests have."""
        self.source("feed", "granvik", url=f"{self.portal.root}{FEED}", **settings)
        start = f"{self.portal.root}/kokous/TELIMET.HTM"
        self.source("portal", "kuusiranta", url=start, bodies=["Kaupunginhallitus"], since=MAY, **settings)

    # what is taken in

    def night(self, **given: Any) -> dict[str, Report]:
        """Takes it in, and forgets what was asked before."""
        from flows.nightly import nightly

        self.portal.asked.clear()
        return {report.source: report for report in nightly(self.folder / "sources.toml", **given)}

    def alarmed(self, **given: Any) -> dict[str, Report]:
        """Takes it in, and expects alarms."""
        from flows.nightly import Alarmed

        with pytest.raises(Alarmed) as caught:
            self.night(**given)
        return {report.source: report for report in caught.value.reports}

    def documents(self) -> dict[str, Document]:
        """What the catalogue says of each document, by the path of its address."""
        catalogue = open_catalogue(self.output)
        try:
            return {each.uri.removeprefix(self.portal.root): each for each in catalogue.documents()}
        finally:
            catalogue.close()

    def states(self, source: str) -> dict[str, str]:
        return {path: each.state for path, each in self.documents().items() if each.source == source}

    def changes(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.output / "changes.ndjson").read_text("utf-8").splitlines()]

    def record(self, path: str) -> Path:
        return self.output / "records" / f"{self.documents()[path].record_id}.json"

    def last_run(self) -> dict[str, Any]:
        catalogue = open_catalogue(self.output)
        try:
            return catalogue.runs()[-1]
        finally:
            catalogue.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with serve() as portal:
        yield Town(portal, tmp_path)


# Two nights


class Nights(NamedTuple):
    """Two nights of one town."""

    town: Town
    first: dict[str, Report]
    documents: dict[str, Document]
    changes: list[dict[str, Any]]
    originals: dict[str, bytes]
    second: dict[str, Report]
    asked: list[tuple[str, dict[str, str], float]]
    replaced: str


def misbehave(town: Town) -> None:
    """The feed's pages: some are fine, the others what portals do."""
    styrelse = STYRELSE.read_bytes()
    town.feed(
        god=tagged(page("sv_html_dynasty10.html"), '"1"'),
        daterad=dated(page("sv_html_ahjo.html"), datetime(2026, 5, 19, 8, tzinfo=UTC)),
        utan_tagg=page("sv_html_cloudnc.html"),
        seg=late(0.5, page("fi_html_ahjo.html")),
        hickar=failing(2, page("fi_html_turku.htm")),
        fel_typ=called("application/json", styrelse),
        flyttad=redirect("/ny/plats"),
        nere=status(500),
        ut=redirect("http://elsewhere.example/a"),
        avhuggen=lying(styrelse[:1000], len(styrelse)),
        aldrig=late(3, b"too late"),
        borta=status(404),
        stympad__pdf=styrelse[: len(styrelse) // 3],
        felsida=b"<html><head><title>Fel</title></head><body><h1>404</h1><p>Sidan hittades inte</p></body></html>",
    )
    town.portal.pages["/ny/plats"] = page("sv_docx_utdrag.docx")
    town.portal.pages[town.item(3)] = tagged(item(6), '"wrong"')  # another item under this address


GOOD = ["/god", "/daterad", "/utan_tagg", "/seg", "/hickar", "/fel_typ", "/flyttad"]
FAILED = ["/nere", "/ut", "/avhuggen", "/aldrig", "/borta"]
QUARANTINED = ["/stympad.pdf", "/felsida"]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("town")
    with serve() as portal:
        town = Town(portal, folder)
        town.dynasty()
        misbehave(town)
        town.both()
        first = town.night()
        documents, changes = town.documents(), town.changes()
        kept = Originals(town.output)
        originals = {path: kept.read(each.sha256) for path, each in documents.items() if each.sha256}
        replaced = town.record(town.item(1)).read_text("utf-8")

        portal.pages[town.item(1)] = tagged(item(1, "uimaranta"), '"1b"')
        portal.pages[town.item(2)] = status(410)
        portal.pages["/nere"] = page("sv_protokoll_stadsstyrelsen.txt")
        second = town.night()
        yield Nights(town, first, documents, changes, originals, second, list(portal.asked), replaced)


def test_the_first_night(nights: Nights) -> None:
    states = {path: each.state for path, each in nights.documents.items()}
    expected = dict.fromkeys(GOOD, "new") | dict.fromkeys(FAILED, "failed")
    expected |= dict.fromkeys((*QUARANTINED, nights.town.item(3)), "quarantined")
    expected |= {nights.town.item(number): "new" for number in (1, 2, 4, 5, 6, 7)} | {"/kokous/2026118931.HTM": "new"}
    assert states == expected
    granvik, kuusiranta = nights.first["granvik"], nights.first["kuusiranta"]
    assert (granvik.records, granvik.new, granvik.failed) == (len(GOOD), len(GOOD), len(FAILED + QUARANTINED))
    assert (kuusiranta.records, kuusiranta.new, kuusiranta.failed) == (7, 7, 1)


def test_why_documents_failed(nights: Nights) -> None:
    root = nights.town.portal.root
    said = {each.uri.removeprefix(root): f"{each.code}: {each.reason}" for each in nights.first["granvik"].failures}
    said |= {each.uri.removeprefix(root): f"{each.code}: {each.reason}" for each in nights.first["kuusiranta"].failures}
    assert {path: reason for path, reason in said.items() if path in FAILED} == {
        "/nere": "unavailable: the server answers 500 Internal Server Error",
        "/ut": "unavailable: the address redirects to http://elsewhere.example/a: elsewhere.example is not among the "
        "allowed hosts",
        "/avhuggen": said["/avhuggen"],
        "/aldrig": "unavailable: 127.0.0.1 did not answer whole within 2 seconds",
        "/borta": "unavailable: the server answers 404 Not Found",
    }
    assert said["/avhuggen"].startswith("unavailable: the connection to 127.0.0.1 failed")
    assert said["/felsida"].startswith("wrong_document: ")
    assert said["/stympad.pdf"].startswith("unreadable: ")
    assert said[nights.town.item(3)].startswith("wrong_document: ")


def test_faults_that_may_pass_were_tried_again(nights: Nights, town: Town) -> None:
    town.feed(hickar=failing(2, page("fi_html_turku.htm")), nere=status(500), borta=status(404))
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}")
    town.night()
    assert [town.portal.counts[path] for path in ("/hickar", "/nere", "/borta")] == [3, 3, 1]


def test_records_and_originals(nights: Nights) -> None:
    for path, document in nights.documents.items():
        if document.status != "record" or nights.town.documents()[path].version != 1:
            continue
        if nights.town.documents()[path].state == "gone":
            continue
        record = json.loads(nights.town.record(path).read_text("utf-8"))
        assert (record["id"], record["source"]["uri"]) == (document.record_id, document.uri)
    assert nights.originals["/fel_typ"] == STYRELSE.read_bytes()
    assert nights.documents["/fel_typ"].media_type == "application/pdf"
    assert nights.originals["/flyttad"] == page("sv_docx_utdrag.docx")
    assert nights.documents["/flyttad"].address == f"{nights.town.portal.root}/ny/plats"
    assert nights.originals["/felsida"].startswith(b"<html>"), "what could not be read is kept too"


def test_the_feed_of_the_first_night(nights: Nights) -> None:
    records = {each.record_id for each in nights.documents.values() if each.status == "record"}
    assert [each["seq"] for each in nights.changes] == list(range(1, len(records) + 1))
    assert {each["record_id"] for each in nights.changes} == records
    assert {each["op"] for each in nights.changes} == {"insert"}


def test_the_second_night_asks_what_has_changed(nights: Nights) -> None:
    headers = {path: each for path, each, _ in nights.asked}
    for path, document in nights.documents.items():
        tags = document.validators or {}
        assert headers[path].get("If-None-Match") == tags.get("etag"), path
        assert headers[path].get("If-Modified-Since") == tags.get("last_modified"), path
    granvik, kuusiranta = nights.second["granvik"], nights.second["kuusiranta"]
    assert (granvik.unchanged, granvik.new, granvik.changed) == (len(GOOD + QUARANTINED), 1, 0)
    assert (kuusiranta.unchanged, kuusiranta.new, kuusiranta.changed, kuusiranta.gone) == (6, 0, 1, 1)
    last = nights.town.last_run()["id"]
    read = [path for path, each in nights.town.documents().items() if each.read_run == last]
    assert sorted(read) == [nights.town.item(1), "/nere"]


def test_a_document_that_changed_has_two_versions(nights: Nights) -> None:
    path = nights.town.item(1)
    document = nights.town.documents()[path]
    assert (document.version, document.state) == (2, "changed")
    output = nights.town.output
    assert (output / "versions" / str(document.id) / "1.json").read_text("utf-8") == nights.replaced
    now = nights.town.record(path).read_text("utf-8")
    assert "uimaranta" in now
    assert "uimaranta" not in nights.replaced
    kept = Originals(output)
    assert kept.read(nights.documents[path].sha256) == nights.originals[path]
    assert kept.read(document.sha256) == item(1, "uimaranta")


def test_what_the_second_night_tells(nights: Nights) -> None:
    told = nights.town.changes()[len(nights.changes) :]
    documents = nights.documents
    assert [(each["op"], each["record_id"]) for each in told] == [
        ("insert", nights.town.documents()["/nere"].record_id),
        ("update", documents[nights.town.item(1)].record_id),
        ("tombstone", documents[nights.town.item(2)].record_id),
    ]
    gone = nights.town.documents()[nights.town.item(2)]
    assert gone.state == "gone"
    assert not nights.town.record(nights.town.item(2)).exists()
    assert Originals(nights.town.output).read(gone.sha256) == nights.originals[nights.town.item(2)]


# What becomes of documents in the nights after


def test_a_tombstone_is_set_once(town: Town) -> None:
    town.dynasty()
    town.both()
    town.feed()
    town.night()
    for answer in (status(410), status(410), status(503), status(410)):
        town.portal.pages[town.item(2)] = answer
        report = town.night()["kuusiranta"]
        assert (town.documents()[town.item(2)].state, report.records, report.failed) == (
            "gone",
            report.records,
            0,
        )
    assert (report.gone, report.records) == (0, 7)
    town.portal.pages[town.item(2)] = tagged(item(2), '"2"')
    assert town.night()["kuusiranta"].records == 8
    told = [each["op"] for each in town.changes() if each["record_id"] == town.documents()[town.item(2)].record_id]
    assert told == ["insert", "tombstone", "insert"]
    assert town.record(town.item(2)).is_file()


def test_many_that_are_gone_are_not_believed(town: Town) -> None:
    town.dynasty()
    town.both()
    town.feed(god=page("sv_html_dynasty10.html"))
    town.night()
    before = town.changes()
    for number in range(1, 5):
        town.portal.pages[town.item(number)] = status(404)
    report = town.alarmed()["kuusiranta"]
    assert report.alarms == [
        "4 of 8 documents are missing from the source kuusiranta, more than 20%: nothing was marked as gone"
    ]
    assert report.gone == 0
    assert "gone" not in town.states("kuusiranta").values()
    assert town.changes() == before
    assert all(town.record(town.item(number)).is_file() for number in range(1, 8))
    town.dynasty()
    assert town.night()["kuusiranta"].unchanged == 8, "and the next night all is as it was"


def test_a_source_in_trouble_does_not_keep_the_other_from_its_turn(town: Town) -> None:
    town.dynasty()
    town.both()
    town.portal.pages[FEED] = status(502)
    reports = town.alarmed()
    assert reports["granvik"].alarms == [
        f"granvik: {town.portal.root}{FEED}: the server answers 502 Bad Gateway",
    ]
    assert reports["kuusiranta"].records == 8
    assert len(list((town.output / "records").rglob("*.json"))) == 8
    run = town.last_run()
    assert run["state"] == "alarmed"
    shown = (town.output / "runs" / f"{run['id']}.html").read_text("utf-8")
    assert "502 Bad Gateway" in shown


def test_an_alarm_makes_the_flow_fail_and_keeps_what_was_taken_in(town: Town) -> None:
    from prefect import get_client
    from prefect.client.schemas.sorting import FlowRunSort

    town.dynasty()
    town.both()
    town.portal.pages["/kokous/2026118274.HTM"] = status(500)
    reports = town.alarmed()
    assert reports["kuusiranta"].records == 1, "the other meeting"
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=5)
    run = next(each for each in runs if str(each.parameters.get("config")) == str(town.folder / "sources.toml"))
    assert run.state is not None
    assert run.state.is_failed()
    assert "alarm: " in str(run.state.message)


def test_a_document_that_failed_is_tried_again_though_the_feed_has_moved_on(town: Town) -> None:
    town.feed(nere=status(500), borta=status(500), god=tagged(page("sv_html_dynasty10.html"), '"1"'))
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}")
    assert town.night()["granvik"].failed == 2
    town.entries.pop("/nere"), town.entries.pop("/borta")
    town.publish()
    town.portal.pages["/nere"] = tagged(page("sv_html_cloudnc.html"), '"2"')
    town.portal.pages["/borta"] = status(410)
    report = town.night()["granvik"]
    assert (report.new, report.failed) == (1, 0)
    assert town.states("granvik") == {"/nere": "new", "/borta": "gone", "/god": "new"}
    assert [each["op"] for each in town.changes()] == ["insert", "insert"]
    town.night()
    assert "/borta" not in town.portal.counts


def test_a_document_that_is_back_has_not_changed(town: Town) -> None:
    good = tagged(page("sv_html_dynasty10.html"), '"1"')
    town.feed(god=good)
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}")
    town.night()
    record = town.record("/god").read_bytes()
    town.feed(god=status(500))
    assert town.night()["granvik"].failed == 1
    assert town.record("/god").read_bytes() == record, "what was known stays"
    town.feed(god=good)
    report = town.night()["granvik"]
    assert (report.records, report.new, report.changed) == (1, 0, 0)
    assert (town.documents()["/god"].state, town.documents()["/god"].version) == ("changed", 1)
    assert len(town.changes()) == 1


def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the program."""
    later = producer().model_copy(update={"version": "99.0"})
    monkeypatch.setattr("flows.opening.producer", lambda: later)


def test_quarantined_documents_are_tried_again_by_another_version(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = page("sv_html_dynasty10.html"), b"\x00\x01\x02 no text"
    town.feed(god=tagged(good, '"1"'), trasig=tagged(bad, '"2"'), gammal=tagged(bad + b"!", '"3"'))
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}")
    town.night()
    town.entries.pop("/gammal")
    town.publish()
    first = town.documents()
    assert [first[path].state for path in ("/god", "/trasig", "/gammal")] == ["new", "quarantined", "quarantined"]
    assert town.night()["granvik"].unchanged == 2
    assert town.documents()["/trasig"].read_run == first["/trasig"].read_run, "the same program does not try again"
    newer(monkeypatch)
    report = town.night()["granvik"]
    then = town.documents()
    assert (report.documents, report.unchanged) == (3, 0)
    for path in ("/god", "/trasig", "/gammal"):
        assert then[path].read_run == town.last_run()["id"], path
        assert "If-None-Match" in next(headers for asked, headers, _ in town.portal.asked if asked == path)
    assert then["/trasig"].producer != first["/trasig"].producer
    assert (report.new, report.changed, len(town.changes())) == (0, 0, 1), "read anew, and nothing else came of it"


def test_an_original_that_is_damaged_is_fetched_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    good = page("sv_html_dynasty10.html")
    town.feed(god=tagged(good, '"1"'))
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}")
    town.night()
    kept = Originals(town.output)
    sha256 = town.documents()["/god"].sha256
    kept.path(sha256).write_bytes(good[:-1] + b"?")
    newer(monkeypatch)
    assert town.night()["granvik"].records == 1
    assert town.documents()["/god"].sha256 == sha256
    assert town.portal.counts["/god"] == 2
    assert kept.read(sha256) == good


# Settings


def test_attachments_are_fetched_where_they_are_wanted(town: Town) -> None:
    address = "/DREQUEST.PHP?page=meetingitem&id=20261412-6"
    attached = "/DREQUEST.PHP?page=attachment&id=20261412-6-1"
    town.portal.pages[address] = tagged(page("sv_html_dynasty10.html"), '"1"')
    town.portal.pages[attached] = tagged(page("fi_pdf_ote.pdf"), '"2"')
    town.entries[address.replace("&", "&amp;")] = "Tue, 19 May 2026 08:00:00 +0300"
    town.publish()
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}", attachments=True)
    town.source("feed", "utan", url=f"{town.portal.root}{FEED}")
    first = town.night()
    assert (first["granvik"].documents, first["utan"].documents) == (2, 1)
    document = town.documents()[attached]
    assert (document.source, document.status) == ("granvik", "record")
    assert Originals(town.output).read(document.sha256) == page("fi_pdf_ote.pdf")
    town.portal.pages[attached] = status(404)  # its parent does not change: it is asked for all the same
    assert town.night()["granvik"].gone == 1
    assert town.documents()[attached].state == "gone"


def test_a_backfill_takes_what_its_days_ask_for(town: Town) -> None:
    town.dynasty()
    old = "/kokous/2025109640.HTM"
    town.portal.pages[old] = page("fi_html_turku.htm")
    for number in ("2025110087", "2026117733"):
        town.portal.pages[f"/kokous/{number}.HTM"] = page("fi_html_kunta.html")
    start = f"{town.portal.root}/kokous/TELIMET.HTM"
    town.source("portal", "kuusiranta", url=start, bodies=["Kaupunginhallitus"], since="2026-06-01")
    assert town.night()["kuusiranta"].documents == 1
    assert set(town.states("kuusiranta")) == {"/kokous/2026118931.HTM"}
    from datetime import date

    report = town.night(since=date(2025, 1, 1), until=date(2025, 12, 31))["kuusiranta"]
    assert report.gone == 0
    taken = set(town.states("kuusiranta"))
    assert old in taken
    assert not any("2026118274" in path for path in taken), "a meeting of another day"
    assert "/kokous/2026118931.HTM" not in town.portal.counts, "nor is what it does not ask for looked at"
    assert town.states("kuusiranta")["/kokous/2026118931.HTM"] == "new"


def test_old_documents_are_erased(town: Town) -> None:
    then = datetime.now(UTC).date()
    young, old = then - timedelta(days=10), then - timedelta(days=60)
    for path, day in (("/ung", young), ("/gammal", old)):
        said = f"{day.day}.{day.month}.{day.year}"
        town.portal.pages[path] = page("fi_html_kunta.html").replace(b"23.3.2026", said.encode())
    town.feed(ung=None, gammal=None)
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}", keep_days=30)
    report = town.night()["granvik"]
    assert (report.records, report.forgotten) == (2, 1)
    assert town.states("granvik") == {"/ung": "new", "/gammal": "forgotten"}
    assert [each["op"] for each in town.changes()] == ["insert", "insert", "tombstone"]
    trace = f"{old.day}.{old.month}.{old.year}".encode()
    kept = [path for path in town.output.rglob("*") if path.is_file() and trace in path.read_bytes()]
    assert kept == []
    assert town.night()["granvik"].forgotten == 0
    assert "/gammal" not in town.portal.counts, "it is not taken in again"


def test_old_documents_without_a_day_are_erased(town: Town) -> None:
    town.feed(odaterad=b"\x00\x01\x02 no text")
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}", keep_days=30)
    assert town.night()["granvik"].forgotten == 0
    then = (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(town.output / "catalogue.db")) as catalogue, catalogue:
        catalogue.execute("UPDATE documents SET changed_at = ?", (then,))
    assert town.night()["granvik"].forgotten == 1
    assert town.states("granvik") == {"/odaterad": "forgotten"}
    assert not any(path.is_file() for path in (town.output / "originals").rglob("*"))


def test_what_no_listing_names_any_more_is_read_when_it_changes(town: Town) -> None:
    good = page("sv_html_dynasty10.html")
    town.feed(god=tagged(good, '"1"'), gammal=tagged(page("fi_html_kunta.html"), '"2"'))
    town.source("feed", "granvik", url=f"{town.portal.root}{FEED}")
    town.night()
    town.entries.pop("/gammal")
    town.publish()
    report = town.night()["granvik"]
    assert (report.documents, report.unchanged, report.changed) == (1, 1, 0), "what is not listed is not told of"
    town.portal.pages["/gammal"] = tagged(page("fi_html_kunta.html").replace(b"23.3.2026", b"24.3.2026"), '"3"')
    report = town.night()["granvik"]
    assert (report.documents, report.unchanged, report.changed) == (2, 1, 1)
    assert town.documents()["/gammal"].version == 2


def test_only_the_sources_that_are_named(town: Town) -> None:
    town.dynasty()
    town.both()
    town.feed(god=page("sv_html_dynasty10.html"))
    assert list(town.night(only=["granvik"])) == ["granvik"]
    assert town.portal.counts["/kokous/TELIMET.HTM"] == 0
    with pytest.raises(LookupError, match="there is no source 'vasa' that is enabled"):
        town.night(only=["vasa"])
