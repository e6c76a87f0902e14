"""The stand-in for Bedrock, asked by boto3 as a function would."""

from __future__ import annotations

import json
import math
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator
from server.bedrock.embeddings import vector

CLAUDE = "us.anthropic.claude-haiku-5-5"
SYSTEM = f"arn:aws:bedrock:us-west-2:123456789012:inference-profile/{CLAUDE}"
TITAN = "amazon.titan-embed-text-v2:0"
TOOLS = {
    "tools": [
        {"toolSpec": {"name": name, "inputSchema": {"json": {"type": "object"}}}}
        for name in ("list_owners", "add_owner", "list_vets", "add_pet_to_owner")
    ]
}

Message = dict[str, Any]


def user(*content: Any) -> Message:
    return {
        "role": "user",
        "content": [{"text": each} if isinstance(each, str) else each for each in content],
    }


def assistant(*content: Any) -> Message:
    return {**user(*content), "role": "assistant"}


def use(identifier: str, name: str = "list_vets", value: Any = None) -> Any:
    return {"toolUse": {"toolUseId": identifier, "name": name, "input": {} if value is None else value}}


def result(identifier: str, value: Any, status: str = "success") -> Any:
    content = [{"json": value}] if isinstance(value, dict) else [{"text": value}]
    return {"toolResult": {"toolUseId": identifier, "content": content, "status": status}}


def converse(client: Clients, *messages: Message, **others: Any) -> Any:
    request = {"modelId": CLAUDE, "messages": list(messages), "toolConfig": TOOLS, **others}
    return client("bedrock-runtime").converse(**request)


def refusal(client: Clients, *messages: Message, **others: Any) -> str:
    with pytest.raises(ClientError) as raised:
        converse(client, *messages, **others)
    assert raised.value.response["Error"]["Code"] == "ValidationException"
    return raised.value.response["Error"]["Message"]


def call(answer: Any) -> tuple[str, Any]:
    assert answer["stopReason"] == "tool_use"
    [block] = answer["output"]["message"]["content"]
    return block["toolUse"]["name"], block["toolUse"]["input"]


def words(answer: Any) -> str:
    assert answer["stopReason"] == "end_turn"
    [block] = answer["output"]["message"]["content"]
    return block["text"]


def script(emulator: Emulator, *answers: Any) -> None:
    data = json.dumps({"answers": answers}).encode()
    urllib.request.urlopen(
        urllib.request.Request(f"{emulator.url}/_emulator/bedrock", data=data, method="PUT")
    ).close()


def asked(emulator: Emulator) -> Any:
    with urllib.request.urlopen(f"{emulator.url}/_emulator/bedrock") as response:
        return json.load(response)


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


def test_models_that_do_not_exist_or_do_something_else_are_refused(client: Clients) -> None:
    assert "model identifier is invalid" in refusal(client, user("a"), modelId="anthropic-claude")
    assert "doesn't support the model" in refusal(client, user("a"), modelId=TITAN)
    for known in (SYSTEM, "amazon.nova-lite-v1:0"):
        assert words(converse(client, user("hello"), modelId=known))


@pytest.mark.parametrize("model", ["anthropic.claude-haiku-5-5", "anthropic.claude-haiku-4-5-20251001-v1:0"])
def test_a_model_without_on_demand_throughput_is_called_by_a_profile_alone(
    client: Clients, model: str
) -> None:
    for name in (model, f"arn:aws:bedrock:us-west-2::foundation-model/{model}"):
        assert "with on-demand throughput isn\u2019t supported" in refusal(client, user("a"), modelId=name)
    assert words(converse(client, user("hello"), modelId=f"global.{model}"))
    assert "identifier is invalid" in refusal(client, user("a"), modelId=f"eu.{model}")


def test_a_model_that_has_ended_is_gone_under_each_of_its_names(client: Clients) -> None:
    model = "anthropic.claude-3-haiku-20240307-v1:0"
    for name in (model, f"us.{model}", f"arn:aws:bedrock:us-west-2::foundation-model/{model}"):
        with pytest.raises(ClientError, match="reached the end of its life") as raised:
            converse(client, user("a"), modelId=name)
        assert raised.value.response["Error"]["Code"] == "ResourceNotFoundException"
    life = client("bedrock").get_foundation_model(modelIdentifier=model)["modelDetails"]["modelLifecycle"]
    assert (life["status"], life["endOfLifeTime"].isoformat()[:10]) == ("LEGACY", "2026-09-10")


@pytest.mark.parametrize(
    "others",
    [
        {"inferenceConfig": {"temperature": 0.0}},
        {"inferenceConfig": {"topP": 0.5}},
        {"additionalModelRequestFields": {"top_k": 5}},
    ],
)
def test_parameters_that_the_model_does_not_take_are_refused(client: Clients, others: Any) -> None:
    assert "deprecated for this model" in refusal(client, user("a"), **others)
    assert converse(client, user("hello"), modelId="amazon.nova-lite-v1:0", **others)


def test_thinking_is_adaptive_or_off(client: Clients) -> None:
    def thinking(**value: Any) -> Any:
        return {"additionalModelRequestFields": {"thinking": value}}

    assert "only adaptive and disabled" in refusal(
        client, user("a"), **thinking(type="enabled", budget_tokens=2048)
    )
    for kind in ("adaptive", "disabled"):
        assert words(converse(client, user("hello"), **thinking(type=kind)))


def create_profile(client: Clients, source: str, name: str = "a profile") -> str:
    arn = client("bedrock").create_inference_profile(
        inferenceProfileName=name,
        modelSource={"copyFrom": source},
        tags=[{"key": "Environment", "value": "dev"}],
    )["inferenceProfileArn"]
    return str(arn)


def test_an_application_inference_profile_leads_to_its_model_until_it_is_deleted(client: Clients) -> None:
    bedrock = client("bedrock")
    arn = create_profile(client, SYSTEM)
    found = bedrock.get_inference_profile(inferenceProfileIdentifier=arn)
    assert (found["type"], found["status"]) == ("APPLICATION", "ACTIVE")
    regions = [each["modelArn"].split(":")[3] for each in found["models"]]
    assert regions == ["us-east-1", "us-east-2", "us-west-2"]
    assert bedrock.list_tags_for_resource(resourceARN=arn)["tags"] == [{"key": "Environment", "value": "dev"}]
    assert words(converse(client, user("hello"), modelId=arn))
    with pytest.raises(ClientError, match="already exists"):
        create_profile(client, SYSTEM)
    bedrock.delete_inference_profile(inferenceProfileIdentifier=arn)
    asks: list[Callable[[], Any]] = [
        lambda: converse(client, user("hello"), modelId=arn),
        lambda: bedrock.get_inference_profile(inferenceProfileIdentifier=arn),
    ]
    for ask in asks:
        with pytest.raises(ClientError) as raised:
            ask()
        assert raised.value.response["Error"]["Code"] == "ResourceNotFoundException"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-5-5",
            "does not support On Demand inference",
        ),
        (SYSTEM.replace("us.anthropic", "eu.anthropic"), "identifier is invalid"),
        (SYSTEM.replace(CLAUDE, f"us.{TITAN}"), "identifier is invalid"),
        (SYSTEM.replace(f"inference-profile/{CLAUDE}", "provisioned-model/abc123"), "to satisfy constraint"),
        (SYSTEM.replace("haiku-5-5", "3-haiku-20240307-v1:0"), "end of its life"),
        (SYSTEM.replace("haiku-5-5", "haiku-99"), "identifier is invalid"),
    ],
)
def test_no_profile_is_made_of_what_cannot_be_called(client: Clients, source: str, reason: str) -> None:
    with pytest.raises(ClientError, match=reason):
        create_profile(client, source)


def test_usage_and_latency_are_told(client: Clients) -> None:
    answer = converse(client, user("hello"))
    usage = answer["usage"]
    assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"] > 0
    assert answer["metrics"]["latencyMs"] >= 0


def embed(client: Clients, **request: Any) -> Any:
    answer = client("bedrock-runtime").invoke_model(modelId=TITAN, body=json.dumps(request))
    return json.load(answer["body"])


def test_embeddings_have_the_length_and_the_dimensions_that_were_asked_for(client: Clients) -> None:
    assert len(embed(client, inputText="a")["embedding"]) == 1024
    answer = embed(client, inputText="Linda Douglas: surgery", dimensions=256, normalize=True)
    assert len(answer["embedding"]) == 256
    assert math.isclose(math.hypot(*answer["embedding"]), 1, abs_tol=1e-6)
    assert answer["embeddingsByType"]["float"] == answer["embedding"]
    longer = embed(client, inputText="a", normalize=False)["embedding"]
    assert math.hypot(*longer) > 2


@pytest.mark.parametrize("query", ["surgery", "surgeon", "Surgery for my dog"])
def test_what_shares_words_is_nearer(query: str) -> None:
    def nearness(text: str) -> float:
        return sum(x * y for x, y in zip(vector(query, 256), vector(text, 256), strict=True))

    assert nearness("Rafael Ortega: surgery") > nearness("Helen Leary: radiology")
    assert nearness("Linda Douglas: dentistry, surgery") > nearness("James Carter: no specialty")


@pytest.mark.parametrize(
    "request_body",
    [
        {},
        {"inputText": 1},
        {"inputText": ""},
        {"inputText": "a", "dimensions": 100},
        {"inputText": "a", "x": 1},
    ],
)
def test_an_embedding_request_that_titan_refuses_is_refused(client: Clients, request_body: Any) -> None:
    with pytest.raises(ClientError, match="Malformed input request") as raised:
        embed(client, **request_body)
    assert raised.value.response["Error"]["Code"] == "ValidationException"


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
