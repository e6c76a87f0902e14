"""Connections of the function to the database, and its messages when it cannot connect."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress

import pytest
from database_world import MASTER, World


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_password_that_is_rotated_between_reading_and_logging_in_is_read_anew(world: World) -> None:
    password = world.change_master_password(in_secret=False)
    rotation = threading.Timer(1.5, world.put_secret, (world.master_secret, MASTER, password))
    rotation.start()
    assert world.invoke()["versions"] != []
    rotation.join()


def test_a_password_that_stays_wrong_is_said_so(world: World) -> None:
    world.change_master_password(in_secret=False)
    message = world.failure()
    assert (
        f"does not let {MASTER} in (error 1045), although {world.master_secret} was read anew 5 times"
        in message
    )


def test_a_database_that_cannot_be_reached_is_said_so_within_the_functions_time(world: World) -> None:
    port = closed_port()
    world.environment.setenv("DATABASE_PORT", str(port))
    started = time.monotonic()
    message = world.failure(seconds=5)
    assert time.monotonic() - started < 20
    assert f"The database at 127.0.0.1:{port} cannot be reached" in message
    assert "Connection refused" in message
    assert "security group" in message


def test_a_database_that_is_up_a_little_later_is_waited_for(world: World) -> None:
    port = closed_port()
    world.environment.setenv("DATABASE_PORT", str(port))
    opening = threading.Timer(1.5, forward, (port, world.server.port))
    opening.start()
    assert world.invoke()["versions"] != []


def forward(port: int, target: int) -> None:
    """Passes one connection on from `port` to `target`."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        here, _ = listener.accept()
        there = socket.create_connection(("127.0.0.1", target))
    for source, sink in ((here, there), (there, here)):
        threading.Thread(target=copy, args=(source, sink), daemon=True).start()


def copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        # The emulator's authority is then unknown; those of RDS are trusted in any case.
        ("EXTRA_CA_CERTS", "", "CERTIFICATE_VERIFY_FAILED"),
        # The same server under a name that its certificate lacks.
        ("DATABASE_HOST", "127.1", "Hostname mismatch"),
    ],
)
def test_a_server_that_the_certificate_does_not_prove_gets_no_login(
    world: World, variable: str, value: str, reason: str
) -> None:
    world.environment.setenv(variable, value)
    logged = world.record_statements()
    message = world.failure()
    assert "is not trusted, so no password was sent" in message
    assert reason in message
    assert not any(MASTER in statement for statement in logged())


def test_a_server_without_tls_gets_no_login(world: World) -> None:
    received: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        # Protocol 10, with every capability but CLIENT_SSL.
        body = (
            b"\x0a8.0.36\0"
            + struct.pack("<I", 7)
            + b"saltsalt\0"
            + struct.pack("<HBHH", 0xF7FF, 45, 2, 0x81BF)
        )
        body += b"\x15" + bytes(10) + b"saltsaltsalt\0mysql_native_password\0"
        connection.sendall(struct.pack("<I", len(body))[:3] + b"\0" + body)
        received.append(connection.recv(4096))
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        world.environment.setenv("DATABASE_PORT", str(listener.getsockname()[1]))
        assert "SSL is required but the server doesn't support it" in world.failure()
        thread.join()
    assert received == [b""]


def test_every_variable_that_is_missing_or_wrong_is_named(world: World) -> None:
    world.environment.delenv("DATABASE_HOST")
    world.environment.setenv("DATABASE_PORT", "mysql")
    message = world.failure()
    assert "DATABASE_HOST is not set" in message
    assert "DATABASE_PORT is 'mysql'" in message


def test_an_authority_file_that_cannot_be_read_is_named(world: World) -> None:
    world.environment.setenv("EXTRA_CA_CERTS", "/nowhere.pem")
    assert "EXTRA_CA_CERTS names /nowhere.pem, which is no readable PEM file" in world.failure()


def test_a_master_secret_without_value_is_named(world: World) -> None:
    arn = world.secrets.create_secret(Name="empty")["ARN"]
    world.environment.setenv("MASTER_SECRET_ARN", arn)
    assert f"The secret {arn} is missing or has no value yet." in world.failure()


def test_secrets_manager_that_cannot_be_reached_is_said_so(world: World) -> None:
    world.environment.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{closed_port()}")
    assert f"Secrets Manager cannot be asked for {world.master_secret}" in world.failure()
