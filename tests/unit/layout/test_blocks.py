"""Layout: what makes a block, and what becomes of furniture and broken sentences."""

from __future__ import annotations

from pipeline.layout.blocks import Layout, layout
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.readers import read


def laid_out(text: str) -> Layout:
    return layout(read(text.encode()))


def shapes(blocks: tuple[TaggedBlock, ...]) -> list[tuple[str, str]]:
    return [(each.block.kind, each.text) for each in blocks]


def test_labels_stand_alone_without_blank_lines() -> None:
    found = laid_out(
        "Beredning: teknisk direktör Kaj Ek\nTorget är slitet och\nbehöver lagas.\nFörslag\nTorget lagas.\n"
    )
    assert shapes(found.blocks) == [
        ("heading", "Beredning:"),
        ("paragraph", "teknisk direktör Kaj Ek"),
        ("paragraph", "Torget är slitet och behöver lagas."),
        ("heading", "Förslag"),
        ("paragraph", "Torget lagas."),
    ]


def test_a_label_before_a_gap_and_a_bold_one() -> None:
    assert shapes(laid_out("Päätösehdotus     Kaupunginjohtaja Anu Ek\n").blocks) == [
        ("heading", "Päätösehdotus"),
        ("paragraph", "Kaupunginjohtaja Anu Ek"),
    ]
    assert shapes(laid_out("**Päätös** Asia pöydättiin.\n").blocks) == [
        ("heading", "Päätös"),
        ("paragraph", "Asia pöydättiin."),
    ]


def test_a_word_in_a_sentence_is_no_label() -> None:
    [block] = laid_out("Nämnden fattade sitt\nbeslut\noch gick hem.\n").blocks
    assert block.text == "Nämnden fattade sitt beslut och gick hem."


def test_lists() -> None:
    found = laid_out(
        "Nämnden beslutar\n\n1) godkänna planen och\n   dess bilagor\n2) lägga den fram\n\n- första\n- andra\n"
    )
    assert [(each.block.kind, each.block.marker and each.block.marker.text, each.text) for each in found.blocks] == [
        ("heading", None, "Nämnden beslutar"),
        ("item", "1)", "godkänna planen och dess bilagor"),
        ("item", "2)", "lägga den fram"),
        ("item", "-", "första"),
        ("item", "-", "andra"),
    ]


def test_a_date_is_no_list_item() -> None:
    [block] = laid_out("Kokous pidettiin maanantaina\n19. toukokuuta 2025 ja asia käsiteltiin siellä.\n").blocks
    assert block.block.kind == "paragraph"


def test_a_sentence_broken_by_a_blank_line_and_by_a_page() -> None:
    first, second = "Kaupunki on laatinut alueelle suunnitelman, jonka mukaan", "rannasta tulee kaikille avoin puisto."
    for gap in ("\n\n", "\n\f", "\n\fHarjulan kunta  Pöytäkirja  2 (6)\n\n"):
        blocks = laid_out(first + gap + second + "\n").blocks
        assert [block.text for block in blocks] == [f"{first} {second}"]


def test_paragraphs_stay_apart() -> None:
    blocks = laid_out(
        "Kaupunki on laatinut alueelle suunnitelman ja kuullut asukkaita.\n\nRannasta tulee puisto.\n"
    ).blocks
    assert len(blocks) == 2


def test_line_end_hyphens() -> None:
    [block] = laid_out(
        "Invånar- och kundorien-\nteringen samt Etelä-\nPohjanmaan linja-\nauto kunta-\nja muut.\n"
    ).blocks
    assert block.text == "Invånar- och kundorienteringen samt Etelä-Pohjanmaan linja-auto kunta- ja muut."


def test_furniture_with_a_page_number() -> None:
    found = laid_out(
        "Granvik stad | Protokoll | Stadsstyrelsen | 3.2.2026 | § 15 | Sida 2 / 4\n\nTorget lagas.\n\n2 (4)\n"
    )
    assert [block.text for block in found.blocks] == ["Torget lagas."]
    [head] = [head for head in found.running if head.body]
    assert (head.body_name, head.section and head.section.value) == ("Stadsstyrelsen", "15")


def test_furniture_that_every_page_repeats() -> None:
    texts = ["Tori kunnostetaan.", "Silta puretaan.", "Koulu myydään.", "Tie päällystetään."]
    pages = [f"Harjulan kunta\nKunnanvaltuusto 15.06.2026\n\n{text}\n" for text in texts]
    found = laid_out("\f".join(pages))
    assert [block.text for block in found.blocks] == texts
    assert len(found.furniture) == 8


def test_paragraph_signs_at_the_top_of_pages_are_no_furniture() -> None:
    pages = [f"Harjulan kunta  Pöytäkirja  {n} (4)\n§ {30 + n}\nAsia numero {n}\n" for n in range(1, 5)]
    texts = [block.text for block in laid_out("\f".join(pages)).blocks]
    assert [text for text in texts if text.startswith("§")] == ["§ 31", "§ 32", "§ 33", "§ 34"]


def test_a_title_then_text_under_a_bare_paragraph_sign() -> None:
    found = laid_out("§ 32\nTarkastajien valinta\nHallintosäännön mukaan valitaan kaksi tarkastajaa.\n")
    assert [block.text for block in found.blocks] == [
        "§ 32",
        "Tarkastajien valinta",
        "Hallintosäännön mukaan valitaan kaksi tarkastajaa.",
    ]


def test_rules_of_dashes_are_left_out() -> None:
    found = laid_out("Torget lagas.\n\n_____\n\n* * *\n\nBron rivs.\n")
    assert [block.text for block in found.blocks] == ["Torget lagas.", "Bron rivs."]
    assert len(found.rules) == 2
