"""How the tests ask the loopback server: quickly, with a policy of their own."""

from __future__ import annotations

from typing import Any

import pytest

from flows.sources.http.client import Client
from flows.sources.http.errors import FetchError
from flows.sources.http.request_policy import Policy

HOSTS = frozenset({"127.0.0.1"})


def policy(**more: Any) -> Policy:
    settings = {"hosts": HOSTS, "private": True, "rate": 1000.0, "seconds": 5.0, "retries": 0, "wait": 0.01}
    return Policy(**{**settings, **more})


def fault(client: Client, address: str, **more: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(address, policy(**more))
    assert "\n" not in caught.value.reason
    return caught.value
