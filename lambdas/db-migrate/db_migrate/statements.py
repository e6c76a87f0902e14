"""Statements of a migration, split as MySQL and MariaDB read them, and their kinds.

MySQL commits before and after each statement that changes tables, so a file of those cannot be undone: each
of them must do no harm when it comes again. Statements that change rows go into files of their own, each of
which is one transaction. https://dev.mysql.com/doc/refman/8.0/en/implicit-commit.html
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

# https://dev.mysql.com/doc/refman/8.0/en/comments.html, https://dev.mysql.com/doc/refman/8.0/en/string-literals.html
_TOKEN = re.compile(
    r"""
      (?P<executable> /\*M?! )
    | (?P<comment>    --(?=[\s\x00-\x1f]|\Z)[^\n]* | \#[^\n]* | /\*.*?\*/ )
    | (?P<quoted>     '(?:[^'\\]|\\.|'')*' | "(?:[^"\\]|\\.|"")*" | `(?:[^`]|``)*` )
    | (?P<end>        ; )
    | (?P<open>       ['"`] | /\* )
    | (?P<text>       [^-\#/'"`;]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_REPEATABLE = re.compile(
    r"(?:CREATE TABLE IF NOT EXISTS|DROP TABLE IF EXISTS|CREATE OR REPLACE VIEW|DROP VIEW IF EXISTS)\b", re.I
)
_GUARDED = re.compile(
    r"(?:ALTER TABLE|RENAME TABLE|CREATE (?:UNIQUE |FULLTEXT )?INDEX|DROP INDEX)\b", re.IGNORECASE
)
_ROWS = re.compile(r"(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_GUARD = re.compile(r"--\s+unless:\s+(?P<query>SELECT\s.+)")


class SplitError(Exception):
    """Text that cannot be split, and its line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Statement:
    """One statement, without comments; its lines are those of the file."""

    number: int
    """Position in the file, from 1."""
    line: int
    """The line of its first word in the file, counted from 1."""
    text: str
    comments: tuple[str, ...] = ()
    """The comments between the statement before and its first word."""

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def guard(self) -> str | None:
        """The query of a comment `-- unless: SELECT …` before it; the statement did run if it finds a row."""
        found = [match["query"] for comment in self.comments if (match := _GUARD.fullmatch(comment))]
        return found[-1] if found else None

    @property
    def changes_rows(self) -> bool:
        """Tells whether the statement changes rows rather than tables."""
        return self._starts(_ROWS)

    @property
    def problem(self) -> str:
        """The reason why no migration may hold it; empty when one may."""
        if self._starts(_GUARDED) and self.guard is None:
            return (
                "it cannot be repeated: a line before it has to say when it is done, such as `-- unless: "
                "SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND …`"
            )
        if any(self._starts(each) for each in (_GUARDED, _REPEATABLE, _ROWS)):
            return ""
        return (
            "allowed are CREATE TABLE IF NOT EXISTS, DROP TABLE IF EXISTS, CREATE OR REPLACE VIEW, DROP VIEW "
            "IF EXISTS; with a line `-- unless: SELECT …` ALTER TABLE, RENAME TABLE, CREATE INDEX, DROP "
            "INDEX; and in files of their own INSERT, UPDATE, DELETE, REPLACE"
        )

    def _starts(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(" ".join(self.text.split())) is not None


def split(sql: str) -> list[Statement]:
    """The statements between semicolons. Raises SplitError."""
    statements: list[Statement] = []
    text, comments, first_line, line = "", [], 0, 1
    for token in _TOKEN.finditer(sql):
        kind, words = token.lastgroup, token[0]
        if kind == "executable":
            raise SplitError(line, "a comment /*! is a statement on some servers only")
        if kind == "open":
            raise SplitError(line, f"{words} is never closed")
        if kind == "comment":
            if not text.strip():
                comments.append(words)
            words = words.count("\n") * "\n" or " "
        if kind == "end":
            if text.strip():
                statements.append(Statement(len(statements) + 1, first_line, text.strip(), tuple(comments)))
            text, comments = "", []
            continue
        if not text.strip() and words.strip():
            first_line = line + words[: len(words) - len(words.lstrip())].count("\n")
        text += words
        line += words.count("\n")
    if text.strip():
        raise SplitError(first_line, "the last statement has no ; at its end")
    return statements
