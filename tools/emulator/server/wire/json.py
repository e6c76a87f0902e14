"""JSON bodies, of the json and rest-json protocols."""

from __future__ import annotations

import json
from typing import Any

from botocore.model import Shape, StructureShape


def decode(shape: StructureShape, body: bytes) -> dict[str, Any]:
    """A JSON body as values of a structure; an empty body is an empty structure."""
    value = json.loads(body) if body.strip() else {}
    if not isinstance(value, dict):
        raise ValueError("the body is not a JSON object")
    decoded: dict[str, Any] = decode_value(shape, value)
    return decoded


def decode_value(shape: Shape, value: Any) -> Any:
    """A parsed JSON value with the wire names of structure members turned into model names."""
    if shape.type_name == "structure" and isinstance(value, dict) and not shape.is_document_type:
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        return {
            names.get(key, key): decode_value(shape.members[names[key]], item) if key in names else item
            for key, item in value.items()
            if key != "__type"
        }
    if shape.type_name == "list" and isinstance(value, list):
        return [decode_value(shape.member, item) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: decode_value(shape.value, item) for key, item in value.items()}
    return value
