"""S3 additions: conditions of bucket policies, and server access logging."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError
from harness import REGION, Clients, Emulator

BUCKET = "petclinic-objects"
LOGS = "petclinic-access-logs"


@pytest.fixture
def s3(client: Clients) -> Any:
    api = client("s3")
    for bucket in (BUCKET, LOGS):
        api.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    api.put_object(Bucket=BUCKET, Key="a", Body=b"first")
    return api


def statement(
    effect: str, action: str, condition: dict[str, Any] | None, bucket: str = BUCKET
) -> dict[str, Any]:
    arn = f"arn:aws:s3:::{bucket}"
    found = {"Effect": effect, "Principal": "*", "Action": action, "Resource": [arn, f"{arn}/*"]}
    return {**found, "Condition": condition} if condition else found


def put_policy(s3: Any, *statements: dict[str, Any], bucket: str = BUCKET) -> None:
    policy = {"Version": "2012-10-17", "Statement": list(statements)}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))


def may(call: Any, **arguments: Any) -> bool:
    try:
        call(Bucket=BUCKET, Key="a", **arguments)
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 403
        return False
    return True


TLS_ONLY = statement("Deny", "s3:*", {"Bool": {"aws:SecureTransport": "false"}})
SSE = "s3:x-amz-server-side-encryption"
KMS_WHEN_NAMED = statement(
    "Deny", "s3:PutObject", {"StringNotEquals": {SSE: "aws:kms"}, "Null": {SSE: "false"}}
)


def test_a_bucket_that_demands_tls_can_be_used(s3: Any) -> None:
    put_policy(s3, TLS_ONLY)
    assert may(s3.put_object, Body=b"second")
    assert may(s3.get_object)
    assert may(s3.head_object)
    assert may(s3.delete_object)


def test_a_deny_without_condition_still_denies(s3: Any) -> None:
    put_policy(s3, statement("Deny", "s3:GetObject", None))
    assert not may(s3.get_object)


def test_a_deny_whose_condition_holds_denies(s3: Any) -> None:
    put_policy(s3, TLS_ONLY, KMS_WHEN_NAMED)
    assert not may(s3.put_object, ServerSideEncryption="AES256")
    assert may(s3.put_object, ServerSideEncryption="aws:kms")
    assert may(s3.put_object)


def test_a_condition_on_an_unknown_key_does_not_hold(s3: Any) -> None:
    put_policy(s3, statement("Deny", "s3:*", {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}))
    assert may(s3.get_object)


def test_an_allow_whose_condition_does_not_hold_allows_nobody(s3: Any, emulator: Emulator) -> None:
    put_policy(s3, statement("Allow", "s3:GetObject", {"StringEquals": {"aws:SourceVpce": "vpce-1"}}))
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{emulator.url}/{BUCKET}/a")


def test_statements_about_services_do_not_concern_callers(s3: Any) -> None:
    about_config = statement("Deny", "s3:*", None) | {"Principal": {"Service": "config.amazonaws.com"}}
    put_policy(s3, about_config)
    assert may(s3.get_object)


def logging_policy(resource: str) -> list[dict[str, Any]]:
    tls_only = statement("Deny", "s3:*", {"Bool": {"aws:SecureTransport": "false"}}, bucket=LOGS)
    delivery = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": ["s3:PutObject"],
        "Resource": [f"arn:aws:s3:::{LOGS}/{resource}"],
    }
    return [tls_only, delivery]


LOGGING = {"LoggingEnabled": {"TargetBucket": LOGS, "TargetPrefix": "s3/objects/"}}


def test_logging_into_a_bucket_that_demands_tls(s3: Any) -> None:
    put_policy(s3, *logging_policy("s3/*"), bucket=LOGS)
    s3.put_bucket_logging(Bucket=BUCKET, BucketLoggingStatus=LOGGING)
    assert s3.get_bucket_logging(Bucket=BUCKET)["LoggingEnabled"]["TargetPrefix"] == "s3/objects/"


def test_logging_into_a_bucket_that_does_not_let_it_write(s3: Any) -> None:
    put_policy(s3, *logging_policy("alb/*"), bucket=LOGS)
    with pytest.raises(ClientError, match="InvalidTargetBucketForLogging"):
        s3.put_bucket_logging(Bucket=BUCKET, BucketLoggingStatus=LOGGING)
