"""URLs: canonical form, joining, and allowed hosts."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit, urlunsplit

from flows.sources.http.errors import FetchError

_PORTS = {"http": 80, "https": 443}
_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|phpsessid|jsessionid|fbclid|gclid)=", re.IGNORECASE)


def canonical(address: str) -> str:
    """Returns a URL in the canonical form that identifies its page in the catalogue.

    Scheme and host are lower-cased; the default port, the fragment, and session and campaign parameters are removed.
    The rest is kept, as the order and case of parameters are significant in some portals.

    >>> canonical("HTTP://Kokous.Example:80/cgi/DREQUEST.PHP?page=meetingitem&id=2026-4&PHPSESSID=3f#top")
    'http://kokous.example/cgi/DREQUEST.PHP?page=meetingitem&id=2026-4'
    """
    parts = urlsplit(address.strip())
    host, port = (parts.hostname or "").lower(), parts.port
    name = f"[{host}]" if ":" in host else host
    place = name if port is None or port == _PORTS.get(parts.scheme) else f"{name}:{port}"
    query = "&".join(each for each in parts.query.split("&") if not _TRACKING.match(each))
    return urlunsplit((parts.scheme.lower(), place, _SESSION.sub("", parts.path) or "/", query, ""))


def host_of(address: str) -> str:
    """Returns the host of a URL in lower case and ASCII; empty if there is none."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        return ""


def join(base: str, link: str) -> str:
    """Resolves a link against its page's URL, without fragment; raises FetchError if it is malformed."""
    try:
        return urljoin(base, link.strip()).partition("#")[0]
    except ValueError as error:
        raise FetchError(f"{link!r} is no address") from error


def is_allowed(host: str, hosts: Collection[str] | None) -> bool:
    """Whether a host is allowed; `*.town.example` matches all its subdomains, None allows every host.

    >>> is_allowed("a.town.example", ["*.town.example"]), is_allowed("town.example", ["*.town.example"])
    (True, False)
    """
    return hosts is None or any(host.endswith(each[1:]) if each.startswith("*.") else host == each for each in hosts)


def check(address: str, hosts: Collection[str] | None) -> None:
    """Checks that a URL may be requested: http or https, an allowed host, no user name.

    Raises:
        FetchError: the URL may not be requested (not transient).
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"{address!r} is no address") from error
    if parts.scheme.lower() not in _PORTS:
        raise FetchError(f"only http and https addresses are fetched, not {parts.scheme or address!r}")
    host = host_of(address)
    if not host:
        raise FetchError(f"{address!r} names no host")
    if "@" in parts.netloc:
        raise FetchError(f"the address on {host} holds a user name; such are not fetched")
    if not is_allowed(host, hosts):
        raise FetchError(f"{host} is not among the allowed hosts")
