"""The question in a request's body, in one of two shapes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from .errors import BadRequestError

MAX_CHARACTERS = 4000

_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True)
class Question:
    """What somebody asks, and which conversation it continues."""

    text: str
    session_id: str | None
    """None begins a conversation."""


def question_of_object(body: str) -> Question:
    """`{"question": "…", "sessionId": "…"}`, the second one optional. Raises BadRequestError."""
    value = _parse(body)
    if not isinstance(value, dict):
        raise BadRequestError(
            'The body has to be a JSON object such as {"question": "Which vets are there?"}.'
        )
    if "question" not in value:
        raise BadRequestError('The body has no "question".')
    return Question(_text(value["question"], 'The "question"'), _session_id(value.get("sessionId")))


def question_of_string(body: str) -> Question:
    """A bare JSON string. Raises BadRequestError."""
    return Question(_text(_parse(body), "The body"), None)


def _parse(body: str) -> object:
    if not body.strip():
        raise BadRequestError("The request has no body: please ask a question.")
    try:
        value: object = json.loads(body)
    # Brackets that are nested thousands of times end in a RecursionError.
    except (ValueError, RecursionError) as error:
        raise BadRequestError("The body is not JSON.") from error
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise BadRequestError(f"{what} has to be a JSON string.")
    text = value.strip()
    if not text:
        raise BadRequestError(f"{what} is empty: please ask a question.")
    if len(text) > MAX_CHARACTERS:
        raise BadRequestError(
            f"{what} has {len(text)} characters, but {MAX_CHARACTERS} are allowed: please ask in fewer words."
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadRequestError(f"{what} holds half a character (a lone surrogate).") from error
    return text


def _session_id(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _SESSION_ID.fullmatch(value):
        raise BadRequestError(
            'The "sessionId" has to be the one of an earlier answer: 8 to 64 letters, digits, "-" or "_". '
            "Leave it out to begin a conversation."
        )
    return value
