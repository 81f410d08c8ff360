"""HTML: what a reader of a page sees, portals by their profiles, and real pages of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.core.document import Document
from pipeline import parse
from pipeline.errors import Unreadable, WrongDocument
from pipeline.readers.html.portals import profiles
from pipeline.readers.html.reader import read
from pipeline.record.model import MeetingRecord


def page(body: str) -> Document:
    return read(f"<html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>".encode())


def printed(body: str) -> list[str]:
    return page(body).text.rstrip("\n").split("\n")


# What a reader sees


def test_blocks_are_lines_and_gaps() -> None:
    assert printed("<h2>Beslut</h2><p>Ett\n  svar<br>på två rader</p><div>a</div><div>b</div>") == [
        "Beslut", "", "Ett svar", "på två rader", "", "a", "b",
    ]  # fmt: skip


def test_headings_keep_their_rank_and_bold_its_extent() -> None:
    lines = page("<h3>Beslut</h3><p><b>Päätösehdotus</b>&nbsp;&nbsp;&nbsp;&nbsp; Kaupunginjohtaja</p>").lines
    assert [(line.level, line.bold) for line in lines] == [(3, 0), (0, len("Päätösehdotus"))]


def test_blanks_that_nobody_types_are_a_gap() -> None:
    assert printed("<p>Päätösehdotus&nbsp;&nbsp;&nbsp;&nbsp; Kaupunginjohtaja</p>") == [
        "Päätösehdotus   Kaupunginjohtaja"
    ]


def test_lists_have_their_markers() -> None:
    assert printed("<ul><li>ett</li><li>två</li></ul><ol start='3'><li>tre</li><li>fyra</li></ol>") == [
        "- ett", "- två", "", "3. tre", "4. fyra",
    ]  # fmt: skip


def test_tables_of_data_and_tables_that_lay_out() -> None:
    data = "<table><tr><th>Post</th><th>2025</th></tr><tr><td>Intäkter</td><td>60</td></tr></table>"
    assert [(line.table, printed(data)[at]) for at, line in enumerate(page(data).lines)] == [
        (True, "Post | 2025"), (True, "Intäkter | 60"),
    ]  # fmt: skip
    outer = "<table><tr><td><p>Ett</p><p>Två</p></td></tr></table>"
    assert printed(outer) == ["Ett", "", "Två"]
    assert not any(line.table for line in page(outer).lines)
    assert printed("<table><tr><td>Valmistelija</td><td>Kai Ek</td></tr></table>") == ["Valmistelija  Kai Ek"]


def test_links_stand_where_their_words_do() -> None:
    found = page("<p>Se <a href='/a b.pdf'>bilagan</a> och <a href='javascript:x()'>detta</a></p>")
    assert [(found.text[link.span.start : link.span.end], link.url) for link in found.links] == [
        ("bilagan", "/a b.pdf")
    ]


def test_styles_scripts_and_hidden_text_are_not_seen() -> None:
    assert printed("<style>p{}</style><script>x</script><p style='display: none'>a</p><!-- b --><p>c</p>") == ["c"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("nonsense", "utf-8"),
    ],
)
def test_encodings_declared_or_not(declared: str, encoding: str) -> None:
    text = (
        f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={declared}'></head><p>Päätös – å</p>"
    )
    assert read(text.encode(encoding)).text == "Päätös – å\n\n"


def test_entities_of_others_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    hostile = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body><p>Beslut &x;</p></body></html>"
    assert "secret" not in read(hostile.encode()).text.replace(str(secret), "")


def test_deep_and_broken_pages_are_read() -> None:
    assert "x" in read(("<div>" * 1500 + "x").encode()).text
    with pytest.raises(Unreadable, match="nested deeper"):
        read(("<div>" * 5000 + "x").encode())
    assert "Beslut" in read(b"<table><tr><td><p>Beslut</b></td><p>a</table></div>").text


def test_every_profile_knows_its_own_pages_only() -> None:
    assert {profile.name for profile in profiles()} >= {"Dynasty", "Ahjo", "Turku", "TWeb"}
    plain = "<h1>Kommunstyrelsen 12.5.2026 § 4</h1><h2>Beslut</h2><p>Godkändes.</p>"
    record = parse(f"<html><body>{plain}</body></html>".encode())
    assert (record.items[0].number, record.source.native_id) == ("4", None)


# Pages that nobody asked for


@pytest.mark.parametrize(
    "body",
    [
        "<h1>404 Not Found</h1>",
        "<h1>Sivua ei löytynyt</h1><p>Tarkista osoite.</p>",
        "<p>Dokumentet hittades inte.</p>",
        "<form><p>Tervetuloa</p><input name='user'><input type='password' name='pass'></form>",
        "<h2>Logga in</h2><p>Ange ditt namn.</p>",
        "<h1>Object moved</h1>",
    ],
)
def test_error_pages_and_log_ins_are_no_documents(body: str) -> None:
    with pytest.raises(WrongDocument, match="it is a page that"):
        page(body)


def test_a_document_with_a_search_form_is_a_document() -> None:
    text = "Nämnden godkände förslaget. " * 80
    assert "godkände" in page(f"<input type='password'><h1>Nämnden 12.5.2026 § 4</h1><p>{text}</p>").text
    assert page("<h1>Virheen korjaaminen</h1><p>Päätös</p>").text  # begins like a word for errors, and is none


def test_another_page_than_the_one_asked_for() -> None:
    own = (
        "<html><body class='bodyKokousasia'><label class='h3'>Kunnanhallitus<br>Pöytäkirja 4.5.2026 Pykälä 7</label>"
        "<table><tr><td class='tcDat'><a href='/kokous/2026000111-3.PDF'>Kokousasia PDF-muodossa</a></td></tr></table>"
        "<h1>Talousarvio</h1><p>Päätös</p><p>Hyväksyttiin.</p></body></html>"
    ).encode()
    assert parse(own, uri="https://example.org/kokous/2026000111-3.HTM").source.native_id == "2026000111-3"
    assert parse(own, uri="kept under another name.htm").source.native_id == "2026000111-3"
    with pytest.raises(WrongDocument, match="asks for 2026000111-4, the page is 2026000111-3"):
        parse(own, uri="https://example.org/kokous/2026000111-4.HTM")


# Pages of products that have no profile, by what is printed


def whole(body: str) -> MeetingRecord:
    return parse(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode())


WAYS = (
    "<p><a href='?id=5'>Föregående ärende</a> | <a href='?id=7'>Följande ärende</a> | "
    "<a href='?id=6.pdf'>Mötesärende i PDF-format</a></p>"
)


def test_links_to_other_pages_are_in_no_field() -> None:
    record = whole(
        "<p><b>Fullmäktige / Protokoll 19.05.2026/Paragraf 72</b></p>"
        f"{WAYS}<p>§ 72</p><p><b>Svar på motionen om gång- och cykelbron</b></p><p><b>Beslut</b></p>"
        f"<p>Ärendet bordlades.</p><p><b>För kännedom</b></p><p>- Motionärerna</p>{WAYS}"
    )
    (item,) = record.items
    meeting = record.meeting
    assert (meeting.body and meeting.body.name, meeting.date, record.kind) == ("Fullmäktige", "2026-05-19", "extract")
    assert (item.number, item.title) == ("72", "Svar på motionen om gång- och cykelbron")
    assert (item.for_information, item.links) == (["Motionärerna"], [])
    assert record.coverage.unclaimed == []


def test_links_that_belong_to_the_text_stay() -> None:
    listed = "<p><a href='1.pdf'>Bilaga 1 Karta</a></p><p><a href='2.pdf'>Bilaga 2 Ritning</a>, rättad</p>"
    (item,) = whole(f"<h1>Kommunstyrelsen 12.5.2026 § 4</h1><h2>Kajen</h2><h3>Bilagor</h3>{listed}").items
    found = [(each.number, each.title, each.url) for each in item.handling.attachments]
    assert found == [("1", "Karta", "1.pdf"), ("2", "Ritning, rättad", "2.pdf")]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "Områdesfullmäktige, möte 27-09-2026</h1><p>Protokollet är granskat</p>",
            ("Områdesfullmäktige", "2026-09-27"),
        ),
        ("Kunnanhallitus, kokous 27-09-2026</h1><p>Pöytäkirja on tarkastettu</p>", ("Kunnanhallitus", "2026-09-27")),
    ],
)
def test_a_reference_that_says_that_the_minutes_are_checked(head: str, told: tuple[str, str]) -> None:
    record = whole(f"<h1>{head}<h2>§ 81 Val av ersättare</h2><h3>Beslut</h3><p>Ärendet bordlades.</p>")
    (item,) = record.items
    assert (record.meeting.body and record.meeting.body.name, record.meeting.date) == told
    assert (record.kind, item.number, item.title) == ("extract", "81", "Val av ersättare")
    assert record.coverage.unclaimed == []


HEAD = "<h1>Kunnanhallitus 23.3.2026 § 47</h1><h2>Uimarannan hoito</h2>"


def test_who_was_away_from_a_vote_is_counted_and_named() -> None:
    counts = "<p>Jaa-äänet: 2<br>Kai Ek, Anu Salo</p><p>Ei-äänet: 1<br>Ari Ala</p><p>Poissa: 1<br>Olli Ranta</p>"
    handling = (
        whole(f"{HEAD}<h3>Käsittely</h3><p>Palauttamisesta äänestettiin.</p><h4>2 äänestys</h4>{counts}")
        .items[0]
        .handling
    )
    (vote,) = handling.votes
    assert (vote.for_, vote.against, vote.absent) == (2, 1, 1)
    assert [(voter.name, voter.vote) for voter in vote.voters][-1] == ("Olli Ranta", "absent")
    assert handling.proceedings is not None
    assert "Poissa: 1 Olli Ranta" in handling.proceedings.text


def test_recipients_in_a_table() -> None:
    rows = "<tr><td>Hakija</td><td>Valitusosoitus</td></tr>"
    table = f"<table><thead><tr><th>Ote</th><th>Otteen liitteet</th></tr></thead><tbody>{rows}</tbody></table>"
    marked = "<table><tr><td>-</td><td>Kyläyhdistys</td></tr><tr><td>-</td><td>Tekninen toimi</td></tr></table>"
    record = whole(f"{HEAD}<h3>Päätös</h3><p>Hyväksyttiin.</p><h3>Otteet</h3>{table}<h3>Tiedoksi</h3>{marked}")
    (item,) = record.items
    assert item.for_information == ["Hakija", "Kyläyhdistys", "Tekninen toimi"]
    assert (item.handling.account, record.coverage.unclaimed) == (None, [])


def test_a_table_of_figures_after_a_list_is_the_account() -> None:
    table = "<table><tr><td>Työ</td><td>Hinta</td></tr><tr><td>Laituri</td><td>18 600</td></tr></table>"
    (item,) = whole(f"{HEAD}<h3>Liitteet</h3><p>Liite 1 Kartta</p>{table}").items
    assert [each.title for each in item.handling.attachments] == ["Kartta"]
    assert item.handling.account is not None
    assert item.handling.account.text == "Työ | Hinta\nLaituri | 18 600"


def test_what_is_listed_twice_is_one() -> None:
    early = "<p>Liitteet</p><p><a href='9.pdf'>Hoitosopimus</a></p>"
    (item,) = whole(f"{HEAD}{early}<h3>Päätös</h3><p>Hyväksyttiin.</p><h3>Liite</h3><p>1 Hoitosopimus</p>").items
    found = [(each.number, each.title, each.url) for each in item.handling.attachments]
    assert found == [("1", "Hoitosopimus", "9.pdf")]
    (item,) = whole(f"{HEAD}<h3>Liitteet</h3><p>Liite 1 Kartta</p><p>Liite 2 Kartta</p>").items
    assert [each.number for each in item.handling.attachments] == ["1", "2"]


def test_a_label_over_its_diary_number() -> None:
    pair = "<dl><dt>Diaarinumero</dt><dd>214/10.03.01/2026</dd></dl>"
    (item,) = whole(f"{HEAD}{pair}<h3>Selostus</h3><p>Laituri vaurioitui.</p>").items
    assert item.case_number == "214/10.03.01/2026"
    assert item.handling.account is not None
    assert item.handling.account.text == "Laituri vaurioitui."


def test_a_summary_ends_with_its_section() -> None:
    parts = "<h3>Sammandrag</h3><p>Kort.</p><h3>Föredragandens motiveringar</h3><p>Långt.</p><h4>Barnen</h4><p>Bra.</p>"
    (item,) = whole(f"<h1>Nämnden 12.5.2026 § 4</h1><h2>Kajen</h2>{parts}").items
    account = item.handling.account
    assert account is not None
    assert account.summary == ["Kort."]
    assert [(part.heading, part.text) for part in account.sections] == [("Sammandrag", "Kort."), ("Barnen", "Bra.")]


def test_officers_end_with_their_line() -> None:
    officers = "<p>Tekninen johtaja Kai Ek 29.4.2026:</p><p><b>Ohjelman sisältö</b></p><p>Käytäviä on 14.</p>"
    record = whole(f"{HEAD}{officers}")
    handling = record.items[0].handling
    assert [each.name for each in handling.preparers] == ["Kai Ek"]
    assert handling.account is not None
    assert [part.heading for part in handling.account.sections] == ["Ohjelman sisältö"]
    assert record.coverage.unclaimed == []


def test_a_body_over_what_another_is_to_decide_presents() -> None:
    decide = "<h3>Förslag</h3><p>Stadsstyrelsen</p><p>Fullmäktige</p><p>1<br>antecknar svaret,</p><p>2<br>tackar.</p>"
    handling = whole(f"<h1>Fullmäktige 12.5.2026 § 4</h1><h2>Kajen</h2>{decide}").items[0].handling
    assert handling.presenter is not None
    assert handling.presenter.name == "Stadsstyrelsen"
    assert [each.clauses for each in handling.proposals] == [["antecknar svaret,", "tackar."]]
    alone = "<h3>Förslag</h3><p>Stadsstyrelsen</p><p>1<br>antecknar svaret,</p><p>2<br>tackar.</p>"
    handling = whole(f"<h1>Stadsstyrelsen 12.5.2026 § 4</h1><h2>Kajen</h2>{alone}").items[0].handling
    assert (handling.presenter, handling.proposals[0].text[:14]) == (None, "Stadsstyrelsen")


def test_footers_are_chrome_and_links_have_no_marker() -> None:
    found = page("<ul><li><a href='1.pdf'>Karta</a></li></ul><footer><p>Växel 06 555 0100</p></footer>")
    assert found.text.strip() == "- Karta"
    assert [found.text[link.span.start : link.span.end] for link in found.links] == ["Karta"]
