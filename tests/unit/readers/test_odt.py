"""OpenDocument text: what is printed, how it looks, what becomes of hostile and damaged files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest

from extractors.core.document import Document
from pipeline.errors import DocumentError
from pipeline.readers import read as read_any
from pipeline.readers import sniff, zip_archive
from pipeline.readers.word.odt import read
from pipeline.readers.zip_archive import DOCX, ODT
from tests.support.paths import FIXTURES

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("fo", "xsl-fo-compatible"), ("draw", "drawing")),
    )
)
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
BOLD = '<style:text-properties fo:font-weight="bold"/>'
STYLES = f"""<office:document-styles {NAMES}><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-weight="normal"/></style:default-style>
<style:style style:name="Heading" style:family="paragraph">{BOLD}</style:style>
<style:style style:name="Heading_20_2" style:family="paragraph" style:parent-style-name="Heading"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"/>
</office:styles></office:document-styles>"""
AUTOMATIC = f"""<office:automatic-styles>
<style:style style:name="B" style:family="text">{BOLD}</style:style>
<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="400"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<text:list-style style:name="L2">
<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1" text:start-value="2"/>
<text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>
<text:list-level-style-number text:level="3" style:num-format="i" text:display-levels="3"/></text:list-style>
</office:automatic-styles>"""


def packed(mimetype: str = ODT, **parts: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr("META-INF/manifest.xml" if name == "manifest" else f"{name}.xml", text)
    return written.getvalue()


def content(body: str, before: str = "") -> str:
    return (
        f"{before}<office:document-content {NAMES}>{AUTOMATIC}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )


def odt(body: str, before: str = "") -> Document:
    return read(packed(content=content(body, before), styles=STYLES))


def printed(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines]


def items(*bodies: str, attributes: str = 'text:style-name="L2"') -> str:
    inside = "".join(f"<text:list-item>{body}</text:list-item>" for body in bodies)
    return f"<text:list {attributes}>{inside}</text:list>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_bold_breaks_and_links() -> None:
    document = odt(
        '<text:p text:style-name="P1">Protokoll</text:p>'
        '<text:h text:style-name="Heading_20_2" text:outline-level="2">Torgets\xa0namn</text:h>\n'
        '<text:p>\n  <text:span text:style-name="B">Beslut: </text:span> Ärendet<text:tab/>bordlades.<text:line-break/>'
        'Andra<text:s text:c="3"/>raden. <text:a xlink:href="https://example.org/a">Bi<text:span>lagan</text:span></text:a>'
        "</text:p><text:p/>"
        '<text:section><text:p><text:span text:style-name="B">Fet <text:span text:style-name="N">mager</text:span>'
        "</text:span></text:p></text:section>"
    )
    assert document.text == (
        "Protokoll\n\nTorgets namn\n\nBeslut: Ärendet  bordlades.\nAndra   raden. Bilagan\n\nFet mager\n\n"
    )
    assert [(line.level, line.bold) for line in document.lines] == [
        *((1, len("Protokoll")), (2, len("Torgets namn")), (0, len("Beslut: ")), (0, 0), (0, len("Fet "))),
    ]
    [link] = document.links
    assert (document.text[link.span.start : link.span.end], link.url) == ("Bilagan", "https://example.org/a")
    assert (document.media_type, document.paged, len(document.pages)) == (ODT, False, 1)


def test_lists_have_their_markers() -> None:
    document = odt(
        items(p("streck"), p("streck"), attributes='text:style-name="L1"')
        + items(p("två") + items(p("under"), p("under") + items(p("djupt"), attributes="")), p("tre") + p("vidare"))
        + items(items(p("ett steg in"), attributes=""), attributes='text:style-name="L2"')
        + items(p("fyra"), attributes='text:style-name="L2" xml:id="list7"')
        + items(p("fem"), attributes='text:style-name="L2" text:continue-numbering="true"')
        + p("mellan")
        + items(p("sex"), attributes='text:style-name="L2" text:continue-list="list7"')
        + '<text:list text:style-name="L2"><text:list-header><text:p>över</text:p></text:list-header>'
        + '<text:list-item text:start-value="9"><text:h text:outline-level="1">nio</text:h></text:list-item>'
        + "</text:list>"
    )
    assert printed(document) == [
        *(
            "- streck",
            "- streck",
            "2. två",
            "a) under",
            "b) under",
            "2.b.i djupt",
            "3. tre",
            "vidare",
            "a) ett steg in",
        ),
        *("2. fyra", "3. fem", "mellan", "4. sex", "över", "9. nio"),
    ]
    assert "- streck\n- streck\n2. två\na) under\n" in document.text
    assert document.lines[-1].level == 1


def row(cells: str) -> str:
    inside = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells.split(";"))
    return f"<table:table-row>{inside}</table:table-row>"


def table(*rows: str, header: int = 0) -> str:
    parts = list(map(row, rows))
    head = f"<table:table-header-rows>{''.join(parts[:header])}</table:table-header-rows>" if header else ""
    return f"<table:table><table:table-column/>{head}{''.join(parts[header:])}</table:table>"


def test_tables_stand_where_they_are() -> None:
    document = odt(
        p("Före")
        + table("Namn;Parti;Röst", "A. Ek;X;ja", "B. Al;Y;nej")
        + table("Tid;kl. 16.00", "Plats;Stadshuset<text:line-break/>Sal 1")
        + table("År;Euro", "2026;100", header=1)
        + table("Ledamot;JA;NEJ", "Anna Ek;;x", "Kai Ås;x;")
        + p("Efter")
    )
    assert document.text == (
        "Före\n\nNamn | Parti | Röst\nA. Ek | X | ja\nB. Al | Y | nej\n\nTid  kl. 16.00\nPlats  Stadshuset\nSal 1\n\n"
        "År | Euro\n2026 | 100\n\nLedamot | JA | NEJ\nAnna Ek |  | x\nKai Ås | x\n\nEfter\n\n"
    )
    assert sum(line.table for line in document.lines) == 8


def test_what_nobody_sees_on_the_page_is_left_out() -> None:
    document = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>struket</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Syns <text:span text:style-name="H">dold</text:span><text:note><text:note-body><text:p>not</text:p>'
        "</text:note-body></text:note><office:annotation><text:p>kommentar</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>ruta</text:p></draw:text-box></draw:frame>här<!-- tyst -->.</text:p>"
    )
    assert document.text == "Syns här.\n\n"


def test_no_entity_is_expanded() -> None:
    declared = '<!DOCTYPE x [<!ENTITY own "ha"><!ENTITY file SYSTEM "file:///etc/hostname">]>'
    assert printed(odt(p("Beslut&file;&own; här"), declared)) == ["Beslut här"]
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with suppress(DocumentError):  # newer parsers refuse the declaration itself
        assert printed(odt(p("Beslut&l9; här"), f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>')) == ["Beslut här"]


def test_cells_repeated_without_end_are_not_printed_without_end() -> None:
    cell = f'<table:table-cell table:number-columns-repeated="99999999">{p("x")}</table:table-cell>'
    blanks = '<text:s text:c="999999"/>'
    document = odt(f"<table:table><table:table-row>{cell}</table:table-row></table:table>" + p(f"a{blanks}b"))
    assert len(document.text) < 1000


def bomb() -> bytes:
    return packed(content=content(p("Beslut")), styles="x" * 2_000_000)


def truncated(name: str) -> bytes:
    whole = (FIXTURES / "documents" / "fi_odt_ote.odt").read_bytes()
    return whole[: len(whole) // 2] if name == "file" else packed(content=content(p("Beslut"))[:-30])


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda: b"Beslut", "unreadable", "ZIP archive is damaged"),
        (lambda: b"PK\x03\x04 ...", "unreadable", "ZIP archive is damaged"),
        (lambda: truncated("file"), "unreadable", "damaged"),
        (lambda: truncated("content"), "unreadable", "damaged"),
        (lambda: packed(styles=STYLES), "unreadable", "no content.xml"),
        (lambda: packed(content=f"<office:document-content {NAMES}/>"), "unreadable", "no body"),
        (lambda: packed(content=content("<text:section>" * 100_000)), "unreadable", "damaged"),
        (
            lambda: packed(content=content(items(*[""]) + "<text:list><text:list-item>" * 90_000)),
            "unreadable",
            "damaged",
        ),
        (lambda: packed(content=content("")), "empty", "no text"),
        (lambda: packed(content=content(p("x")), manifest="<manifest:encryption-data/>"), "encrypted", "password"),
        (lambda: packed("application/vnd.oasis.opendocument.spreadsheet"), "unsupported", "spreadsheet"),
        (bomb, "too_large", "unpacked"),
    ],
)
def test_errors_say_what_is_wrong(
    make: Callable[[], bytes], code: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if code == "too_large":
        monkeypatch.setattr(zip_archive, "LIMIT", 1_000_000)
    with pytest.raises(DocumentError, match=words) as caught:
        read(make())
    assert caught.value.code == code


def test_nesting_as_deep_as_the_parser_allows_is_read() -> None:
    assert printed(odt("<text:section>" * 240 + p("Beslut") + "</text:section>" * 240)) == ["Beslut"]
    deep = "<text:list><text:list-item>" * 120 + p("Beslut") + "</text:list-item></text:list>" * 120
    assert printed(odt(deep)) == ["Beslut"]
    cells = "<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"
    assert printed(odt(cells[0] * 80 + p("Beslut") + cells[1] * 80)) == ["Beslut"]


def test_the_content_of_an_archive_gives_its_type() -> None:
    word = BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "...wordprocessingml.document.main+xml...")
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("minutes.txt", "Beslut")
    assert sniff(packed(content=content(p("x")))) == ODT
    assert sniff(word.getvalue()) == DOCX
    assert {sniff(data) for data in (other.getvalue(), b"PK\x03\x04\x14\x00", packed("application/x"))} == {
        zip_archive.MEDIA_TYPE
    }
    for data, words in ((other.getvalue(), "a ZIP archive"), (packed("application/x"), "application/x")):
        with pytest.raises(DocumentError, match=words) as caught:
            read_any(data)
        assert caught.value.code == "unsupported"
