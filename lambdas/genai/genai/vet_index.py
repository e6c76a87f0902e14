"""Vets by how near they are to a question, measured by Titan's text embeddings."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from .budget import Budget
from .errors import UnavailableError
from .repository import Record

Vector = tuple[float, ...]

_PARALLEL = 6

# The least that version 2 of the model offers: enough to tell specialties apart.
# https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
_DIMENSIONS = 256


class VetIndex:
    """The vets' vectors, kept as long as the execution environment lives."""

    def __init__(self, ask: Callable[..., dict[str, Any]]) -> None:
        """`ask` is the environment's way to a model: `Environment.ask_bedrock`."""
        self._ask = ask
        self._model_id = ""
        self._vectors: dict[str, Vector] = {}

    def nearest(self, vets: Sequence[Record], query: str, model_id: str, budget: Budget) -> list[Record]:
        """Sorts `vets`, the nearest first. Asks only for vectors of vets that are new or have changed.

        Raises UnavailableError. Vectors that came before it are kept.
        """
        if model_id != self._model_id:
            self._model_id, self._vectors = model_id, {}
        texts = [_text(vet) for vet in vets]
        self._vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = sorted({text for text in texts if text not in self._vectors})

        def embed(text: str) -> Vector:
            return self._embed(text, budget)

        with ThreadPoolExecutor(_PARALLEL) as pool:
            asked = pool.submit(embed, query)
            for text, vector in zip(missing, pool.map(embed, missing), strict=True):
                self._vectors[text] = vector
            wanted = asked.result()
        # Vectors have the length 1, so their product is the cosine of the angle between them.
        ranks = {text: sum(map(float.__mul__, wanted, self._vectors[text])) for text in texts}
        return [vet for _, vet in sorted(zip(texts, vets, strict=True), key=lambda pair: -ranks[pair[0]])]

    def _embed(self, text: str, budget: Budget) -> Vector:
        """A vector of length 1. Raises UnavailableError."""
        body = json.dumps({"inputText": text, "dimensions": _DIMENSIONS, "normalize": True})
        answer = self._ask(
            "invoke_model",
            "embedding",
            budget,
            contentType="application/json",
            accept="application/json",
            body=body,
        )
        try:
            vector = tuple(float(each) for each in json.loads(answer["body"].read())["embedding"])
            if len(vector) != _DIMENSIONS or not all(map(math.isfinite, vector)):
                raise ValueError("dimensions")
        # Whatever goes wrong between the wire and the last number.
        except Exception as error:
            reason = f"the embedding is not {_DIMENSIONS} numbers"
            raise UnavailableError("model", reason, error=type(error).__name__) from error
        return vector


def _text(vet: Record) -> str:
    names = vet["specialties"]
    specialties = ", ".join(names) if isinstance(names, list) and names else "no specialty, general practice"
    return f"{vet['firstName']} {vet['lastName']}: {specialties}"
