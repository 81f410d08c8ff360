"""Joining records: twins, agenda and minutes, matters over time, contradictions; and the command that writes them.

The texts are invented. Only the municipality is a real one where its two names are what is tested.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from typer.testing import CliRunner

from flows.cli.app import app
from pipeline import parse
from pipeline.linking.link import join
from pipeline.linking.load import load
from pipeline.record.serialisation import to_json
from pipeline.schema import json_schema
from tests.support.linked_records import AGENDA, BOARD, CASE, FI, MINUTES, MOTION, SV, folder, joined, motion
from tests.support.paths import SHARED, real


def test_twins_clause_by_clause(tmp_path: Path) -> None:
    result = joined(tmp_path, FI, SV)
    (twin,) = result.links.twins
    assert (twin.fi.file, twin.sv.file) == ("0.json", "1.json")
    assert set(twin.matched_by) >= {"date", "body", "section", "case_number"}
    assert all(pair.fi and pair.sv for pair in twin.proposal)
    assert [("Ritva" in str(pair.fi), "Ritva" in str(pair.sv)) for pair in twin.proposal][-1] == (True, True)
    assert [(pair.only_fi, pair.only_sv) for pair in twin.proposal if pair.only_fi or pair.only_sv] == [
        (["45000"], ["48000"])
    ]
    (matter,) = result.matters  # one handling in two languages, not two, and no contradiction
    assert len(matter.timeline) == 1
    assert len(matter.timeline[0].sources) == 2
    assert matter.contradictions == []


def test_a_clause_that_one_language_lacks(tmp_path: Path) -> None:
    (twin,) = joined(
        tmp_path, FI, SV.replace("2. hyra ut försäljningsplatserna från och med den 1 maj 2026\n3.", "2.")
    ).links.twins
    alone = [pair for pair in twin.proposal if pair.sv is None]
    assert [("1.5.2026" in (pair.fi or ""), pair.only_fi) for pair in alone] == [(True, ["2026-05-01"])]
    assert "clauses" in [difference.field for difference in twin.differences]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("9.3.2026 § 41", "16.3.2026 § 41"),  # another day
        ("9.3.2026 § 41", "9.3.2026 § 42"),  # another section
        (CASE, "513/10.03.01/2026"),  # another case
        ("Närpes", "Esbo"),  # another municipality
        ("Stadsstyrelsen", "Stadsfullmäktige"),  # another body
    ],
)
def test_what_differs_is_no_twin(tmp_path: Path, old: str, new: str) -> None:
    assert old in SV
    assert joined(tmp_path, FI, SV.replace(old, new)).links.twins == []


def test_two_committees_of_one_day_are_no_twins(tmp_path: Path) -> None:
    one = "Närpiön kaupunki\nSivistyslautakunta 9.3.2026 § 5\n\nIlmoitusasiat\n\nPäätös\n\nMerkittiin tiedoksi.\n"
    other = "Närpes stad\nTekniska nämnden 9.3.2026 § 5\n\nAnmälningsärenden\n\nBeslut\n\nAntecknades för kännedom.\n"
    assert joined(tmp_path, one, other).links.twins == []


def test_one_language_has_no_twins(tmp_path: Path) -> None:
    assert joined(tmp_path, FI, FI.replace("yksimielisesti ", "")).links.twins == []


def test_agenda_and_minutes(tmp_path: Path) -> None:
    (pair,) = joined(tmp_path, AGENDA, MINUTES).links.meetings
    assert (pair.body, pair.date, pair.agenda, pair.minutes) == (
        "Tekniska nämnden",
        "2026-04-21",
        ["0.json"],
        ["1.json"],
    )
    told = [(item.status, item.title, item.proposal, item.outcome) for item in pair.items]
    assert [each[0] for each in told] == ["kept", "kept", "added", "dropped"]
    assert told[0][2] == "same"
    assert told[1] == ("kept", "Belysning på stigen runt sjön", "changed", "tabled")
    assert [(change.was, change.now) for change in pair.items[1].changes] == [("9", "8")]
    assert told[2][1] == "Hamnens bommar och grindar"
    assert told[3][1] == "Staketet vid Västra skolan"


def test_an_extract_states_nothing_of_dropped_items(tmp_path: Path) -> None:
    extract = MINUTES[: MINUTES.index("§ 23")].replace("Protokoll\n", "").replace("21.4.2026", "21.4.2026 § 24")
    extract += MINUTES[MINUTES.index("Belysning") : MINUTES.index("§ 26")]
    assert parse(extract.encode()).kind == "extract"
    (pair,) = joined(tmp_path, AGENDA, extract).links.meetings
    assert [item.status for item in pair.items] == ["kept"]


def test_minutes_of_another_day_are_no_pair(tmp_path: Path) -> None:
    assert joined(tmp_path, AGENDA, MINUTES.replace("21.4.2026", "28.4.2026")).links.meetings == []


def test_a_matter_over_time(tmp_path: Path) -> None:
    (matter,) = joined(tmp_path, *reversed(MOTION)).matters
    assert matter.id == "granvik/77-00-02-00-2026"
    assert [(each.date, each.section, each.outcome) for each in matter.timeline] == [
        ("2026-03-16", "89", "approved"),
        ("2026-04-20", "31", "tabled"),
        ("2026-05-18", "44", "approved"),
    ]
    assert matter.response is not None
    assert (matter.response.submitted, matter.response.decided) == ("2026-01-12", "2026-05-18")
    assert (matter.response.days_to_first, matter.response.days_to_decision) == (63, 126)
    assert matter.contradictions == []


def test_places_point_at_what_they_name(tmp_path: Path) -> None:
    history = BOARD + "Stadsstyrelsen beslutade återremittera ärendet.\n"
    texts = [MOTION[0], motion("Stadsfullmäktige", "18.5.2026", 44, "Fullmäktige godkände förslaget.", history)]
    (matter,) = joined(tmp_path, *texts).matters
    sources = [source for each in matter.timeline for source in each.sources]
    assert [(source.file, source.pointer) for source in sources] == [
        ("0.json", "/items/0/handling"),
        ("1.json", "/items/0/history/0"),
        ("1.json", "/items/0/handling"),
    ]
    found = {contradiction.about: contradiction for contradiction in matter.contradictions}
    assert set(found) == {"outcome", "decision"}
    assert [told.value for told in found["outcome"].values] == ["approved", "returned"]
    for contradiction in matter.contradictions:
        for told in contradiction.values:
            value: Any = json.loads((tmp_path / told.file).read_text(encoding="utf-8"))
            for key in told.pointer.split("/")[1:]:
                value = value[int(key)] if isinstance(value, list) else value[key]
            assert value == told.value
    assert matter.timeline[0].outcome is None  # documents differ


def test_documents_that_agree_contradict_nothing(tmp_path: Path) -> None:
    history = BOARD + "Stadsstyrelsen beslutade\ngodkänna förslaget.\n"
    texts = [MOTION[0], motion("Stadsfullmäktige", "18.5.2026", 44, "Fullmäktige godkände förslaget.", history)]
    assert joined(tmp_path, *texts).matters[0].contradictions == []


def test_days_of_submission_that_differ(tmp_path: Path) -> None:
    (matter,) = joined(tmp_path, MOTION[0], MOTION[2].replace("12.1.2026", "13.1.2026")).matters
    assert [each.about for each in matter.contradictions] == ["submitted"]
    assert [told.value for told in matter.contradictions[0].values] == ["2026-01-12", "2026-01-13"]
    assert matter.response is not None
    assert matter.response.submitted is None


def test_without_a_case_number_title_and_history_join(tmp_path: Path) -> None:
    history = BOARD + "Stadsstyrelsen beslutade godkänna förslaget.\n"
    texts = [
        motion("Stadsstyrelsen", "16.3.2026", 89, "Stadsstyrelsen beslutade godkänna förslaget.", case=""),
        motion("Stadsfullmäktige", "18.5.2026", 44, "Fullmäktige godkände förslaget.", history, case=""),
    ]
    (matter,) = joined(tmp_path / "a", *texts).matters
    assert matter.id == "granvik/motion-om-cykelvagar-langs-stranden-2026-03-16"
    assert len(matter.timeline) == 2
    unlike = texts[1].replace("cykelvägar längs stranden", "nya parkbänkar i centrum")
    assert len(joined(tmp_path / "b", texts[0], unlike).matters) == 2


def test_one_title_alone_joins_nothing(tmp_path: Path) -> None:
    texts = [each.replace("77/00.02.00/2026", "") for each in MOTION]
    assert len(joined(tmp_path, *texts).matters) == 3


def test_one_number_in_two_municipalities_is_two_matters(tmp_path: Path) -> None:
    found = joined(tmp_path, MOTION[0], MOTION[2].replace("Granvik", "Harvik")).matters
    assert [matter.id for matter in found] == ["granvik/77-00-02-00-2026", "harvik/77-00-02-00-2026"]


def test_the_command(tmp_path: Path) -> None:
    folder(tmp_path, *MOTION, FI, SV, AGENDA, MINUTES)
    (tmp_path / "broken.json").write_text('{"schema_version": "1.0", ', encoding="utf-8")
    (tmp_path / "foreign.json").write_text('{"name": "someone else\'s"}', encoding="utf-8")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    half = {**json.loads((tmp_path / "0.json").read_text(encoding="utf-8")), "items": "none"}
    (tmp_path / "half.json").write_text(json.dumps(half), encoding="utf-8")
    (tmp_path / "surrogate.json").write_text('{"title": "\\ud800"}', encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    first = CliRunner().invoke(app, ["link", str(tmp_path)])
    assert first.exit_code == 1
    assert first.stdout == ""
    assert "foreign.json: skipped: it is no record of kommunprotokoll" in first.stderr
    for name in (
        "broken.json: it is damaged JSON",
        "deep.json: it is damaged JSON",
        "half.json: it is no sound record",
    ):
        assert name in first.stderr
    assert before == {path: path.read_bytes() for path in before}
    links = json.loads((tmp_path / "links.json").read_text(encoding="utf-8"))
    assert (len(links["twins"]), len(links["meetings"])) == (1, 1)
    Draft202012Validator(json.loads(json_schema("links"))).validate(links)
    matters = sorted((tmp_path / "matters").rglob("*.json"))
    assert tmp_path / "matters" / "granvik" / "77-00-02-00-2026.json" in matters
    for path in matters:
        Draft202012Validator(json.loads(json_schema("matter"))).validate(json.loads(path.read_text(encoding="utf-8")))
    stamps = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (*matters, tmp_path / "links.json")}
    second = CliRunner().invoke(app, ["link", str(tmp_path)])  # its own output is no input
    assert second.stderr.split("Files changed")[1].strip() == "0"
    assert stamps == {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in stamps}


def test_a_matter_that_is_no_more_goes(tmp_path: Path) -> None:
    folder(tmp_path, *MOTION, FI)
    assert CliRunner().invoke(app, ["link", str(tmp_path), "--output", str(tmp_path / "out")]).exit_code == 0
    assert len(list((tmp_path / "out" / "matters").rglob("*.json"))) == 2
    (tmp_path / "3.json").unlink()
    assert CliRunner().invoke(app, ["link", str(tmp_path), "--output", str(tmp_path / "out")]).exit_code == 0
    assert [path.parent.name for path in (tmp_path / "out" / "matters").rglob("*.json")] == ["granvik"]
    assert [path.name for path in (tmp_path / "out" / "matters").iterdir()] == ["granvik"]


def test_the_output_folder_of_an_ingest(tmp_path: Path) -> None:
    folder(tmp_path / "records" / "granvik", *MOTION)
    (tmp_path / "changes.ndjson").write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(app, ["link", str(tmp_path)])
    assert (result.exit_code, "skipped" in result.stderr) == (0, False)
    (path,) = (tmp_path / "matters").rglob("*.json")
    assert json.loads(path.read_text(encoding="utf-8"))["records"] == [f"records/granvik/{n}.json" for n in range(3)]


def test_a_file_of_others_is_never_overwritten(tmp_path: Path) -> None:
    folder(tmp_path, *MOTION)
    (tmp_path / "links.json").write_text('{"mine": 1}', encoding="utf-8")
    result = CliRunner().invoke(app, ["link", str(tmp_path)])
    assert result.exit_code == 3
    assert (tmp_path / "links.json").read_text(encoding="utf-8") == '{"mine": 1}'
    assert not (tmp_path / "matters").exists()


def test_the_same_document_twice_counts_once(tmp_path: Path) -> None:
    found = load(folder(tmp_path, MOTION[0], MOTION[0]), tmp_path)
    assert (len(found.records), found.skipped) == (1, [("1.json", "the same document as 0.json")])


def test_a_folder_that_is_not_there() -> None:
    result = CliRunner().invoke(app, ["link", "nowhere"])
    assert result.exit_code == 2


@pytest.mark.parametrize("of", ["record", "matter", "links"])
def test_every_key_is_described(of: str) -> None:
    schema = json.loads(json_schema(of))
    Draft202012Validator.check_schema(schema)
    for name, model in {**schema["$defs"], of: schema}.items():
        for key, field in model.get("properties", {}).items():
            described = schema["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
            assert described.get("description"), f"{name}.{key}"


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no real documents here")
def test_the_opening_items_of_two_real_meetings_are_no_twins(tmp_path: Path) -> None:
    items = SHARED / "corpus" / "helsinki" / "agenda_items"
    texts = [items / "00400202145_00.html", items / "U42020020217_00.html"]
    for path in texts:
        (tmp_path / f"{path.stem}.json").write_text(to_json(real(path)), encoding="utf-8")
    found = load(tmp_path, tmp_path)
    assert len(found.records) == 2
    assert join(found).links.twins == []


def test_records_of_schema_1_0_are_read(tmp_path: Path) -> None:
    """What 1.1 added is null in them, and they join records of 1.1: a municipality by its code or name."""
    folder(tmp_path, FI, SV)
    stored = tmp_path / "0.json"
    data = json.loads(stored.read_text(encoding="utf-8"))
    assert data["schema_version"] == "1.1"
    data["schema_version"] = "1.0"
    del data["meeting"]["municipality"]["country"], data["meeting"]["municipality"]["kind"]
    stored.write_text(json.dumps(data), encoding="utf-8")
    loaded = load(tmp_path, tmp_path)
    assert not loaded.failed
    found = {each.file: each.record.meeting.municipality for each in loaded.records}["0.json"]
    assert found is not None
    assert (found.name, found.country, found.kind) == ("Närpiö", None, None)
    assert len(join(loaded).links.twins) == 1
