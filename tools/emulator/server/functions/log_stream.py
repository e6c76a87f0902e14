"""An execution environment's stream in the log group of its function."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from threading import Lock

from moto.logs.models import logs_backends


class LogStream:
    """Puts messages into moto's CloudWatch Logs.

    The group must be there: the stacks own their log groups, and one made here would be in their way.
    """

    def __init__(self, account: str, region: str, group: str, version: str, environment: str) -> None:
        self._backend = logs_backends[account][region]
        self.group = group
        self.name = f"{datetime.now(UTC):%Y/%m/%d}/[{version}]{environment}"
        self._lock = Lock()
        self._told = False

    def write(self, messages: list[str]) -> None:
        with self._lock:
            if self.group not in self._backend.groups:
                self._tell_once()
                return
            self._backend.ensure_log_stream(self.group, self.name)
            now = int(time.time() * 1000)
            events = [{"timestamp": now, "message": message} for message in messages]
            self._backend.put_log_events(self.group, self.name, events)

    def _tell_once(self) -> None:
        if not self._told:
            self._told = True
            print(
                f"lambda: log lines dropped: there is no log group {self.group}", file=sys.stderr, flush=True
            )
