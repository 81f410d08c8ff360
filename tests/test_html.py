"""HTML: what a reader of a page sees, portals by their profiles, and real pages of the corpus."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractors.document import Document
from pipeline import parse
from pipeline.errors import DocumentError, Unreadable
from pipeline.readers.html import read
from pipeline.readers.portals import profiles
from tests.documents import SHARED

CORPUS = SHARED / "corpus"
DECISIONS = sorted((CORPUS / "helsinki" / "decisions").glob("*.html")) if CORPUS.is_dir() else []
AGENDAS = sorted((CORPUS / "helsinki").glob("[am]*/*.html")) if CORPUS.is_dir() else []
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


def page(body: str) -> Document:
    return read(f"<html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>".encode())


def printed(body: str) -> list[str]:
    return page(body).text.rstrip("\n").split("\n")


# What a reader sees


def test_blocks_are_lines_and_gaps() -> None:
    assert printed("<h2>Beslut</h2><p>Ett\n  svar<br>på två rader</p><div>a</div><div>b</div>") == [
        "Beslut", "", "Ett svar", "på två rader", "", "a", "b",
    ]  # fmt: skip


def test_headings_keep_their_rank_and_bold_its_extent() -> None:
    lines = page("<h3>Beslut</h3><p><b>Päätösehdotus</b>&nbsp;&nbsp;&nbsp;&nbsp; Kaupunginjohtaja</p>").lines
    assert [(line.level, line.bold) for line in lines] == [(3, 0), (0, len("Päätösehdotus"))]


def test_blanks_that_nobody_types_are_a_gap() -> None:
    assert printed("<p>Päätösehdotus&nbsp;&nbsp;&nbsp;&nbsp; Kaupunginjohtaja</p>") == [
        "Päätösehdotus   Kaupunginjohtaja"
    ]


def test_lists_have_their_markers() -> None:
    assert printed("<ul><li>ett</li><li>två</li></ul><ol start='3'><li>tre</li><li>fyra</li></ol>") == [
        "- ett", "- två", "", "3. tre", "4. fyra",
    ]  # fmt: skip


def test_tables_of_data_and_tables_that_lay_out() -> None:
    data = "<table><tr><th>Post</th><th>2025</th></tr><tr><td>Intäkter</td><td>60</td></tr></table>"
    assert [(line.table, printed(data)[at]) for at, line in enumerate(page(data).lines)] == [
        (True, "Post | 2025"), (True, "Intäkter | 60"),
    ]  # fmt: skip
    outer = "<table><tr><td><p>Ett</p><p>Två</p></td></tr></table>"
    assert printed(outer) == ["Ett", "", "Två"]
    assert not any(line.table for line in page(outer).lines)
    assert printed("<table><tr><td>Valmistelija</td><td>Kai Ek</td></tr></table>") == ["Valmistelija  Kai Ek"]


def test_links_stand_where_their_words_do() -> None:
    found = page("<p>Se <a href='/a b.pdf'>bilagan</a> och <a href='javascript:x()'>detta</a></p>")
    assert [(found.text[link.span.start : link.span.end], link.url) for link in found.links] == [
        ("bilagan", "/a b.pdf")
    ]


def test_styles_scripts_and_hidden_text_are_not_seen() -> None:
    assert printed("<style>p{}</style><script>x</script><p style='display: none'>a</p><!-- b --><p>c</p>") == ["c"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("nonsense", "utf-8"),
    ],
)
def test_encodings_declared_or_not(declared: str, encoding: str) -> None:
    text = (
        f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={declared}'></head><p>Päätös – å</p>"
    )
    assert read(text.encode(encoding)).text == "Päätös – å\n\n"


def test_entities_of_others_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    hostile = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body><p>Beslut &x;</p></body></html>"
    assert "secret" not in read(hostile.encode()).text.replace(str(secret), "")


def test_deep_and_broken_pages_are_read() -> None:
    assert "x" in read(("<div>" * 1500 + "x").encode()).text
    with pytest.raises(Unreadable, match="nested deeper"):
        read(("<div>" * 5000 + "x").encode())
    assert "Beslut" in read(b"<table><tr><td><p>Beslut</b></td><p>a</table></div>").text


def test_every_profile_knows_its_own_pages_only() -> None:
    assert {profile.name for profile in profiles()} >= {"Dynasty", "Ahjo", "Turku", "TWeb"}
    plain = "<h1>Kommunstyrelsen 12.5.2026 § 4</h1><h2>Beslut</h2><p>Godkändes.</p>"
    record = parse(f"<html><body>{plain}</body></html>".encode())
    assert (record.items[0].number, record.source.native_id) == ("4", None)


# Real pages


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
