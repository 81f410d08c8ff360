"""The change feed: `changes.ndjson`, one JSON object per line and change of a record, numbered in order.

Changes are first stored in the catalogue, in the transaction that makes them, and then appended to the file. A line
that a killed run left incomplete is truncated and written again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.storage.atomic_files import OutputError, make_folder

FIELDS = ("seq", "at", "op", "record_id", "previous_id", "content_hash", "schema_version", "producer")


class Feed:
    """The change feed of an output folder."""

    def __init__(self, output: Path) -> None:
        self.path = output / "changes.ndjson"

    def last(self) -> int:
        """Returns the number of the last complete line, 0 if there is none; truncates the file after it.

        Raises:
            OutputError: the file can't be read, or its last line is not a change.
        """
        try:
            with self.path.open("r+b") as file:
                end = _end_of_last_line(file)
                if file.seek(0, os.SEEK_END) != end:
                    file.truncate(end)
                    os.fsync(file.fileno())
                return _number(file, end)
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error
        except (ValueError, KeyError) as error:
            raise OutputError(self.path, "its last line is no change; the catalogue has them all") from error

    def append(self, changes: Iterable[dict[str, Any]]) -> None:
        """Appends changes and syncs them to disk.

        Raises:
            OutputError: the file can't be written.
        """
        lines = [json.dumps({key: change[key] for key in FIELDS}, ensure_ascii=False) + "\n" for change in changes]
        if not lines:
            return
        make_folder(self.path.parent)
        try:
            with self.path.open("ab") as file:
                file.write("".join(lines).encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error

    def lines(self, since: int = 0) -> Iterator[str]:
        """Yields the lines with a number above `since`, each with its line feed.

        Raises:
            OutputError: the file can't be read, or a line is not a change.
        """
        try:
            with self.path.open(encoding="utf-8") as file:
                for line in file:
                    if line.endswith("\n") and int(json.loads(line)["seq"]) > since:
                        yield line
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(self.path, "a line of it is no change; the catalogue has them all") from error


_STEP = 4096


def _end_of_last_line(file: Any) -> int:
    """Returns the offset after the last line feed."""
    position = file.seek(0, os.SEEK_END)
    while position > 0:
        start = max(0, position - _STEP)
        file.seek(start)
        found = file.read(position - start).rfind(b"\n")
        if found >= 0:
            return int(start + found + 1)
        position = start
    return 0


def _number(file: Any, end: int) -> int:
    """Returns the change number of the line that ends at offset `end`."""
    if end == 0:
        return 0
    start = max(0, end - 64 * 1024)
    file.seek(start)
    line = file.read(end - start).rstrip(b"\n").rpartition(b"\n")[2]
    return int(json.loads(line)["seq"])
