"""Rules that Converse enforces beyond its service model, in the words of the service.

https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html
https://docs.aws.amazon.com/bedrock/latest/userguide/tool-use-inference-call.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .refusal import BedrockError

Block = Mapping[str, Any]
Message = Mapping[str, Any]

_KINDS = {"user": {"text", "toolResult"}, "assistant": {"text", "toolUse", "reasoningContent"}}


def check_conversation(request: Mapping[str, Any]) -> None:
    """Raises BedrockError with the first thing that is wrong."""
    messages: Sequence[Message] = request.get("messages") or []
    if not messages or messages[0]["role"] != "user":
        raise BedrockError(
            "A conversation must start with a user message. Try again with a conversation that starts with "
            "a user message."
        )
    _check_tools(request, messages)
    before: Message = {"role": "assistant", "content": []}
    for index, message in enumerate(messages):
        if message["role"] == before["role"]:
            raise BedrockError(
                "A conversation must alternate between user and assistant roles. Make sure the conversation "
                "alternates between user and assistant roles and try again."
            )
        _check_content(f"messages.{index}", message)
        _check_results(f"messages.{index}.content", message, before)
        before = message
    _check_results(f"messages.{len(messages)}.content", {"role": "user", "content": []}, before)


def _check_tools(request: Mapping[str, Any], messages: Sequence[Message]) -> None:
    tools = [
        each["toolSpec"] for each in request.get("toolConfig", {}).get("tools", []) if "toolSpec" in each
    ]
    blocks = (block for message in messages for block in message["content"])
    if not tools and any("toolUse" in block or "toolResult" in block for block in blocks):
        raise BedrockError(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks."
        )
    names = [tool["name"] for tool in tools]
    if len(set(names)) < len(names):
        raise BedrockError("The tool names in toolConfig.tools must be unique.")
    for index, tool in enumerate(tools):
        schema = tool["inputSchema"].get("json")
        if not isinstance(schema, dict) or schema.get("type") != "object":
            raise BedrockError(
                f"The value at toolConfig.tools.{index}.toolSpec.inputSchema.json.type must be one of the "
                "following: object."
            )


def _check_content(place: str, message: Message) -> None:
    content: Sequence[Block] = message["content"]
    if not content:
        raise BedrockError(
            f"The content field in the Message object at {place} is empty. Add a ContentBlock object to the "
            "content field and try again."
        )
    for number, block in enumerate(content):
        kinds = [kind for kind, value in block.items() if value is not None]
        if len(kinds) != 1:
            raise BedrockError(
                f"The ContentBlock object at {place}.content.{number} must set exactly one field."
            )
        _check_block(f"{place}.content.{number}", message["role"], kinds[0], block)


def _check_block(place: str, role: str, kind: str, block: Block) -> None:
    if kind == "toolUse" and role == "user":
        raise BedrockError(
            "User messages cannot contain tool uses. Please remove the tool uses and try again."
        )
    if kind not in _KINDS.get(role, set()):
        raise NotImplementedError(
            f"{kind} in a message of the role {role}: the stand-in reads texts and tools"
        )
    if kind == "text" and not block["text"].strip():
        raise BedrockError(
            f"The text field in the ContentBlock object at {place} is blank. Add text to the text field, and "
            "try again."
        )
    if kind == "toolUse" and not isinstance(block["toolUse"]["input"], dict):
        raise BedrockError(
            f"The format of the value at {place}.toolUse.input is invalid. Provide a json object for the "
            "field and try again."
        )
    if kind == "toolResult":
        _check_result(place, block["toolResult"])


def _check_result(place: str, result: Block) -> None:
    if result.get("status") == "error" and not result["content"]:
        raise BedrockError(
            f"The content field at {place}.toolResult cannot be empty when status value is error."
        )
    for number, each in enumerate(result["content"]):
        if "json" in each and not isinstance(each["json"], dict):
            raise BedrockError(
                f"The format of the value at {place}.toolResult.content.{number}.json is invalid. Provide a "
                "json object for the field and try again."
            )


def _check_results(place: str, message: Message, before: Message) -> None:
    """Every call of the message before has its one result here, and no result is without a call."""
    wanted = list(_ids(before, "toolUse"))
    given = list(_ids(message, "toolResult"))
    if len(set(wanted)) < len(wanted) or len(set(given)) < len(given):
        raise BedrockError(f"The toolUse and toolResult blocks at {place} contain duplicate Ids.")
    missing = [each for each in wanted if each not in given]
    if missing:
        raise BedrockError(
            f"Expected toolResult blocks at {place} for the following Ids: {', '.join(missing)}"
        )
    if len(given) > len(wanted):
        raise BedrockError(
            f"The number of toolResult blocks at {place} exceeds the number of toolUse blocks of previous "
            "turn."
        )


def _ids(message: Message, kind: str) -> Iterator[str]:
    return (block[kind]["toolUseId"] for block in message["content"] if kind in block)
