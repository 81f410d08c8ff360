"""The way to the network, against a real server: what passes is tried again, what lies or is not meant is refused."""

from __future__ import annotations

import email.utils
import gzip
import socket
import time
from typing import Any

import pytest

from flows.sources.http.client import Client
from flows.sources.http.request_policy import Validators
from tests.support.http_requests import fault, policy
from tests.support.portal_server import (
    Answer,
    Portal,
    bomb,
    dripping,
    dripping_head,
    failing,
    lying,
    redirect,
    send,
    slow,
    status,
    tagged,
)


def test_a_page_is_had_with_its_name(portal: Portal, client: Client) -> None:
    portal.put("/a", b"<p>text")
    answer = client.get(f"{portal.root}/a", policy(agent="granvik-minutes"))
    assert answer is not None
    assert (answer.data, answer.media_type, answer.address) == (b"<p>text", "text/html", f"{portal.root}/a")
    assert [path for path, _, _ in portal.asked] == ["/robots.txt", "/a"]
    assert {headers["User-Agent"] for _, headers, _ in portal.asked} == {"granvik-minutes"}


def test_faults_that_may_pass_are_tried_again(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = failing(2, b"text")
    answer = client.get(f"{portal.root}/a", policy(retries=2))
    assert answer is not None
    assert answer.data == b"text"
    assert portal.counts["/a"] == 3


def test_a_host_that_is_down_is_left_alone_for_a_while(
    portal: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.sources.http.client.PAUSE", 0.3)
    portal.put("/up", b"text")
    assert fault(client, f"{portal.root}/no").gone  # no sign of a host that is down
    portal.pages["/a"] = status(500)
    for _ in range(10):
        assert "500" in fault(client, f"{portal.root}/a").reason
    error = fault(client, f"{portal.root}/up")
    assert (error.transient, error.reason) == (True, "127.0.0.1 failed 10 times in a row and is not asked for a while")
    assert portal.counts["/up"] == 0
    time.sleep(0.35)
    assert client.get(f"{portal.root}/up", policy()) is not None
    assert "500" in fault(client, f"{portal.root}/a").reason
    assert client.get(f"{portal.root}/up", policy()) is not None


def test_no_more_often_than_said(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = status(500)
    error = fault(client, f"{portal.root}/a", retries=2)
    assert (error.transient, error.gone, error.reason) == (True, False, "the server answers 500 Internal Server Error")
    assert portal.counts["/a"] == 3


@pytest.mark.parametrize("said", ["1", "date"])
def test_a_server_that_asks_to_wait_is_given_the_time(portal: Portal, client: Client, said: str) -> None:
    after = "1" if said == "1" else email.utils.formatdate(time.time() + 2, usegmt=True)
    portal.pages["/a"] = failing(1, b"text", Retry_After=after)
    began = time.monotonic()
    assert client.get(f"{portal.root}/a", policy(retries=1)) is not None
    assert time.monotonic() - began >= 0.95


def test_a_server_that_asks_to_wait_for_too_long_is_left(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = failing(1, b"text", Retry_After="3600")
    error = fault(client, f"{portal.root}/a", retries=3)
    assert error.transient
    assert "3600 seconds" in error.reason
    assert portal.counts["/a"] == 1


@pytest.mark.parametrize(("code", "gone"), [(404, True), (410, True), (403, False), (401, False), (206, False)])
def test_what_does_not_pass_is_not_tried_again(portal: Portal, client: Client, code: int, gone: bool) -> None:
    portal.pages["/a"] = status(code)
    error = fault(client, f"{portal.root}/a", retries=3)
    assert (error.transient, error.gone) == (False, gone)
    assert str(code) in error.reason
    assert portal.counts["/a"] == 1


@pytest.mark.parametrize("page", [slow, dripping, dripping_head])
def test_time_is_bounded_whatever_the_server_does(portal: Portal, client: Client, page: Answer) -> None:
    portal.pages["/a"] = page
    began = time.monotonic()
    error = fault(client, f"{portal.root}/a", seconds=0.3)
    assert error.transient
    assert "0.3 seconds" in error.reason
    assert time.monotonic() - began < 1.5


def test_an_answer_that_breaks_off_is_none(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = lying(b"short", 500)
    assert fault(client, f"{portal.root}/a").transient
    packed = gzip.compress(b"words " * 1000)
    portal.pages["/b"] = lambda handler: send(handler, 200, packed[:-20], Content_Encoding="gzip")
    assert fault(client, f"{portal.root}/b").reason == "the answer breaks off"


def test_an_answer_that_is_too_large_is_not_read(portal: Portal, client: Client) -> None:
    def endless(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"." * 10_000)

    portal.pages.update({"/said": lying(b"", 10**12), "/endless": endless, "/bomb": bomb(50_000_000)})
    for path in ("/said", "/endless", "/bomb"):
        error = fault(client, f"{portal.root}{path}", size=100_000, retries=3)
        assert (error.transient, "100,000 bytes" in error.reason) == (False, True)
        assert portal.counts[path] == 1


@pytest.mark.parametrize("members", [1, 3])
def test_packed_answers_are_unpacked(portal: Portal, client: Client, members: int) -> None:
    packed = gzip.compress(b"words ") * members
    portal.pages["/a"] = lambda handler: send(handler, 200, packed, Content_Encoding="gzip")
    answer = client.get(f"{portal.root}/a", policy())
    assert answer is not None
    assert answer.data == b"words " * members


def test_an_answer_packed_in_another_way_is_refused(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = lambda handler: send(handler, 200, b"text", Content_Encoding="br")
    assert "'br'" in fault(client, f"{portal.root}/a").reason


def test_redirects_stay_with_the_allowed_hosts(portal: Portal, client: Client) -> None:
    portal.put("/b", b"text")
    portal.pages["/a"] = redirect("/b#part")
    answer = client.get(f"{portal.root}/a", policy())
    assert answer is not None
    assert (answer.data, answer.address) == (b"text", f"{portal.root}/b")
    portal.pages["/c"] = redirect(f"http://localhost:{portal.port}/b")
    error = fault(client, f"{portal.root}/c", retries=3)
    assert "localhost is not among the allowed hosts" in error.reason
    assert not error.transient
    assert portal.counts["/b"] == 1
    portal.pages["/d"] = redirect("file:///etc/hostname")
    assert "only http and https" in fault(client, f"{portal.root}/d").reason


def test_redirects_come_to_an_end(portal: Portal, client: Client) -> None:
    portal.pages.update({"/a": redirect("/b"), "/b": redirect("/a")})
    portal.pages.update({f"/{number}": redirect(f"/{number + 1}") for number in range(50)})
    assert "in a circle" in fault(client, f"{portal.root}/a", retries=3).reason
    assert "more than 5 times" in fault(client, f"{portal.root}/0", retries=3).reason
    assert portal.counts["/a"] == 1


def test_robots_are_obeyed_and_asked_once(portal: Portal, client: Client) -> None:
    portal.pages["/robots.txt"] = b"User-agent: *\nDisallow: /secret\n"
    portal.put("/secret/a", b"text")
    portal.put("/b", b"text")
    error = fault(client, f"{portal.root}/secret/a")
    assert (error.transient, error.gone) == (False, False)
    assert "robots.txt" in error.reason
    assert client.get(f"{portal.root}/b", policy()) is not None
    assert portal.counts == {"/robots.txt": 1, "/b": 1}
    assert client.get(f"{portal.root}/secret/a", policy(robots=False)) is not None


def test_a_redirect_does_not_lead_around_robots(portal: Portal, client: Client) -> None:
    portal.pages["/robots.txt"] = b"User-agent: *\nDisallow: /secret\n"
    portal.put("/secret/a", b"text")
    portal.pages["/b"] = redirect("/secret/a")
    assert "robots.txt" in fault(client, f"{portal.root}/b").reason


def test_robots_that_cannot_be_read_forbid_all_for_now(portal: Portal, client: Client) -> None:
    portal.pages["/robots.txt"] = failing(2, b"User-agent: *\nDisallow:\n")
    portal.put("/a", b"text")
    assert fault(client, f"{portal.root}/a").transient
    assert portal.counts["/a"] == 0
    assert client.get(f"{portal.root}/a", policy(retries=2)) is not None


def test_each_host_has_its_pace(portal: Portal, client: Client) -> None:
    portal.put("/a", b"text")
    began = time.monotonic()
    for _ in range(4):
        client.get(f"{portal.root}/a", policy(rate=10.0))
    times = [moment for path, _, moment in portal.asked if path == "/a"]
    assert all(moment - began >= 0.1 * number - 0.01 for number, moment in enumerate(times))
    assert len(times) == 4


def test_a_crawl_delay_slows_further(portal: Portal, client: Client) -> None:
    portal.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 0.3\n"
    portal.put("/a", b"text")
    began = time.monotonic()
    for _ in range(2):
        client.get(f"{portal.root}/a", policy())
    _, second = (moment for path, _, moment in portal.asked if path == "/a")
    assert second - began >= 0.29


def test_what_has_not_changed_is_not_had_again(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = tagged(b"text", '"1"')
    answer = client.get(f"{portal.root}/a", policy())
    assert answer is not None
    assert answer.validators == Validators(etag='"1"')
    assert client.get(f"{portal.root}/a", policy(), answer.validators) is None
    portal.pages["/a"] = tagged(b"new", '"2"')
    again = client.get(f"{portal.root}/a", policy(), answer.validators)
    assert again is not None
    assert again.data == b"new"


def test_an_answer_of_nothing_new_that_was_not_asked_for_is_a_fault(portal: Portal, client: Client) -> None:
    portal.pages["/a"] = status(304)
    assert "304" in fault(client, f"{portal.root}/a").reason


def test_a_server_that_is_not_there_may_come(client: Client) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = fault(client, f"http://127.0.0.1:{port}/a")
    assert error.transient
    assert "Connection refused" in error.reason
