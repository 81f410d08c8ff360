"""File sources: local folders, and file systems opened by fsspec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.sources.candidate import Candidate
from flows.sources.config import FilesSource, FolderSource
from flows.sources.http.errors import DiscoveryError, FetchError
from flows.sources.http.request_policy import Validators
from flows.sources.local_folder import names
from pipeline.storage.atomic_files import uri_of

_TOKENS = ("ETag", "etag", "LastModified", "last_modified", "mtime", "updated", "md5Hash", "created")
"""Keys of fsspec's file info that change with the content, most reliable first."""


def folder(source: FolderSource, output: Path | None) -> Iterator[Candidate]:
    """Yields the files of a folder, without hidden files and the output folder; see `local_folder.names`.

    Raises:
        DiscoveryError: raised at the end if the folder or a subfolder can't be read.
    """
    unread: list[str] = []

    def note(error: OSError) -> None:
        unread.append(f"{error.filename}: {error.strerror}")

    try:
        if not source.path.is_dir():
            raise DiscoveryError([f"there is no folder {source.path}"])
        found = names(source.path, output or source.path / ".none", note)
    except OSError as error:
        raise DiscoveryError([f"{source.path}: {error.strerror}"]) from error
    for name in found:
        path = source.path / name
        try:
            state = _stat(path)
        except OSError:  # fetching it will fail and report the reason
            state = Validators()
        yield Candidate(uri=uri_of(name), address=str(path), size=state.size, modified=state.modified)
    if unread:
        raise DiscoveryError(unread)


def read_file(path: Path, limit: int, known: Validators | None) -> tuple[bytes, Validators] | None:
    """Returns a file's bytes; None if size and modification time equal those known.

    Raises:
        FetchError: it can't be read, or is too large; or it is gone.
    """
    try:
        now = _stat(path)
        if now == known:
            return None
        _check_size(now.size or 0, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise FetchError("there is no such file", gone=not path.is_symlink()) from error
    except (OSError, ValueError) as error:
        raise FetchError(f"the file can't be read: {getattr(error, 'strerror', None) or error}") from error
    _check_size(len(data), limit)
    return data, now


def files(source: FilesSource) -> Iterator[Candidate]:
    """Yields the files below an fsspec URL, without hidden ones.

    Raises:
        DiscoveryError: the URL can't be opened or listed.
    """
    try:
        system, root = _open(source, source.url)
        system.invalidate_cache()
        found: Mapping[str, Mapping[str, Any]] = system.find(root, detail=True)
        if not found and not system.exists(root):
            raise DiscoveryError([f"there is no {source.url}"])
    except (DiscoveryError, FetchError) as error:
        raise DiscoveryError([str(error)]) from error
    except Exception as error:
        raise DiscoveryError([f"{source.url} can't be read: {_said(error)}"], transient=True) from error
    above = root.rstrip("/") + "/"
    for path, info in sorted(found.items()):
        name = path.removeprefix(above) if path.startswith(above) else path.rpartition("/")[2]
        if not any(part.startswith(".") for part in name.split("/")):
            state = _state(info)
            address = system.unstrip_protocol(path)
            yield Candidate(uri=name, address=address, size=state.size, modified=state.modified)


def read_remote(source: FilesSource, address: str, known: Validators | None) -> tuple[bytes, Validators] | None:
    """Returns the bytes of a file opened by fsspec; None if its validators equal those known.

    Raises:
        FetchError: it can't be read, or is too large; or it is gone.
    """
    try:
        system, path = _open(source, address)
        now = _state(system.info(path))
        if now == known and now.modified is not None:
            return None
        _check_size(now.size or 0, source.max_bytes)
        with system.open(path, "rb") as file:
            data = bytes(file.read(source.max_bytes + 1))
    except FetchError:
        raise
    except FileNotFoundError as error:
        raise FetchError("there is no such file", gone=True) from error
    except PermissionError as error:
        raise FetchError(f"the file can't be read: {_said(error)}") from error
    except Exception as error:
        raise FetchError(f"the file can't be read: {_said(error)}", transient=True) from error
    _check_size(len(data), source.max_bytes)
    return data, now


def _open(source: FilesSource, address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(address, **source.options)
    except (ImportError, ValueError) as error:  # the protocol is unknown or its package is not installed
        raise FetchError(f"{address.partition('://')[0]} can't be opened: {_said(error)}") from error
    return system, str(path)


def _state(info: Mapping[str, Any]) -> Validators:
    token = next((info[key] for key in _TOKENS if info.get(key) is not None), None)
    modified = token.isoformat() if isinstance(token, datetime) else None if token is None else str(token)
    return Validators(size=info.get("size"), modified=modified)


def _stat(path: Path) -> Validators:
    state = path.stat()
    return Validators(size=state.st_size, modified=str(state.st_mtime_ns))


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise FetchError(f"the file has {size:,} bytes, the limit is {limit:,} (max_bytes)")


def _said(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
