"""Links the records of a folder: translations, agenda-minutes pairs and matters; writes the results.

matters/<id>.json   a matter with its handlings over time
links.json          translations, and meetings with agenda and minutes
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from extractors.core.model import Value
from pipeline.linking.agenda_minutes import MeetingPair, meetings
from pipeline.linking.load import Folder
from pipeline.linking.matter import Matter, matters
from pipeline.linking.translations import Twin, twins
from pipeline.storage.atomic_files import OutputError, remove, write_atomically

LINKS_VERSION = "1.0"


class Links(Value):
    """Which items and meetings of a folder belong together."""

    links_version: str = Field(LINKS_VERSION, description="Version of this contract.")
    twins: list[Twin] = Field(default_factory=list, description="Items in Finnish and Swedish, in order of files.")
    meetings: list[MeetingPair] = Field(
        default_factory=list, description="Meetings with agenda and minutes, in order of date."
    )


@dataclass(frozen=True)
class Joined:
    """The links between the records of a folder."""

    links: Links
    matters: list[Matter]


def join(folder: Folder) -> Joined:
    """Links the records of a folder; the result is deterministic."""
    items = list(folder.items())
    found = twins(items)
    return Joined(Links(twins=found, meetings=meetings(items)), matters(items, found))


def write(joined: Joined, output: Path) -> int:
    """Writes `links.json` and the matters' files, and removes files of obsolete matters.

    Returns:
        The number of files written or removed; 0 if nothing has changed.

    Raises:
        OutputError: a file can't be written, or would overwrite one not written by this program.
    """
    root = output / "matters"
    wanted = {
        root.joinpath(*matter.id.split("/")[:-1], f"{matter.id.rsplit('/', 1)[-1]}.json"): matter
        for matter in joined.matters
    }
    there = set(_files(root))
    for path in (*(wanted.keys() & there), output / "links.json"):
        if path.exists() and not _ours(path):
            raise OutputError(path, "a file that joining records did not write stands here; choose another --output")
    changed = sum(write_atomically(path, _json(matter)) for path, matter in wanted.items())
    changed += write_atomically(output / "links.json", _json(joined.links))
    for path in sorted(there - wanted.keys()):
        if _ours(path):
            remove(path, root)
            changed += 1
    return changed


def _json(value: Value) -> str:
    return value.model_dump_json(by_alias=True, indent=2) + "\n"


def _files(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.rglob("*.json") if path.is_file())
    except OSError as error:
        raise OutputError(root, error.strerror or str(error)) from error


def _ours(path: Path) -> bool:
    """Whether a file was written by `write`."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and next(iter(data), None) in ("matter_version", "links_version")
