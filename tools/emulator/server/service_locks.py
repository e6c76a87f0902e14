"""Locks of moto's services: they are plain dictionaries, which do not bear two threads at once."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from threading import Lock

from .bedrock.service import SERVICE as BEDROCK
from .identify import Call

_RUNS_CODE = {"lambda:Invoke", "lambda:InvokeAsync", "lambda:InvokeWithResponseStream"}
"""Calls that wait for a function, which may itself call the service. AWS runs any number of them at once."""

_GUARDS_ITSELF = {BEDROCK}
"""Services that do without a lock: they are not moto's. A question must not wait for the answer to another:
whoever asks gives up after a while, and its question would be answered in the place of a later one."""


class ServiceLocks:
    """One lock per service: its calls run one at a time; services do not wait for each other."""

    def __init__(self) -> None:
        self._locks: dict[str, Lock] = {}

    def of(self, call: Call) -> AbstractContextManager[object]:
        """Holds the service while the call is answered."""
        if call.name in _RUNS_CODE or call.service_name in _GUARDS_ITSELF:
            return nullcontext()
        return self._locks.setdefault(call.service_name, Lock())
