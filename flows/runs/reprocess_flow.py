"""The reprocess flow: documents are read anew from the originals, for a look at what would change or for good."""

from collections.abc import Sequence
from pathlib import Path

from flows.runs.document_selection import Selection
from flows.runs.open_output import opened
from flows.runs.prefect import NO_CACHE, create_markdown_artifact, flow, task
from flows.runs.reports.html_report import page
from flows.runs.reports.progress_listener import listener
from flows.runs.reprocessing import Reprocessing, Reprocessor
from flows.workers.backend import hands
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
    """Reads documents anew from the originals, and tells value by value what changes.

    Args:
        output: an output folder of `ingest`.
        selection: which of its documents.
        dry_run: whether records are left as they are.
        workers: worker processes.
        resume: whether to go on with the last one, which broke off.
        chunk_size: documents in a task.

    Returns:
        What changes. The same stands as JSON and HTML in `reprocess/` below the output folder.

    Raises:
        OutputError: the output can't be read or written, or another run is writing it.
    """
    kind = "dry run" if dry_run else "reprocess"
    with hands(workers) as readers, opened(output, kind) as store:
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
    """The counts as Markdown; no document's text is in it."""
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
    """Reads a chunk of documents anew.

    Raises:
        OutputError: the output can't be written.
    """
    work.read(documents)
