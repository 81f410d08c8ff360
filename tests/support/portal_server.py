"""A portal on the loopback: real HTTP from a real server, with pages that tests put up and answers that misbehave."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Portal:
    """What the server has: pages by path (with their query), and what was asked for."""

    port: int = 0
    pages: dict[str, bytes | Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def counts(self) -> Counter[str]:
        return Counter(path for path, _, _ in self.asked)

    def put(self, path: str, data: bytes, host: str = "") -> None:
        """Puts up a page; absolute addresses on it that name `host` come to lead here."""
        self.pages[path] = data.replace(f"http://{host}".encode(), self.root.encode()) if host else data


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """Answers; `Content_Length` and other headers as given."""
    handler.send_response(status)
    headers.setdefault("Content_Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def redirect(to: str) -> Answer:
    return lambda handler: send(handler, 302, Location=to)


def status(code: int, **headers: str) -> Answer:
    return lambda handler: send(handler, code, b"no", **headers)


def failing(times: int, then: bytes, code: int = 503, **headers: str) -> Answer:
    """Fails so many times, then has the page."""
    left = [times]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            send(handler, code, b"", **headers)
        else:
            send(handler, 200, then)

    return answer


def lying(body: bytes, length: int) -> Answer:
    return lambda handler: send(handler, 200, body, Content_Length=str(length), Connection="close")


def bomb(size: int) -> Answer:
    packed = gzip.compress(b"\0" * size)
    return lambda handler: send(handler, 200, packed, Content_Encoding="gzip")


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, each soon enough for a limit on a single read."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_head(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.05)


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)
    send(handler, 200, b"late")


def tagged(body: bytes, etag: str) -> Answer:
    """A page with an ETag, which answers 304 to who knows it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
        else:
            send(handler, 200, body, ETag=etag)

    return answer


@contextmanager
def serve(certificate: Path | None = None) -> Iterator[Portal]:
    """A portal without pages; with a certificate (and its key) it speaks TLS."""
    portal = Portal()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for an acknowledgement, 40 ms

        def do_GET(self) -> None:
            portal.asked.append((self.path, dict(self.headers.items()), time.monotonic()))
            page = portal.pages.get(self.path)
            try:
                if page is None:
                    send(self, 404, b"Not Found")
                elif isinstance(page, bytes):
                    kind = "application/pdf" if page.startswith(b"%PDF") else "text/html"
                    send(self, 200, page, Content_Type=kind)
                else:
                    page(self)
            except OSError:  # who asked has gone
                self.close_connection = True
            if page is dripping or page is dripping_head:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None: ...  # noqa: A002 - its name in the standard library

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None: ...  # who asked has gone

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    portal.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
