"""PDF: reading order, tables, furniture, annexes and fonts that lie, on fixtures and on real minutes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.core.document import Document
from extractors.core.passage import heal
from pipeline import parse
from pipeline.layout.blocks import layout
from pipeline.readers import read
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.fonts import dictionary
from pipeline.readers.pdf.fonts import repair as glyphs
from pipeline.readers.pdf.lines import Row
from pipeline.readers.pdf.page import Rule, Sheet, Word
from pipeline.readers.pdf.reading_order import rows
from pipeline.readers.pdf.tables import place
from pipeline.record.model import MeetingRecord
from tests.support.paths import FIXTURES, LAPUA, NYKARLEBY, SHARED, real

PDFS = FIXTURES / "documents"


def word(text: str, x: float, y: float, size: float = 10.0, bold: bool = False) -> Word:
    """A word at a place, as wide as its letters make it."""
    return Word(text, x, y, x + 0.5 * size * len(text), y + 1.2 * size, size, bold)


def line(text: str, x: float, y: float) -> list[Word]:
    """Words on one baseline, a blank apart."""
    words = []
    for each in text.split():
        words.append(word(each, x, y))
        x = words[-1].x1 + 2.5
    return words


def printed(words: list[Word]) -> list[str]:
    return ["  ".join(segment.text for segment in row.segments) for row in rows(Sheet(1, 595, 842, words))]


def document(name: str) -> Document:
    return read((PDFS / name).read_bytes())


def record(name: str) -> MeetingRecord:
    return parse(PDFS / name)


# Reading order


def test_a_label_column_is_read_row_by_row() -> None:
    words = [*line("Aika", 50, 100), *line("12.5.2026, klo 17.00", 150, 100), *line("Paikka", 50, 115)]
    words += line("Kunnantalo", 150, 115)
    assert printed(words) == ["Aika  12.5.2026, klo 17.00", "Paikka  Kunnantalo"]


def test_two_signatures_side_by_side_are_read_row_by_row() -> None:
    words = [*line("Raija Koivulahti", 100, 100), *line("Petra Isoviita", 300, 100)]
    words += [*line("Puheenjohtaja", 100, 113), *line("Sihteeri", 300, 113)]
    assert printed(words) == ["Raija Koivulahti  Petra Isoviita", "Puheenjohtaja  Sihteeri"]


def test_boxes_in_two_columns_are_read_one_column_after_the_other() -> None:
    words = [*line("[X] Raija Koivulahti", 50, 100), *line("[ ] Petra Isoviita", 300, 100)]
    words += [*line("[X] Pekka Saarnisto", 50, 113), *line("[ ] Outi Harjasuo", 300, 113)]
    words += line("Muut läsnäolijat", 50, 145)
    boxes = ["[X] Raija Koivulahti", "[X] Pekka Saarnisto", "[ ] Petra Isoviita", "[ ] Outi Harjasuo"]
    assert printed(words) == [*boxes, "Muut läsnäolijat"]


def test_names_with_offices_beside_them_stay_on_their_rows() -> None:
    words = [*line("Raija Koivulahti", 100, 100), *line("puheenjohtaja", 300, 100)]
    words += [*line("Pekka Saarnisto", 100, 113), *line("varapuheenjohtaja", 300, 113)]
    assert printed(words) == ["Raija Koivulahti  puheenjohtaja", "Pekka Saarnisto  varapuheenjohtaja"]


def test_amounts_in_columns_stay_on_their_rows() -> None:
    words = [*line("Toimintatuotot", 50, 100), *line("2 114 300", 300, 100)]
    words += [*line("Toimintakulut", 50, 113), *line("-6 870 200", 300, 113)]
    assert printed(words) == ["Toimintatuotot  2 114 300", "Toimintakulut  -6 870 200"]


def test_columns_of_prose_are_read_to_their_ends() -> None:
    left = [
        "Kommunens resultat visar på",
        "ett överskott som är större",
        "än vad budgeten räknade med",
        "för året som har gått nyss",
    ]
    right = [
        "Kunnan tulos osoittaa suurta",
        "ylijäämää joka on suurempi",
        "kuin talousarviossa arvioitu",
        "kuluneen vuoden aikana nyt",
    ]
    words = [
        each for at in range(4) for each in (*line(left[at], 50, 100 + 13 * at), *line(right[at], 320, 100 + 13 * at))
    ]
    assert printed(words) == [*left, *right]


@pytest.mark.parametrize("below", [1, 2])
def test_a_sign_centred_beside_its_title_comes_first(below: int) -> None:
    titles = ["Telakkapuiston leikkipaikan uusiminen ja", "leikkivälineiden hankinta", "urakoitsijan valinta"][
        : below + 1
    ]
    words = [each for at, title in enumerate(titles) for each in line(title, 120, 100 + 14 * at)]
    words += line("§ 20", 50, 100 + 7 * below)
    words += [*line("§ 21", 50, 165), *line("Jätevesimaksujen tarkistaminen", 120, 165)]
    assert printed(words) == [f"§ 20  {titles[0]}", *titles[1:], "§ 21  Jätevesimaksujen tarkistaminen"]


def test_signs_centred_in_a_list_without_gaps() -> None:
    titles = ["Bryggans förlängning", "Ansökan om tillstånd att bygga", "en brygga", "Val av justerare", "och ort"]
    words = [each for at, title in enumerate(titles) for each in line(title, 120, 100 + 13 * at)]
    words += [*line("§ 7", 50, 100), *line("§ 8", 50, 119.5), *line("§ 9", 50, 145.5)]
    words += [*line("§ 10", 50, 165), *line("Delgivningar", 120, 165)]
    assert printed(words) == [
        *(f"§ 7  {titles[0]}", f"§ 8  {titles[1]}", titles[2], f"§ 9  {titles[3]}", titles[4]),
        "§ 10  Delgivningar",
    ]


def test_signs_beside_first_lines_stay_there() -> None:
    titles = ["Bryggans förlängning", "vid udden", "Val av justerare", "och plats", "för justeringen"]
    words = [each for at, title in enumerate(titles) for each in line(title, 120, 100 + 13 * at)]
    words += [*line("§ 7", 50, 100), *line("§ 8", 50, 126)]
    assert printed(words) == [f"§ 7  {titles[0]}", titles[1], f"§ 8  {titles[2]}", *titles[3:]]


def test_a_label_of_two_rows_beside_text_becomes_one() -> None:
    words = [
        *line("Päätös-", 50, 100),
        *line("Tekninen lautakunta 26.5.2026 § 33", 150, 100),
        *line("historia", 50, 112),
    ]
    words += line("esitti hallitukselle", 150, 112)
    assert printed(words) == ["Päätöshistoria  Tekninen lautakunta 26.5.2026 § 33", "esitti hallitukselle"]


def test_a_label_that_had_no_more_room_goes_on_below() -> None:
    words = [*line("Tarkastuksen paikka ja", 50, 100), *line("Kunnanvirasto, Harjutie 4", 190, 100)]
    words += [*line("aika", 50, 112), *line("Sihteeri", 50, 140), *line("Petra Isoviita", 190, 140)]
    assert printed(words) == ["Tarkastuksen paikka ja aika  Kunnanvirasto, Harjutie 4", "Sihteeri  Petra Isoviita"]


def test_raised_figures_belong_to_their_words() -> None:
    words = [*line("högst 70 m", 50, 100), word("2", 95.5, 97, 6), *line("våningsyta", 103, 100)]
    assert printed(words) == ["högst 70 m2 våningsyta"]


def test_a_hyphen_at_a_lines_end_ends_its_line() -> None:
    text = document("fi_pdf_lautakunta.pdf").text
    assert "aiheut-\n" in text
    assert "\u200b" not in text
    assert "\ufffe" not in text


# Tables


def test_a_ruled_table_gives_a_row_for_each_of_its_rows() -> None:
    rules = [Rule(50, y, 450, y) for y in (100, 120, 140)] + [Rule(x, 100, x, 140) for x in (50, 250, 450)]
    words = [*line("Intäkter", 60, 104), *line("60", 260, 104), *line("Kostnader", 60, 124), *line("8", 260, 124)]
    sheet = Sheet(1, 595, 842, [*line("Före", 50, 80), *words, *line("Efter", 50, 160)], rules=rules)
    placed = place(rows(sheet), sheet)
    assert [(row.table, [segment.text for segment in row.segments]) for row in placed] == [
        (False, ["Före"]),
        (True, ["Intäkter", "60"]),
        (True, ["Kostnader", "8"]),
        (False, ["Efter"]),
    ]


def test_grounds_after_words_are_no_table() -> None:
    """Word draws a rectangle after each word and each blank of a marked field."""
    words = [*line("Svar på motionen om", 50, 100), *line("fler bänkar vid torget", 50, 115)]
    edges = [(each.x0, each) for each in words] + [(each.x1, each) for each in words]
    rules = [Rule(x, each.top - 0.5, x, each.bottom) for x, each in edges]
    rules += [Rule(each.x0, y, each.x1 + 2.5, y) for each in words for y in (each.top - 0.5, each.bottom)]
    sheet = Sheet(1, 595, 842, words, rules=rules)
    placed = place(rows(sheet), sheet)
    assert [[segment.text for segment in row.segments] for row in placed] == [
        ["Svar på motionen om"],
        ["fler bänkar vid torget"],
    ]


def cells(found: list[Row]) -> list[list[str]]:
    return [[segment.text for segment in row.segments] for row in found if row.table]


@pytest.mark.parametrize("path", [PDFS / "fi_pdf_lautakunta.pdf", *LAPUA[::16]], ids=lambda path: path.stem)
def test_tables_hold_what_pdfplumber_finds(path: Path) -> None:
    """pdfplumber's own parse of the page is the oracle: the same rows, with the same letters.

    Letters and not words: pdfplumber deals out single letters to cells, and cuts a figure that overflows its own.
    """
    import pdfplumber

    opened = pdfium.open_document(path.read_bytes())
    checked = 0
    with pdfplumber.open(path) as plumbed:
        for sheet in pdfium.sheets(opened):
            ours = [letters("".join(cell)) for cell in cells(place(rows(sheet), sheet))]
            if not ours:
                continue
            page = plumbed.pages[sheet.number - 1]
            theirs = [
                letters("".join(cell or "" for cell in row))
                for table in page.extract_tables()
                if len(table) > 1 and max(map(len, table)) > 1
                for row in table
            ]
            page.close()
            same = sum(row in theirs for row in ours)
            assert same >= 0.9 * len(ours), f"page {sheet.number}"
            checked += 1
            if checked == 3:
                break
    opened.close()
    assert checked


def letters(text: str) -> list[str]:
    return sorted(letter for letter in text.replace("\u200b", "").replace("\xad", "-") if not letter.isspace())


# What becomes of it


def test_running_heads_are_no_text_of_the_minutes() -> None:
    for name in ("fi_pdf_lautakunta.pdf", "sv_pdf_styrelse.pdf", "fi_pdf_ote.pdf"):
        laid_out = layout(document(name))
        for block in laid_out.blocks:
            assert block.text == "Sida" or "Sida" not in block.text.split()  # alone it stands over a contents list
            assert "Pöytäkirja 4/2026" not in block.text


def test_annexes_are_reported_and_their_text_is_in_no_item() -> None:
    found = record("sv_pdf_styrelse.pdf")
    assert [(annex.title, annex.pages, annex.item) for annex in found.annexes] == [
        ("Bokslutskalkyl 2025", (7, 7), "33")
    ]
    assert found.coverage.ratio > 0.99


def test_links_have_their_addresses() -> None:
    links = [link.url for item in record("sv_pdf_styrelse.pdf").items for link in item.links]
    assert "https://www.vassgrund.fi/planlaggning/paneler-2026" in links
    assert "http://www.vassgrund.fi/delta" in links


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert record("../locked_open.pdf").items[0].number == "118"


def test_boxes_lie_on_their_pages() -> None:
    found = record("fi_pdf_lautakunta.pdf")
    boxes = [box for each in found.evidence.values() for span in each.spans for box in span.boxes]
    assert boxes
    assert all(0 <= box.x0 < box.x1 <= 596 and 0 <= box.top < box.bottom <= 842 for box in boxes)
    title = found.evidence["/items/3/title"].spans[0].boxes[0]
    assert 100 < title.top < 250  # under the running head of its page


# Fonts that lie


def test_lying_fonts_are_read_by_their_shapes() -> None:
    truth = (FIXTURES / "produce" / "texts" / "sv_pdf_broken.txt").read_text(encoding="utf-8").split("\f")
    found = document("sv_pdf_broken.pdf")
    opened = pdfium.open_document((PDFS / "sv_pdf_broken.pdf").read_bytes())
    before = [" ".join(word.text for word in sheet.words) for sheet in pdfium.sheets(opened)]
    opened.close()
    assert [repair.page for repair in found.repairs if repair.how == "shapes"] == [1, 3, 4, 5]
    for page, span, layer in zip(truth, found.pages, before, strict=True):
        words = Counter(page.split())
        wrong = sum((words - Counter(found.text[span.start : span.end].split())).values())
        assert wrong <= 0.02 * words.total()
        if "förslag" in page and layer.count("förslag") < page.count("förslag"):
            assert sum((words - Counter(layer.split())).values()) > 0.1 * words.total()


def test_mended_pages_are_reported() -> None:
    found = record("sv_pdf_broken.pdf")
    assert found.source.mended_pages == [1, 3, 4, 5]
    assert [finding.message for finding in found.findings if finding.code == "broken-text-layer"] == [
        "on pages 1, 3–5 the fonts give wrong letters; the text was read by the letters' shapes"
    ]


def test_honest_fonts_are_left_alone() -> None:
    for name in ("fi_pdf_lautakunta.pdf", "sv_pdf_styrelse.pdf", "fi_pdf_ote.pdf"):
        assert document(name).repairs == ()


@pytest.mark.corpus
@pytest.mark.skipif(not NYKARLEBY, reason="the shared corpus is not here")
@pytest.mark.parametrize("path", NYKARLEBY, ids=lambda path: path.stem)
def test_words_of_mended_pages_are_words(path: Path, record_property: Callable[[str, object], None]) -> None:
    """The share of words that are none, before and after: by the dictionary, names and new words of the text aside.

    A word that no dictionary has counts as whole when the same letters stand in the document's sound pages, or several
    times in the mended ones: fonts that lie do so in another way on every page.
    """
    data = path.read_bytes()
    opened = pdfium.open_document(data)
    layer, mended = list(pdfium.sheets(opened)), list(pdfium.sheets(opened))
    pages = glyphs.mend(data, mended, lambda _: "sv")
    opened.close()
    assert len(pages) > 10
    texts = [_text(sheet) for sheet in mended if sheet.number in pages]
    sound = dictionary.words(_text(sheet) for sheet in layer if sheet.number not in pages)
    after = dictionary.words(texts)
    often = {each for each, number in Counter(each.lower() for each in after).items() if number > 1}
    also = frozenset(each.lower() for each in sound) | often
    before = dictionary.broken(dictionary.words(_text(sheet) for sheet in layer if sheet.number in pages), "sv", also)
    share = dictionary.broken(after, "sv", also)
    record_property("broken words", f"{len(pages)} pages, {before:.1%} before, {share:.1%} after")
    assert before > 0.1
    assert share < 0.05


def _text(sheet: Sheet) -> str:
    return heal("\n".join(" ".join(segment.text for segment in row.segments) for row in rows(sheet)))


# Whole minutes


@pytest.mark.corpus
@pytest.mark.skipif(not LAPUA, reason="the shared corpus is not here")
@pytest.mark.parametrize("path", LAPUA, ids=lambda path: path.stem)
def test_items_are_those_of_the_contents_list(path: Path) -> None:
    """The contents list and the index over an item are checks: nothing in them may differ from what was read."""
    found = real(path)
    numbers = [int(item.number or 0) for item in found.items]
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert all(item.title for item in found.items)
    assert not [finding for finding in found.findings if finding.code in ("contents-mismatch", "numbering-gap")]
    assert found.coverage.ratio > 0.97
    assert found.source.mended_pages == []


@pytest.mark.corpus
@pytest.mark.skipif(not LAPUA, reason="the shared corpus is not here")
def test_scores_of_real_minutes() -> None:
    floors = json.loads((FIXTURES.parent / "tests" / "eval" / "accuracy_floors.json").read_text(encoding="utf-8"))
    assert floors["whole"]["Lapua"]["micro"] >= 0.95
    assert floors["whole"]["Nykarleby"]["micro"] >= 0.90
    assert (SHARED / "gold").is_dir()
