"""The sample that `try` reads: spread over a folder, or over what a real server lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.trial.sample import Sample, Unlisted, folder_sample, spread, url_sample
from tests.support.discovery import FEED_PATH, entry, rss
from tests.support.paths import FIXTURES
from tests.support.portal_scenario import put_dynasty
from tests.support.portal_server import Portal, status

ITEM = (FIXTURES / "documents" / "fi_html_dynasty.htm").read_bytes()


def read(sample: Sample) -> dict[str, bytes]:
    return {str(job.uri): job.data or b"" for job in sample.jobs}


def test_a_sample_is_spread_from_first_to_last_and_always_the_same() -> None:
    numbers = list(range(100))
    assert spread(numbers, 5) == [0, 25, 50, 74, 99]
    assert spread(numbers, 100) == numbers
    for count in range(1, 100):
        taken = spread(numbers, count)
        assert len(set(taken)) == count
        assert taken == sorted(taken)


def test_a_folder_in_any_depth(tmp_path: Path) -> None:
    for number in range(6):
        place = tmp_path / f"{number // 2}" / f"{number}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text("x", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    sample = folder_sample(tmp_path, 3)
    assert (sample.found, sample.taken) == (6, 3)
    assert list(read(sample)) == ["0/0.txt", "1/2.txt", "2/5.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "0", "1", "2"]


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Unlisted, match="no files"):
        folder_sample(tmp_path, 3)


@pytest.fixture
def dynasty(portal: Portal) -> Portal:
    return put_dynasty(portal)


@pytest.mark.slow
def test_a_portal_from_the_list_of_its_bodies(dynasty: Portal) -> None:
    """Slow because the client keeps its pace: two pages a second."""
    sample = url_sample(f"{dynasty.root}/kokous/TELIMET.HTM", 3)
    names = [uri.removeprefix(f"{dynasty.root}/kokous/") for uri in read(sample)]
    assert names == ["2026118931.HTM", "2026118274-4.HTM", "2026118274-7.HTM"]
    assert (sample.found, sample.taken) == (8, 3)
    assert any("404" in reason for reason in sample.unlisted)  # the other bodies' pages
    assert dynasty.counts["/robots.txt"] == 1
    assert max(dynasty.counts.values()) <= 2


@pytest.mark.slow
def test_what_a_portal_lists_and_does_not_have_is_reported(dynasty: Portal) -> None:
    dynasty.pages["/kokous/2026118274-4.HTM"] = status(404)
    sample = url_sample(f"{dynasty.root}/kokous/2026118274.HTM", 3)
    assert len(read(sample)) == 2
    assert [reason for _, reason in sample.unfetched] == ["the server answers 404 Not Found"]


def test_a_document(portal: Portal) -> None:
    portal.pages["/a.htm"] = ITEM
    sample = url_sample(f"{portal.root}/a.htm", 3)
    assert read(sample) == {f"{portal.root}/a.htm": ITEM}
    assert (sample.found, sample.taken) == (1, 1)


def test_a_feed(portal: Portal) -> None:
    portal.pages[FEED_PATH] = rss(portal, entry(f"{portal.root}/a.htm"), entry(f"{portal.root}/gone.htm"))
    portal.pages["/a.htm"] = ITEM
    sample = url_sample(portal.root + FEED_PATH, 5)
    assert list(read(sample)) == [f"{portal.root}/a.htm"]
    assert [name for name, _ in sample.unfetched] == [f"{portal.root}/gone.htm"]


def test_a_page_that_robots_may_not_see_is_not_asked_for(portal: Portal) -> None:
    portal.pages["/robots.txt"] = b"User-agent: *\nDisallow: /kokous\n"
    portal.pages["/kokous/a.htm"] = ITEM
    with pytest.raises(Unlisted, match=r"robots\.txt"):
        url_sample(f"{portal.root}/kokous/a.htm", 3)
    assert portal.counts["/kokous/a.htm"] == 0


@pytest.mark.parametrize("url", ["http://", "http://[", "http://user@granvik.example/"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Unlisted):
        url_sample(url, 3)


def test_a_page_that_is_not_there(portal: Portal) -> None:
    with pytest.raises(Unlisted, match="404"):
        url_sample(f"{portal.root}/gone.htm", 3)
