"""The lines that Lambda itself adds to a function's log.

Text: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html#python-logging-output
JSON: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from .deployment import Deployment
from .invocation import Invocation, utc_now


@dataclass(frozen=True)
class Usage:
    """The time and memory that an invocation took."""

    duration_ms: float
    memory_mib: int
    init_ms: float | None
    """Length of the cold start; None in a warm environment."""


class PlatformLog:
    """Words the lines in the format that the function's logging configuration asks for."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def start(self, invocation: Invocation) -> list[str]:
        version = self._deployment.version
        if not self._deployment.logging.as_json:
            return [f"START RequestId: {invocation.request_id} Version: {version}"]
        return self._event("platform.start", "INFO", {"requestId": invocation.request_id, "version": version})

    def report(self, invocation: Invocation, usage: Usage) -> list[str]:
        status = invocation.outcome.status if invocation.outcome else "failure"
        if self._deployment.logging.as_json:
            return self._json_report(invocation, usage, status)
        parts = [
            f"REPORT RequestId: {invocation.request_id}",
            f"Duration: {usage.duration_ms:.2f} ms",
            f"Billed Duration: {math.ceil(usage.duration_ms)} ms",
            f"Memory Size: {self._deployment.memory_mib} MB",
            f"Max Memory Used: {usage.memory_mib} MB",
        ]
        if usage.init_ms is not None:
            parts.append(f"Init Duration: {usage.init_ms:.2f} ms")
        if status != "success":
            parts.append(f"Status: {status}")
        return [f"END RequestId: {invocation.request_id}", "\t".join(parts)]

    def _json_report(self, invocation: Invocation, usage: Usage, status: str) -> list[str]:
        metrics: dict[str, Any] = {
            "durationMs": round(usage.duration_ms, 3),
            "billedDurationMs": math.ceil(usage.duration_ms),
            "memorySizeMB": self._deployment.memory_mib,
            "maxMemoryUsedMB": usage.memory_mib,
        }
        if usage.init_ms is not None:
            metrics["initDurationMs"] = round(usage.init_ms, 3)
        record = {"requestId": invocation.request_id, "metrics": metrics, "status": status}
        return self._event("platform.report", "INFO" if status == "success" else "WARN", record)

    def _event(self, kind: str, level: str, record: dict[str, Any]) -> list[str]:
        """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html"""
        if self._deployment.logging.system_level == "WARN" and level == "INFO":
            return []
        return [json.dumps({"time": utc_now(), "type": kind, "record": record}, separators=(",", ":"))]
