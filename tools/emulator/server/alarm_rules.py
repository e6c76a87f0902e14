"""The rule of a composite alarm: which alarms it names, and whether it holds.

`ALARM(name)`, `OK(name)`, `INSUFFICIENT_DATA(name)`, `TRUE`, `FALSE`, joined by `AND`, `OR`, `NOT` and
parentheses; a name may be quoted or an ARN. Not known here: `AT_LEAST`.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[()]|[^\s()"]+)')

StateOf = Callable[[str], str]
Holds = Callable[[StateOf], bool]


class RuleError(Exception):
    """A rule that AWS does not take."""


@dataclass(frozen=True)
class Rule:
    """`names` are the alarms in it, without the rest of their ARNs; `holds` asks for the state of each."""

    names: frozenset[str]
    holds: Holds


def parse(text: str) -> Rule:
    """Raises RuleError."""
    parser = _Parser(text)
    holds = parser.any_of()
    if parser.token is not None:
        raise RuleError(f"unexpected {parser.token}")
    return Rule(frozenset(parser.names), holds)


class _Parser:
    """Recursive descent: NOT binds closest, then AND, then OR."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self.names: set[str] = set()

    @property
    def token(self) -> str | None:
        return self._tokens[0] if self._tokens else None

    def _take(self, expected: str | None = None) -> str:
        if not self._tokens:
            raise RuleError("unexpected end")
        token = self._tokens.pop(0)
        if expected is not None and token != expected:
            raise RuleError(f"{expected} expected instead of {token}")
        return token

    def any_of(self) -> Holds:
        parts = [self._all_of()]
        while self.token == "OR":
            self._take()
            parts.append(self._all_of())
        return lambda state_of: any(part(state_of) for part in parts)

    def _all_of(self) -> Holds:
        parts = [self._one()]
        while self.token == "AND":
            self._take()
            parts.append(self._one())
        return lambda state_of: all(part(state_of) for part in parts)

    def _one(self) -> Holds:
        token = self._take()
        if token == "NOT":
            negated = self._one()
            return lambda state_of: not negated(state_of)
        if token in ("TRUE", "FALSE"):
            return lambda _: token == "TRUE"
        if token == "(":
            inner = self.any_of()
            self._take(")")
            return inner
        if token in STATES:
            return self._state(token)
        raise RuleError(f"unexpected {token}")

    def _state(self, state: str) -> Holds:
        self._take("(")
        name = self._take().strip('"').rpartition(":alarm:")[2]
        if name in ("", "(", ")"):
            raise RuleError(f"{state} needs the name of an alarm")
        self._take(")")
        self.names.add(name)
        return lambda state_of: state_of(name) == state


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise RuleError(f"unexpected {text[position:].strip()}")
        tokens.append(match.group(1))
        position = match.end()
    return tokens
