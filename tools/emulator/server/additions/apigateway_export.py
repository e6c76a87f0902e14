"""API Gateway: a deployment holds the API as it was, and GetExport gives that of the stage's deployment.

Stock moto exports the API as it is edited, without its integrations.

https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.apigateway.models import APIGatewayBackend, Deployment, Integration, Method, RestAPI
from moto.apigateway.responses import APIGatewayResponse

from .patching import Function, mend

Values = dict[str, Any]

SCHEMES = {
    "AWS_IAM": ("sigv4", "awsSigv4"),
    "COGNITO_USER_POOLS": ("pool", "cognito_user_pools"),
    "CUSTOM": ("authorizer", "custom"),
}
"""Name and kind of the security scheme that stands for a method's authorization."""


@mend(APIGatewayBackend, "create_deployment")
def deploy(
    original: Function, backend: APIGatewayBackend, function_id: str, *args: Any, **kwargs: Any
) -> Deployment:
    deployment = original(backend, function_id, *args, **kwargs)
    deployment.snapshot = _document(backend.get_rest_api(function_id))
    return deployment


@mend(APIGatewayResponse, "get_export")
def export(original: Function, response: APIGatewayResponse) -> Any:
    """GetExport: the stage's deployment as OpenAPI 3 with extensions; moto answers for every other format."""
    _, _, api_id, _, stage, _, kind = response.path.split("/")
    if kind != "oas30" or "extensions" not in response.querystring:
        return original(response)
    backend = response.backend
    deployment = backend.get_deployment(api_id, backend.get_stage(api_id, stage).deployment_id)
    body = json.dumps(deployment.snapshot).encode()
    return 200, {"Content-Type": "application/json", "Content-Length": str(len(body))}, body


def _document(api: RestAPI) -> Values:
    return {
        "openapi": "3.0.1",
        "info": {"title": api.name},
        "paths": {
            resource.get_path(): {
                "x-amazon-apigateway-any-method" if verb == "ANY" else verb.lower(): _operation(method)
                for verb, method in resource.resource_methods.items()
            }
            for resource in api.resources.values()
        },
        "components": {
            "securitySchemes": {
                name: {"type": "apiKey", "x-amazon-apigateway-authtype": kind}
                for name, kind in SCHEMES.values()
            }
        },
        "x-amazon-apigateway-gateway-responses": {
            response.response_type: _set(
                statusCode=response.status_code and str(response.status_code),
                responseParameters=response.response_parameters,
                responseTemplates=response.response_templates,
            )
            for response in api.gateway_responses.values()
        },
        "x-amazon-apigateway-binary-media-types": list(api.binaryMediaTypes or []),
    }


def _operation(method: Method) -> Values:
    scheme, _ = SCHEMES.get(method.authorization_type or "NONE", (None, None))
    schemes = [scheme] if scheme else []
    keys = ["api_key"] if method.api_key_required in (True, "true") else []
    return _set(
        security=[{name: []} for name in schemes + keys],
        **{
            "x-amazon-apigateway-integration": method.method_integration
            and _integration(method.method_integration)
        },
    )


def _integration(integration: Integration) -> Values:
    return _set(
        type=integration.integration_type.lower(),
        uri=integration.uri,
        httpMethod=integration.http_method,
        passthroughBehavior=(integration.passthrough_behaviour or "WHEN_NO_MATCH").lower(),
        timeoutInMillis=integration.timeout_in_millis,
        requestParameters=integration.request_parameters,
        requestTemplates=integration.request_templates,
        responses={
            response.selection_pattern or "default": _set(
                statusCode=str(response.status_code),
                responseParameters=response.response_parameters,
                responseTemplates=response.response_templates,
            )
            for response in (integration.integration_responses or {}).values()
        },
    )


def _set(**values: Any) -> Values:
    """Values that say something; copies, since moto changes its own in place."""
    return {name: json.loads(json.dumps(value)) for name, value in values.items() if value}
