"""Splits SQL into its statements, as MySQL and MariaDB read it."""

from __future__ import annotations

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


class SplitError(Exception):
    """What cannot be split, and where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Statement:
    """One statement, without comments; its lines are those of the file."""

    number: int
    """Counted from 1."""
    line: int
    """The line of its first word in the file, counted from 1."""
    text: str
    comments: tuple[str, ...] = ()
    """The comments between the statement before and its first word."""


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
