"""Connections over TLS, to the server that the certificate proves."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pymysql
from pymysql.constants import CR, ER

from .budget import Budget
from .errors import MigrationError
from .session import Session
from .settings import Settings

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

RDS_CA = Path(__file__).parents[1] / "rds-ca.pem"

_CONNECT_SECONDS = 5.0

# The account is locked, or its password has expired: the numbers of MySQL, then of MariaDB.
_LOCKED_OR_EXPIRED = {3118, 4151, 1862}

# The server is not there, not ready yet or full for the moment.
_PASSING = {CR.CR_CONN_HOST_ERROR, CR.CR_SERVER_LOST, CR.CR_SERVER_GONE_ERROR, ER.CON_COUNT_ERROR, 1053}

# The same behaviour on every server, whatever its defaults. Nothing waits for hours for a table in use.
_SQL_MODE = "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
_FIRST = "SET SESSION time_zone = '+00:00', lock_wait_timeout = 60"


class LoginRefusedError(Exception):
    """The server does not let this user in with this password."""


class NotReadyError(Exception):
    """The server cannot be reached or is not ready: it may be a little later."""


@dataclass(frozen=True)
class Credentials:
    """A user and its password, which no representation shows."""

    username: str
    password: str = field(repr=False)


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Trusts the certificate authorities of RDS, and those of EXTRA_CA_CERTS. Raises MigrationError.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
    """
    # This protocol checks certificate and host name.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(RDS_CA)
    if settings.extra_ca_certs is not None:
        try:
            context.load_verify_locations(settings.extra_ca_certs)
        except (OSError, ssl.SSLError) as error:
            raise MigrationError(
                f"EXTRA_CA_CERTS names {settings.extra_ca_certs}, which is no readable PEM file: {error}."
            ) from error
    return context


def connect(
    settings: Settings,
    tls: ssl.SSLContext,
    credentials: Credentials,
    budget: Budget,
    database: str | None = None,
) -> Session:
    """Logs in once, to `database` if there is one.

    Raises LoginRefusedError, NotReadyError or MigrationError.
    """
    seconds = budget.seconds(at_most=_CONNECT_SECONDS)
    try:
        connection: Connection[Cursor] = pymysql.connect(
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
            init_command=_FIRST,
            autocommit=True,
        )
    except pymysql.err.MySQLError as error:
        raise _explained(settings, credentials.username, error) from error
    return Session(connection, budget)


def _explained(settings: Settings, user: str, error: pymysql.err.MySQLError) -> Exception:
    number = error.args[0] if error.args else None
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, ssl.SSLError):
        return MigrationError(
            f"{settings.address} is not trusted, so no password was sent: {cause}. The certificate has to be "
            f"for {settings.host}, from an authority of RDS in the package or of EXTRA_CA_CERTS."
        )
    if number == ER.ACCESS_DENIED_ERROR or number in _LOCKED_OR_EXPIRED:
        return LoginRefusedError(f"{settings.address} does not let {user} in (error {number})")
    if number in _PASSING:
        return NotReadyError(str(error.args[-1]))
    return MigrationError(f"{settings.address} refuses the connection of {user}: {error.args}.")
