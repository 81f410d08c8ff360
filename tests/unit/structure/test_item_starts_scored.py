"""Which section numbers begin items: agreement over the whole document decides, no single line."""

from __future__ import annotations

from pipeline.layout.blocks import layout
from pipeline.readers import read as read_document
from pipeline.structure.document_outline import outline
from tests.support.paths import read
from tests.support.records import titles

COVER = "Kuusirannan kunta      Pöytäkirja 3/2026\nKunnanhallitus\n\nAika  4.5.2026 klo 17\n\n"


def item(number: int, title: str, inside: str = "") -> str:
    return f"§ {number}\n\n{title}\n\nSelostus.\n\n{inside}Päätösehdotus\n\nHyväksytään.\n\nPäätös\n\nHyväksyttiin.\n\n"


def test_sections_of_a_by_law_quoted_in_an_item_begin_none() -> None:
    by_law = "".join(f"§ {n}\n\nSäännön kohta {n}\n\nKohdan {n} teksti on tässä.\n\n" for n in range(1, 31))
    text = COVER + item(44, "Kokouksen avaus") + item(45, "Sääntö", by_law) + item(46, "Torin nimi")
    assert titles(read(text)) == [("44", "Kokouksen avaus"), ("45", "Sääntö"), ("46", "Torin nimi")]


def test_a_section_among_signatures_begins_none() -> None:
    text = COVER + item(44, "Kokouksen avaus") + item(45, "Torin nimi")
    text += "Allekirjoitukset\n\nKai Korpela\npuheenjohtaja\n\nAino Salo\npuheenjohtaja\n§ 44\n"
    assert titles(read(text)) == [("44", "Kokouksen avaus"), ("45", "Torin nimi")]


def test_a_reference_in_prose_begins_none() -> None:
    text = COVER + item(44, "Kokouksen avaus", "§ 98 Kuntalain mukaan valtuusto valvoo.\n\n") + item(45, "Torin nimi")
    assert [number for number, _ in titles(read(text))] == ["44", "45"]


def test_rows_of_a_contents_page_after_the_cover_begin_none() -> None:
    listed = "§ 34  Information\n§ 35  Torgets namn\n§ 36  Meddelanden\n\n"
    text = "Kommunstyrelsen\nProtokoll\n2026-05-18\n\nPlats och tid\n\nKommunhuset kl. 14:00-16:29\n\n" + listed
    for number, title in ((34, "Information"), (35, "Torgets namn"), (36, "Meddelanden")):
        text += f"§ {number} 2026.0{number} KS\n\n{title}\n\nÄrendebeskrivning\n\nTexten.\n\nBeslut\n\nGodkänns.\n\n"
    record = read(text)
    assert titles(record) == [("34", "Information"), ("35", "Torgets namn"), ("36", "Meddelanden")]
    assert [each.case_number for each in record.items] == ["2026.034 KS", "2026.035 KS", "2026.036 KS"]
    assert all(each.handling.decision for each in record.items)


def test_a_number_that_the_first_reading_missed_is_looked_for_again() -> None:
    """The sign of § 45 is lost; the numbers around it say that it is there."""
    text = COVER + item(44, "Kokouksen avaus")
    text += "45 Torin nimi\n\nSelostus.\n\nPäätös\n\nHyväksyttiin.\n\n" + item(46, "Sataman nimi")
    assert [number for number, _ in titles(read(text))] == ["44", "45", "46"]


def test_an_item_says_why_it_begins_where_it_does() -> None:
    laid_out = layout(read_document((COVER + item(44, "Avaus") + item(45, "Torin nimi")).encode()))
    first, second = outline(laid_out.blocks, laid_out.running).items
    assert "sections 2" in first.why
    assert "dominant 1" in second.why
