"""The model is down, slow or speaks nonsense: each request still ends in time and with a sentence."""

from __future__ import annotations

import json
import time

import pytest
from genai_function import UNAVAILABLE, Function, NewFunction, event
from genai_world import MODELS, World, call


def test_throttling_that_passes_is_waited_for(world: World, function: Function) -> None:
    world.script({"error": "ThrottlingException"}, {"error": "ModelNotReadyException"}, {"text": "Here!"})
    assert function.ask("Hello")["answer"] == "Here!"


def test_throttling_that_stays_ends_after_three_calls(world: World, function: Function) -> None:
    world.script({"error": "ThrottlingException", "repeat": True})
    failure = function.fail("Hello")
    assert failure["part"] == "model"
    assert failure["cause_code"] == "ThrottlingException"
    assert len(world.asked()) == 3


@pytest.mark.parametrize(
    "code",
    ["ModelErrorException", "ResourceNotFoundException", "ValidationException"],
)
def test_an_error_that_no_retry_mends_is_told_at_once(world: World, function: Function, code: str) -> None:
    world.script({"error": code})
    assert function.fail("Hello")["cause_code"] == code
    assert len(world.asked()) == 1


def test_rights_that_are_still_on_their_way_are_waited_for(world: World, function: Function) -> None:
    world.script({"error": "AccessDeniedException"}, {"error": "AccessDeniedException"}, {"text": "Here!"})
    assert function.ask("Hello")["answer"] == "Here!"


def test_rights_that_never_come_are_told(world: World, function: Function) -> None:
    world.script({"error": "AccessDeniedException", "repeat": True})
    assert function.fail("Hello")["cause_code"] == "AccessDeniedException"
    assert len(world.asked()) == 4


@pytest.mark.parametrize(
    ("name", "question"), [("model-id", "Hello"), ("embedding-model-id", "Which vets know surgery?")]
)
def test_a_changed_model_is_asked_at_once_when_the_old_profile_is_gone(
    world: World, new_function: NewFunction, name: str, question: str
) -> None:
    old = world.make_profile(f"old {name}", MODELS[name])
    world.put_parameter(name, old)
    function = new_function()
    function.ask(question)
    world.put_parameter(name, world.profiles[name])
    world.emulator.client("bedrock").delete_inference_profile(inferenceProfileIdentifier=old)
    world.sql("INSERT INTO vets (id, first_name, last_name) VALUES (7, 'Ada', 'Quill')")
    function.ask(question)


def test_the_stock_frontend_gets_the_sentence_as_text(world: World, function: Function) -> None:
    world.script({"error": "ModelErrorException"})
    answer = function.invoke(event("/api/genai/chatclient", '"Hello"'))
    assert answer["statusCode"] == 503
    assert answer["body"] == UNAVAILABLE


def test_a_slow_model_is_given_up_within_the_time_of_the_request(world: World, function: Function) -> None:
    world.script({"text": "late", "seconds": 30})
    started = time.monotonic()
    assert function.fail("Hello", seconds=4)["part"] == "model"
    assert time.monotonic() - started < 20  # the model takes longer, and so may a busy machine


def test_slowness_adds_up_over_the_rounds(world: World, function: Function) -> None:
    """Each call alone would be fast enough."""
    world.script({"tools": [call("list_vets", {})], "seconds": 1.2, "repeat": True})
    assert function.fail("Hello", seconds=4)["part"] == "model"
    assert len(world.asked()) <= 4


def test_without_any_time_it_fails_at_once(function: Function) -> None:
    assert "no time" in function.fail("Hello", seconds=0.4)["reason"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>",
        "[1]",
        "null",
        "{}",
        '{"output": {"message": {"content": "x"}}}',
        '{"output": {"message": {"content": []}}, "stopReason": "end_turn"}',
        '{"output": {"message": {"content": [{"text": 5}]}}, "stopReason": "end_turn"}',
        '{"output": {"message": {"content": [{"text": " "}]}}, "stopReason": "end_turn"}',
        '{"output": {"message": {"content": [{"text": "x"}]}}, "stopReason": "tool_use"}',
        '{"output": {"message": {"content": [{"toolUse": 1}]}}, "stopReason": "tool_use"}',
    ],
)
def test_an_answer_that_cannot_be_read_is_a_failure_of_the_model(
    world: World, function: Function, body: str
) -> None:
    world.script({"body": body})
    assert function.fail("Hello")["part"] == "model"


@pytest.mark.parametrize("reason", ["malformed_tool_use", "malformed_model_output", "new_reason"])
def test_a_model_that_stops_for_no_good_reason_is_a_failure(
    world: World, function: Function, reason: str
) -> None:
    world.script({"text": "Well", "stopReason": reason})
    failure = function.fail("Hello")
    assert failure["cause_stop_reason"] == reason


@pytest.mark.parametrize(
    ("first", "second"), [("same", "same"), ("not allowed!", "b"), ("x" * 65, "b"), ("", "b")]
)
def test_tool_calls_that_could_not_be_sent_back_are_a_failure(
    world: World, function: Function, first: str, second: str
) -> None:
    blocks = [{"toolUse": {"toolUseId": each, "name": "list_vets", "input": {}}} for each in (first, second)]
    answer = {"output": {"message": {"role": "assistant", "content": blocks}}, "stopReason": "tool_use"}
    world.script({"body": json.dumps(answer)})
    assert function.fail("Hello")["reason"] == "its answer is malformed"


def test_tools_without_end_end(world: World, function: Function) -> None:
    world.script({"tools": [call("list_vets", {})], "repeat": True})
    assert "rounds" in function.fail("Hello")["reason"]
    assert len(world.asked()) == 6


def test_embeddings_that_cannot_be_read_are_a_failure_of_the_model(
    world: World, new_function: NewFunction
) -> None:
    function = new_function()
    for body in ("{}", '{"embedding": [1]}', "x"):
        world.script({"body": body, "operation": "InvokeModel", "repeat": True})
        assert function.fail("Which vets know surgery?")["part"] == "model"
