"""Conversations in DynamoDB: an item for each session, which ends an hour after its last question.

One more item counts the questions of a day.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from .aws import AwsClient, ExpectedError
from .budget import Budget
from .errors import RequestError, UnavailableError
from .turns import Proposal, Turn, decode, encode, within_limits

LIFETIME_SECONDS = 3600

_COUNT_SECONDS = 2 * 24 * 3600
_TRIES = 8
_CONFLICT = "ConditionalCheckFailedException"


@dataclass(frozen=True)
class Session:
    """The turns so far, and the state that they were read in."""

    id: str
    turns: tuple[Turn, ...] = ()
    proposal: Proposal | None = None
    version: int = 0
    """Counts the writes; 0 when there is no item."""


class SessionStore:
    """Items of single sessions: no other is ever read or written."""

    def __init__(self, dynamodb: AwsClient, table: str, daily_questions: int) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._daily_questions = daily_questions

    def count_question(self, budget: Budget) -> None:
        """Counts a question of today, in UTC. Raises RequestError after the last one, or UnavailableError."""
        now = datetime.now(UTC)
        try:
            self._dynamodb.call(
                "update_item",
                budget,
                expected=_CONFLICT,
                TableName=self._table,
                # No session's id has such a character.
                Key={"sessionId": {"S": f"questions#{now.date()}"}},
                UpdateExpression="SET expiresAt = :end ADD questions :one",
                ConditionExpression="attribute_not_exists(questions) OR questions < :most",
                ExpressionAttributeValues={
                    ":end": {"N": str(int(now.timestamp()) + _COUNT_SECONDS)},
                    ":one": {"N": "1"},
                    ":most": {"N": str(self._daily_questions)},
                },
            )
        except ExpectedError as error:
            raise RequestError(
                429, "The chat has answered all the questions that it may today. Please come back tomorrow."
            ) from error

    def read(self, session_id: str, budget: Budget) -> Session | None:
        """The session of that id; None when there is none, or when it has ended. Raises UnavailableError."""
        item = self._item(session_id, budget)
        # DynamoDB removes an expired item hours or days later.
        if item is None or int(item["expiresAt"]["N"]) <= time.time():
            return None
        return _session(session_id, item)

    def append(self, session: Session, turn: Turn, proposal: Proposal | None, budget: Budget) -> None:
        """Adds the turn behind those that are there by now, with its proposal. Raises UnavailableError."""
        for _ in range(_TRIES):
            try:
                turns = tuple(within_limits([*session.turns, turn]))
                self._write(replace(session, turns=turns, proposal=proposal), budget)
                return
            except ExpectedError:
                session = self.read(session.id, budget) or Session(session.id)
                # Written before, by an attempt whose answer was lost.
                if any(each.id == turn.id for each in session.turns):
                    return
        raise UnavailableError("sessions", f"other requests of the session came in between {_TRIES} times")

    def take_proposal(self, session: Session, budget: Budget) -> Session | None:
        """The session without its proposal, which nobody gets again; None when another request was faster.

        Raises UnavailableError.
        """
        taken = {"takenBy": {"S": uuid4().hex}}
        try:
            self._write(replace(session, proposal=None), budget, taken)
        except ExpectedError:
            # Unless it was taken before, by an attempt whose answer was lost.
            item = self._item(session.id, budget) or {}
            if item.get("takenBy") != taken["takenBy"]:
                return None
        return replace(session, proposal=None, version=session.version + 1)

    def _item(self, session_id: str, budget: Budget) -> Mapping[str, Any] | None:
        key = {"sessionId": {"S": session_id}}
        answer = self._dynamodb.call("get_item", budget, TableName=self._table, Key=key, ConsistentRead=True)
        return answer.get("Item")

    def _write(self, session: Session, budget: Budget, mark: Mapping[str, Any] | None = None) -> None:
        """Raises ExpectedError when a parallel request has written since the session was read."""
        proposal = {"proposal": {"S": json.dumps(asdict(session.proposal))}} if session.proposal else {}
        item = {
            "sessionId": {"S": session.id},
            "version": {"N": str(session.version + 1)},
            "expiresAt": {"N": str(int(time.time()) + LIFETIME_SECONDS)},
            "turns": {"S": encode(session.turns)},
            **proposal,
            **(mark or {}),
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


def _session(session_id: str, item: Mapping[str, Any]) -> Session:
    proposal = Proposal(**json.loads(item["proposal"]["S"])) if "proposal" in item else None
    return Session(session_id, tuple(decode(item["turns"]["S"])), proposal, int(item["version"]["N"]))
