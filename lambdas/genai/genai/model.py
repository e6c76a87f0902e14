"""Bedrock's Converse: a question to the model, and its answer, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .budget import Budget
from .environment import Environment
from .errors import UnavailableError
from .prompt import system_prompt
from .tools import TOOLS
from .turns import Message

# For what comes after the last call: the session is saved.
_KEEP_SECONDS = 1.0

_INFERENCE = {"maxTokens": 1024, "temperature": 0.0}

_TOOL_USE_ID = re.compile(r"[a-zA-Z0-9_.:-]{1,64}")
_TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")

# The model did not get to its end, or was stopped: the text that is there still counts.
_FINAL = {"end_turn", "stop_sequence", "max_tokens", "guardrail_intervened", "content_filtered"}


@dataclass(frozen=True)
class ToolCall:
    """A tool that the model wants run."""

    id: str
    name: str
    input: object
    """Whatever the model wrote."""


@dataclass(frozen=True)
class ModelAnswer:
    """Either tool calls or a last word."""

    text: str
    calls: tuple[ToolCall, ...]

    @property
    def message(self) -> Message:
        """As it stands in the conversation from now on."""
        content: list[dict[str, Any]] = [{"text": self.text}] if self.text else []
        for call in self.calls:
            # Bedrock takes back objects only.
            value = call.input if isinstance(call.input, dict) else {}
            content.append({"toolUse": {"toolUseId": call.id, "name": call.name, "input": value}})
        return {"role": "assistant", "content": content}


def ask_model(messages: Sequence[Message], environment: Environment, budget: Budget) -> ModelAnswer:
    """The model's next words. Raises UnavailableError.

    https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
    """
    answer = environment.bedrock.call(
        "converse",
        budget,
        keep=_KEEP_SECONDS,
        modelId=environment.model_ids(budget).chat,
        system=[{"text": system_prompt()}],
        messages=list(messages),
        inferenceConfig=_INFERENCE,
        toolConfig={"tools": [tool.specification() for tool in TOOLS.values()]},
    )
    return _read(answer)


def _read(answer: Mapping[str, Any]) -> ModelAnswer:
    """Raises UnavailableError for what Bedrock would refuse when it goes back with the next call."""
    reason = answer.get("stopReason")
    try:
        blocks = answer["output"]["message"]["content"]
        text = "\n".join(block["text"].strip() for block in blocks if block.get("text", "").strip())
        calls = tuple(_call(block["toolUse"]) for block in blocks if "toolUse" in block)
    except (KeyError, TypeError, AttributeError) as error:
        raise _malformed(reason, type(error).__name__) from error
    if reason == "tool_use":
        if not calls:
            raise _malformed(reason, "no tool is called")
        if len({call.id for call in calls}) < len(calls):
            raise _malformed(reason, "two calls have one id")
        return ModelAnswer(text, calls)
    if reason in _FINAL and text:
        return ModelAnswer(text, ())
    raise _malformed(reason, "no text" if reason in _FINAL else "stopped for this reason")


def _call(block: Mapping[str, Any]) -> ToolCall:
    call = ToolCall(block["toolUseId"], block["name"], block.get("input"))
    if not _TOOL_USE_ID.fullmatch(call.id) or not _TOOL_NAME.fullmatch(call.name):
        raise KeyError("toolUseId")
    return call


def _malformed(reason: object, what: str) -> UnavailableError:
    return UnavailableError("model", "its answer is malformed", stop_reason=str(reason), what=what)
