"""HTTP client that all network access goes through.

For every request: robots.txt is obeyed, requests are rate-limited per host, transient errors are retried, each redirect
is checked, time and size are limited regardless of the headers, private addresses are refused (`network_guard`).
"""

from __future__ import annotations

import email.utils
import logging
import ssl
import threading
import time
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
import stamina
from protego import Protego

from flows.sources.http.errors import FetchError
from flows.sources.http.network_guard import DEADLINE, Transport
from flows.sources.http.request_policy import Policy, Validators, user_agent
from flows.sources.http.response_body import ACCEPTED, read_body
from flows.sources.http.urls import check, host_of

logging.getLogger("stamina").addHandler(logging.NullHandler())  # keeps stamina's log lines off the terminal

REDIRECTS = 5
FAILURES, PAUSE = 10, 300.0
"""Circuit breaker: consecutive failures (after retries) until a host is paused, and the pause in seconds."""
ROBOTS_SIZE, ROBOTS_AGE = 512 * 1024, 24 * 3600.0
"""Bytes of a robots.txt that are parsed, and seconds that it is cached (RFC 9309, 2.4 and 2.5)."""
_MOVED = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A server's response.

    data: the decompressed body; address: URL after redirects; media_type: from Content-Type, without parameters;
    validators: for the next conditional request.
    """

    data: bytes
    address: str
    media_type: str | None
    validators: Validators


class Client:
    """Fetches pages and documents; one client serves many sources, each with its policy. Thread-safe.

    >>> with Client() as client:
    ...     client.get("ftp://kokous.example/lista.pdf", Policy())
    Traceback (most recent call last):
    flows.sources.http.errors.FetchError: only http and https addresses are fetched, not 'ftp'
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: dict[bool, httpx.Client] = {}
        self._robots: dict[tuple[str, bool], tuple[float, Protego]] = {}
        self._pace: dict[str, float] = {}
        self._failures: dict[str, tuple[int, float]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        for client in self._clients.values():
            client.close()

    def get(self, address: str, policy: Policy, validators: Validators | None = None) -> Answer | None:
        """Fetches a URL; returns None if the server reports "not modified" for the validators.

        Raises:
            FetchError: the URL can't be fetched; the error states whether that is transient and whether it is gone.
        """

        host = host_of(address)
        self._check_up(host)

        def again(error: Exception) -> bool | float:
            if not isinstance(error, FetchError) or not error.transient or (error.wait or 0) > policy.patience:
                return False
            return True if error.wait is None else error.wait

        try:
            for attempt in stamina.retry_context(
                on=again,
                attempts=policy.retries + 1,
                timeout=None,
                wait_initial=policy.wait,
                wait_jitter=policy.wait / 2,
                wait_max=max(30.0, policy.wait),
            ):
                with attempt:
                    answer = self._follow(address, policy, validators)
        except FetchError as error:
            self._note(host, down=error.transient)
            raise
        self._note(host, down=False)
        return answer

    def _check_up(self, host: str) -> None:
        """Raises FetchError for a host that is paused after repeated failures, to avoid a timeout for each page."""
        times, until = self._failures.get(host, (0, 0.0))
        if times >= FAILURES and time.monotonic() < until:
            raise FetchError(f"{host} failed {times} times in a row and is not asked for a while", transient=True)

    def _note(self, host: str, *, down: bool) -> None:
        with self._lock:
            times = self._failures.get(host, (0, 0.0))[0] + 1 if down else 0
            self._failures[host] = (times, time.monotonic() + PAUSE)

    def _follow(self, address: str, policy: Policy, validators: Validators | None) -> Answer | None:
        seen = {address}
        for _ in range(REDIRECTS + 1):
            check(address, policy.hosts)
            interval = 1 / policy.rate
            if policy.robots:
                interval = max(interval, self._permitted(address, policy))
            self._wait(host_of(address), interval)
            answer = self._ask(address, policy, validators)
            if not isinstance(answer, str):
                return answer
            if answer in seen:
                raise FetchError(f"the address redirects in a circle: {answer}")
            seen.add(answer)
            try:
                check(answer, policy.hosts)
            except FetchError as error:
                raise FetchError(f"the address redirects to {answer}: {error.reason}") from error
            address = answer
        raise FetchError(f"the address redirects more than {REDIRECTS} times")

    def _wait(self, host: str, interval: float) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._pace.get(host, now))
            self._pace[host] = turn + interval
        time.sleep(turn - now)

    def _ask(self, address: str, policy: Policy, validators: Validators | None) -> Answer | str | None:
        """Sends one request; returns the response, the URL of a redirect, or None for "not modified"."""
        headers = {"User-Agent": policy.agent or user_agent(), "Accept-Encoding": ACCEPTED, "Accept": "*/*"}
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        deadline = DEADLINE.set(time.monotonic() + policy.seconds)
        try:
            with self._client(policy.private).stream(
                "GET", address, headers=headers, timeout=policy.seconds, follow_redirects=False
            ) as answer:
                if answer.status_code == 304 and len(headers) > 3:
                    return None
                if answer.status_code in _MOVED and "location" in answer.headers:
                    return urljoin(address, answer.headers["location"]).partition("#")[0]
                _check_status(answer)
                data = read_body(
                    answer.iter_raw(),
                    answer.headers.get("content-encoding", ""),
                    answer.headers.get("content-length"),
                    policy.size,
                )
                return Answer(
                    data=data,
                    address=address,
                    media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower() or None,
                    validators=Validators(
                        etag=answer.headers.get("etag"), last_modified=answer.headers.get("last-modified")
                    ),
                )
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            reason = f"{host_of(address)} did not answer whole within {policy.seconds:g} seconds"
            raise FetchError(reason, transient=True) from error
        except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"{address!r} can't be asked for: {error}") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError) as error:
            raise _broken(host_of(address), error) from error
        finally:
            DEADLINE.reset(deadline)

    def _client(self, private: bool) -> httpx.Client:
        """Returns the connection pool. Private addresses have a separate one, so that no other source can reuse it."""
        with self._lock:
            if private not in self._clients:
                self._clients[private] = httpx.Client(transport=Transport(private=private), trust_env=False)
            return self._clients[private]

    def _permitted(self, address: str, policy: Policy) -> float:
        """Checks that the host's robots.txt allows a URL; returns its crawl delay in seconds.

        Raises:
            FetchError: the URL is disallowed; or robots.txt is unreachable, which disallows all (RFC 9309, 2.3.1).
        """
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        known = self._robots.get((origin, policy.private))
        if known is None or known[0] < time.monotonic():
            known = (time.monotonic() + ROBOTS_AGE, self._robots_of(origin, policy))
            self._robots[origin, policy.private] = known
        rules, agent = known[1], policy.agent or user_agent()
        if not rules.can_fetch(address, agent):
            raise FetchError(f"the robots.txt of {parts.netloc} forbids it")
        return float(rules.crawl_delay(agent) or 0)

    def _robots_of(self, origin: str, policy: Policy) -> Protego:
        address, policy = f"{origin}/robots.txt", replace(policy, size=max(policy.size, ROBOTS_SIZE))
        try:
            for _ in range(REDIRECTS + 1):
                check(address, policy.hosts)
                answer = self._ask(address, policy, None)
                if not isinstance(answer, str):
                    text = answer.data[:ROBOTS_SIZE].decode("utf-8", "replace") if answer else ""
                    return Protego.parse(text.removeprefix("\ufeff"))
                address = answer
        except FetchError as error:
            if error.transient:
                reason = f"the robots.txt of {host_of(origin)} can't be read: {error.reason}"
                raise FetchError(reason, transient=True, wait=error.wait) from error
        return Protego.parse("")  # the host has no robots.txt


def _check_status(answer: httpx.Response) -> None:
    status = answer.status_code
    if status == 200:
        return
    said = f"the server answers {status} {answer.reason_phrase}".rstrip()
    if status in (404, 410):
        raise FetchError(said, gone=True)
    passing = status in _PASSING or (status >= 500 and status not in (501, 505))
    wait = _seconds(answer.headers.get("retry-after")) if passing else None
    raise FetchError(said + (f" and asks to wait {wait:g} seconds" if wait else ""), transient=passing, wait=wait)


def _seconds(said: str | None) -> float | None:
    """Parses the header Retry-After (seconds or a date) into seconds; None if it is absent or invalid."""
    if said is None or said.strip().isdecimal():
        return None if said is None else float(said.strip())
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return None


def _broken(host: str, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"the certificate of {host} is not valid: {cause.verify_message}")
        cause = cause.__cause__ or cause.__context__
    said = " ".join(str(error).split()) or type(error).__name__
    return FetchError(f"the connection to {host} failed: {said}", transient=True)
