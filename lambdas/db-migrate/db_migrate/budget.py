"""How much of the function's time is left."""

from __future__ import annotations

from typing import Protocol

# So that a failure is told in its own words before Lambda ends the function.
_RESERVE_SECONDS = 2.0


class LambdaContext(Protocol):
    """What is used of the context object. https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the function."""
        ...


class Budget:
    """The time of one invocation."""

    def __init__(self, context: LambdaContext) -> None:
        self._context = context

    def seconds(self, at_most: float | None = None) -> float:
        """Seconds that may still be spent waiting; one when there are none left, for the last words."""
        left = max(self._context.get_remaining_time_in_millis() / 1000 - _RESERVE_SECONDS, 1.0)
        return left if at_most is None else min(left, at_most)
