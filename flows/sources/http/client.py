"""The one way to the network: polite, bounded, and to nobody that was not meant.

Of every request: robots.txt is asked first, each host has its pace, faults that may pass are tried again, redirects are
checked hop by hop, time and size are bounded whatever the server says, private addresses are refused (`network_guard`).
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

logging.getLogger("stamina").addHandler(logging.NullHandler())  # no lines of its own on a user's screen

REDIRECTS = 5
FAILURES, PAUSE = 10, 300.0
"""Pages in a row that a host may fail to give, after all tries, and the seconds that it is left alone then."""
ROBOTS_SIZE, ROBOTS_AGE = 512 * 1024, 24 * 3600.0
"""Bytes of a robots.txt that are read, and seconds that it holds (RFC 9309, 2.4 and 2.5)."""
_MOVED = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server answered.

    data: the bytes, unpacked; address: where they are, after redirects; media_type: as the server says, without its
    parameters; validators: to ask again with.
    """

    data: bytes
    address: str
    media_type: str | None
    validators: Validators


class Client:
    """Gets pages and documents; one for many sources, each with its policy. Safe for threads.

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
        """Closes what connections are open."""
        for client in self._clients.values():
            client.close()

    def get(self, address: str, policy: Policy, validators: Validators | None = None) -> Answer | None:
        """What is at an address; None where the server says that nothing has changed since the validators were given.

        Raises:
            FetchError: it can't be had. Whether that may pass, and whether the page is gone, the error says.
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
        """Refuses to ask a host that failed again and again: a night is too short to wait for it at each page."""
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
        """One request: the answer, the address that it redirects to, or None for nothing new."""
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
        """The connections, those to private addresses apart: a source that may not use them must not find one open."""
        with self._lock:
            if private not in self._clients:
                self._clients[private] = httpx.Client(transport=Transport(private=private), trust_env=False)
            return self._clients[private]

    def _permitted(self, address: str, policy: Policy) -> float:
        """Checks that the host's robots.txt permits an address; the seconds between requests that it asks for.

        Raises:
            FetchError: it forbids it; or it can't be had now, which forbids all and may pass (RFC 9309, 2.3.1).
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
        return Protego.parse("")  # there is none


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
    """The header Retry-After: seconds, or a date; None where it is absent or neither."""
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
