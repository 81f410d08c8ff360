"""The nightly flow against a portal that behaves as portals do, with Prefect's embedded server, which starts once.

The portal serves the project's fixture pages from the loopback: a feed in one corner, three levels of listing pages in
another, and answers that are slow, fail, redirect, lie or break off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pipeline.storage.catalogue import Document
from pipeline.storage.originals import Originals
from tests.support.portal_server import failing, lying, redirect, serve, status, tagged

if TYPE_CHECKING:
    from flows.runs.reports.report import Report

from tests.support.portal_scenario import FEED, STYRELSE, Town, called, dated, item, late, page
from tests.support.prefect_server import PrefectServer

pytestmark = pytest.mark.usefixtures("prefect")


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
def nights(tmp_path_factory: pytest.TempPathFactory, prefect: PrefectServer) -> Iterator[Nights]:
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


def test_what_the_second_night_reports(nights: Nights) -> None:
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
