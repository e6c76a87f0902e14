"""New connections to the database, over TLS to the server that its certificate proves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pymysql
from pymysql.constants import ER

from .budget import Budget
from .credentials import Credentials, CredentialsSource
from .errors import UnavailableError
from .tls import tls_context

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

_CONNECT_SECONDS = 3.0

# Wrong password, locked account, expired password: the numbers of MySQL, then of MariaDB.
_LOGIN_REFUSED = {ER.ACCESS_DENIED_ERROR, 3118, 1862, 4151}

# Errors whose words speak of server, user or table only: those of the client, too many connections, no such
# database or table, no privilege, locks.
_TELLABLE = {*range(2000, 3000), 1040, 1044, 1045, 1049, 1053, 1142, 1143, 1146, 1205, 1213, 1290, 1792, 1836}

# The same behaviour on every server, whatever its defaults. Nobody waits long for rows that others hold.
_SQL_MODE = "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
_FIRST = "SET SESSION time_zone = '+00:00', lock_wait_timeout = 3, innodb_lock_wait_timeout = 3"


class Login:
    """How to get in, as one user."""

    def __init__(
        self, host: str, port: int, database: str, credentials: CredentialsSource, extra_ca_certs: Path | None
    ) -> None:
        """Raises UnavailableError when `extra_ca_certs` cannot be read."""
        self._host = host
        self._port = port
        self._database = database
        self._credentials = credentials
        self._tls = tls_context(extra_ca_certs)

    def open(self, budget: Budget) -> Connection[Cursor]:
        """Reads the password anew if it was changed since. Raises UnavailableError."""
        try:
            return self._try(self._credentials.get(budget), budget)
        except pymysql.err.MySQLError as error:
            if error_number(error) not in _LOGIN_REFUSED:
                raise self.down(error) from error
        try:
            return self._try(self._credentials.get(budget, anew=True), budget)
        except pymysql.err.MySQLError as error:
            raise self.down(error) from error

    def down(self, error: pymysql.err.MySQLError) -> UnavailableError:
        """What to raise for an error of the driver's."""
        facts = {"address": f"{self._host}:{self._port}", "code": error_number(error)}
        # The words on other errors may repeat values.
        if facts["code"] in _TELLABLE:
            facts["message"] = str(error.args[-1])
        return UnavailableError("database", "it cannot be reached or failed a statement", facts)

    def _try(self, credentials: Credentials, budget: Budget) -> Connection[Cursor]:
        seconds = budget.seconds("database", at_most=_CONNECT_SECONDS)
        return pymysql.connect(
            host=self._host,
            port=self._port,
            user=credentials.username,
            password=credentials.password,
            database=self._database,
            ssl=self._tls,
            connect_timeout=seconds,
            read_timeout=seconds,
            write_timeout=seconds,
            charset="utf8mb4",
            sql_mode=_SQL_MODE,
            init_command=_FIRST,
            autocommit=True,
        )


def error_number(error: pymysql.err.MySQLError) -> int:
    """MySQL's, or 0."""
    number = error.args[0] if error.args else 0
    return number if isinstance(number, int) else 0
