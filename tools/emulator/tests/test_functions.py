"""Invoking a Lambda function runs the deployed package."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from botocore.exceptions import ClientError
from function_harness import ECHO, Functions, package
from harness import REGION

ENVIRONMENT = """
    import os
    START = dict(os.environ)
    def handler(event, context):
        return START
"""


def test_an_event_goes_in_and_the_answer_comes_out(functions: Functions) -> None:
    functions.deploy(ECHO)
    event = {"text": "Zoë", "list": [1, None, True], "nested": {"a": {}}}
    result = functions.invoke(event)
    assert (result.payload, result.error, result.version) == (event, None, "$LATEST")


def test_without_a_payload_the_event_is_an_empty_object(functions: Functions) -> None:
    functions.deploy(ECHO)
    assert json.load(functions.api.invoke(FunctionName="fn")["Payload"]) == {}


def test_a_payload_that_is_no_json_is_refused(functions: Functions) -> None:
    functions.deploy(ECHO)
    with pytest.raises(ClientError, match="InvalidRequestContentException"):
        functions.api.invoke(FunctionName="fn", Payload=b"{")


def test_the_context_tells_about_function_invocation_and_client(functions: Functions) -> None:
    functions.deploy("""
        def handler(event, c):
            return {
                "name": c.function_name, "version": c.function_version, "arn": c.invoked_function_arn,
                "memory": c.memory_limit_in_mb, "group": c.log_group_name, "stream": c.log_stream_name,
                "request": c.aws_request_id, "left": c.get_remaining_time_in_millis(),
                "custom": c.client_context.custom,
            }
    """)
    context = b64encode(json.dumps({"custom": {"from": "test"}}).encode()).decode()
    result = functions.invoke(ClientContext=context)
    left, request, stream = (result.payload.pop(key) for key in ("left", "request", "stream"))
    assert result.payload == {
        "name": "fn",
        "version": "$LATEST",
        "arn": f"arn:aws:lambda:{REGION}:123456789012:function:fn",
        "memory": "512",
        "group": "/aws/lambda/fn",
        "custom": {"from": "test"},
    }
    assert 0 < left <= 20_000
    assert f"START RequestId: {request} Version: $LATEST" in result.log
    (existing,) = functions.logs.describe_log_streams(logGroupName="/aws/lambda/fn")["logStreams"]
    assert existing["logStreamName"] == stream


def test_its_variables_are_those_deployed_and_those_of_the_runtime(functions: Functions) -> None:
    functions.deploy(ENVIRONMENT, Environment={"Variables": {"COLOUR": "green", "PATH": "/opt/bin"}})
    variables = functions.invoke().payload
    assert sorted(variables) == [
        "AWS_ACCESS_KEY_ID",
        "AWS_CONFIG_FILE",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_FORMAT",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_XRAY_CONTEXT_MISSING",
        "COLOUR",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "LANG",
        "PATH",
        "TZ",
        "_HANDLER",
    ]
    expected = {
        "COLOUR": "green",
        "PATH": "/opt/bin",
        "TZ": ":UTC",
        "AWS_REGION": REGION,
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.11",
        "_HANDLER": "main.handler",
    }
    assert expected.items() <= variables.items()


def test_the_sdk_in_it_has_the_role_of_the_function(functions: Functions) -> None:
    functions.deploy("""
        import boto3
        def handler(event, context):
            return boto3.client("sts").get_caller_identity()["Arn"]
    """)
    assert functions.invoke().payload == "arn:aws:sts::123456789012:assumed-role/fn-role/fn"


def test_what_neither_package_nor_runtime_has_cannot_be_imported(functions: Functions) -> None:
    functions.deploy("""
        import importlib.util
        def handler(event, context):
            return [module for module in event if importlib.util.find_spec(module)]
    """)
    others = ["moto", "pymysql", "flask", "pytest", "pip", "server", "harness"]
    assert functions.invoke(["boto3", *others]).payload == ["boto3"]


def test_the_package_comes_before_the_runtime_and_is_the_working_folder(functions: Functions) -> None:
    functions.deploy(
        "",
        Code={
            "ZipFile": package(
                """
                import boto3, os
                from lib import util
                def handler(event, context):
                    data = open("lib/data.txt").read()
                    return [boto3.mine, util.value, data, os.environ["LAMBDA_TASK_ROOT"] == os.getcwd()]
                """,
                boto3_py="mine = 'from the package'",
                lib__util_py="value = 7",
                **{"lib__data.txt": "read"},
            )
        },
    )
    assert functions.invoke().payload == ["from the package", 7, "read", True]


def test_a_handler_may_lie_in_a_folder(functions: Functions) -> None:
    code = {"ZipFile": package("", app__web_py="def run(event, context): return 'found'")}
    functions.deploy("", Handler="app/web.run", Code=code)
    assert functions.invoke().payload == "found"
