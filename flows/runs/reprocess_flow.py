"""The reprocess flow: parses stored originals again, to preview or apply the changes."""

from collections.abc import Sequence
from pathlib import Path

from flows.runs.document_selection import Selection
from flows.runs.open_output import opened
from flows.runs.prefect import NO_CACHE, create_markdown_artifact, flow, task
from flows.runs.reports.html_report import page
from flows.runs.reports.progress_listener import listener
from flows.runs.reprocessing import Reprocessing, Reprocessor
from flows.workers.backend import backend
from pipeline.storage.atomic_files import write_atomically
from pipeline.storage.catalogue import Document


@flow(name="reprocess", persist_result=False)
def reprocess(
    output: Path,
    selection: Selection,
    dry_run: bool,
    workers: int,
    resume: bool = False,
    chunk_size: int = 200,
) -> Reprocessing:
    """Parses stored originals again and reports the changes value by value.

    Args:
        output: an output folder of `ingest`.
        selection: which of its documents to parse.
        dry_run: report the changes without writing records.
        workers: number of worker processes.
        resume: continue the last reprocessing, which was interrupted.
        chunk_size: documents per task.

    Returns:
        The changes, which are also written as JSON and HTML to `reprocess/` in the output folder.

    Raises:
        OutputError: the output can't be read or written, or is locked by another run.
    """
    kind = "dry run" if dry_run else "reprocess"
    with backend(workers) as readers, opened(output, kind) as store:
        work = Reprocessor(store, selection, dry_run, readers, resume, listener())
        for start in range(0, len(work.documents), chunk_size):
            chunk = work.documents[start : start + chunk_size]
            reread_chunk.with_options(task_run_name=f"documents {start + 1} to {start + len(chunk)}")(work, chunk)
        result = work.finish()
        stem = output / "reprocess" / f"{store.run}"
        write_atomically(stem.with_suffix(".json"), result.model_dump_json(indent=2) + "\n")
        write_atomically(stem.with_suffix(".html"), page("reprocess", title=f"Run {store.run}, {kind}", result=result))
        counts = {"documents": result.documents, "changed": len(result.changed), "missing": result.missing}
        store.end("completed", counts)
    create_markdown_artifact(summary(result), key="reprocess-summary", description="What reading anew changes")
    return result


def summary(result: Reprocessing) -> str:
    """Returns the counts as Markdown, without any document's text."""
    lines = [
        "# Dry run" if result.dry_run else "# Reprocessing",
        "",
        f"{result.documents} documents, {len(result.changed)} read differently, {result.missing} without original.",
    ]
    for name, counts in (("rule", result.by_rule), ("field", result.by_field)):
        lines += ["", f"| values | {name} |", "|---|---|", *(f"| {n} | `{key}` |" for key, n in counts.items())]
    return "\n".join(lines) + "\n"


@task(name="reread-chunk", persist_result=False, cache_policy=NO_CACHE)
def reread_chunk(work: Reprocessor, documents: Sequence[Document]) -> None:
    """Parses a chunk of documents again.

    Raises:
        OutputError: the output can't be written.
    """
    work.read(documents)
