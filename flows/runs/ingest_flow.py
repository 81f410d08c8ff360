"""The ingest flow: a Prefect flow that turns a folder of documents into records and a catalogue.

A task parses a chunk of documents, in the guarded pool or on a Dask cluster; a task per document would cost more than
parsing it. The catalogue records the result for each document. No document's text is stored by Prefect.
"""

from collections.abc import Sequence
from pathlib import Path

from flows.runs.ingestion import Ingestion
from flows.runs.open_output import opened
from flows.runs.prefect import NO_CACHE, create_markdown_artifact, create_table_artifact, flow, get_run_logger, task
from flows.runs.reports.html_report import page
from flows.runs.reports.progress_listener import listener
from flows.runs.reports.report import Report, markdown, table
from flows.runs.source_documents import Supply, folder_source
from flows.sources import local_folder as folders
from flows.sources.candidate import Candidate
from flows.sources.http.client import Client
from flows.workers.backend import Backend, backend
from flows.workers.job import Limits
from pipeline.storage.atomic_files import write_atomically
from pipeline.storage.store import Store


@flow(name="ingest", persist_result=False)
def ingest(folder: Path, output: Path, workers: int, chunk_size: int = 200, dask: str | None = None) -> Report:
    """Parses every new or changed document in a folder and writes records, texts and the catalogue.

    Args:
        folder: the folder with the documents.
        output: the output folder; if it is inside `folder`, it is not read.
        workers: number of worker processes.
        chunk_size: documents per task; the catalogue is committed after each task.
        dask: address of a Dask scheduler, whose workers are used instead of local ones.

    Returns:
        The report. Documents that can't be parsed are listed in it and do not stop the run.

    Raises:
        OutputError: the output can't be written, or is locked by another run.
        OSError: the folder can't be read.
        ValueError: the folder is inside the output folder.
        WorkersError: workers can't be kept running, or the Dask cluster is unreachable.
    """
    folders.check(folder, output)
    with backend(workers, dask) as readers, opened(output, "ingest") as store, Client() as client:
        source = folder_source(folder, store.catalogue.sources(), Limits().size)
        report = take_in(Supply(source, client, output), store, readers, chunk_size)
        conclude(store, [report])
    publish([report])
    return report


def take_in(supply: Supply, store: Store, readers: Backend, chunk_size: int) -> Report:
    """Ingests a source chunk by chunk; must be called inside a flow. Returns the report.

    Raises:
        OutputError: the output can't be written.
        WorkersError: workers can't be kept running.
    """
    ingestion = Ingestion(supply, store, readers, listener())
    lists = {"documents": ingestion.wanted, "attachments": ingestion.more, "unlisted": ingestion.unlisted}
    for what, documents in lists.items():
        for start in range(0, len(documents), chunk_size):
            chunk = documents[start : start + chunk_size]
            name = f"{what} {start + 1} to {start + len(chunk)}"
            read_chunk.with_options(task_run_name=name)(ingestion, chunk)
    return ingestion.finish()


def conclude(store: Store, reports: list[Report]) -> None:
    """Marks a run as completed, stores its reports, and writes its HTML page.

    Raises:
        OutputError: the output can't be written.
    """
    alarmed = any(report.alarms for report in reports)
    store.end("alarmed" if alarmed else "completed", {"sources": [each.model_dump(mode="json") for each in reports]})
    run = store.catalogue.runs()[-1]
    times = {key: run[key] for key in ("began", "ended", "producer")}
    text = page("run", title=f"Run {run['id']}: {run['kind']}, {run['state']}", reports=reports, **times)
    write_atomically(store.output / "runs" / f"{run['id']}.html", text)


def publish(reports: list[Report]) -> None:
    """Publishes the reports to Prefect as log lines and artifacts."""
    logger = get_run_logger()
    for report in reports:
        for failure in report.failures:
            logger.warning("%s: %s: %s", report.source, failure.uri, failure.reason)
        for alarm in report.alarms:
            logger.error("%s", alarm)
    create_table_artifact(table(reports), key="ingest-counts", description="What became of the documents")
    create_markdown_artifact(markdown(reports), key="ingest-summary", description="Summary of the ingest")


# No retries: a document that can't be parsed is recorded, and an unwritable output would remain unwritable.
@task(name="read-chunk", persist_result=False, cache_policy=NO_CACHE)
def read_chunk(ingestion: Ingestion, wanted: Sequence[Candidate]) -> None:
    """Parses and stores a chunk of documents.

    Raises:
        OutputError: the output can't be written.
    """
    ingestion.read(wanted)
