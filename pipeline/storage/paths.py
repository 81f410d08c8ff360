"""Paths of the files in an output folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.storage.atomic_files import remove


class Paths:
    """Paths of records and texts by record id, and of superseded versions by the document's key."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def record(self, given: str) -> tuple[Path, Path]:
        """Returns the paths of a record's files: text and record.

        Raises:
            ValueError: the id is not a valid path below the folder.
        """
        *folders, name = given.split("/")
        if not all(map(_is_name, (*folders, name))) or any(each.endswith((".json", ".txt")) for each in folders):
            raise ValueError(f"the id {given!r} is no path for a file below the output folder")
        return (
            self.output.joinpath("texts", *folders, f"{name}.txt"),
            self.output.joinpath("records", *folders, f"{name}.json"),
        )

    def version(self, document: int, number: int) -> tuple[Path, Path]:
        """Returns the paths of a superseded version of a record: text and record."""
        folder = self.output / "versions" / str(document)
        return folder / f"{number}.txt", folder / f"{number}.json"

    def versions(self, document: int) -> list[Path]:
        """Returns the files of all superseded versions of a document."""
        return sorted((self.output / "versions" / str(document)).glob("*"))

    def sweep(self, ids: Collection[str], documents: Collection[int], hashes: Collection[str]) -> None:
        """Removes what a killed run left: partly written files, and files of unknown ids, documents or hashes.

        Raises:
            OutputError: a file can't be removed.
        """
        known = {path for given in ids for path in self.record(given)}
        keys = {str(each) for each in documents}
        for path in list(self._files()):
            kind, *_ = path.relative_to(self.output).parts
            if (
                path.name.endswith(".tmp")
                or (kind in ("records", "texts") and path not in known)
                or (kind == "versions" and path.parent.name not in keys)
                or (kind == "originals" and path.name not in hashes)
            ):
                remove(path, self.output)

    def _files(self) -> Iterator[Path]:
        for kind in ("records", "texts", "versions", "originals"):
            for path in (self.output / kind).rglob("*"):
                if path.is_file():
                    yield path


def _is_name(part: str) -> bool:
    """Whether a part of an id is a valid file name on every file system."""
    return part.isprintable() and part.strip(". ") == part != "" and not set(part) & set('\\:*?"<>|')
