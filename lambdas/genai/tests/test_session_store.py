"""The store of conversations, whose writes may be made without an answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from genai.aws import AwsClient
from genai.budget import Budget
from genai.session_store import Session, SessionStore
from genai.turns import Proposal, new_turn
from genai_world import World


class LosingClient(AwsClient):
    """DynamoDB, whose answer to each first attempt at a write is lost, so that botocore writes again.

    A read knows of no write unless it is a consistent one.
    """

    def call(self, operation: str, budget: Budget, **request: Any) -> dict[str, Any]:
        if operation == "put_item":
            super().call(operation, budget, **request)
        if operation == "get_item" and request.get("ConsistentRead") is not True:
            return {}
        return super().call(operation, budget, **request)


def test_a_proposal_whose_taking_was_not_answered_is_carried_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in world.variables().items():
        monkeypatch.setenv(name, value)
    store = SessionStore(LosingClient("dynamodb", "sessions"), "sessions", 100)
    budget = Budget(SimpleNamespace(get_remaining_time_in_millis=lambda: 20_000))
    turn = new_turn([{"role": "user", "content": [{"text": "Add Ann"}]}])
    store.append(Session("taken-once"), turn, Proposal("add_owner", {}, "Ann"), budget)
    session = store.read("taken-once", budget)
    assert session is not None
    assert store.take_proposal(session, budget) is not None
    assert store.take_proposal(session, budget) is None
    again = store.read("taken-once", budget)
    assert again is not None
    assert (again.proposal, len(again.turns)) == (None, 1)
