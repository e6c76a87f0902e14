"""The database server itself, asked with MariaDB's own client."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from database_client import PROGRAMS, Connection, RefusedError
from function_harness import eventually
from harness import MARIADB
from server import mariadb_process
from server.certificates import Authority
from server.mariadb import MariaDb, MariaDbError

# What has to be quoted in SQL, in a shell, or in neither.
PASSWORD = 'it\'s \\ a "$ecret" `%_;'


def connection_to(server: MariaDb) -> Connection:
    return Connection(server.port, "petclinic", PASSWORD, server.ca_file)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDb]:
    # Longer than a socket's path may be, and with a blank.
    folder = tmp_path_factory.mktemp("database") / ("long " * 20)
    server = MariaDb.start(PROGRAMS, folder, user="petclinic", password=PASSWORD, database="pet-clinic")
    yield server
    server.stop()


@pytest.fixture
def connection(server: MariaDb) -> Connection:
    return connection_to(server)


def test_gives_the_user_an_empty_database_over_verified_tls(connection: Connection) -> None:
    assert connection.run("SELECT CURRENT_USER(), @@character_set_database", "pet-clinic") == [
        "petclinic@%\tutf8mb4"
    ]
    assert connection.run("SHOW TABLES", "pet-clinic") == []
    [cipher] = connection.run("SHOW STATUS LIKE 'Ssl_cipher'")
    assert cipher.split("\t")[1] != ""


def test_is_not_trusted_with_another_certificate_authority(connection: Connection, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other.pem").file
    with pytest.raises(RefusedError, match=r"(?i)certificate"):
        replace(connection, ca_file=other).run("SELECT 1")


def test_refuses_plain_text_until_told_otherwise(server: MariaDb, connection: Connection) -> None:
    with pytest.raises(RefusedError):
        connection.without_tls().run("SELECT 1")
    server.set_require_secure_transport(False)
    assert connection.without_tls().run("SELECT 1") == ["1"]
    server.set_require_secure_transport(True)
    with pytest.raises(RefusedError):
        connection.without_tls().run("SELECT 1")


@pytest.mark.parametrize(("user", "password"), [("petclinic", "wrong"), ("petclinic", ""), ("root", "")])
def test_refuses_whoever_has_no_password(connection: Connection, user: str, password: str) -> None:
    with pytest.raises(RefusedError, match="1045"):
        replace(connection, user=user, password=password).run("SELECT 1")


def test_lets_the_user_make_databases_and_users(connection: Connection) -> None:
    connection.run("CREATE DATABASE other; CREATE USER 'visits'@'%' IDENTIFIED BY 'v1sits'")
    connection.run("GRANT ALL PRIVILEGES ON other.* TO 'visits'@'%'; CREATE ROLE reader")
    visits = replace(connection, user="visits", password="v1sits")
    visits.run("CREATE TABLE one (id INT) ENGINE=InnoDB", "other")
    with pytest.raises(RefusedError, match="1044"):
        visits.run("SELECT 1", "pet-clinic")


@pytest.mark.parametrize(
    "statement",
    [
        "SET GLOBAL max_connections = 5",
        "SET GLOBAL require_secure_transport = OFF",
        "SELECT 1 INTO OUTFILE '/tmp/never'",
        "SHUTDOWN",
    ],
)
def test_keeps_from_the_user_what_rds_does(connection: Connection, statement: str) -> None:
    with pytest.raises(RefusedError, match=r"1227|1045"):
        connection.run(statement)


def test_keeps_its_files_to_its_own_user(server: MariaDb) -> None:
    folder = server.ca_file.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "server-key.pem").stat().st_mode) == 0o600
    assert all(PASSWORD.encode() not in file.read_bytes() for file in folder.glob("*.*"))


def test_changes_a_password(server: MariaDb, connection: Connection) -> None:
    server.set_password("petclinic", "another")
    with pytest.raises(RefusedError, match="1045"):
        connection.run("SELECT 1")
    assert connection.with_password("another").run("SELECT 1") == ["1"]
    server.set_password("petclinic", PASSWORD)


def test_tells_why_a_password_stays_but_not_which(server: MariaDb) -> None:
    with pytest.raises(MariaDbError, match="ERROR 1396") as failure:
        server.set_password("nobody", "s3cret")
    assert "s3cret" not in str(failure.value)


@pytest.mark.parametrize("program", ["server", "install_db"])
@pytest.mark.parametrize("words", ["out of luck", "2026 0 [ERROR] out of luck\n" + "Read on.\n" * 40])
def test_tells_why_it_does_not_start(program: str, words: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text(f"#!/bin/sh\necho '{words}'\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(MariaDbError, match="out of luck"):
        programs = replace(PROGRAMS, **{program: str(broken)})
        MariaDb.start(programs, tmp_path / "database", user="u", password="p", database=None)
    assert not (tmp_path / "database").exists()


def test_several_start_at_once(tmp_path: Path) -> None:
    def start(number: int) -> MariaDb:
        folder = tmp_path / str(number)
        return MariaDb.start(PROGRAMS, folder, user="petclinic", password=PASSWORD, database=None)

    with ThreadPoolExecutor(3) as threads:
        servers = list(threads.map(start, range(3)))
    assert [connection_to(server).run("SELECT 1") for server in servers] == [["1"]] * 3
    for server in servers:
        server.stop()


def process_of(folder: Path) -> int:
    return int((folder / "pid").read_text())


def is_gone(process: int, port: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) != 0
    return False


def test_takes_another_port_when_the_first_is_gone_outlives_its_thread_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, servers, free = tmp_path / "database", list[MariaDb](), mariadb_process.free_port()
    options: dict[str, Any] = {"user": "petclinic", "password": PASSWORD, "database": None}
    with socket.create_server(("127.0.0.1", 0)) as other:
        ports = iter([other.getsockname()[1], free])
        monkeypatch.setattr(mariadb_process, "free_port", lambda: next(ports))
        thread = Thread(target=lambda: servers.append(MariaDb.start(PROGRAMS, folder, **options)))
        thread.start()
        thread.join()
    [server] = servers
    process = process_of(folder)
    try:
        assert connection_to(server).run("SELECT @@port") == [str(free)]
    finally:
        server.stop()
    assert is_gone(process, server.port)
    assert not folder.exists()


HOLDER = f"""
import sys
from pathlib import Path
from threading import Thread
from server.mariadb import MariaDb, Programs
programs = Programs.load(Path({str(MARIADB)!r}))
server = MariaDb.start(programs, Path(sys.argv[1]), user="u", password="p", database=None)
print(server.port, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_ends_with_the_process_that_started_it(how: signal.Signals, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "database")],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    port = int(holder.stdout.readline())
    process = process_of(tmp_path / "database")
    assert not is_gone(process, port)
    holder.send_signal(how)
    holder.communicate()
    eventually(lambda: is_gone(process, port))
