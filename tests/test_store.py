"""The store: what is written where, under which id, and what is left alone."""

from __future__ import annotations

import json
import resource
from dataclasses import replace
from pathlib import Path

import pytest

from flows.reading import Job, Limits, Outcome, read_job
from pipeline import parse
from pipeline.files import OutputError, write_atomically
from pipeline.record import MeetingRecord
from pipeline.serialisation import content_hash, to_json
from pipeline.store import Store
from tests.documents import DAMAGED, DOCUMENTS

PRODUCER = "kommunprotokoll 1 abc"


def reading(uri: str, section: int = 89, words: str = "Ärendet bordlades.") -> Outcome:
    """A reading of a short extract."""
    text = f"Stadsstyrelsen 16.3.2026 § {section}\n\nTorgets namn\n\nBeslut\n\n{words}\n"
    return read_job(Job(path=uri, uri=uri, data=text.encode()), Limits())


def failure(uri: str) -> Outcome:
    return read_job(Job(path=str(DAMAGED), uri=uri), Limits())


def files(folder: Path) -> dict[str, int]:
    """The files below a folder, with the times when they were written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "output", PRODUCER)


def record_of(store: Store, given: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((store.output / "records" / f"{given}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_record_and_text(store: Store, document: Path) -> None:
    outcome = read_job(Job(path=str(document), uri=document.name), Limits())
    entry = store.keep(outcome)
    record = parse(document)
    assert entry.id == record.id
    written = (store.output / "records" / f"{entry.id}.json").read_text(encoding="utf-8")
    assert written == to_json(record, pretty=True) + "\n"
    assert MeetingRecord.model_validate_json(written).model_dump() == record.model_dump()
    assert "\\u" not in written
    with (store.output / "texts" / f"{entry.id}.txt").open(encoding="utf-8", newline="") as file:
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
    ids = [store.keep(reading(uri)).id for uri in ("a", "b", "c")]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]
    first, second = record_of(store, str(ids[0])), record_of(store, str(ids[1]))
    assert [item["id"] for item in second["items"]] == [f"{ids[1]}/89"]  # type: ignore[attr-defined]
    for record in (first, second):
        del record["id"], record["source"]["uri"], record["items"][0]["id"]  # type: ignore[index]
    assert first == second, "more than the ids has changed"
    renamed = MeetingRecord.model_validate(record_of(store, str(ids[1])))
    entry = store.entry("b")
    assert entry is not None
    assert entry.content_hash == content_hash(renamed)


def test_an_id_stays_with_its_document(store: Store) -> None:
    first, second = store.keep(reading("a")), store.keep(reading("b"))
    store.keep(reading("a", section=90))  # the first id is free now
    assert store.keep(reading("b", words="Ärendet återremitterades.")).id == second.id
    store.flush()
    again = Store(store.output, PRODUCER)
    assert again.keep(reading("b", words="Förslaget godkändes.")).id == second.id
    assert again.keep(reading("c")).id == first.id


def test_a_document_that_claims_another_id_leaves_nothing_behind(store: Store) -> None:
    store.keep(reading("other", section=1))
    old, new = store.keep(reading("a")), store.keep(reading("a", section=90))
    assert str(old.id).endswith("89")
    assert str(new.id).endswith("90")
    assert not (store.output / "records" / f"{old.id}.json").exists()
    assert not (store.output / "texts" / f"{old.id}.txt").exists()
    assert len(files(store.output)) == 4


def test_folders_that_become_empty_go(store: Store) -> None:
    store.keep(replace(reading("a"), id="granvik/board/1"))
    store.keep(replace(reading("a"), id="harjula/board/1"))
    assert [path.name for path in (store.output / "records").iterdir()] == ["harjula"]


def test_a_document_that_fails_keeps_its_last_record(store: Store) -> None:
    kept = store.keep(reading("a"))
    before = files(store.output)
    entry = store.keep(failure("a"))
    assert (entry.status, entry.code, entry.id) == ("failed", "unreadable", kept.id)
    assert files(store.output) == before
    assert store.keep(reading("b")).id != kept.id, "the id was given away"
    assert store.keep(reading("a")) == kept


def test_what_is_unchanged(store: Store) -> None:
    outcome, bad = reading("a"), failure("bad")
    entry = store.keep(outcome)
    store.keep(bad)
    store.flush()
    again = Store(store.output, PRODUCER)
    assert again.unchanged("a", outcome.sha256) == entry
    assert again.unchanged("bad", bad.sha256)
    assert not again.unchanged("a", bad.sha256)
    assert not again.unchanged("b", outcome.sha256)
    assert not Store(store.output, "kommunprotokoll 2 abc").unchanged("a", outcome.sha256)
    (store.output / "texts" / f"{entry.id}.txt").unlink()
    assert not again.unchanged("a", outcome.sha256)


def test_only_what_changes_is_written(store: Store) -> None:
    store.keep(reading("a"))
    store.keep(failure("bad"))
    store.flush()
    before = files(store.output)
    same = Store(store.output, PRODUCER)
    same.keep(reading("a"))
    same.keep(failure("bad"))
    same.flush()
    assert files(store.output) == before
    other = Store(store.output, "kommunprotokoll 2 abc")  # reads it in the same way
    other.keep(reading("a"))
    other.flush()
    after = files(store.output)
    assert {name for name in before if before[name] != after[name]} == {"catalogue.json"}


def test_the_catalogue(store: Store) -> None:
    for uri in ("ö", "b/2", "b/1"):
        store.keep(reading(uri))
    store.flush()
    text = (store.output / "catalogue.json").read_text(encoding="utf-8")
    rows = json.loads(text)
    assert list(rows) == ["b/1", "b/2", "ö"]
    assert '"ö"' in text
    assert rows["ö"]["producer"] == PRODUCER
    assert {"sha256", "size", "status", "id", "code", "reason", "content_hash", "producer"} <= set(rows["ö"])


def test_a_damaged_catalogue_is_named(store: Store) -> None:
    write_atomically(store.output / "catalogue.json", '{"a": {')
    with pytest.raises(OutputError, match=r"catalogue\.json: it is damaged"):
        Store(store.output, PRODUCER)


@pytest.mark.parametrize("bad", ["", "../x", "/x", "a//b", "a/../../b", "a/.b", "a\\b", "a/b.json/c", "a/\0", "c:x"])
def test_an_id_can_not_leave_the_folder(store: Store, bad: str) -> None:
    with pytest.raises(ValueError, match="is no path"):
        store.keep(replace(reading("a"), id=bad))
    assert not list(store.output.parent.rglob("*"))
    assert store.entry("a") is None


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
