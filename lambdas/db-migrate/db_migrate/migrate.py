"""Brings the database to the newest version."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pymysql
from pymysql.constants import CR

from .errors import MigrationError
from .files import Migration
from .history import pending, read_history, record
from .rules import guard_of
from .session import Session
from .statements import Statement

logger = logging.getLogger(__name__)

_LOST = {CR.CR_SERVER_LOST, CR.CR_SERVER_GONE_ERROR, 0}


def migrate(session: Session, migrations: Sequence[Migration]) -> list[Migration]:
    """Runs what has not run yet, and returns it. Raises MigrationError at the first statement that fails."""
    due = pending(migrations, read_history(session))
    for migration in due:
        started = time.monotonic()
        if migration.changes_rows:
            with session.transaction():
                for statement in migration.statements:
                    with _explained(migration, statement):
                        session.run(statement.text)
                record(session, migration, _milliseconds(started))
        else:
            _change_tables(session, migration)
            with session.transaction():
                record(session, migration, _milliseconds(started))
        logger.info(
            "migration applied",
            extra={
                "migration": migration.label,
                "statements": len(migration.statements),
                "duration_ms": _milliseconds(started),
            },
        )
    return due


def _change_tables(session: Session, migration: Migration) -> None:
    """Goes on after the last statement that is known to have run: its file may have failed before."""
    done = _progress(session, migration)
    for statement in migration.statements[len(done) :]:
        with _explained(migration, statement):
            guard = guard_of(statement)
            if guard is None or not session.rows(guard):
                session.run(statement.text)
            session.run(
                "INSERT INTO schema_progress (version, statement, checksum) VALUES (%s, %s, %s)",
                (migration.version, statement.number, _checksum(statement)),
            )


def _progress(session: Session, migration: Migration) -> list[str]:
    """Checksums of the statements that ran.

    Raises MigrationError when they are not those of the file any more.
    """
    rows = session.rows(
        "SELECT checksum FROM schema_progress WHERE version = %s ORDER BY statement", (migration.version,)
    )
    done = [str(checksum) for (checksum,) in rows]
    present = [_checksum(statement) for statement in migration.statements[: len(done)]]
    for number, (ran, now) in enumerate(zip(done, [*present, *[""] * len(done)], strict=False), start=1):
        if ran != now:
            raise MigrationError(
                f"{migration.file}: statement {number} already ran in an attempt that failed later, and was "
                "changed since. Write it as it was and make the change in a new file; or undo by hand what "
                f"the first {len(done)} statements did, and delete version {migration.version} from "
                "schema_progress."
            )
    return done


@contextmanager
def _explained(migration: Migration, statement: Statement) -> Iterator[None]:
    """Turns the server's error into one that says where and what stays."""
    try:
        yield
    except pymysql.err.MySQLError as error:
        place = f"{migration.file}, statement {statement.number} (line {statement.line})"
        number, words = (*error.args, "", "")[:2]
        reason = (
            f"the connection was lost while it ran: {words or 'the server ended it'}"
            if number in _LOST
            else f"MySQL says {number}: {words}"
        )
        before = (
            "all of it is rolled back"
            if migration.changes_rows
            else f"the {statement.number - 1} statements before it stay, and the next run goes on behind them"
        )
        raise MigrationError(
            f"{place}: {reason}. Version {migration.version:04} is not recorded; {before}. When the cause is "
            "mended, deploy again."
        ) from error


def _checksum(statement: Statement) -> str:
    return hashlib.sha256(statement.text.encode()).hexdigest()


def _milliseconds(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
