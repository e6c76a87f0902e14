"""The time left in an invocation."""

from __future__ import annotations

import math
import time
from typing import Protocol


class LambdaContext(Protocol):
    """The part of the context object in use. https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the function."""
        ...


class Deadline:
    """The moment by which an invocation has to end in words of its own."""

    def __init__(
        self, context: LambdaContext, *, reserve_seconds: float, at_most_seconds: float = math.inf
    ) -> None:
        """`reserve_seconds` before Lambda ends the function, and `at_most_seconds` from now."""
        allowed = context.get_remaining_time_in_millis() / 1000 - reserve_seconds
        self._started = time.monotonic()
        self._end = self._started + min(at_most_seconds, allowed)

    @property
    def seconds_left(self) -> float:
        """Negative once the deadline has passed."""
        return self._end - time.monotonic()

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the invocation began."""
        return round((time.monotonic() - self._started) * 1000)
