"""API Gateway: UpdateIntegration, which stock moto has not. A changed address behind a route is one.

https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html
https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
"""

from __future__ import annotations

from typing import Any

from moto.apigateway.models import Integration, apigateway_backends

from ..operations import Place, ServiceError, answers

Values = dict[str, Any]

PROPERTIES = {
    "connectionType": "connection_type",
    "contentHandling": "content_handling",
    "credentials": "credentials",
    "cacheNamespace": "cache_namespace",
    "httpMethod": "http_method",
    "passthroughBehavior": "passthrough_behaviour",
    "timeoutInMillis": "timeout_in_millis",
    "uri": "uri",
}
"""Attributes of moto's integration, by the first step of a path."""

MAPS = {
    "requestParameters": "request_parameters",
    "requestTemplates": "request_templates",
    "tlsConfig": "tls_config",
}
"""The same for those that hold entries; the second step is the entry's key."""


@answers("apigateway:UpdateIntegration")
def update_integration(place: Place, asked: Values) -> Values:
    backend = apigateway_backends[place.account][place.region]
    integration = backend.get_integration(asked["restApiId"], asked["resourceId"], asked["httpMethod"])
    if integration is None:
        raise ServiceError("NotFoundException", "Invalid Integration identifier specified", 404)
    for operation in asked.get("patchOperations") or []:
        _patch(integration, operation)
    return {name: value for name, value in integration.to_json().items() if value is not None}


def _patch(integration: Integration, operation: Values) -> None:
    name, *rest = [_unescaped(step) for step in operation["path"].removeprefix("/").split("/")]
    value = None if operation["op"] == "remove" else operation.get("value")
    if name in PROPERTIES and not rest:
        setattr(integration, PROPERTIES[name], int(value) if name == "timeoutInMillis" and value else value)
    elif name in MAPS and len(rest) == 1:
        entries = {**(getattr(integration, MAPS[name]) or {}), rest[0]: value}
        setattr(integration, MAPS[name], {key: each for key, each in entries.items() if each is not None})
    elif name == "cacheKeyParameters" and len(rest) == 1:
        others = [each for each in integration.cache_key_parameters if each != rest[0]]
        integration.cache_key_parameters = others + ([] if operation["op"] == "remove" else rest)
    else:
        raise ServiceError("BadRequestException", f"Invalid patch path {operation['path']}")


def _unescaped(step: str) -> str:
    """Key with the escapes of JSON Pointer for a slash and a tilde.

    https://www.rfc-editor.org/rfc/rfc6901#section-4
    """
    return step.replace("~1", "/").replace("~0", "~")
