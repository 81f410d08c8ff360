"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.sources.http.client import Client
from tests.support import prefect_server
from tests.support.paths import SHARED
from tests.support.portal_scenario import Town
from tests.support.portal_server import Portal, serve
from tests.support.prefect_server import PrefectServer


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-goldens", action="store_true", help="write the fixtures' golden records anew (make goldens)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Chooses the address of the run's Prefect server; workers of pytest-xdist get it from the process above them."""
    if not hasattr(config, "workerinput"):
        prefect_server.announce()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops the run's Prefect server."""
    if not hasattr(config, "workerinput"):
        prefect_server.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by their folder, and those that are given a real document as such that need `../shared`."""
    for item in items:
        for marker in ("slow", "corpus"):
            if Path(__file__).parent / marker in item.path.parents:
                item.add_marker(marker)
        given = item.callspec.params.values() if isinstance(item, pytest.Function) and hasattr(item, "callspec") else ()
        if any(isinstance(value, Path) and SHARED in value.parents for value in given):
            item.add_marker("corpus")


@pytest.fixture(scope="session")
def prefect() -> PrefectServer:
    """The Prefect server of this test run, where the flows of this process and of those that it starts report."""
    return prefect_server.started()


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
