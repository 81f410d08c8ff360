"""Network transport that resolves host names itself, connects only to checked addresses, and has a deadline.

A host that resolves to a local or private address is refused unless it is allowed (server-side request forgery). As the
connection is made to the checked address itself, DNS rebinding has no effect.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any, cast

import httpcore
import httpx

from flows.sources.http.errors import FetchError

DEADLINE: ContextVar[float] = ContextVar("DEADLINE")
"""When the current request must be finished (`time.monotonic`); also stops servers that send slowly."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


def is_public(address: str) -> bool:
    """Whether an IP address is public, including the IPv4 address embedded in an IPv6 one.

    >>> [is_public(each) for each in ("193.166.3.2", "127.0.0.1", "fe80::1%eth0", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64 or int(ip) < 2**32:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip in _SITE_LOCAL or not all(is_public(str(each)) for each in inner if each is not None):
            return False
        if ip.ipv4_mapped is not None:
            return True  # the embedded IPv4 address is public
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def left(timeout: float | None) -> float | None:
    """Returns the seconds until the deadline, at most `timeout`; negative after the deadline."""
    deadline = DEADLINE.get(None)
    if deadline is None:
        return timeout
    rest = deadline - time.monotonic()
    return rest if timeout is None else min(timeout, rest)


class _Stream(httpcore.NetworkStream):
    """A connection whose operations time out at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _step(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _step(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        step = _step(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, step))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _step(timeout: float | None, error: type[Exception]) -> float | None:
    rest = left(timeout)
    if rest is not None and rest <= 0:
        raise error("the time for the answer is over")
    return rest


class Backend(httpcore.NetworkBackend):
    """Opens connections to checked addresses only."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first address of a host that accepts the connection.

        Raises:
            FetchError: all addresses of the host are private, and the policy does not allow that.
            httpcore.ConnectError: the host has no address, or none accepts the connection.
        """
        found = resolve(host, port)
        allowed = found if self._private else [each for each in found if is_public(each)]
        if not allowed:
            raise FetchError(
                f"{host} has a private address, {found[0]}; the source does not allow such (allow_private)"
            )
        for index, address in enumerate(allowed):
            try:
                step = _step(timeout, httpcore.ConnectTimeout)
                return _Stream(self._inner.connect_tcp(address, port, step, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if index == len(allowed) - 1:
                    raise
        raise AssertionError  # the loop returns or raises


def resolve(host: str, port: int) -> list[str]:
    """Returns the distinct IP addresses of a host.

    Raises:
        httpcore.ConnectError: the host has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the host {host} is not known") from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Iterable[bytes]) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._inner)

    def close(self) -> None:
        cast("Any", self._inner).close()


class Transport(httpx.BaseTransport):
    """httpx transport that uses `Backend`. Raises httpcore's errors; ignores proxies and `.netrc`."""

    def __init__(self, *, private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_connections=20, network_backend=Backend(private=private)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request and returns the response with its body as a stream."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream if isinstance(request.stream, httpx.SyncByteStream) else b"",
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(cast("Iterable[bytes]", answer.stream))
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()
