"""The guarded pool with real workers, of which some hang, grow, crash, or are killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import WINDOW, WorkersError, read_all
from tests.support.faulty_workers import misbehave
from tests.support.paths import DAMAGED, DOCUMENTS

TIGHT = Limits(seconds=1.5, memory=2**28)


def jobs(*kinds: str) -> list[Job]:
    return [Job(path=f"{number}-{kind}") for number, kind in enumerate(kinds)]


@pytest.fixture(scope="module")
def mixed() -> dict[str, Outcome]:
    """What comes of good documents with every sort of bad one between them."""
    bad = ("hang", "grow", "kill", "crash", "raise", "exit", "hang_in_c")
    asked = jobs("good", *(kind for each in bad for kind in (each, "good")))
    outcomes = list(read_all(asked, 2, TIGHT, misbehave))
    assert [outcome.path for outcome in outcomes] == [job.path for job in asked]
    assert {o.status for o in outcomes if o.path.endswith("good")} == {"skipped"}, "a neighbour suffered"
    return {outcome.path.partition("-")[2]: outcome for outcome in outcomes}


@pytest.mark.parametrize(
    ("kind", "code", "reason"),
    [
        ("hang", "timed_out", "longer than 1.5 s, the limit"),
        ("hang_in_c", "timed_out", "longer than 1.5 s, the limit"),
        ("grow", "too_large", "more than 0.2 GiB of memory, the limit"),
        ("kill", "too_large", "SIGKILL"),
        ("crash", "unreadable", "SIGSEGV"),
        ("raise", "unreadable", "internal error: ValueError"),
        ("exit", "unreadable", "internal error: SystemExit"),
    ],
)
def test_what_becomes_of_a_bad_document(mixed: dict[str, Outcome], kind: str, code: str, reason: str) -> None:
    assert (mixed[kind].status, mixed[kind].code) == ("failed", code)
    assert reason in str(mixed[kind].reason)


def test_an_error_of_ours_quotes_no_document(mixed: dict[str, Outcome]) -> None:
    assert "secret" not in str(mixed["raise"].reason)


def test_real_documents_in_order() -> None:
    paths = [DAMAGED, *DOCUMENTS, Path("missing.txt")]
    outcomes = list(read_all([Job(path=str(path), uri=path.name) for path in paths], 2, Limits()))
    assert [outcome.uri for outcome in outcomes] == [path.name for path in paths]
    assert [outcome.status for outcome in outcomes] == ["failed", *["record"] * len(DOCUMENTS), "failed"]
    for outcome in outcomes[1:-1]:
        record = json.loads(str(outcome.json))
        assert record["id"] == outcome.id
        assert record["source"]["sha256"] == outcome.sha256
        assert record["coverage"]["ratio"] == outcome.coverage
        assert len(record["findings"]) == outcome.infos + outcome.warnings + outcome.errors
        assert outcome.text
    assert outcomes[-1].reason == "the file can't be read: No such file or directory"


def test_documents_fit_the_default_limits_with_room_to_spare() -> None:
    tight = Limits(seconds=60, memory=Limits().memory // 4)
    outcomes = read_all([Job(path=str(path)) for path in DOCUMENTS], 1, tight)
    assert {outcome.status for outcome in outcomes} == {"record"}


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(2**40)  # a hole: it takes no room, but reading it would take an hour
    [outcome] = read_all([Job(path=str(huge))], 1, Limits(seconds=20))
    assert (outcome.code, outcome.sha256) == ("too_large", "")
    assert outcome.reason == "the file has 1,099,511,627,776 bytes, the limit is 104,857,600"


def test_jobs_are_taken_as_there_is_room() -> None:
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        while True:
            taken += 1
            yield Job(path=f"{taken}-good")

    outcomes = read_all(endless(), 2, TIGHT, misbehave)
    for _ in range(100):
        next(outcomes)
    assert taken <= 100 + 2 * WINDOW
    outcomes.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_outcomes_come_before_the_last_job_is_done() -> None:
    outcomes = read_all(jobs("good", "hang"), 2, TIGHT, misbehave)
    next(outcomes)
    began = time.monotonic()
    next(outcomes)
    assert time.monotonic() - began > 1


def test_a_worker_killed_from_outside_costs_one_document_at_most() -> None:
    outcomes = read_all(jobs(*["slow"] * 12), 1, TIGHT, misbehave)
    os.kill(int(str(next(outcomes).reason)), signal.SIGKILL)
    rest = list(outcomes)
    assert [outcome.path for outcome in rest] == [f"{number}-slow" for number in range(1, 12)]
    assert sum(outcome.status == "failed" for outcome in rest) <= 1


def test_workers_that_can_not_start_are_distinguished_from_bad_documents() -> None:
    with pytest.raises(WorkersError, match="do not start"):
        next(read_all(jobs("good"), 1, Limits(memory=2**80), misbehave))


def test_no_jobs() -> None:
    assert list(read_all([], 2, TIGHT)) == []
