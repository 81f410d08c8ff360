"""The file that names sources, and the commands that look at it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.sources.config import ConfigError, FeedSource, FilesSource, FolderSource, PortalSource, load
from tests.support.discovery import FEED_PATH, entry, rss
from tests.support.paths import FIXTURES, PROJECT
from tests.support.portal_server import Portal, failing

DYNASTY = "kuusiranta.hosting.example"
ITEM = (FIXTURES / "documents" / "sv_html_dynasty10.html").read_bytes()
PDF = (FIXTURES / "documents" / "fi_pdf_ote.pdf").read_bytes()


# The file


def test_the_example_is_valid_and_shows_every_kind_and_setting() -> None:
    path = PROJECT / "sources.example.toml"
    sources = load(path)
    assert {source.kind for source in sources.sources} == {"folder", "files", "feed", "portal"}
    text = path.read_text(encoding="utf-8")
    for model in (type(sources), FolderSource, FilesSource, FeedSource, PortalSource):
        for name, field in model.model_fields.items():
            assert re.search(rf"\b{field.alias or name}\b", text), name
    # What it shows as settings that can be left out are their defaults.
    for line in re.findall(r"^#   (\w+) = ([\w.]+) ", text, flags=re.MULTILINE):
        default = FeedSource.model_fields[line[0]].default
        if default is not None:
            assert line[1].replace("_", "").lower() == str(default).lower(), line


def wrong(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert all(problem.startswith(f"{path}: ") and "\n" not in problem for problem in caught.value.problems)
    return [problem.removeprefix(f"{path}: ") for problem in caught.value.problems]


FEED = '[[source]]\nname = "a"\nkind = "feed"\nurl = "http://a.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[source]", "it is no TOML: "),
        ("", "source: is missing"),
        ("source = []", "source: list should have at least 1 item"),
        ('[[source]]\nname = "a"', "source 'a': kind: is missing"),
        ('[[source]]\nname = "a"\nkind = "rss"', "source 'a': kind: 'rss' is none of"),
        ('[[source]]\nkind = "folder"\npath = "a"', "source number 1: name: is missing"),
        (FEED + "timout = 3", "source 'a': timout: is not a setting here; 'timeout' is meant?"),
        (FEED + "max_depth = 3", "source 'a': max_depth: is not a setting here"),
        (FEED + FEED, "source: several sources have the name a"),
        (FEED.replace('"a"', '"Å/b"'), "source 'Å/b': name: 'Å/b' does not have the form"),
        (FEED.replace("http:", "ftp:"), "source 'a': url: only http and https addresses are fetched"),
        (FEED.replace("a.example", "me:secret@a.example"), "source 'a': url: the address on a.example holds a user"),
        (FEED + "since = 2026-02-30", "it is no TOML: "),
        (FEED + "since = 2026-02-01\nuntil = 2026-01-01", "source 'a': since is later than until"),
        (FEED + "tombstone_share = 1.5", "source 'a': tombstone_share: input should be less than or equal to 1"),
        (FEED + "requests_per_second = 0", "source 'a': requests_per_second: input should be greater than 0"),
        (FEED + 'allowed_hosts = ["http://b.example"]', "source 'a': allowed_hosts: 'http://b.example' is no name"),
        (FEED + '[schedule]\ncron = "0 2 * *"', "schedule.cron: '0 2 * *' has not the five fields"),
        (FEED + '[schedule]\ntimezone = "Europe/Esbo"', "schedule.timezone: 'Europe/Esbo' is no time zone"),
        ("wrokers = 2\n" + FEED, "wrokers: is not a setting here; 'workers' is meant?"),
        ('[[source]]\nname = "a"\nkind = "files"\nurl = "http://a.example/x"', "source 'a': url: web pages are"),
        ('[[source]]\nname = "a"\nkind = "files"\nurl = "zip::s3://a/x"', "source 'a': url: "),
    ],
)
def test_a_wrong_file_is_reported_in_one_line(tmp_path: Path, text: str, problem: str) -> None:
    told = wrong(tmp_path, text)
    assert len(told) == 1
    assert told[0].startswith(problem)


def test_every_fault_of_a_file_is_reported(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, FEED + 'timeout = "soon"\nretries = -1\n[schedule]\ncron = ""')) == 3


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no\.toml: it can't be read: No such file"):
        load(tmp_path / "no.toml")


def test_paths_are_taken_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "sources.toml"
    path.parent.mkdir()
    path.write_text('[[source]]\nname = "a"\nkind = "folder"\npath = "../minutes"\n', encoding="utf-8")
    sources = load(path)
    source = sources.sources[0]
    assert isinstance(source, FolderSource)
    assert (source.path, sources.output) == (path.parent / "../minutes", path.parent / "output")


# The commands


def config(tmp_path: Path, portal: Portal, **more: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(
        f'[[source]]\nname = "feed"\nkind = "feed"\nurl = "{portal.root}{FEED_PATH}"\nallow_private = true\n'
        f'retries = 0\n[[source]]\nname = "folder"\nkind = "folder"\npath = "."\n'
        '[[source]]\nname = "off"\nkind = "folder"\npath = "nowhere"\nenabled = false\n',
        encoding="utf-8",
    )
    return path


def test_sources_check(tmp_path: Path, portal: Portal) -> None:
    path = config(tmp_path, portal)
    result = CliRunner().invoke(app, ["sources", "check", str(path)])
    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["name", "kind", "enabled"],
        ["feed", "feed", "yes"],
        ["folder", "folder", "yes"],
        ["off", "folder", "no"],
    ]
    assert not portal.asked


def test_sources_check_reach(tmp_path: Path, portal: Portal) -> None:
    path = config(tmp_path, portal)
    portal.pages[FEED_PATH] = failing(1, rss(portal, entry("/a"), entry("/b")))
    result = CliRunner().invoke(app, ["sources", "check", "--reach", str(path)])
    assert result.exit_code == 1
    assert "kommunprotokoll: feed: " in result.stderr
    assert "503" in result.stderr
    assert [line.split(maxsplit=2)[2] for line in result.stdout.splitlines()] == ["found", "not reached", "1 file"]
    result = CliRunner().invoke(app, ["sources", "check", "--reach", str(path)])
    assert result.exit_code == 0
    assert "2 entries, the newest of 2026-05-19" in result.stdout


def test_sources_check_of_a_wrong_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nkind = "folder"\nfoo = 1\n', encoding="utf-8")
    result = CliRunner().invoke(app, ["sources", "check", str(path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 3
    assert "Traceback" not in result.stderr


def test_the_command_line_loads_no_network() -> None:
    """What asks the web takes its time to load: only the commands that need it do."""
    program = "import sys, flows.cli.app, flows.cli.commands.sources, flows.cli.commands.list; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=PROJECT)
    assert not {"httpx", "httpcore", "stamina", "fsspec", "feedparser", "protego"} & set(told.stdout.split())
