"""Models of Bedrock: parameters, profiles, embeddings and life cycles."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from bedrock_client import CLAUDE, TITAN, converse, embed, refusal, user, words
from botocore.exceptions import ClientError
from harness import Clients
from server.bedrock.embeddings import vector

SYSTEM = f"arn:aws:bedrock:us-west-2:123456789012:inference-profile/{CLAUDE}"


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
