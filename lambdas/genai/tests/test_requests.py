"""Requests to the function: those it answers, and the reasons it gives for refusing the others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from genai_function import Function, event
from genai_world import World

CHAT, CLIENT = "/api/genai", "/api/genai/chatclient"


def asked_text(world: World) -> str:
    text: str = world.asked()[-1]["messages"][-1]["content"][0]["text"]
    return text


@pytest.mark.parametrize("path", [CHAT, f"{CHAT}/"])
@pytest.mark.parametrize("encoded", [False, True])
def test_an_object_with_a_question_is_answered(
    world: World, function: Function, path: str, encoded: bool
) -> None:
    world.script({"text": "Hello!"})
    body = json.dumps({"question": "  Wie heißt der 🐈 von Ñandú? "}, ensure_ascii=False)
    answer = function.invoke(event(path, body, encoded=encoded))
    assert answer["statusCode"] == 200
    assert answer["isBase64Encoded"] is False
    assert answer["headers"]["Content-Type"] == "application/json"
    value = json.loads(answer["body"])
    assert value["answer"] == "Hello!"
    assert len(value["sessionId"]) == 36
    assert asked_text(world) == "Wie heißt der 🐈 von Ñandú?"


def test_a_bare_string_is_answered_on_the_stock_frontends_path(world: World, function: Function) -> None:
    world.script({"text": "Hello!"})
    assert function.invoke(event(CLIENT, json.dumps("Hi"), encoded=True))["body"] == "Hello!"
    assert asked_text(world) == "Hi"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (None, "no body"),
        ("", "no body"),
        ("  \n", "no body"),
        ("{", "not JSON"),
        ("question=hi", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("\ufeff{}", "not JSON"),
        ("[]", "has to be a JSON object"),
        ('"hi"', "has to be a JSON object"),
        ("null", "has to be a JSON object"),
        ("{}", 'no "question"'),
        ('{"question": null}', "has to be a JSON string"),
        ('{"question": 5}', "has to be a JSON string"),
        ('{"question": ["hi"]}', "has to be a JSON string"),
        ('{"question": ""}', "is empty"),
        ('{"question": " \\t\\u2003"}', "is empty"),
        ('{"question": "\\ud83d"}', "lone surrogate"),
        (json.dumps({"question": "x" * 4001}), "4001 characters"),
        ('{"question": "hi", "sessionId": 5}', "sessionId"),
        ('{"question": "hi", "sessionId": "short"}', "sessionId"),
        ('{"question": "hi", "sessionId": "has a space in it"}', "sessionId"),
        (json.dumps({"question": "hi", "sessionId": "x" * 65}), "sessionId"),
    ],
)
def test_a_body_that_is_no_question_is_told_why(
    world: World, function: Function, body: str | None, reason: str
) -> None:
    answer = function.invoke(event(CHAT, body))
    assert answer["statusCode"] == 400
    assert reason in json.loads(answer["body"])["message"]
    assert world.asked() == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (None, "no body"),
        ("hello", "not JSON"),
        ('{"question": "hi"}', "has to be a JSON string"),
        ('""', "is empty"),
        (json.dumps("x" * 4001), "4001 characters"),
    ],
)
def test_the_stock_frontend_is_told_in_text(
    world: World, function: Function, body: str | None, reason: str
) -> None:
    answer = function.invoke(event(CLIENT, body))
    assert answer["statusCode"] == 400
    assert answer["headers"]["Content-Type"].startswith("text/plain")
    assert reason in answer["body"]
    assert world.asked() == []


def test_4000_characters_are_a_question_however_many_bytes_they_are(world: World, function: Function) -> None:
    world.script({"text": "Long."}, {"text": "Long."})
    for character in ("x", "🐕"):
        body = json.dumps({"question": character * 4000})
        assert function.invoke(event(CHAT, body))["statusCode"] == 200
        assert asked_text(world) == character * 4000


@pytest.mark.parametrize("body", ["not base64!", "/////w=="])
def test_base64_that_is_no_text_is_told_so(world: World, function: Function, body: str) -> None:
    answer = function.invoke({**event(CHAT, body), "isBase64Encoded": True})
    assert answer["statusCode"] == 400
    assert "UTF-8" in json.loads(answer["body"])["message"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", CHAT),
        ("POST", "/api/genai/health"),
        ("DELETE", CLIENT),
        ("POST", "/api/genai/other"),
        ("POST", "/api/genaix"),
        ("POST", "/"),
        ("POST", ""),
        ("POST", "//api/genai"),
    ],
)
def test_everything_else_is_not_found(world: World, function: Function, method: str, path: str) -> None:
    answer = function.invoke(event(path, '{"question": "hi"}', method=method))
    assert answer["statusCode"] == 404
    assert json.loads(answer["body"])["message"]
    assert world.asked() == []


@pytest.mark.parametrize("value", [None, {}, [], "text", {"httpMethod": 1, "path": []}, {"Records": []}])
def test_an_event_that_is_not_the_gateways_is_answered_too(function: Function, value: Any) -> None:
    answer = function.invoke(value)
    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["message"]


@pytest.mark.parametrize("path", [CHAT, CLIENT])
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://www.example.com", 200),
        ("https://example.execute-api.us-west-2.amazonaws.com", 200),
        ("https://evil.example", 403),
        ("https://www.example.com.evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_pages_of_other_origins_may_not_ask(
    world: World, function: Function, path: str, origin: str, status: int
) -> None:
    request = event(path, '"hi"' if path == CLIENT else '{"question": "hi"}')
    request["headers"].update({"origin": origin, "Content-Type": "text/plain"})
    assert function.invoke(request)["statusCode"] == status
    assert len(world.asked()) == (1 if status == 200 else 0)


def test_every_answer_may_be_read_by_the_frontend_and_is_not_kept(world: World, function: Function) -> None:
    world.script({"text": "Hello!"}, {"error": "ModelErrorException"})
    events = [event(CHAT, '{"question": "hi"}')] * 2 + [event(CHAT, "{"), event("/")]
    answers = [function.invoke(each) for each in events]
    assert [each["statusCode"] for each in answers] == [200, 503, 400, 404]
    for answer in answers:
        assert answer["headers"]["Access-Control-Allow-Origin"] == "https://www.example.com"
        assert answer["headers"]["Cache-Control"] == "no-store"
