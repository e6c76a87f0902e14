"""Answers in the format of API Gateway's REST proxy integration."""

from __future__ import annotations

import json
from collections.abc import Mapping

HttpAnswer = dict[str, object]

UNAVAILABLE = "Chat is currently unavailable. Please try again later."

_HEADERS = {
    # A proxy integration brings its own CORS header. Any page may ask: no cookies, no logins to protect.
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def json_answer(status: int, value: Mapping[str, object]) -> HttpAnswer:
    """A JSON object."""
    return _answer(status, "application/json", json.dumps(value))


def text_answer(status: int, text: str) -> HttpAnswer:
    """Bare text."""
    return _answer(status, "text/plain; charset=utf-8", text)


def _answer(status: int, content_type: str, body: str) -> HttpAnswer:
    headers = {"Content-Type": content_type, **_HEADERS}
    return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": False}
