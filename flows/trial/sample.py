"""The sample of a source that the command `try` reads: documents spread over a folder, or over what a URL lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from flows.sources.candidate import Candidate
from flows.sources.config import FeedSource, PortalSource, WebSource
from flows.sources.discovery import discover
from flows.sources.fetch import Fetched, fetch
from flows.sources.http.client import Answer, Client
from flows.sources.http.errors import DiscoveryError, FetchError
from flows.sources.http.urls import canonical, host_of
from flows.sources.local_folder import names
from flows.workers.job import Job
from pipeline.errors import DocumentError
from pipeline.readers.html.listing_pages import references
from pipeline.storage.atomic_files import uri_of

T = TypeVar("T")

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")  # what an RSS or Atom feed begins with

LISTED = 4
"""Documents that a feed or a body's page may list for each one that is read, so that the sample is spread."""

PAGES = 100
"""Listing pages that are asked for at most."""

BODIES = 12
"""Bodies of a portal that are looked into at most, spread over its list."""


class Unlisted(Exception):
    """A source whose documents can't be listed, or that has none. The message says why."""


@dataclass
class Sample:
    """The documents that are read.

    jobs: each with its name and, from the web, its bytes; found: how many documents the source has, as far as it was
    listed; unfetched: name and reason of those that could not be fetched; unlisted: why it was not listed whole.
    """

    jobs: Iterator[Job]
    found: int
    taken: int
    unfetched: list[tuple[str, str]] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


def spread(of: Sequence[T], count: int) -> list[T]:
    """So many of a row, spread evenly from the first to the last; the same every time.

    >>> spread("abcdefg", 3), spread("ab", 5), spread("abcdefg", 1)
    (['a', 'd', 'g'], ['a', 'b'], ['a'])
    """
    if count >= len(of):
        return list(of)
    if count == 1:
        return [of[0]]
    return [of[round(n * (len(of) - 1) / (count - 1))] for n in range(count)]


def folder_sample(folder: Path, count: int) -> Sample:
    """The sample of a folder, in any depth: every document of its sorted names, or so many spread over them.

    Raises:
        Unlisted: the folder can't be read, or no file is in it.
    """
    unread: list[str] = []
    try:
        found = names(folder, folder, lambda error: unread.append(str(error)))
    except (OSError, ValueError) as error:
        raise Unlisted(f"the folder can't be read: {getattr(error, 'strerror', None) or error}") from error
    if not found:
        raise Unlisted("there are no files in it")
    chosen = spread(found, count)
    jobs = (Job(path=str(folder / name), uri=uri_of(name)) for name in chosen)
    return Sample(jobs, len(found), len(chosen), unlisted=unread)


def url_sample(url: str, count: int) -> Sample:
    """The sample of a URL: of what a portal's listing page or a feed leads to, or the document itself.

    The host that the user typed may be a private one; no other host is asked, and robots.txt is obeyed.

    Raises:
        Unlisted: the URL can't be fetched, or leads to no document.
    """
    try:
        start = PortalSource.model_validate({"name": "try", "url": url, "allow_private": True})
    except ValidationError as error:
        raise Unlisted(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
    client = Client()
    try:
        answer = client.get(url, start.policy())
        if answer is None:
            raise Unlisted("the server answers that nothing changed, and was not asked")
        sources = list(_sources(start, answer))
        unlisted: list[str] = []
        most = LISTED * count
        listed = [[(each, found) for found in _candidates(each, client, most, unlisted)] for each in sources]
    except FetchError as error:
        client.close()
        raise Unlisted(error.reason) from error
    except BaseException:
        client.close()
        raise
    if not sources:
        client.close()
        return Sample(iter([Job(path=url, uri=canonical(answer.address), data=answer.data)]), 1, 1)
    every = [each for found in listed for each in found]
    if not every:
        client.close()
        raise Unlisted(unlisted[0] if unlisted else "it lists no documents")
    share = -(-count // sum(map(bool, listed)))
    chosen = spread([each for found in listed for each in spread(found, share)], count)
    if len(chosen) < min(count, len(every)):
        chosen = spread(every, count)  # some bodies have too few
    sample = Sample(iter(()), len(every), len(chosen), unlisted=unlisted)
    sample.jobs = _fetched(chosen, client, sample.unfetched)
    return sample


def _sources(start: PortalSource, answer: Answer) -> Iterator[WebSource]:
    """Where documents are listed: a feed, a portal from this page on, or from the pages of some of its bodies.

    None where the answer is no list but a document.
    """
    if _FEED.search(answer.data[:2048]):
        yield FeedSource(name=start.name, url=start.url, allow_private=True)
        return
    try:
        lines = references(answer.data, answer.address)
    except DocumentError:
        return
    bodies = [line.url for line in lines if line.kind == "bodies" and line.url]
    pages = spread(bodies, BODIES) or [start.url]
    for page in pages:
        limits = {"max_pages": max(2, PAGES // len(pages)), "allowed_hosts": [host_of(start.url)]}
        yield PortalSource.model_validate({"name": start.name, "url": page, "allow_private": True, **limits})


def _candidates(source: WebSource, client: Client, share: int, unlisted: list[str]) -> Iterator[Candidate]:
    """What a source lists, up to a number; why it was not listed whole goes to `unlisted`."""
    try:
        yield from islice(discover(source, client), share)
    except DiscoveryError as error:
        unlisted.extend(error.reasons)


def _fetched(
    chosen: Sequence[tuple[WebSource, Candidate]], client: Client, unfetched: list[tuple[str, str]]
) -> Iterator[Job]:
    """A job for each document, fetched one after the other at the client's pace."""
    with client:
        for source, candidate in chosen:
            try:
                found = fetch(candidate, source, client)
            except FetchError as error:
                unfetched.append((candidate.uri, error.reason))
                continue
            if isinstance(found, Fetched):
                yield Job(path=candidate.uri, uri=candidate.uri, data=found.data)
