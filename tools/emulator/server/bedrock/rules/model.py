"""The stand-in for a language model: its next answer in a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..answer import Speech, ToolCall
from .history import ToolResult, last_results, open_requests
from .intent import Intent, intent_of
from .owner_request import read_owner
from .pet_request import PetRequest, read_pet
from .vet_request import vet_query
from .wording import word_result

_HONEST = "(This is the emulator's stand-in for a language model: it follows a few rules.)"

_CLINIC_ONLY = (
    "I can help with the clinic's owners, pets and vets only, and do not know about anything else. What "
    "would you like to know about the clinic?"
)
_GREETING = "Hello! I can list owners and vets, and add owners and pets. What would you like to know?"


def speak(request: Mapping[str, Any]) -> Speech:
    """Calls of tools that the request offers, or a last word."""
    messages = request["messages"]
    offered = {each["toolSpec"]["name"] for each in request.get("toolConfig", {}).get("tools", [])}
    said = open_requests(messages)
    results = last_results(messages)
    speech = _after(results, said) if results else _first(said)
    if any(call.name not in offered for call in speech.calls):
        return _last_word(_CLINIC_ONLY)
    return speech


def _first(said: Sequence[str]) -> Speech:
    intent = intent_of(said)
    if intent is Intent.ADD_OWNER:
        owner = read_owner(" ; ".join(said))
        return _tool("add_owner", owner.values) if not owner.missing else _ask(owner.missing)
    if intent is Intent.ADD_PET:
        pet = read_pet(" ; ".join(said))
        return _ask(pet.missing) if pet.missing else _add_pet(pet)
    if intent is Intent.VETS:
        query = vet_query(said[-1])
        return _tool("list_vets", {"query": query} if query else {})
    if intent is Intent.OWNERS:
        return _tool("list_owners", {})
    return _last_word(_GREETING if intent is Intent.GREETING else _CLINIC_ONLY)


def _after(results: Sequence[ToolResult], said: Sequence[str]) -> Speech:
    """Words what was found. Only a pet for an owner who was looked up by name needs one more tool."""
    if intent_of(said) is Intent.ADD_PET and results[-1].name == "list_owners" and not results[-1].is_error:
        pet = read_pet(" ; ".join(said))
        owners = results[-1].value["owners"]
        if len(owners) == 1 and not pet.missing:
            return _tool("add_pet_to_owner", {**pet.values, "ownerId": owners[0]["id"]})
        return _ask(["the number of the owner: the name alone does not tell who it is"])
    query = vet_query(said[-1]) if said else ""
    return _last_word(" ".join(word_result(result, query) for result in results))


def _add_pet(pet: PetRequest) -> Speech:
    if "ownerId" in pet.values:
        return _tool("add_pet_to_owner", pet.values)
    return _tool("list_owners", {"lastName": pet.owner_last_name})


def _tool(name: str, values: Mapping[str, Any]) -> Speech:
    return Speech(calls=[ToolCall(name, dict(values))])


def _ask(missing: Sequence[str]) -> Speech:
    return _last_word(f"Gladly. Please tell me {', '.join(missing)}.")


def _last_word(text: str) -> Speech:
    return Speech(f"{text} {_HONEST}")
