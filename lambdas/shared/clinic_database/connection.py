"""Connections over TLS, to the server that the certificate proves."""

from __future__ import annotations

import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pymysql

from .settings import DatabaseSettings, SettingsError

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

SECRET_SHAPE = '{"username": "…", "password": "…"}'

_RDS_CA = Path(__file__).parents[1] / "rds-ca.pem"

# The same behaviour on every server, whatever its defaults.
_SQL_MODE = "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"


@dataclass(frozen=True)
class Credentials:
    """A user and its password, which no representation shows."""

    username: str
    password: str = field(repr=False)


def parse_credentials(text: str) -> Credentials:
    """The value of a secret. Raises ValueError, without a word of the value, when it has another shape."""
    try:
        value = json.loads(text)
        username, password = value["username"], value["password"]
    except (ValueError, KeyError, TypeError):
        username = password = None
    if not (isinstance(username, str) and isinstance(password, str) and username and password):
        raise ValueError(f"is not {SECRET_SHAPE} with two texts that are not empty") from None
    return Credentials(username, password)


def tls_context(settings: DatabaseSettings) -> ssl.SSLContext:
    """A context that trusts the authorities of RDS and those of EXTRA_CA_CERTS. Raises SettingsError.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
    """
    # This protocol checks certificate and host name.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(_RDS_CA)
    if settings.extra_ca_certs:
        try:
            context.load_verify_locations(settings.extra_ca_certs)
        except (OSError, ssl.SSLError) as error:
            raise SettingsError(
                f"EXTRA_CA_CERTS names {settings.extra_ca_certs}, which is no readable PEM file: {error}."
            ) from error
    return context


def connect(
    settings: DatabaseSettings,
    tls: ssl.SSLContext,
    credentials: Credentials,
    *,
    seconds: float,
    lock_seconds: int,
    database: str | None,
) -> Connection[Cursor]:
    """A connection in UTC that commits each statement.

    `seconds` limits the login and each later read and write, `lock_seconds` the wait for locks of others.
    Raises pymysql's MySQLError.
    """
    return pymysql.connect(
        host=settings.host,
        port=settings.port,
        user=credentials.username,
        password=credentials.password.encode(),  # PyMySQL would take Latin-1
        database=database,
        ssl=tls,
        connect_timeout=seconds,
        read_timeout=seconds,
        write_timeout=seconds,
        charset="utf8mb4",
        sql_mode=_SQL_MODE,
        init_command=(
            f"SET SESSION time_zone = '+00:00', lock_wait_timeout = {lock_seconds},"
            f" innodb_lock_wait_timeout = {lock_seconds}"
        ),
        autocommit=True,
    )


def execute(
    connection: Connection[Cursor], sql: str, values: Sequence[object] = (), *, seconds: float
) -> Cursor:
    """The cursor of a statement that has `seconds` to answer. Raises pymysql's MySQLError."""
    # PyMySQL looks at it before each packet that it reads, and has no public way to change it.
    connection._read_timeout = seconds  # type: ignore[attr-defined]
    cursor = connection.cursor()
    # Without values nothing is replaced, so a % in a migration is just that.
    cursor.execute(sql, values or None)
    return cursor


def error_number(error: pymysql.err.MySQLError) -> int:
    """The number of MySQL or PyMySQL; 0 without one."""
    number = error.args[0] if error.args else 0
    return number if isinstance(number, int) else 0
