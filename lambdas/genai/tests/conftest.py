"""The function as `npm run package` made it, a migrated MariaDB, and the emulator with its model."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cutting_proxy import CuttingProxy
from genai_function import Function, NewFunction
from genai_package import PROJECT, UNPACKED
from genai_world import DATABASE, MASTER, World
from harness import Emulator, start
from server.mariadb import MariaDb, Programs


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    process = start(tmp_path_factory.mktemp("genai-emulator"))
    # A short path: a socket's name has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="mdb-"))
    password = secrets.token_urlsafe(24)
    programs = Programs.load(PROJECT / ".cache" / "mariadb.json")
    server = MariaDb.start(programs, folder / "server", user=MASTER, password=password, database=DATABASE)
    yield World(server, password, Emulator(process), UNPACKED)
    server.stop()
    folder.rmdir()
    process.terminate()
    process.communicate(timeout=60)


@pytest.fixture
def world(prepared: World) -> World:
    """A function with the sample data, and a model that speaks for itself."""
    prepared.restore()
    return prepared


@pytest.fixture(scope="session")
def warm(prepared: World) -> Iterator[Function]:
    function = Function(UNPACKED, prepared.variables())
    yield function
    function.close()


@pytest.fixture
def function(world: World, warm: Function) -> Function:
    """An execution environment that all tests share."""
    return warm


@pytest.fixture
def new_function(world: World) -> Iterator[NewFunction]:
    """Starts execution environments of the test's own: `new_function(DATABASE_PORT="1")`."""
    made: list[Function] = []

    def make(**changes: str) -> Function:
        made.append(Function(UNPACKED, world.variables(**changes)))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def proxy(world: World) -> Iterator[CuttingProxy]:
    """A line to the database that can be broken."""
    proxy = CuttingProxy(world.server.port)
    yield proxy
    proxy.close()
