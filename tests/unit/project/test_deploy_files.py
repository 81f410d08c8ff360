"""What `deploy/` and `prefect.yaml` say holds: they parse, and name what is there."""

from __future__ import annotations

import configparser
import importlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.sources.config import Schedule
from tests.support.paths import PROJECT

DEPLOY = PROJECT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
FILES = [PROJECT / "prefect.yaml", *sorted(path for path in DEPLOY.iterdir() if path.is_file())]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class Unit(configparser.RawConfigParser):
    """A systemd unit: keys keep their case and may come more than once."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False, interpolation=None, delimiters=("=",))
        self.read_string(path.read_text(encoding="utf-8"))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_secret_and_no_path_of_this_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert str(PROJECT) not in text
    assert not re.search(r"(?i)(password|secret|token|key)\s*[:=]\s*[\"']?\w", text), "a secret"


def test_the_deployment_names_a_flow_and_its_parameters() -> None:
    [deployment] = load(PROJECT / "prefect.yaml")["deployments"]
    module, _, name = deployment["entrypoint"].rpartition(".")
    flow = getattr(importlib.import_module(module), name)
    assert deployment["parameters"].keys() <= flow.parameters.properties.keys()
    assert set(flow.parameters.required) <= deployment["parameters"].keys()
    [schedule] = deployment["schedules"]
    assert Schedule(**schedule) == Schedule(), "not the default of the file of sources"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_are_hardened(path: Path) -> None:
    service = Unit(path)["Service"]
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert service["Restart"] in ("always", "on-failure")
    assert f"Environment=PREFECT_HOME=/var/lib/{service['StateDirectory']}" in path.read_text(encoding="utf-8")


def test_a_stop_gives_the_run_time() -> None:
    service = Unit(DEPLOY / "kommunprotokoll.service")["Service"]
    assert service["KillMode"] == "mixed"  # the signal goes to `serve` alone, which lets the run end
    assert int(service["TimeoutStopSec"]) >= 60
    assert service["ExecStart"].split()[1:2] == ["serve"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_units(path: Path, tmp_path: Path) -> None:
    unit = tmp_path / path.name
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(encoding="utf-8")))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60)
    ours = [line for line in done.stderr.splitlines() if path.name in line and "is not executable" not in line]
    assert not ours, ours


def test_the_image_copies_what_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line.split() for line in text.splitlines()]
    copied = {name for words in lines if words[:1] == ["COPY"] and "--from" not in words[1] for name in words[1:-1]}
    assert all((PROJECT / name).exists() for name in copied)
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert copied == {line[1:] for line in kept if line.startswith("!")}
    users = [words[1] for words in lines if words[:1] == ["USER"]]
    assert users
    assert users[-1] != "root"
    for language in ("swe", "fin"):
        assert f"tesseract-ocr-{language}" in text
    assert "--constraint constraints.txt" in text
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    for extra in re.findall(r"'\.\[([\w,]+)\]'", text)[0].split(","):
        assert re.search(rf"(?m)^{extra} = \[", project), extra


def test_compose_joins_what_it_names() -> None:
    compose = load(DEPLOY / "compose.yaml")
    services = compose["services"]
    for name, service in services.items():
        assert service["restart"] == "unless-stopped", name
        for other in service.get("depends_on", {}):
            assert "healthcheck" in services[other], other
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or source.startswith("./")
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), "open to everyone"
    build = services["worker"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
