"""The command line: kommunprotokoll. Records go to standard output, everything else to standard error.

No command but `ingest` loads Prefect, which takes seconds.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows import commands, interrupts
from flows.exits import EXIT_CODES, FAILED, PROCESSORS, exits
from flows.processes import start_server
from flows.sources import command as sources
from flows.streams import put, say


class Contract(StrEnum):
    """What has a JSON Schema."""

    record = "record"
    matter = "matter"
    links = "links"


app = typer.Typer(
    help="Reads agendas and minutes of Finnish and Swedish-language municipal bodies into JSON records.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(sources.app, name="sources")


Workers = Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Worker processes.")]


@app.command(epilog=EXIT_CODES)
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
    start_server()  # it loads the pipeline in another process while this one goes on
    from flows.parsing import check, parse_files

    if output and show:
        raise typer.BadParameter("--output prints nothing: leave out --show or --output")
    check(files, output)
    with exits():
        raise typer.Exit(FAILED if parse_files(files, output, show, workers) else 0)


@app.command("list", epilog=EXIT_CODES)
def list_(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A listing page of a portal; - reads standard input.")
    ],
) -> None:
    """Print what a portal's listing page refers to, one JSON object a line: kind, title, body, date, address."""
    from flows.listing import Unreachable, page
    from pipeline.errors import DocumentError
    from pipeline.listings import references

    with exits():
        try:
            data, base = page(source)
            for reference in references(data, base):
                put(reference.model_dump_json() + "\n")
        except (DocumentError, Unreachable) as error:
            say(source, str(error))
            raise typer.Exit(FAILED) from error


@app.command(epilog=EXIT_CODES)
def ingest(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Documents, in any depth.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where records, texts and the catalogue go.")
    ] = Path("output"),
    workers: Workers = PROCESSORS,
    dask: commands.Dask = None,
) -> None:
    """Ingest a folder: read every document that is new or changed, and keep records, texts and a catalogue.

    A document that can't be read is named on standard error with the reason, and the others go on.
    """
    from flows import folder as folders
    from flows.lock import locked

    try:
        folders.check(folder, output)
    except (NotADirectoryError, ValueError) as error:
        raise typer.BadParameter(f"{error.strerror}: {folder}" if isinstance(error, OSError) else str(error)) from error
    from flows.watching import watch

    with exits():
        with locked(output):  # what can't work is refused before Prefect starts
            start_server()
        report = watch(folder, output, workers, dask)
        raise typer.Exit(FAILED if report.failed or report.alarms else 0)


@app.command(epilog=EXIT_CODES)
def pages(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Write <stem>-<page>.png there.")],
    wanted: Annotated[
        str | None, typer.Option("--pages", "-p", metavar="PAGES", help="Which pages, such as 1,3-5; else all.")
    ] = None,
    dpi: Annotated[int, typer.Option("--dpi", min=50, max=400, metavar="N", help="Resolution.")] = 100,
) -> None:
    """Draw the pages of a PDF with coloured boxes over what was understood of them.

    Headings, tables, running heads and annexes are framed; values of the record are tinted and named in the margin.
    """
    start_server()
    from flows.pages import draw_pages, ranges

    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder")
    try:
        numbers = ranges(wanted) if wanted is not None else []
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    with exits():
        raise typer.Exit(0 if draw_pages(file, output, numbers, dpi) else FAILED)


@app.command(epilog=EXIT_CODES)
def link(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Records of parse --output, or ingest's output folder.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where matters/ and links.json go; else to the records."),
    ] = None,
) -> None:
    """Join records: an item's Finnish and Swedish twin, agenda and minutes, and every handling of one matter.

    A file that can't be read is named on standard error with the reason, and the others go on.
    """
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no such folder: {folder}")
    from flows.linking import link_folder

    with exits():
        raise typer.Exit(FAILED if link_folder(folder, output or folder) else 0)


commands.add(app)


@app.command()
def schema(
    of: Annotated[Contract, typer.Option("--of", help="Of a record, of a matter, or of links.json.")] = Contract.record,
) -> None:
    """Print the JSON Schema of a record, or of what joining records writes."""
    from pipeline.schema import json_schema

    with exits():
        put(json_schema(of.value))


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline import producer

        made = producer()
        with exits():
            put(f"{made.name} {made.version} (vocabulary {made.vocabulary})\n")
            raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None: ...


def main() -> None:
    """Runs the command line. Whatever happens, a user sees no traceback."""
    interrupts.at_once()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(interrupts.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last resort
        say(f"internal error: {type(error).__name__}: {error}")
        sys.exit(FAILED)
    finally:
        interrupts.no_more()


if __name__ == "__main__":
    main()
