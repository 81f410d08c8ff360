"""Commands on an output folder: print changes and documents, mark as reviewed, erase."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cli.output import put
from flows.runs.settings import DATABASE
from pipeline.storage.atomic_files import OutputError, remove
from pipeline.storage.change_feed import Feed

if TYPE_CHECKING:
    from pipeline.storage.catalogue import Document
    from pipeline.storage.store import Store


def print_changes(output: Path, since: int) -> None:
    """Prints the changes with a number above `since`, one JSON object per line.

    Raises:
        OutputError: the feed is missing or can't be read.
    """
    feed = Feed(output)
    if not feed.path.is_file():
        raise OutputError(feed.path, "there is no change feed; ingest writes it")
    for line in feed.lines(since):
        put(line)


def find(store: Store, names: list[str]) -> list[Document]:
    """Returns the documents with the given record ids or uris.

    Raises:
        LookupError: a name matches no document.
    """
    documents = store.catalogue.documents()
    found = []
    for name in names:
        meant = [each for each in documents if name in (each.record_id, each.uri)]
        if not meant:
            raise LookupError(f"there is no record and no document {name!r}")
        found += meant
    return found


def forget(output: Path, names: list[str]) -> int:
    """Erases documents given by record id or uri; returns their number.

    Raises:
        LookupError: a name matches no document; nothing is erased then.
        OutputError: the output can't be written.
    """
    from flows.runs.open_output import opened  # loads spaCy

    with opened(output, "forget") as store:
        found = find(store, names)
        erased = sum(_forget(store, each) for each in found)
    for report in sorted((output / "reprocess").glob("*.*")):  # reports quote documents
        text = report.read_text(encoding="utf-8")
        if any(each.uri in text for each in found):
            remove(report, output)
    return erased


def _forget(store: Store, document: Document) -> bool:
    _open(store, document)
    return store.forget(document.source, document.uri)


def _open(store: Store, document: Document) -> None:
    source = store.catalogue.sources()[document.source]
    store.open_source(document.source, source["kind"], source["address"])


def mark(output: Path, names: list[str], reviewed: bool) -> int:
    """Sets or clears the reviewed mark of records; returns their number.

    Raises:
        LookupError: a name matches no document; nothing is marked then.
        OutputError: the output can't be written.
    """
    from flows.runs.open_output import opened

    with opened(output, "review") as store:
        found = find(store, names)
        for document in found:
            _open(store, document)
            store.mark(document, reviewed)
        return len(found)


def row(document: Document, last_run: int) -> dict[str, Any]:
    """Returns a document as the JSON object that `kommunprotokoll documents` prints."""
    state = document.state
    if state in ("new", "changed") and document.changed_run < last_run:
        state = "unchanged"
    return {
        "source": document.source,
        "uri": document.uri,
        "state": state,
        "status": document.status,
        "record_id": document.record_id,
        "version": document.version,
        "sha256": document.sha256 or None,
        "code": document.code,
        "reason": document.reason,
        "producer": document.producer or None,
        "reviewed": document.reviewed,
        "changed_at": document.changed_at,
    }


def print_documents(output: Path, state: str | None) -> None:
    """Prints the catalogue's documents, one JSON object per line; `state` filters them.

    Raises:
        OutputError: the catalogue is missing or can't be read.
    """
    from pipeline.storage.catalogue import read_catalogue

    if os.environ.get(DATABASE) is None and not (output / "catalogue.db").is_file():
        raise OutputError(output / "catalogue.db", "there is no catalogue; ingest makes it")
    catalogue = read_catalogue(output, os.environ.get(DATABASE))
    try:
        last = {name: source["last_run"] or 0 for name, source in catalogue.sources().items()}
        for document in catalogue.documents():
            line = row(document, last[document.source])
            if state in (None, line["state"]):
                put(json.dumps(line, ensure_ascii=False) + "\n")
    finally:
        catalogue.close()
