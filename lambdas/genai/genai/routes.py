"""The paths that are answered, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .budget import Budget
from .chat import chat
from .environment import Environment
from .http_answer import HttpAnswer, json_answer, text_answer
from .http_request import HttpRequest
from .question import question_of_object, question_of_string

OpenEnvironment = Callable[[], Environment]

Refuse = Callable[[int, str], HttpAnswer]
"""Words a status and a sentence."""


@dataclass(frozen=True)
class Route:
    """How a path is answered, and how it is told that it cannot be."""

    answer: Callable[[HttpRequest, OpenEnvironment, Budget], HttpAnswer]
    refuse: Refuse


def refuse_json(status: int, sentence: str) -> HttpAnswer:
    """As the gateway itself words its errors."""
    return json_answer(status, {"message": sentence})


def _chat(request: HttpRequest, open_environment: OpenEnvironment, budget: Budget) -> HttpAnswer:
    question = question_of_object(request.body)
    answer = chat(question, open_environment(), budget)
    return json_answer(200, {"answer": answer.text, "sessionId": answer.session_id})


def _chat_client(request: HttpRequest, open_environment: OpenEnvironment, budget: Budget) -> HttpAnswer:
    """What the stock frontend asks. It shows the body of whatever comes back, so that is text in any case."""
    question = question_of_string(request.body)
    return text_answer(200, chat(question, open_environment(), budget).text)


def _health(_: HttpRequest, open_environment: OpenEnvironment, budget: Budget) -> HttpAnswer:
    """Settings, secret, network and database: all but the model, where a question costs money."""
    open_environment().repository.is_reachable(budget)
    return json_answer(200, {"status": "UP"})


ROUTES: Mapping[tuple[str, str], Route] = {
    ("POST", "/api/genai"): Route(_chat, refuse_json),
    ("POST", "/api/genai/chatclient"): Route(_chat_client, text_answer),
    ("GET", "/api/genai/health"): Route(_health, refuse_json),
}
