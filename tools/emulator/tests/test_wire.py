"""Bodies in every form that SDKs send: compressed, chunked, CBOR; and names that no model has."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer
from botocore.session import get_session
from harness import Emulator

BAD = json.dumps({"logGroupName": "/petclinic", "logGroupClass": "CHEAP"}).encode()


def post(
    emulator: Emulator, service: str, path: str, headers: dict[str, str], body: bytes | Iterator[bytes]
) -> tuple[int, bytes]:
    scope = f"test/20250101/us-west-2/{service}/aws4_request"
    signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port)
    connection.request("POST", path, body=body, headers=signed | headers)
    response = connection.getresponse()
    return response.status, response.read()


def create_log_group(emulator: Emulator, body: Any, **headers: str) -> tuple[int, bytes]:
    target = {"X-Amz-Target": "Logs_20140328.CreateLogGroup", "Content-Type": "application/x-amz-json-1.1"}
    return post(emulator, "logs", "/", target | headers, body)


def test_compressed_bodies_are_checked(emulator: Emulator) -> None:
    status, answer = create_log_group(emulator, gzip.compress(BAD), **{"Content-Encoding": "gzip"})
    assert (status, b"logGroupClass" in answer) == (400, True)


def test_compressed_bodies_reach_moto(emulator: Emulator) -> None:
    good = json.dumps({"logGroupName": "/petclinic"}).encode()
    status, _ = create_log_group(emulator, gzip.compress(good), **{"Content-Encoding": "gzip"})
    assert status == 200
    assert emulator.client("logs").describe_log_groups()["logGroups"][0]["logGroupName"] == "/petclinic"


def test_chunked_bodies_are_checked(emulator: Emulator) -> None:
    status, answer = create_log_group(emulator, iter([BAD[:10], BAD[10:]]))
    assert (status, b"logGroupClass" in answer) == (400, True)


def test_chunked_bodies_reach_moto(emulator: Emulator) -> None:
    status, _ = create_log_group(emulator, iter([b'{"logGroupName": ', b'"/petclinic"}']))
    assert status == 200
    assert emulator.client("logs").describe_log_groups()["logGroups"][0]["logGroupName"] == "/petclinic"


def test_members_that_no_model_has_are_refused(emulator: Emulator) -> None:
    status, answer = create_log_group(emulator, b'{"logGroupName": "/petclinic", "retention": 7}')
    assert status == 400
    assert json.loads(answer)["Message"] == (
        "1 validation error detected: Value at 'retention' failed to satisfy constraint: "
        "Member is not part of the request"
    )


def test_form_fields_that_no_model_has_are_refused(emulator: Emulator) -> None:
    form = b"Action=CreateTopic&Version=2010-03-31&Name=alarms&Colour=red"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, answer = post(emulator, "sns", "/", headers, form)
    assert (status, b"'colour'" in answer) == (400, True)


class Cbor:
    """CloudWatch in Smithy RPC v2 CBOR, which boto3 can speak but does not choose."""

    model = get_session().get_service_model("cloudwatch")

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def call(self, name: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        operation = self.model.operation_model(name)
        request = RpcV2CBORSerializer().serialize_to_request(arguments, operation)
        status, body = post(
            self.emulator, "monitoring", request["url_path"], request["headers"], request["body"]
        )
        response = {"status_code": status, "headers": {}, "body": body, "context": {}}
        return status, RpcV2CBORParser().parse(response, operation.output_shape)


def test_cbor_is_translated_both_ways(emulator: Emulator) -> None:
    cloudwatch = Cbor(emulator)
    alarm = {
        "AlarmName": "errors",
        "Namespace": "AWS/Lambda",
        "MetricName": "Errors",
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 2,
        "Threshold": 1.5,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    assert cloudwatch.call("PutMetricAlarm", **alarm)[0] == 200
    (found,) = cloudwatch.call("DescribeAlarms", AlarmNames=["errors"])[1]["MetricAlarms"]
    assert (found["Threshold"], found["EvaluationPeriods"]) == (1.5, 2)
    assert abs((datetime.now(UTC) - found["StateUpdatedTimestamp"]).total_seconds()) < 60
    assert emulator.status()["calls"] == {"cloudwatch:DescribeAlarms": 1, "cloudwatch:PutMetricAlarm": 1}


def test_cbor_is_checked(emulator: Emulator) -> None:
    status, answer = Cbor(emulator).call("DescribeAlarms", StateValue="BAD")
    assert status == 400
    assert answer["Error"]["Code"] == "ValidationException"
    assert "Value 'BAD' at 'stateValue'" in answer["Error"]["Message"]
