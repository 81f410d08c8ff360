"""Listing pages: at least what another scraper is expected to find on them, and on fixtures in the same markup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import parse
from pipeline.errors import DocumentError, NotADocument
from pipeline.readers.html.listing_pages import Reference, references
from tests.support.paths import LISTINGS, SHARED

CORPUS = SHARED / "corpus"

# The pages of the corpus, and the JSON beside them that tells what another scraper finds there.
EXPECTED = {
    "espoo/TELIN-*.HTM": "espoo/espoo_kh_kokoukset.json",
    "espoo/2017406946.HTM": "espoo/espoo_kh_actions_170508.json",
    "turku/turku_kh_2017_kokoukset.htm": "turku/turku_kh_2017_kokoukset.json",
    "turku/turku_kh_2017-02-05-poytakirja.htm": "turku/turku_kh_2017-02-05-asiat.json",
    "oulu/oulu_tweb_haku.html": "oulu/oulu_toimielimet.json",
    "oulu/oulu_tweb_kaupunginhallitus_kokoukset.html": "oulu/oulu_kaupunginhallitus_kokoukset.json",
    "oulu/oulu_tweb_kaupunginhallitus_5_2017.html": "oulu/oulu_kaupunginhallitus_5_2017_asiat.json",
}


def folded(text: str | None) -> str:
    return "".join((text or "").split()).casefold()


def read(path: Path) -> list[Reference]:
    return references(path.read_bytes())


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize(("page", "told"), EXPECTED.items())
def test_at_least_what_another_scraper_finds(page: str, told: str) -> None:
    found = [reference for path in sorted(CORPUS.glob(page)) for reference in read(path)]
    for wanted in json.loads((CORPUS / told).read_text(encoding="utf-8")):
        if "articleNumber" in wanted:
            own = [each for each in found if each.number == wanted["articleNumber"]]
            assert folded(wanted["title"]) in [folded(each.title) for each in own]
        elif "startDate" in wanted:
            day = wanted["startDate"][:10]
            assert any(each.date == day for each in found), wanted
        else:
            assert folded(wanted["name"]) in [folded(each.title) for each in found]
    assert all(each.url for each in found) or found[0].kind == "bodies"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_bodies_of_dynasty() -> None:
    names = {folded(each.title) for each in read(CORPUS / "espoo" / "TELIMET.HTM")}
    expected = json.loads((CORPUS / "espoo" / "espoo_toimielimet.json").read_text(encoding="utf-8"))
    assert {folded(each["name"]) for each in expected} <= names


@pytest.mark.parametrize("path", LISTINGS, ids=lambda path: path.stem)
def test_fixtures_list_something(path: Path) -> None:
    found = read(path)
    assert len(found) >= 2
    assert all(each.title for each in found)
    if found[0].kind != "bodies":
        assert any(each.date for each in found)


# Of each fixture: how many lines it has, and one of them, by its place.
LINES = {
    "fi_dynasty_toimielimet": (
        6,
        1,
        {
            "kind": "bodies",
            "title": "Kaupunginhallitus",
            "body": "Kaupunginhallitus",
            "id": "310452",
            "url": "http://kuusiranta.hosting.example/kokous/TELIN-310452.HTM",
        },
    ),
    "fi_dynasty_kokoukset": (
        5,
        1,
        {
            "kind": "meetings",
            "title": "Kaupunginhallitus 18.05.2026 Pöytäkirja",
            "body": "Kaupunginhallitus",
            "date": "2026-05-18",
            "id": "2026118274",
        },
    ),
    "fi_dynasty_asiat": (
        7,
        3,
        {
            "kind": "items",
            "title": "Valtuustokysymys talvikunnossapidosta Myllykallion rinnealueella (Kv-asia)",
            "body": "Kaupunginhallitus",
            "date": "2026-05-18",
            "number": "110",
            "id": "2026118274-4",
        },
    ),
    "fi_turku_kokoukset": (
        5,
        2,
        {
            "kind": "meetings",
            "title": "01.06.2026 - Pöytäkirja - 010/2026",
            "body": "Kunnanhallitus",
            "date": "2026-06-01",
            "id": "2026/0601010x",
        },
    ),
    "fi_turku_asiat": (
        5,
        2,
        {
            "kind": "items",
            "title": "Kirkonkylän osayleiskaavan meluselvitys, lisätyö (Kv)",
            "body": "Kunnanhallitus",
            "date": "2026-05-11",
            "number": "90",
            "id": "4410366",
        },
    ),
    "fi_tweb_toimielimet": (4, 3, {"kind": "bodies", "title": "Ympäristö- ja rakennusjaosto", "id": "244"}),
    "fi_tweb_kokoukset": (
        4,
        0,
        {"kind": "meetings", "title": "Kaupunginhallitus: 7/2026 13.4.2026 15:00", "date": "2026-04-13", "id": "9471"},
    ),
    "fi_tweb_asiat": (
        6,
        3,
        {
            "kind": "items",
            "title": "Tammi-maaliskuun 2026 kuntalaisaloitteet",
            "body": "Kaupunginhallitus",
            "date": "2026-04-13",
            "number": "42",
            "id": "418842",
        },
    ),
}


@pytest.mark.parametrize("path", LISTINGS, ids=lambda path: path.stem)
def test_what_fixtures_list(path: Path) -> None:
    count, at, wanted = LINES[path.stem]
    found = read(path)
    assert len(found) == count
    line = found[at].model_dump()
    assert {key: line[key] for key in wanted} == wanted


@pytest.mark.parametrize("path", LISTINGS, ids=lambda path: path.stem)
def test_a_listing_gives_no_record(path: Path) -> None:
    with pytest.raises(DocumentError, match="references") as caught:
        parse(path)
    assert (caught.value.code, caught.value.status) == ("listing", "listing")


def test_a_page_that_lists_nothing() -> None:
    with pytest.raises(NotADocument, match="no listing page"):
        references(b"<html><body><p>Beslut</p></body></html>")


def test_addresses_become_absolute() -> None:
    page = (
        b"<html><body><h1>Esityslistat - Kunnanhallitus 2026</h1><h2>Kokouksen valinta</h2><ul>"
        b"<li><a href='../0502/welcome.htm'>02.05.2026 - P\xc3\xb6yt\xc3\xa4kirja</a></li></ul></body></html>"
    )
    found = references(page, "http://example.org/kh/2026/welcome.htm")
    assert [(each.url, each.date, each.body) for each in found] == [
        ("http://example.org/kh/0502/welcome.htm", "2026-05-02", "Kunnanhallitus")
    ]
