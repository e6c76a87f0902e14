"""ECS and Elastic Load Balancing: the tasks that run, and their health as targets."""

from __future__ import annotations

from typing import Any

from moto.ecs.models import Cluster, ecs_backends
from moto.elbv2.responses import ELBV2Response

from ..operations import Place, ServiceError, answers
from ..tasks import tasks
from .patching import Function, mend


@answers("ecs:ListTasks")
def list_tasks(place: Place, given: dict[str, Any]) -> dict[str, Any]:
    cluster = _cluster(place, given)
    status = given.get("desiredStatus", "RUNNING")
    found = [
        arn
        for arn, task in tasks.tasks.items()
        if task["clusterArn"] == cluster.arn
        and task["desiredStatus"] == status
        and given.get("startedBy", task.get("startedBy")) == task.get("startedBy")
        and ("serviceName" not in given or task["group"] == f"service:{_last(given['serviceName'])}")
        and ("family" not in given or _last(task["taskDefinitionArn"]).split(":")[0] == given["family"])
    ]
    return {"taskArns": found}


@answers("ecs:DescribeTasks")
def describe_tasks(place: Place, given: dict[str, Any]) -> dict[str, Any]:
    cluster = _cluster(place, given)
    found, failures = [], []
    for name in given["tasks"]:
        task = _task(cluster, name)
        if task is None:
            failures.append({"arn": name, "reason": "MISSING"})
        else:
            found.append(task)
    return {"tasks": found, "failures": failures}


@answers("ecs:StopTask")
def stop_task(place: Place, given: dict[str, Any]) -> dict[str, Any]:
    task = _task(_cluster(place, given), given["task"])
    if task is None:
        raise ServiceError("InvalidParameterException", "The referenced task was not found.")
    if task["lastStatus"] != "STOPPED":
        reason = given.get("reason", "Task stopped by user")
        task.update(desiredStatus="STOPPED", stopCode="UserInitiated", stoppedReason=reason)
    return {"task": task}


@mend(ELBV2Response, "describe_target_health")
def describe_target_health(original: Function, response: ELBV2Response) -> Any:
    """DescribeTargetHealth: targets that ECS registered are as their health checks found them."""
    answer = original(response)
    reported = tasks.targets.get(response._get_param("TargetGroupArn"), [])
    wanted = [target["Id"] for target in response._get_param("Targets") or []]
    chosen = [each for each in reported if not wanted or each["Target"]["Id"] in wanted]
    if chosen:
        answer.result["TargetHealthDescriptions"] = chosen
    return answer


def _cluster(place: Place, given: dict[str, Any]) -> Cluster:
    clusters = ecs_backends[place.account][place.region].clusters
    found: Cluster | None = clusters.get(_last(given.get("cluster", "default")))
    if found is None:
        raise ServiceError("ClusterNotFoundException", "Cluster not found.")
    return found


def _task(cluster: Cluster, name: str) -> dict[str, Any] | None:
    """The task of a full ARN, or of its last part."""
    for arn, task in tasks.tasks.items():
        if task["clusterArn"] == cluster.arn and name in (arn, _last(arn)):
            return task
    return None


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]
