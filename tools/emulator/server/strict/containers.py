"""A service's targets and registries name a container and a port of its task definition.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
"""

from __future__ import annotations

from typing import Any

from ..identify import Call
from ..operations import Place
from .inventory import KINDS, backend
from .refusal import Refusal

_OPERATIONS = {"ecs:CreateService", "ecs:UpdateService", "ecs:CreateTaskSet"}


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    if call.name not in _OPERATIONS:
        return None
    definition = _definition(call, place, given)
    if definition is None:
        return None  # moto answers for a task definition that is not there
    containers = {each["name"]: each for each in definition.container_definitions}
    for balancer in given.get("loadBalancers") or []:
        group = KINDS["target group"].find(place, balancer.get("targetGroupArn", ""))
        if group is not None and not group.load_balancer_arns:
            return _refuse(
                f"The target group with targetGroupArn {group.arn} does not have an associated load balancer."
            )
        if group is not None and definition.network_mode == "awsvpc" and group.target_type == "instance":
            return _refuse(
                f"The provided target group {group.arn} has target type instance, which is incompatible with "
                "the awsvpc network mode specified in the task definition."
            )
    for target in [*(given.get("loadBalancers") or []), *(given.get("serviceRegistries") or [])]:
        name, port = target.get("containerName"), target.get("containerPort")
        if name is None:
            continue
        if name not in containers:
            return _refuse(f"The container {name} does not exist in the task definition.")
        ports = {int(each["containerPort"]) for each in containers[name].get("portMappings") or []}
        if port is not None and int(port) not in ports:
            return _refuse(f"The container {name} did not have a container port {port} defined.")
    return None


def _definition(call: Call, place: Place, given: dict[str, Any]) -> Any | None:
    name = given.get("taskDefinition")
    if name is None and given.get("service"):
        cluster = (given.get("cluster") or "default").rsplit("/", 1)[-1]
        wanted = given["service"].rsplit("/", 1)[-1]
        services = KINDS["ECS service"].objects(place)
        name = next(
            (s.task_definition for s in services if (s.cluster_name, s.name) == (cluster, wanted)), None
        )
    if name is None:
        return None
    family, _, revision = name.rsplit("/", 1)[-1].partition(":")
    revisions = backend(place, "ecs").task_definitions.get(family) or {}
    number = int(revision) if revision.isdigit() else max(revisions, default=None)
    return revisions.get(number)


def _refuse(message: str) -> Refusal:
    return Refusal("InvalidParameterException", message)
