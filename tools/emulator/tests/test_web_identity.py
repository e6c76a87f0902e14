"""Roles that the tokens of an identity provider open, and what they may do then."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session
from harness import REGION, Emulator

ISSUER = "token.actions.githubusercontent.com"
ACCOUNT = "123456789012"
SUBJECT = "repo:owner/name:environment:dev"


def token(**claims: str) -> str:
    payload = {"iss": f"https://{ISSUER}", "aud": "sts.amazonaws.com", "sub": SUBJECT, **claims}
    parts = ({"alg": "RS256"}, payload)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts) + ".x"
    )


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


@pytest.fixture
def role(emulator: Emulator) -> str:
    iam = emulator.client("iam")
    provider = iam.create_open_id_connect_provider(
        Url=f"https://{ISSUER}", ClientIDList=["sts.amazonaws.com"]
    )
    trust = document(
        {
            "Effect": "Allow",
            "Principal": {"Federated": provider["OpenIDConnectProviderArn"]},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{ISSUER}:sub": [SUBJECT], f"{ISSUER}:aud": "sts.amazonaws.com"}},
        }
    )
    created = iam.create_role(RoleName="apply", Path="/petclinic/ci/", AssumeRolePolicyDocument=trust)
    return str(created["Role"]["Arn"])


def take(emulator: Emulator, role: str, web_token: str, **others: Any) -> Any:
    """Asks as GitHub's action does: without credentials."""
    sts = get_session().create_client(
        "sts", region_name=REGION, endpoint_url=emulator.url, config=Config(signature_version=UNSIGNED)
    )
    return sts.assume_role_with_web_identity(
        RoleArn=role, RoleSessionName="run", WebIdentityToken=web_token, **others
    )


def refused(emulator: Emulator, role: str, web_token: str, **others: Any) -> str:
    with pytest.raises(ClientError) as raised:
        take(emulator, role, web_token, **others)
    return str(raised.value.response["Error"]["Code"])


def test_a_trusted_token_opens_the_role(emulator: Emulator, role: str) -> None:
    assert take(emulator, role, token())["Credentials"]["SessionToken"]
    assert emulator.status()["unidentified"] == []


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"sub": "repo:owner/name:environment:prod"}, "AccessDenied"),
        ({"sub": f"{SUBJECT}x"}, "AccessDenied"),
        ({"aud": "example.com"}, "InvalidIdentityToken"),
        ({"iss": "https://example.com"}, "InvalidIdentityToken"),
    ],
)
def test_another_token_does_not(emulator: Emulator, role: str, claims: dict[str, str], code: str) -> None:
    assert refused(emulator, role, token(**claims)) == code


def test_no_token_does_not(emulator: Emulator, role: str) -> None:
    assert refused(emulator, role, "a.b.c.d") == "InvalidIdentityToken"


def test_a_session_is_no_longer_than_the_role_allows(emulator: Emulator, role: str) -> None:
    assert refused(emulator, role, token(), DurationSeconds=7200) == "ValidationError"


@pytest.mark.parametrize(
    ("action", "resource", "context", "decision"),
    [
        ("s3:GetObject", "arn:aws:s3:::own/key", {}, "allowed"),
        ("s3:GetObject", "arn:aws:s3:::other/key", {}, "explicitDeny"),
        ("s3:PutObject", "arn:aws:s3:::own/key", {}, "implicitDeny"),
        ("kms:Decrypt", "*", {"kms:ViaService": "lambda"}, "allowed"),
        ("kms:Decrypt", "*", {"kms:ViaService": "ssm"}, "explicitDeny"),
        ("kms:Decrypt", "*", {}, "explicitDeny"),
        ("ec2:DescribeVpcs", "*", {}, "implicitDeny"),
        ("iam:GetRole", "*", {}, "implicitDeny"),
    ],
)
def test_its_rights_are_what_policies_and_boundary_leave(
    emulator: Emulator, role: str, action: str, resource: str, context: dict[str, str], decision: str
) -> None:
    iam = emulator.client("iam")
    allowed = {"Effect": "Allow", "Action": ["s3:get*", "kms:Decrypt", "ec2:*"], "Resource": "*"}
    bounds = document(
        {"Effect": "Allow", "NotAction": ["ec2:*"], "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::own/*"},
        {
            "Effect": "Deny",
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": {"StringNotEquals": {"kms:ViaService": ["lambda"]}},
        },
    )
    boundary = iam.create_policy(PolicyName="bounds", PolicyDocument=bounds)["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName="apply", PermissionsBoundary=boundary)
    iam.put_role_policy(RoleName="apply", PolicyName="own", PolicyDocument=document(allowed))
    [result] = iam.simulate_principal_policy(
        PolicySourceArn=role,
        ActionNames=[action],
        ResourceArns=[resource],
        ContextEntries=[
            {"ContextKeyName": key, "ContextKeyValues": [value], "ContextKeyType": "string"}
            for key, value in context.items()
        ],
    )["EvaluationResults"]
    assert result["EvalDecision"] == decision
