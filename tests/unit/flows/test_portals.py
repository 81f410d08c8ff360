"""Portals as sources, by their listing pages; a real server serves them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.sources.config import FeedSource, PortalSource, WebSource
from flows.sources.discovery import Candidate, DiscoveryError, attachments, discover
from flows.sources.fetch import FetchError, fetch
from flows.sources.http.client import Client
from flows.sources.reachability import reach
from tests.support.discovery import FEED_PATH, ITEM_PATH, QUICK, entry, feed, found, got, rss
from tests.support.paths import FIXTURES
from tests.support.portal_scenario import DYNASTY, put_dynasty
from tests.support.portal_server import Portal, redirect, status

ITEM = (FIXTURES / "documents" / "sv_html_dynasty10.html").read_bytes()
PDF = (FIXTURES / "documents" / "fi_pdf_ote.pdf").read_bytes()


# Portals


@pytest.fixture
def dynasty(portal: Portal) -> Portal:
    return put_dynasty(portal)


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


def test_a_meeting_that_cannot_be_had_hides_no_other_and_is_reported(dynasty: Portal, client: Client) -> None:
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
def test_reached_bounds_are_reported(dynasty: Portal, client: Client, setting: str, reason: str) -> None:
    candidates, reasons = found(listing(dynasty, **{setting: 2}), client)
    assert len(candidates) <= 2
    assert reasons
    assert all(reason in each for each in reasons)


def test_a_body_that_is_not_there_is_reported(dynasty: Portal, client: Client) -> None:
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


def test_list_asks_the_web(dynasty: Portal) -> None:
    result = CliRunner().invoke(app, ["list", f"{dynasty.root}/kokous/TELIN-310452.HTM"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 5
    assert set(dynasty.counts) == {"/kokous/TELIN-310452.HTM"}  # a person asks: robots.txt is for crawlers
    result = CliRunner().invoke(app, ["list", f"{dynasty.root}/no.HTM"])
    assert result.exit_code == 1
    assert result.stderr.endswith("the page can't be read: the server answers 404 Not Found\n")
