"""Whose document it is: the municipality or other organisation, from every place that names one.

The texts are invented, and so are the municipalities but where a register must know them.
"""

from __future__ import annotations

import pytest

from extractors.organisations.register import entries
from pipeline import parse
from pipeline.record.model import MeetingRecord
from tests.support.paths import read

NEMO = "Tekniska nämnden\nProtokoll 2026-02-03\n\n§ 1 Torgets namn\n\nBeslut\n\nGodkänns.\n"
"""Minutes that do not say whose they are."""
NEMO_FI = "Tekninen lautakunta\nPöytäkirja 3.2.2026\n\n§ 1 Torin nimi\n\nPäätös\n\nHyväksyttiin.\n"


def whose(record: MeetingRecord) -> tuple[str | None, ...]:
    found = record.meeting.municipality
    return (found.name, found.code, found.country, found.kind) if found is not None else ()


def board(head: str, body: str, end: str = "") -> tuple[str | None, ...]:
    return whose(read(f"{head}\n{body}\n\n§ 1 Öppnande\n\nBeslut\n\nMötet öppnas.\n{end}"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Protokollet är anslaget på Säters kommuns digitala anslagstavla.", ("Säter", "2082")),
        ("Organ Åtvidabergs kommunstyrelse", ("Åtvidaberg", "0561")),
        ("Justeringens plats: Kommunledningskontoret, Vallentuna", ("Vallentuna", "0115")),
        ("Kommunfullmäktige i Lysekil beslutade om taxan.", ("Lysekil", "1484")),
        ("Frågor besvaras på registrator@hjo.se.", ("Hjo", "1497")),
        ("Frågor besvaras på registrator(at)hjo.se.", ("Hjo", "1497")),
        ("Handlingarna finns på www.lerum.se/protokoll", ("Lerum", "1441")),
        ("Bygget leds av AB Alingsåshem, som Alingsåshem självt säger.", ("Alingsås", "1489")),
        ("Upplands Väsby kommun äger marken. Upplands Väsby kommun betalar.", ("Upplands Väsby", "0114")),
    ],
)
def test_signs_in_minutes_of_sweden(said: str, expected: tuple[str, str]) -> None:
    assert whose(read(f"{NEMO}\n{said}\n"))[:2] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Pöytäkirja on nähtävänä Pyhännän kunnantalolla.", ("Pyhäntä", "630")),
        ("Lisätietoja antaa ritva.koski@mantsala.fi", ("Mäntsälä", "505")),
        ("OUKA/4411/10.03.00/2026", ("Oulu", "564")),
        ("TRE:4411/10.03.00/2026", ("Tampere", "837")),
        ("Oikaisuvaatimus toimitetaan Uudenkaupungin kaupungin kirjaamoon.", ("Uusikaupunki", "895")),
        ("Keuruun kaupunginhallitus päätti asiasta.", ("Keuruu", "249")),
    ],
)
def test_signs_in_minutes_of_finland(said: str, expected: tuple[str, str]) -> None:
    assert whose(read(f"{NEMO_FI}\n{said}\n"))[:2] == expected


@pytest.mark.parametrize(
    "said",
    [
        "Samarbetet liknar det som prövas i Orsa kommun.",  # another municipality
        "Avtal tecknas med Region Skåne.",
        "Beslutet överklagas hos Förvaltningsrätten i Göteborg, Box 1, 400 15 Göteborg.",
        "Åklagaren nås på kansli@domstol.se.",
        "Denna kommun är liten. Varje kommun ansvarar.",
    ],
)
def test_what_is_spoken_of_is_not_whose_document_it_is(said: str) -> None:
    assert whose(read(f"{NEMO}\n{said}\n")) == ()


def test_the_letterhead_outweighs_what_prose_names_often() -> None:
    end = "Avtalet är med Orsa kommun. Orsa kommun betalar. Orsa kommuns andel och Orsa kommuns tid.\n" * 3
    assert board("MORA KOMMUN", "Kommunstyrelsen 2026-02-03", end)[:2] == ("Mora", "2062")


def test_a_region_is_no_municipality_however_often_its_board_speaks_of_it() -> None:
    end = "Region Skåne deltar. Region Skåne betalar. Region Skåne svarar. Malmö stad godkänner avtalet.\n"
    assert whose(read(NEMO.replace("Tekniska nämnden", "Kommunstyrelsen") + end)) == (
        "Malmö",
        "1280",
        "SE",
        "municipality",
    )
    assert board("Region Skåne", "Regionstyrelsen 2026-02-03", "Malmö stad och Lunds kommun deltar.\n") == (
        "Region Skåne",
        "12",
        "SE",
        "region",
    )


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("MARIEHAMNS STAD", "Stadsstyrelsen 3.2.2026", ("Mariehamn", "478", "AX", "municipality")),
        ("Esbo stad", "Stadsstyrelsen 3.2.2026", ("Esbo", "049", "FI", "municipality")),
        ("Granvik stad", "Stadsstyrelsen 3.2.2026", ("Granvik", None, "FI", "municipality")),
        ("VÖRÅ FÖRSAMLING", "Kyrkorådet 3.2.2026", ("Vörå församling", None, "FI", "parish")),
        ("Grankulla svenska församling", "Kyrkorådet", ("Grankulla svenska församling", None, "FI", "parish")),
        ("Kust-Ekbottens samkommun", "Styrelsen", ("Kust-Ekbottens samkommun", None, "FI", "joint_authority")),
        ("Ekdalens kommunalförbund", "Direktionen", ("Ekdalens kommunalförbund", None, "SE", "joint_authority")),
        ("Samordningsförbundet Ekdalen", "Styrelsen", ("Samordningsförbundet Ekdalen", None, None, "joint_authority")),
        ("Granviks Energi AB", "Styrelsen 3.2.2026", ("Granviks Energi AB", None, None, "company")),
    ],
)
def test_kinds_and_countries(head: str, body: str, expected: tuple[str | None, ...]) -> None:
    end = "\nTill protokolljusterare valdes Anna Ek.\n" if expected[2] in ("FI", "AX") else ""
    assert board(head, body, end) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("TURUN JA KAARINAN SEURAKUNTAYHTYMÄ", ("Turun ja Kaarinan seurakuntayhtymä", "parish")),
        ("PORIN SEURAKUNTAYHTYMÄN YHTEINEN KIRKKONEUVOSTO", ("Porin seurakuntayhtymä", "parish")),
        ("Harjun seudun koulutuskuntayhtymä", ("Harjun seudun koulutuskuntayhtymä", "joint_authority")),
        ("HARJULAN MAAKUNTA -KUNTAYHTYMÄ", ("Harjulan maakunta -kuntayhtymä", "joint_authority")),
        ("LÄNSI-UUDENMAAN HYVINVOINTIALUE", ("Länsi-Uudenmaan hyvinvointialue", "wellbeing_county")),
        ("Harjulan Vesi Oy", ("Harjulan Vesi Oy", "company")),
        ("IIN KUNTA", ("Ii", "municipality")),
    ],
)
def test_names_in_finnish(head: str, expected: tuple[str, str]) -> None:
    record = read(f"{head}   PÖYTÄKIRJA 2/2026\n3.2.2026\n\n§ 1 Avaus\n\nPäätös\n\nKokous avattiin.\n")
    name, _, country, kind = whose(record)
    assert (name, kind, country) == (*expected, "FI")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Björknäs stad", "Björknäs"),
        ("Granviks kommun", "Granvik"),
        ("Granvik stad", "Granvik"),
        ("GRANVIKS KOMMUN", "Granvik"),
        ("Myllyjoen kunta", "Myllyjoki"),
        ("Vesikankaan kaupunki", "Vesikangas"),
        ("Harjulan kunta", "Harjula"),
        ("Pohjoisrannikon hyvinvointialuePöytäkirja 9/2026", "Pohjoisrannikon hyvinvointialue"),  # columns run together
        ("Region Mellanmark Sammanträdesprotokoll", "Region Mellanmark"),
    ],
)
def test_names_that_no_register_has(head: str, name: str) -> None:
    record = read(f"{head}\nTekniska nämnden 3.2.2026\n\n§ 1 Val\n\nBeslut\n\nGodkänns.\n")
    assert whose(record)[0] == name


def test_the_body_that_met_tells_which_of_two_organisations_it_is() -> None:
    both = (
        "Järvenpään kaupunki ja Järvenpään seurakunta sopivat. Järvenpään seurakunta ja Järvenpään kaupunki jatkavat.\n"
    )
    for body, kind in (("Kirkkoneuvosto", "parish"), ("Kaupunginhallitus", "municipality")):
        text = f"{body}\nPöytäkirja 3.2.2026\n\n§ 1 Sopimus\n\nPäätös\n\n{both * 4}"
        assert whose(read(text))[3] == kind


def test_the_address_that_a_document_was_fetched_from_tells() -> None:
    record = parse(NEMO.encode(), uri="https://moten.alingsas.se/protokoll/1.txt")
    assert whose(record) == ("Alingsås", "1489", "SE", "municipality")
    assert whose(parse(NEMO.encode(), uri="https://example.org/1.txt")) == ()
    assert whose(parse(NEMO.encode(), uri="alingsas.se/1.txt")) == ()  # a file's path


def test_the_registers() -> None:
    """As many as the countries have, and one name or domain leads to one of them."""
    known = entries()
    count = {(country, kind): 0 for country in ("FI", "AX", "SE") for kind in ("municipality", "region")}
    for entry in known:
        if (entry.country, entry.kind) in count:
            count[entry.country, entry.kind] += 1
    assert (count["AX", "municipality"], count["SE", "municipality"], count["SE", "region"]) == (16, 290, 21)
    assert sum(entry.kind == "wellbeing_county" for entry in known) == 21
    regions = sorted(entry.code or "" for entry in known if entry.kind == "region")
    assert regions == ["01", *(f"{n:02}" for n in (*range(3, 11), *range(12, 15), *range(17, 26)))]
    domains = [domain for entry in known for domain in entry.domains if not domain.endswith((".ax", ".fi"))]
    assert len(domains) == len(set(domains))


def test_letters_are_an_organisation_where_no_address_says_else() -> None:
    said = "KHX:n tilat, KHX:lle ja KHX:ltä. Hyväksyttiin."
    text = f"KHX Tekninen lautakunta\nPöytäkirja 3.2.2026\n\n§ 1 Val\n\nPäätös\n\n{said}\n"
    assert whose(read(text))[0] == "KHX"
    assert whose(read(text + "\nLisätietoja: anna.ek@hel.fi\n"))[0] == "Helsinki"
