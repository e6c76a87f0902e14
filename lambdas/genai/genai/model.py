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

# Thinking counts as well: a model thinks or not, as it does by itself. Newer ones take no temperature.
_INFERENCE = {"maxTokens": 2048}

_TOOL_USE_ID = re.compile(r"[a-zA-Z0-9_.:-]{1,64}")
_TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")

_CUT_SHORT = {"max_tokens", "model_context_window_exceeded"}
_FINAL = {"end_turn", "stop_sequence", *_CUT_SHORT}
_REFUSED = {"refusal", "content_filtered", "guardrail_intervened"}

_CUT = "(This answer was cut short: ask for the rest, or for less.)"
_CANNOT = "I cannot help with that. Please ask about the clinic's owners, pets or vets."


@dataclass(frozen=True)
class ToolCall:
    """A tool that the model wants run."""

    id: str
    name: str
    input: object
    """Arguments as the model wrote them, unchecked."""


@dataclass(frozen=True)
class ModelAnswer:
    """Answer of the model: tool calls, or the text for the user."""

    text: str
    calls: tuple[ToolCall, ...] = ()
    reasoning: tuple[Mapping[str, Any], ...] = ()
    """Signed blocks, which go back as they came while tools run."""
    is_refusal: bool = False
    """A conversation with a refused turn in it is refused again."""

    @property
    def message(self) -> Message:
        """The message as it stands in the conversation from now on."""
        content: list[Mapping[str, Any]] = [*self.reasoning, *([{"text": self.text}] if self.text else [])]
        for call in self.calls:
            # Bedrock takes back objects only.
            value = call.input if isinstance(call.input, dict) else {}
            content.append({"toolUse": {"toolUseId": call.id, "name": call.name, "input": value}})
        return {"role": "assistant", "content": content}


def ask_model(messages: Sequence[Message], environment: Environment, budget: Budget) -> ModelAnswer:
    """The model's next words. Raises UnavailableError.

    https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
    """
    answer = environment.ask_bedrock(
        "converse",
        "chat",
        budget,
        system=[{"text": system_prompt()}],
        messages=list(messages),
        inferenceConfig=_INFERENCE,
        toolConfig={"tools": [tool.specification() for tool in TOOLS.values()]},
    )
    return _read(answer)


def _read(answer: Mapping[str, Any]) -> ModelAnswer:
    """Raises UnavailableError for an answer that Bedrock would refuse to get back."""
    reason = answer.get("stopReason")
    if reason in _REFUSED:
        return ModelAnswer(_CANNOT, is_refusal=True)
    try:
        # A model may put blocks of other kinds between them.
        blocks = answer["output"]["message"]["content"]
        text = "\n".join(block["text"].strip() for block in blocks if block.get("text", "").strip())
        calls = tuple(_call(block["toolUse"]) for block in blocks if "toolUse" in block)
        reasoning = tuple(block for block in blocks if "reasoningContent" in block)
    except (KeyError, TypeError, AttributeError) as error:
        raise _malformed(reason, type(error).__name__) from error
    if reason == "tool_use":
        if not calls:
            raise _malformed(reason, "no tool is called")
        if len({call.id for call in calls}) < len(calls):
            raise _malformed(reason, "two calls have one id")
        return ModelAnswer(text, calls, reasoning)
    if reason in _CUT_SHORT:
        # Thinking may leave no room for a word.
        text = f"{text} {_CUT}".lstrip()
    if reason not in _FINAL or not text:
        raise _malformed(reason, "no text" if reason in _FINAL else "stopped for this reason")
    return ModelAnswer(text)


def _call(block: Mapping[str, Any]) -> ToolCall:
    call = ToolCall(block["toolUseId"], block["name"], block.get("input"))
    if not _TOOL_USE_ID.fullmatch(call.id) or not _TOOL_NAME.fullmatch(call.name):
        raise KeyError("toolUseId")
    return call


def _malformed(reason: object, what: str) -> UnavailableError:
    return UnavailableError("model", "its answer is malformed", stop_reason=str(reason), what=what)
