"""Crawls portals from the start page through bodies and meetings to items, using the portals' page profiles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from flows.sources.candidate import Candidate, kind_of
from flows.sources.config import PortalSource
from flows.sources.http.client import Client
from flows.sources.http.errors import DiscoveryError, FetchError
from flows.sources.http.urls import canonical, check, join
from pipeline.errors import DocumentError
from pipeline.readers import SUFFIXES
from pipeline.readers.html.listing_pages import Reference, references


@dataclass(frozen=True, kw_only=True)
class _Page:
    """A page to crawl, and the listing line that links to it; None for the start page."""

    address: str
    depth: int = 1
    line: Reference | None = None


@dataclass
class _Walk:
    """Breadth-first crawl of a portal that visits each page once."""

    source: PortalSource
    client: Client
    seen: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    passing: bool = True
    unmet: set[str] = field(default_factory=set)

    def run(self) -> Iterator[Candidate]:
        self.unmet = self.names()
        pages = deque([_Page(address=self.source.url)])
        self.seen.add(canonical(self.source.url))
        looked = 0
        while pages:
            page = pages.popleft()
            if looked == self.source.max_pages:
                self.miss(page.address, f"more than {self.source.max_pages} listing pages (max_pages)")
                break
            looked += 1
            for found in self.look(page):
                if isinstance(found, _Page):
                    pages.append(found)
                elif len(self.given) == self.source.max_documents:
                    self.miss(page.address, f"more than {self.source.max_documents} documents (max_documents)")
                    return
                elif found.uri not in self.given:
                    self.given.add(found.uri)
                    yield found

    def look(self, page: _Page) -> Iterator[Candidate | _Page]:
        """Yields the documents and further pages that a page links to."""
        try:
            answer = self.client.get(page.address, self.source.policy())
        except FetchError as error:
            self.miss(page.address, error.reason, passing=error.transient)
            return
        if answer is None:
            self.miss(page.address, "the server answers that nothing changed, and was not asked")
            return
        try:
            lines = references(answer.data, answer.address)
        except DocumentError as error:
            if page.line is not None and page.line.kind == "meetings":  # no item list
                yield _candidate(page.address, page.line, page.line)
            else:
                self.miss(page.address, error.reason)
            return
        if not any(line.url for line in lines) and page.line is None:
            self.miss(page.address, "it is a list without addresses: begin at the page of a body")
        for line in lines:
            yield from self.follow(line, answer.address, page)

    def follow(self, line: Reference, base: str, page: _Page) -> Iterator[Candidate | _Page]:
        """Yields the document or further page that a listing line links to, if any."""
        above = page.line
        day, body = line.date or (above.date if above else None), line.body or (above.body if above else None)
        if not line.url or not self.source.covers(day) or (line.kind == "bodies" and not self.wanted(line)):
            return
        try:
            address = join(base, line.url)
            check(address, self.source.hosts)
        except FetchError as error:
            self.miss(base, f"{line.title}: {error.reason}")
            return
        line = line.model_copy(update={"date": day, "body": body})
        is_file = PurePosixPath(urlsplit(address).path).suffix.lower() in SUFFIXES
        if line.kind == "items" or (line.kind == "meetings" and is_file):
            yield _candidate(address, line, above)
        elif canonical(address) not in self.seen:
            self.seen.add(canonical(address))
            if page.depth < self.source.max_depth:
                yield _Page(address=address, depth=page.depth + 1, line=line)
            else:
                self.miss(address, f"it is deeper than {self.source.max_depth} pages (max_depth)")

    def wanted(self, line: Reference) -> bool:
        """Whether the source's configuration includes a body."""
        self.unmet.discard(line.title.casefold())
        return not self.source.bodies or line.title.casefold() in self.names()

    def names(self) -> set[str]:
        """Returns the names of the configured bodies, case-folded."""
        return {" ".join(name.split()).casefold() for name in self.source.bodies}

    def miss(self, address: str, reason: str, *, passing: bool = False) -> None:
        """Records a page that could not be crawled; passing: the error is transient."""
        self.reasons.append(f"{address}: {reason}")
        self.passing = self.passing and passing


def portal(source: PortalSource, client: Client) -> Iterator[Candidate]:
    """Yields the documents of a portal; meetings outside the source's date range are not crawled.

    A meeting whose page has no list of items is itself a document.

    Raises:
        DiscoveryError: raised at the end if a page could not be fetched or parsed, or a limit was reached.
    """
    walk = _Walk(source, client)
    yield from walk.run()
    for name in source.bodies:
        if " ".join(name.split()).casefold() in walk.unmet:
            walk.miss(source.url, f"no body there is called {name!r} (bodies)")
    if walk.reasons:
        raise DiscoveryError(walk.reasons, transient=walk.passing)


def _candidate(address: str, line: Reference, above: Reference | None) -> Candidate:
    kind = kind_of(line.title) or (kind_of(above.title) if above else None)
    return Candidate(
        uri=canonical(address), address=address, date=line.date, title=line.title, body=line.body, kind=kind
    )
