"""Invoking a Lambda function runs the deployed package."""

from __future__ import annotations

import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from function_harness import Functions, eventually, package
from harness import REGION, Clients, Emulator, start

ECHO = """
    def handler(event, context):
        return event
"""
ENVIRONMENT = """
    import os
    START = dict(os.environ)
    def handler(event, context):
        return START
"""
COUNT = """
    import os
    calls = 0
    def handler(event, context):
        global calls
        calls += 1
        return [os.getpid(), calls]
"""
SLEEP = """
    import time
    def handler(event, context):
        time.sleep(event)
        return "woke"
"""


@pytest.fixture
def functions(client: Clients) -> Functions:
    return Functions(client)


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
    assert 15_000 < left <= 20_000
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


def test_the_authority_of_the_databases_is_named_once_there_is_one(tmp_path: Path) -> None:
    process = start(tmp_path / "state")
    functions = Functions(Emulator(process).client)
    functions.deploy(ENVIRONMENT)
    before = functions.invoke().payload
    file = tmp_path / "state" / "database-ca.pem"
    file.write_text("")
    after = functions.invoke().payload
    process.terminate()
    process.communicate(timeout=60)
    assert (before.get("EXTRA_CA_CERTS"), after["EXTRA_CA_CERTS"]) == (None, str(file))


def test_the_sdk_in_it_has_the_role_of_the_function(functions: Functions) -> None:
    functions.deploy("""
        import boto3
        def handler(event, context):
            return boto3.client("sts").get_caller_identity()["Arn"]
    """)
    assert functions.invoke().payload == "arn:aws:sts::123456789012:assumed-role/fn-role/fn"


@pytest.mark.parametrize("module", ["moto", "pymysql", "flask", "pytest", "pip", "server", "harness"])
def test_what_neither_package_nor_runtime_has_cannot_be_imported(module: str, functions: Functions) -> None:
    functions.deploy(f"""
        import importlib.util
        def handler(event, context):
            return importlib.util.find_spec("{module}") is not None
    """)
    assert functions.invoke().payload is False


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


def test_what_a_module_holds_survives_until_the_function_changes(functions: Functions) -> None:
    functions.deploy(COUNT)
    first, second = functions.invoke().payload, functions.invoke().payload
    assert (first[1], second) == (1, [first[0], 2])
    functions.update(COUNT + "\n")
    third = functions.invoke().payload
    assert third[1] == 1
    functions.api.update_function_configuration(FunctionName="fn", Timeout=19)
    fourth = functions.invoke().payload
    assert fourth[1] == 1
    assert len({first[0], third[0], fourth[0]}) == 3


def test_invocations_at_once_run_in_environments_of_their_own(functions: Functions) -> None:
    functions.deploy("""
        import os, time
        def handler(event, context):
            time.sleep(0.7)
            return os.getpid()
    """)
    with ThreadPoolExecutor(3) as pool:
        pids = list(pool.map(lambda _: functions.invoke().payload, range(3)))
    assert len(set(pids)) == 3
    assert functions.invoke().payload in pids


@pytest.mark.parametrize(
    ("reserved", "reason"),
    [(0, "ReservedFunctionConcurrentInvocationLimitExceeded"), (None, "ConcurrentInvocationLimitExceeded")],
)
def test_too_many_invocations_are_throttled(reserved: int | None, reason: str, functions: Functions) -> None:
    functions.deploy(SLEEP)
    if reserved is not None:
        functions.api.put_function_concurrency(FunctionName="fn", ReservedConcurrentExecutions=reserved)
    with ThreadPoolExecutor(11) as pool:
        answers = list(pool.map(lambda _: _code(functions, 2.5), range(11)))
    throttled = [answer for answer in answers if answer != "woke"]
    assert set(throttled) == {f"TooManyRequestsException 429 Rate Exceeded. ({reason})"}
    assert len(throttled) == (1 if reserved is None else 11)


def test_a_function_with_one_reserved_execution_runs_once_at_a_time(functions: Functions) -> None:
    functions.deploy(SLEEP)
    functions.api.put_function_concurrency(FunctionName="fn", ReservedConcurrentExecutions=1)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: _code(functions, 1), range(2)))
    assert sorted(answer.split()[0] for answer in answers) == ["TooManyRequestsException", "woke"]
    assert functions.invoke(0).payload == "woke"


def _code(functions: Functions, event: Any) -> str:
    try:
        return functions.invoke(event).payload
    except ClientError as error:
        found = error.response
        status = found["ResponseMetadata"]["HTTPStatusCode"]
        return f"{found['Error']['Code']} {status} {found['Error']['Message']}"


def test_versions_and_aliases_run_what_they_name(functions: Functions) -> None:
    api = functions.api
    functions.deploy(
        "def handler(event, context): return [1, context.function_version, context.invoked_function_arn]",
        Publish=True,
    )
    api.create_alias(FunctionName="fn", Name="live", FunctionVersion="1")
    functions.update(
        "def handler(event, context): return [2, context.function_version, context.invoked_function_arn]"
    )
    arn = f"arn:aws:lambda:{REGION}:123456789012:function:fn"
    for named, code, version in [
        (None, 2, "$LATEST"),
        ("1", 1, "1"),
        ("live", 1, "1"),
        ("$LATEST", 2, "$LATEST"),
    ]:
        result = functions.invoke(**({"Qualifier": named} if named else {}))
        assert result.payload == [code, version, f"{arn}:{named}" if named else arn]
        assert result.version == version
    for name in ("fn:live", f"{arn}:live"):
        assert functions.invoke(name=name).payload == [1, "1", f"{arn}:live"]
    assert api.publish_version(FunctionName="fn")["Version"] == "2"
    api.update_alias(FunctionName="fn", Name="live", FunctionVersion="2")
    assert functions.invoke(Qualifier="live").payload == [2, "2", f"{arn}:live"]
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        functions.invoke(Qualifier="9")


def test_an_event_runs_in_the_background(functions: Functions) -> None:
    functions.deploy("""
        import time
        def handler(event, context):
            time.sleep(0.5)
            print("handled", event)
    """)
    answer = functions.api.invoke(FunctionName="fn", InvocationType="Event", Payload=b'"later"')
    assert (answer["StatusCode"], answer["Payload"].read()) == (202, b"")
    assert functions.messages() == []
    eventually(lambda: "handled later" in functions.messages())


def test_a_dry_run_runs_nothing(functions: Functions) -> None:
    functions.deploy(ECHO)
    assert functions.api.invoke(FunctionName="fn", InvocationType="DryRun")["StatusCode"] == 204
    assert functions.messages() == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"Runtime": "nodejs20.x"}, "runs functions of runtime python3.9 to .* and fn has nodejs20.x"),
        (
            {"PackageType": "Image", "Runtime": None, "Handler": None, "Code": {"ImageUri": "a.b/c:1"}},
            "fn has package type Image",
        ),
    ],
    ids=["other language", "image"],
)
def test_what_cannot_be_run_is_said(settings: dict[str, Any], words: str, functions: Functions) -> None:
    functions.iam.create_role(RoleName="fn-role", AssumeRolePolicyDocument="{}")
    role = "arn:aws:iam::123456789012:role/fn-role"
    arguments = {
        "Runtime": "python3.11",
        "Handler": "main.handler",
        "Code": {"ZipFile": package(ECHO)},
        **settings,
    }
    given = {name: value for name, value in arguments.items() if value is not None}
    functions.api.create_function(FunctionName="fn", Role=role, **given)
    with pytest.raises(ClientError, match=words) as caught:
        functions.invoke()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
