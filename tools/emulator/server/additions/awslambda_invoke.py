"""Lambda: Invoke, which stock moto gives to Docker, and the end of what runs when a function is deleted."""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import LambdaClientError, UnknownFunctionException
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.awslambda.utils import get_backend

from ..functions import service
from ..functions.environment import EnvironmentEndedError
from ..functions.pool import TooManyInvocationsError
from .patching import Function, mend

_DEFAULT_RETRIES = 2
_INVOKED = "x-amz-executed-version"

Response = tuple[int, dict[str, str], bytes]


class TooManyRequestsError(LambdaClientError):
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors"""

    code = 429

    def __init__(self, reason: str) -> None:
        super().__init__("TooManyRequestsException", f"Rate Exceeded. ({reason})")


class InvalidRequestContentError(LambdaClientError):
    code = 400

    def __init__(self, error: ValueError) -> None:
        words = f"Could not parse request body into json: {error}"
        super().__init__("InvalidRequestContentException", words)


@mend(LambdaResponse, "invoke")
def invoke(original: Function, response: LambdaResponse) -> Response:
    """Invoke: `RequestResponse`, `Event` and `DryRun`."""
    del original
    name = unquote(response.path.rsplit("/", 2)[-2])
    qualifier = response.querystring.get("Qualifier", [None])[0]
    function = response.backend.get_function(name, qualifier)
    kind = response.headers.get("X-Amz-Invocation-Type", "RequestResponse")
    if kind == "DryRun":
        return 204, {"status": "204"}, b""
    request = _request(response, function, _qualifier(name) or qualifier)
    if kind == "Event":
        backend = response.backend
        service.run_later(
            lambda: _run(backend, backend.get_function(name, qualifier), request), _retries(function)
        )
        return 202, {"status": "202"}, b""
    answer = _run_now(response.backend, function, request)
    headers = {"content-type": "application/json", _INVOKED: str(function.version)}
    if answer.failed:
        headers["x-amz-function-error"] = "Unhandled"
    if response.headers.get("X-Amz-Log-Type") == "Tail":
        headers["x-amz-log-result"] = base64.b64encode(answer.log_tail.encode()).decode()
    return 200, headers, answer.payload


@mend(LambdaFunction, "invoke")
def invoke_from_a_service(
    original: Function, function: LambdaFunction, body: str, headers: Any, response_headers: Any
) -> bytes:
    """Invokes a function for another service of moto that has an event, and waits for the answer."""
    del original, headers
    backend = get_backend(function.account_id, function.region)
    answer = _run_now(backend, function, service.Request(body.encode(), function.function_arn))
    if answer.failed:
        response_headers["x-amz-function-error"] = "Unhandled"
    return answer.payload


@mend(LambdaBackend, "delete_function")
def delete_function(
    original: Function, backend: LambdaBackend, function_name: str, qualifier: str | None = None
) -> None:
    """DeleteFunction: ends the function's invocations that still run."""
    function = backend.get_function(function_name, qualifier)
    original(backend, function_name, qualifier)
    named = qualifier or _qualifier(function_name)
    service.end(function.function_name, named and str(function.version))


def _run(backend: LambdaBackend, function: LambdaFunction, request: service.Request) -> service.Answer:
    # The reservation belongs to the function; a published version has a copy of what it was.
    reserved = backend.get_function(function.function_name).reserved_concurrency
    return service.run(function, request, None if reserved is None else int(reserved))


def _run_now(backend: LambdaBackend, function: LambdaFunction, request: service.Request) -> service.Answer:
    try:
        return _run(backend, function, request)
    except TooManyInvocationsError as error:
        raise TooManyRequestsError(error.reason) from error
    except EnvironmentEndedError as error:
        raise UnknownFunctionException(function.function_arn) from error


def _request(response: LambdaResponse, function: LambdaFunction, qualifier: str | None) -> service.Request:
    body = response.body or "{}"
    payload = body if isinstance(body, bytes) else body.encode()
    try:
        json.loads(payload)
    except ValueError as error:
        raise InvalidRequestContentError(error) from error
    context = response.headers.get("X-Amz-Client-Context")
    return service.Request(
        payload=payload,
        function_arn=_unqualified(function.function_arn) + (f":{qualifier}" if qualifier else ""),
        client_context=base64.b64decode(context).decode() if context else None,
    )


def _retries(function: LambdaFunction) -> int:
    for config in function.event_invoke_config:
        return int(config.config.get("MaximumRetryAttempts", _DEFAULT_RETRIES))
    return _DEFAULT_RETRIES


def _qualifier(name_or_arn: str) -> str | None:
    """The qualifier in `name:qualifier` or in an ARN that ends with one; None without it."""
    match = re.search(r"(?:^|:function:)[\w-]+:([\w$-]+)$", name_or_arn)
    return match and match.group(1)


def _unqualified(arn: str) -> str:
    return ":".join(arn.split(":")[:7])
