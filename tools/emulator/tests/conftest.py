"""A real server process for the whole test session, emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from function_harness import Functions
from harness import Clients, Emulator, start
from rds_cluster import Connect, connection_of, secret_of


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


@pytest.fixture
def functions(client: Clients) -> Functions:
    return Functions(client)


@pytest.fixture
def rds(client: Clients) -> Any:
    return client("rds")


@pytest.fixture
def connect(emulator: Emulator, client: Clients, state_dir: Path) -> Connect:
    """A connection with the managed secret, the server's address, and the certificate authority's file."""
    return lambda: connection_of(emulator, state_dir, secret_of(client)["password"])
