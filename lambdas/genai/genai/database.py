"""The connection of this execution environment to the database, and statements on it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import pymysql
from clinic_database.connection import Credentials, connect, error_number, execute
from clinic_database.settings import DatabaseSettings
from pymysql.constants import CR, ER

from .budget import Budget
from .errors import UnavailableError

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

Row = tuple[Any, ...]
Result = TypeVar("Result")

_CONNECT_SECONDS = 3.0
_STATEMENT_SECONDS = 5.0
_LOCK_SECONDS = 3

# Wrong password, locked account, expired password: the numbers of MySQL, then of MariaDB.
_LOGIN_REFUSED = {ER.ACCESS_DENIED_ERROR, 3118, 1862, 4151}

# The connection broke, a failover made its server a reader (1290, 1792, 1836), or two transactions were in
# each other's way (1213).
_PASSING = {0, CR.CR_SERVER_GONE_ERROR, CR.CR_SERVER_LOST, 1053, 1213, 1290, 1792, 1836}

# Errors whose words speak of server, user or table only: those of the client, too many connections, no such
# database or table, no privilege, locks.
_TELLABLE = {*range(2000, 3000), 1040, 1044, 1045, 1049, 1053, 1142, 1143, 1146, 1205, 1213, 1290, 1792, 1836}


class RefusedByDatabaseError(Exception):
    """The database does not take these values."""


class CommitUnknownError(Exception):
    """COMMIT was sent, but not answered: the row may be there."""

    def __init__(self, row_id: int) -> None:
        super().__init__("the connection was lost while it committed")
        self.row_id = row_id


class Database:
    """One connection, kept from request to request and made anew when it is lost."""

    def __init__(
        self,
        settings: DatabaseSettings,
        tls: ssl.SSLContext,
        read_credentials: Callable[[Budget], Credentials],
    ) -> None:
        """`read_credentials` raises UnavailableError."""
        self._settings = settings
        self._tls = tls
        self._read_credentials = read_credentials
        self._credentials: Credentials | None = None
        self._live: Connection[Cursor] | None = None

    def rows(self, sql: str, values: Sequence[object], budget: Budget) -> list[Row]:
        """The rows that a query finds. Raises UnavailableError."""
        return self._twice_at_most(lambda: list(self._execute(sql, values, budget).fetchall()))

    def insert(self, sql: str, values: Sequence[object], budget: Budget) -> int:
        """Inserts a row and commits it. Returns its id.

        Raises RefusedByDatabaseError, CommitUnknownError or UnavailableError.
        """

        def begin() -> int:
            self._execute("START TRANSACTION", (), budget)
            return int(self._execute(sql, values, budget).lastrowid)

        try:
            # Without COMMIT the server forgets the row when the connection ends, so it may be tried again.
            row_id = self._twice_at_most(begin)
            self._execute("COMMIT", (), budget)
        except _BrokenError as error:
            raise CommitUnknownError(row_id) from error.cause
        except (RefusedByDatabaseError, UnavailableError):
            # The next transaction on this connection would commit the row.
            self._drop()
            raise
        return row_id

    def _twice_at_most(self, work: Callable[[], Result]) -> Result:
        """Does it again if another connection may do better. Raises UnavailableError."""
        try:
            return work()
        except _BrokenError as error:
            if not error.may_pass:
                raise self._down(error.cause) from error.cause
        try:
            return work()
        except _BrokenError as error:
            raise self._down(error.cause) from error.cause

    def _execute(self, sql: str, values: Sequence[object], budget: Budget) -> Cursor:
        """Raises _BrokenError, RefusedByDatabaseError or UnavailableError."""
        if self._live is None:
            self._live = self._open(budget)
        seconds = budget.seconds("database", at_most=_STATEMENT_SECONDS)
        try:
            return execute(self._live, sql, values, seconds=seconds)
        except (pymysql.err.DataError, pymysql.err.IntegrityError) as error:
            raise RefusedByDatabaseError(f"error {error.args[0]}") from error
        except pymysql.err.MySQLError as error:
            self._drop()
            raise _BrokenError(error) from error

    def _open(self, budget: Budget) -> Connection[Cursor]:
        """Reads the password anew if it was changed since. Raises UnavailableError."""
        for known in (self._credentials, None):
            self._credentials = known or self._read_credentials(budget)
            seconds = budget.seconds("database", at_most=_CONNECT_SECONDS)
            try:
                return connect(
                    self._settings,
                    self._tls,
                    self._credentials,
                    seconds=seconds,
                    lock_seconds=_LOCK_SECONDS,
                    database=self._settings.name,
                )
            except pymysql.err.MySQLError as error:
                if known is None or error_number(error) not in _LOGIN_REFUSED:
                    raise self._down(error) from error
        raise AssertionError("the last attempt returns or raises")

    def _down(self, error: pymysql.err.MySQLError) -> UnavailableError:
        """The failure that an error of the driver's means."""
        code = error_number(error)
        # The words on other errors may repeat values.
        words = {"message": str(error.args[-1])} if code in _TELLABLE else {}
        reason = "it cannot be reached or failed a statement"
        return UnavailableError("database", reason, address=self._settings.address, code=code, **words)

    def _drop(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            with suppress(pymysql.err.MySQLError):
                live.close()


class _BrokenError(Exception):
    """A statement failed, and its connection was closed."""

    def __init__(self, cause: pymysql.err.MySQLError) -> None:
        super().__init__(str(cause))
        self.cause = cause

    @property
    def may_pass(self) -> bool:
        """Tells whether a new connection may help; it does not if the server gave no answer in time."""
        return error_number(self.cause) in _PASSING and not isinstance(self.cause.__context__, TimeoutError)
