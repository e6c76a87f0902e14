"""ECS: deployments and running counts of services, by the tasks that run.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from moto.ecs.models import Cluster, Service, ecs_backends

from ..changes import changes
from ..http import HttpRequest
from ..tasks import tasks
from ..wire.reply import Reply, json_reply

CONTROL_PATH = "/_emulator/tasks"
_FEWEST_FAILURES, _MOST_FAILURES = 3, 200


def control(request: HttpRequest) -> Reply:
    """Takes a report on the tasks, see `tasks`, and brings every service and cluster up to date with it."""
    tasks.replace(json.loads(request.body))
    for _, _, backend in ecs_backends.iter_backends():
        for service in list(backend.services.values()):
            settle(service)
        for cluster in list(backend.clusters.values()):
            _count(cluster)
    return json_reply(200, {})


def settle(service: Service) -> None:
    """Brings counts and deployments of a service up to date with the tasks that were reported."""
    if service.status != "ACTIVE":
        has_tasks = tasks.of_service(service.cluster_arn, service.name)
        service.status = "DRAINING" if has_tasks else "INACTIVE"
        return
    if not service.deployments:
        return
    reported = tasks.services.get(service.arn, {})
    own_events = vars(service).setdefault("rollout_events", [])
    events = [*reported.get("events", []), *own_events]
    service.events = sorted(events, key=lambda event: event["createdAt"], reverse=True)
    service.task_definition = service._backend.describe_task_definition(service.task_definition).arn
    primary = service.deployments[0]
    if primary["taskDefinition"] != service.task_definition:
        primary["status"] = "ACTIVE"
        primary = _begin(service, primary)
        service.deployments = [primary, *service.deployments]
    running = tasks.of_service(service.cluster_arn, service.name)
    for deployment in service.deployments:
        own = [task for task in running if _deployment_of(service, task) is deployment]
        deployment["runningCount"] = len([task for task in own if task["lastStatus"] == "RUNNING"])
        deployment["pendingCount"] = len(own) - deployment["runningCount"]
    service.running_count = len([task for task in running if task["lastStatus"] == "RUNNING"])
    service.pending_count = len(running) - service.running_count
    primary["desiredCount"] = service.desired_count
    failed = _failed_in(service, primary, reported.get("failedTasks", {}).get(primary["taskDefinition"], 0))
    primary["failedTasks"] = failed
    others = [each for each in service.deployments[1:] if each["runningCount"] + each["pendingCount"] > 0]
    if primary["runningCount"] == service.desired_count and not others:
        service.deployments = [primary]
        _enter(primary, "COMPLETED", f"ECS deployment {primary['id']} completed.")
    elif failed >= _tolerated(service) and primary["rolloutState"] == "IN_PROGRESS":
        _fail(service)


def begin_again(service: Service) -> None:
    """Begins a deployment of the revision that runs, which replaces the tasks that there are."""
    primary, *others = service.deployments
    service.deployments = [_begin(service, primary), {**primary, "status": "ACTIVE"}, *others]
    settle(service)


def _deployment_of(service: Service, task: dict[str, Any]) -> dict[str, Any] | None:
    """The newest deployment of its revision from before the task; or the last, as after a rollback."""
    own = [each for each in service.deployments if each["taskDefinition"] == task["taskDefinitionArn"]]
    # Stock moto's times have no zone.
    begun = [each for each in own if each["createdAt"].replace(tzinfo=UTC) <= task["createdAt"]]
    return next(iter([*begun, *own[-1:]]), None)


def _failed_in(service: Service, deployment: dict[str, Any], reported: int) -> int:
    """Tasks that failed in a deployment: what is reported counts all deployments of its definition."""
    earlier: dict[str, int] = vars(service).setdefault("earlier_failures", {})
    before = earlier.setdefault(deployment["id"], reported)
    return reported - before if reported >= before else reported


def _tolerated(service: Service) -> float:
    """Failures from which on the circuit breaker gives a deployment up; infinity without one."""
    breaker = _breaker(service)
    half = math.ceil(service.desired_count / 2)
    return min(max(_FEWEST_FAILURES, half), _MOST_FAILURES) if breaker.get("enable") else math.inf


def _breaker(service: Service) -> dict[str, Any]:
    configuration = getattr(service, "deployment_configuration", None) or {}
    return configuration.get("deploymentCircuitBreaker") or {}


def _fail(service: Service) -> None:
    """Gives the newest deployment up and, where the circuit breaker is to, goes back to the one before."""
    primary, *others = service.deployments
    _enter(primary, "FAILED", "ECS deployment circuit breaker: tasks failed to start.")
    _tell(service, f"(deployment {primary['id']}) deployment failed: tasks failed to start.")
    completed = next((each for each in others if each["rolloutState"] == "COMPLETED"), None)
    if completed is None or not _breaker(service).get("rollback"):
        return
    service.task_definition = completed["taskDefinition"]
    back = _begin(service, completed)
    reason = f"ECS deployment circuit breaker: rolling back to deploymentId {completed['id']}."
    back.update(runningCount=completed["runningCount"], rolloutStateReason=reason)
    primary["status"] = "ACTIVE"
    service.deployments = [back, primary]
    _tell(service, f"rolling back to (deployment {completed['id']}).")
    changes.note()


def _tell(service: Service, words: str) -> None:
    event = {
        "id": str(uuid4()),
        "createdAt": datetime.now(UTC),
        "message": f"(service {service.name}) {words}",
    }
    service.rollout_events.append(event)
    service.events = [event, *service.events]


def _begin(service: Service, like: dict[str, Any]) -> dict[str, Any]:
    """A new deployment of what the service now is."""
    now, identity = datetime.now(UTC), f"ecs-svc/{uuid4().int % 10**19:019}"
    return {
        **like,
        "id": identity,
        "status": "PRIMARY",
        "taskDefinition": service.task_definition,
        "createdAt": now,
        "updatedAt": now,
        "runningCount": 0,
        "pendingCount": 0,
        "failedTasks": 0,
        "rolloutState": "IN_PROGRESS",
        "rolloutStateReason": f"ECS deployment {identity} in progress.",
    }


def _enter(deployment: dict[str, Any], state: str, reason: str) -> None:
    if deployment["rolloutState"] != state:
        deployment.update(rolloutState=state, rolloutStateReason=reason, updatedAt=datetime.now(UTC))


def _count(cluster: Cluster) -> None:
    alive = [
        task
        for task in tasks.tasks.values()
        if task["clusterArn"] == cluster.arn and task["lastStatus"] != "STOPPED"
    ]
    cluster.running_tasks_count = len([task for task in alive if task["lastStatus"] == "RUNNING"])
    cluster.pending_tasks_count = len(alive) - cluster.running_tasks_count
