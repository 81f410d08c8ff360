"""The command `parse`: parses documents in the guarded pool and writes to standard output or to a folder."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.exit_codes import FAILED, PROCESSORS, exits
from flows.cli.options import Workers
from flows.cli.output import put, say
from flows.workers.processes import start_server

if TYPE_CHECKING:
    from flows.workers.job import Job, Outcome

STDIN = "-"


def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Documents; - reads standard input.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Write <stem>.json and <stem>.txt there, print nothing."),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print a view for reading instead of JSON.")] = False,
    workers: Workers = PROCESSORS,
) -> None:
    """Parse documents and print their records: one as indented JSON, several as one JSON object a line, in order.

    A document that can't be read is named on standard error with the reason, and the others go on.
    """
    start_server()  # loads the pipeline in another process meanwhile
    if output and show:
        raise typer.BadParameter("--output prints nothing: leave out --show or --output")
    check(files, output)
    with exits():
        raise typer.Exit(FAILED if parse_files(files, output, show, workers) else 0)


def parse_files(files: list[str], output: Path | None, show: bool, workers: int) -> int:
    """Parses documents and writes the results in the order of the files.

    Even a single document is parsed by a worker, because it may hang or exhaust memory. That adds 0.1 to 0.5 s
    (measured) to the 1.2 s of parsing in this process.

    Args:
        files: paths; "-" is standard input.
        output: the folder for records and texts; None for standard output.
        show: print a human-readable view instead of JSON.
        workers: number of worker processes.

    Returns:
        The number of documents that failed.

    Raises:
        OutputError: the output can't be written.
    """
    from flows.workers.job import Limits
    from flows.workers.pool import read_all
    from pipeline.storage.atomic_files import make_folder

    if output is not None:
        make_folder(output)
    limits = Limits()
    pretty = output is not None or len(files) == 1
    failed = 0
    for outcome in read_all(_jobs(files, pretty, limits.size), min(workers, len(files)), limits):
        if outcome.status == "record":
            _write(outcome, output, show)
        elif outcome.status in ("skipped", "listing"):
            say(outcome.path, outcome.status, str(outcome.reason))
        else:
            say(outcome.path, str(outcome.reason))
            failed += 1
    return failed


def check(files: list[str], output: Path | None) -> None:
    """Validates the arguments before any work starts.

    Raises:
        typer.BadParameter: a file is a folder, standard input is named twice, or files of the output would overwrite
            each other or an input.
    """
    for file in files:
        if Path(file).is_dir():
            raise typer.BadParameter(f"{file} is a folder; to read a folder: kommunprotokoll ingest {file}")
    if files.count(STDIN) > 1:
        raise typer.BadParameter("standard input can be read only once")
    if output is None:
        return
    stems = Counter(_stem(file).casefold() for file in files)  # many file systems are case-insensitive
    for file in files:
        if stems[_stem(file).casefold()] > 1:
            raise typer.BadParameter(f"several inputs would be written to {output / _stem(file)}.json")
    inputs = {Path(file).resolve() for file in files if file != STDIN}
    for file in files:
        for path in _outputs(file, output):
            if path.resolve() in inputs:
                raise typer.BadParameter(f"{path} is an input, and the output of {file} would overwrite it")


def _stem(file: str) -> str:
    return "stdin" if file == STDIN else Path(file).stem


def _outputs(file: str, output: Path) -> tuple[Path, Path]:
    """Returns the output paths of a document: text and record."""
    return output / f"{_stem(file)}.txt", output / f"{_stem(file)}.json"


def _jobs(files: list[str], pretty: bool, limit: int) -> Iterator[Job]:
    """Yields one job per file. Standard input and pipes are read here, since a worker cannot access them."""
    from flows.workers.job import Job
    from pipeline.storage.atomic_files import uri_of

    for file in files:
        path = Path(file)
        if file == STDIN:
            yield Job(path=file, data=sys.stdin.buffer.read(limit + 1), pretty=pretty)
        elif path.exists() and not path.is_file():
            with path.open("rb") as pipe:
                yield Job(path=file, data=pipe.read(limit + 1), pretty=pretty)
        else:
            yield Job(path=file, uri=uri_of(path.name), pretty=pretty)


def _write(outcome: Outcome, output: Path | None, show: bool) -> None:
    if output is not None:
        from pipeline.storage.atomic_files import write_atomically

        text, record = _outputs(outcome.path, output)
        write_atomically(text, str(outcome.text))
        write_atomically(record, f"{outcome.json}\n")
    elif show:
        put(_view(str(outcome.json)))
    else:
        put(f"{outcome.json}\n")


def _view(json: str) -> str:
    """Renders a record for reading, as wide as the terminal, or in 80 columns without one."""
    from rich.console import Console

    from flows.cli.printing.record_view import view
    from pipeline.record.model import MeetingRecord

    console = Console()
    with console.capture() as capture:
        console.print(view(MeetingRecord.model_validate_json(json)))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())  # rich pads lines with spaces
