"""The store: records and texts as files, and a catalogue of what became of every document.

    records/<id>.json   the record, indented
    texts/<id>.txt      the document's text, that the record's spans index
    catalogue.json      by source: what it was, what came of it, and which program read it

Nothing is ever half written, and a file whose bytes would not change is not touched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pipeline.files import OutputError, remove, write_atomically
from pipeline.serialisation import hash_of, with_id

if TYPE_CHECKING:
    from pathlib import Path

Fate = Literal["record", "listing", "skipped", "failed"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What came of one document.

    uri: its name in the catalogue; sha256 and size (bytes) of what was read, "" and 0 where it could not be read.
    A record comes with its id, its JSON, the document's text and the content hash; anything else with the error's
    code and reason.
    """

    uri: str
    sha256: str = ""
    size: int = 0
    status: Fate
    id: str | None = None
    json: str | None = None
    text: str | None = None
    content_hash: str | None = None
    code: str | None = None
    reason: str | None = None


class Entry(BaseModel):
    """A document in the catalogue. `claim` is the id that the document claims, `id` the one it was given."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    size: int
    status: Fate
    id: str | None = None
    claim: str | None = None
    code: str | None = None
    reason: str | None = None
    content_hash: str | None = None
    producer: str


_CATALOGUE = TypeAdapter(dict[str, Entry])


class Store:
    """Records and texts below an output folder, with their catalogue.

    Args:
        output: the folder; it is made when the first file is written.
        producer: name, version and vocabulary of the program that reads, in one string. A document that another
            program has read is read again.

    Raises:
        OutputError: the catalogue that is there can't be read.
    """

    def __init__(self, output: Path, producer: str) -> None:
        self.output = output
        self.producer = producer
        self._entries = _load(output / "catalogue.json")
        self._owners = {entry.id: uri for uri, entry in self._entries.items() if entry.id}
        self._changed = False

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, uri: str) -> Entry | None:
        """What the catalogue says of a document."""
        return self._entries.get(uri)

    def unchanged(self, uri: str, sha256: str) -> Entry | None:
        """The entry of a document that need not be read again: same bytes, same program, and its files are there."""
        entry = self._entries.get(uri)
        if entry is None or (entry.sha256, entry.producer) != (sha256, self.producer):
            return None
        if entry.status == "record" and not all(path.is_file() for path in self._paths(str(entry.id))):
            return None
        return entry

    def keep(self, reading: Reading) -> Entry:
        """Writes a record and its text, or notes why there is none, and returns the catalogue's entry.

        A document that gives no record any more keeps the files of the record it once gave.

        Raises:
            ValueError: the record's id is no path below the folder.
            OutputError: a file could not be written.
        """
        old = self._entries.get(reading.uri)
        given, claim = (old.id, old.claim) if old else (None, None)
        content_hash = old.content_hash if old else None
        if reading.status == "record":
            claim = str(reading.id)
            given = self._id(reading.uri, claim, old)
            content_hash = self._write(given, reading)
            if old and old.id and old.id != given:
                self._remove(old.id)
            self._owners[given] = reading.uri
        entry = Entry(
            sha256=reading.sha256,
            size=reading.size,
            status=reading.status,
            id=given,
            claim=claim,
            code=reading.code,
            reason=reading.reason,
            content_hash=content_hash,
            producer=self.producer,
        )
        if entry != old:
            self._entries[reading.uri] = entry
            self._changed = True
        return entry

    def flush(self) -> None:
        """Writes the catalogue, if anything in it changed.

        Raises:
            OutputError: it could not be written.
        """
        if self._changed:
            rows = {uri: entry.model_dump(mode="json") for uri, entry in self._entries.items()}
            text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
            write_atomically(self.output / "catalogue.json", text + "\n")
            self._changed = False

    def _id(self, uri: str, claim: str, old: Entry | None) -> str:
        """The id for a document that claims one: its own where it stays with its claim, else the first free one."""
        if old and old.id and old.claim == claim:
            return old.id
        given, number = claim, 1
        while self._owners.get(given, uri) != uri:
            number += 1
            given = f"{claim}-{number}"
        return given

    def _paths(self, given: str) -> tuple[Path, Path]:
        """The files of an id: text and record."""
        *folders, name = given.split("/")
        if not all(map(_is_name, (*folders, name))) or any(each.endswith((".json", ".txt")) for each in folders):
            raise ValueError(f"the id {given!r} is no path for a file below the output folder")
        return (
            self.output.joinpath("texts", *folders, f"{name}.txt"),
            self.output.joinpath("records", *folders, f"{name}.json"),
        )

    def _write(self, given: str, reading: Reading) -> str | None:
        """Writes the text, then the record under the id that it was given; returns the record's content hash."""
        record, content_hash = str(reading.json), reading.content_hash
        if given != reading.id:
            renamed = with_id(json.loads(record), given)
            record, content_hash = json.dumps(renamed, ensure_ascii=False, indent=2), hash_of(renamed)
        text_file, record_file = self._paths(given)
        write_atomically(text_file, str(reading.text))
        write_atomically(record_file, record + "\n")
        return content_hash

    def _remove(self, given: str) -> None:
        del self._owners[given]
        for path in self._paths(given):
            remove(path, self.output)


def _is_name(part: str) -> bool:
    """Whether a part of an id can name a file or folder on every file system."""
    return part.isprintable() and part.strip(". ") == part != "" and not set(part) & set('\\:*?"<>|')


def _load(path: Path) -> dict[str, Entry]:
    try:
        return _CATALOGUE.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is damaged; without it, everything is read again"
        raise OutputError(path, str(reason)) from error
