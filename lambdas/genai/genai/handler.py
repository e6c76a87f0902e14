"""The Lambda function behind `/api/genai`. It answers every event: 200, 400, 404 or 503."""

from __future__ import annotations

import logging
import os
from functools import cache

from .budget import Budget, LambdaContext
from .environment import Environment
from .errors import BadRequestError, NotFoundError, UnavailableError
from .failures import log_unavailable, log_unexpected
from .http_answer import UNAVAILABLE, HttpAnswer
from .http_request import read_request
from .routes import ROUTES, Refuse, Route, refuse_json

logger = logging.getLogger(__name__)

# Whatever level the function is set to: at DEBUG they write whole requests, questions and secrets among them.
for _name in ("boto3", "botocore", "urllib3"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@cache
def _environment() -> Environment:
    """Made by the first request that needs it; a failure is not kept."""
    return Environment(os.environ)


def handler(event: object, context: LambdaContext) -> HttpAnswer:
    """Answers an event of API Gateway's REST proxy integration, within 25 s."""
    budget = Budget(context)
    refuse: Refuse = refuse_json
    try:
        request = read_request(event)
        route = _route(request.method, request.path)
        refuse = route.refuse
        return route.answer(request, _environment, budget)
    except BadRequestError as error:
        logger.info("bad request", extra={"reason": str(error)})
        return refuse(400, str(error))
    except NotFoundError as error:
        return refuse(404, str(error))
    except UnavailableError as error:
        log_unavailable(error)
    except Exception as error:
        log_unexpected(error)
    return refuse(503, UNAVAILABLE)


def _route(method: str, path: str) -> Route:
    """Raises NotFoundError."""
    try:
        return ROUTES[method, path]
    except KeyError:
        raise NotFoundError("There is nothing here: ask with POST /api/genai.") from None
