"""Reader for plain text: form feeds separate pages, lines are kept."""

from __future__ import annotations

import re
import unicodedata

from charset_normalizer import from_bytes

from extractors.core.document import Document, Line
from extractors.core.passage import Span
from pipeline.errors import Empty, Unreadable

NAME = "text 1"

_BREAKS = re.compile(r"\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]")


def decode(data: bytes) -> str:
    """Decodes text and normalises it: NFC, LF, no control characters but tab, line feed and form feed.

    UTF-8, and UTF-16 with a byte order mark, are recognised with certainty. Of the 8-bit encodings windows-1252 is
    tried first: that is what older municipal systems write; bytes invalid in it go to charset-normalizer.

    Raises:
        Unreadable: the bytes are not text in any encoding.
        Empty: the text is only white space.
    """
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", _decode(data)))
    text = _CONTROL.sub("", text.replace("\ufeff", ""))
    if not text.strip():
        raise Empty("there is no text in the file")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise Unreadable(f"the file says it is {encoding}, but is not: {error.reason}") from error
    if data.count(0) > len(data) // 1000:
        raise Unreadable("the file is binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not re.search(rb"[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]", data) and _nordic(data):
        return data.decode("cp1252")
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable("the file is not text in any known encoding")
    return str(best)


def _nordic(data: bytes) -> bool:
    """Whether the letters beyond ASCII, as windows-1252, are mostly those of Finnish and Swedish."""
    high = [byte for byte in data if byte >= 0x80]
    known = sum(
        byte in b"\xe4\xf6\xe5\xc4\xd6\xc5\xe9\xfc\xa7\x96\x97\x94\x93\x92\x91\x85\xa0\x80\xb2\xb3\xbd\x95"
        for byte in high
    )
    return known >= 0.9 * len(high)


def read(data: bytes) -> Document:
    """Reads plain text."""
    text = decode(data)
    return Document(
        text=text,
        lines=tuple(lines(text)),
        pages=tuple(pages(text)),
        paged="\f" in text,
        media_type="text/plain",
        reader=NAME,
    )


def pages(text: str) -> list[Span]:
    """The pages of a text, separated by form feeds."""
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    return [Span(start, end) for start, end in zip(starts, [*(s - 1 for s in starts[1:]), len(text)], strict=True)]


def lines(text: str) -> list[Line]:
    """The lines that are not blank, with their pages."""
    found = []
    page = 1
    for match in re.finditer(r"\f|[^\n\f]+", text):
        if match[0] == "\f":
            page += 1
        elif match[0].strip():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Line(start, match.start() + len(match[0].rstrip()), page))
    return found
