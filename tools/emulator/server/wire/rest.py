"""REST requests: input spread over path, query string, headers and body."""

from __future__ import annotations

from typing import Any

from botocore.model import Shape, StructureShape

from ..constraints import UNCHECKED
from ..http import HttpRequest
from ..identify import Call
from ..models import group_name
from . import json, xml


def decode(shape: StructureShape, call: Call, request: HttpRequest) -> dict[str, Any]:
    values = _body(shape, call, request)
    for name, member in shape.members.items():
        value = _located(member, name, call, request)
        if value is not None:
            values[name] = value
    return values


def _located(member: Shape, name: str, call: Call, request: HttpRequest) -> Any:
    """The value of a member that the path, the query string or a header carries; None for all others."""
    wire = member.serialization.get("name", name)
    location = member.serialization.get("location")
    if location == "uri":
        return call.labels.get(group_name(wire))
    if location == "header":
        text = request.headers.get(wire)
        return text.split(",") if text is not None and member.type_name == "list" else text
    if location == "querystring":
        if member.type_name == "map":
            return UNCHECKED  # whatever parameters no other member claims
        found = request.query.get(wire)
        return found if found is None or member.type_name == "list" else found[0]
    return None


def _body(shape: StructureShape, call: Call, request: HttpRequest) -> dict[str, Any]:
    payload = shape.serialization.get("payload")
    if payload is None:
        if not any("location" not in member.serialization for member in shape.members.values()):
            return {}
        values: dict[str, Any] = _parse(shape, call, request)
        return values
    member = shape.members[payload]
    if member.type_name == "blob" or member.serialization.get("eventstream"):
        return {payload: UNCHECKED}  # objects, archives, streams: left unread for moto
    if member.type_name == "string":
        return {payload: request.body.decode()}
    value = _parse(member, call, request)
    return {payload: value} if value or request.body else {}


def _parse(shape: Shape, call: Call, request: HttpRequest) -> Any:
    if call.protocol == "rest-xml":
        return xml.decode(shape, request.body) or {}
    return json.decode(shape, request.body)
