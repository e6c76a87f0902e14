"""One question: the model calls tools and gets their results until it has an answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from .budget import Budget
from .environment import Environment
from .errors import UnavailableError
from .fields import ToolRefusedError
from .model import ToolCall, ask_model
from .tools import TOOLS
from .turns import Message

logger = logging.getLogger(__name__)

MAX_ROUNDS = 6
"""Answers of the model to one question, the last word included."""
MAX_CALLS = 10
"""Tools that one question may have run."""

_LATER = "I cannot say more at the moment: please ask again later."


class Conversation:
    """The messages of one turn as they come to be."""

    def __init__(self, environment: Environment, budget: Budget, history: Sequence[Message]) -> None:
        self._environment = environment
        self._budget = budget
        self._history = history
        self._done: list[str] = []
        self.messages: list[Message] = []
        self.tools: list[str] = []
        """Names of the tools that were run, for the log."""

    def ask(self, question: str) -> str:
        """The answer. Raises UnavailableError; not when something was written before, which is told then."""
        self.messages.append({"role": "user", "content": [{"text": question}]})
        try:
            return self._rounds()
        except UnavailableError as error:
            if not self._done:
                raise
            logger.error("chat unavailable", extra=error.causes)
            text = " ".join([*self._done, _LATER])
            self.messages.append({"role": "assistant", "content": [{"text": text}]})
            return text

    def _rounds(self) -> str:
        for _ in range(MAX_ROUNDS):
            answer = ask_model([*self._history, *self.messages], self._environment, self._budget)
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
            # Any other name is the model's own words, and those are not logged.
            name = call.name if call.name in TOOLS else "unknown"
            content: dict[str, Any] = {"text": "Nothing was done: the clinic's systems are down."}
            status = "error"
            try:
                if failure is None:
                    status, content = "success", {"json": self._run(call)}
            except ToolRefusedError as error:
                # A part of a conversation, and no failure.
                logger.info("tool refused", extra={"tool": name})
                content = {"text": str(error)}
            except UnavailableError as error:
                # A metric counts these lines by their message.
                logger.warning("tool failed", extra={"tool": name, **error.causes})
                failure = error
            result = {"toolUseId": call.id, "content": [content], "status": status}
            results.append({"toolResult": result})
        self.messages.append({"role": "user", "content": results})
        if failure is not None:
            raise failure

    def _run(self, call: ToolCall) -> dict[str, Any]:
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
        outcome = tool.run(call.input, self._environment, self._budget)
        if outcome.done:
            self._done.append(outcome.done)
        return dict(outcome.result)
