"""Parses one document under limits in a worker of the guarded pool: job, limits and outcome."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError, TooLarge, Unreadable
from pipeline.record.serialisation import content_hash, to_json
from pipeline.record.summary import summary
from pipeline.storage.parse_result import Reading

if TYPE_CHECKING:
    from pipeline.record.model import MeetingRecord


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits for one document.

    seconds: wall-clock time of parsing; memory: bytes on top of what an idle worker uses; size: bytes of the file.
    """

    seconds: float = 120
    memory: int = 2 * 1024**3
    size: int = 100 * 1024**2


@dataclass(frozen=True, kw_only=True)
class Job:
    """A document to parse.

    path: the file; data: the bytes, if there is no file (standard input); uri: name of the document in the record;
    pretty: whether the JSON is indented; sha256, size: known values, used in the outcome if the worker dies.
    """

    path: str
    uri: str | None = None
    data: bytes | None = None
    pretty: bool = True
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome(Reading):
    """The result of a job.

    path: the job's; seconds: duration of parsing; infos, warnings, errors: number of findings; coverage: 0 to 1.
    """

    path: str
    seconds: float = 0.0
    infos: int = 0
    warnings: int = 0
    errors: int = 0
    coverage: float | None = None


def read_job(job: Job, limits: Limits) -> Outcome:
    """Parses a document. Errors are returned in the outcome, never raised."""
    began = time.perf_counter()
    sha256, size = job.sha256, job.size
    try:
        data = _data(job, limits)
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
        from pipeline import parse  # loads spaCy, which only workers need

        record = parse(data, uri=job.uri)
        return _read(job, record, sha256, size, time.perf_counter() - began)
    except DocumentError as error:
        problem = error
    except MemoryError:
        problem = out_of_memory(limits)
    except Exception as error:  # noqa: BLE001 - a bug that one document triggers must not stop the others
        # Without the error's message: it may quote the document, and this text is logged and sent to Prefect's server.
        problem = Unreadable(f"internal error: {type(error).__name__} in {_place(error)}")
    return not_read(job, problem, sha256=sha256, size=size, seconds=time.perf_counter() - began)


def not_read(job: Job, error: DocumentError, *, sha256: str = "", size: int = 0, seconds: float = 0.0) -> Outcome:
    """Returns the outcome of a job that failed."""
    return Outcome(
        path=job.path,
        uri=job.uri or job.path,
        sha256=sha256 or job.sha256,
        size=size or job.size,
        status=error.status,
        code=error.code,
        reason=" ".join(error.reason.split()),
        seconds=seconds,
    )


def out_of_memory(limits: Limits) -> TooLarge:
    """Returns the error for a document that exceeds the memory limit."""
    return TooLarge(f"reading it takes more than {limits.memory / 1024**3:.1f} GiB of memory, the limit for a document")


def _data(job: Job, limits: Limits) -> bytes:
    try:
        size = len(job.data) if job.data is not None else Path(job.path).stat().st_size
        if size > limits.size:
            raise TooLarge(f"the file has {size:,} bytes, the limit is {limits.size:,}")
        return job.data if job.data is not None else Path(job.path).read_bytes()
    except OSError as error:
        raise Unreadable(f"the file can't be read: {error.strerror or error}") from error


def _read(job: Job, record: MeetingRecord, sha256: str, size: int, seconds: float) -> Outcome:
    severities = Counter(finding.severity for finding in record.findings)
    return Outcome(
        path=job.path,
        uri=job.uri or job.path,
        sha256=sha256,
        size=size,
        status="record",
        id=record.id,
        json=to_json(record, pretty=job.pretty),
        text=record.text,
        content_hash=content_hash(record),
        schema_version=record.schema_version,
        summary=summary(record),
        seconds=seconds,
        infos=severities["info"],
        warnings=severities["warning"],
        errors=severities["error"],
        coverage=record.coverage.ratio,
    )


def _place(error: Exception) -> str:
    """Returns the module and line of this project in which an exception was raised."""
    trace = error.__traceback__
    place = "an unknown place"
    while trace:
        name = str(trace.tb_frame.f_globals.get("__name__"))
        if name.partition(".")[0] in ("extractors", "pipeline"):
            place = f"{name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
