"""Operations that the emulator answers by itself: moto has no such service, or no such address.

Their handlers are in `additions`. A handler gets the place and the input, by the names of AWS's model, and
returns the output likewise. What it remembers lives on a backend of moto's kind, which moto's reset clears.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .accounts import account_of
from .http import HttpRequest
from .identify import Call, signing_region
from .wire.decode import decode
from .wire.encode import encode_error, encode_result
from .wire.reply import Reply


@dataclass(frozen=True)
class Place:
    """The account and region that a call is about."""

    account: str
    region: str

    def arn(self, service: str, resource: str) -> str:
        return f"arn:aws:{service}:{self.region}:{self.account}:{resource}"


class ServiceError(Exception):
    """An error that the service answers; `code` is one of its model."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


Handler = Callable[[Place, dict[str, Any]], dict[str, Any]]
_HANDLERS: dict[str, Handler] = {}


def answers(name: str) -> Callable[[Handler], Handler]:
    """Makes a function the handler of the operation, `xray:CreateGroup`."""

    def decorate(handler: Handler) -> Handler:
        if name in _HANDLERS:
            raise ValueError(f"{name} has two handlers")
        _HANDLERS[name] = handler
        return handler

    return decorate


def answer(call: Call, request: HttpRequest) -> Reply | None:
    """The reply of the operation's own handler; None when moto answers."""
    handler = _HANDLERS.get(call.name)
    if handler is None:
        return None
    place = Place(account_of(request), signing_region(request))
    try:
        result = handler(place, decode(call, request))
    except ServiceError as error:
        return encode_error(call, error.status, error.code, str(error))
    return encode_result(call, result)
