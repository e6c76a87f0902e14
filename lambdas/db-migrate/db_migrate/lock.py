"""One run at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pymysql

from .budget import Budget
from .errors import MigrationError
from .session import Session

_WAIT_SECONDS = 120.0
_POLL_SECONDS = 0.5


@contextmanager
def advisory_lock(session: Session, name: str, budget: Budget) -> Iterator[None]:
    """Holds the server-wide lock `name`. Raises MigrationError when another holds it for too long.

    The server frees it when the connection ends, however that ends.
    https://dev.mysql.com/doc/refman/8.0/en/locking-functions.html
    """
    started = time.monotonic()
    give_up = started + budget.seconds(at_most=_WAIT_SECONDS)
    while not _taken(session, name):
        if time.monotonic() >= give_up:
            [(holder,)] = session.rows("SELECT IS_USED_LOCK(%s)", (name,))
            raise MigrationError(
                f"Another migration holds the lock {name} (database connection {holder}); waited for it for "
                f"{time.monotonic() - started:.0f} s. Deploy again when it is through."
            )
        time.sleep(_POLL_SECONDS)
    try:
        yield
    finally:
        # A lost connection has freed it.
        with suppress(pymysql.err.MySQLError):
            session.run("SELECT RELEASE_LOCK(%s)", (name,))


def _taken(session: Session, name: str) -> bool:
    [(got,)] = session.rows("SELECT GET_LOCK(%s, 0)", (name,))
    return bool(got)
