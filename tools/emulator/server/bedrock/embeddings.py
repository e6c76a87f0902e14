"""Titan Text Embeddings V2: the real one's format, with vectors made of words and parts of words.

https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator
from typing import Any

from .refusal import BedrockError

_DIMENSIONS = (256, 512, 1024)
_LONGEST = 50_000
_PART = 4
_KEYS = {"inputText", "dimensions", "normalize", "embeddingTypes"}


def embed(body: bytes) -> dict[str, Any]:
    """The answer to InvokeModel's body. Raises BedrockError."""
    request = _read(body)
    values = vector(request["inputText"], request.get("dimensions", 1024))
    if not request.get("normalize", True):
        values = [each * 10 for each in values]
    return {
        "embedding": values,
        "embeddingsByType": {"float": values},
        "inputTextTokenCount": max(1, len(request["inputText"]) // 4),
    }


def vector(text: str, dimensions: int) -> list[float]:
    """Unit vector of a text. Two texts are the nearer, the more words or parts of words they share."""
    values = [0.0] * dimensions
    for feature, weight in _features(text):
        digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
        index = int.from_bytes(digest[:4]) % dimensions
        values[index] += weight if digest[4] % 2 else -weight
    length = math.sqrt(sum(each * each for each in values)) or 1.0
    return [each / length for each in values]


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in re.findall(r"\w+", text.lower()):
        yield word, 2.0
        padded = f"<{word}>"
        for start in range(len(padded) - _PART + 1):
            yield padded[start : start + _PART], 1.0


def _read(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body)
    except ValueError:
        request = None
    if not isinstance(request, dict):
        raise _malformed("expected type: JSONObject")
    for key in request:
        if key not in _KEYS:
            raise _malformed(f"extraneous key [{key}] is not permitted")
    text = request.get("inputText")
    if not isinstance(text, str):
        raise _malformed("required key [inputText] not found")
    if not 1 <= len(text) <= _LONGEST:
        raise _malformed(f"inputText: expected 1 to {_LONGEST} characters, actual: {len(text)}")
    if request.get("dimensions", 1024) not in _DIMENSIONS:
        raise _malformed("dimensions: not one of 1024, 512, 256")
    if not isinstance(request.get("normalize", True), bool):
        raise _malformed("normalize: expected type: Boolean")
    if request.get("embeddingTypes", ["float"]) != ["float"]:
        raise NotImplementedError("binary embeddings")
    return request


def _malformed(reason: str) -> BedrockError:
    return BedrockError(f"Malformed input request: #: {reason}, please reformat your input and try again.")
