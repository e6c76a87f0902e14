"""The time that a request may take."""

from __future__ import annotations

import math

from clinic_database.deadline import Deadline, LambdaContext

from .errors import UnavailableError

# The gateway gives up at 29 s, and an execution environment has to start before the first line runs.
_REQUEST_SECONDS = 25.0

# The time to word an answer and hand it to Lambda.
_RESERVE_SECONDS = 0.5

# Less is not worth a call.
_LEAST_SECONDS = 0.2


class Budget(Deadline):
    """The time of one request, which bounds each wait in it."""

    def __init__(self, context: LambdaContext) -> None:
        super().__init__(context, reserve_seconds=_RESERVE_SECONDS, at_most_seconds=_REQUEST_SECONDS)

    def seconds(self, part: str, *, at_most: float = math.inf, keep: float = 0.0) -> float:
        """Seconds to wait for `part`, such that `keep` seconds stay for what comes after it.

        Raises UnavailableError when there is no time left.
        """
        left = self.seconds_left - keep
        if left < _LEAST_SECONDS:
            raise UnavailableError(part, "no time is left for it", elapsed_ms=self.elapsed_ms)
        return min(left, at_most)
