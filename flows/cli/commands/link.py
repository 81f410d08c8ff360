"""The command `link`: links the records of a folder and prints a summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.exit_codes import FAILED, exits
from flows.cli.output import say

if TYPE_CHECKING:
    from pipeline.linking.link import Joined
    from pipeline.linking.load import Folder
    from pipeline.linking.translations import Twin


def link(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Records of parse --output, or ingest's output folder.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="For matters/ and links.json; by default the records.",
        ),
    ] = None,
) -> None:
    """Join records: an item's Finnish and Swedish twin, agenda and minutes, and every handling of one matter.

    A file that can't be read is named on standard error with the reason, and the others go on.
    """
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no such folder: {folder}")
    with exits():
        raise typer.Exit(FAILED if link_folder(folder, output or folder) else 0)


def link_folder(folder: Path, output: Path) -> int:
    """Links the records of a folder and writes matters, translations and agenda-minutes pairs.

    Returns:
        The number of files that are damaged.

    Raises:
        OutputError: the folder can't be read, or the output can't be written.
    """
    from flows.runs.output_lock import locked
    from pipeline.linking.link import join, write
    from pipeline.linking.load import load
    from pipeline.storage.atomic_files import OutputError

    with locked(output):
        try:
            found = load(folder, output)
        except OSError as error:
            raise OutputError(folder, error.strerror or str(error)) from error
        for name, reason in found.skipped:
            say(name, "skipped", reason)
        for name, reason in found.failed:
            say(name, reason)
        joined = join(found)
        _report(found, joined, write(joined, output))
    return len(found.failed)


def rows(found: Folder, joined: Joined, changed: int) -> list[tuple[str, str]]:
    """Returns the summary as rows of label and figure."""
    several = [matter for matter in joined.matters if len(matter.records) > 1]
    changes = [change for pair in joined.links.meetings for change in pair.items]
    differing = [twin for twin in joined.links.twins if twin.differences or _unlike(twin)]
    contradicting = sum(len(matter.contradictions) for matter in joined.matters)
    return [
        ("Records", f"{len(found.records)}"),
        ("Skipped", f"{len(found.skipped)}"),
        ("Failed", f"{len(found.failed)}"),
        ("Twins", f"{len(joined.links.twins)}, {len(differing)} with differences"),
        ("Meetings", f"{len(joined.links.meetings)} with agenda and minutes, {len(changes)} items"),
        ("Matters", f"{len(joined.matters)}, {len(several)} in several documents"),
        ("Contradictions", f"{contradicting}"),
        ("Files changed", f"{changed}"),
    ]


def _unlike(twin: Twin) -> bool:
    pairs = [*twin.proposal, *twin.decision]
    return any(pair.fi is None or pair.sv is None or pair.only_fi or pair.only_sv for pair in pairs)


def _report(found: Folder, joined: Joined, changed: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    for label, figure in rows(found, joined, changed):
        table.add_row(label, figure)
    Console(stderr=True).print(table)
