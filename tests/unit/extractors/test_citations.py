"""Citations of law: every form in which minutes print them, and the bundled table of acts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from extractors.citations import act_names, citation
from extractors.core.passage import Passage, Span
from extractors.vocabulary import rows
from tests.support.paths import read


def _cited(text: str, day: date | None = date(2024, 5, 6), country: str | None = "FI") -> list[citation.Citation]:
    return citation.find(Passage.of(text, Span(0, len(text))), day, country)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kuntalain (410/2015) 110 §:n mukaan", ("Kuntalaki", "410/2015", None, ["110 §"])),
        ("enligt 71 § kommunallagen", ("kommunallagen", None, "410/2015", ["71 §"])),
        ("20 och 24 § i diskrimineringslagen", ("diskrimineringslagen", None, "1325/2014", ["20 §", "24 §"])),
        ("2 § 1 mom. i lagen om småbarnspedagogik", ("lagen om småbarnspedagogik", None, "540/2018", ["2 §"])),
        (
            "kunnallisesta viranhaltijasta annetun lain 4 §:n 3 momentissa",
            ("kunnallisesta viranhaltijasta annettu laki", None, "304/2003", ["4 §"]),
        ),
        ("MRL:n 62 §:ää", ("MRL", None, "132/1999", ["62 §"])),
        ("hallintosäännön 16. luvun 119 §", ("hallintosääntö", None, None, ["16 luku 119 §"])),
        ("10 § i förvaltningsstadgan", ("förvaltningsstadgan", None, None, ["10 §"])),
    ],
)
def test_forms(text: str, expected: tuple[object, ...]) -> None:
    (found,) = _cited(text)
    assert (found.name, found.number, found.number_inferred, found.sections) == expected


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Hallituksen esitys HE 251/2016 vp", "bill", "251/2016"),
        ("regeringens proposition RP 86/2020 rd", "bill", "86/2020"),
        ("ratkaisussa KHO:2019:12", "court", "2019:12"),
        ("beslut HFD 2019:12", "court", "2019:12"),
        ("asetuksen (EU) 2016/679 mukaan", "eu_act", "2016/679"),
        ("direktiv 2014/24/EU", "eu_act", "2014/24/EU"),
    ],
)
def test_other_sources(text: str, kind: str, number: str) -> None:
    (found,) = _cited(text)
    assert (found.kind, found.number, found.eli) == (kind, number, None)


@pytest.mark.parametrize(
    "text",
    [
        "Enligt förslag 5 § beslutades",
        "Kaupunginhallitus 5.3.2024 § 44",
        "Asiakirja 5146/01.04.00/2023",
        "kuntalain mukaan",
        "Hallintosääntö § 127",
    ],
)
def test_no_citation(text: str) -> None:
    assert _cited(text) == []


def test_the_number_of_an_amending_act_is_not_the_acts() -> None:
    (found,) = _cited("perusopetuslain (1090/2024) muuttamisesta annetun lain myötä perusopetuslain 17 §")
    assert (found.number, found.number_inferred, found.sections) == (None, "628/1998", ["17 §"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 kap. 2 § bryggförordningen (2012:345)", ("bryggförordningen", "2012:345", ["6 kap. 2 §"])),
        ("enligt kommunallagen (SFS 2017:725)", ("kommunallagen", "2017:725", [])),
        ("Lag (2031:7) om lekplatsers skötsel träder i kraft", ("Lag", "2031:7", [])),
        ("enligt lag om skötsel av lekplatser (2031:7)", ("lag om skötsel av lekplatser", "2031:7", [])),
        ("strand- och bryggskyddslagen (2009:12) gäller", ("strand- och bryggskyddslagen", "2009:12", [])),
        ("med stöd av 9 kap. 31 § SBL (2010:12)", ("SBL", "2010:12", ["9 kap. 31 §"])),
        ("med stöd av 9 kap. 31 § SBL beviljas lov", ("SBL", None, ["9 kap. 31 §"])),
    ],
)
def test_acts_of_sweden(text: str, expected: tuple[object, ...]) -> None:
    (found,) = _cited(text)
    assert (found.name, found.number, found.sections) == expected
    assert found.eli is None


@pytest.mark.parametrize(
    "text",
    [
        "Dnr 2026:123 Bryggan vid sjön",
        "Ärende 2026:123 enligt förslag (2026:123)",
        "Taxan gäller enligt byggnadsordningen 2026:123",
        "Avgift får tas ut för bryggor. Lag (2018:12).",
    ],
)
def test_numbers_with_colons_that_are_no_acts(text: str) -> None:
    assert _cited(text) == []


def test_an_abbreviation_that_the_text_defines() -> None:
    found = _cited("maa-aineslain (555/1981, jäljempänä MAL) mukaan. Lupa on MAL 3 §:n mukainen.")
    assert [(each.name, each.number, each.number_inferred, each.sections) for each in found] == [
        ("maa-aineslaki", "555/1981", None, []),
        ("MAL", None, "555/1981", ["3 §"]),
    ]


def test_acts_of_one_name_follow_each_other() -> None:
    assert [_cited("kuntalain 5 §", date(year, 9, 1))[0].number_inferred for year in (2010, 2016, 2024)] == [
        "365/1995",
        None,
        "410/2015",
    ]


def test_the_table() -> None:
    table = rows("statutes.csv")
    form = {"FI": r"\d{1,4}/(?:1[89]|20)\d\d", "SE": r"(?:1[89]|20)\d\d:\d{1,4}", "EU": r"20\d\d/\d+"}
    assert min(sum(row["country"] == country for row in table) for country in ("FI", "SE")) >= 50
    for row in table:
        assert re.fullmatch(form[row["country"]], row["number"]), row
        assert (row["country"] == "SE") == (not row["name_fi"]), row
        assert row["name_sv"], row
        assert not row["since"] or not row["until"] or row["since"] < row["until"], row
    day = date(2026, 1, 1)
    for row in table:
        if not row["until"]:
            country = "FI" if row["country"] == "EU" else row["country"]
            names = [row[key] for key in ("name_fi", "name_sv") if row[key]]
            assert {act_names.number(name, day, country=country) for name in names} == {row["number"]}, row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 kap. 3 § kommunallagen", ("kommunallagen", None, "2017:725", ["5 kap. 3 §"])),
        ("13 kap 2 § KL", ("KL", None, "2017:725", ["13 kap. 2 §"])),
        ("kommunallagen (2017:725) 5 kap. 3 §", ("kommunallagen", "2017:725", None, ["5 kap. 3 §"])),
        ("26 kap. 14 § miljöbalken", ("miljöbalken", None, "1998:808", ["26 kap. 14 §"])),
        ("20 § diskrimineringslagen", ("diskrimineringslagen", None, "2008:567", ["20 §"])),
        ("lagen (2003:778) om skydd mot olyckor ska", ("lagen om skydd mot olyckor", "2003:778", None, [])),
        ("4 kap. 1 § socialtjänstlagen", ("socialtjänstlagen", None, "2001:453", ["4 kap. 1 §"])),
    ],
)
def test_acts_of_sweden_by_name(text: str, expected: tuple[object, ...]) -> None:
    (found,) = _cited(text, country="SE")
    assert (found.name, found.number, found.number_inferred, found.sections) == expected
    assert found.eli is None


@pytest.mark.parametrize(
    ("text", "country", "day", "number"),
    [
        ("5 § kommunallagen", "FI", date(2024, 5, 6), "410/2015"),
        ("5 § kommunallagen", "SE", date(2024, 5, 6), "2017:725"),
        ("5 § kommunallagen", "SE", date(2012, 5, 6), "1991:900"),
        ("5 § kommunallagen", "AX", date(2024, 5, 6), None),  # Åland has an act of its own
        ("5 § kommunallagen", None, date(2024, 5, 6), None),  # either country's
        ("5 § miljöbalken", None, date(2024, 5, 6), "1998:808"),  # only Sweden has one
        ("5 § miljöbalken", "FI", date(2024, 5, 6), None),
        ("5 § skollagen", "SE", date(2024, 5, 6), "2010:800"),
        ("5 § socialtjänstlagen", "SE", date(2025, 6, 30), None),  # one act takes the other's place
        ("4 § i dataskyddsförordningen", "SE", date(2024, 5, 6), "2016/679"),
    ],
)
def test_a_name_stands_for_the_act_of_the_documents_country(
    text: str, country: str | None, day: date, number: str | None
) -> None:
    (found,) = _cited(text, day, country)
    assert found.number_inferred == number


def test_a_document_tells_its_country() -> None:
    law = "\n\n§ 7 Torgets namn\n\nBeslut\n\nEnligt 5 § kommunallagen godkänns namnet.\n"
    for head, end, number in (
        ("MORA KOMMUN\nKommunstyrelsen 2026-02-03", "", "2017:725"),
        ("ESBO STAD\nStadsstyrelsen 3.2.2026", "", "410/2015"),
        ("Nämnden 2026-02-03\nProtokoll", "\nUtdragsbestyrkande\n\nBeslutsgång (SD)\n", "2017:725"),
        ("MARIEHAMNS STAD\nStadsstyrelsen 3.2.2026", "", None),
    ):
        (found,) = read(head + law + end).items[0].citations
        assert found.number_inferred == number, head
