"""One event on its way through a function."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from uuid import uuid4

_LARGEST_RESPONSE = 6_291_556
"""Bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


@dataclass(frozen=True)
class Outcome:
    """An invocation's result as the caller gets it."""

    payload: bytes
    status: str
    """Status in Lambda's words: `success`, `error` (the function raised), `timeout`, `failure` (it ended)."""


@dataclass
class Invocation:
    """Knows when the runtime took the event, and how that ended."""

    payload: bytes
    function_arn: str
    timeout_seconds: float
    client_context: str | None = None
    traced: bool = False
    request_id: str = field(default_factory=lambda: str(uuid4()))
    began: float | None = None
    """Seconds, of the monotonic clock; None until the runtime asked for the event."""
    outcome: Outcome | None = None
    answered: Event = field(default_factory=Event)

    def begin(self) -> None:
        self.began = time.monotonic()

    def headers(self) -> dict[str, str]:
        deadline = time.time() + self.timeout_seconds
        root = f"Root=1-{int(time.time()):08x}-{secrets.token_hex(12)}"
        found = {
            "Lambda-Runtime-Aws-Request-Id": self.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": self.function_arn,
            "Lambda-Runtime-Trace-Id": f"{root};Parent={secrets.token_hex(8)};Sampled={int(self.traced)}",
        }
        if self.client_context is not None:
            found["Lambda-Runtime-Client-Context"] = self.client_context
        return found

    def succeed(self, payload: bytes) -> None:
        if len(payload) <= _LARGEST_RESPONSE:
            return self._end(Outcome(payload, "success"))
        limit = f"maximum allowed payload size ({_LARGEST_RESPONSE} bytes)"
        return self._error(
            "Function.ResponseSizeTooLarge", f"Response payload size exceeded {limit}.", "error"
        )

    def fail(self, payload: bytes) -> None:
        """Ends the invocation because the handler raised."""
        self._end(Outcome(payload, "error"))

    def fail_to_start(self, payload: bytes) -> None:
        """The handler's module cannot be imported, or has no such handler; the process ends."""
        self._end(Outcome(payload, "failure"))

    def time_out(self) -> str:
        """Ends it as Lambda does. Returns the line for its log."""
        words = f"Task timed out after {self.timeout_seconds:.2f} seconds"
        self._error("Sandbox.Timedout", f"RequestId: {self.request_id} Error: {words}", "timeout")
        return f"{utc_now()} {self.request_id} {words}"

    def exit(self, reason: str) -> str | None:
        """The process ended in the middle. Returns the line for the log; None if it was answered."""
        if self.outcome is not None:
            return None
        words = f"RequestId: {self.request_id} Error: {reason}"
        self._error("Runtime.ExitError", words, "failure")
        return words

    def _error(self, kind: str, message: str, status: str) -> None:
        self._end(Outcome(json.dumps({"errorType": kind, "errorMessage": message}).encode(), status))

    def _end(self, outcome: Outcome) -> None:
        if self.outcome is None:
            self.outcome = outcome
            self.answered.set()


def utc_now() -> str:
    """The current time in UTC to the millisecond: `2025-01-31T12:00:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
