"""Vets by how near they are to a question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from .budget import Budget
from .embeddings import Embedder, Vector
from .records import Vet

_PARALLEL = 6


class VetIndex:
    """Keeps the vets' vectors as long as the execution environment lives."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._model_id = ""
        self._vectors: dict[str, Vector] = {}

    def nearest(self, vets: Sequence[Vet], query: str, model_id: str, budget: Budget) -> list[Vet]:
        """All of `vets`, the nearest first. Asks only for vectors of vets that are new or have changed.

        Raises UnavailableError. Vectors that came before it are kept.
        """
        if model_id != self._model_id:
            self._model_id, self._vectors = model_id, {}
        texts = [_text(vet) for vet in vets]
        self._vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = sorted({text for text in texts if text not in self._vectors})

        def embed(text: str) -> Vector:
            return self._embedder.embed(model_id, text, budget)

        with ThreadPoolExecutor(_PARALLEL) as pool:
            asked = pool.submit(embed, query)
            for text, vector in zip(missing, pool.map(embed, missing), strict=True):
                self._vectors[text] = vector
            wanted = asked.result()
        ranks = {text: _cosine(wanted, self._vectors[text]) for text in texts}
        return sorted(vets, key=lambda vet: (-ranks[_text(vet)], vet.id))


def _text(vet: Vet) -> str:
    specialties = ", ".join(vet.specialties) or "no specialty, general practice"
    return f"{vet.first_name} {vet.last_name}: {specialties}"


def _cosine(one: Vector, other: Vector) -> float:
    lengths = math.sqrt(sum(x * x for x in one)) * math.sqrt(sum(x * x for x in other))
    return sum(x * y for x, y in zip(one, other, strict=True)) / lengths if lengths else 0.0
