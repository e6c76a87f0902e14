"""Answers that a test puts in the place of the stand-in's own, and what was asked.

`PUT /_emulator/bedrock` takes `{"answers": [...]}` and forgets what was asked before. The answers are given
one after the other, then the stand-in speaks for itself again. Each is an object with

- one of `text` (the model's last word), `tools` (calls `{"name", "input", "id"?}`, with `text` before them if
  that is there too), `error` (a code such as `ThrottlingException`) or `body` (sent as it stands),
- or `seconds` alone: the stand-in's own answer, that much later,
- and, if wanted: `operation` (`Converse`, which is the default, or `InvokeModel`), `seconds` (wait that long
  first), `stopReason` (instead of the usual one), `message` (of an error), `repeat` (true: give it for ever).

`GET /_emulator/bedrock` answers `{"asked": [{"operation", "modelId", "request"}, ...], "left": n}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

from .refusal import STATUS_BY_CODE

_CONTENT = ("text", "tools", "error", "body")
_OTHERS = ("operation", "seconds", "stopReason", "message", "repeat")
_OPERATIONS = ("Converse", "InvokeModel")
_KEPT = 500

Answer = Mapping[str, Any]


class ScriptError(Exception):
    """A script that cannot be followed."""


class Script:
    """Shared by all request threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.reset()

    def reset(self) -> None:
        """Forgets the answers and the calls."""
        with self._lock:
            self._answers: list[Answer] = []
            self._asked: list[dict[str, Any]] = []

    def replace(self, value: Any) -> None:
        """Takes the answers of a control request, and forgets the calls. Raises ScriptError."""
        if not isinstance(value, dict) or set(value) != {"answers"} or not isinstance(value["answers"], list):
            raise ScriptError('a script is {"answers": [...]}')
        for index, answer in enumerate(value["answers"]):
            _check(f"answers[{index}]", answer)
        self.reset()
        with self._lock:
            self._answers = list(value["answers"])

    def next(self, operation: str, model_id: str, request: Any) -> Answer | None:
        """Notes the call and takes its scripted answer; None when the stand-in has to answer itself."""
        with self._lock:
            self._asked.append({"operation": operation, "modelId": model_id, "request": request})
            del self._asked[:-_KEPT]
            for answer in self._answers:
                if answer.get("operation", "Converse") == operation:
                    if not answer.get("repeat"):
                        self._answers.remove(answer)
                    return answer
        return None

    def snapshot(self) -> dict[str, Any]:
        """The calls so far, oldest first, and the number of answers left."""
        with self._lock:
            return {"asked": list(self._asked), "left": len(self._answers)}


def _check(place: str, answer: Any) -> None:
    if not isinstance(answer, dict):
        raise ScriptError(f"{place} is no object")
    unknown = set(answer) - {*_CONTENT, *_OTHERS}
    if unknown:
        raise ScriptError(
            f"{place} has {', '.join(sorted(unknown))}: known are {', '.join((*_CONTENT, *_OTHERS))}"
        )
    kinds = [kind for kind in _CONTENT if kind in answer]
    if len(kinds) != 1 and kinds != ["text", "tools"] and (kinds or "seconds" not in answer):
        raise ScriptError(f"{place} needs one of {', '.join(_CONTENT)}, or seconds")
    if "error" in answer and answer["error"] not in STATUS_BY_CODE:
        raise ScriptError(f"{place}.error is {answer['error']!r}: known are {', '.join(STATUS_BY_CODE)}")
    if answer.get("operation", "Converse") not in _OPERATIONS:
        raise ScriptError(f"{place}.operation is none of {', '.join(_OPERATIONS)}")
    if answer.get("operation") == "InvokeModel" and {"text", "tools"} & set(answer):
        raise ScriptError(f"{place}: InvokeModel can be answered with error or body, or later")
