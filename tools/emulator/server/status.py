"""Counts of calls, and the newest refusals and failures, for `GET /_emulator/status` and the log."""

from __future__ import annotations

import sys
from collections import Counter
from threading import Lock
from typing import Any

from .callers import CALLERS, Caller

_KEPT = 200
"""Lines kept of each list: enough to explain a failed run, bounded for a server left running."""


class Status:
    """Counters shared by all request threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._calls: dict[Caller, Counter[str]] = {caller: Counter() for caller in CALLERS}
            self._unchecked: Counter[str] = Counter()
            self._unidentified: dict[str, None] = {}
            self._refused: list[dict[str, Any]] = []
            self._failed: list[dict[str, Any]] = []

    def called(self, name: str, caller: Caller) -> None:
        with self._lock:
            self._calls[caller][name] += 1

    def unchecked(self, name: str, reason: str) -> None:
        with self._lock:
            self._unchecked[name] += 1
        _log(name, "not checked:", reason)

    def unidentified(self, request: str) -> None:
        with self._lock:
            if len(self._unidentified) < _KEPT:
                self._unidentified[request] = None

    def refused(self, service: str, operation: str, message: str) -> None:
        with self._lock:
            self._refused.append({"service": service, "operation": operation, "message": message})
            del self._refused[:-_KEPT]
        _log(f"{service}:{operation}", "400 refused:", message)

    def failed(self, service: str, operation: str, status: int, message: str) -> None:
        entry = {"service": service, "operation": operation, "status": status, "message": message}
        with self._lock:
            self._failed.append(entry)
            del self._failed[:-_KEPT]
        _log(f"{service}:{operation}", str(status), message)

    def snapshot(self) -> dict[str, Any]:
        with self._lock:
            return {
                "calls": _sorted(sum(self._calls.values(), Counter())),
                "callsByCaller": {caller: _sorted(calls) for caller, calls in self._calls.items()},
                "unchecked": dict(sorted(self._unchecked.items())),
                "unidentified": list(self._unidentified),
                "refused": list(self._refused),
                "failed": list(self._failed),
            }


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _log(call: str, outcome: str, reason: str) -> None:
    service, _, operation = call.partition(":")
    print(f"{service} {operation} {outcome} {' '.join(reason.split())}", file=sys.stderr, flush=True)
