"""The time that a request may take."""

from __future__ import annotations

import time
from typing import Protocol

from .errors import UnavailableError

REQUEST_SECONDS = 25.0
"""The gateway gives up at 29 s, and an execution environment has to start before the first line runs."""

# What it takes to word an answer and hand it to Lambda.
_RESERVE_SECONDS = 0.5

# Less is not worth a call.
_LEAST_SECONDS = 0.2


class LambdaContext(Protocol):
    """What is used of the context object. https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the function."""
        ...


class Budget:
    """The time of one request. Whoever waits for something asks it how long it may."""

    def __init__(self, context: LambdaContext) -> None:
        """Ends after 25 s, or shortly before Lambda ends the function."""
        allowed = min(REQUEST_SECONDS, context.get_remaining_time_in_millis() / 1000 - _RESERVE_SECONDS)
        self._started = time.monotonic()
        self._end = self._started + allowed

    def seconds(self, part: str, *, at_most: float, keep: float = 0.0) -> float:
        """Seconds to wait for `part`, such that `keep` seconds stay for what comes after it.

        Raises UnavailableError when there is no time left.
        """
        left = self._end - time.monotonic() - keep
        if left < _LEAST_SECONDS:
            raise UnavailableError(part, "no time is left for it", {"elapsed_ms": self.elapsed_ms})
        return min(left, at_most)

    @property
    def elapsed_ms(self) -> int:
        """Since the request began."""
        return round((time.monotonic() - self._started) * 1000)
