"""Findings: each is raised where it should be, and not where all is well."""

from __future__ import annotations

from pipeline import parse
from pipeline.record import MeetingRecord

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


def test_empty_section() -> None:
    text = "Stadsstyrelsen 3.2.2026\n\n## Torgets namn\n\n### Förslag\n\n### Beslut\n\nÄrendet bordlades.\n"
    [finding] = [finding for finding in parse(text.encode()).findings if finding.code == "empty-section"]
    assert "Förslag" in finding.message


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


def test_an_earlier_handling_headed_by_its_paragraph_is_history() -> None:
    text = "Fullmäktige 20.4.2026\n\n## Torgets namn\n\n### Beslut\n\n## Beslutshistoria\n\n"
    text += "§ 89 Stadsstyrelsen 16.3.2026\n\n### Beslut\n\nFörslaget godkändes enhälligt.\n"
    [item] = parse(text.encode()).items
    assert (item.title, item.handling.decision) == ("Torgets namn", None)
    [earlier] = item.history
    assert (earlier.section, earlier.date) == ("89", "2026-03-16")
