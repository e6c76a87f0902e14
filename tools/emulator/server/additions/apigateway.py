"""API Gateway: the setting of the account, the binary media types of an API, and domains without mappings."""

from __future__ import annotations

import json
from typing import Any

from moto.apigateway.models import Account, APIGatewayBackend, DomainName, RestAPI
from moto.apigateway.responses import APIGatewayResponse

from .patching import Function, mend


@mend(Account, "apply_patch_operations")
def update(original: Function, account: Account, patch_operations: list[dict[str, Any]]) -> Account:
    """UpdateAccount: AWS takes a role away for an operation without a value, where stock moto fails."""
    original(account, [{"value": None, **operation} for operation in patch_operations])
    account.cloudwatch_role_arn = account.cloudwatch_role_arn or None
    return account


@mend(APIGatewayBackend, "create_domain_name")
def create_domain_name(
    original: Function, backend: APIGatewayBackend, domain_name: str, *args: Any, **kwargs: Any
) -> DomainName:
    """CreateDomainName: a domain begins with no mapping, where stock moto fails when asked for them."""
    domain: DomainName = original(backend, domain_name, *args, **kwargs)
    backend.base_path_mappings.setdefault(domain_name, {})
    return domain


@mend(APIGatewayResponse, "create_rest_api")
def create_rest_api(original: Function, response: APIGatewayResponse) -> tuple[int, dict[str, str], str]:
    """CreateRestApi: stock moto keeps no binary media types."""
    status, headers, body = original(response)
    api = response.backend.apis.get(json.loads(body).get("id"))
    if api is None:
        return status, headers, body
    api.binaryMediaTypes = response._get_param("binaryMediaTypes") or api.binaryMediaTypes
    return status, headers, json.dumps(api.to_dict())


@mend(RestAPI, "apply_patch_operations")
def update_rest_api(original: Function, api: RestAPI, patch_operations: list[dict[str, Any]]) -> None:
    """UpdateRestApi: a binary media type is the end of the path, where stock moto wants it as the value.

    https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
    """
    others = []
    for operation in patch_operations:
        before, _, name = operation["path"].partition("/binaryMediaTypes/")
        media_type = name.replace("~1", "/").replace("~0", "~")
        if before or not name:
            others.append(operation)
        elif operation["op"] == "remove":
            api.binaryMediaTypes = [each for each in api.binaryMediaTypes if each != media_type]
        elif media_type not in api.binaryMediaTypes:
            api.binaryMediaTypes = [*api.binaryMediaTypes, media_type]
    original(api, others)
