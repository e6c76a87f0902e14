"""Environments, concurrency, versions and ways to invoke a Lambda function."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from function_harness import ECHO, Functions, Result, eventually, package
from harness import REGION

COUNT = """
    import os
    calls = 0
    def handler(event, context):
        global calls
        calls += 1
        return [os.getpid(), calls]
"""

WAIT = """
    import os, time
    from pathlib import Path
    def handler(event, context):
        folder = Path(event)
        (folder / str(os.getpid())).touch()
        while not (folder / "go").exists():
            time.sleep(0.05)
        print("woke")
        return os.getpid()
"""
"""Waits for the file `go` in the folder that the event names."""


@contextmanager
def waiting(functions: Functions, count: int, folder: Path) -> Iterator[list[Future[Result]]]:
    """Runs that many invocations of `WAIT` at once, all of them at work until the block ends."""
    with ThreadPoolExecutor(count) as pool:
        try:
            found = [pool.submit(functions.invoke, str(folder)) for _ in range(count)]
            eventually(lambda: len(list(folder.iterdir())) == count)
            yield found
        finally:
            (folder / "go").touch()


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


def refusal(functions: Functions, folder: Path) -> str:
    with pytest.raises(ClientError) as caught:
        functions.invoke(str(folder))
    found = caught.value.response
    status = found["ResponseMetadata"]["HTTPStatusCode"]
    return f"{found['Error']['Code']} {status} {found['Error']['Message']}"


THROTTLED = "TooManyRequestsException 429 Rate Exceeded. ({}ConcurrentInvocationLimitExceeded)"


def test_invocations_at_once_run_in_environments_of_their_own_ten_at_most(
    functions: Functions, tmp_path: Path
) -> None:
    functions.deploy(WAIT, Timeout=300)
    with waiting(functions, 10, tmp_path) as running:
        assert refusal(functions, tmp_path) == THROTTLED.format("")
    pids = {each.result().payload for each in running}
    assert len(pids) == 10
    assert functions.invoke(str(tmp_path)).payload in pids


def test_reserved_executions_are_the_most_of_a_function(functions: Functions, tmp_path: Path) -> None:
    functions.deploy(WAIT, Timeout=300)
    reserved = THROTTLED.format("ReservedFunction")
    functions.api.put_function_concurrency(FunctionName="fn", ReservedConcurrentExecutions=0)
    assert refusal(functions, tmp_path) == reserved
    functions.api.put_function_concurrency(FunctionName="fn", ReservedConcurrentExecutions=1)
    with waiting(functions, 1, tmp_path):
        assert refusal(functions, tmp_path) == reserved
    assert functions.invoke(str(tmp_path)).error is None


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


def test_an_event_runs_in_the_background(functions: Functions, tmp_path: Path) -> None:
    functions.deploy(WAIT, Timeout=300)
    event = json.dumps(str(tmp_path)).encode()
    answer = functions.api.invoke(FunctionName="fn", InvocationType="Event", Payload=event)
    assert (answer["StatusCode"], answer["Payload"].read()) == (202, b"")
    assert "woke" not in functions.messages()
    (tmp_path / "go").touch()
    eventually(lambda: "woke" in functions.messages())


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
