"""Tasks that run, as `tools/traffic` reports them: AWS has no call for it.

`POST /_emulator/tasks` replaces everything reported before:

    {"port": 4567,
     "tasks": [<a task as DescribeTasks tells of it, times in seconds since 1970>],
     "services": {"<ARN>": {"events": [{"id", "createdAt", "message"}],
                            "failedTasks": {"<ARN of a task definition>": 0}}},
     "targets": {"<ARN of a target group>": [<a description as DescribeTargetHealth gives it>]}}

`port` is the one of the API's address. A task has the desired status STOPPED once StopTask was called for it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_TIMES = ("createdAt", "startedAt", "stoppingAt", "stoppedAt")


class Tasks:
    """The last report."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.port = 0
        self.tasks: dict[str, dict[str, Any]] = {}
        self.services: dict[str, dict[str, Any]] = {}
        self.targets: dict[str, list[dict[str, Any]]] = {}

    def replace(self, report: dict[str, Any]) -> None:
        stopped = {arn: task for arn, task in self.tasks.items() if task.get("stopCode") == "UserInitiated"}
        self.port = report["port"]
        self.targets = report["targets"]
        self.services = {
            arn: {**service, "events": [_dated(event) for event in service["events"]]}
            for arn, service in report["services"].items()
        }
        self.tasks = {}
        for task in map(_dated, report["tasks"]):
            if task["taskArn"] in stopped:
                kept = ("desiredStatus", "stopCode", "stoppedReason")
                task.update({name: stopped[task["taskArn"]][name] for name in kept})
            self.tasks[task["taskArn"]] = task

    def of_service(self, cluster_arn: str, name: str) -> list[dict[str, Any]]:
        """Tasks of a service that have not stopped."""
        return [
            task
            for task in self.tasks.values()
            if task["clusterArn"] == cluster_arn
            and task["group"] == f"service:{name}"
            and task["lastStatus"] != "STOPPED"
        ]


def _dated(value: dict[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromtimestamp(value[name], UTC) for name in _TIMES if name in value}
    return {**value, **times}


tasks = Tasks()
"""The tasks on this emulator."""
