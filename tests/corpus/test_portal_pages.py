"""Real pages of portals: they agree with the city's own metadata and with what another scraper finds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from extractors.core.document import Document
from pipeline import parse
from pipeline.errors import DocumentError
from pipeline.readers.html.reader import read
from tests.support.paths import SHARED

CORPUS = SHARED / "corpus"
DECISIONS = sorted((CORPUS / "helsinki" / "decisions").glob("*.html")) if CORPUS.is_dir() else []
AGENDAS = sorted((CORPUS / "helsinki").glob("[am]*/*.html")) if CORPUS.is_dir() else []
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


def page(body: str) -> Document:
    return read(f"<html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>".encode())


def printed(body: str) -> list[str]:
    return page(body).text.rstrip("\n").split("\n")


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


CONTENTS = {
    "espoo/2017406946-3.HTM": "espoo/espoo_kh_170508_contents_127.json",
    "espoo/2017409886-4.HTM": "espoo/espoo_kh_170529_contents_4.json",
    "espoo/2013262303-5.HTM": "espoo/espoo_yl_130117_contents_5.json",
    "turku/turku_kh_2017-02-05-190.htm": "turku/turku_kh_2017-02-05-190-toimenpiteet.json",
}


@needs_corpus
@pytest.mark.parametrize(("page", "told"), CONTENTS.items())
def test_each_section_that_another_scraper_finds(page: str, told: str) -> None:
    (item,) = parse(CORPUS / page).model_dump()["items"]
    handling = item["handling"]
    persons = handling["preparers"] + [handling["presenter"]]
    names = [folded(name) for each in persons if each for name in (each["name"] or "", each["as_written"] or "")]
    places = {
        "Päätösehdotus": [handling["proposals"], handling["presenter"]],
        "Ehdotus": [handling["proposals"]],
        "Käsittely": [handling["proceedings"], handling["amendments"], handling["votes"]],
        "Päätös": [handling["decision"], handling["body"], handling["proceedings"]],
        "Selostus": [handling["account"]],
        "Esittelyteksti": [handling["account"]],
        "Tiivistelmä": [handling["account"]],
    }
    for section in json.loads((CORPUS / told).read_text(encoding="utf-8")):
        title, content = section["title"], section["content"]
        parts = [html.tostring(part, method="text", encoding="unicode") for part in html.fragments_fromstring(
            f"<div>{content}</div>")[0].iter("p", "li")] or re.split(r"\n+", content)  # fmt: skip
        if title == "functionId":
            assert re.sub(r"\D", "", item["classification"]["code"]) == re.sub(r"\D", "", content)
        elif title == "Dno":  # another form writes the class into the number and we keep that as printed
            assert re.split(r"\D", content)[0] in item["case_number"]
        elif title.startswith("Valmistelijat"):
            for person in content.split("<p>"):
                name = folded(re.sub(r"<[^>]*>", "", person).split(",")[0])
                assert not name or "@" in person or name in names
        elif title == "Jakelu":
            found = folded(" ".join(item["for_information"]))
            assert all(folded(re.sub(r"\(\w+\)", "", each)) in found for each in content.split(", "))
        else:
            whole = folded(" ".join(strings(places[title])))
            missing = [part for part in map(folded, parts) if part and part not in whole]
            # Presenters and preparers are split from the text that they stand in.
            assert [part for part in missing if not any(name and name in part for name in names)] == [], title


@needs_corpus
def test_no_page_of_the_corpus_fails() -> None:
    fates = {}
    for path in sorted(CORPUS.glob("[eoth]*/**/*.[hH][tT][mM]*")):
        try:
            parse(path)
            fates[path.name] = "record"
        except DocumentError as error:
            fates[path.name] = error.status
    assert "failed" not in fates.values()
    assert fates["TELIMET.HTM"] == fates["oulu_tweb_haku.html"] == "listing"


def voters(said: dict[str, object]) -> list[str]:
    listed = said.get("Voters") or []
    assert isinstance(listed, list)
    return sorted(" ".join(reversed(str(voter["Name"]).split(", "))) for voter in listed)


@needs_corpus
@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decisions_agree_with_the_citys_own_metadata(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    record = parse(path)
    (item,) = record.items
    assert " ".join((item.title or "").split()) == " ".join(told["Title"].split())
    assert item.number == told["Section"]
    if item.case_number:  # some pages do not print it
        assert item.case_number.startswith(told["CaseIDLabel"])
    if item.classification:
        assert item.classification.code == told["ClassificationCode"]
    assert len(item.handling.votes) == len(told["VotingResults"])
    for vote, said in zip(item.handling.votes, told["VotingResults"], strict=True):
        for side, key in (("for", "Ayes"), ("against", "Noes"), ("blank", "Blank")):
            if said.get(key):
                assert (getattr(vote, "for_" if side == "for" else side) or 0) == said[key]["NumberOfVotes"]
                assert sorted(voter.name or "" for voter in vote.voters if voter.vote == side) == voters(said[key])
    assert record.source.native_id


@needs_corpus
@pytest.mark.parametrize("path", AGENDAS, ids=lambda path: path.stem)
def test_proposals_have_no_heading_that_is_not_known(path: Path) -> None:
    record = parse(path)
    assert record.items
    assert record.items[0].handling.proposals
    unknown = [finding.message for finding in record.findings if finding.code == "unknown-heading"]
    assert not [
        message for message in unknown if re.search(r"heading '(?:Bilag|Liit|Föredrag|Esittel|Upplys|Lisät)", message)
    ]
