"""Kinds of document beside agendas and minutes: bulletins, motions that stand alone; what is passed over, and why."""

from __future__ import annotations

import pytest

from pipeline import parse
from pipeline.errors import NotADocument
from pipeline.record.model import MeetingRecord

BULLETIN = """Kuusirannan kunta

PÄÄTÖSLUETTELO 5/2026

Kunnanhallitus 4.5.2026

§ 81 Kokouksen laillisuus ja päätösvaltaisuus – Todettiin kokous lailliseksi.

§ 82 Torin nimi: Hyväksyttiin esityksen mukaan.

§ 83 Lausunto seutukaavasta

Asia jätettiin pöydälle.

§ 84 Talousarvio 2027 – lautakunnan lausunto
"""

MOTION = """Motion om belysning på bryggan

Bryggan i Granvik är mörk på kvällarna, och flera har ramlat i vattnet.

Vi föreslår därför att kommunfullmäktige beslutar:

- att sätta upp belysning på bryggan,

- att kommunen upprättar en plan för underhållet.

{day}För Skärgårdslistan

Irene Holmberg  Stig Aronsson

Camilla Ståhl
"""

INITIATIVE = """Valtuustoaloite uimarannan luiskasta

Kuusirannan uimarannalle ei pääse pyörätuolilla.

Kysymme:

1. Milloin rantaan rakennetaan luiska?

2. Paljonko se maksaa?

Kuusirannassa 4.5.2026

Aino Lehtola
"""


def record(text: str) -> MeetingRecord:
    return parse(text.encode())


def test_a_bulletin_has_an_item_a_line_with_its_decision() -> None:
    found = record(BULLETIN)
    assert (found.kind, found.meeting.number, found.id) == (
        "bulletin",
        "5/2026",
        "kuusiranta/kunnanhallitus/2026-05-04/bulletin",
    )
    decided = [(item.title, item.handling.decision and item.handling.decision.text) for item in found.items]
    assert decided == [
        ("Kokouksen laillisuus ja päätösvaltaisuus", "Todettiin kokous lailliseksi."),
        ("Torin nimi", "Hyväksyttiin esityksen mukaan."),
        ("Lausunto seutukaavasta", "Asia jätettiin pöydälle."),
        ("Talousarvio 2027 – lautakunnan lausunto", None),
    ]
    outcomes = [item.handling.decision.outcome for item in found.items if item.handling.decision]
    assert outcomes == ["opened_closed", "approved", "tabled"]


def test_a_swedish_bulletin() -> None:
    found = record(
        "Granviks kommun\n\nBeslutsförteckning\n\nTekniska nämnden 2026-05-04\n\n§ 12 Torgets namn\n\n"
        "Godkändes enligt förslaget.\n\n§ 13 Belysningen - Ärendet bordlades.\n"
    )
    assert found.kind == "bulletin"
    assert [item.title for item in found.items] == ["Torgets namn", "Belysningen"]
    assert [item.handling.decision and item.handling.decision.outcome for item in found.items] == ["approved", "tabled"]


def test_minutes_keep_dashes_in_their_titles() -> None:
    found = record(BULLETIN.replace("PÄÄTÖSLUETTELO", "PÖYTÄKIRJA"))
    assert found.kind == "minutes"
    assert found.items[0].title == "Kokouksen laillisuus ja päätösvaltaisuus – Todettiin kokous lailliseksi."


def test_a_motion_that_stands_alone() -> None:
    found = record(MOTION.format(day="Granvik den 3 mars 2026\n\n"))
    assert found.kind == "motion"
    (item,) = found.items
    assert (item.kind, item.title) == ("motion", "Motion om belysning på bryggan")
    assert item.motion is not None
    assert (item.motion.title, item.motion.submitted, item.motion.submitted_as_written) == (
        item.title,
        "2026-03-03",
        ["3 mars 2026"],
    )
    assert (item.motion.first_signatory, item.motion.signatory_count) == ("Irene Holmberg", 3)
    assert item.motion.demands == [
        "att sätta upp belysning på bryggan,",
        "att kommunen upprättar en plan för underhållet.",
    ]
    assert item.handling.account is not None
    assert item.handling.account.text.startswith("Bryggan i Granvik är mörk")
    assert item.handling.decision is None
    assert "undecided" not in {finding.code for finding in found.findings}
    assert {"/kind", "/items/0/motion/first_signatory", "/items/0/motion/submitted"} <= found.evidence.keys()


def test_a_motion_without_a_day_and_one_that_asks() -> None:
    undated = record(MOTION.format(day="")).items[0].motion
    assert undated is not None
    assert (undated.submitted, undated.signatory_count) == (None, 3)
    asking = record(INITIATIVE)
    assert asking.kind == "motion"
    assert [question.text for question in asking.items[0].questions] == [
        "Milloin rantaan rakennetaan luiska?",
        "Paljonko se maksaa?",
    ]
    assert asking.items[0].motion is not None
    assert (asking.items[0].motion.first_signatory, asking.items[0].motion.submitted) == ("Aino Lehtola", "2026-05-04")


def test_an_answer_to_a_motion_is_an_item_and_no_motion() -> None:
    found = record(
        "Granviks kommun\nKommunstyrelsen 4.5.2026\n\n§ 7 Motion om belysning på bryggan\n\n"
        "Beslut\n\nMotionen avslås.\n"
    )
    assert found.kind == "extract"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Motion om belysning\n\nBryggan är mörk på kvällarna och borde lysas upp.\n", "it is a motion on its own"),
        ("Granviks fiskelag\n\nYttrande\n\nVi har inget att invända mot planen för hamnen.\n", "letter or statement"),
        ("Hei,\n\nToivomme uuden penkin torille.\n\nKunnioittavasti\n\nAino Lehtola\n", "letter or statement"),
        ("Kahvila on avoinna joka päivä, paitsi juhannuksena.\n", "nothing in it says"),
    ],
)
def test_what_is_passed_over_says_why(text: str, reason: str) -> None:
    with pytest.raises(NotADocument, match=reason):
        record(text)
