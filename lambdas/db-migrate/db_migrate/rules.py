"""What a migration may hold, so that a run that breaks off in the middle can be repeated.

MySQL commits before and after each statement that changes tables, so a file of those cannot be undone: each
of them must do no harm when it comes again. Statements that change rows go into files of their own, each of
which is one transaction.
https://dev.mysql.com/doc/refman/8.0/en/implicit-commit.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .statements import Statement

_REPEATABLE = re.compile(
    r"CREATE TABLE IF NOT EXISTS|DROP TABLE IF EXISTS|CREATE OR REPLACE VIEW|DROP VIEW IF EXISTS",
    re.IGNORECASE,
)
_GUARDED = re.compile(
    r"ALTER TABLE|RENAME TABLE|CREATE (?:UNIQUE |FULLTEXT )?INDEX|DROP INDEX", re.IGNORECASE
)
_ROWS = re.compile(r"INSERT|UPDATE|DELETE|REPLACE", re.IGNORECASE)
_GUARD = re.compile(r"--\s+unless:\s+(?P<query>SELECT\s.+)")


def guard_of(statement: Statement) -> str | None:
    """The query of a comment `-- unless: SELECT …` before a statement, which did run if it finds a row."""
    found = [match["query"] for comment in statement.comments if (match := _GUARD.fullmatch(comment))]
    return found[-1] if found else None


def changes_rows(statements: list[Statement]) -> bool:
    """Whether a file that keeps the rules is one of rows, and not one of tables."""
    return all(_starts(_ROWS, statement) for statement in statements)


def problems_of(statements: list[Statement]) -> Iterator[tuple[Statement, str]]:
    """Statements that may not stand where they do, and why."""
    rows = [statement for statement in statements if _starts(_ROWS, statement)]
    for statement in statements:
        if _starts(_ROWS, statement):
            if len(rows) < len(statements):
                yield (
                    statement,
                    "rows are changed in a file of their own, without statements that change tables",
                )
        elif _starts(_GUARDED, statement):
            if guard_of(statement) is None:
                yield (
                    statement,
                    "it cannot be repeated: a line before it has to say when it is done, such as `-- unless: "
                    "SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND …`",
                )
        elif not _starts(_REPEATABLE, statement):
            yield (
                statement,
                "allowed are CREATE TABLE IF NOT EXISTS, DROP TABLE IF EXISTS, CREATE OR REPLACE VIEW, DROP "
                "VIEW IF EXISTS; with a line `-- unless: SELECT …` ALTER TABLE, RENAME TABLE, CREATE INDEX, "
                "DROP INDEX; and in files of their own INSERT, UPDATE, DELETE, REPLACE",
            )


def _starts(pattern: re.Pattern[str], statement: Statement) -> bool:
    text = " ".join(statement.text.split())
    found = pattern.match(text)
    return found is not None and not text[found.end() : found.end() + 1].isalnum()
