"""The stand-in for Bedrock in a conversation, asked by boto3 as a function would."""

from __future__ import annotations

from typing import Any

import pytest
from bedrock_client import CLAUDE, TOOLS, Message, converse, refusal, use, user, words
from botocore.exceptions import ClientError
from harness import Clients


def assistant(*content: Any) -> Message:
    return {**user(*content), "role": "assistant"}


def result(identifier: str, value: Any, status: str = "success") -> Any:
    content = [{"json": value}] if isinstance(value, dict) else [{"text": value}]
    return {"toolResult": {"toolUseId": identifier, "content": content, "status": status}}


def call(answer: Any) -> tuple[str, Any]:
    assert answer["stopReason"] == "tool_use"
    [block] = answer["output"]["message"]["content"]
    return block["toolUse"]["name"], block["toolUse"]["input"]


@pytest.mark.parametrize(
    ("question", "tool", "values"),
    [
        ("Which vets know surgery?", "list_vets", {"query": "surgery"}),
        ("Please list all the vets", "list_vets", {}),
        ("Who are the owners?", "list_owners", {}),
        (
            "Add owner Jane Doe, address 1 Elm St., city Madison, telephone 6085551234",
            "add_owner",
            {
                "firstName": "Jane",
                "lastName": "Doe",
                "address": "1 Elm St.",
                "city": "Madison",
                "telephone": "6085551234",
            },
        ),
        (
            "Register the owner José Ñandú who lives at 2 Oak Rd in Sun Prairie, phone 123",
            "add_owner",
            {
                "firstName": "José",
                "lastName": "Ñandú",
                "address": "2 Oak Rd",
                "city": "Sun Prairie",
                "telephone": "123",
            },
        ),
        (
            "Add a dog named Rex, born 2020-01-31, to owner 3",
            "add_pet_to_owner",
            {"name": "Rex", "typeId": 2, "birthDate": "2020-01-31", "ownerId": 3},
        ),
        ("Add a cat called Tom, born 2021-05-06, to Betty Davis", "list_owners", {"lastName": "Davis"}),
    ],
)
def test_the_tool_is_chosen_by_what_is_asked(client: Clients, question: str, tool: str, values: Any) -> None:
    assert call(converse(client, user(question))) == (tool, values)


def test_what_is_missing_is_asked_for_and_taken_from_the_follow_up(client: Clients) -> None:
    first = user("Add owner Jane Doe, city Madison")
    follow_up = words(converse(client, first))
    assert "address" in follow_up
    assert "telephone" in follow_up
    assert "city" not in follow_up
    second = user("address 1 Elm St., telephone 6085551234")
    name, values = call(converse(client, first, assistant(follow_up), second))
    assert name == "add_owner"
    assert values["address"] == "1 Elm St."
    assert values["city"] == "Madison"


def test_a_pet_of_an_owner_looked_up_by_name_is_added_next(client: Clients) -> None:
    question = user("Add a cat called Tom, born 2021-05-06, to Betty Davis")
    found = {"owners": [{"id": 2, "firstName": "Betty", "lastName": "Davis", "city": "X", "pets": []}]}
    answer = converse(client, question, assistant(use("1", "list_owners")), user(result("1", found)))
    assert call(answer) == (
        "add_pet_to_owner",
        {"name": "Tom", "typeId": 1, "birthDate": "2021-05-06", "ownerId": 2},
    )


def test_what_a_tool_found_is_worded_and_the_stand_in_says_what_it_is(client: Clients) -> None:
    vets = [
        {"firstName": "Linda", "lastName": "Douglas", "specialties": ["dentistry", "surgery"]},
        {"firstName": "Helen", "lastName": "Leary", "specialties": ["radiology"]},
    ]
    question = user("Is there a surgeon?")
    answer = words(
        converse(client, question, assistant(use("1")), user(result("1", {"vets": vets, "partial": True})))
    )
    assert "Linda Douglas" in answer
    assert "Leary" not in answer
    assert "there may be others" in answer
    assert "stand-in" in answer


def test_a_tools_refusal_is_passed_on(client: Clients) -> None:
    answer = converse(
        client,
        user("Add owner"),
        assistant(use("1", "add_owner")),
        user(result("1", "telephone has to be exactly 10 digits.", "error")),
    )
    assert "exactly 10 digits" in words(answer)


def test_without_a_fitting_tool_it_says_that_it_does_not_know(client: Clients) -> None:
    assert "do not know" in words(converse(client, user("What is the capital of France?")))
    offered = {"tools": TOOLS["tools"][:1]}
    assert "do not know" in words(converse(client, user("Which vets are there?"), toolConfig=offered))


@pytest.mark.parametrize(
    ("messages", "reason"),
    [
        ([assistant("hello")], "must start with a user message"),
        ([], "must start with a user message"),
        ([user("a"), user("b")], "must alternate"),
        ([user()], "is empty"),
        ([user(" ")], "is blank"),
        ([user(use("1"))], "User messages cannot contain tool uses"),
        ([user("a"), assistant(use("1")), user("b")], "Expected toolResult blocks at messages.2.content"),
        ([user("a"), assistant(use("1"), use("2")), user(result("1", "x"))], "for the following Ids: 2"),
        ([user("a"), assistant(use("1"))], "Expected toolResult blocks"),
        ([user(result("1", "x"))], "exceeds the number of toolUse blocks"),
        ([user("a"), assistant(use("1")), user(result("1", "x"), result("2", "x"))], "exceeds the number"),
        ([user("a"), assistant(use("1"), use("1")), user(result("1", "x"))], "duplicate Ids"),
        ([user("a"), assistant(use("1", value=[1])), user(result("1", "x"))], "Provide a json object"),
        (
            [
                user("a"),
                assistant(use("1")),
                user({"toolResult": {"toolUseId": "1", "content": [], "status": "error"}}),
            ],
            "cannot be empty when status value is error",
        ),
    ],
)
def test_a_conversation_that_bedrock_refuses_is_refused(
    client: Clients, messages: list[Message], reason: str
) -> None:
    assert reason in refusal(client, *messages)


def test_tool_blocks_need_tools_and_tools_need_objects_and_names_of_their_own(client: Clients) -> None:
    history = [user("a"), assistant(use("1")), user(result("1", "x"))]
    with pytest.raises(ClientError, match="toolConfig field must be defined"):
        client("bedrock-runtime").converse(modelId=CLAUDE, messages=history)
    wrong = {"tools": [{"toolSpec": {"name": "a", "inputSchema": {"json": {"type": "string"}}}}]}
    assert "following: object" in refusal(client, user("a"), toolConfig=wrong)
    assert "unique" in refusal(client, user("a"), toolConfig={"tools": TOOLS["tools"] * 2})


def test_what_the_service_model_forbids_is_refused_as_in_every_other_service(client: Clients) -> None:
    message = refusal(client, user("a"), inferenceConfig={"temperature": 2})
    assert "inferenceConfig.temperature" in message
    assert "toolUseId" in refusal(client, user("a"), assistant(use("not allowed!")), user("b"))
