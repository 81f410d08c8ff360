"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.sources.http.client import Client
from tests.support.portal_scenario import Town
from tests.support.portal_server import Portal, serve


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-goldens", action="store_true", help="write the fixtures' golden records anew (make goldens)"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by their folder: `-m "not slow"` leaves out those that start processes."""
    for item in items:
        for marker in ("slow", "corpus"):
            if Path(__file__).parent / marker in item.path.parents:
                item.add_marker(marker)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Prefect's home in a temporary folder, for this process and those that it starts."""
    assert "PREFECT_API_URL" not in os.environ, "the tests would write to your Prefect server"
    home = tmp_path_factory.mktemp("prefect")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(home))
        patch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
        yield home


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A server on the loopback, without pages yet."""
    with serve() as served:
        yield served


@pytest.fixture
def client() -> Iterator[Client]:
    """The client that asks the web."""
    with Client() as asking:
        yield asking


@pytest.fixture
def town(portal: Portal, tmp_path: Path) -> Town:
    """A town whose portal has nothing yet."""
    return Town(portal, tmp_path)
