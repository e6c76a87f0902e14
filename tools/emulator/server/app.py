"""The emulator as a WSGI application: check each request, then let the mended moto answer it."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import additions, hosted_zones, kept, operations
from .additions import ecs_deployments
from .bedrock import service as bedrock
from .callers import caller_of
from .changes import PATH as _CHANGES_PATH
from .changes import changes
from .databases import databases
from .functions import service as functions
from .hosts import describe_databases, write_hosts
from .http import HttpRequest
from .identify import Call, identify
from .service_locks import ServiceLocks
from .status import Status
from .strict import rules
from .tasks import tasks
from .wire.cbor import JsonInsteadOfCbor
from .wire.decode import UndecodableError, decode
from .wire.encode import encode_error
from .wire.reply import Reply, json_reply

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_RESET_PATH = "/moto-api/reset"
_STATUS_PATH = "/_emulator/status"
_CONTROLS = {
    bedrock.CONTROL_PATH: bedrock.control,
    bedrock.MODELS_PATH: bedrock.control_models,
    ecs_deployments.CONTROL_PATH: ecs_deployments.control,
    hosted_zones.CONTROL_PATH: hosted_zones.control,
    kept.CONTROL_PATH: kept.control,
}
_NO_ROUTE = "<!doctype html>"
"""Beginning of the page with which Flask, rather than moto, answers an unknown address."""


class Moto(DomainDispatcherApplication):
    """moto, which otherwise fails somewhere inside when asked for a service it does not have."""

    def get_backend_for_host(self, host: str | None) -> Any:
        backend = super().get_backend_for_host(host)
        if backend is None and host is not None:
            raise NotImplementedError(f"no service at {host}")
        return backend


class Emulator:
    """Counts, checks and guards every call to moto."""

    def __init__(self, moto: WSGIApplication) -> None:
        self._moto = moto
        self._status = Status()
        self._locks = ServiceLocks()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = HttpRequest(environ)
        if request.path == _STATUS_PATH:
            status = {**self._status.snapshot(), "databases": describe_databases(), "trafficPort": tasks.port}
            return json_reply(200, status).send(start_response)
        if request.path == _CHANGES_PATH:
            return changes.answer(request).send(start_response)
        if request.path in _CONTROLS:
            return _CONTROLS[request.path](request).send(start_response)
        if request.path == _RESET_PATH:
            self._status.reset()
            bedrock.reset()
            databases().stop_all()
            functions.end_all()
            tasks.reset()
            changes.note()
        if request.path.startswith("/moto-api"):
            return self._moto(environ, start_response)
        call = identify(request)
        if call is None:
            self._status.unidentified(f"{request.method} {request.path}")
            return self._moto(environ, start_response)
        self._status.called(call.name, caller_of(request.headers.get("User-Agent")))
        with self._locks.of(call):
            reply = self._refuse(call, request) or self._answer(call, environ)
            if call.service_name == "rds":
                write_hosts()
        changes.answered(call, reply.status)
        return reply.send(start_response)

    def _refuse(self, call: Call, request: HttpRequest) -> Reply | None:
        """The error AWS would answer to a wrong call; None for one that it would take."""
        try:
            given = decode(call, request)
        except UndecodableError as error:
            self._status.unchecked(call.name, str(error))
            return None
        try:
            found = rules.refusal(call, request, given)
        except Exception as error:
            self._status.unchecked(call.name, crash_site(error))
            return None
        if found is None:
            return None
        self._status.refused(call.service_name, call.operation.name, found.message)
        return encode_error(call, found.status, found.code, found.message)

    def _answer(self, call: Call, environ: WSGIEnvironment) -> Reply:
        """moto's answer. What it lacks or fails at becomes a 501 that says so.

        SDKs retry any other server error, the AWS provider 25 times, whatever its environment says.
        """
        try:
            if call.service_name == bedrock.SERVICE:
                return bedrock.answer(call, HttpRequest(environ))
            own = operations.answer(call, HttpRequest(environ))
            if own is not None:
                return own
            reply = Reply.of(self._moto, environ)
        except NotImplementedError as error:
            return self._fail(call, 501, "NotImplemented", f"not implemented by the emulator: {error}")
        except Exception as error:
            return self._fail(call, 501, "InternalFailure", f"the emulator failed: {crash_site(error)}")
        if reply.status == 404 and reply.text.startswith(_NO_ROUTE):
            return self._fail(call, 501, "NotImplemented", f"not implemented by the emulator: {call.name}")
        if reply.status >= 500:
            return self._fail(call, 501, "InternalFailure", f"the emulator failed: {reply.text[:500]}")
        return reply

    def _fail(self, call: Call, status: int, code: str, message: str) -> Reply:
        self._status.failed(call.service_name, call.operation.name, status, message)
        return encode_error(call, status, code, message)


def crash_site(error: Exception) -> str:
    """The error and the line that raised it: what a mended operation starts from."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (at {Path(frame.filename).name}:{frame.lineno})"


def build_app() -> WSGIApplication:
    """The whole emulator."""
    additions.install()
    return JsonInsteadOfCbor(Emulator(Moto(create_backend_app)))
