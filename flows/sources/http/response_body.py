"""Decompresses a response body as a stream, within a size limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from flows.sources.http.errors import FetchError

_PACKED = ("gzip", "x-gzip", "deflate")
ACCEPTED = "gzip"
"""Value of Accept-Encoding. "deflate" is left out, as servers disagree on its meaning."""


def read_body(pieces: Iterable[bytes], encoding: str, length: str | None, size: int) -> bytes:
    """Returns the bytes of a response body, decompressed.

    Args:
        pieces: chunks as received, possibly compressed.
        encoding: the header Content-Encoding; empty if absent.
        length: the header Content-Length; None if absent.
        size: maximum number of bytes after decompression.

    Raises:
        FetchError: the body is too large or its encoding is not supported; or it is truncated (transient).
    """
    too_large = FetchError(f"the answer has more than {size:,} bytes, the limit (max_bytes)")
    if length is not None and length.isdecimal() and int(length) > size:
        raise too_large
    named = encoding.strip().lower()
    if named in _PACKED:
        pieces = _unpacked(pieces, size)
    elif named not in ("", "identity"):
        raise FetchError(f"the answer is packed as {named!r}, which was not asked for")
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > size:
            raise too_large
    return bytes(whole)


def _unpacked(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Decompresses gzip or zlib, at most one byte beyond the limit, which guards against decompression bombs."""
    unpacker, begun = zlib.decompressobj(wbits=47), False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacker.eof:  # another gzip member follows
                    unpacker = zlib.decompressobj(wbits=47)
                begun = True
                yield unpacker.decompress(rest, size + 1)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise FetchError("the answer is not packed as it says", transient=True) from error
    if begun and not unpacker.eof:
        raise FetchError("the answer breaks off", transient=True)
