"""The operations of Bedrock's runtime that the emulator answers, and its control route."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from ..accounts import account_of
from ..http import HttpRequest
from ..identify import Call, signing_region
from ..operations import Place
from ..wire.encode import encode_error
from ..wire.reply import Reply, json_reply
from . import models
from .answer import Speech, ToolCall, converse_output
from .conversation_rules import check_conversation
from .embeddings import embed
from .models import Model, callable_model
from .refusal import BedrockError
from .rules.model import speak
from .script import Answer, Script, ScriptError

SERVICE = "bedrock-runtime"
CONTROL_PATH = "/_emulator/bedrock"
MODELS_PATH = "/_emulator/bedrock/models"

_script = Script()


def reset() -> None:
    """Forgets the script and the calls, and what changed of the models."""
    _script.reset()
    models.reset()


def control_models(request: HttpRequest) -> Reply:
    """The route with which AWS's announcements are made: `PUT`, until a reset."""
    if request.method != "PUT":
        return json_reply(405, {"message": f"{MODELS_PATH} takes PUT."})
    try:
        models.change(json.loads(request.body))
    except ValueError as error:
        return json_reply(400, {"message": f"The models cannot be changed: {error}."})
    return json_reply(200, {})


def control(request: HttpRequest) -> Reply:
    """The route for tests and for people who want to see what a function asked."""
    if request.method == "GET":
        return json_reply(200, _script.snapshot())
    if request.method != "PUT":
        return json_reply(405, {"message": f"{CONTROL_PATH} takes GET and PUT."})
    try:
        _script.replace(json.loads(request.body))
    except (ValueError, ScriptError) as error:
        return json_reply(400, {"message": f"The script cannot be followed: {error}."})
    return json_reply(200, _script.snapshot())


def answer(call: Call, request: HttpRequest) -> Reply:
    """The answer to a call that fits the service's model. Raises NotImplementedError."""
    started = time.monotonic()
    model_id, place = call.labels["modelId"], Place(account_of(request), signing_region(request))
    try:
        if call.operation.name == "Converse":
            return _converse(model_id, place, json.loads(request.body), started)
        if call.operation.name == "InvokeModel":
            return _invoke(model_id, place, request.body)
    except BedrockError as error:
        return encode_error(call, error.status, error.code, str(error))
    raise NotImplementedError(call.name)


def _converse(model_id: str, place: Place, request: Mapping[str, Any], started: float) -> Reply:
    # The call counts as asked even when it is refused: a test wants to see what was wrong with it.
    scripted = _script.next("Converse", model_id, request)
    model = callable_model(model_id, place)
    if model.embeds:
        raise BedrockError(
            "The action doesn't support the model that you provided. Try again with a supported text or chat "
            "model."
        )
    _check_parameters(model, request)
    check_conversation(request)
    reply = _scripted(scripted)
    if reply is not None:
        return reply
    speech = _speech(scripted) or speak(request)
    return json_reply(200, converse_output(speech, request, round((time.monotonic() - started) * 1000)))


def _check_parameters(model: Model, request: Mapping[str, Any]) -> None:
    """Raises BedrockError with the first parameter that the model does not take."""
    own = request.get("additionalModelRequestFields") or {}
    for name in (*request.get("inferenceConfig", {}), *own):
        if name in model.refused:
            raise BedrockError(
                f"The model returned the following errors: `{name}` is deprecated for this model."
            )
    thinking = (own.get("thinking") or {}).get("type", "adaptive")
    if model.refused and thinking not in ("adaptive", "disabled"):
        raise BedrockError(
            "The model returned the following errors: thinking.type: only adaptive and disabled are taken."
        )


def _invoke(model_id: str, place: Place, body: bytes) -> Reply:
    scripted = _script.next("InvokeModel", model_id, body.decode(errors="replace"))
    if not callable_model(model_id, place).embeds:
        raise NotImplementedError("InvokeModel of a chat model: call Converse")
    result = embed(body)
    return _scripted(scripted) or json_reply(200, result)


def _scripted(scripted: Answer | None) -> Reply | None:
    """The reply to a scripted `error` or `body`, after the wait; None for speech. Raises BedrockError."""
    if scripted is None:
        return None
    time.sleep(scripted.get("seconds", 0))
    if "error" in scripted:
        raise BedrockError(scripted.get("message", "The script wants it so."), scripted["error"])
    if "body" in scripted:
        data = scripted["body"].encode()
        return Reply(200, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))], [data])
    return None


def _speech(scripted: Answer | None) -> Speech | None:
    """The scripted text and tool calls; None when the stand-in has to find its own words."""
    if scripted is None or not {"text", "tools"} & set(scripted):
        return None
    calls = [
        ToolCall(each["name"], each["input"], **({"id": each["id"]} if "id" in each else {}))
        for each in scripted.get("tools", [])
    ]
    return Speech(scripted.get("text", ""), calls, scripted.get("stopReason", ""))
