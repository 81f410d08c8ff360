"""Findings: each is raised where it should be, and not where all is well."""

from __future__ import annotations

from pipeline import parse
from pipeline.record.model import Finding, MeetingRecord

HEAD = "Granvik stad | Protokoll | Stadsstyrelsen | 3.2.2026 | Sida 1 / 2\n\n"
ITEM = "{number} § {title}\n\nFörslag\n\nStadsstyrelsen godkänner planen.\n\nBeslut\n\n{decision}\n\n"


def minutes(*numbers: int, decision: str = "Förslaget godkändes.", contents: str = "", more: str = "") -> MeetingRecord:
    items = "".join(
        ITEM.format(number=number, title=f"Ärende nummer {number}", decision=decision) for number in numbers
    )
    return parse((HEAD + contents + items + more).encode())


def codes(record: MeetingRecord) -> list[str]:
    return [finding.code for finding in record.findings]


def test_nothing_to_say_of_sound_minutes() -> None:
    record = minutes(14, 15, 16)
    assert [item.number for item in record.items] == ["14", "15", "16"]
    assert codes(record) == []


def test_numbering_gap() -> None:
    [finding] = minutes(14, 15, 18).findings
    assert (finding.code, finding.pointers) == ("numbering-gap", ["/items/2/number"])
    assert "§ 16–17 missing" in finding.message


CONTENTS = "Ärenden\n\n14 § Ärende nummer 14\n15 § {title}\n16 § Ärende nummer 16\n\n"


def test_contents_list_agrees() -> None:
    record = minutes(14, 15, 16, contents=CONTENTS.format(title="Ärende nummer 15"))
    assert [item.title for item in record.items] == [f"Ärende nummer {number}" for number in (14, 15, 16)]
    assert codes(record) == []


def test_contents_list_names_another_title() -> None:
    [finding] = minutes(14, 15, 16, contents=CONTENTS.format(title="Något annat")).findings
    assert (finding.code, finding.pointers) == ("contents-mismatch", ["/items/1/title"])
    assert "Något annat" in finding.message
    assert "Ärende nummer 15" in finding.message


def test_contents_list_and_items_differ() -> None:
    record = minutes(14, 15, 16, 17, contents=CONTENTS.format(title="Ärende nummer 15"))
    [finding] = [finding for finding in record.findings if finding.code == "contents-mismatch"]
    assert "§ 17" in finding.message


def test_undecided_once_a_document() -> None:
    record = minutes(14, 15, decision="")
    [finding] = [finding for finding in record.findings if finding.code == "undecided"]
    assert finding.severity == "info"
    assert finding.pointers == ["/items/0/handling/decision", "/items/1/handling/decision"]
    assert finding.message == "no decision stands under § 14 'Ärende nummer 14', § 15 'Ärende nummer 15'"
    assert not of(minutes(14, 15), "undecided")


def test_undecided_names_the_items() -> None:
    open_item = ITEM.format(number=16, title="Torgets namn", decision="")
    [finding] = of(minutes(14, 15, more=open_item), "undecided")
    assert finding.message == "1 of 3 items hold no decision: § 16 'Torgets namn'"


def test_meeting_days_at_odds() -> None:
    second = "Granvik stad | Protokoll | Stadsstyrelsen | 4.2.2026 | Sida 2 / 2\n"
    record = minutes(14, 15, more=second)
    [finding] = [finding for finding in record.findings if finding.code == "date-conflict"]
    assert "3.2.2026" in finding.message
    assert "4.2.2026" in finding.message


def test_meeting_numbers_at_odds() -> None:
    heads = "Granvik stad | Protokoll | {} | Stadsstyrelsen | 3.2.2026 | Sida 1 / 2\n\n"
    body = ITEM.format(number=14, title="Torgets namn", decision="Förslaget godkändes.")
    record = parse((heads.format("3/2026") + body + heads.format("4/2026")).encode())
    [finding] = [finding for finding in record.findings if finding.code == "number-conflict"]
    assert (finding.pointers, "3/2026" in finding.message, "4/2026" in finding.message) == (
        ["/meeting/number"],
        True,
        True,
    )
    same = parse((heads.format("3/2026") + body + heads.format("3/2026")).encode())
    assert (codes(same), same.meeting.number) == ([], "3/2026")


VOTE = "Omröstning\n\nJA-röster: 3, NEJ-röster: 1\n\nJA: Anna Ek, Per Ås, Kaj Holm\n\nNEJ: Siv Berg{more}\n\n"


def test_votes_that_add_up() -> None:
    record = minutes(14, 15, decision="Förslaget godkändes.\n\n" + VOTE.format(more=""))
    assert "vote-sum" not in codes(record)
    [vote] = record.items[0].handling.votes
    assert (vote.for_, vote.against, vote.result, len(vote.voters)) == (3, 1, "for", 4)


def test_votes_that_do_not_add_up() -> None:
    record = minutes(14, 15, decision="Förslaget godkändes.\n\n" + VOTE.format(more=", Ulf Dal"))
    finding = next(finding for finding in record.findings if finding.code == "vote-sum")
    assert (finding.severity, finding.pointers) == ("error", ["/items/0/handling/votes/0/against"])


def of(record: MeetingRecord, code: str) -> list[Finding]:
    return [finding for finding in record.findings if finding.code == code]


def test_empty_section() -> None:
    text = "Stadsstyrelsen 3.2.2026\n\n## Torgets namn\n\n### Förslag\n\n{}### Beslut\n\nÄrendet bordlades.\n"
    [finding] = of(parse(text.format("").encode()), "empty-section")
    assert finding.message == "'Torgets namn': nothing stands under 'Förslag'"
    assert not of(parse(text.format("Namnet blir Västra torget.\n\n").encode()), "empty-section")


def test_a_heading_over_presenter_and_preparers_is_not_empty() -> None:
    text = (
        "## Torin nimi\n\n### Päätös\n\nJohtaja päätti torin nimestä.\n\n### Esittelijätiedot\n\n### Lisätiedot\n\n{}"
    )
    assert not of(parse(text.format("Anna Ek, kanslisti, puhelin:\n").encode()), "empty-section")
    [finding] = of(parse(text.format("### Liitteet\n\n1 Kartta\n").encode()), "empty-section")
    assert "'Lisätiedot'" in finding.message


def test_headings_that_divide_a_sections_text_are_known_by_their_rank() -> None:
    text = "Stadsstyrelsen 3.2.2026\n\n## Torgets namn\n\n### Beslut\n\nStadsstyrelsen beslutade:\n\n"
    text += "{} Giltighet\n\nTills vidare.\n"
    assert not of(parse(text.format("####").encode()), "unknown-heading")
    [finding] = of(parse(text.format("###").encode()), "unknown-heading")
    assert (
        finding.message == "'Torgets namn': no rule knows the heading 'Giltighet'; what it heads stays in the decision"
    )


def test_a_notice_is_written_before_its_meeting() -> None:
    head = "Granvik stad | {} | Stadsstyrelsen | {} | Sida {} / 2\n\n"
    body = ITEM.format(number=14, title="Torgets namn", decision="")

    def conflicts(kind: str, written: str) -> list[Finding]:
        text = head.format(kind, written, 1) + "Tid\n\n10.2.2026 kl. 17.00\n\n" + body + body.replace("14", "15")
        return of(parse((text + head.format(kind, "10.2.2026", 2)).encode()), "date-conflict")

    assert not conflicts("Föredragningslista", "3.2.2026")
    [finding] = conflicts("Protokoll", "3.2.2026")
    assert "3.2.2026" in finding.message
    assert "10.2.2026" in finding.message


HISTORY = """Föredragningslistan för § 14.

Stadsstyrelsen {}, {} §

Förslag

Stadsstyrelsen godkänner planen.

Beslut

Förslaget godkändes.
"""


def handled(day: str, section: int) -> MeetingRecord:
    return parse((HEAD + "14 § Torgets namn\n\n" + HISTORY.format(day, section)).encode())


def test_a_slip_in_the_day_over_this_meetings_handling() -> None:
    for day in ("3.2.3026", "20.1.2026"):
        record = handled(day, 14)
        [item] = record.items
        assert (item.history, item.handling.date) == ([], "2026-02-03")
        assert item.handling.decision is not None
        [finding] = of(record, "date-conflict")
        assert finding.message == (
            f"§ 14 'Torgets namn': the reference above this meeting's handling is 'Stadsstyrelsen {day}, 14 §', "
            "but the meeting was 2026-02-03"
        )
        assert finding.pointers == ["/items/0/handling/date"]


def test_an_earlier_handling_of_another_paragraph_is_no_slip() -> None:
    for day, section in (("20.1.2026", 9), ("3.2.2025", 9), ("20.1.2025", 14)):
        record = handled(day, section)
        assert [each.section for each in record.items[0].history] == [str(section)]
        assert not of(record, "date-conflict")


def test_an_earlier_handling_after_the_meeting() -> None:
    [finding] = of(handled("20.3.2026", 9), "date-conflict")
    assert finding.pointers == ["/items/0/history/0/date"]
    assert "2026-03-20" in finding.message
    assert "2026-02-03" in finding.message


def test_motion_dated_twice() -> None:
    text = (
        "Fullmäktige 20.4.2026\n\n## Motion om torgets bänkar\n\n### Förslag\n\nFullmäktige antecknar svaret på Anna "
    )
    text += "Eks m.fl. motion {} om torgets bänkar.\n\n### Redogörelse\n\nAnna Ek och 3 andra ledamöter lämnade "
    text += "19.1.2026 en motion om torgets bänkar.\n"
    assert not of(parse(text.format("19.1.2026").encode()), "date-conflict")
    [finding] = of(parse(text.format("22.1.2026").encode()), "date-conflict")
    assert finding.message.startswith("'Motion om torgets bänkar': ")
    assert "22.1.2026 and 19.1.2026" in finding.message
    assert finding.pointers == [f"/items/0/motion/submitted_as_written/{n}" for n in (0, 1)]


def test_one_act_with_two_numbers() -> None:
    text = "Beslutet grundar sig på idrottslagen (390/2015). Enligt 5 § i idrottslagen ({}) är avgiften skälig."
    [finding] = of(minutes(14, decision=text.format("390/2014")), "number-conflict")
    assert "390/2015 and 390/2014" in finding.message
    assert finding.pointers == ["/items/0/citations/0/number", "/items/0/citations/1/number"]
    for other in ("390/2015", "1054/1998"):  # the act before it of the same name
        assert not of(minutes(14, decision=text.format(other)), "number-conflict")


def test_item_and_handling_give_different_paragraphs() -> None:
    [finding] = of(handled("3.2.2026", 15), "number-conflict")
    assert finding.pointers == ["/items/0/number", "/items/0/history/0/section"]
    assert "the item is § 14, the reference of this date's handling below it says § 15" in finding.message
    assert not of(handled("3.2.2026", 14), "number-conflict")
    assert not of(handled("20.1.2026", 9), "number-conflict")


QUESTIONS = """Fullmäktige 20.4.2026

## {}

### Redogörelse

Anna Ek frågar i sin motion:

1. Hur många bänkar finns det på torget?
2. När målas bänkarna om?

Hur många bänkar finns det på torget?

Det finns tolv bänkar på torget.
{}
### Beslut

Fullmäktige antecknade svaret för kännedom.
"""


def test_question_without_an_answer() -> None:
    [finding] = of(parse(QUESTIONS.format("Motion om torgets bänkar", "").encode()), "question-unanswered")
    assert finding.message == (
        "'Motion om torgets bänkar': no answer was found to question 2: 'När målas bänkarna om?'"
    )
    answered = "\nNär målas bänkarna om?\n\nDe målas i maj.\n"
    assert not of(parse(QUESTIONS.format("Motion om torgets bänkar", answered).encode()), "question-unanswered")


def test_questions_of_others_owe_no_answer() -> None:
    text = QUESTIONS.format("Enkät till personalen", "").replace("Anna Ek frågar i sin motion", "Enkäten frågar")
    assert not of(parse(text.encode()), "question-unanswered")


def test_more_votes_than_members_present() -> None:
    cover = "Närvarande\n\nAnna Ek, ordförande\nPer Ås\nKaj Holm\n\n"
    text = "Förslaget godkändes.\n\nOmröstning\n\nJA-röster: {}, NEJ-röster: 1"
    for votes, wrong in ((2, False), (5, True)):
        record = minutes(14, 15, contents=cover, decision=text.format(votes))
        assert len(record.meeting.present) == 3
        assert bool(of(record, "vote-sum")) is wrong


def test_messages_name_the_page() -> None:
    text = "Granvik stad  Protokoll  3.2.2026  Sida 1 / 2\nStadsstyrelsen\n\n\f"
    text += "14 § Torgets namn\n\nBeslut\n\nBeslutet fattas med stöd av 5 § i diskrimineringslagen.\n"
    [finding] = of(parse(text.encode()), "statute-unnumbered")
    assert finding.message.startswith("§ 14 'Torgets namn', page 2: 'diskrimineringslagen' is cited without its number")


def test_a_number_printed_with_another_form_of_the_name() -> None:
    text = "Enligt kommunallagen (410/2015) och {} § 5 är planen klar. Beslutet fattas med stöd av 5 § i {}."
    for name, raised in (("kommunallagen", 0), ("diskrimineringslagen", 1)):
        assert len(of(minutes(14, decision=text.format("KomL", name)), "statute-unnumbered")) == raised
    long = "Lagen om finansiering av undervisnings- och kulturverksamhet (1705/2009) gäller. Se 24 § i {}."
    for name, raised in (
        ("lagen om finansiering av undervisnings- och kulturverksamhet", 0),
        ("lagen om finansiering av undervisnings- och kultuverksamhet", 0),
        ("lagen om finansiering av hållbar energi", 1),
    ):
        assert len(of(minutes(14, decision=long.format(name)), "statute-unnumbered")) == raised, name


def test_unknown_heading() -> None:
    text = "Stadsstyrelsen 3.2.2026\n\n## Torgets namn\n\n### Förslag\n\nText.\n\n"
    text += "### Slutord\n\nText.\n\n### Beslut\n\nFörslaget godkändes.\n"
    [finding] = [finding for finding in parse(text.encode()).findings if finding.code == "unknown-heading"]
    assert "Slutord" in finding.message
    known = parse(text.replace("Slutord", "Behandling").encode())
    assert "unknown-heading" not in codes(known)


def test_unclaimed_text() -> None:
    lost = "Denna rad ovanför det första ärendet hör inte till någon del av protokollet.\n\n"
    record = minutes(14, 15, contents=lost)
    [finding] = [finding for finding in record.findings if finding.code == "unclaimed-text"]
    assert finding.message.count("Denna rad") == 1
    assert record.coverage.ratio < 1


def test_statute_without_number() -> None:
    record = minutes(14, 15, decision="Beslutet fattas med stöd av 5 § i diskrimineringslagen.")
    assert codes(record).count("statute-unnumbered") == 2
    numbered = minutes(14, 15, decision="Beslutet fattas med stöd av 5 § i diskrimineringslagen (1325/2014).")
    assert "statute-unnumbered" not in codes(numbered)


def test_a_paragraph_of_others_in_the_text_is_no_item() -> None:
    mention = "Förslaget godkändes.\n\n§ 54 Val av ledamöter\n\n§ 232 Detaljplan för Norrby"
    first = ITEM.format(number=13, title="Anmälningsärenden", decision=mention)
    record = minutes(14, 15, contents=first)
    assert [item.number for item in record.items] == ["13", "14", "15"]
    assert "numbering-gap" not in codes(record)


def test_an_earlier_handling_under_its_paragraph_is_history() -> None:
    text = "Fullmäktige 20.4.2026\n\n## Torgets namn\n\n### Beslut\n\n## Beslutshistoria\n\n"
    text += "§ 89 Stadsstyrelsen 16.3.2026\n\n### Beslut\n\nFörslaget godkändes enhälligt.\n"
    [item] = parse(text.encode()).items
    assert (item.title, item.handling.decision) == ("Torgets namn", None)
    [earlier] = item.history
    assert (earlier.section, earlier.date) == ("89", "2026-03-16")
