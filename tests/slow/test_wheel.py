"""The wheel, installed in a clean environment, parses: all its packages and their data files are in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from functools import partial
from pathlib import Path

import pytest

from tests.support.paths import DOCUMENTS, PROJECT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    [built] = out.glob("*.whl")
    return built


def test_the_wheel_holds_packages_and_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "kommunprotokoll",
        "extractors",
        "pipeline",
        "flows",
    }
    for data in ("sv/labels.toml", "fi/labels.toml", "municipalities.csv", "given_names.csv", "statutes.csv"):
        assert f"extractors/vocabulary/{data}" in names
    assert "flows/runs/reports/templates/reprocess.html" in names
    assert "pipeline/storage/catalogue/migrations/versions/v0001_first.py" in names


def test_the_installed_wheel_parses(wheel: Path, tmp_path: Path) -> None:
    """A new environment with nothing of the project but the wheel; its dependencies come from the one that tests."""
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)]  # an environment without pip is made ten times faster
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    [site] = (tmp_path / "venv" / "lib").glob("python3*/site-packages")
    # the directory alone, so that the editable install's own .pth file is not read and the project stays out of sight
    theirs = Path(next(path for path in sys.path if path.endswith("site-packages")))
    (site / "dependencies.pth").write_text(f"{theirs}\n", encoding="utf-8")
    document = tmp_path / DOCUMENTS[0].name
    document.write_bytes(DOCUMENTS[0].read_bytes())
    run = partial(subprocess.run, check=True, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    where = "import kommunprotokoll, pipeline, extractors, flows; print(pipeline.__file__)"
    found = run([str(python), "-c", where], env=environment)
    assert found.stdout.startswith(str(site))
    command = [str(tmp_path / "venv" / "bin" / "kommunprotokoll"), "parse", str(document)]
    done = run(command, env=environment)
    assert json.loads(done.stdout)["items"]
