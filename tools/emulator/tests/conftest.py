"""A real server process for the whole test session, emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from harness import Clients, Emulator, start


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    process = start(tmp_path_factory.mktemp("state"))
    yield Emulator(process)
    process.terminate()
    process.communicate(timeout=10)


@pytest.fixture
def emulator(server: Emulator) -> Emulator:
    server.reset()
    return server


@pytest.fixture
def client(emulator: Emulator) -> Clients:
    """Clients by service name, of an emptied server."""
    return emulator.client
