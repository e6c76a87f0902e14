"""Additions to API Gateway."""

from __future__ import annotations

import json
from typing import Any

import pytest
from harness import Clients, make_role

PATH = "/cloudwatchRoleArn"


@pytest.mark.parametrize("nothing", [{}, {"value": ""}])
def test_the_role_of_the_account_is_set_and_taken_away(client: Clients, nothing: dict[str, str]) -> None:
    gateway = client("apigateway")
    role = make_role(client, f"api-gateway-logs-{len(nothing)}")
    gateway.update_account(patchOperations=[{"op": "replace", "path": PATH, "value": role}])
    assert gateway.get_account()["cloudwatchRoleArn"] == role
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


def test_an_export_is_of_the_deployed_api_with_its_integrations(client: Clients) -> None:
    gateway = client("apigateway")
    api = gateway.create_rest_api(name="exported")["id"]
    types = [{"op": "add", "path": "/binaryMediaTypes/image~1png", "value": "image/png"}]
    gateway.update_rest_api(restApiId=api, patchOperations=types)
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "ANY"}
    gateway.put_method(**place, authorizationType="AWS_IAM", apiKeyRequired=True)
    uri = "http://one.example.com/"
    gateway.put_integration(
        **place,
        type="HTTP",
        integrationHttpMethod="POST",
        uri=uri,
        requestParameters={"integration.request.header.one": "'1'"},
    )
    gateway.put_method_response(**place, statusCode="200")
    gateway.put_integration_response(**place, statusCode="200", selectionPattern="2..")
    gateway.put_gateway_response(restApiId=api, responseType="DEFAULT_4XX", statusCode="404")
    gateway.create_deployment(restApiId=api, stageName="live")
    gateway.update_integration(
        **place, patchOperations=[{"op": "replace", "path": "/uri", "value": "http://two.example.com/"}]
    )
    late = gateway.create_resource(restApiId=api, parentId=root, pathPart="late")["id"]

    def exported(**kinds: Any) -> dict[str, Any]:
        given = gateway.get_export(restApiId=api, stageName="live", exportType="oas30", **kinds)
        return json.loads(given["body"].read())

    document = exported(parameters={"extensions": "apigateway"})
    method = document["paths"].pop("/")["x-amazon-apigateway-any-method"]
    assert document["paths"] == {}
    assert method["security"] == [{"sigv4": []}, {"api_key": []}]
    integration = method["x-amazon-apigateway-integration"]
    assert (integration["type"], integration["uri"], integration["httpMethod"]) == ("http", uri, "POST")
    assert integration["requestParameters"] == {"integration.request.header.one": "'1'"}
    assert integration["responses"] == {"2..": {"statusCode": "200"}}
    assert document["x-amazon-apigateway-gateway-responses"] == {"DEFAULT_4XX": {"statusCode": "404"}}
    assert document["x-amazon-apigateway-binary-media-types"] == ["image/png"]
    assert "/late" in exported()["paths"] and late

    gateway.create_deployment(restApiId=api, stageName="live")
    again = exported(parameters={"extensions": "integrations"})["paths"]
    method = again["/"]["x-amazon-apigateway-any-method"]
    assert method["x-amazon-apigateway-integration"]["uri"] == "http://two.example.com/"
    assert "/late" in again


def test_binary_media_types_are_kept_added_and_taken_away(client: Clients) -> None:
    gateway = client("apigateway")
    api = gateway.create_rest_api(name="binary", binaryMediaTypes=["*/*"])["id"]
    assert gateway.get_rest_api(restApiId=api)["binaryMediaTypes"] == ["*/*"]
    patch = [("add", "image~1png"), ("remove", "*~1*"), ("add", "image~1png")]
    gateway.update_rest_api(
        restApiId=api,
        patchOperations=[{"op": op, "path": f"/binaryMediaTypes/{name}"} for op, name in patch],
    )
    assert gateway.get_rest_api(restApiId=api)["binaryMediaTypes"] == ["image/png"]
    assert gateway.get_rest_apis()["items"][-1]["binaryMediaTypes"] == ["image/png"]


def test_an_integration_keeps_how_it_handles_content(client: Clients) -> None:
    gateway = client("apigateway")
    api = gateway.create_rest_api(name="content")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "OPTIONS"}
    gateway.put_method(**place, authorizationType="NONE")
    gateway.put_integration(**place, type="MOCK", contentHandling="CONVERT_TO_TEXT")
    assert gateway.get_integration(**place)["contentHandling"] == "CONVERT_TO_TEXT"
    operation = {"op": "replace", "path": "/contentHandling", "value": "CONVERT_TO_BINARY"}
    gateway.update_integration(**place, patchOperations=[operation])
    assert gateway.get_integration(**place)["contentHandling"] == "CONVERT_TO_BINARY"


def test_a_domain_without_mappings_lists_none(client: Clients) -> None:
    gateway = client("apigateway")
    gateway.create_domain_name(domainName="clinic.example.com", endpointConfiguration={"types": ["REGIONAL"]})
    assert gateway.get_base_path_mappings(domainName="clinic.example.com").get("items", []) == []
