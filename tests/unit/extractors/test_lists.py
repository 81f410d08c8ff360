"""Covers, lists of persons and roll-calls in forms of many municipalities, with invented persons."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from extractors.decisions.votes.vote import Vote
from extractors.meeting.meeting import Meeting
from extractors.people.person import Person
from pipeline import parse

FINNISH = (
    "Harjulan kaupunki\nPöytäkirja\nKaupunginhallitus 3.2.2026\n\n{}\n\n§ 74\nTorin nimi\n\nPäätös\nHyväksyttiin.\n"
)
SWEDISH = "Granvik stad\nProtokoll\nStadsstyrelsen 3.2.2026\n\n{}\n\n§ 74\nTorgets namn\n\nBeslut\nGodkändes.\n"


def meeting(form: str, cover: str) -> Meeting:
    return parse(form.format(cover).encode()).meeting


def page(*rows: tuple[str, ...]) -> bytes:
    """A page whose cover is a table."""
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        "<html><body><h1>Harjulan kaupunki</h1><p>Pöytäkirja</p><p>Kaupunginhallitus 3.2.2026</p>"
        f"<table>{table}</table><h2>§ 74 Torin nimi</h2><h3>Päätös</h3><p>Hyväksyttiin.</p></body></html>"
    ).encode()


def names(people: list[Person]) -> list[str | None]:
    return [each.name for each in people]


@pytest.mark.parametrize(
    ("form", "cover", "expected"),
    [
        (FINNISH, "Aika ja paikka\n3.2.2026 klo 17–19.05, kunnantalo, sali", ("17:00", "19:05", "kunnantalo, sali")),
        (FINNISH, "Aika ja paikka: tiistai 3.2.2026 klo 17-19 kunnantalo", ("17:00", "19:00", "kunnantalo")),
        (FINNISH, "Aika 3.2.2026 klo 17.00–19.05 Paikka Kunnantalo", ("17:00", "19:05", "Kunnantalo")),
        (
            FINNISH,
            "Kokousaika ja -paikka\nTi 3.2.2026 klo 17.00–19.05\nKunnantalo, sali 2\nKokoustauko klo 18.00–18.10",
            ("17:00", "19:05", "Kunnantalo, sali 2"),
        ),
        (
            FINNISH,
            "Aika ja paikka: Kokous alkoi 3.2.2026 klo 17.00 ja päättyi klo 19.05",
            ("17:00", "19:05", None),
        ),
        (FINNISH, "Kokousaika\n3.2.2026 klo 17.00–19.05, tiistai\nYlimääräinen kokous", ("17:00", "19:05", None)),
        (
            SWEDISH,
            "Plats och tid: Stadshuset, sessionssalen, tisdagen den 3 februari 2026, kl. 17.00–19.05",
            ("17:00", "19:05", "Stadshuset, sessionssalen"),
        ),
        (
            SWEDISH,
            "Tid och plats\nTisdagen den 3 februari 2026 klockan 17\nStadshuset, sessionssalen",
            ("17:00", None, "Stadshuset, sessionssalen"),
        ),
        (SWEDISH, "Tid: 3.2.2026 kl. 17.00–19.05 Plats: Stadshuset", ("17:00", "19:05", "Stadshuset")),
    ],
)
def test_time_and_place_under_one_label(form: str, cover: str, expected: tuple[str | None, ...]) -> None:
    found = meeting(form, cover)
    assert (found.start, found.end, found.place) == expected


def test_a_cover_set_as_a_table() -> None:
    found = parse(
        page(
            ("Aika ja paikka", "3.2.2026 klo 17.00–19.05, kunnantalo"),
            ("Läsnä", "Anna Ek, puheenjohtaja<br>Kai Salo"),
            ("Poissa", "Teemu Aho"),
            ("Muut läsnäolijat", "Sari Laine, rehtori"),
        )
    ).meeting
    assert (found.date, found.start, found.end, found.place) == ("2026-02-03", "17:00", "19:05", "kunnantalo")
    assert (names(found.present), names(found.absent), names(found.others)) == (
        ["Anna Ek", "Kai Salo"],
        ["Teemu Aho"],
        ["Sari Laine"],
    )


def test_a_list_of_three_columns_with_its_labels_in_the_first() -> None:
    found = parse(
        page(
            ("Läsnä", "Ek Anna", "puheenjohtaja"),
            ("", "Malli Mikko", "jäsen"),
            ("Poissa", "Salo Sari", "jäsen"),
            ("Muu", "Laine Liisa", "sihteeri"),
        )
    ).meeting
    assert (names(found.present), names(found.absent), names(found.others)) == (
        ["Anna Ek", "Mikko Malli"],
        ["Sari Salo"],
        ["Liisa Laine"],
    )


def votes(source: str | bytes) -> list[Vote]:
    return parse(source.encode() if isinstance(source, str) else source).items[0].handling.votes


def told(vote: Vote) -> tuple[tuple[int | None, ...], str]:
    """The counts of a vote, and its voters with party and side in short: "Anna Ek kok for"."""
    counts = vote.for_, vote.against, vote.blank, vote.absent
    return counts, ", ".join(" ".join(filter(None, (each.name, each.party, each.vote))) for each in vote.voters)


CROSSES = {
    "plain": (
        "Harjulan kaupunki\nPöytäkirja\nKaupunginvaltuusto 3.2.2026\n\n§ 74\nTorin nimi\n\nKäsittely\n\nÄänestys\n\n"
        "Jäsen          Ryhmä   JAA   EI   TYHJÄ   POISSA\n"
        "Ek Anna        kok     x\n"
        "Malli Mikko    kesk          x\n"
        "Aho Teemu      vas     x\n"
        "Salo Sari                                   x\n"
        "Laine Liisa    ps                   x\n"
        "Yhteensä               2     1      1       1\n\n"
        "Päätös\nHyväksyttiin.\n"
    ),
    "markdown": (
        "# Harjulan kaupunki\n\nPöytäkirja\n\nKaupunginvaltuusto 3.2.2026\n\n## § 74 Torin nimi\n\n### Käsittely\n\n"
        "| Jäsen | Ryhmä | JAA | EI | TYHJÄ | POISSA |\n|---|---|---|---|---|---|\n| Ek Anna | kok | x | | | |\n"
        "| Malli Mikko | kesk | | x | | |\n| Aho Teemu | vas | x | | | |\n| Salo Sari | | | | | x |\n"
        "| Laine Liisa | ps | | | x | |\n\n### Päätös\n\nHyväksyttiin.\n"
    ),
    "html": (
        "<html><body><h1>Harjulan kaupunki</h1><p>Pöytäkirja</p><p>Kaupunginvaltuusto 3.2.2026</p><h2>§ 74 Torin nimi"
        "</h2><h3>Käsittely</h3><table><tr><th></th><th></th><th>Jaa</th><th>Ei</th><th>Tyhjä</th><th>Poissa</th></tr>"
        "<tr><td>Ek Anna</td><td>kok</td><td>X</td><td></td><td></td><td></td></tr>"
        "<tr><td>Malli Mikko</td><td>kesk</td><td></td><td>X</td><td></td><td></td></tr>"
        "<tr><td>Aho Teemu</td><td>vas</td><td>X</td><td></td><td></td><td></td></tr>"
        "<tr><td>Salo Sari</td><td></td><td></td><td></td><td></td><td>X</td></tr>"
        "<tr><td>Laine Liisa</td><td>ps</td><td></td><td></td><td>X</td><td></td></tr></table>"
        "<h3>Päätös</h3><p>Hyväksyttiin.</p></body></html>"
    ),
}


@pytest.mark.parametrize("form", CROSSES)
def test_crosses_in_the_columns_of_a_roll_call(form: str) -> None:
    [vote] = votes(CROSSES[form])
    assert told(vote) == (
        (2, 1, 1, 1),
        "Anna Ek kok for, Mikko Malli kesk against, Teemu Aho vas for, Sari Salo absent, Liisa Laine ps blank",
    )
    assert vote.result == "for"


def test_crosses_in_a_swedish_word_document() -> None:
    made = docx.Document()
    for line in ("Granvik stad", "Protokoll", "Stadsfullmäktige 3.2.2026", "§ 74 Torgets namn", "Behandling"):
        made.add_paragraph(line)
    rows = [
        ("", "Ledamot", "JA", "NEJ", "BLANK", "AVSTÅR"),
        ("1", "Anna Ek (sfp)", "1", "", "", ""),
        ("2", "Kai Berg (sdp)", "", "1", "", ""),
        ("3", "Bo Dahl (sfp)", "1", "", "", ""),
        ("4", "Maria Ås (saml)", "", "", "", "1"),
        ("", "Summa", "2", "1", "0", "1"),
    ]
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for number, text in enumerate(row):
            table.cell(at, number).text = text
    for line in ("Beslut", "Godkändes."):
        made.add_paragraph(line)
    file = BytesIO()
    made.save(file)
    [vote] = votes(file.getvalue())
    assert told(vote)[1] == "Anna Ek sfp for, Kai Berg sdp against, Bo Dahl sfp for, Maria Ås saml blank"
    assert (vote.for_, vote.against) == (2, 1)


def test_sums_that_the_crosses_do_not_make_are_found() -> None:
    record = parse(CROSSES["plain"].replace("2     1      1       1", "3     1      1       1").encode())
    assert record.items[0].handling.votes[0].for_ == 3
    assert "vote-sum" in [finding.code for finding in record.findings]


@pytest.mark.parametrize(
    "table",
    [
        "Jäsen        JAA   EI\nEk Anna      x\nMalli Mikko        x",  # two are no roll-call
        "Kohde        Kyllä   Ei\nTori         x\nPuisto               x\nSatama       x",  # no persons
        "JAA   EI   TYHJÄ\nEk Anna            x\nMalli Mikko        x\nAho Teemu          x",  # which column is it?
    ],
)
def test_crosses_that_count_for_no_vote(table: str) -> None:
    text = CROSSES["plain"]
    start, end = text.index("Jäsen  "), text.index("\n\nPäätös")
    assert votes(text[:start] + table + text[end:]) == []


@pytest.mark.parametrize(
    ("form", "cover", "present", "absent"),
    [
        (
            FINNISH,
            "Saapuvilla olleet jäsenet\nMikko Malli, puheenjohtaja\nTeemu Aho\nSari Salo (poissa)\nVille Korpi, este",
            "Mikko Malli, Teemu Aho",
            "Sari Salo, Ville Korpi",
        ),
        (
            FINNISH,
            (
                "Osallistujat\nNimi           Tehtävä         Läsnäolo\nMalli Mikko    puheenjohtaja   läsnä\n"
                "Ek Anna        jäsen           poissa\nAho Teemu      jäsen           läsnä"
            ),
            "Mikko Malli, Teemu Aho",
            "Anna Ek",
        ),
        (
            SWEDISH,
            (
                "Beslutande ledamöter\nKai Berg, ordförande, närvarande\nAnna Ek, ledamot, frånvarande\n"
                "Bo Dahl (anmält förhinder)\nMaria Ås, frånvarande med anmält förhinder"
            ),
            "Kai Berg",
            "Anna Ek, Bo Dahl, Maria Ås",
        ),
        (
            FINNISH,
            "Saapuvilla olleet jäsenet\nMikko Malli\nAnna Ek, poissa klo 18.00–18.10\nTeemu Aho, poissa § 76",
            "Mikko Malli, Anna Ek, Teemu Aho",
            "",
        ),
        (
            FINNISH,
            "Läsnä\nMikko Malli\n\nMuut läsnäolijat\nSari Laine, rehtori, poissa\n\nPoissa\nAnna Ek (este)",
            "Mikko Malli",
            "Anna Ek",
        ),
    ],
)
def test_absence_stated_after_a_name(form: str, cover: str, present: str, absent: str) -> None:
    found = meeting(form, cover)
    assert (", ".join(map(str, names(found.present))), ", ".join(map(str, names(found.absent)))) == (present, absent)
    assert not found.others
    assert not any(each.arrived or each.left for each in found.present)


@pytest.mark.parametrize(
    ("form", "cover", "expected"),
    [
        (
            FINNISH,
            (
                "Saapuvilla olleet jäsenet\nMalli Mikko, puheenjohtaja\nEk Anna\n\nVarajäsenet\nVirtanen Aino, "
                "Lahti Eeron varajäsen\nSalo Sari, Korpi Villen tilalla\n\nPoissa\nLahti Eero\nKorpi Ville"
            ),
            [("Aino Virtanen", "varajäsen", "Eero Lahti"), ("Sari Salo", "varajäsen", "Ville Korpi")],
        ),
        (
            SWEDISH,
            "Beslutande\nKai Berg, ordförande\nAnna Ek\n\nErsättare\nBo Dahl, ersättare för Maria Ås\nPer Holm",
            [("Bo Dahl", "ersättare", "Maria Ås"), ("Per Holm", "ersättare", None)],
        ),
        (
            SWEDISH,
            (
                "Närvarande\nKai Berg, ordförande\nAnna Ek\n\nTjänstgörande ersättare\nBo Dahl för Maria Ås\n"
                "Per Holm i stället för Nils Lund"
            ),
            [("Bo Dahl", "ersättare", "Maria Ås"), ("Per Holm", "ersättare", "Nils Lund")],
        ),
    ],
)
def test_substitutes_under_a_heading(form: str, cover: str, expected: list[tuple[str | None, ...]]) -> None:
    found = meeting(form, cover).present
    assert [each.name for each in found[:2] if each.replaces or each.role in ("varajäsen", "ersättare")] == []
    assert [(each.name, each.role, each.replaces) for each in found[2:]] == expected


@pytest.mark.parametrize(
    ("form", "decided", "expected"),
    [
        (
            FINNISH,
            "Anna Ek valittiin puheenjohtajaksi ja Mikko Malli varapuheenjohtajaksi.",
            [("Anna Ek", "puheenjohtajaksi"), ("Mikko Malli", "varapuheenjohtajaksi")],
        ),
        (
            SWEDISH,
            "Valdes Anna Ek till ordförande och Kai Berg till viceordförande.",
            [("Anna Ek", "ordförande"), ("Kai Berg", "viceordförande")],
        ),
        (
            SWEDISH,
            "Anna Ek och Kai Berg utses till protokolljusterare.",
            [("Anna Ek", "protokolljusterare"), ("Kai Berg", "protokolljusterare")],
        ),
        (
            SWEDISH,
            "Till ordförande valdes Anna Ek och till viceordförande Kai Berg.",
            [("Anna Ek", "ordförande"), ("Kai Berg", "viceordförande")],
        ),
    ],
)
def test_posts_before_and_after_names(form: str, decided: str, expected: list[tuple[str, str]]) -> None:
    text = form.format("").replace("Hyväksyttiin.", decided).replace("Godkändes.", decided)
    decision = parse(text.encode()).items[0].handling.decision
    assert decision
    assert [(each.name, each.post) for each in decision.elected] == expected


@pytest.mark.parametrize(
    ("form", "said", "expected"),
    [
        (FINNISH, "Rehtori poistui esteellisenä kokouksesta.", ["Sari Salo"]),
        (FINNISH, "Sivistysjohtaja ilmoitti olevansa esteellinen ja poistui.", [None]),
        (FINNISH, "Rehtori ilmoitti, ettei hän ole esteellinen.", []),
        (FINNISH, "Rehtori selosti asiaa. Esteellinen jäsen ei saa osallistua käsittelyyn.", []),
        (SWEDISH, "Kommundirektören anmälde jäv och avlägsnade sig.", ["Lars Sund"]),
        (SWEDISH, "Rektorn anmälde jäv.", [None]),
    ],
)
def test_disqualified_by_an_office_alone(form: str, said: str, expected: list[str | None]) -> None:
    if form is FINNISH:
        cover, heading = "Läsnä\nMikko Malli, puheenjohtaja\n\nMuut läsnäolijat\nSari Salo, rehtori", "Käsittely"
    else:
        cover = "Närvarande\nKai Berg, ordförande\n\nÖvriga närvarande\nLars Sund, kommundirektör\n"
        cover, heading = cover + "Tove Gran, rektor\nIda Ny, rektor", "Behandling"
    text = form.format(cover).replace("namn\n", f"namn\n\n{heading}\n{said}\n")
    text = text.replace("nimi\n", f"nimi\n\n{heading}\n{said}\n")
    assert [each.name for each in parse(text.encode()).items[0].handling.disqualified] == expected
