"""What is refused: private addresses, names that lead elsewhere, certificates of others."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import httpcore
import pytest

from flows.sources.http.client import Client
from flows.sources.http.network_guard import is_public
from tests.support.http_requests import fault, policy
from tests.support.portal_server import Portal, serve


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

    monkeypatch.setattr("flows.sources.http.network_guard.socket.getaddrinfo", getaddrinfo)
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
        "flows.sources.http.network_guard.socket.getaddrinfo",
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
        "flows.sources.http.network_guard.socket.getaddrinfo",
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
