"""Additions to API Gateway."""

from __future__ import annotations

import pytest
from harness import Clients

ROLE = "arn:aws:iam::123456789012:role/api-gateway-logs"
PATH = "/cloudwatchRoleArn"


@pytest.mark.parametrize("nothing", [{}, {"value": ""}])
def test_the_role_of_the_account_is_set_and_taken_away(client: Clients, nothing: dict[str, str]) -> None:
    gateway = client("apigateway")
    gateway.update_account(patchOperations=[{"op": "replace", "path": PATH, "value": ROLE}])
    assert gateway.get_account()["cloudwatchRoleArn"] == ROLE
    gateway.update_account(patchOperations=[{"op": "replace", "path": PATH, **nothing}])
    assert not gateway.get_account().get("cloudwatchRoleArn")


def test_an_integration_is_updated_in_place(client: Clients) -> None:
    gateway = client("apigateway")
    api = gateway.create_rest_api(name="updates")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "ANY"}
    gateway.put_method(**place, authorizationType="NONE")
    gateway.put_integration(
        **place,
        type="HTTP_PROXY",
        integrationHttpMethod="ANY",
        uri="http://one.example.com/",
        timeoutInMillis=5000,
        cacheKeyParameters=["method.request.path.one"],
        requestParameters={"integration.request.header.one": "'1'", "integration.request.header.two": "'2'"},
    )
    operations = [
        ("replace", "/uri", "http://two.example.com/"),
        ("replace", "/timeoutInMillis", "6000"),
        ("replace", "/requestParameters/integration.request.header.one", "'one'"),
        ("remove", "/requestParameters/integration.request.header.two", None),
        ("add", "/requestTemplates/application~1json", "{}"),
        ("add", "/cacheKeyParameters/method.request.path.two", None),
    ]
    gateway.update_integration(
        **place,
        patchOperations=[
            {"op": op, "path": path, **({} if value is None else {"value": value})}
            for op, path, value in operations
        ],
    )
    found = gateway.get_integration(**place)
    assert found["uri"] == "http://two.example.com/"
    assert found["timeoutInMillis"] == 6000
    assert found["requestParameters"] == {"integration.request.header.one": "'one'"}
    assert found["requestTemplates"] == {"application/json": "{}"}
    assert "method.request.path.two" in found["cacheKeyParameters"]


def test_a_patch_of_what_an_integration_has_not_is_refused(client: Clients) -> None:
    gateway = client("apigateway")
    api = gateway.create_rest_api(name="refused")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    gateway.put_method(**place, authorizationType="NONE")
    gateway.put_integration(**place, type="MOCK")
    with pytest.raises(gateway.exceptions.BadRequestException):
        gateway.update_integration(
            **place, patchOperations=[{"op": "replace", "path": "/nothing", "value": ""}]
        )
