"""The part of a conversation that decides the next answer: the open request and the newest tool results."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Message = Mapping[str, Any]


@dataclass(frozen=True)
class ToolResult:
    """The result of one tool call."""

    name: str
    value: Any
    """The result's JSON, or its text."""
    is_error: bool


def last_results(messages: Sequence[Message]) -> list[ToolResult]:
    """Tool results in the last message; none when it is a question."""
    names = {
        block["toolUse"]["toolUseId"]: block["toolUse"]["name"]
        for message in messages
        for block in message["content"]
        if "toolUse" in block
    }
    return [
        ToolResult(names[result["toolUseId"]], _value(result["content"]), result.get("status") == "error")
        for block in messages[-1]["content"]
        if (result := block.get("toolResult"))
    ]


def open_requests(messages: Sequence[Message]) -> list[str]:
    """The user's texts in the current request: the first one after a tool result, and its follow-ups."""
    said: list[str] = []
    answered = False
    for message in messages:
        blocks = message["content"]
        answered = answered or any("toolResult" in block for block in blocks)
        texts = [block["text"] for block in blocks if "text" in block]
        if message["role"] == "user" and texts:
            said = [*([] if answered else said), *texts]
            answered = False
    return said


def _value(content: Sequence[Mapping[str, Any]]) -> Any:
    first: Mapping[str, Any] = content[0] if content else {"text": ""}
    if "json" in first:
        return first["json"].get("storedData", first["json"])
    try:
        return json.loads(first["text"])
    except ValueError:
        return first["text"]
