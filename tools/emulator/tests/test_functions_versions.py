"""Environments, concurrency, versions and ways to invoke a Lambda function."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from function_harness import ECHO, Functions, eventually, package
from harness import REGION

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
