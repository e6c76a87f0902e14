"""The function as `npm run package` made it, a real MariaDB, and the emulator's Secrets Manager."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Emulator, start
from server.mariadb import MariaDb, Programs

PROJECT = Path(__file__).parents[3]
PACKAGE = PROJECT / "dist" / "lambdas" / "db-migrate.zip"


def unpack() -> Path:
    """The package as Lambda has it. Its PyMySQL is the only one: the virtual environment has none."""
    if not PACKAGE.exists():
        pytest.exit(f"{PACKAGE} is missing: run `npm run package` first.", returncode=2)
    folder = Path(tempfile.mkdtemp(prefix="db-migrate-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    zipfile.ZipFile(PACKAGE).extractall(folder)
    return folder


# Before the test modules, which import the function from there.
sys.path.insert(0, str(unpack()))

from database_world import MASTER, World  # noqa: E402


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    process = start(tmp_path_factory.mktemp("emulator"))
    yield Emulator(process)
    process.terminate()
    process.communicate(timeout=60)


@pytest.fixture(scope="session")
def server() -> Iterator[tuple[MariaDb, Path]]:
    """The server and its folder, whose path is short: a socket's name has at most 107 characters."""
    programs = Programs.load(PROJECT / ".cache" / "mariadb.json")
    folder = Path(tempfile.mkdtemp(prefix="mdb-")) / "server"
    server = MariaDb.start(programs, folder, user=MASTER, password="not yet known", database=None)
    yield server, folder
    server.stop()
    folder.parent.rmdir()


@pytest.fixture
def world(
    server: tuple[MariaDb, Path], emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """An empty database, a master secret that fits it, and the environment of the function."""
    emulator.reset()
    world = World(*server, emulator, tmp_path, monkeypatch)
    yield world
    world.close()
