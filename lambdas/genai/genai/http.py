"""Requests and answers in the format of API Gateway's REST proxy integration.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import RequestError
from .session_store import LIFETIME_SECONDS

HttpAnswer = dict[str, object]

MAX_CHARACTERS = 4000

_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

# A browser takes this prefix from no other host, so that nobody can plant a conversation of his own.
# https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie
_COOKIE = "__Host-petclinic-chat"
# Other cookies of the host may hold what no parser of cookies takes, such as JSON.
_KEPT = re.compile(rf"(?:^|;)\s*{_COOKIE}=({_SESSION_ID.pattern})\s*(?:;|$)")


def answer(status: int, body: Mapping[str, object] | str, cookie: str = "") -> HttpAnswer:
    """A JSON object, or bare text. `cookie` is the session to keep in the browser, as long as it lives."""
    is_text = isinstance(body, str)
    headers = {
        "Content-Type": "text/plain; charset=utf-8" if is_text else "application/json",
        # A proxy integration brings its own CORS header.
        "Access-Control-Allow-Origin": os.environ.get("CORS_ORIGIN", ""),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if cookie:
        kept = f"Max-Age={LIFETIME_SECONDS}; Path=/; Secure; HttpOnly; SameSite=Strict"
        headers["Set-Cookie"] = f"{_COOKIE}={cookie}; {kept}"
    text = body if is_text else json.dumps(body)
    return {"statusCode": status, "headers": headers, "body": text, "isBase64Encoded": False}


@dataclass(frozen=True)
class HttpRequest:
    """The part of an event that is read. The body stays as it came until somebody wants it."""

    method: str
    path: str
    raw_body: str
    is_base64: bool
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers by names in lower case."""

    def refuse_other_origins(self) -> None:
        """Raises RequestError for a page that may not ask.

        A page of any origin may send a question as plain text, which no browser asks about first. Servers and
        tools send no origin.
        """
        origin = self.headers.get("origin")
        own = origin is not None and origin.partition("://")[2] == self.headers.get("host")
        if origin is not None and not own and origin != os.environ.get("CORS_ORIGIN"):
            raise RequestError(403, "Pages of this origin may not ask the clinic's chat.")

    @property
    def session_id(self) -> str | None:
        """The session that the browser keeps; None without one."""
        kept = _KEPT.search(self.headers.get("cookie", ""))
        return kept[1] if kept else None

    def json(self) -> object:
        """The body, parsed. Raises RequestError."""
        try:
            body = (
                base64.b64decode(self.raw_body, validate=True).decode() if self.is_base64 else self.raw_body
            )
        except (binascii.Error, UnicodeError) as error:
            raise RequestError(400, "The request's body is not text in UTF-8.") from error
        if not body.strip():
            raise RequestError(400, "The request has no body: please ask a question.")
        try:
            value: object = json.loads(body)
        # Brackets that are nested thousands of times end in a RecursionError.
        except (ValueError, RecursionError) as error:
            raise RequestError(400, "The body is not JSON.") from error
        return value


def read_request(event: object) -> HttpRequest:
    """Raises RequestError when it is no event of the gateway's."""
    if isinstance(event, Mapping):
        method, path = event.get("httpMethod"), event.get("path")
        # The gateway sends null for no body at all.
        body = event.get("body") or ""
        if isinstance(method, str) and isinstance(path, str) and isinstance(body, str):
            headers = event.get("headers")
            named = headers if isinstance(headers, Mapping) else {}
            lower = {str(name).lower(): str(value) for name, value in named.items()}
            return HttpRequest(method, path.rstrip("/"), body, event.get("isBase64Encoded") is True, lower)
    raise RequestError(400, "This function answers requests that come through the clinic's API.")


@dataclass(frozen=True)
class Question:
    """A question, and the conversation that it continues."""

    text: str
    session_id: str | None = None
    """Id of the conversation to continue; None begins one."""
    by_cookie: bool = False
    """True if a browser's cookie keeps the session, so that the request cannot name another one."""


def question_of_object(value: object) -> Question:
    """`{"question": "…", "sessionId": "…"}`, the second one optional. Raises RequestError."""
    if not isinstance(value, dict):
        raise RequestError(
            400, 'The body has to be a JSON object such as {"question": "Which vets are there?"}.'
        )
    if "question" not in value:
        raise RequestError(400, 'The body has no "question".')
    session_id = value.get("sessionId")
    if session_id is not None and not (isinstance(session_id, str) and _SESSION_ID.fullmatch(session_id)):
        raise RequestError(
            400,
            'The "sessionId" has to be the one of an earlier answer: 8 to 64 letters, digits, "-" or "_". '
            "Leave it out to begin a conversation.",
        )
    return Question(_text(value["question"], 'The "question"'), session_id)


def question_of_string(value: object, session_id: str | None) -> Question:
    """A bare JSON string of a browser. Raises RequestError."""
    return Question(_text(value, "The body"), session_id, by_cookie=True)


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise RequestError(400, f"{what} has to be a JSON string.")
    text = value.strip()
    if not text:
        raise RequestError(400, f"{what} is empty: please ask a question.")
    if len(text) > MAX_CHARACTERS:
        reason = f"{what} has {len(text)} characters, but {MAX_CHARACTERS} are allowed"
        raise RequestError(400, f"{reason}: please ask in fewer words.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RequestError(400, f"{what} holds half a character (a lone surrogate).") from error
    return text
