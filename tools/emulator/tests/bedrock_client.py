"""Questions to the stand-in for Bedrock, and its answers, as the tests have them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients

CLAUDE = "us.anthropic.claude-haiku-5-5"

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


def use(identifier: str, name: str = "list_vets", value: Any = None) -> Any:
    return {"toolUse": {"toolUseId": identifier, "name": name, "input": {} if value is None else value}}


def converse(client: Clients, *messages: Message, **others: Any) -> Any:
    request = {"modelId": CLAUDE, "messages": list(messages), "toolConfig": TOOLS, **others}
    return client("bedrock-runtime").converse(**request)


def refusal(client: Clients, *messages: Message, **others: Any) -> str:
    with pytest.raises(ClientError) as raised:
        converse(client, *messages, **others)
    assert raised.value.response["Error"]["Code"] == "ValidationException"
    return raised.value.response["Error"]["Message"]


def words(answer: Any) -> str:
    assert answer["stopReason"] == "end_turn"
    [block] = answer["output"]["message"]["content"]
    return block["text"]


def embed(client: Clients, **request: Any) -> Any:
    answer = client("bedrock-runtime").invoke_model(modelId=TITAN, body=json.dumps(request))
    return json.load(answer["body"])
