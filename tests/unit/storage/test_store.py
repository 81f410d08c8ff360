"""The store: what is written where, under which id, what the feed tells, and what is left alone."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.workers.job import Job, Limits, Outcome, read_job
from pipeline import parse
from pipeline.record.model import MeetingRecord
from pipeline.record.serialisation import content_hash, to_json
from pipeline.storage.atomic_files import OutputError, write_atomically
from pipeline.storage.catalogue import Document
from pipeline.storage.store import Store
from tests.support.paths import DAMAGED, DOCUMENTS

PRODUCER = "kommunprotokoll 1 abc"


def reading(uri: str, section: int = 89, words: str = "Ärendet bordlades.") -> Outcome:
    """A reading of a short extract."""
    text = f"Stadsstyrelsen 16.3.2026 § {section}\n\nTorgets namn\n\nBeslut\n\n{words}\n"
    return read_job(Job(path=uri, uri=uri, data=text.encode()), Limits())


def failure(uri: str) -> Outcome:
    return read_job(Job(path=str(DAMAGED), uri=uri), Limits())


def files(folder: Path) -> dict[str, int]:
    """The files of records and texts below a folder, with the times when they were written."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("catalogue.db")
    }


def opened(output: Path, producer: str = PRODUCER) -> Store:
    output.mkdir(exist_ok=True)
    store = Store(output, producer)
    store.begin("ingest")
    store.open_source("s", "folder", "folder")
    return store


def keep(store: Store, outcome: Outcome) -> Document:
    document = store.keep("s", outcome)
    store.flush()
    return document


def feed(store: Store) -> list[tuple[str, str]]:
    return [(change["op"], change["record_id"]) for change in map(json.loads, store.feed.lines())]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path / "output")
    yield store
    store.close()


def again(store: Store, producer: str = PRODUCER) -> Store:
    """The store as the next run finds it."""
    store.end("completed")
    store.close()
    return opened(store.output, producer)


def record_of(store: Store, given: str | None) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((store.output / "records" / f"{given}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_record_and_text(store: Store, document: Path) -> None:
    entry = keep(store, read_job(Job(path=str(document), uri=document.name), Limits()))
    record = parse(document)
    assert entry.record_id == record.id
    written = (store.output / "records" / f"{record.id}.json").read_text(encoding="utf-8")
    assert written == to_json(record, pretty=True) + "\n"
    assert MeetingRecord.model_validate_json(written).model_dump() == record.model_dump()
    assert "\\u" not in written
    with (store.output / "texts" / f"{record.id}.txt").open(encoding="utf-8", newline="") as file:
        assert file.read() == record.text
    assert entry.content_hash == content_hash(record)


def test_keys_stand_in_the_contracts_order() -> None:
    record = json.loads(to_json(parse(DOCUMENTS[0])))
    assert list(record) == list(MeetingRecord.model_fields)
    assert list(record["items"][0]) == list(MeetingRecord.model_fields["items"].annotation.__args__[0].model_fields)  # type: ignore[union-attr]


def test_the_content_hash_is_of_what_the_record_says() -> None:
    record = parse(DOCUMENTS[0])
    elsewhere = parse(DOCUMENTS[0], uri="elsewhere")
    elsewhere.producer = elsewhere.producer.model_copy(update={"version": "99"})
    elsewhere.evidence.clear()
    assert content_hash(elsewhere) == content_hash(record)
    elsewhere.items[0].title = "Another"
    assert content_hash(elsewhere) != content_hash(record)


def test_documents_that_claim_one_id(store: Store) -> None:
    entries = [keep(store, reading(uri)) for uri in ("a", "b", "c")]
    ids = [entry.record_id for entry in entries]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]
    first, second = record_of(store, ids[0]), record_of(store, ids[1])
    assert [item["id"] for item in second["items"]] == [f"{ids[1]}/89"]  # type: ignore[attr-defined]
    for record in (first, second):
        del record["id"], record["source"]["uri"], record["items"][0]["id"]  # type: ignore[index]
    assert first == second, "more than the ids has changed"
    renamed = MeetingRecord.model_validate(record_of(store, ids[1]))
    assert entries[1].content_hash == content_hash(renamed)


def test_an_id_stays_with_its_document(store: Store) -> None:
    first, second = keep(store, reading("a")), keep(store, reading("b"))
    keep(store, reading("a", section=90))  # the first id is free now
    assert keep(store, reading("b", words="Ärendet återremitterades.")).record_id == second.record_id
    later = again(store)
    assert keep(later, reading("b", words="Förslaget godkändes.")).record_id == second.record_id
    assert keep(later, reading("c")).record_id == first.record_id
    later.close()


def test_a_freed_id_can_be_taken_in_the_same_transaction(store: Store) -> None:
    first = keep(store, reading("a"))
    store.keep("s", reading("a", section=90))
    assert store.keep("s", reading("b")).record_id == first.record_id
    store.flush()
    assert record_of(store, first.record_id)["source"]["uri"] == "b"  # type: ignore[index]


def test_a_document_that_claims_another_id_leaves_nothing_behind(store: Store) -> None:
    keep(store, reading("other", section=1))
    old, new = keep(store, reading("a")), keep(store, reading("a", section=90))
    assert str(old.record_id).endswith("89")
    assert str(new.record_id).endswith("90")
    for kind in ("records", "texts"):
        assert len(list((store.output / kind).rglob("*.*"))) == 2
    change = list(map(json.loads, store.feed.lines()))[-1]
    assert (change["op"], change["record_id"], change["previous_id"]) == ("update", new.record_id, old.record_id)


def test_folders_that_become_empty_go(store: Store) -> None:
    keep(store, replace(reading("a"), id="granvik/board/1"))
    keep(store, replace(reading("a", section=2), id="harjula/board/1"))
    assert [path.name for path in (store.output / "records").iterdir()] == ["harjula"]


def test_a_document_that_can_not_be_read_keeps_its_last_record(store: Store) -> None:
    kept = keep(store, reading("a"))
    before = files(store.output / "records")
    entry = keep(store, failure("a"))
    assert (entry.state, entry.status, entry.code, entry.record_id) == (
        "quarantined",
        "failed",
        "unreadable",
        kept.record_id,
    )
    assert files(store.output / "records") == before
    assert keep(store, reading("b")).record_id != kept.record_id, "the id was given away"
    assert keep(store, reading("a")).record_id == kept.record_id
    assert feed(store) == [("insert", kept.record_id), ("insert", f"{kept.record_id}-2")]


def test_a_document_that_can_not_be_fetched_keeps_all_it_had(store: Store) -> None:
    kept = keep(store, reading("a"))
    entry = store.fail("s", "a", "unavailable", "the server does not answer")
    assert (entry.state, entry.status, entry.sha256) == ("failed", "record", kept.sha256)
    assert store.unchanged("s", "a", kept.sha256) is None, "it is not tried again"
    assert keep(store, reading("a")).state == "changed"
    assert feed(store) == [("insert", kept.record_id)]


def test_what_is_unchanged(store: Store) -> None:
    outcome, bad = reading("a"), failure("bad")
    entry = keep(store, outcome)
    keep(store, bad)
    later = again(store)
    assert later.unchanged("s", "a", outcome.sha256) == entry
    assert later.unchanged("s", "bad", bad.sha256)
    assert not later.unchanged("s", "a", bad.sha256)
    assert not later.unchanged("s", "b", outcome.sha256)
    later = again(later, "kommunprotokoll 2 abc")
    assert not later.unchanged("s", "a", outcome.sha256)
    assert not later.unchanged("s", "bad", bad.sha256), "a new program does not try what the old could not read"
    later = again(later)
    (store.output / "texts" / f"{entry.record_id}.txt").unlink()
    assert not later.unchanged("s", "a", outcome.sha256)
    later.close()


def test_only_what_changes_is_written(store: Store) -> None:
    keep(store, reading("a"))
    keep(store, failure("bad"))
    before, documents = files(store.output), store.catalogue.documents()
    same = again(store)
    keep(same, reading("a"))
    keep(same, failure("bad"))
    assert files(store.output) == before
    assert [replace(each, read_run=1) for each in same.catalogue.documents()] == documents
    other = again(same, "kommunprotokoll 2 abc")  # reads it in the same way
    keep(other, reading("a"))
    assert files(store.output) == before
    assert [each.producer for each in other.catalogue.documents()] == ["kommunprotokoll 2 abc", PRODUCER]
    assert other.catalogue.documents()[0].changed_run == 1
    other.close()


def test_a_document_that_changes_is_a_new_version(store: Store) -> None:
    old = keep(store, reading("a"))
    was = record_of(store, old.record_id)
    new = keep(store, reading("a", words="Förslaget godkändes."))
    assert (old.version, new.version, new.state) == (1, 2, "changed")
    versions = store.catalogue.versions(new)
    assert [each.sha256 for each in versions] == [old.sha256, new.sha256]
    text, record = store.paths.version(new.id or 0, 1)
    assert json.loads(record.read_text(encoding="utf-8")) == was
    assert "bordlades" in text.read_text(encoding="utf-8")
    assert feed(store) == [("insert", old.record_id), ("update", old.record_id)]


def test_what_is_gone_leaves_a_tombstone_and_comes_back_as_it_was(store: Store) -> None:
    kept = keep(store, reading("a"))
    store.lose("s", "a")
    store.lose("s", "a")
    store.flush()
    assert not list((store.output / "records").rglob("*.json"))
    later = again(store)
    assert later.unchanged("s", "a", kept.sha256) is None
    back = keep(later, reading("a"))
    assert (back.record_id, back.state, back.version) == (kept.record_id, "changed", 1)
    assert [op for op, _ in feed(later)] == ["insert", "tombstone", "insert"]
    later.close()


def test_what_is_forgotten_is_nowhere(store: Store) -> None:
    for words in ("Kertomus A.", "Hemlighet B."):
        outcome = replace(reading("a", words=words), summary={"body": words})
        keep(store, replace(outcome, sha256=store.originals.keep(f"original {words}".encode())))
    shared = store.originals.keep(b"original of two documents")
    keep(store, replace(reading("b"), sha256=shared))
    keep(store, replace(reading("c", section=3), sha256=shared))
    assert store.forget("s", "a")
    assert not store.forget("s", "a")
    assert store.forget("s", "c")
    for path in store.output.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Hemlighet" not in content, path
            assert b"Kertomus" not in content, path
    assert store.originals.read(shared), "it is the other document's too"
    assert [(each.uri, each.state, each.record_id) for each in store.catalogue.documents() if each.uri != "b"] == [
        ("a", "forgotten", None),
        ("c", "forgotten", None),
    ]


def test_a_damaged_catalogue_is_named(tmp_path: Path) -> None:
    write_atomically(tmp_path / "catalogue.db", "no database" * 1000)
    with pytest.raises(OutputError, match=r"catalogue\.db: file is not a database"):
        Store(tmp_path, PRODUCER)


def test_the_feed_goes_on_after_a_line_that_was_half_written(store: Store) -> None:
    keep(store, reading("a"))
    path = store.feed.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + whole[:30], encoding="utf-8")
    later = again(store)
    assert path.read_text(encoding="utf-8") == whole
    path.unlink()
    later = again(later)
    assert path.read_text(encoding="utf-8") == whole, "the catalogue has the changes too"
    keep(later, reading("b"))
    assert [json.loads(line)["seq"] for line in later.feed.lines()] == [1, 2]
    assert [json.loads(line)["seq"] for line in later.feed.lines(1)] == [2]
    later.close()


@pytest.mark.parametrize("bad", ["", "../x", "/x", "a//b", "a/../../b", "a/.b", "a\\b", "a/b.json/c", "a/\0", "c:x"])
def test_an_id_can_not_leave_the_folder(store: Store, bad: str) -> None:
    before = files(store.output.parent)
    with pytest.raises(ValueError, match="is no path"):
        store.keep("s", replace(reading("a"), id=bad))
    assert files(store.output.parent) == before
    assert store.document("s", "a") is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.txt"
    assert write_atomically(path, "å\n")
    assert path.read_bytes() == "å\n".encode()
    assert not write_atomically(path, "å\n"), "it was written again"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # as on a full disk
    try:
        with pytest.raises(OutputError, match=r"file\.txt: File too large"):
            write_atomically(path, "ä" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert path.read_bytes() == "å\n".encode()
    with pytest.raises(OutputError, match="Is a directory"):
        write_atomically(path.parent, "text")
    with pytest.raises(OutputError, match="a file stands where a folder should be"):
        write_atomically(path / "below", "text")
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["deep"]
