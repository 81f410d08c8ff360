"""The command `try`: a report on a sample of a source, printed and as JSON, and its exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.slow.test_cli import run
from tests.support.paths import DAMAGED, FIXTURES
from tests.support.portal_server import Portal

AGENDA = """Kuusirannan kunta
Esityslista
Kunnanhallitus {day}.5.2026

§ {day} Torin nimi

Asiasta vastaa

Anna Kivelä, suunnittelija

Päätösehdotus

Kunnanhallitus päättää antaa torille nimen.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for day in (4, 11, 18):
        (tmp_path / f"{day:02}.txt").write_text(AGENDA.format(day=day), encoding="utf-8")
    shutil.copy(FIXTURES / "documents" / "not_a_document.json", tmp_path)
    return tmp_path


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode()


def test_a_folder(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    done = run("try", folder)
    assert done.returncode == 0, done.stderr
    text = said(done)
    assert f"Sample      4 documents of {folder}" in text
    assert "Read        3: 3 agenda_item" in text
    assert "  not_a_document.json: it is JSON, not an agenda or minutes" in text
    assert "    items.case_number                     3 of 3" in text
    assert '  "Asiasta vastaa"  3× in 3 documents' in text
    assert "> Asiasta vastaa\n" in text
    assert "    extractors/vocabulary/fi/labels.toml\n" in text
    assert '{ text = "Asiasta vastaa", kind = "preparers" },  # preparers: persons are printed below it' in text
    assert sorted(folder.rglob("*")) == before  # nothing was written


def test_the_report_as_json(folder: Path) -> None:
    done = run("try", folder, "--sample", "2", "--json")
    report = json.loads(done.stdout)
    assert (report["found"], report["sample"], report["read"]) == (4, 2, 1)
    (heading,) = report["headings"]
    assert (heading["text"], heading["likeliest"], heading["file"]) == (
        "Asiasta vastaa",
        "preparers",
        "extractors/vocabulary/fi/labels.toml",
    )
    assert "decision" in heading["kinds"]
    assert report["kinds"][0]["kind"] == "agenda_item"


def test_every_place_of_a_heading(folder: Path) -> None:
    done = run("try", folder, "--heading", "päätösehdotus")
    assert done.returncode == 0
    assert said(done).startswith('"päätösehdotus"  3 places in 3 of 4 documents\n\n04.txt, line 7  item 4 current.')
    assert said(done).count("  > Päätösehdotus\n") == 3
    assert json.loads(run("try", folder, "--heading", "päätösehdotus", "--json").stdout)["places"][0]["at"] == 2


def test_a_document_that_cannot_be_read_is_named(folder: Path) -> None:
    shutil.copy(DAMAGED, folder / "damaged.txt")
    done = run("try", folder)
    assert done.returncode == 1
    assert "Failed      1\n  damaged.txt: " in said(done)
    assert b"Traceback" not in done.stderr


def test_a_document_on_the_web(portal: Portal) -> None:
    portal.pages["/a.htm"] = (FIXTURES / "documents" / "fi_html_dynasty.htm").read_bytes()
    done = run("try", f"{portal.root}/a.htm")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Read        1: 1 extract" in said(done)


def test_sources_that_are_not_there(tmp_path: Path, portal: Portal) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for source, code, message in (
        (tmp_path / "nowhere", 2, "there is no such folder"),
        (tmp_path / "a.txt", 2, "kommunprotokoll parse"),
        (tmp_path / "empty", 1, "there are no files in it"),
        (f"{portal.root}/gone", 1, "the server answers 404 Not Found"),
    ):
        done = run("try", source)
        assert done.returncode == code
        assert message in " ".join(done.stderr.decode().replace("│", " ").split())
        assert (done.stdout, b"Traceback" in done.stderr) == (b"", False)
    assert run("try", tmp_path, "--sample", "0").returncode == 2
