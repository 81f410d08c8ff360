"""The command line application. Records are written to standard output, everything else to standard error.

Commands import Prefect, which takes seconds to load, only when they run a flow.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from flows.cli import signals, sources
from flows.cli.changes import changes
from flows.cli.documents import documents
from flows.cli.exit_codes import EXIT_CODES, FAILED, exits
from flows.cli.forget import forget
from flows.cli.ingest import ingest
from flows.cli.link import link
from flows.cli.list import list_
from flows.cli.nightly import nightly
from flows.cli.output import put, say
from flows.cli.pages import pages
from flows.cli.parse import parse
from flows.cli.reprocess import reprocess
from flows.cli.review import review
from flows.cli.schema import schema
from flows.cli.serve import serve
from flows.cli.tags import tags
from flows.cli.try_source import try_

app = typer.Typer(
    help="Reads agendas and minutes of Finnish and Swedish-language municipal bodies into JSON records.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(sources.app, name="sources")
app.command(epilog=EXIT_CODES)(parse)
app.command("list", epilog=EXIT_CODES)(list_)
app.command("try", epilog=EXIT_CODES)(try_)
for _command in (ingest, pages, tags, link, nightly, serve, changes, documents, reprocess, review, forget):
    app.command(epilog=EXIT_CODES)(_command)
app.command()(schema)


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
    """Runs the command line. Unexpected errors are printed on one line, without a traceback."""
    signals.at_once()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(signals.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last resort
        say(f"internal error: {type(error).__name__}: {error}")
        sys.exit(FAILED)
    finally:
        signals.no_more()


if __name__ == "__main__":
    main()
