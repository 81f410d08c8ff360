"""Citations of law: every form in which minutes print them, and the bundled table of acts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from extractors.citations import act_names, citation
from extractors.core.passage import Passage, Span
from extractors.vocabulary import rows


def _cited(text: str, day: date | None = date(2024, 5, 6)) -> list[citation.Citation]:
    return citation.find(Passage.of(text, Span(0, len(text))), day)


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
    assert len({row["number"] for row in table}) >= 100
    for row in table:
        assert re.fullmatch(r"\d{1,4}/(?:1[89]|20)\d\d|20\d\d/\d+", row["number"]), row
        assert row["name_fi"], row
        assert row["name_sv"], row
        assert not row["since"] or not row["until"] or row["since"] < row["until"], row
    day = date(2026, 1, 1)
    for row in table:
        if not row["until"]:
            assert act_names.number(row["name_fi"], day) == act_names.number(row["name_sv"], day) == row["number"], row
