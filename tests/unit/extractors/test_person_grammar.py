"""Lines of persons as municipalities of two countries print them, with invented names."""

from __future__ import annotations

import pytest

from extractors.core.passage import Passage, Span
from extractors.meeting.attendance_list import Entry, Reader, order
from extractors.people.names import Gazetteer
from extractors.people.person_line import is_person_line, read
from extractors.people.person_line_model import Facts, PersonLine
from pipeline import parse

Row = tuple[str | None, ...]


def passage(text: str) -> Passage:
    return Passage.of(text, Span(0, len(text)))


def lines(text: str) -> list[Passage]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Passage.of(text, Span(at, at + len(line))))
        at += len(line) + 1
    return found


def row(of: PersonLine) -> Row:
    """Name, titles, party, from when, to when, and whom the person replaces."""
    titles = ", ".join(office.text.text for office in of.offices) or None
    values = [of.name, of.party, of.replaces]
    name, party, replaces = (value.text if value is not None else None for value in values)
    arrived, left = (time.value if time is not None else None for time in (of.arrived, of.left))
    return name, titles, party, arrived, left, replaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eva-Lotta Pamm (M) (ordförande)", ("Eva-Lotta Pamm", "ordförande", "M", None, None, None)),
        ("Inger Karl (M) ersätter Katarina Bergh (SD)", ("Inger Karl", None, "M", None, None, "Katarina Bergh")),
        ("Peter Nymark (NP) §§ 51-58", ("Peter Nymark", None, "NP", "§ 51", "§ 58", None)),
        (
            "Astor Ekdal (verksamhetscontroller, punkt A och B) §34",
            ("Astor Ekdal", "verksamhetscontroller", None, "§ 34", "§ 34", None),
        ),
        (
            "Siri Karl (avdelningschef hemvård och rehab, punkt B-D, F och J) §34",
            ("Siri Karl", "avdelningschef hemvård och rehab", None, "§ 34", "§ 34", None),
        ),
        ("Lotta Mård (Tjänstemän) §32", ("Lotta Mård", "Tjänstemän", None, "§ 32", "§ 32", None)),
        ("Ebba Sten (punkt B enhetschef)", ("Ebba Sten", "enhetschef", None, None, None, None)),
        ("Karin Valin (NP), 1:e vice ordförande", ("Karin Valin", "1:e vice ordförande", "NP", None, None, None)),
        (
            "Bo Dahl, tjänstgörande ersättare för Eva Öster (S)",
            ("Bo Dahl", "tjänstgörande ersättare", None, None, None, "Eva Öster"),
        ),
        ("Bo Dahl (S), tgj ers för Eva Öster (S)", ("Bo Dahl", None, "S", None, None, "Eva Öster")),
        ("Boris Ekman (-)", ("Boris Ekman", None, None, None, None, None)),
        ("Ulla Dal (MP) (Ersätter tom (V)-plats)", ("Ulla Dal", None, "MP", None, None, None)),
        ("Sten Ek, s, ordförande", ("Sten Ek", "ordförande", "s", None, None, None)),
        ("Lil Strand, vice ordförande, ordförande under 62", ("Lil Strand", "vice ordförande", None, None, None, None)),
        ("Majken Ek PRO, Ordförande", ("Majken Ek", "Ordförande", "PRO", None, None, None)),
        ("Höglund, Roger, ordförande", ("Höglund Roger", "ordförande", None, None, None, None)),
        ("Helena Lyman (KD), ej tjg ers, del av § 159", ("Helena Lyman", "ej tjg ers", "KD", "§ 159", "§ 159", None)),
        ("Inger Mård, skoldirektör, - 18:40", ("Inger Mård", "skoldirektör", None, None, "18:40", None)),
        ("Lars Mård, fullmäktiges ordförande 20:20", ("Lars Mård", "fullmäktiges ordförande", None, None, None, None)),
        ("Ulla Sten Humanistiska nämnden", ("Ulla Sten", "Humanistiska nämnden", None, None, None, None)),
        ("Per Mats Nygård SPF", ("Per Mats Nygård", None, "SPF", None, None, None)),
        ("Peter Walin, bitr. socialchef", ("Peter Walin", "bitr. socialchef", None, None, None, None)),
    ],
)
def test_lines_of_swedish_minutes(text: str, expected: Row) -> None:
    [found] = read(passage(text))
    assert row(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ahola Merja jäsen esteellinen 12", ("Ahola Merja", "jäsen", None, None, None, None)),
        ("Ahola Merja jäsen esteellinen 12, 14 §", ("Ahola Merja", "jäsen", None, None, None, None)),
        ("Laurila Helka puheenjohtaja", ("Laurila Helka", "puheenjohtaja", None, None, None, None)),
        ("Kyrölä Jaakko jäsen Poistui 64 käsittelyn ajaksi", ("Kyrölä Jaakko", "jäsen", None, None, None, None)),
        ("Jokela Alpo 13:35-17:17 puheenjohtaja", ("Jokela Alpo", "puheenjohtaja", None, "13:35", "17:17", None)),
        (
            "Salmi Arto kh:n edustaja Poistui 41 ja 48 käsittelyiden ajaksi",
            ("Salmi Arto", "kh:n edustaja", None, None, None, None),
        ),
        ("jäsen Ek Anna, varajäsen (Kai Berg)", ("Ek Anna", "jäsen, varajäsen", None, None, None, "Kai Berg")),
        ("Kinnari Anneli II varapuheenjohtaja", ("Kinnari Anneli", "II varapuheenjohtaja", None, None, None, None)),
        (
            "Virta Virpi varajäsen Kaija Mannerkorven varajäsen",
            ("Virta Virpi", "varajäsen, varajäsen", None, None, None, "Kaija Mannerkorven"),
        ),
        (
            "Ruusila Harri I varapuheenjohtaja puheenjohtajana 157",
            ("Ruusila Harri", "I varapuheenjohtaja", None, None, None, None),
        ),
        ("Lund Seppo esittelijä Toimi kokouksen sihteerinä", ("Lund Seppo", "esittelijä", None, None, None, None)),
        ("Puheenjohtaja: Mikko Malli, kesk.", ("Mikko Malli", "Puheenjohtaja", "kesk", None, None, None)),
        ("jäsen Teemu Aho /vas/", ("Teemu Aho", "jäsen", "vas", None, None, None)),
        ("Mikko Malli, kunnanjohtaja, poistui klo 18.10", ("Mikko Malli", "kunnanjohtaja", None, None, "18:10", None)),
    ],
)
def test_lines_of_finnish_minutes(text: str, expected: Row) -> None:
    [found] = read(passage(text))
    assert row(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Ek (NP) Malin Väst (NP) Jan Lind (NP)", "Bo Ek|NP, Malin Väst|NP, Jan Lind|NP"),
        ("Peter Nymark (NP) §§ 51-58 Malin Väst(NP) Jan Lind (M)", "Peter Nymark|NP, Malin Väst|NP, Jan Lind|M"),
        (
            "Karin Valin (NP), 1:e vice ordförande Barbro Ek (S), 2:e vice ordförande Bo Väst (NP)",
            "Karin Valin|1:e vice ordförande|NP, Barbro Ek|2:e vice ordförande|S, Bo Väst|NP",
        ),
        (
            "Mikael Kjell Endrell, kommunsekreterare Erika Nys, kvalificerad utredare",
            "Mikael Kjell Endrell|kommunsekreterare, Erika Nys|kvalificerad utredare",
        ),
        ("Sekreterare Mona Kjell, tf. chef Susanne Sand", "Mona Kjell|Sekreterare, Susanne Sand|tf. chef"),
        (
            "Ahola Merja jäsen esteellinen 12 Kuusi Kalle jäsen Laurila Helka puheenjohtaja",
            "Ahola Merja|jäsen, Kuusi Kalle|jäsen, Laurila Helka|puheenjohtaja",
        ),
        (
            "Salmi Arto valtuuston II varapuheenjohtaja Haapa Onni valtuuston III varapuheenjohtaja",
            "Salmi Arto|valtuuston II varapuheenjohtaja, Haapa Onni|valtuuston III varapuheenjohtaja",
        ),
        (
            "x Höglund, Roger, ordförande x Lycke, Per - Lignell, Maj-Gun",
            "Höglund Roger|ordförande, Lycke Per, Lignell Maj-Gun",
        ),
        (
            "Sten Ek, s, ordförande Stina Vik, s, vice ordförande Inga Ås, s Bo Lind, c Kai Berg, kommunchef",
            "Sten Ek|ordförande|s, Stina Vik|vice ordförande|s, Inga Ås|s, Bo Lind|c, Kai Berg|kommunchef",
        ),
        (
            "Ann-Sofie Våg (S) ersätter Maria Sten (S) 243 Kai Berg (MP) ersätter Per Holm (MP) Ulla Mård (V)",
            "Ann-Sofie Våg|S, Kai Berg|MP, Ulla Mård|V",
        ),
        (
            "Uno Tern Omsorgsnämnden Ulla Sten Kultur- och fritidsnämnden Lena Mård Kommunstyrelsen",
            "Uno Tern|Omsorgsnämnden, Ulla Sten|Kultur- och fritidsnämnden, Lena Mård|Kommunstyrelsen",
        ),
        ("Anna Ek Kai Berg Per Holm", "Anna Ek, Kai Berg, Per Holm"),
        ("Anna Ek och Kai Berg", "Anna Ek, Kai Berg"),
        ("Sten Ek, s, ordförande Stina Vik, s, vice ordförande", "Sten Ek|ordförande|s, Stina Vik|vice ordförande|s"),
        (
            "talousjohtaja Kai Ek, puh. 040 555 0101, suunnittelija Anu Aho, puh. 040 555 0102",
            "Kai Ek|talousjohtaja, Anu Aho|suunnittelija",
        ),
    ],
)
def test_several_persons_on_a_line(text: str, expected: str) -> None:
    found = [[part for part in row(each)[:3] if part] for each in read(passage(text))]
    assert ", ".join("|".join(parts) for parts in found) == expected


def test_each_number_is_of_the_person_before_it() -> None:
    text = "talousjohtaja Kai Ek, puh. 040 555 0101, kai.ek(at)granvik.fi, suunnittelija Anu Aho, p. 040 555 0102"
    found = [
        ([mail.text for mail in each.emails], [phone.text for phone in each.phones]) for each in read(passage(text))
    ]
    assert found == [(["kai.ek(at)granvik.fi"], ["040 555 0101"]), ([], ["040 555 0102"])]


def test_a_line_can_go_on_about_the_person_before_it() -> None:
    [found] = read(passage("jäsen, kok, saapui klo 17.30"))
    assert row(found) == (None, "jäsen", "kok", "17:30", None, None)


@pytest.mark.parametrize(("among", "expected"), [(True, "Anna Ek"), (False, None)])
def test_a_small_word_names_whom_a_substitute_replaces(among: bool, expected: str | None) -> None:
    [found, *_] = read(passage("Bo Dahl för Anna Ek"), Facts(substitutes=among))
    assert row(found)[-1] == expected


def listed(text: str) -> list[Entry]:
    all_lines = lines(text)
    reader = Reader(Gazetteer(passage(text)), order(all_lines, Gazetteer(passage(text))))
    for line in all_lines:
        reader.take(line)
    return reader.entries


def test_a_group_before_its_first_person() -> None:
    text = (
        "Ledamöter Effe Öst (M), ordförande\nKarin Valin (NP), 1:e vice ordförande Bo Väst (NP)\nMarie Mård (MP) "
        "Ersättare Anders Ro (NP) §§ 45-50\nLeif Zett (NP) Sven Ekberg (S)\nTjänstemän Ola Ed, kommundirektör\n"
        "Övriga Peter Fux, förslagsställare"
    )
    found = listed(text)
    assert [(each.person.name, each.kind, each.substitute) for each in found] == [
        ("Effe Öst", "present", False),
        ("Karin Valin", "present", False),
        ("Bo Väst", "present", False),
        ("Marie Mård", "present", False),
        ("Anders Ro", "present", True),
        ("Leif Zett", "present", True),
        ("Sven Ekberg", "present", True),
        ("Ola Ed", "others", False),
        ("Peter Fux", "others", False),
    ]
    assert found[-1].person.role == "förslagsställare"
    assert (found[4].person.arrived, found[4].person.left) == ("§ 45", "§ 50")


def test_a_finnish_table_whose_line_breaks_are_lost() -> None:
    text = (
        "Nimi Tehtävä Lisätiedot LÄSNÄ Ahola Merja jäsen esteellinen 12 Kuusi Kalle jäsen Laurila Helka puheenjohtaja "
        "MUUT Salmi Arto kh:n edustaja Poistui 41 ja 48 käsittelyiden ajaksi POISSA Kyrölä Jaakko jäsen"
    )
    assert [(each.person.name, each.person.role, each.kind) for each in listed(text)] == [
        ("Merja Ahola", "jäsen", "present"),
        ("Kalle Kuusi", "jäsen", "present"),
        ("Helka Laurila", "puheenjohtaja", "present"),
        ("Arto Salmi", "kh:n edustaja", "others"),
        ("Jaakko Kyrölä", "jäsen", "absent"),
    ]


def test_a_label_of_two_lines_in_the_column_beside_the_names() -> None:
    text = "Ej tjänstgörande     Lena Karl (S)\nersättare            Leif Axel (S)\n                     Bo Ek (MP)"
    found = listed(text)
    assert [(each.person.name, each.person.party, each.substitute) for each in found] == [
        ("Lena Karl", "S", True),
        ("Leif Axel", "S", True),
        ("Bo Ek", "MP", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kai Berg, planerare, tfn 040 555 0101", True),
        ("fornamn.efternamn@granvik.fi", True),
        ("hamnmästare Börje Ek (sfp)", True),
        ("Hallinto Anna Ek", True),
        ("Anna Ek tutustui kohteeseen ja hyväksyi suunnitelman", False),
        ("Kommundirektörens ersättare Bo Ek har deltagit i mötet", False),
        ("Granvik Energi Ab", False),
        ("Beslutet vann laga kraft", False),
    ],
)
def test_what_is_a_line_of_persons(text: str, expected: bool) -> None:
    assert is_person_line(passage(text)) is expected


@pytest.mark.parametrize("text", ["Mikko Malli tutustui kohteeseen", "Granvik Energi Ab, Granvik", "Anna Maria, Ek"])
def test_running_text_and_firms_name_nobody(text: str) -> None:
    assert not any(each.name is not None and each.name.text == "Mikko Malli" for each in read(passage(text)))


def test_every_value_is_where_it_is_printed() -> None:
    text = "☒ Höglund,  Roger (NP),  1:e vice\nordförande,  kl. 17.00–18.30, tfn 040 555 0101"
    [found] = read(passage(text))
    assert found.name is not None
    for value in (found.party, found.role, *found.phones):
        assert value is not None
        assert " ".join(text[span.start : span.end] for span in value.spans).split() == value.text.split()
    assert [text[span.start : span.end] for span in found.name.spans] == ["Höglund", "Roger"]


def test_a_cover_whose_groups_stand_before_their_first_persons() -> None:
    text = (
        "1(30)\n\nPRO T OK OL L\n\nTid och plats Onsdagen den 3 juni 2026 kl.18.00-20:20 i festsalen, Granvik.\n\n"
        "Beslutande\n\nLedamöter Effe Östman (M), ordförande\n\nKarin Valin (NP), 1:e vice ordförande Bo Väst (NP)\n\n"
        "Marie Mård (MP) Patrick Klas (SD) Ersättare Anders Ros (NP) §§ 45-50\n\nÖvriga närvarande\n\n"
        "Ersättare Anders Ros (NP) §§ 51-58 Bertil Sven(NP)\n\n2(30)\n\nPRO T OK OL L\n\n"
        "Tjänstemän Ola Ed, kommundirektör\n\nMikael Kjell, kommunsekreterare\n\nJustering\n\n"
        "Justerare Bo Väst (NP) och Marie Mård (MP)\n\nUnderskrifter\n\nSekreterare\n\nMikael Kjell\n\n"
        "Ordförande\n\nEffe Östman (M)\n"
    )
    found = parse(text.encode()).meeting
    assert found.chair
    assert found.secretary
    assert (found.chair.name, found.secretary.name) == ("Effe Östman", "Mikael Kjell")
    assert [each.name for each in found.present] == [
        "Effe Östman", "Karin Valin", "Bo Väst", "Marie Mård", "Patrick Klas", "Anders Ros", "Bertil Sven"
    ]  # fmt: skip
    assert (found.present[5].arrived, found.present[5].left) == ("§ 45", "§ 58")
    assert [each.name for each in found.others] == ["Ola Ed", "Mikael Kjell"]
    assert [each.name for each in found.adjusters] == ["Bo Väst", "Marie Mård"]


def test_labels_of_lists_with_one_blank_before_the_first_person() -> None:
    text = (
        "Kommunfullmäktige\nProtokoll\n2026-06-03\nPlats och tid Festsalen, Granvik\n"
        "Paragrafer §§61-62\nkl. 18:00-19:45\n"
        "Beslutande Linda Espen (M) (ordförande)\nBo Väst (S) (vice ordförande)\nLuz Ek (S) ersätter Per Holm (S)\n"
        "Övriga deltagare Ulrika Mård (kommunsekreterare)\nMaria Sten (kommundirektör)\n\n§ 61\nTorgets namn\n\n"
        "Beslut\nÄrendet bordlades.\n"
    )
    found = parse(text.encode()).meeting
    assert [each.name for each in found.present] == ["Linda Espen", "Bo Väst", "Luz Ek"]
    assert [each.name for each in found.others] == ["Ulrika Mård", "Maria Sten"]
