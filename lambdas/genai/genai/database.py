"""The connection of this execution environment to the database, and statements on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import pymysql
from pymysql.constants import CR

from .budget import Budget
from .errors import UnavailableError
from .login import Login, error_number

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

Row = tuple[Any, ...]
Result = TypeVar("Result")

_STATEMENT_SECONDS = 5.0

# The connection broke, a failover made its server a reader (1290, 1792, 1836), or two transactions were in
# each other's way (1213).
_PASSING = {0, CR.CR_SERVER_GONE_ERROR, CR.CR_SERVER_LOST, 1053, 1213, 1290, 1792, 1836}


class RefusedByDatabaseError(Exception):
    """The database does not take these values."""


class CommitUnknownError(Exception):
    """COMMIT was sent, but not answered: the row may be there."""

    def __init__(self, row_id: int) -> None:
        super().__init__("the connection was lost while it committed")
        self.row_id = row_id


class Database:
    """One connection, kept from request to request and made anew when it is lost."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._live: Connection[Cursor] | None = None

    def rows(self, sql: str, values: Sequence[object], budget: Budget) -> list[Row]:
        """What a query finds. Raises UnavailableError."""
        return self._twice_at_most(lambda: list(self._execute(sql, values, budget).fetchall()))

    def insert(self, sql: str, values: Sequence[object], budget: Budget) -> int:
        """Inserts a row and commits it. Returns its id.

        Raises RefusedByDatabaseError, CommitUnknownError or UnavailableError.
        """
        # Without COMMIT the server forgets the row when the connection ends, so it may be tried again.
        row_id = self._twice_at_most(lambda: self._begin_insert(sql, values, budget))
        try:
            self._execute("COMMIT", (), budget)
        except _BrokenError as error:
            raise CommitUnknownError(row_id) from error.cause
        except UnavailableError:
            # There was no time for it. The next transaction on this connection would commit the row.
            self._drop()
            raise
        return row_id

    def _begin_insert(self, sql: str, values: Sequence[object], budget: Budget) -> int:
        self._execute("START TRANSACTION", (), budget)
        try:
            return int(self._execute(sql, values, budget).lastrowid)
        except (RefusedByDatabaseError, UnavailableError):
            self._drop()
            raise

    def _twice_at_most(self, work: Callable[[], Result]) -> Result:
        """Does it again if another connection may do better. Raises UnavailableError."""
        try:
            return work()
        except _BrokenError as error:
            if not error.may_pass:
                raise self._login.down(error.cause) from error.cause
        try:
            return work()
        except _BrokenError as error:
            raise self._login.down(error.cause) from error.cause

    def _execute(self, sql: str, values: Sequence[object], budget: Budget) -> Cursor:
        """Raises _BrokenError, RefusedByDatabaseError or UnavailableError."""
        if self._live is None:
            self._live = self._login.open(budget)
        # PyMySQL looks at it before each packet that it reads, and has no public way to change it.
        self._live._read_timeout = budget.seconds("database", at_most=_STATEMENT_SECONDS)  # type: ignore[attr-defined]
        cursor = self._live.cursor()
        try:
            cursor.execute(sql, values or None)
        except (pymysql.err.DataError, pymysql.err.IntegrityError) as error:
            raise RefusedByDatabaseError(f"error {error.args[0]}") from error
        except pymysql.err.MySQLError as error:
            self._drop()
            raise _BrokenError(error) from error
        return cursor

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
        """Whether another connection may do better. Not if the server had no answer in time."""
        return error_number(self.cause) in _PASSING and not isinstance(self.cause.__context__, TimeoutError)
