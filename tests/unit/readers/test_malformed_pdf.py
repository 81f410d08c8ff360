"""PDFs that are broken, odd or meant to do harm: an error that says why, or a record; never more than the limits."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest

from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import read_all
from pipeline import parse
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.fonts import codes, outlines
from pipeline.readers.pdf.page import Sheet
from pipeline.record.serialisation import content_hash, to_json
from tests.support.paths import FIXTURES
from tests.support.pdf_builder import (
    A4,
    EVERY,
    FONT,
    LINES,
    PRINTED,
    bomb,
    failure,
    link,
    page,
    pages,
    printed,
    read,
    says,
    sheet,
    stream,
    text,
    to_unicode,
    truetype,
    two_fonts,
    write,
)

# Files that can't be opened


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (page(catalog=b"/X 1")[:40], "unreadable", "damaged"),
        (page()[: len(page()) // 2], "unreadable", "damaged"),
        (page()[: len(page()) * 9 // 10], "unreadable", "damaged"),
        (b"%PDF-1.7\n", "unreadable", "damaged"),
        (b"%PDF-1.7\n" + bytes(50_000), "unreadable", "damaged"),
        (b"%PDF-1.7\n" + random.Random(1).randbytes(50_000), "unreadable", "damaged"),  # noqa: S311 - no secret
        (b"%PDF-1.7\n1 0 obj\n" + b"<</A " * 100_000, "unreadable", "damaged"),
        (write({1: b"(text)"}), "unreadable", "damaged"),
        (write({1: b"<</Type/Catalog>>"}), "empty", "no pages"),
        (page(tree=b"/Kids[]/Count 0"), "empty", "no pages"),
        (page(tree=b"/Kids[2 0 R]/Count 1"), "empty", "no text"),
        (page(tree=b"/Kids[2 0 R 2 0 R]/Count 500"), "empty", "no text"),
        (page(b""), "empty", "no text"),
        (page(raw=b"[4 0 R 4 0 R]"), "empty", "no text"),
        (page(keys=A4 + b"/CropBox[5000 5000 6000 6000]"), "empty", "no text"),
        (page(raw=b"<</Filter[%s]/Length 1>>stream\nx\nendstream" % (b"/Fl " * 10_000)), "empty", "no text"),
        (page(keys=b"/MediaBox[0 0 1000000 1000000]"), "too_large", "page 1 is 1000000 by 1000000 points"),
        (write({1: b"<<>>"}, b"/Root 1 0 R/Encrypt<</Filter/Adobe.PubSec/V 4>>"), "encrypted", "password"),
    ],
)  # fmt: skip
def test_errors_say_what_is_wrong(data: bytes, code: str, words: str) -> None:
    error = failure(data)
    assert error.code == code
    assert words in error.reason


@pytest.mark.parametrize("user", ["hemlig", ""])
def test_only_a_user_password_is_needed(user: str) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(user, "ägare", strength=128))
    for at, line in enumerate(LINES):
        canvas.drawString(70, 780 - 24 * at, line)
    canvas.save()
    if user:
        assert failure(file.getvalue()).code == "encrypted"
    else:
        assert printed(file.getvalue()) == PRINTED


# Files that are odd, but hold their text


@pytest.mark.parametrize(
    "data",
    [
        page(tree=b"/Kids[3 0 R]/Count 2000000000"),
        page(tree=b"/Kids[3 0 R]/Count -3"),
        page(tree=b"/Kids[3 0 R]/Count 1/Parent 2 0 R"),
        page(tree=b"/Kids[3 0 R 2 0 R]/Count 2"),
        page().replace(b"startxref\n", b"startxref\n9"),
        page()[: page().index(b"startxref")],
        page().replace(b"trailer\n<<", b"trailer\n<</Prev %d" % page().index(b"xref\n0 ")),
        page().replace(b"xref\n0 6", b"xref\n0 2000000000"),
        page().replace(b"/Length ", b"/Length 99999"),
        page() + bytes(100_000),
        b"x" * 900 + page(),
        page(keys=b""),
        page(keys=b"/MediaBox[0 0 0 0]"),
        page(keys=b"/MediaBox[595 842 0 0]"),
        page(keys=b"/MediaBox[0 0 nan (a)]"),
        page(keys=b"/MediaBox[0 0 1e30 1e30]"),
        page(keys=b"/MediaBox[0 0 14000 14000]"),
        page(keys=A4 + b"/Rotate 45"),
        page(keys=A4 + b"/Resources 3 0 R/Annots 3 0 R"),
        page(keys=A4 + b"/Annots 6 0 R", more={6: b"[7 0 R 7 0 R 6 0 R 3 0 R]", 7: b"<</Subtype/Link/Next 7 0 R>>"}),
        page(keys=A4 + b"/Annots[6 0 R]", more={6: link(b"http://a.example/", b"[(a) 1e300 nan]")}),
        page(catalog=b"/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>"),
        page(catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>", more={6: stream(b"<xdp:xdp/>")}),
        page(catalog=b"/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>", more={6: b"<<>>"}),
        page(catalog=b"/X " + b"[" * 100_000),
        page(font=b"null"),
        page(font=FONT.replace(b"Helvetica", b"#ff#fe" + b"x" * 5000)),
        page(text(size=b"-11").replace(b"24 TL", b"-24 TL -1 0 0 -1 70 500 Tm")),
        page(text() + b"BT /F1 0 Tf 70 200 Td (x) Tj ET BT /F1 1e30 Tf 70 200 Td (x) Tj ET"),
        page(text() + b"BT /F1 9 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm (x) Tj 0 0 0 0 70 200 Tm (x) Tj ET"),
        page(text() + b"1e38 1e38 m -1e38 1e38 l S 0 1e38 m 0 -1e38 l S " * 20),
        page(text(("\\000\\001\\010\\033\\037", *LINES))),
    ],
)  # fmt: skip
def test_odd_files_are_read(data: bytes) -> None:
    assert printed(data) == PRINTED


def test_pages_that_can_not_be_loaded_keep_their_numbers() -> None:
    document = read(page(tree=b"/Kids[99 0 R null 3 0 R]/Count 3"))
    assert len(document.pages) == 3
    assert {line.page for line in document.lines} == {3}


def test_thousands_of_pages() -> None:
    document = read(pages(3000))
    assert (len(document.pages), document.lines[-1].page) == (3000, 3000)
    assert failure(pages(pdfium.PAGES + 1)).reason == "the PDF has 20,001 pages, the limit is 20,000"


@pytest.mark.parametrize("offset", [0, 100])
@pytest.mark.parametrize(
    ("turn", "matrix"), [(90, b"0 1 -1 0 595 0"), (180, b"-1 0 0 -1 842 595"), (270, b"0 -1 1 0 0 842")]
)
def test_turned_and_cropped_pages_are_read_as_they_are_seen(turn: int, matrix: bytes, offset: int) -> None:
    content = text() + b"70 90 m 400 90 l S 70 50 300 20 re S"
    straight = sheet(page(content, keys=b"/MediaBox[0 0 842 595]/Annots[6 0 R]", more={6: link(b"http://a.example")}))
    width, height = (842, 595) if turn == 180 else (595, 842)
    box = (offset, offset, offset + width, offset + height)
    keys = b"/MediaBox[0 0 %d %d]/CropBox[%d %d %d %d]/Rotate %d" % (width + 500, height + 500, *box, turn)
    turned = sheet(page(b"1 0 0 1 %d %d cm %s cm " % (offset, offset, matrix) + content, keys=keys))
    assert (turned.width, turned.height, turned.sideways) == (842, 595, [])
    assert [word.text for word in turned.words] == [word.text for word in straight.words]
    for one, other in zip(turned.words, straight.words, strict=True):
        assert one[1:6] == pytest.approx(other[1:6], abs=0.1)
    for rule, other_rule in zip(sorted(turned.rules), sorted(straight.rules), strict=True):
        assert rule == pytest.approx(other_rule, abs=0.1)


def test_text_that_lies_upside_down_has_boxes_all_the_same() -> None:
    turned = sheet(page(b"-1 0 0 -1 595 842 cm " + text()))
    assert all(word.x0 < word.x1 and word.top < word.bottom for word in turned.words)


# Characters


def test_characters_beyond_the_basic_plane_do_not_shift_the_others() -> None:
    plain, odd = sheet(page()), sheet(says({"T": b"d83dde00", "r": b"d83dde01"}))
    words = [word.replace("T", "\U0001f600").replace("r", "\U0001f601") for word in PRINTED]
    assert [word.text for word in odd.words] == words
    for one, other in zip(odd.words, plain.words, strict=True):
        assert one[1:6] == pytest.approx(other[1:6], abs=0.1)


@pytest.mark.parametrize(
    "letters",
    [
        {"T": b"d83d", "m": b"de00"},  # surrogates without their other halves
        {"T": b"0000", "m": b"0001", "g": b"000a", "o": b"000c"},
        {"T": b"ffff", "m": b"2028", "g": b"0085", "o": b"202e"},
        {"T": b"", "m": b"d83dde00" * 100},
    ],
)
def test_records_of_odd_characters_can_be_written(letters: dict[str, bytes]) -> None:
    record = parse(says(letters))
    assert json.loads(to_json(record))["id"] == record.id
    assert record.text.encode()
    assert content_hash(record)


@pytest.mark.parametrize("letter", ["1", ")", "§", "a-"])
def test_words_without_end_are_parted(letter: str) -> None:
    long = text((*LINES, "")).replace(b"() Tj", b"(%s) Tj" % (letter.encode("cp1252").replace(b")", b"\\)") * 30_000))
    record = parse(page(long))
    assert max(len(word) for word in record.text.split()) <= 501


# Links


def test_links_that_are_no_addresses_are_passed_over() -> None:
    uris = (b"javascript:alert(1)", b" JavaScript:alert(1)", b"data:text/html,x", b"http://a.example/" + b"a" * 10**6)
    annotations = {6 + at: link(uri) for at, uri in enumerate((*uris, b"http://b.example/"))}
    keys = A4 + b"/Annots[%s]" % b" ".join(b"%d 0 R" % number for number in annotations)
    assert [each.url for each in read(page(keys=keys, more=annotations)).links] == ["http://b.example/"]


def test_links_have_a_limit() -> None:
    data = page(keys=A4 + b"/Annots[%s]" % (b"6 0 R " * 50_000), more={6: link(b"http://a.example/")})
    assert len(sheet(data).links) == pdfium.LINKS


# Drawings


def test_drawings_of_a_hundred_thousand_paths_do_not_hide_text() -> None:
    lines = b"".join(b"%d %d m %d %d l S " % (at % 595, at % 842, at * 7 % 595, at * 3 % 842) for at in range(100_000))
    assert printed(page(text() + lines)) == PRINTED


def test_forms_within_forms() -> None:
    keys = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
    nested = {10 + at: stream(b"/X Do" if at < 9 else text(), keys % (11 + at)) for at in range(10)}
    assert printed(page(b"/X Do", resources=b"/XObject<</X 10 0 R>>", more=nested)) == PRINTED
    looped = {10: stream(text(("Bilaga",), y=200) + b"/X Do", keys % 10)}
    assert printed(page(text() + b"/X Do", resources=b"/XObject<</X 10 0 R>>", more=looped))[: len(PRINTED)] == PRINTED


def test_a_page_of_too_many_characters_is_an_error() -> None:
    content = b"".join(b"BT /F1 4 Tf %d %d Td (%s) Tj ET " % (0, 7 * at, b"ab " * 8_000) for at in range(25))
    error = failure(page(content))
    assert (error.code, error.reason.partition(" has ")[0]) == ("too_large", "page 1")


# Fonts


def garbage(seed: int, start: bytes = b"") -> bytes:
    return stream(start + random.Random(seed).randbytes(3000 + seed))  # noqa: S311 - no secret


def damaged(seed: int) -> bytes:
    program, chance = bytearray(truetype(seed=7)), random.Random(seed)  # noqa: S311 - no secret
    for _ in range(40):
        program[chance.randrange(12 if seed % 2 else 250, len(program))] = chance.randrange(256)
    return stream(bytes(program))


@pytest.mark.parametrize("start", [b"", b"\0\1\0\0", b"OTTO", b"true", b"\0\1\0\0\0\1\0\0\0\0\0\0cmap"])
def test_fonts_that_are_garbage(start: bytes) -> None:
    document = read(two_fonts(garbage(1, start), garbage(2, start), to_unicode(EVERY)))
    assert "Beslut" in document.text.replace("fi", "T")


@pytest.mark.parametrize("seed", range(12))
def test_fonts_that_are_damaged(seed: int) -> None:
    data = two_fonts(damaged(seed), stream(truetype(seed=3) + b"x"), to_unicode(EVERY))
    assert len(read(data).text) > 20


@pytest.mark.parametrize(
    "maps",
    [
        to_unicode(b"100 beginbfchar <zz> <> <41 endbfrange ) << ["),
        to_unicode(b"3 beginbfchar <41> <> <42> <d83d> <43> <0000> endbfchar"),
        to_unicode(b"1 beginbfrange <00000000> <ffffffff> <0000> endbfrange"),
        to_unicode(b"1 beginbfchar <61> <%s> endbfchar" % (b"0041" * 1000)),
        bomb(b"1 beginbfchar <41> <0042> endbfchar ", 20 * 2**20),
        stream(b""),
        b"3 0 R",
    ],
)
def test_maps_without_end(maps: bytes) -> None:
    data = two_fonts(stream(truetype()), stream(truetype(seed=3) + b"x"), maps)
    assert len(read(data).text) > 20


def test_glyphs_without_width_and_glyphs_of_glyphs() -> None:
    for program in (truetype(width=0), truetype(nested=30)):
        data = two_fonts(stream(program), stream(program + b"x"), to_unicode(EVERY))
        assert len(read(data).text) > 20


def lettered(maps: bytes = b"", *, content: bytes = b"", keys: bytes = b"") -> bytes:
    data = two_fonts(stream(truetype()), stream(truetype(seed=3) + b"x"), to_unicode(maps or EVERY), keys)
    return data.replace(b"endstream", b"\n" + content + b"\nendstream", 1) if content else data


def test_pages_are_measured_before_their_codes_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = lettered()
    found = codes.Fonts(data)
    words, _ = found.words(sheet(data), {})
    assert len(words) == len(PRINTED) + 3
    monkeypatch.setattr(codes, "CONTENT", 0)
    assert found.words(sheet(data), {})[0] == words, "a page that was read once can be read again"
    for module, limit in ((codes, "STREAM"), (codes, "DRAWN"), (outlines, "CODES")):
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, 10)
            with pytest.raises(outlines.BROKEN):
                codes.Fonts(data).words(sheet(data), {})


def test_codes_stand_where_pdfium_sees_them_on_a_cropped_page() -> None:
    data = lettered(keys=b"/CropBox[50 60 500 700]")
    own = sheet(data)
    for one, other in zip(codes.Fonts(data).words(own, {})[0], own.words, strict=True):
        assert (one.x0, one.x1) == pytest.approx((other.x0, other.x1), abs=1)
        assert (one.top + one.bottom) / 2 == pytest.approx((other.top + other.bottom) / 2, abs=6)


def test_widths_without_end() -> None:
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Foo/W[0 2000000000 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Foo/Encoding/Identity-H/DescendantFonts[%s]>>" % inner
    data = page(font=font)
    with pytest.raises(outlines.TooMuch):
        codes.Fonts(data).words(Sheet(1, 595, 842), {})


# Bombs, in workers of the guarded pool


TIGHT = Limits(seconds=6, memory=300 * 2**20)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What comes of bombs with good documents between them."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 10 0 R>>>>"
    picture = b"/Type/XObject/Subtype/Image/Width 31622/Height 31622/BitsPerComponent 8/ColorSpace/DeviceGray"
    draw = b"q 595 0 0 842 0 0 cm /X Do Q"
    x = b"/XObject<</X 10 0 R>>"
    large = 600 * 10**6
    bombs = {
        "spaces": page(raw=bomb(b" ", large)),
        "words": page(raw=bomb(b"BT /F1 9 Tf 70 700 Td (Beslut) Tj ET ", large)),
        "paths": page(raw=bomb(b"1 1 9 9 re f ", large)),
        "states": page(raw=bomb(b"q ", large)),
        "objects": write({1: b"<</Type/Catalog/Pages 2 0 R>>", 4: bomb(b" ", large, b"/Type/ObjStm/N 9/First 9")}),
        "forms": page(text() + b"/X Do", resources=x, more={10: stream(b"/X Do /X Do /X Do", form)}),
        "picture": page(draw, resources=x, more={10: bomb(b"\0", large, picture)}),
        "font": two_fonts(bomb(b"\0\1\0\0", large), stream(truetype()), to_unicode(EVERY)),
    }
    folder: Path = tmp_path_factory.mktemp("bombs")
    jobs = []
    for name, data in bombs.items():
        (folder / name).write_bytes(data)
        jobs += [Job(path=str(folder / name), uri=name), Job(path="-", data=page(), uri=f"after {name}")]
    return {str(outcome.uri): outcome for outcome in read_all(jobs, 1, TIGHT)}


def test_bombs_fail_and_say_why(outcomes: dict[str, Outcome]) -> None:
    bombs = {uri: outcome for uri, outcome in outcomes.items() if not uri.startswith("after")}
    assert {outcome.status for outcome in bombs.values()} == {"failed"}
    for uri, outcome in bombs.items():
        assert outcome.code in ("too_large", "timed_out", "unreadable", "empty"), uri
        assert outcome.reason, uri
        assert not outcome.reason.startswith("internal error"), uri


def test_neighbours_of_bombs_are_read(outcomes: dict[str, Outcome]) -> None:
    neighbours = [outcome for uri, outcome in outcomes.items() if uri.startswith("after")]
    assert {outcome.status for outcome in neighbours} == {"record"}
    assert {str(outcome.text).split()[0] for outcome in neighbours} == {"Stadsstyrelsen"}


def test_the_encrypted_fixture() -> None:
    assert failure((FIXTURES / "encrypted.pdf").read_bytes()).code == "encrypted"
