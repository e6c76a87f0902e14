"""The process and its own endpoints."""

from __future__ import annotations

import http.client
import socket
import urllib.error
import urllib.request
from json import loads

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from harness import REGION, Clients, Emulator


def test_listens_on_loopback_only(emulator: Emulator) -> None:
    other = socket.gethostbyname(socket.gethostname())
    if other.startswith("127."):
        other = "127.0.0.2"
    with pytest.raises(OSError), socket.create_connection((other, emulator.port), timeout=1):
        pass


def test_counts_calls_by_service_and_operation(emulator: Emulator, client: Clients) -> None:
    client("ec2").create_vpc(CidrBlock="10.0.0.0/16")
    client("ec2").create_vpc(CidrBlock="10.1.0.0/16")
    client("elbv2").describe_load_balancers()
    client("elb").describe_load_balancers()
    calls = emulator.status()["calls"]
    assert calls == {
        "ec2:CreateVpc": 2,
        "elb:DescribeLoadBalancers": 1,
        "elbv2:DescribeLoadBalancers": 1,
    }


@pytest.mark.parametrize(
    ("agent", "caller"),
    [
        (
            "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) "
            "terraform-provider-aws/5.100.0 aws-sdk-go-v2/1.36.3",
            "terraform",
        ),
        (
            "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) aws-sdk-go-v2/1.36",
            "terraform",
        ),
        ("Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 exec-env/AWS_Lambda_python3.11 os/linux", "function"),
        ("Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux", "sdk"),
        ("aws-sdk-js/3.900.0 ua/2.1 os/linux lang/js", "sdk"),
        ("aws-sdk-js/3.900.0 ua/2.1 os/linux lang/js app/running-system", "system"),
        (None, "sdk"),
    ],
)
def test_counts_calls_by_who_makes_them(emulator: Emulator, agent: str | None, caller: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port)
    scope = "AWS4-HMAC-SHA256 Credential=test/20250101/us-west-2/sns/aws4_request"
    named = {} if agent is None else {"User-Agent": agent}
    connection.request("POST", "/?Action=ListTopics", headers={"Authorization": scope, **named})
    assert connection.getresponse().status == 200
    status = emulator.status()
    nobody: dict[str, dict[str, int]] = {"terraform": {}, "function": {}, "system": {}, "sdk": {}}
    assert status["calls"] == {"sns:ListTopics": 1}
    assert status["callsByCaller"] == {**nobody, caller: {"sns:ListTopics": 1}}


def test_tells_s3_operations_of_one_address_apart(emulator: Emulator, client: Clients) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="objects", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    s3.put_object(Bucket="objects", Key="a/b", Body=b"text")
    s3.copy_object(Bucket="objects", Key="c", CopySource="objects/a/b")
    upload = s3.create_multipart_upload(Bucket="objects", Key="d")["UploadId"]
    s3.upload_part(Bucket="objects", Key="d", UploadId=upload, PartNumber=1, Body=b"part")
    s3.list_parts(Bucket="objects", Key="d", UploadId=upload)
    s3.abort_multipart_upload(Bucket="objects", Key="d", UploadId=upload)
    s3.list_objects_v2(Bucket="objects")
    s3.get_bucket_versioning(Bucket="objects")
    s3.delete_object(Bucket="objects", Key="c")
    assert sorted(emulator.status()["calls"]) == [
        "s3:AbortMultipartUpload",
        "s3:CopyObject",
        "s3:CreateBucket",
        "s3:CreateMultipartUpload",
        "s3:DeleteObject",
        "s3:GetBucketVersioning",
        "s3:ListObjectsV2",
        "s3:ListParts",
        "s3:PutObject",
        "s3:UploadPart",
    ]


def test_unidentified_requests_are_listed(emulator: Emulator) -> None:
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{emulator.url}/no-such-bucket/key")
    assert emulator.status()["unidentified"] == ["GET /no-such-bucket/key"]


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("kms", "DescribeCustomKeyStores"),
        ("backup", "ListRestoreTestingPlans"),
        ("healthlake", "ListFHIRDatastores"),
    ],
    ids=["no code in moto", "no address in moto", "no service in moto"],
)
def test_what_moto_lacks_is_an_error_that_is_not_retried(
    service: str, operation: str, emulator: Emulator, client: Clients
) -> None:
    api = client(service)
    with pytest.raises(ClientError, match="not implemented by the emulator") as caught:
        getattr(api, xform_name(operation))()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    (failed,) = emulator.status()["failed"]
    assert (failed["service"], failed["operation"], failed["status"]) == (service, operation, 501)


def test_reset_clears_resources_and_counters(emulator: Emulator, client: Clients) -> None:
    client("sns").create_topic(Name="alarms")
    emulator.reset()
    empty = {
        "calls": {},
        "callsByCaller": {"terraform": {}, "function": {}, "system": {}, "sdk": {}},
        "unchecked": {},
        "unidentified": [],
        "refused": [],
        "failed": [],
        "databases": [],
        "trafficPort": 0,
    }
    assert emulator.status() == empty
    assert client("sns").list_topics()["Topics"] == []


def test_a_body_that_cannot_be_read_is_counted_as_unchecked(emulator: Emulator) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port)
    headers = {
        "Authorization": "AWS4-HMAC-SHA256 Credential=test/20250101/us-west-2/dynamodb/aws4_request",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "DynamoDB_20120810.ListTables",
    }
    connection.request("POST", "/", body=b"[not json", headers=headers)
    connection.getresponse().read()
    status = emulator.status()
    assert status["calls"] == status["unchecked"] == {"dynamodb:ListTables": 1}
    assert status["refused"] == []


def test_an_access_key_of_twelve_digits_is_an_account(emulator: Emulator) -> None:
    def place(account: str) -> tuple[str, list[str]]:
        config = {"endpoint_url": emulator.url, "region_name": REGION, "aws_secret_access_key": "x"}
        sts, xray, logs = (
            boto3.client(service, aws_access_key_id=account, **config) for service in ("sts", "xray", "logs")
        )
        xray.create_group(GroupName="all")
        logs.create_log_group(logGroupName=f"/of/{account}")
        groups = [each["logGroupName"] for each in logs.describe_log_groups()["logGroups"]]
        arn = next(each["GroupARN"] for each in xray.get_groups()["Groups"] if each["GroupName"] == "all")
        assert arn.split(":")[4] == account
        return sts.get_caller_identity()["Account"], groups

    for account in ("111111111111", "222222222222"):
        assert place(account) == (account, [f"/of/{account}"])
        config = {"endpoint_url": emulator.url, "region_name": REGION, "aws_secret_access_key": "x"}
        boto3.client("ecs", aws_access_key_id=account, **config).create_cluster()
    with urllib.request.urlopen(f"{emulator.url}/_emulator/changes") as answer:
        assert loads(answer.read())["places"] == [
            {"account": account, "region": REGION} for account in ("111111111111", "222222222222")
        ]
    assert emulator.client("sts").get_caller_identity()["Account"] == "123456789012"
