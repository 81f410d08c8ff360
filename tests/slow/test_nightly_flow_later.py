"""What becomes of a town's documents in the nights after the second, and what a source's settings change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline import producer
from pipeline.storage.originals import Originals
from tests.support.portal_server import status, tagged

if TYPE_CHECKING:
    pass

from tests.support.portal_scenario import FEED, Town, item, page

pytestmark = pytest.mark.usefixtures("prefect")


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
        runs = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=100)
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
    monkeypatch.setattr("flows.runs.open_output.producer", lambda: later)


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
