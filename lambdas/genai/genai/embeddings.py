"""Titan's text embeddings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .aws_client import AwsClient
from .budget import Budget
from .errors import UnavailableError

Vector = tuple[float, ...]

_SECONDS = 5.0

# The least that version 2 of the model offers: enough to tell specialties apart.
# https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
_DIMENSIONS = 256


@dataclass(frozen=True)
class Embedder:
    """Asks for one embedding at a time: the model takes one text a call."""

    bedrock: AwsClient

    def embed(self, model_id: str, text: str, budget: Budget) -> Vector:
        """A vector of length 1. Raises UnavailableError."""
        body = json.dumps({"inputText": text, "dimensions": _DIMENSIONS, "normalize": True})
        answer = self.bedrock.call(
            "invoke_model",
            budget,
            at_most=_SECONDS,
            keep=1.0,
            modelId=model_id,
            contentType="application/json",
            accept="application/json",
            body=body,
        )
        return _vector(answer)


def _vector(answer: dict[str, Any]) -> Vector:
    try:
        vector = tuple(float(each) for each in json.loads(answer["body"].read())["embedding"])
    # Whatever goes wrong between the wire and the last number.
    except Exception as error:
        raise UnavailableError(
            "model", "the embedding cannot be read", {"error": type(error).__name__}
        ) from error
    if len(vector) != _DIMENSIONS:
        raise UnavailableError("model", f"the embedding has {len(vector)} dimensions, not {_DIMENSIONS}")
    return vector
