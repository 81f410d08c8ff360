"""The document that the project began with, and what happens when its names, dates, order and wording change."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline import parse
from pipeline.record.model import Finding, Item, MeetingRecord
from tests.support.paths import SEEDS

pytestmark = pytest.mark.skipif(not SEEDS, reason="the shared seed is not here")


@pytest.fixture(scope="module")
def seed() -> str:
    return SEEDS[0].read_text(encoding="utf-8")


def read(text: str) -> MeetingRecord:
    return parse(text.encode())


def findings(record: MeetingRecord, code: str) -> list[Finding]:
    return [finding for finding in record.findings if finding.code == code]


@pytest.fixture(scope="module")
def record() -> MeetingRecord:
    return parse(SEEDS[0])


@pytest.fixture(scope="module")
def item(record: MeetingRecord) -> Item:
    assert len(record.items) == 1
    return record.items[0]


def test_meeting(record: MeetingRecord) -> None:
    meeting = record.meeting
    assert meeting.municipality
    assert (meeting.municipality.name, meeting.municipality.code) == ("Esbo", "049")
    assert meeting.body
    assert (meeting.body.name, meeting.body.kind, meeting.date) == ("Fullmäktige", "council", "2026-04-20")
    assert (record.kind, record.language) == ("agenda_item", "sv")
    assert record.coverage.ratio >= 0.98


def test_preparers_share_a_number_and_a_pattern_of_addresses(item: Item) -> None:
    assert [(p.name, p.email, p.email_derived, p.phone) for p in item.handling.preparers] == [
        ("Marianne Sepponen", "marianne.sepponen@esbo.fi", True, "09 816 21"),
        ("Taru Ikäheimonen", "taru.ikaheimonen@esbo.fi", True, "09 816 21"),
    ]


def test_proposal_is_whole_and_nothing_is_decided(record: MeetingRecord, item: Item) -> None:
    handling = item.handling
    assert handling.presenter
    assert handling.presenter.name == "Stadsstyrelsen"
    [proposal] = handling.proposals
    assert proposal.text.startswith("Fullmäktige antecknar")
    assert proposal.text.endswith("slutbehandlad.")
    assert handling.decision is None
    assert handling.proceedings is None
    assert len(findings(record, "undecided")) == 1


def test_motion_and_its_two_dates(record: MeetingRecord, item: Item) -> None:
    motion = item.motion
    assert motion
    assert (motion.first_signatory, motion.signatory_count, motion.submitted) == ("Sini Juuti", 28, None)
    assert motion.submitted_as_written == ["22.5.2025", "19.5.2025"]
    assert len(motion.demands) == 4
    [conflict] = findings(record, "date-conflict")
    places = [record.evidence[pointer].spans[0] for pointer in conflict.pointers]
    assert [record.text[place.start : place.end] for place in places] == ["22.5.2025", "19.5.2025"]


def test_questions_have_their_whole_answers(item: Item) -> None:
    ends = [
        ("Stärkandet av", "genom att delta."),
        ("Tanken i motionen", "årligen."),
        ("Beslutsfattarna", "förtroendet."),
    ]
    assert [question.number for question in item.questions] == [1, 2, 3]
    for question, (first, last) in zip(item.questions, ends, strict=True):
        assert question.matched_by == "verbatim"
        assert question.text.endswith("?")
        assert question.answer
        assert question.answer.startswith(first)
        assert question.answer.endswith(last)
        assert "Hur säkerställer" not in question.answer
    assert "invånarorientering som ett centralt mål" in (item.questions[1].answer or "")


def test_summary_and_citations(record: MeetingRecord, item: Item) -> None:
    assert item.handling.account
    assert len(item.handling.account.summary) == 5
    numbers = ["731/1999", "410/2015", "132/1999", None, "1285/2016", "612/2021"]
    assert [citation.number for citation in item.citations] == numbers
    assert item.citations[3].name == "diskrimineringslagen"
    assert item.citations[1].eli == "http://data.finlex.fi/eli/sd/2015/410"
    assert item.citations[3].eli is None
    assert [finding.pointers for finding in findings(record, "statute-unnumbered")] == [["/items/0/citations/3"]]


def test_history_and_lists(item: Item) -> None:
    [earlier] = item.history
    assert earlier.body
    assert (earlier.body.name, earlier.date, earlier.section) == ("Stadsstyrelsen", "2026-03-16", "89")
    assert earlier.presenter
    assert (earlier.presenter.name, earlier.presenter.role) == ("Kai Mykkänen", "Stadsdirektör")
    assert len(earlier.proposals) == 1
    assert earlier.decision
    assert (earlier.decision.outcome, earlier.decision.unanimous) == ("approved", True)
    assert [each.title for each in item.handling.supplementary] == [
        "Valtuustoaloite asukas- ja asiakaskeskeisyyden lisäämisestä"
    ]
    assert (item.handling.attachments, item.for_information) == ([], [])
    assert len(item.links) == 6


def unmarked(text: str) -> str:
    """The document without its Markdown marks."""
    text = re.sub(r"^#+\s*", "", text, flags=re.MULTILINE).replace("*", "").replace("\\", "")
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def wrapped(text: str) -> str:
    """The document without marks, with lines of at most 90 characters."""
    return "\n".join(re.sub(r"(.{1,90})(?:\s+|$)", r"\1\n", line).strip() for line in unmarked(text).split("\n"))


def history_first(text: str) -> str:
    account, first = text.index("### Redogörelse"), text.index("## **Beslutshistoria**")
    second = text.index("## **Beslutshistoria**", first + 1)
    return text[:account] + text[first:second] + text[account:first] + text[second:]


def over_pages(text: str) -> str:
    furniture = "\fEsbo stad | Föredragningslista | Fullmäktige | 20.4.2026 | Sida 2 / 3\n"
    return text.replace("\n\nett centralt mål", "\n" + furniture + "ett centralt mål")


@pytest.mark.parametrize(
    "form",
    [
        unmarked,
        wrapped,
        history_first,
        over_pages,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("### Redogörelse", "### Beskrivning"),
    ],
    ids=["unmarked", "wrapped", "history-first", "over-pages", "crlf", "other-heading"],
)
def test_the_form_does_not_change_what_is_read(seed: str, item: Item, form: Callable[[str], str]) -> None:
    found, expected = read(form(seed)).items[0].model_dump(), item.model_dump()
    for key in ("title", "motion", "questions", "citations"):
        assert found[key] == expected[key]
    for key in ("preparers", "presenter", "proposals", "supplementary", "decision"):
        assert found["handling"][key] == expected["handling"][key]
    for key in ("body", "date", "section", "presenter", "proposals", "decision"):
        assert [earlier[key] for earlier in found["history"]] == [earlier[key] for earlier in expected["history"]]


def test_windows_1252_reads_as_utf_8_does(seed: str, item: Item) -> None:
    assert parse(seed.encode("cp1252")).items[0].model_dump() == item.model_dump()


def test_other_facts_give_other_values(seed: str) -> None:
    for old, new in {
        "Sini Juuti": "Aino Lindroos",
        "27 andra ledamöter": "elva andra fullmäktigeledamöter",
        "22.5.2025": "3.6.2025",
        "19.5.2025": "den 3 juni 2025",
        "20.04.2026": "den 11 maj 2026",
        "esbo.fi": "vanda.fi",
        "Esbo": "Vanda",
        "Sepponen Marianne": "Björkman Tove",
        "Kai Mykkänen": "Anna-Lena von Essen",
        "16.3.2026 § 89": "16 mars 2026, 12 §",
        "godkändes enhälligt": "godkändes efter omröstning med 9 röster mot 4",
        "ungdomslagen (1285/2016)": "ungdomslagen",
        "09 816 21": "040 123 4567",
    }.items():
        assert old in seed
        seed = seed.replace(old, new)
    record = read(seed)
    item = record.items[0]
    assert record.meeting.municipality
    assert (record.meeting.municipality.name, record.meeting.municipality.code) == ("Vanda", "092")
    assert record.meeting.date == "2026-05-11"
    assert [(p.name, p.email, p.phone) for p in item.handling.preparers] == [
        ("Tove Björkman", "tove.bjorkman@vanda.fi", "040 123 4567"),
        ("Taru Ikäheimonen", "taru.ikaheimonen@vanda.fi", "040 123 4567"),
    ]
    assert item.motion
    assert (item.motion.first_signatory, item.motion.signatory_count) == ("Aino Lindroos", 12)
    assert (item.motion.submitted, item.motion.response_days) == ("2025-06-03", 342)
    assert not findings(record, "date-conflict")
    assert [citation.number for citation in item.citations].count(None) == 2
    [earlier] = item.history
    assert (earlier.date, earlier.section) == ("2026-03-16", "12")
    assert earlier.presenter
    assert earlier.presenter.name == "Anna-Lena von Essen"
    assert earlier.decision
    assert (earlier.decision.outcome, earlier.decision.unanimous) == ("approved", False)
    assert [(vote.for_, vote.against) for vote in earlier.votes] == [(9, 4)]


def test_a_decided_paragraph_is_an_extract(seed: str) -> None:
    text = seed.replace("## Motion om", "## § 72 Motion om")
    text = text.replace("### Beslut\n", "### Beslut\n\nFullmäktige:\n\nFörslaget godkändes enhälligt.\n", 1)
    record = read(text)
    assert (record.kind, record.items[0].number) == ("extract", "72")
    decision = record.items[0].handling.decision
    assert decision
    assert (decision.text, decision.outcome, decision.unanimous) == (
        "Förslaget godkändes enhälligt.",
        "approved",
        True,
    )
    assert not findings(record, "undecided")


def test_questions_found_by_number(seed: str) -> None:
    text = re.sub(r"^\d\. (Hur.*)$", r"- \1", seed, flags=re.MULTILINE)
    text = re.sub(r"### \*\*(\d)\. Hur[^*]*\*\*", r"#### Fråga \1", text)
    questions = read(text).items[0].questions
    assert [question.matched_by for question in questions] == ["number"] * 3
    assert [bool(question.answer) for question in questions] == [True] * 3


def test_a_question_without_an_answer_is_reported(seed: str) -> None:
    start, end = seed.index("### **2. Hur"), seed.index("### **3. Hur")
    record = read(seed[:start] + seed[end:])
    assert [question.matched_by for question in record.items[0].questions] == ["verbatim", "none", "verbatim"]
    assert [finding.pointers for finding in findings(record, "question-unanswered")] == [["/items/0/questions/1"]]
