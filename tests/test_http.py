"""The way to the network, against a real server: what passes is tried again, what lies or is not meant is refused."""

from __future__ import annotations

import email.utils
import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpcore
import pytest

from flows.sources.faults import FetchError
from flows.sources.guard import is_public
from flows.sources.http import Client
from flows.sources.policy import Policy, Validators
from tests.portal import (
    Answer,
    Portal,
    bomb,
    dripping,
    dripping_head,
    failing,
    lying,
    redirect,
    send,
    serve,
    slow,
    status,
    tagged,
)

HOSTS = frozenset({"127.0.0.1"})


@pytest.fixture
def portal() -> Iterator[Portal]:
    with serve() as portal:
        yield portal


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as client:
        yield client


def policy(**more: Any) -> Policy:
    settings = {"hosts": HOSTS, "private": True, "rate": 1000.0, "seconds": 5.0, "retries": 0, "wait": 0.01}
    return Policy(**{**settings, **more})


def fault(client: Client, address: str, **more: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(address, policy(**more))
    assert "\n" not in caught.value.reason
    return caught.value


def test_a_page_is_had_with_the_own_name(portal: Portal, client: Client) -> None:
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
    monkeypatch.setattr("flows.sources.http.PAUSE", 0.3)
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
    for _ in range(4):
        client.get(f"{portal.root}/a", policy(rate=10.0))
    times = [moment for path, _, moment in portal.asked if path == "/a"]
    assert all(later - earlier >= 0.09 for earlier, later in pairwise(times))


def test_a_crawl_delay_slows_further(portal: Portal, client: Client) -> None:
    portal.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 0.3\n"
    portal.put("/a", b"text")
    for _ in range(2):
        client.get(f"{portal.root}/a", policy())
    first, second = (moment for path, _, moment in portal.asked if path == "/a")
    assert second - first >= 0.29


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


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_private_addresses_are_refused(portal: Portal, client: Client, host: str) -> None:
    error = fault(client, f"http://{host}:{portal.port}/a", hosts=None, private=False, retries=3)
    assert (error.transient, "private address" in error.reason) == (False, True)
    assert not portal.asked


def test_an_open_connection_to_a_private_address_is_not_lent(portal: Portal, client: Client) -> None:
    portal.put("/a", b"text")
    assert client.get(f"{portal.root}/a", policy()) is not None
    assert "private address" in fault(client, f"{portal.root}/a", private=False).reason
    assert portal.counts["/a"] == 1


def test_a_name_is_connected_to_where_it_was_checked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when it is asked for a second time (DNS rebinding) is not asked a second time."""
    told = iter(["193.166.3.2", "127.0.0.1"])
    connected: list[str] = []

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        assert host == "kokous.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(told), port))]

    def connect(_: Any, host: str, *__: Any) -> None:
        connected.append(host)
        raise httpcore.ConnectError("none is there")

    monkeypatch.setattr("flows.sources.guard.socket.getaddrinfo", getaddrinfo)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    error = fault(client, "http://kokous.example/a", hosts=None, private=False, robots=False)
    assert error.reason == "the connection to kokous.example failed: none is there"
    assert connected == ["193.166.3.2"]
    assert next(told) == "127.0.0.1"


def test_of_the_addresses_of_a_name_only_public_ones_are_tried(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[str] = []

    def connect(_: Any, host: str, *__: Any) -> None:
        connected.append(host)
        raise httpcore.ConnectError("none is there")

    monkeypatch.setattr(
        "flows.sources.guard.socket.getaddrinfo",
        lambda *_, **__: [(0, 0, 0, "", (each, 80)) for each in ("10.0.0.1", "193.166.3.2", "::1", "193.166.3.3")],
    )
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    assert fault(client, "http://kokous.example/a", hosts=None, private=False, robots=False).transient
    assert connected == ["193.166.3.2", "193.166.3.3"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("193.166.3.2", True),
        ("2001:708:10:6004::1", True),
        ("::ffff:193.166.3.2", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("169.254.169.254", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:192.168.1.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::1", False),
        ("kokous.example", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/hostname", "only http and https"),
        ("ftp://kokous.example/a", "only http and https"),
        ("a.pdf", "only http and https"),
        ("http:///a", "names no host"),
        ("http://a:b@127.0.0.1/a", "user name"),
        ("http://127.0.0.1:99999/a", "no address"),
        ("http://127.0.0.2/a", "not among the allowed hosts"),
    ],
)
def test_what_is_not_asked_for(client: Client, address: str, reason: str) -> None:
    error = fault(client, address, retries=3)
    assert reason in error.reason
    assert not error.transient


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of kokous.example, which nobody but who is told to trusts."""
    path = tmp_path_factory.mktemp("tls") / "kokous.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(path), "-out", f"{path}.crt", "-days", "2", "-subj", "/CN=kokous.example"]
    subprocess.run([*command, "-addext", "subjectAltName=DNS:kokous.example"], check=True, capture_output=True)
    with path.open("a") as file:
        file.write(Path(f"{path}.crt").read_text())
    return path


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
@pytest.mark.parametrize(
    ("host", "trusted", "reason"),
    [
        ("kokous.example", True, None),
        ("kokous.example", False, "the certificate of kokous.example is not valid: self-signed certificate"),
        ("muu.example", True, "the certificate of muu.example is not valid: Hostname mismatch"),
    ],
)
def test_certificates_are_checked_against_the_name(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool, reason: str | None
) -> None:
    """The connection goes to a checked address, but it is the name that must be the certificate's."""
    monkeypatch.setattr(
        "flows.sources.guard.socket.getaddrinfo",
        lambda _, port, *__, **___: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
    )
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with serve(certificate) as portal, Client() as client:
        portal.put("/a", b"text")
        address = f"https://{host}:{portal.port}/a"
        if reason is None:
            answer = client.get(address, policy(hosts=None))
            assert answer is not None
            assert answer.data == b"text"
        else:
            error = fault(client, address, hosts=None, retries=3)
            assert error.reason.startswith(reason)
            assert not error.transient
            assert not portal.asked


def test_a_server_that_is_not_there_may_come(client: Client) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = fault(client, f"http://127.0.0.1:{port}/a")
    assert error.transient
    assert "Connection refused" in error.reason
