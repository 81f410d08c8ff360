"""A town whose portal serves the fixtures: a feed and listing pages, taken in night by night."""

from __future__ import annotations

import json
import re
import time
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.storage.catalogue import Document, open_catalogue
from tests.support.paths import FIXTURES
from tests.support.portal_server import Answer, Portal, send, tagged

if TYPE_CHECKING:
    from flows.runs.reports.report import Report


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


def put_dynasty(portal: Portal) -> Portal:
    """Puts a portal of three levels: bodies, meetings of one, items of one meeting; the other meeting is a document."""
    pages = {
        "/kokous/TELIMET.HTM": "listings/fi_dynasty_toimielimet.htm",
        "/kokous/TELIN-310452.HTM": "listings/fi_dynasty_kokoukset.htm",
        "/kokous/2026118274.HTM": "listings/fi_dynasty_asiat.htm",
    }
    items = ["/kokous/2026118931.HTM", *(f"/kokous/2026118274-{number}.HTM" for number in range(1, 8))]
    for path, name in (pages | dict.fromkeys(items, "documents/fi_html_dynasty.htm")).items():
        portal.put(path, (FIXTURES / name).read_bytes(), DYNASTY)
    return portal


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
        from flows.runs.nightly_flow import nightly

        self.portal.asked.clear()
        return {report.source: report for report in nightly(self.folder / "sources.toml", **given)}

    def alarmed(self, **given: Any) -> dict[str, Report]:
        """Takes it in, and expects alarms."""
        from flows.runs.nightly_flow import Alarmed

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
