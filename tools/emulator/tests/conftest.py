"""A real server process for the whole test session, emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Clients, Emulator, start


@pytest.fixture(scope="session")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's state folder."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def server(state_dir: Path) -> Iterator[Emulator]:
    process = start(state_dir)
    yield Emulator(process)
    process.terminate()
    process.communicate(timeout=60)


@pytest.fixture
def emulator(server: Emulator) -> Emulator:
    server.reset()
    return server


@pytest.fixture
def client(emulator: Emulator) -> Clients:
    """Clients by service name, of an emptied server."""
    return emulator.client
