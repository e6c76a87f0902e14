"""Missing settings and faults of the function: the log names the place, and nothing that was said."""

from __future__ import annotations

import json

import pytest
from genai import handler
from genai_function import Function, NewFunction, event
from genai_runner import Context
from genai_world import World, call
from proposals import OWNER


@pytest.mark.parametrize(
    ("variable", "value", "part", "words"),
    [
        ("DATABASE_PORT", "", "settings", "DATABASE_PORT is ''"),
        ("MODEL_ID_PARAMETER", "/petclinic/test/none", "settings", "no parameter /petclinic/test/none"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "sessions", "no answer"),
    ],
)
def test_what_is_not_set_up_is_told_in_the_log(
    world: World, new_function: NewFunction, variable: str, value: str, part: str, words: str
) -> None:
    failure = new_function(**{variable: value}).fail("Which owners are there?")
    assert failure["part"] == part
    assert words in failure["reason"]


def test_a_secret_that_is_missing_is_told(world: World, new_function: NewFunction) -> None:
    arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:none-AbCdEf"
    failure = new_function(DATABASE_SECRET_ARN=arn).fail("Which owners are there?")
    assert failure["part"] == "database"
    assert failure["cause_code"] == "ResourceNotFoundException"


def test_a_fault_of_the_functions_own_is_told_by_its_place_and_not_by_its_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("Zaphod")

    monkeypatch.setattr(handler, "_environment", broken)
    answer = handler.handler(event("/api/genai/health", method="GET"), Context(5))
    assert answer["statusCode"] == 503
    [record] = caplog.records
    assert vars(record)["error"] == "RuntimeError"
    assert vars(record)["places"][-1].endswith(" broken")
    assert "Zaphod" not in str(vars(record))


def test_failures_tell_nothing_of_what_was_said(world: World, function: Function) -> None:
    name = "Zaphod"
    tools = {"tools": [call("add_owner", {**OWNER, "firstName": name, "telephone": "4242"})]}
    for answers in (
        [{"error": "ValidationException", "message": f"{name} is not valid"}],
        [{"body": f'{{"output": "{name}"}}'}],
        [{"body": name}],
        [tools, {"text": name, "stopReason": "malformed_model_output"}],
    ):
        world.script(*answers)
        function.fail(f"I am {name}, my number is 4242")
    world.script()
    function.invoke(event("/api/genai", json.dumps({"question": name * 1000})))
    function.invoke(event("/api/genai", f'{{"question": {name}'))
    log = json.dumps(function.logs())
    assert name not in log
    assert "4242" not in log
