"""Additions that the assistant proposes, as the tests ask for them."""

from __future__ import annotations

from typing import Any

from genai_function import Function
from genai_world import World, call

OWNER: dict[str, object] = {
    "firstName": "Ann",
    "lastName": "Lee",
    "address": "1 Elm St.",
    "city": "Madison",
    "telephone": "6085551234",
}

PET = {"ownerId": 3, "name": "Rex", "birthDate": "2020-02-29", "typeId": 2}


def propose(world: World, function: Function, tool: str, value: Any) -> dict[str, Any]:
    """The answer with a proposal in it."""
    world.script({"tools": [call(tool, value)]}, {"text": "Fine."})
    return function.ask("Please add that")
