"""Lambda additions: what is configured is read back."""

from __future__ import annotations

from typing import Any

import pytest
from function_harness import Functions, package
from harness import Clients

SOURCE = "def handler(event, context): pass"
QUEUE = "arn:aws:sqs:us-west-2:123456789012:dead"
KEY = "arn:aws:kms:us-west-2:123456789012:alias/aws/lambda"


@pytest.fixture
def functions(client: Clients) -> Functions:
    client("sqs").create_queue(QueueName="dead")
    return Functions(client)


def _read(functions: Functions, **arguments: Any) -> dict[str, Any]:
    return functions.api.get_function_configuration(FunctionName="fn", **arguments)


CONFIGURED = [
    ("DeadLetterConfig", {"TargetArn": QUEUE}, {"TargetArn": ""}, None),
    ("KMSKeyArn", KEY, "", None),
    ("TracingConfig", {"Mode": "Active"}, {"Mode": "PassThrough"}, {"Mode": "PassThrough"}),
    ("EphemeralStorage", {"Size": 1024}, {"Size": 512}, {"Size": 512}),
    (
        "LoggingConfig",
        {"LogFormat": "JSON", "ApplicationLogLevel": "WARN", "SystemLogLevel": "WARN", "LogGroup": "/own"},
        {"LogFormat": "Text", "LogGroup": "/own"},
        {"LogFormat": "Text", "LogGroup": "/own"},
    ),
]


@pytest.mark.parametrize(("name", "value", "update", "updated"), CONFIGURED)
def test_configuration_is_kept_and_updated(
    name: str, value: Any, update: Any, updated: Any, functions: Functions
) -> None:
    functions.deploy(SOURCE, **{name: value}, Publish=True)
    assert _read(functions)[name] == value
    functions.api.update_function_configuration(FunctionName="fn", **{name: update})
    assert _read(functions).get(name) == updated
    assert _read(functions, Qualifier="1")[name] == value


def test_a_log_group_is_always_named_and_json_has_levels(functions: Functions) -> None:
    functions.deploy(SOURCE)
    assert _read(functions)["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/aws/lambda/fn"}
    functions.deploy(SOURCE, name="two", LoggingConfig={"LogFormat": "JSON"})
    assert functions.api.get_function_configuration(FunctionName="two")["LoggingConfig"] == {
        "LogFormat": "JSON",
        "ApplicationLogLevel": "INFO",
        "SystemLogLevel": "INFO",
        "LogGroup": "/aws/lambda/two",
    }


def test_new_code_may_change_the_architecture(functions: Functions) -> None:
    functions.deploy(SOURCE, Architectures=["arm64"])
    functions.api.update_function_code(FunctionName="fn", ZipFile=package(SOURCE), Architectures=["x86_64"])
    assert _read(functions)["Architectures"] == ["x86_64"]


def test_the_vpc_is_that_of_the_subnets(functions: Functions, client: Clients) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(VpcId=vpc, GroupName="fn", Description="fn")["GroupId"]
    functions.deploy(SOURCE, VpcConfig={"SubnetIds": [subnet], "SecurityGroupIds": [group]})
    assert _read(functions)["VpcConfig"]["VpcId"] == vpc


def test_a_reserved_concurrency_of_zero_is_told(functions: Functions) -> None:
    functions.deploy(SOURCE)
    assert "Concurrency" not in functions.api.get_function(FunctionName="fn")
    functions.api.put_function_concurrency(FunctionName="fn", ReservedConcurrentExecutions=0)
    told = functions.api.get_function(FunctionName="fn")["Concurrency"]
    assert told == {"ReservedConcurrentExecutions": 0}


def test_the_latest_event_invoke_config_counts(functions: Functions) -> None:
    functions.deploy(SOURCE)
    for retries in (2, 0):
        functions.api.put_function_event_invoke_config(FunctionName="fn", MaximumRetryAttempts=retries)
    read = functions.api.get_function_event_invoke_config(FunctionName="fn")
    assert read["MaximumRetryAttempts"] == 0


def test_what_is_no_archive_cannot_be_deployed(functions: Functions) -> None:
    with pytest.raises(Exception, match="Could not unzip uploaded file"):
        functions.deploy("", Code={"ZipFile": b"text"})
