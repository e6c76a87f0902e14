"""One question: the model calls tools and gets their results until it has an answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .errors import UnavailableError
from .failures import log_tool_failed, log_tool_refused, log_unavailable
from .fields import ToolRefusedError
from .model import Model
from .model_answer import ToolCall
from .tools.all import TOOLS
from .tools.tool import Workbench
from .turns import Message

logger = logging.getLogger(__name__)

MAX_ROUNDS = 6
"""Answers of the model to one question, the last word included."""
MAX_CALLS = 10
"""Tools that one question may have run."""

_LATER = "I cannot say more at the moment: please ask again later."


@dataclass
class Conversation:
    """The messages of one turn as they come to be."""

    model: Model
    bench: Workbench
    history: Sequence[Message]
    messages: list[Message] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    """Names of the tools that were run, for the log."""
    _done: list[str] = field(default_factory=list)
    """What was written, one sentence each."""

    def ask(self, question: str) -> str:
        """The answer. Raises UnavailableError; not when something was written before, which is told then."""
        self.messages.append({"role": "user", "content": [{"text": question}]})
        try:
            return self._rounds()
        except UnavailableError as error:
            if not self._done:
                raise
            log_unavailable(error)
            text = " ".join([*self._done, _LATER])
            self.messages.append({"role": "assistant", "content": [{"text": text}]})
            return text

    def _rounds(self) -> str:
        for _ in range(MAX_ROUNDS):
            answer = self.model.answer([*self.history, *self.messages], self.bench.budget)
            self.messages.append(answer.message)
            if not answer.calls:
                return answer.text
            self._run_all(answer.calls)
        raise UnavailableError("model", f"it wants more than {MAX_ROUNDS} rounds of tools")

    def _run_all(self, calls: Sequence[ToolCall]) -> None:
        """Every call gets its result, in one message: Bedrock takes nothing else. Raises UnavailableError."""
        failure: UnavailableError | None = None
        results = []
        for call in calls:
            if failure is not None:
                text = "Nothing was done: the clinic's systems are down."
                results.append(_result(call, "error", {"text": text}))
                continue
            try:
                results.append(_result(call, "success", {"json": self._run(call)}))
            except ToolRefusedError as error:
                log_tool_refused(_known_name(call))
                results.append(_result(call, "error", {"text": str(error)}))
            except UnavailableError as error:
                log_tool_failed(_known_name(call), error)
                failure = error
                results.append(_result(call, "error", {"text": "The clinic's systems are down."}))
        self.messages.append({"role": "user", "content": results})
        if failure is not None:
            raise failure

    def _run(self, call: ToolCall) -> dict[str, object]:
        tool = TOOLS.get(call.name)
        if tool is None:
            raise ToolRefusedError(f"There is no tool {call.name}, only {', '.join(TOOLS)}.")
        if not isinstance(call.input, dict):
            raise ToolRefusedError("Nothing was done: the input has to be a JSON object.")
        if len(self.tools) == MAX_CALLS:
            raise ToolRefusedError(
                "Nothing was done: too many tools for one question. Answer with what you have."
            )
        self.tools.append(tool.name)
        outcome = tool.run(call.input, self.bench)
        if outcome.done:
            self._done.append(outcome.done)
        return dict(outcome.result)


def _known_name(call: ToolCall) -> str:
    """Any other name is the model's own words, and those are not logged."""
    return call.name if call.name in TOOLS else "unknown"


def _result(call: ToolCall, status: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"toolResult": {"toolUseId": call.id, "content": [content], "status": status}}
