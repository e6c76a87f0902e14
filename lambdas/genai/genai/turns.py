"""The memory of a conversation: whole turns, so that a tool call never stands without its result.

A turn is what one question led to, as messages of Converse: the question, each tool call with its result, the
answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

Message = dict[str, Any]

MAX_TURNS = 12
MAX_BYTES = 32 * 1024
"""Limit of all turns together, as JSON in UTF-8; they go to the model with each question."""


@dataclass(frozen=True)
class Proposal:
    """An addition that waits for the person's word."""

    tool: str
    values: dict[str, object]
    """Input of the tool, already checked."""
    sentence: str
    """The addition, in words for the person."""


@dataclass(frozen=True)
class Turn:
    """One question and all that came of it."""

    id: str
    """Identifier that tells the turn apart from one of a parallel request."""
    messages: tuple[Message, ...]

    def without_tools(self) -> Turn:
        """The question and the last words alone."""
        first, last = self.messages[0], self.messages[-1]
        return Turn(self.id, (first, last))


def new_turn(messages: Sequence[Message]) -> Turn:
    """A turn to remember. Reasoning is of use while its tools run, and no longer."""
    kept = tuple(
        {**message, "content": [block for block in message["content"] if "reasoningContent" not in block]}
        for message in messages
    )
    return Turn(uuid4().hex, kept)


def within_limits(turns: Sequence[Turn]) -> list[Turn]:
    """The newest turns that fit. The newest itself always stays, if need be without what its tools found."""
    if not turns:
        return []
    newest = turns[-1] if _bytes(turns[-1:]) <= MAX_BYTES else turns[-1].without_tools()
    kept = [*turns[-MAX_TURNS:-1], newest]
    while len(kept) > 1 and _bytes(kept) > MAX_BYTES:
        del kept[0]
    return kept


def encode(turns: Sequence[Turn]) -> str:
    """The turns as JSON."""
    value = [{"id": turn.id, "messages": turn.messages} for turn in turns]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> list[Turn]:
    """The turns in the result of `encode`."""
    return [Turn(each["id"], tuple(each["messages"])) for each in json.loads(text)]


def _bytes(turns: Sequence[Turn]) -> int:
    return len(encode(turns).encode())
