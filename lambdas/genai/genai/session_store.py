"""Conversations in DynamoDB: an item for each session, which ends an hour after its last question."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .aws import AwsClient, ExpectedError
from .budget import Budget
from .errors import UnavailableError
from .turns import Turn, decode, encode, within_limits

LIFETIME_SECONDS = 3600

_TRIES = 8
_CONFLICT = "ConditionalCheckFailedException"


@dataclass(frozen=True)
class Session:
    """The turns so far, and the state that they were read in."""

    id: str
    turns: tuple[Turn, ...] = ()
    version: int = 0
    """Counts the writes; 0 when there is no item."""


class SessionStore:
    """Items of single sessions: no other is ever read or written."""

    def __init__(self, dynamodb: AwsClient, table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def read(self, session_id: str, budget: Budget) -> Session:
        """A session without turns when there is none, or when it has ended. Raises UnavailableError."""
        answer = self._dynamodb.call(
            "get_item",
            budget,
            TableName=self._table,
            Key={"sessionId": {"S": session_id}},
            ConsistentRead=True,
        )
        return _session(session_id, answer.get("Item"))

    def append(self, session: Session, turn: Turn, budget: Budget) -> None:
        """Adds the turn behind those that are there by now. Raises UnavailableError."""
        for _ in range(_TRIES):
            try:
                self._write(session, turn, budget)
                return
            except ExpectedError:
                session = self.read(session.id, budget)
                # Written before, by an attempt whose answer was lost.
                if any(each.id == turn.id for each in session.turns):
                    return
        raise UnavailableError("sessions", f"other requests of the session came in between {_TRIES} times")

    def _write(self, session: Session, turn: Turn, budget: Budget) -> None:
        """Only onto the state that was read: a parallel request may have written meanwhile."""
        turns = within_limits([*session.turns, turn])
        item = {
            "sessionId": {"S": session.id},
            "version": {"N": str(session.version + 1)},
            "expiresAt": {"N": str(int(time.time()) + LIFETIME_SECONDS)},
            "turns": {"S": encode(turns)},
        }
        self._dynamodb.call(
            "put_item",
            budget,
            expected=_CONFLICT,
            TableName=self._table,
            Item=item,
            ConditionExpression="attribute_not_exists(sessionId) OR version = :read",
            ExpressionAttributeValues={":read": {"N": str(session.version)}},
        )


def _session(session_id: str, item: Mapping[str, Any] | None) -> Session:
    if item is None:
        return Session(session_id)
    version = int(item["version"]["N"])
    # DynamoDB removes an expired item hours or days later.
    if int(item["expiresAt"]["N"]) <= time.time():
        return Session(session_id, version=version)
    return Session(session_id, tuple(decode(item["turns"]["S"])), version)
