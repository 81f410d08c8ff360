"""Word documents: what is printed, how it looks, what becomes of those that can't be read."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml

from extractors.core.document import Document
from pipeline.assembly.assemble import assemble
from pipeline.errors import DocumentError, TimedOut, Unreadable, Unsupported
from pipeline.layout.blocks import layout
from pipeline.readers import zip_archive
from pipeline.readers.word import legacy
from pipeline.readers.word.docx import read
from pipeline.readers.zip_archive import DOCX
from pipeline.structure.document_outline import outline

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi Stadsstyrelsen 3.2.2026\par\par{\b Beslut}\par\par \'c4rendet bordlades.\par}"
LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def saved(document: Any) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def printed(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines]


def xml(text: str) -> Any:
    return parse_xml(re.sub(r"^(<[\w:]+)", rf"\1 {nsdecls('w')}", text))


def paragraphs(*bodies: str) -> bytes:
    """A document whose paragraphs hold this XML."""
    document = docx.Document()
    for body in bodies:
        document.element.body.insert(-1, xml(f"<w:p>{body}</w:p>"))
    return saved(document)


def linked(paragraph: Any, text: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(xml(f"<w:r><w:t>{text}</w:t></w:r>"))
    paragraph._p.append(link)


def test_headings_bold_breaks_and_links() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Sidhuvud"
    made.add_heading("Protokoll", 0)
    made.add_heading("Torgets\xa0namn", 2)
    paragraph = made.add_paragraph()
    paragraph.add_run("Beslut: ").bold = True
    paragraph.add_run("Ärendet\tbordlades.\nAndra raden. ")
    linked(paragraph, "Bilagan", "https://example.org/a")
    made.add_paragraph()
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    own = made.styles.add_style("Etikett", 1)
    own.font.bold = True
    made.add_paragraph("Bakgrund", style=own)
    below = made.styles.add_style("Egen", 1)
    below.base_style = made.styles["Heading 3"]
    made.add_paragraph("Under", style=below)
    document = read(saved(made))
    assert document.text == (
        "Protokoll\n\nTorgets namn\n\nBeslut: Ärendet  bordlades.\nAndra raden. Bilagan\n\nBakgrund\n\nUnder\n\n"
    )
    assert [line.level for line in document.lines] == [1, 2, 0, 0, 0, 3]
    assert [line.bold for line in document.lines[2:5]] == [len("Beslut: "), 0, len("Bakgrund")]
    [link] = document.links
    assert (document.text[link.span.start : link.span.end], link.url) == ("Bilagan", "https://example.org/a")
    assert (document.media_type, document.paged, len(document.pages)) == (DOCX, False, 1)
    assert document.reader.startswith("python-docx 1")


def numbered(document: Any, number: int, *levels: str) -> None:
    part = document.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{level.split()[0]}"/>'
        f'<w:lvlText w:val="{level.split(maxsplit=1)[1]}"/></w:lvl>'
        for at, level in enumerate(levels)
    )
    part.insert(0, xml(f'<w:abstractNum w:abstractNumId="{number}">{body}</w:abstractNum>'))
    part.append(xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    part.append(xml(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/>{restart}</w:num>'))


def test_lists_have_their_markers() -> None:
    made = docx.Document()
    numbered(made, 90, "decimal %1.", "lowerLetter %2)", "decimal %1.%2.%3")
    made.add_paragraph("streck", style="List Bullet")
    for text, number, level in (
        *(("ett", 90, 0), ("två", 90, 0), ("under", 90, 1), ("under", 90, 1), ("djupt", 90, 2)),
        *(("tre", 90, 0), ("under", 90, 1), ("om igen", 91, 0), ("vidare", 91, 0), ("inget", 0, 0)),
    ):
        properties = made.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    document = read(saved(made))
    assert printed(document) == [
        *("- streck", "1. ett", "2. två", "a) under", "b) under", "2.b.1 djupt"),
        *("3. tre", "a) under", "1. om igen", "2. vidare", "inget"),
    ]
    assert "- streck\n1. ett\n2. två\n" in document.text
    assert "2. vidare\n\ninget" in document.text


def table(document: Any, *rows: tuple[str, ...]) -> Any:
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    return made


def test_tables_stand_where_they_are() -> None:
    made = docx.Document()
    made.add_paragraph("Före")
    table(made, ("Namn", "Parti", "Röst"), ("A. Ek", "X", "ja"), ("B. Al", "Y", "nej"))
    made.add_paragraph("Mellan")
    table(made, ("Tid", "kl. 16.00"), ("Plats", "Stadshuset\nSal 1"))
    table(made, ("Beslut", "Första stycket.\n\nAndra stycket."))
    table(made, ("Ensam",), ("Kolumn",))
    header = table(made, ("År", "Euro"), ("2026", "100"))
    for cell in header.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document = read(saved(made))
    assert document.text == (
        "Före\n\nNamn | Parti | Röst\nA. Ek | X | ja\nB. Al | Y | nej\n\nMellan\n\n"
        "Tid  kl. 16.00\nPlats  Stadshuset\nSal 1\n\n"
        "Beslut\n\nFörsta stycket.\n\nAndra stycket.\n\nEnsam\n\nKolumn\n\nÅr | Euro\n2026 | 100\n\n"
    )
    rows = [document.text[line.start : line.end] for line in document.lines if line.table]
    assert rows == ["Namn | Parti | Röst", "A. Ek | X | ja", "B. Al | Y | nej", "År | Euro", "2026 | 100"]


def test_tracked_changes_hidden_text_and_fields() -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    document = read(
        paragraphs(
            run.format("Beslut ") + "<w:del><w:r><w:delText>gammal</w:delText></w:r></w:del>"
            f"<w:ins>{run.format('ny')}</w:ins><w:moveFrom>{run.format('flyttad')}</w:moveFrom>",
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run.format("Halv "),
            run.format("mening") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r>",
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText>'
            f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run.format("länk")}'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run.format(" efter")}',
            f"<w:sdt><w:sdtContent>{run.format('fält')}</w:sdtContent></w:sdt>",
        )
    )
    assert printed(document) == ["Beslut ny", "Halv mening", "länk efter", "fält"]
    assert [(document.text[link.span.start : link.span.end], link.url) for link in document.links] == [
        ("länk", "https://example.org")
    ]


def test_a_record_comes_of_it() -> None:
    made = docx.Document()
    made.add_paragraph("Stadsstyrelsen 3.2.2026 § 14")
    made.add_heading("Vägförvaltningens åtgärder", 1)
    for label, text in (
        ("Förslag", "Stadsstyrelsen beslutar anteckna redogörelsen för kännedom."),
        ("Beslut", "Stadsstyrelsen godkände förslaget."),
    ):
        made.add_paragraph().add_run(label).bold = True
        made.add_paragraph(text)
    data = saved(made)
    document = read(data)
    laid_out = layout(document)
    record = assemble(data, None, document, laid_out, outline(laid_out.blocks, laid_out.running))
    [item] = record.items
    assert item.title == "Vägförvaltningens åtgärder"
    shown = item.handling.model_dump_json()
    assert "anteckna redogörelsen" in shown
    assert item.handling.decision is not None
    assert "godkände förslaget" in item.handling.decision.model_dump_json()


def packed(**parts: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr({"types": "[Content_Types].xml"}.get(name, name), text)
    return written.getvalue()


def with_entity() -> bytes:
    source, written = zipfile.ZipFile(BytesIO(paragraphs("<w:r><w:t>MARK</w:t></w:r>"))), BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "word/document.xml":
                declared = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<w:document'
                content = content.replace(b"<w:document", declared, 1).replace(b"MARK", b"Beslut&x;")
            archive.writestr(part.filename, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda: packed(types="application/vnd...spreadsheetml.sheet.main+xml"), "unsupported", "Excel"),
        (lambda: packed(mimetype="application/vnd.oasis.opendocument.text"), "unsupported", "opendocument"),
        (lambda: packed(other="x"), "unsupported", "ZIP archive"),
        (lambda: packed(types="wordprocessingml.document.main+xml"), "unreadable", "damaged"),
        (lambda: saved(docx.Document())[:2000], "unreadable", "damaged"),
        (lambda: b"PK\x03\x04 ...", "unreadable", "damaged"),
        (lambda: saved(docx.Document()), "empty", "no text"),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (lambda: OLE + "WordDocument".encode("utf-16-le"), "unsupported", "2007"),
    ],
)
def test_errors_say_what_is_wrong(make: Callable[[], bytes], code: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read(make())
    assert caught.value.code == code


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "LIMIT", 1_000_000)
    with pytest.raises(DocumentError, match="unpacked") as caught:
        read(packed(types="wordprocessingml.document.main+xml", bomb="0" * 2_000_000))
    assert caught.value.code == "too_large"


def test_no_external_entities() -> None:
    assert printed(read(with_entity())) == ["Beslut"]


@pytest.mark.parametrize("data", [RTF, OLE + bytes(600) + "WordDocument".encode("utf-16-le")])
def test_older_formats_need_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unsupported, match="needs LibreOffice"):
        legacy.read(data)


def test_an_ole_file_that_is_no_word_document() -> None:
    with pytest.raises(Unsupported, match="no Word document"):
        legacy.read(OLE + "Workbook".encode("utf-16-le"))
    locked = OLE.ljust(512, b"\0") + b"\xec\xa5" + bytes(9) + b"\x01" + "WordDocument".encode("utf-16-le")
    with pytest.raises(DocumentError, match="password"):
        legacy.read(locked)


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program in LibreOffice's place; "$7" is the folder it should write to."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_what_the_program_makes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ready.docx").write_bytes(paragraphs("<w:r><w:t>Beslut</w:t></w:r>"))
    program(tmp_path, monkeypatch, f'mkdir "$7"; cp {tmp_path}/ready.docx "$7/document.docx"')
    document = legacy.read(RTF)
    assert (printed(document), document.media_type) == (["Beslut"], "application/rtf")
    assert document.reader.startswith("LibreOffice, python-docx")


def test_a_program_that_makes_nothing_or_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(Unreadable, match="could not convert"):
        legacy.read(RTF)
    program(tmp_path, monkeypatch, "sleep 50 & wait")
    monkeypatch.setattr(legacy, "SECONDS", 0.3)
    with pytest.raises(TimedOut):
        legacy.read(RTF)


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_rtf_by_libreoffice() -> None:
    document = legacy.read(RTF)
    assert printed(document) == ["Stadsstyrelsen 3.2.2026", "Beslut", "Ärendet bordlades."]
    assert document.lines[1].bold == len("Beslut")
