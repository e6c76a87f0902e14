"""Who waits for whom: moto's services are plain dictionaries, which do not bear two threads at once."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from threading import Lock

from .bedrock.service import SERVICE as BEDROCK
from .identify import Call

_RUNS_CODE = {"lambda:Invoke", "lambda:InvokeAsync", "lambda:InvokeWithResponseStream"}
"""They wait for a function, which may itself call the service, and AWS runs as many at once as come."""

_GUARDS_ITSELF = {BEDROCK}
"""Not moto's. A question must not wait for the answer to another: whoever asks gives up after a while, and a
question that nobody waits for any more would be answered in the place of a later one."""


class Turns:
    """One call of a service at a time; services do not wait for each other."""

    def __init__(self) -> None:
        self._locks: dict[str, Lock] = {}

    def of(self, call: Call) -> AbstractContextManager[object]:
        """Holds the service while the call is answered."""
        if call.name in _RUNS_CODE or call.service_name in _GUARDS_ITSELF:
            return nullcontext()
        return self._locks.setdefault(call.service_name, Lock())
