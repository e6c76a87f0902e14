"""ECS: what the provider reads back of services."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import Service
from moto.ecs.responses import EC2ContainerServiceResponse

from .ecs_deployments import begin_again, settle
from .patching import Function, mend

# What stock moto forgets, by the name in the request, and the attribute under which its answer looks for it.
_FORGOTTEN = {
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "capacityProviderStrategy": "capacity_provider_strategy",
    "deploymentConfiguration": "deployment_configuration",
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
}

# What AWS answers of those that nobody set.
_DEFAULTS = {
    "availability_zone_rebalancing": "DISABLED",
    "enable_ecs_managed_tags": False,
    "enable_execute_command": False,
}


@mend(EC2ContainerServiceResponse, "create_service")
def create_service(original: Function, response: EC2ContainerServiceResponse) -> ActionResult:
    """CreateService: stock moto keeps half of it, and puts a service in the place of an active one."""
    cluster = str(response._get_param("cluster") or "default").rpartition("/")[2]
    present = response.ecs_backend.services.get(f"{cluster}:{response._get_param('serviceName')}")
    if present is not None and present.status == "ACTIVE":
        raise InvalidParameterException("Creation of service was not idempotent.")
    answer: ActionResult = original(response)
    service = _of(answer)
    vars(service).update(_DEFAULTS)
    _keep(response, service)
    settle(service)
    return answer


@mend(EC2ContainerServiceResponse, "update_service")
def update_service(original: Function, response: EC2ContainerServiceResponse) -> ActionResult:
    """UpdateService: as CreateService; stock moto leaves the tasks of a forced deployment as they are."""
    answer: ActionResult = original(response)
    service = _of(answer)
    _keep(response, service)
    before = [each["taskDefinition"] for each in service.deployments[:1]]
    settle(service)
    if response._get_param("forceNewDeployment") and service.task_definition in before:
        begin_again(service)
    return answer


@mend(EC2ContainerServiceResponse, "delete_service")
def delete_service(original: Function, response: EC2ContainerServiceResponse) -> ActionResult:
    """DeleteService: the service drains while it has tasks; with stock moto it is inactive at once."""
    answer: ActionResult = original(response)
    settle(_of(answer))
    return answer


@mend(EC2ContainerServiceResponse, "list_task_definitions")
def list_task_definitions(original: Function, response: EC2ContainerServiceResponse) -> ActionResult:
    """ListTaskDefinitions: stock moto knows one order, the oldest revision first."""
    answer: ActionResult = original(response)
    if response._get_param("sort") == "DESC":
        result: Any = answer.result
        result["taskDefinitionArns"].reverse()
    return answer


def _of(answer: ActionResult) -> Service:
    service: Service = answer.result["service"]
    return service


def _keep(response: EC2ContainerServiceResponse, service: Service) -> None:
    for name, attribute in _FORGOTTEN.items():
        value: Any = response._get_param(name)
        if value is not None:
            setattr(service, attribute, value)
    if getattr(service, "capacity_provider_strategy", None):
        # A service has one or the other; stock moto invents a launch type, and the provider would replace it.
        service.launch_type = None
