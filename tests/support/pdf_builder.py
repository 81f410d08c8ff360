"""PDFs made by hand, object by object: sound ones, odd ones, and ones that mean to do harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from extractors.core.document import Document
from pipeline import DocumentError, parse
from pipeline.readers.pdf import pdfium, reader
from pipeline.readers.pdf.page import Sheet

LINES = ("Stadsstyrelsen 3.2.2026 § 14", "Torgets namn", "Beslut", "Ärendet bordlades.")
PRINTED = " ".join(LINES).split()
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
A4 = b"/MediaBox[0 0 595 842]"


def stream(data: bytes, keys: bytes = b"", packed: bool = False) -> bytes:
    if packed:
        data, keys = zlib.compress(data), keys + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(data), data)


def bomb(piece: bytes, size: int, keys: bytes = b"") -> bytes:
    """A stream that unpacks to so many bytes; only its check sum is wrong."""
    packer = zlib.compressobj(9)
    chunk = piece * (2**20 // len(piece))
    first, block = (packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return stream(first + block * (size // len(chunk)) + packer.flush(), keys + b"/Filter/FlateDecode")


def write(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer\n<<%s/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, size, table))


def text(lines: tuple[str, ...] = LINES, x: int = 70, y: int = 500, size: bytes = b"11", font: bytes = b"/F1") -> bytes:
    shown = b"".join(b"(%s) Tj T* " % line.encode("cp1252") for line in lines)
    return b"BT %s %s Tf %d %d Td 24 TL %sET\n" % (font, size, x, y, shown)


def page(
    content: bytes | None = None,
    *,
    raw: bytes = b"",
    keys: bytes = A4,
    tree: bytes = b"/Kids[3 0 R]/Count 1",
    catalog: bytes = b"",
    font: bytes = FONT,
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF of one page. Objects from 6 on are free."""
    shared = b"/Resources<</Font<</F1 5 0 R/F2 9 0 R>>%s>>" % resources
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages%s>>" % tree,
        3: b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%s%s>>" % (shared, keys),
        4: raw or stream(text() if content is None else content),
        5: font,
    }
    return write(objects | dict(more or {}))


def pages(number: int) -> bytes:
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    kids = b" ".join(b"%d 0 R" % (10 + each) for each in range(number))
    return page(tree=b"/Kids[%s]/Count %d" % (kids, number), more={10 + each: one for each in range(number)})


def link(uri: bytes, place: bytes = b"[60 490 300 520]") -> bytes:
    return b"<</Type/Annot/Subtype/Link/Rect%s/A<</S/URI/URI(%s)>>>>" % (place, uri)


def to_unicode(entries: bytes) -> bytes:
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        b"1 begincodespacerange <00> <ff> endcodespacerange %s endcmap end end" % entries
    )


def says(letters: Mapping[str, bytes]) -> bytes:
    """A PDF whose font says of letters that they are others, in hexadecimal UTF-16."""
    entries = b" ".join(b"1 beginbfchar <%02x> <%s> endbfchar" % (ord(each), code) for each, code in letters.items())
    return page(font=FONT[:-2] + b"/ToUnicode 6 0 R>>", more={6: to_unicode(entries)})


def two_fonts(program: bytes, other: bytes, maps: bytes, keys: bytes = b"") -> bytes:
    """A PDF that embeds one face twice, so that the shapes of its letters are asked."""
    descriptor = b"<</Type/FontDescriptor/FontName/%s/Flags 32/FontBBox[0 0 1000 1000]/FontFile2 %d 0 R>>"
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor %d 0 R"
        b"/Encoding/WinAnsiEncoding/ToUnicode 8 0 R>>"
    )
    first, second, widths = b"AAAAAA+Foo", b"BBBBBB+Foo", b"500 " * 224
    return page(
        text() + text(("Torgets nya namn",), y=300, font=b"/F2"),
        font=font % (first, widths, 6),
        keys=A4 + keys,
        more={
            6: descriptor % (first, 7), 7: program, 8: maps,
            9: font % (second, widths, 10), 10: descriptor % (second, 11), 11: other,
        },
    )  # fmt: skip


def truetype(width: int = 500, nested: int = 0, seed: int = 0) -> bytes:
    """A TrueType font of the letters of `LINES`; T is made of two glyphs that are made of two, and so on."""
    letters = sorted({letter for line in LINES for letter in line})
    composed = [f"c{each}" for each in range(nested)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *(f"g{ord(each)}" for each in letters), *composed])
    builder.setupCharacterMap({ord(each): f"g{ord(each)}" for each in letters})
    pen = TTGlyphPen(None)
    pen.moveTo((0, seed))
    pen.lineTo((0, 500))
    pen.lineTo((500, 0))
    pen.closePath()
    glyphs = dict.fromkeys(builder.font.getGlyphOrder(), pen.glyph())
    for at, name in enumerate(composed):
        pen = TTGlyphPen(glyphs)
        for shift in (0, 1):
            pen.addComponent(composed[at - 1] if at else "g114", (1, 0, 0, 1, shift, 0))
        glyphs[name] = pen.glyph()
    if composed:
        glyphs["g84"] = glyphs[composed[-1]]
    builder.font.recalcBBoxes = False
    for glyph in glyphs.values():
        glyph.xMin = glyph.yMin = 0
        glyph.xMax = glyph.yMax = 500
    builder.setupGlyf(glyphs, calcGlyphBounds=False)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (width, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    file = io.BytesIO()
    builder.font.save(file)
    return file.getvalue()


EVERY = b"1 beginbfrange <20> <7e> <0020> endbfrange 1 beginbfchar <54> <00660069> endbfchar"


def read(data: bytes) -> Document:
    return reader.read(data)


def sheet(data: bytes) -> Sheet:
    document = pdfium.open_document(data)
    try:
        return next(iter(pdfium.sheets(document)))
    finally:
        document.close()


def failure(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse(data)
    assert (caught.value.status, caught.value.code) == ("failed", caught.value.code)
    return caught.value


def printed(data: bytes) -> list[str]:
    return read(data).text.split()
