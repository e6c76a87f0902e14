"""Answers of Bedrock that a test scripts, and changes that it announces."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from bedrock_client import CLAUDE, converse, embed, use, user, words
from botocore.exceptions import ClientError
from harness import Clients, Emulator


def script(emulator: Emulator, *answers: Any) -> None:
    data = json.dumps({"answers": answers}).encode()
    urllib.request.urlopen(
        urllib.request.Request(f"{emulator.url}/_emulator/bedrock", data=data, method="PUT")
    ).close()


def asked(emulator: Emulator) -> Any:
    with urllib.request.urlopen(f"{emulator.url}/_emulator/bedrock") as response:
        return json.load(response)


def test_a_script_is_followed_and_then_the_stand_in_speaks_again(client: Clients, emulator: Emulator) -> None:
    tools = [{"name": "list_vets", "input": {"query": "x"}, "id": "one"}]
    script(
        emulator,
        {"text": "first"},
        {"tools": tools, "text": "well"},
        {"text": "cut", "stopReason": "max_tokens"},
    )
    assert words(converse(client, user("hello"))) == "first"
    answer = converse(client, user("hello"))
    assert answer["output"]["message"]["content"] == [{"text": "well"}, use("one", value={"query": "x"})]
    assert converse(client, user("hello"))["stopReason"] == "max_tokens"
    assert "stand-in" in words(converse(client, user("hello")))
    found = asked(emulator)
    assert found["left"] == 0
    assert [each["operation"] for each in found["asked"]] == ["Converse"] * 4
    assert found["asked"][0]["modelId"] == CLAUDE
    assert found["asked"][0]["request"]["messages"] == [user("hello")]


@pytest.mark.parametrize(("code", "status"), [("ThrottlingException", 429), ("InternalServerException", 500)])
def test_a_script_can_fail_as_bedrock_does(
    client: Clients, emulator: Emulator, code: str, status: int
) -> None:
    script(emulator, {"error": code}, {"error": code, "operation": "InvokeModel"})
    asks: list[Callable[[], Any]] = [
        lambda: converse(client, user("a")),
        lambda: embed(client, inputText="a"),
    ]
    for ask in asks:
        with pytest.raises(ClientError) as raised:
            ask()
        assert raised.value.response["Error"]["Code"] == code
        assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert emulator.status()["failed"] == []


def test_a_script_can_be_slow_malformed_and_endless(client: Clients, emulator: Emulator) -> None:
    script(
        emulator,
        {"text": "late", "seconds": 0.3},
        {"seconds": 0.3},
        {"body": "<html>"},
        {"text": "again", "repeat": True},
    )
    started = time.monotonic()
    assert words(converse(client, user("a"))) == "late"
    assert "stand-in" in words(converse(client, user("a")))
    assert time.monotonic() - started >= 0.6
    assert "output" not in converse(client, user("a"))
    for _ in range(3):
        assert words(converse(client, user("a"))) == "again"
    emulator.reset()
    assert asked(emulator) == {"asked": [], "left": 0}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({}, "needs one of"),
        ({"text": "a", "error": "ThrottlingException"}, "needs one of"),
        ({"error": "Oops"}, "known are"),
        ({"text": "a", "later": 1}, "later"),
        ({"text": "a", "operation": "InvokeModel"}, "error or body"),
        (1, "no object"),
    ],
)
def test_a_script_that_cannot_be_followed_is_refused(emulator: Emulator, answer: Any, reason: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        script(emulator, answer)
    assert raised.value.code == 400
    assert reason in json.load(raised.value)["message"]


def test_announcements_change_the_life_cycle_and_the_profiles_of_a_model(
    emulator: Emulator, client: Clients
) -> None:
    def announce(changes: Any) -> None:
        body = json.dumps(changes).encode()
        url = f"{emulator.url}/_emulator/bedrock/models"
        urllib.request.urlopen(urllib.request.Request(url, body, method="PUT")).close()

    bedrock, model = client("bedrock"), CLAUDE.removeprefix("us.")
    assert bedrock.get_inference_profile(inferenceProfileIdentifier=CLAUDE)["type"] == "SYSTEM_DEFINED"
    announce({model: {"ends": "2026-01-01T00:00:00Z", "areas": ["eu"]}})
    with pytest.raises(ClientError, match="not found"):
        bedrock.get_inference_profile(inferenceProfileIdentifier=CLAUDE)
    life = bedrock.get_foundation_model(modelIdentifier=model)["modelDetails"]["modelLifecycle"]
    assert life["status"] == "LEGACY"
    wrongs: list[Any] = [{"claude": {}}, {model: {"id": "x"}}, {model: {"ends": "soon"}}, []]
    for wrong in wrongs:
        with pytest.raises(urllib.error.HTTPError, match="400"):
            announce(wrong)
    emulator.reset()
    life = bedrock.get_foundation_model(modelIdentifier=model)["modelDetails"]["modelLifecycle"]
    assert life["status"] == "ACTIVE"


def test_an_agreement_that_is_given_up_makes_a_model_unavailable(client: Clients) -> None:
    bedrock, model = client("bedrock"), CLAUDE.removeprefix("us.")
    bedrock.delete_foundation_model_agreement(modelId=model)
    assert (
        bedrock.get_foundation_model_availability(modelId=model)["agreementAvailability"]["status"]
        == "NOT_AVAILABLE"
    )
