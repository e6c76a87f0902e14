"""Sentences that tell the results of tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .history import ToolResult

_SAME_LETTERS = 4
"""Length of the common beginning that makes two words one: surgery, surgeon."""


def word_result(result: ToolResult, query: str) -> str:
    """Tells a tool's result in words; `query` is the search for vets."""
    if result.is_error:
        return f"That was not possible. {result.value} What should be different?"
    if result.name == "list_vets":
        return _vets(result.value["vets"], query)
    if result.name == "list_owners":
        return _owners(result.value["owners"], bool(result.value["partial"]))
    if result.name in ("add_owner", "add_pet_to_owner"):
        return "Gladly. Please look at it once more."
    return f"{result.name} says: {result.value}"


def _vets(vets: Sequence[Mapping[str, Any]], query: str) -> str:
    wanted = [word[:_SAME_LETTERS] for word in query.split()]
    fitting = [vet for vet in vets if any(_fits(vet, start) for start in wanted)]
    if wanted and not fitting:
        return f"I do not know a vet for that ({query}). Which specialty do you need?"
    names = "; ".join(
        f"{vet['firstName']} {vet['lastName']} ({', '.join(vet['specialties']) or 'no specialty'})"
        for vet in fitting or vets
    )
    return f"These vets I found, and there may be others: {names}."


def _fits(vet: Mapping[str, Any], start: str) -> bool:
    words = [vet["firstName"], vet["lastName"], *vet["specialties"]]
    return any(word.lower().startswith(start) for word in words)


def _owners(owners: Sequence[Mapping[str, Any]], more: bool) -> str:
    if not owners:
        return "I do not know such an owner. What is the last name?"
    names = "; ".join(
        f"{owner['id']} {owner['firstName']} {owner['lastName']} in {owner['city']}"
        f" ({', '.join(pet['name'] for pet in owner['pets']) or 'no pets'})"
        for owner in owners
    )
    return f"These owners I found{', and there are more' if more else ''}: {names}."
