"""The AWS operation that a signed HTTP request calls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from moto.core.model import OperationModel, ServiceModel

from .http import HttpRequest
from .models import Route, candidates, routes

_CREDENTIAL = re.compile(r"Credential=[^/]+/\d{8}/(?:([^/]+)/)?([^/,]+)/aws4_request")


@dataclass(frozen=True)
class Call:
    """One identified request. `protocol` is what it speaks, which need not be the model's first choice."""

    service: ServiceModel
    operation: OperationModel
    protocol: str
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def service_name(self) -> str:
        return str(self.service.service_name)

    @property
    def name(self) -> str:
        """Name as counted and logged: `ec2:CreateVpc`."""
        return f"{self.service_name}:{self.operation.name}"


def signing_name(request: HttpRequest) -> str | None:
    """The service in the scope of a signed header or a presigned URL; None for unsigned requests."""
    match = _scope(request)
    return match.group(2) if match else None


def signing_region(request: HttpRequest) -> str:
    """The region in that scope; that of the services without one where it names none."""
    match = _scope(request)
    return (match and match.group(1)) or "us-east-1"


def _scope(request: HttpRequest) -> re.Match[str] | None:
    scope = request.headers.get("Authorization") or ""
    if not scope and "X-Amz-Credential" in request.query:
        scope = "Credential=" + request.query["X-Amz-Credential"][0]
    return _CREDENTIAL.search(scope)


def _unsigned(request: HttpRequest) -> str | None:
    """The service of a request that nobody signs: its token stands for the credentials."""
    return "sts" if request.form.get("Action") == ["AssumeRoleWithWebIdentity"] else None


def identify(request: HttpRequest) -> Call | None:
    """The call that a request makes; None when it is unsigned or names nothing that AWS publishes."""
    name = signing_name(request) or _unsigned(request)
    if name is None:
        return None
    services = candidates(name)
    target = request.headers.get("X-Amz-Target")
    if target:
        return _by_target(services, target)
    action = request.form.get("Action") or request.query.get("Action")
    if action:
        return _by_action(services, action[0], request)
    return _by_route(services, request)


def _by_target(services: list[ServiceModel], target: str) -> Call | None:
    prefix, _, operation = target.rpartition(".")
    for service in services:
        if service.metadata.get("targetPrefix") == prefix and operation in service.operation_names:
            return Call(service, service.operation_model(operation), "json")
    return None


def _by_action(services: list[ServiceModel], action: str, request: HttpRequest) -> Call | None:
    versions = request.form.get("Version") or request.query.get("Version") or []
    for service in services:
        if action in service.operation_names and versions[:1] in ([], [service.metadata["apiVersion"]]):
            protocol = "ec2" if service.protocol == "ec2" else "query"
            return Call(service, service.operation_model(action), protocol)
    return None


def _by_route(services: list[ServiceModel], request: HttpRequest) -> Call | None:
    for service in services:
        if not service.protocol.startswith("rest"):
            continue
        matches = [(route, m) for route in routes(service.service_name) if (m := _match(route, request))]
        if matches:
            # PutObject and CopyObject differ in a required header only; where none fits, one is missing.
            complete = [pair for pair in matches if _complete(pair[0], request)]
            route, match = complete[0] if complete else matches[0]
            labels = {name: unquote(value) for name, value in match.groupdict().items()}
            return Call(service, service.operation_model(route.operation), service.protocol, labels)
    return None


def _match(route: Route, request: HttpRequest) -> re.Match[str] | None:
    if route.method != request.method:
        return None
    for name, value in route.literal_query:
        if name not in request.query or value not in ("", request.query[name][0]):
            return None
    return route.path.match(request.raw_path)


def _complete(route: Route, request: HttpRequest) -> bool:
    return all(name in request.query for name in route.required_query) and all(
        name in request.headers for name in route.required_headers
    )
