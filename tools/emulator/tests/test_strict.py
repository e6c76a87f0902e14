"""Requests that AWS's service models refuse, by protocol: each with a valid neighbour that must pass."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator

ASSUME_ROLE = '{"Version":"2012-10-17","Statement":[]}'
BUCKET = "strict-bucket"


def refusal(client: Clients, service: str, operation: str, arguments: dict[str, Any]) -> ClientError:
    with pytest.raises(ClientError) as caught:
        getattr(client(service), operation)(**arguments)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return caught.value


def message_of(error: ClientError) -> str:
    return error.response["Error"]["Message"]


CASES = {
    "json": (
        "logs",
        "create_log_group",
        {"logGroupName": "/petclinic/dev", "logGroupClass": "STANDARD"},
        {"logGroupName": "/petclinic/dev", "logGroupClass": "CHEAP"},
        "ValidationException",
        "1 validation error detected: Value 'CHEAP' at 'logGroupClass' failed to satisfy constraint: "
        "Member must satisfy enum value set: [STANDARD, INFREQUENT_ACCESS, DELIVERY, ESSENTIALS]",
    ),
    "query": (
        "iam",
        "create_role",
        {"RoleName": "petclinic", "AssumeRolePolicyDocument": ASSUME_ROLE},
        {"RoleName": "pet clinic", "AssumeRolePolicyDocument": ASSUME_ROLE},
        "ValidationError",
        "1 validation error detected: Value 'pet clinic' at 'roleName' failed to satisfy constraint: "
        r"Member must satisfy regular expression pattern: [\w+=,.@-]+",
    ),
    "ec2": (
        "ec2",
        "create_vpc",
        {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "default"},
        {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "shared"},
        "InvalidParameterValue",
        "1 validation error detected: Value 'shared' at 'instanceTenancy' failed to satisfy constraint: "
        "Member must satisfy enum value set: [default, dedicated, host]",
    ),
    "ec2, missing": (
        "ec2",
        "create_security_group",
        {"GroupName": "app", "Description": "application"},
        {"GroupName": "app"},
        "MissingParameter",
        "1 validation error detected: Value null at 'description' failed to satisfy constraint: "
        "Member must not be null",
    ),
    "rest-json": (
        "backup",
        "create_backup_vault",
        {"BackupVaultName": "daily"},
        {"BackupVaultName": "x"},
        "ValidationException",
        "1 validation error detected: Value 'x' at 'backupVaultName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: ^[a-zA-Z0-9\\-\\_]{2,50}$",
    ),
    "rest-xml": (
        "route53",
        "create_hosted_zone",
        {"Name": "petclinic.example", "CallerReference": "1"},
        {"Name": "petclinic.example", "CallerReference": ""},
        "ValidationException",
        "1 validation error detected: Value '' at 'callerReference' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_in_the_protocol_of_the_service(case: str, emulator: Emulator, client: Clients) -> None:
    service, operation, _, bad, code, message = CASES[case]
    error = refusal(client, service, operation, bad)
    assert (error.response["Error"]["Code"], message_of(error)) == (code, message)
    (refused,) = emulator.status()["refused"]
    assert (refused["service"], refused["message"]) == (service, message)


@pytest.mark.parametrize("case", CASES)
def test_accepted_when_the_model_allows_it(case: str, emulator: Emulator, client: Clients) -> None:
    service, operation, good, *_ = CASES[case]
    getattr(client(service), operation)(**good)
    status = emulator.status()
    assert (status["refused"], status["unchecked"], status["unidentified"]) == ([], {}, [])
    assert list(status["calls"].values()) == [1]


def test_s3_documents_are_checked(client: Clients) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    bad = {"Bucket": BUCKET, "VersioningConfiguration": {"Status": "On"}}
    error = refusal(client, "s3", "put_bucket_versioning", bad)
    assert error.response["Error"]["Code"] == "MalformedXML"
    assert "'On' at 'versioningConfiguration.status'" in message_of(error)


def test_nested_s3_rules_are_checked(client: Clients) -> None:
    rule = {
        "ID": "old",
        "Status": "Enabled",
        "Filter": {},
        "Transitions": [{"Days": 30, "StorageClass": "COLD"}],
    }
    bad = {"Bucket": BUCKET, "LifecycleConfiguration": {"Rules": [rule]}}
    error = refusal(client, "s3", "put_bucket_lifecycle_configuration", bad)
    assert "lifecycleConfiguration.rules.1.member.transitions.1.member.storageClass" in message_of(error)


def test_all_problems_in_one_message(client: Clients) -> None:
    bad = {"TableName": "t", "BillingMode": "FREE", "AttributeDefinitions": [{"AttributeName": "id"}]}
    error = refusal(client, "dynamodb", "create_table", bad)
    message = message_of(error)
    assert message.startswith("2 validation errors detected: ")
    assert "'FREE' at 'billingMode'" in message
    assert "null at 'attributeDefinitions.1.member.attributeType'" in message


def test_numbers_and_sizes(client: Clients) -> None:
    bad = {"KeyId": "alias/petclinic", "RotationPeriodInDays": 30}
    error = refusal(client, "kms", "enable_key_rotation", bad)
    assert "'30' at 'rotationPeriodInDays'" in message_of(error)
    assert "greater than or equal to 90" in message_of(error)


def test_secrets_are_never_shown(emulator: Emulator, client: Clients) -> None:
    bad = {"Name": "db", "SecretString": "hunter2" * 10_000}
    error = refusal(client, "secretsmanager", "create_secret", bad)
    assert message_of(error).startswith("1 validation error detected: Value at 'secretString' failed")
    assert "hunter2" not in str(emulator.status())


def test_secrets_that_only_their_name_betrays_are_never_shown(client: Clients) -> None:
    bad = {"UserName": "owner", "Password": ""}
    error = refusal(client, "iam", "create_login_profile", {**bad, "Password": "x" * 129})
    assert "Value at 'password' failed" in message_of(error)
