"""A model's speech, and Converse's answer made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class ToolCall:
    """A tool to run, and its input."""

    name: str
    input: Any
    id: str = field(default_factory=lambda: f"tooluse_{uuid4().hex[:22]}")


@dataclass(frozen=True)
class Speech:
    """Text, tools or both."""

    text: str = ""
    calls: Sequence[ToolCall] = ()
    stop_reason: str = ""
    """Stop reason of Converse; empty means the usual one for the content."""


def converse_output(speech: Speech, request: Mapping[str, Any], milliseconds: int) -> dict[str, Any]:
    """https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html"""
    content: list[dict[str, Any]] = [{"text": speech.text}] if speech.text else []
    for call in speech.calls:
        content.append({"toolUse": {"toolUseId": call.id, "name": call.name, "input": call.input}})
    read, written = _tokens(request), _tokens(content)
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": speech.stop_reason or ("tool_use" if speech.calls else "end_turn"),
        "usage": {"inputTokens": read, "outputTokens": written, "totalTokens": read + written},
        "metrics": {"latencyMs": milliseconds},
    }


def _tokens(value: Any) -> int:
    """Estimates the tokens of a value: one for about four characters."""
    return len(json.dumps(value)) // 4
