"""AWS's service models, as botocore publishes them: which service and operation a request can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl

from botocore.exceptions import UnknownServiceError
from moto.core.model import OperationModel, ServiceModel
from moto.core.utils import get_service_model

# Requests carry a signing name: here those that botocore names otherwise, or that several services share.
# In order of preference: docdb and neptune answer the same operations as rds, which this project uses.
SERVICES_BY_SIGNING_NAME: dict[str, tuple[str, ...]] = {
    "access-analyzer": ("accessanalyzer",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "bedrock": ("bedrock", "bedrock-agent", "bedrock-runtime", "bedrock-agent-runtime"),
    "dynamodb": ("dynamodb", "dynamodbstreams"),
    "elasticfilesystem": ("efs",),
    "elasticloadbalancing": ("elbv2", "elb"),
    "es": ("opensearch", "es"),
    "execute-api": ("apigatewaymanagementapi",),
    "monitoring": ("cloudwatch",),
    "rds": ("rds", "neptune", "docdb"),
    "s3": ("s3", "s3control"),
    "servicecatalog": ("servicecatalog", "servicecatalog-appregistry"),
    "servicequotas": ("service-quotas",),
    "ses": ("sesv2", "ses"),
    "states": ("stepfunctions",),
    "tagging": ("resourcegroupstaggingapi",),
}


@dataclass(frozen=True)
class Route:
    """Address of a REST operation: its method, path, and required query and headers."""

    operation: str
    method: str
    path: re.Pattern[str]
    literal_query: tuple[tuple[str, str], ...]
    """Fixed parts of the query string, such as `?versioning` or `?list-type=2`."""
    literal_length: int
    required_query: frozenset[str]
    required_headers: frozenset[str]
    deprecated: bool
    """S3's PutBucketLifecycle shares its address with the operation that replaced it."""


def candidates(signing_name: str) -> list[ServiceModel]:
    """The services a signing name can stand for, most likely first; empty when AWS has none of that name."""
    models = []
    for name in SERVICES_BY_SIGNING_NAME.get(signing_name, (signing_name,)):
        try:
            models.append(load(name))
        except UnknownServiceError:
            continue
    return models


@cache
def load(service: str) -> ServiceModel:
    """moto's own cached model, so that each is held in memory once."""
    return get_service_model(service)


@cache
def routes(service: str) -> tuple[Route, ...]:
    """The REST routes of a service, most specific first."""
    model = load(service)
    return tuple(sorted((_route(model, name) for name in model.operation_names), key=_precedence))


def _precedence(route: Route) -> tuple[int, int, int, bool]:
    required = len(route.required_query) + len(route.required_headers)
    return (-route.literal_length, -len(route.literal_query), -required, route.deprecated)


def _route(model: ServiceModel, name: str) -> Route:
    operation = model.operation_model(name)
    members = operation.input_shape.members if operation.input_shape else {}
    path, _, query = operation.http["requestUri"].partition("?")
    if model.service_name == "s3" and "Bucket" in members and not path.startswith("/{Bucket}"):
        # The model leaves the bucket to the endpoint rules; on an IP address it is the first path segment.
        path = "/{Bucket}" + path.rstrip("/")
    return Route(
        operation=name,
        method=operation.http["method"],
        path=re.compile("^" + _pattern(path.rstrip("/")) + "/?$"),
        literal_query=tuple(parse_qsl(query, keep_blank_values=True)),
        literal_length=len(re.sub(r"\{[^}]+\}", "", path)),
        required_query=_required(operation, "querystring"),
        required_headers=_required(operation, "header"),
        deprecated=operation.deprecated,
    )


def _required(operation: OperationModel, location: str) -> frozenset[str]:
    shape = operation.input_shape
    if shape is None:
        return frozenset()
    members = ((name, shape.members[name].serialization) for name in shape.required_members)
    return frozenset(s.get("name", name) for name, s in members if s.get("location") == location)


def _pattern(path: str) -> str:
    """`/a/{Name}/{Rest+}` as a regular expression with named groups (see `group_name`)."""
    parts = re.split(r"\{([^}]+)\}", path)
    for index in range(1, len(parts), 2):
        label, characters = (parts[index][:-1], ".") if parts[index].endswith("+") else (parts[index], "[^/]")
        parts[index] = f"(?P<{group_name(label)}>{characters}+)"
    parts[::2] = (re.escape(literal) for literal in parts[::2])
    return "".join(parts)


def group_name(label: str) -> str:
    """A URI label as the name of a regular expression group."""
    return re.sub(r"\W", "_", label)
