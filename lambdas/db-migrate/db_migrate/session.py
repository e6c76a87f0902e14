"""A connection to the database, in the words that the rest needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pymysql

from .budget import Budget

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

Row = tuple[Any, ...]


class Session:
    """Statements on one connection. Each commits by itself, and none outlives the function."""

    def __init__(self, connection: Connection[Cursor], budget: Budget) -> None:
        self._connection = connection
        self._budget = budget

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """What a query finds."""
        # PyMySQL looks at it before each packet that it reads, and has no public way to change it.
        self._connection._read_timeout = self._budget.seconds()  # type: ignore[attr-defined]
        with self._connection.cursor() as cursor:
            # Without values nothing is replaced, so a % in a migration is just that.
            cursor.execute(sql, values or None)
            return list(cursor.fetchall())

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Runs a statement that finds nothing."""
        self.rows(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the statements inside, or none."""
        self.run("START TRANSACTION")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # On a lost connection the server rolls back by itself.
            with suppress(pymysql.err.MySQLError):
                self.run("ROLLBACK")
            raise

    def close(self) -> None:
        """Ends the connection; a lost one is ended already."""
        with suppress(pymysql.err.MySQLError):
            self._connection.close()
