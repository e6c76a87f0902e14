"""Which models there are: those that the stacks of this project may name."""

from __future__ import annotations

import re

from .refusal import BedrockError

_CHAT = re.compile(r"(?:[a-z]{2,6}\.)?(?:anthropic\.claude|amazon\.nova)-[a-z0-9.-]+(?::[0-9]+)?")
_TITAN = re.compile(r"amazon\.titan-embed-text-v2:0")
_ARN = re.compile(r"arn:aws[a-z-]*:bedrock:[a-z0-9-]*:[0-9]*:(?:foundation-model|inference-profile)/(.+)")


def require_chat_model(identifier: str) -> None:
    """Raises BedrockError for what Converse does not take."""
    name = _name(identifier)
    if _TITAN.fullmatch(name):
        raise BedrockError(
            "The action doesn't support the model that you provided. Try again with a supported text or chat "
            "model."
        )
    if not _CHAT.fullmatch(name):
        raise BedrockError("The provided model identifier is invalid.")


def require_embedding_model(identifier: str) -> None:
    """Raises BedrockError for what InvokeModel does not take here: any model but Titan's embeddings."""
    name = _name(identifier)
    if _TITAN.fullmatch(name):
        return
    if _CHAT.fullmatch(name):
        raise NotImplementedError("InvokeModel of a chat model: call Converse")
    raise BedrockError("The provided model identifier is invalid.")


def _name(identifier: str) -> str:
    arn = _ARN.fullmatch(identifier)
    return arn[1] if arn else identifier
