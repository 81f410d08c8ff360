"""The body of an answer, unpacked as it comes and never beyond the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from flows.sources.http.errors import FetchError

_PACKED = ("gzip", "x-gzip", "deflate")
ACCEPTED = "gzip"
"""What is asked for: servers disagree on what "deflate" means. Answers packed otherwise than in these are refused."""


def read_body(pieces: Iterable[bytes], encoding: str, length: str | None, size: int) -> bytes:
    """The bytes of an answer.

    Args:
        pieces: as they come, packed if they are.
        encoding: the header Content-Encoding, or nothing.
        length: the header Content-Length, where there is one.
        size: the most bytes that the answer may have, unpacked.

    Raises:
        FetchError: it has more, says so, or is packed in a way that was not asked for; or it broke off, which may pass.
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
    """Unpacks gzip or zlib, never more than a byte beyond the limit at once: a bomb is noticed, not unpacked."""
    unpacker, begun = zlib.decompressobj(wbits=47), False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacker.eof:  # another member follows
                    unpacker = zlib.decompressobj(wbits=47)
                begun = True
                yield unpacker.decompress(rest, size + 1)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise FetchError("the answer is not packed as it says", transient=True) from error
    if begun and not unpacker.eof:
        raise FetchError("the answer breaks off", transient=True)
