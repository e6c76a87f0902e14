"""The Lambda function behind `/api/genai`. It answers every event: 200, 400, 403, 404, 429 or 503."""

from __future__ import annotations

import logging
import os
from functools import cache

from clinic_database.deadline import LambdaContext

from .budget import Budget
from .chat import chat
from .environment import Environment
from .errors import RequestError, UnavailableError, log_unexpected
from .http import HttpAnswer, HttpRequest, answer, question_of_object, question_of_string, read_request

logger = logging.getLogger(__name__)

UNAVAILABLE = "Chat is currently unavailable. Please try again later."

# The stock frontend shows the body of whatever comes back, so that is text in any case.
_CLIENT = ("POST", "/api/genai/chatclient")

# Whatever level the function is set to: at DEBUG they write whole requests, questions and secrets among them.
for _name in ("boto3", "botocore", "urllib3"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@cache
def _environment() -> Environment:
    """The function's environment. The first request that needs it makes it; a failure is not kept."""
    return Environment(os.environ)


def handler(event: object, context: LambdaContext) -> HttpAnswer:
    """Answers an event of API Gateway's REST proxy integration, within 25 s."""
    budget = Budget(context)
    request: HttpRequest | None = None
    try:
        request = read_request(event)
        return _route(request, budget)
    except RequestError as error:
        status, sentence = error.status, str(error)
        if status == 400:
            logger.info("bad request", extra={"reason": sentence})
    except UnavailableError as error:
        status, sentence = 503, UNAVAILABLE
        logger.error("chat unavailable", extra=error.causes)
    except Exception as error:
        status, sentence = 503, UNAVAILABLE
        log_unexpected(error)
    in_text = request is not None and (request.method, request.path) == _CLIENT
    # As the gateway itself words its errors.
    return answer(status, sentence if in_text else {"message": sentence})


def _route(request: HttpRequest, budget: Budget) -> HttpAnswer:
    """Raises RequestError or UnavailableError."""
    match request.method, request.path:
        case ("POST", "/api/genai"):
            request.refuse_other_origins()
            question = question_of_object(request.json())
            text, session_id = chat(question, _environment(), budget)
            return answer(200, {"answer": text, "sessionId": session_id})
        case _ if (request.method, request.path) == _CLIENT:
            request.refuse_other_origins()
            question = question_of_string(request.json(), request.session_id)
            text, session_id = chat(question, _environment(), budget)
            return answer(200, text, cookie=session_id)
        case ("GET", "/api/genai/health"):
            # Settings, secret, network and database: all but the model, where a question costs money.
            _environment().repository.is_reachable(budget)
            return answer(200, {"status": "UP"})
    raise RequestError(404, "There is nothing here: ask with POST /api/genai.")
