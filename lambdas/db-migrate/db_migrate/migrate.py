"""The way of the database to the newest version, by its own account of what ran before."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pymysql
from clinic_database.connection import error_number
from pymysql.constants import CR

from .errors import MigrationError
from .files import Migration, Version
from .session import Session
from .statements import Statement

logger = logging.getLogger(__name__)

_LOST = {CR.CR_SERVER_LOST, CR.CR_SERVER_GONE_ERROR, 0}


def read_history(session: Session) -> list[Version]:
    """Every version that ran to its end, in order."""
    rows = session.rows("SELECT version, description, checksum FROM schema_history ORDER BY version")
    return [Version(*row) for row in rows]


def migrate(session: Session, migrations: Sequence[Migration]) -> list[Migration]:
    """Runs the files that have not run yet, and returns them.

    Raises MigrationError at the first statement that fails, and when files and history contradict each other.
    """
    history = read_history(session)
    problems = list(_contradictions(migrations, history))
    if problems:
        raise MigrationError(
            "\n".join(["The migrations do not fit what ran before, so nothing was changed.", *problems])
        )
    due = list(migrations[len(history) :])
    for migration in due:
        started = time.monotonic()
        if not migration.changes_rows:
            _change_tables(session, migration)
        with session.transaction():
            for statement in migration.statements if migration.changes_rows else ():
                with _explained(migration, statement):
                    session.run(statement.text)
            duration_ms = round((time.monotonic() - started) * 1000)
            session.run(
                "INSERT INTO schema_history (version, description, checksum, statements, duration_ms)"
                " VALUES (%s, %s, %s, %s, %s)",
                (
                    migration.number,
                    migration.description,
                    migration.checksum,
                    len(migration.statements),
                    duration_ms,
                ),
            )
            session.run("DELETE FROM schema_progress WHERE version = %s", (migration.number,))
        facts = {"statements": len(migration.statements), "duration_ms": duration_ms}
        logger.info("migration applied", extra={"migration": migration.label, **facts})
    return due


def _contradictions(migrations: Sequence[Migration], history: Sequence[Version]) -> Iterator[str]:
    files = {migration.number: migration for migration in migrations}
    ran = {each.number for each in history}
    newest = max(ran, default=0)
    for each in history:
        migration = files.get(each.number)
        if migration is None:
            yield f"Version {each.label} was applied, but its file is missing: put it back."
        elif migration.description != each.description:
            yield f"{migration.file} was applied as {each.label}: give the file its name back."
        elif migration.checksum != each.checksum:
            yield f"{migration.file} was edited after it was applied: undo that, and use a new file."
    for migration in migrations:
        if migration.number < newest and migration.number not in ran:
            yield f"{migration.file} is older than {newest:04}, which was applied: give it the next number."


def _change_tables(session: Session, migration: Migration) -> None:
    """Goes on after the last statement that is known to have run: its file may have failed before."""
    done = _progress(session, migration)
    for statement in migration.statements[done:]:
        with _explained(migration, statement):
            if statement.guard is None or not session.rows(statement.guard):
                session.run(statement.text)
            session.run(
                "INSERT INTO schema_progress (version, statement, checksum) VALUES (%s, %s, %s)",
                (migration.number, statement.number, statement.checksum),
            )


def _progress(session: Session, migration: Migration) -> int:
    """The number of statements that ran.

    Raises MigrationError when they are not those of the file any more.
    """
    rows = session.rows(
        "SELECT checksum FROM schema_progress WHERE version = %s ORDER BY statement", (migration.number,)
    )
    present = [statement.checksum for statement in migration.statements]
    for number, (checksum,) in enumerate(rows, start=1):
        if present[number - 1 : number] != [checksum]:
            raise MigrationError(
                f"{migration.file}: statement {number} already ran in an attempt that failed later, and was "
                "changed since. Write it as it was and make the change in a new file; or undo by hand what "
                f"the first {len(rows)} statements did, and delete version {migration.number} from "
                "schema_progress."
            )
    return len(rows)


@contextmanager
def _explained(migration: Migration, statement: Statement) -> Iterator[None]:
    """Turns the server's error into one that says where and what stays."""
    try:
        yield
    except pymysql.err.MySQLError as error:
        number, words = (*error.args, "", "")[:2]
        reason = (
            f"the connection was lost while it ran: {words or 'the server ended it'}"
            if error_number(error) in _LOST
            else f"MySQL says {number}: {words}"
        )
        before = (
            "all of it is rolled back"
            if migration.changes_rows
            else f"the {statement.number - 1} statements before it stay, and the next run goes on behind them"
        )
        raise MigrationError(
            f"{migration.file}, statement {statement.number} (line {statement.line}): {reason}. "
            f"Version {migration.number:04} is not recorded; {before}. When the cause is "
            "mended, deploy again."
        ) from error
