"""The command line: what goes to which stream, and the exit codes. Real processes, but for errors in the arguments."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.cli.printing.record_text import shorten
from pipeline import parse
from pipeline.record.serialisation import to_json
from pipeline.schema import json_schema
from tests.support.paths import DAMAGED, DOCUMENTS, FIXTURES, PROJECT

NOT_A_DOCUMENT = FIXTURES / "documents" / "not_a_document.json"
COMMAND = [sys.executable, "-m", "flows.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "80"}


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=ENVIRONMENT, cwd=cwd, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["parse"], "Missing argument"),
        (["parse", "."], "kommunprotokoll ingest ."),
        (["parse", "-", "-"], "only once"),
        (["parse", "a.md", "--workers", "0"], "--workers"),
        (["parse", "a.md", "--output", "out", "--show"], "leave out"),
        (["parse", "a/minutes.md", "b/Minutes.txt", "--output", "out"], "several inputs"),
        (["parse", "agenda.txt", "--output", "."], "would overwrite"),
        (["parse", "agenda.txt", "agenda2.md", "other/../agenda2.txt", "--output", "."], "several inputs"),
        (["ingest", "nowhere"], "there is no such folder"),
        (["ingest", ".", "--output", "."], "output folder"),
        (["ingest", "folder", "--output", "."], "output folder"),
        (["nothing"], "nothing"),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERMINAL_WIDTH", "1000")
    (tmp_path / "folder").mkdir()
    (tmp_path / "agenda.txt").write_text("Ärende", encoding="utf-8")
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["agenda.txt", "folder"]


def test_one_document_is_indented_json() -> None:
    done = run("parse", DOCUMENTS[0])
    assert done.stdout.decode() == to_json(parse(DOCUMENTS[0]), pretty=True) + "\n"
    assert (done.stderr, done.returncode) == (b"", 0)


def test_several_documents_are_a_line_each_in_order() -> None:
    done = run("parse", DOCUMENTS[1], NOT_A_DOCUMENT, DAMAGED, DOCUMENTS[0])
    lines = [to_json(parse(DOCUMENTS[1])), to_json(parse(DOCUMENTS[0]))]
    assert done.stdout.decode() == "".join(f"{line}\n" for line in lines)
    assert done.stderr.decode().splitlines() == [
        f"kommunprotokoll: {NOT_A_DOCUMENT}: skipped: it is JSON, not an agenda or minutes",
        f"kommunprotokoll: {DAMAGED}: the file is binary data, not text",
    ]
    assert done.returncode == 1


def test_a_missing_file(tmp_path: Path) -> None:
    done = run("parse", "missing.txt", cwd=tmp_path)
    expected = b"kommunprotokoll: missing.txt: the file can't be read: No such file or directory\n"
    assert (done.stdout, done.stderr, done.returncode) == (b"", expected, 1)


def test_files_in_a_folder(tmp_path: Path) -> None:
    done = run("parse", *DOCUMENTS[:2], NOT_A_DOCUMENT, "--output", tmp_path / "new" / "folder")
    skipped = f"kommunprotokoll: {NOT_A_DOCUMENT}: skipped: it is JSON, not an agenda or minutes\n"
    assert (done.stdout, done.stderr.decode(), done.returncode) == (b"", skipped, 0)
    for document in DOCUMENTS[:2]:
        record = parse(document)
        stem = tmp_path / "new" / "folder" / document.stem
        assert Path(f"{stem}.json").read_bytes().decode() == to_json(record, pretty=True) + "\n"
        assert Path(f"{stem}.txt").read_bytes().decode() == record.text
    assert len(list((tmp_path / "new" / "folder").iterdir())) == 4


def test_standard_input() -> None:
    data = DOCUMENTS[0].read_bytes()
    done = run("parse", "-", stdin=data)
    assert done.stdout.decode() == to_json(parse(data), pretty=True) + "\n"


def test_the_view_for_a_person() -> None:
    done = run("parse", "--show", *DOCUMENTS)
    assert (done.stderr, done.returncode) == (b"", 0)
    text = done.stdout.decode()
    assert "\x1b" not in text
    for line in text.splitlines():
        assert len(line) <= 80
        assert line == line.rstrip()
    together = " ".join(text.split())
    for document in DOCUMENTS:
        record = parse(document)
        assert record.id in text.replace("\n", "")
        for item in record.items:
            assert " ".join(str(item.title or "").split()) in together
            for question in item.questions:
                assert " ".join(question.text.split()) in together
            if item.handling.decision and item.handling.decision.outcome:
                assert item.handling.decision.outcome.replace("_", " ") in together


def test_long_texts_are_shortened() -> None:
    assert shorten("Nämnden  beslutade\n\nenligt förslaget.", 20) == "Nämnden beslutade … (18 more characters)"
    assert shorten("Kort.") == "Kort."


def test_parse_never_loads_prefect() -> None:
    command = [sys.executable, "-X", "importtime", *COMMAND[1:], "parse", str(DOCUMENTS[0])]
    done = subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)
    assert b"flows.cli.commands.parse" in done.stderr
    assert b"prefect" not in done.stderr


def test_an_output_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("parse", DOCUMENTS[0], "--output", "file/folder", cwd=tmp_path)
    expected = b"kommunprotokoll: file/folder: a file stands where a folder should be\n"
    assert (done.stdout, done.stderr, done.returncode) == (b"", expected, 3)
    done = run("ingest", FIXTURES / "documents", "--output", "file", cwd=tmp_path)
    assert done.stderr == b"kommunprotokoll: file: a file stands where a folder should be\n"
    assert done.returncode == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, "parse", str(DOCUMENTS[0])]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert done.stderr == b"kommunprotokoll: standard output: No space left on device\n"
    assert done.returncode == 3


def test_a_reader_that_has_had_enough() -> None:
    command = [*COMMAND, "parse", *map(str, DOCUMENTS * 5)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("seconds", [0.3, 2.0])
def test_an_interrupt(seconds: float) -> None:
    done = interrupted(seconds)
    while done[2] == -signal.SIGINT and b"flows" not in done[1] and seconds < 20:
        seconds *= 2  # on a busy machine Python itself has not come to the program yet
        done = interrupted(seconds)
    assert done == (b"", b"", 130)


def interrupted(seconds: float) -> tuple[bytes, bytes, int]:
    """What a process prints and exits with that is interrupted after a while."""
    command = [*COMMAND, "parse", "-"]  # waits for its standard input
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=ENVIRONMENT, process_group=0) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
    return out, err, process.returncode


def test_ingest_with_the_embedded_server(tmp_path: Path) -> None:
    for path in (*DOCUMENTS[:3], DAMAGED):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    environment = {key: value for key, value in ENVIRONMENT.items() if key != "PREFECT_API_URL"}
    environment["PREFECT_HOME"] = str(tmp_path / ".prefect")
    command = [*COMMAND, "ingest", "."]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path, timeout=300)
    lines = done.stderr.decode().splitlines()
    assert (done.stdout, done.returncode) == (b"", 1)
    assert lines[0] == "kommunprotokoll: damaged.txt: the file is binary data, not text"
    figures = dict(re.findall(r"^\s*(Documents|Records|Failed)\s+(\d+)\s*$", done.stderr.decode(), re.MULTILINE))
    assert figures == {"Documents": "4", "Records": "3", "Failed": "1"}
    assert re.search(rf"{re.escape(DOCUMENTS[0].name)}\s+record\s+kuusiranta/", done.stderr.decode())
    assert len(list((tmp_path / "output" / "records").rglob("*.json"))) == 3
    assert "Traceback" not in done.stderr.decode()


def test_schema_and_version() -> None:
    assert run("schema").stdout.decode() == json_schema()
    assert run("--version").stdout.startswith(b"kommunprotokoll ")


@pytest.mark.parametrize("command", [[], ["parse"], ["ingest"]])
def test_help_states_the_exit_codes(command: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    for code in ("0", "1", "2", "3", "130"):
        assert f"\n {code}  " in result.stdout
