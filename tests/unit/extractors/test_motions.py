"""Motions and council questions: who signed, when they were handed in, what they demand and ask, and what answers."""

from __future__ import annotations

import pytest

from extractors.motions.motion import Motion
from pipeline import parse
from pipeline.record.model import Item
from tests.support.paths import LAPUA, NYKARLEBY, SHARED, real

FINNISH = (
    "Granvikin kaupunki\n\nKaupunginhallitus | Pöytäkirja | 24.3.2026 | § 20\n\n# Valtuustoaloite puistosta\n\n"
    "## Selostus\n\n"
)
SWEDISH = "Granviks stad\n\nStadsstyrelsen | Protokoll | 24.3.2026 | § 20\n\n# Motion om en park\n\n## Redogörelse\n\n"
ACCOUNTS = {"fi": FINNISH, "sv": SWEDISH}


def item(text: str, language: str = "fi") -> Item:
    [found] = parse((ACCOUNTS[language] + text).encode()).items
    return found


def motion(text: str, language: str = "fi") -> Motion | None:
    return item(text, language).motion


@pytest.mark.parametrize(
    ("text", "signatory", "count", "submitted"),
    [
        ("Anna Ek ja 18 muuta kaupunginvaltuutettua esittävät aloitteessaan puiston.", "Anna Ek", 19, None),
        ("Anna Ek, Kai Salo ja Anu Berg jättivät 12.6.2025 aloitteen.", "Anna Ek", 3, "2025-06-12"),
        ("Anna Salosen ja Kai Lahden 12.6.2025 jättämässä aloitteessa on puisto.", "Anna Salonen", 2, "2025-06-12"),
        ("Anna Ojaluoman ja 11 muun valtuutetun 12.6.2025 jättämä aloite.", "Anna Ojaluoma", 12, "2025-06-12"),
        ("Valtuutettu Anna Salo on 12.6.2025 jättänyt valtuustoaloitteen.", "Anna Salo", None, "2025-06-12"),
        ("Anna Salo ym. jättivät 12.6.2025 aloitteen puistosta.", "Anna Salo", None, "2025-06-12"),
        ("Valtuustoaloite on jätetty kaupunginvaltuuston kokouksessa 12.6.2025 § 54.", None, None, "2025-06-12"),
        ("Kaupunginvaltuuston kokouksessa 12.6.2025 § 54 jätettiin aloite.", None, None, "2025-06-12"),
        ("Aloitteen on allekirjoittanut 16 valtuutettua.", None, 16, None),
        ("Valtuutetut Sari Korpi ja Matti Niemi ovat jättäneet 12.6.2025 aloitteen.", "Sari Korpi", 2, "2025-06-12"),
        ("Sari Korven valtuustoaloite (12.6.2025) koskee puistoa.", "Sari Korpi", None, "2025-06-12"),
        ("Anna Salo jätti 12.6.2025 kaupunginhallituksen vastattavaksi aloitteen.", "Anna Salo", None, "2025-06-12"),
    ],
)
def test_finnish_submission(text: str, signatory: str | None, count: int | None, submitted: str | None) -> None:
    found = motion(text)
    assert found is not None
    assert (found.first_signatory, found.signatory_count, found.submitted) == (signatory, count, submitted)


@pytest.mark.parametrize(
    ("text", "signatory", "count", "submitted"),
    [
        ("Anna Ek, Kai Salo och Anu Berg lämnade 12.6.2025 in en motion.", "Anna Ek", 3, "2025-06-12"),
        ("Anna Ek (Gröna) och sex andra ledamöter lämnade in en motion 12.6.2025.", "Anna Ek", 7, "2025-06-12"),
        ("Motionen inlämnades vid fullmäktige 12.6.2025 § 12 av Anna Ek.", "Anna Ek", None, "2025-06-12"),
        ("Motionen inlämnades vid fullmäktige 12.6.2025 § 12. Den gäller parken.", None, None, "2025-06-12"),
        ("Anna Ek har den 12 juni 2025 lämnat in en motion.", "Anna Ek", None, "2025-06-12"),
        ("En motion av ledamot Anna Ek 12.6.2025 gäller parken.", "Anna Ek", None, "2025-06-12"),
        ("Siri Lindqvists m.fl. motion 12.6.2025 gäller parken.", "Siri Lindqvist", None, "2025-06-12"),
        ("Motionen har undertecknats av 16 ledamöter.", None, 16, None),
        ("Motionären Siri Falk föreslår att en park anläggs.", "Siri Falk", None, None),
        ("Nämnden behandlade motionen 14.4.2025. Motionen lämnades in 3.3.2025.", None, None, "2025-03-03"),
        ("Irene Ek (S), Bo Aro (S) och Camilla Sten (S) lämnar en motion om bryggan.", "Irene Ek", 3, None),
        (
            "Heidi Hank (C) har till kommunfullmäktige den 5 november 2025 lämnat en motion om bryggan.",
            "Heidi Hank",
            1,
            "2025-11-05",
        ),
        (
            "Till kommunfullmäktige inkom Heidi Hank (C) med en motion den 5 november 2025.",
            "Heidi Hank",
            1,
            "2025-11-05",
        ),
        ("Den 5 november 2025 väckte ledamoten Bo Aro (MP) en motion.", "Bo Aro", 1, "2025-11-05"),
    ],
)
def test_swedish_submission(text: str, signatory: str | None, count: int | None, submitted: str | None) -> None:
    found = motion(text, "sv")
    assert found is not None
    assert (found.first_signatory, found.signatory_count, found.submitted) == (signatory, count, submitted)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Kaupunginhallitus esitti 12.3.2025 aloitteen hylkäämistä."),
        ("fi", "Lautakunta antoi 12.6.2025 lausunnon aloitteesta ja käsitteli aloitteen 13.6.2025."),
        ("fi", "Kaupunginhallitus käsittelee aloitteen, jonka on allekirjoittanut vähintään 15 valtuutettua."),
        ("fi", "Kaupunginhallitus esittää, että aloite merkitään loppuun käsitellyksi."),
        ("fi", "Lautakunta kannattaa aloitteessa ehdotettua puistoa. Aloitteessa esitetään huoli puistoista."),
        ("sv", "Nämnden lämnade 12.3.2025 ett utlåtande om motionen."),
        ("sv", "Den rutt som föreslås i motionen är inte lämplig för rullstolar."),
        ("sv", "Stadsstyrelsen föreslår att motionen förkastas."),
        ("sv", "Med anledning av motionen föreslår tekniska nämnden att parken stängs."),
        ("sv", "Behandlingen av motionen leds av Anna Ek."),
        ("sv", "Kommunstyrelsen lämnar motionen utan beaktande."),
    ],
)
def test_what_others_do_about_a_motion_is_none(language: str, text: str) -> None:
    assert motion(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fi", "Esitämme, että puisto rakennetaan. Puistot ovat tärkeitä.", ["puisto rakennetaan."]),
        (
            "fi",
            "Esitämme, että 1) puisto rakennetaan, 2) kadut korjataan ja 3) asiasta raportoidaan. Kiitos.",
            ["puisto rakennetaan", "kadut korjataan", "asiasta raportoidaan."],
        ),
        (
            "fi",
            "Aloitteessa esitetään seuraavaa:\n\n- Puisto rakennetaan.\n- Kadut korjataan.\n\nPuisto on kallis.",
            ["Puisto rakennetaan.", "Kadut korjataan."],
        ),
        (
            "fi",
            (
                "Anna Ek ja 18 muuta valtuutettua esittävät aloitteessaan, että kaupunki:\n\n- rakentaa puiston,\n"
                "- korjaa kadut.\n\nKaupunginhallitus toteaa, että puisto on kallis."
            ),
            ["rakentaa puiston,", "korjaa kadut."],
        ),
        (
            "fi",
            (
                "Aloitteessa esitetään, että puisto rakennetaan. Samalla esitetään, että kadut korjataan."
                " Aloite on liitteenä."
            ),
            ["puisto rakennetaan.", "kadut korjataan."],
        ),
        (
            "fi",
            "Valtuutettu Sari Korpi jätti 14.4.2025 aloitteen, jossa hän esitti, että puisto rakennetaan.",
            ["puisto rakennetaan."],
        ),
        ("fi", "Aloitteessa ehdotetaan uuden puiston rakentamista.", ["uuden puiston rakentamista."]),
        ("sv", "Vi föreslår att parken anläggs.\n\nVi föreslår också att gatan lagas.\n\nStaden har inte råd.", None),
        (
            "sv",
            "I motionen föreslås följande: Parken anläggs. Gatan lagas. Motionen bifogas.",
            ["Parken anläggs.", "Gatan lagas."],
        ),
        (
            "sv",
            "Motionärerna saknar grönska. De föreslår att parken anläggs. Staden har en plan.",
            ["parken anläggs."],
        ),
        (
            "sv",
            "Undertecknade föreslår att\n\na) parken anläggs\nb) gatan lagas\n\nStaden har inte råd.",
            ["parken anläggs", "gatan lagas"],
        ),
        (
            "sv",
            "Motionärerna yrkar på följande:\n\nParken anläggs.\n\nStaden har inte råd.",
            ["Parken anläggs."],
        ),
    ],
)
def test_demands(language: str, text: str, expected: list[str] | None) -> None:
    found = motion(text, language)
    assert found is not None
    assert found.demands == (expected or ["parken anläggs.", "gatan lagas."])


def test_own_date_line_and_signatures() -> None:
    text = "Vi föreslår att en park anläggs.\n\nGranvik den 12 mars 2025\n\nAnna Ek\n\nKai Salo\n\nStaden har inte råd."
    found = motion(text, "sv")
    assert found is not None
    assert (found.first_signatory, found.signatory_count, found.submitted) == ("Anna Ek", 2, "2025-03-12")
    assert found.response_days == 377


def test_an_officer_below_a_date_signed_no_motion() -> None:
    found = motion("Vi föreslår att en park anläggs.\n\nGranvik 12.3.2026\n\nKai Salo\n\nstadsdirektör", "sv")
    assert found is not None
    assert (found.first_signatory, found.submitted) == (None, None)


HISTORY = (
    "Granviks stad\n\nStadsstyrelsen | Protokoll | 24.3.2026 | § 20\n\n# Motion, Park åt alla\n\n"
    "{earlier}\n\nStadsstyrelsen 24.3.2026 § 20\n\n## Förslag\n\n"
    "Motionen överförs till tekniska nämnden.\n\n## Beslut\n"
)


@pytest.mark.parametrize(
    ("earlier", "signatory", "submitted"),
    [
        (
            (
                "Stadsfullmäktige 8.9.2025 § 43\n\nFrida Strand inlämnade en motion ”Park åt alla”.\n\n"
                "Stadsfullmäktiges beslut:\n\nMotionen överfördes till stadsstyrelsen för beredning."
            ),
            "Frida Strand",
            "2025-09-08",
        ),
        (
            (
                "Stadsfullmäktige 8.9.2025 § 43\n\nStadsfullmäktiges beslut:\n\n"
                "Motionen överfördes till stadsstyrelsen för beredning."
            ),
            None,
            "2025-09-08",
        ),
    ],
)
def test_the_councils_handling_states_the_day(earlier: str, signatory: str | None, submitted: str) -> None:
    [found] = parse(HISTORY.format(earlier=earlier).encode()).items
    assert found.motion is not None
    assert (found.motion.first_signatory, found.motion.submitted) == (signatory, submitted)
    assert found.motion.response_days == 197


def test_the_council_sends_an_initiative_on() -> None:
    text = (
        "Granvikin kaupunki\n\nKaupunginhallitus | Pöytäkirja | 24.3.2026 | § 20\n\n# Valtuustoaloite puistosta\n\n"
        "Kaupunginvaltuusto 8.9.2025 § 43\n\n## Päätös\n\nKaupunginvaltuusto päätti lähettää aloitteen "
        "kaupunginhallituksen valmisteltavaksi.\n\nKaupunginhallitus 24.3.2026 § 20\n\n## Päätösehdotus\n\n"
        "Kaupunginhallitus pyytää lausunnon lautakunnalta.\n\n## Päätös\n"
    )
    [found] = parse(text.encode()).items
    assert found.motion is not None
    assert found.motion.submitted == "2025-09-08"


def test_a_council_that_decided_on_it_states_no_day() -> None:
    earlier = "Stadsfullmäktige 8.9.2025 § 43\n\nStadsfullmäktiges beslut:\n\nBudgeten godkändes."
    [found] = parse(HISTORY.format(earlier=earlier).encode()).items
    assert found.motion is None


def test_the_title_names_who_signed() -> None:
    text = (
        FINNISH.replace("Valtuustoaloite puistosta", "Valtuutettu Anna Salosen aloite puistosta") + "Puisto on kallis."
    )
    [found] = parse(text.encode()).items
    assert found.motion is not None
    assert found.motion.first_signatory == "Anna Salonen"


Answers = list[tuple[str, str | None, str]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fi",
            (
                "Aloitteessa kysytään seuraavaa: Miten puisto hoidetaan? Milloin työ alkaa?\n\n"
                "### Vastaus kysymykseen 1\n\nHyvin.\n\n### Vastaus kysymykseen 2\n\nKeväällä."
            ),
            [("Miten puisto hoidetaan?", "Hyvin.", "number"), ("Milloin työ alkaa?", "Keväällä.", "number")],
        ),
        (
            "fi",
            (
                "Kysymme: 1) Miten puisto hoidetaan? 2) Milloin työ alkaa?\n\nVastaus kysymykseen 1: Hyvin.\n\n"
                "Vastaus kysymykseen 2: Keväällä.\n\nTyö kestää vuoden."
            ),
            [
                ("Miten puisto hoidetaan?", "Hyvin.", "number"),
                ("Milloin työ alkaa?", "Keväällä.\n\nTyö kestää vuoden.", "number"),
            ],
        ),
        (
            "fi",
            (
                "Haluamme vastauksen seuraaviin kysymyksiin:\n\n- Miten puisto hoidetaan ensi vuonna?\n"
                "- Milloin työ alkaa?\n\n### Miten puisto hoidetaan\n\nHyvin.\n\n### Milloin työ alkaa?\n\nKeväällä."
            ),
            [
                ("Miten puisto hoidetaan ensi vuonna?", "Hyvin.", "similarity"),
                ("Milloin työ alkaa?", "Keväällä.", "verbatim"),
            ],
        ),
        (
            "sv",
            (
                "Vi frågar:\n\n1. Hur sköts parken?\n2. När börjar arbetet?\n\nStaden svarar följande:\n\n"
                "1. Parken sköts väl.\n2. Arbetet börjar i vår."
            ),
            [
                ("Hur sköts parken?", "Parken sköts väl.", "number"),
                ("När börjar arbetet?", "Arbetet börjar i vår.", "number"),
            ],
        ),
        (
            "sv",
            "Vem vet allt? Jag frågar därför: Hur sköts parken? När börjar arbetet?\n\n### Svar på fråga 1\n\nVäl.",
            [("Hur sköts parken?", "Väl.", "number"), ("När börjar arbetet?", None, "none")],
        ),
    ],
)
def test_questions_and_answers(language: str, text: str, expected: Answers) -> None:
    found = item(text, language).questions
    assert [(each.text, each.answer, each.matched_by) for each in found] == expected
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert all((each.score is None) == (each.answer is None) for each in found)


def test_a_survey_asks_the_council_nothing() -> None:
    text = SWEDISH.replace("Motion om en park", "Personalenkät") + "1. Trivs du på jobbet?\n2. Har du en chef?"
    [found] = parse(text.encode()).items
    assert found.questions == []


REAL = [*LAPUA, *NYKARLEBY, *sorted((SHARED / "corpus" / "helsinki" / "agenda_items").glob("*.html"))]


@pytest.mark.corpus
@pytest.mark.skipif(not REAL, reason="the shared corpus is not here")
def test_every_motion_of_the_corpus_has_what_its_text_shows() -> None:
    """A signatory with the others counted, or the day of its handing in; demands where the account tells them."""
    seen = 0
    for path in REAL:
        for found in real(path).items:
            if found.kind != "motion":
                continue
            seen += 1
            where = f"{path.name} {found.number}"
            assert found.motion is not None, where
            told = found.handling.account.text if found.handling.account else ""
            if "muuta" in told or "muun valtuutetun" in told:
                assert found.motion.first_signatory, where
                assert (found.motion.signatory_count or 0) > 1, where
                assert found.motion.demands, where
            elif "ryhmäaloite" in (found.title or ""):
                assert found.motion.demands, where  # a group's: its day stands in the name of an attachment alone
            else:
                assert found.motion.submitted, where
            for demand in found.motion.demands:
                assert demand[0].isalnum(), where
                assert "liitteenä" not in demand, where
    assert seen >= 18
