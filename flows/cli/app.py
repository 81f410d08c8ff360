"""The command line application. Records are written to standard output, everything else to standard error.

Commands import Prefect, which takes seconds to load, only when they run a flow.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from flows.cli import signals
from flows.cli.commands import sources
from flows.cli.commands.changes import changes
from flows.cli.commands.documents import documents
from flows.cli.commands.forget import forget
from flows.cli.commands.ingest import ingest
from flows.cli.commands.link import link
from flows.cli.commands.list import list_
from flows.cli.commands.nightly import nightly
from flows.cli.commands.pages import pages
from flows.cli.commands.parse import parse
from flows.cli.commands.reprocess import reprocess
from flows.cli.commands.review import review
from flows.cli.commands.schema import schema
from flows.cli.commands.serve import serve
from flows.cli.commands.tags import tags
from flows.cli.commands.try_source import try_
from flows.cli.exit_codes import EXIT_CODES, FAILED, exits
from flows.cli.output import put, say

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
