"""Lists the lines of a document with their tags, in a worker of the guarded pool."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.cli.output import put, say
from flows.workers.job import Job, Limits, Outcome, not_read
from flows.workers.pool import read_all
from pipeline.errors import DocumentError, TooLarge
from pipeline.storage.atomic_files import uri_of


@dataclass(frozen=True, kw_only=True)
class Listed(Outcome):
    """Result of one document: the lines to print."""

    lines: tuple[str, ...] = ()


def tag_lines(file: Path) -> bool:
    """Prints a document's lines with their tags; returns whether the document could be parsed."""
    (outcome,) = read_all([Job(path=str(file), uri=uri_of(file.name))], 1, Limits(), list_tags)
    if not isinstance(outcome, Listed):
        say(outcome.path, str(outcome.reason))
        return False
    put("".join(f"{line}\n" for line in outcome.lines))
    return True


def list_tags(job: Job, limits: Limits) -> Outcome:
    """Lists the tags of a document's lines in a worker. Errors are returned in the outcome, never raised."""
    from pipeline.debug.tag_listing import listing
    from pipeline.parsing import read_file

    try:
        data = read_file(Path(job.path))
        if len(data) > limits.size:
            raise TooLarge(f"the file has {len(data):,} bytes, the limit is {limits.size:,}")
        return Listed(path=job.path, uri=job.path, status="record", lines=tuple(listing(data)))
    except DocumentError as error:
        return not_read(job, error)
