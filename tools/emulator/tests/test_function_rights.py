"""A function's calls are allowed what its role is, and nobody else's are judged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from function_harness import Functions
from harness import Clients

SOURCE = """
    import boto3
    from botocore.exceptions import ClientError

    def handler(event, context):
        service, operation, arguments = event
        try:
            getattr(boto3.client(service), operation)(**arguments)
        except ClientError as error:
            return error.response["Error"]["Code"]
        return "allowed"
"""
ALLOWED = [
    ("ssm", "get_parameters", {"Names": ["/p"]}, "ssm:GetParameters", "AccessDeniedException"),
    ("secretsmanager", "list_secrets", {}, "secretsmanager:List*", "AccessDeniedException"),
    ("s3", "list_buckets", {}, "s3:ListAllMyBuckets", "AccessDenied"),
    ("ec2", "describe_vpcs", {}, "ec2:*", "UnauthorizedOperation"),
    ("iam", "list_roles", {}, "iam:ListRoles", "AccessDenied"),
    ("lambda", "list_functions", {}, "lambda:ListFunctions", "AccessDeniedException"),
    ("sts", "get_caller_identity", {}, None, None),
]


def statement(action: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": "*", **more}


def grant(client: Clients, *statements: dict[str, Any]) -> None:
    document = json.dumps({"Version": "2012-10-17", "Statement": [*statements]})
    client("iam").put_role_policy(RoleName="fn-role", PolicyName="rights", PolicyDocument=document)


@pytest.fixture
def functions(client: Clients) -> Functions:
    functions = Functions(client)
    functions.deploy(SOURCE)
    return functions


def test_without_a_right_refused_as_the_service_does(client: Clients, functions: Functions) -> None:
    for service, operation, arguments, _, code in ALLOWED:
        assert functions.invoke([service, operation, arguments]).payload == (code or "allowed"), service


def test_with_the_right_allowed(client: Clients, functions: Functions) -> None:
    grant(client, *(statement(action) for *_, action, _ in ALLOWED if action))
    for service, operation, arguments, *_ in ALLOWED:
        assert functions.invoke([service, operation, arguments]).payload == "allowed", service


def test_rights_of_an_attached_policy(client: Clients, functions: Functions) -> None:
    document = json.dumps({"Version": "2012-10-17", "Statement": statement("ssm:GetParameters")})
    policy = client("iam").create_policy(PolicyName="read", PolicyDocument=document)["Policy"]["Arn"]
    client("iam").attach_role_policy(RoleName="fn-role", PolicyArn=policy)
    assert functions.invoke(["ssm", "get_parameters", {"Names": ["/p"]}]).payload == "allowed"
    assert functions.invoke(["ssm", "describe_parameters", {}]).payload == "AccessDeniedException"


@pytest.mark.parametrize(
    ("deny", "expected"),
    [
        ({}, "UnauthorizedOperation"),
        (
            {
                "Condition": {
                    "ArnEquals": {
                        "lambda:SourceFunctionArn": "arn:aws:lambda:us-west-2:123456789012:function:fn"
                    }
                }
            },
            "UnauthorizedOperation",
        ),
        ({"Condition": {"Bool": {"aws:SecureTransport": "false"}}}, "allowed"),
        ({"Resource": "arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1"}, "allowed"),
    ],
    ids=["plain", "of the function", "unknown condition", "of one resource"],
)
def test_denials(client: Clients, functions: Functions, deny: dict[str, Any], expected: str) -> None:
    grant(client, statement("ec2:*"), {**statement("ec2:DescribeVpcs"), "Effect": "Deny", **deny})
    assert functions.invoke(["ec2", "describe_vpcs", {}]).payload == expected


def test_resources_and_conditions_of_an_allow_are_not_judged(client: Clients, functions: Functions) -> None:
    narrow = {"Resource": "arn:aws:ssm:us-west-2:123456789012:parameter/q", "Condition": {"Bool": {"x": "y"}}}
    grant(client, statement("ssm:GetParameters", **narrow))
    assert functions.invoke(["ssm", "get_parameters", {"Names": ["/p"]}]).payload == "allowed"


def test_an_assumed_role_that_is_no_function_s_is_not_judged(client: Clients, functions: Functions) -> None:
    import boto3

    role = client("iam").get_role(RoleName="fn-role")["Role"]["Arn"]
    issued = client("sts").assume_role(RoleArn=role, RoleSessionName="person")["Credentials"]
    person = boto3.client(
        "ec2",
        region_name="us-west-2",
        endpoint_url=client("ec2").meta.endpoint_url,
        aws_access_key_id=issued["AccessKeyId"],
        aws_secret_access_key=issued["SecretAccessKey"],
        aws_session_token=issued["SessionToken"],
    )
    assert person.describe_vpcs()["Vpcs"]
